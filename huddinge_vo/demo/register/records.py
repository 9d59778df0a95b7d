"""What the demo's register consists of: rounds of procurement with their options, contracts, placements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from activities.plan.reference import AREAS
from contracts.terms.rules import end_of_term
from huddinge_vo.demo.suppliers import DemoSupplier

AREA = {area.code: area for area in AREAS}


@dataclass(frozen=True)
class DemoOption:
    """A right to lengthen. `decided_on` is null while it is open."""

    number: int
    months: int
    decide_by: date
    decided_on: date | None


@dataclass(frozen=True)
class DemoFramework:
    """A round of procurement."""

    number: str
    title: str
    area: str
    form: str
    valid_from: date
    initial_until: date | None
    options: tuple[DemoOption, ...] = ()
    ceiling_sek: int | None = None
    call_off_method: str = ""
    is_secret: bool = False


@dataclass(frozen=True)
class DemoContract:
    """A supplier's contract. `ends_on` is its last day as things stand, options and termination computed in."""

    number: str
    framework: str
    supplier: DemoSupplier
    area: str
    form: str
    valid_from: date
    initial_until: date | None
    ends_on: date | None
    terminated_on: date | None = None
    ceiling_sek: int | None = None
    survives: bool = False
    is_draft: bool = False
    is_secret: bool = False

    @property
    def category(self) -> str:
        """The code of its subcategory."""
        return AREA[self.area].category

    @property
    def title(self) -> str:
        """What the register calls it."""
        return AREA[self.area].name[:250]

    def holds_through(self, first: date, last: date) -> bool:
        """Whether it is signed and in force on both days and all between them."""
        return not self.is_draft and self.valid_from <= first and (self.ends_on is None or self.ends_on >= last)


@dataclass(frozen=True)
class DemoPlacement:
    """A call-off, or a deviation when no contract is named. Nobody placed is named."""

    number: str
    case_reference: str
    supplier: DemoSupplier
    category: str
    contract: str
    valid_from: date
    valid_until: date | None
    approved_on: date | None


def last_day(begins: date, months: int) -> date:
    """The last day of a term, as the register counts it."""
    return end_of_term(begins, months)


class Numbers:
    """Running numbers within a year: HK-2023-0417."""

    def __init__(self) -> None:
        self._used: dict[str, int] = defaultdict(int)

    def next(self, series: str, year: int, width: int = 4) -> str:
        key = f"{series}-{year}"
        # Other contracts of the municipality take numbers in between.
        self._used[key] += 1 + (self._used[key] * 7 + year) % 4
        return f"{key}-{self._used[key]:0{width}d}"
