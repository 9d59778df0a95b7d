"""What a measure must say of itself, the three ways that an outcome is had, and the registry of all measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from followup.measures.choices import Direction, Frequency, Kind, Unit
from followup.measures.rules import Monthly, measured_until, parts_of, rolling_share
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period
from huddinge_vo.common.registry import Registry

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
    from contracts.register.models import Contract
    from followup.measures.models import Measure
    from huddinge_vo.common.people.models import User
    from procurement.projects.models import Project

BY_THE_END = date(2027, 12, 31)  # "shall be met in 2027" where the plan gives no month; at the latest at its end


@dataclass(frozen=True)
class Basis:
    """What an outcome rests on: a period, its value or why there is none, and the figures behind it in words."""

    period: Period
    value: Decimal | None
    missing: str = ""
    inputs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """One of those that a share is a share of: what it is, whether it counts towards the part, why, and with whom."""

    what: Contract | Project | Any  # Any: or a finding or a review: whatever has a page of its own
    is_met: bool
    why: str
    supplier: str = ""


class Span(Enum):
    """What an outcome is of: how things stand on its last day, twelve months, or the plan so far."""

    DAY = "day"
    YEAR = "year"
    PLAN = "plan"


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A share of what could be bought on contract, over twelve months: what was bought on contract, or outside it.

    `category` is the code of the category that it is a share in. `card` is its place among the cards of Översikt, where
    0 is none; what has a card is drawn from it in the report, and not once more among the goal's measures.
    """

    category: str
    is_outside: bool = False
    card: int = 0
    kind: ClassVar[Kind] = Kind.COMPUTED
    unit: ClassVar[Unit] = Unit.SHARE
    frequency: ClassVar[Frequency] = Frequency.MONTHLY
    permission: ClassVar[str] = "followup.view_judgedrow"  # to open the rows behind an outcome

    def bases(self, measure: Measure, monthly: Monthly, on: date) -> list[Basis]:
        """Every month that has eleven before it. A corrected ledger corrects the past."""
        of_all = measure.category_id in (None, measure.plan.category_id)
        categories: set[int | None] = set(monthly) if of_all else {measure.category_id}
        until = measured_until(monthly, on)
        parts = [part for part in parts_of(monthly, categories) if until is not None and part[0] <= until]
        shares = [(month, outside if self.is_outside else on_it, whole) for month, on_it, whole, outside in parts]
        points = {point.on: point for point in rolling_share(shares)}
        found = []
        for index in range(11, len(parts)):
            window = parts[index - 11 : index + 1]
            period = Period.rolling_12(parts[index][0])
            inputs = {
                "på avtal, kr": str(sum((row[1] for row in window), Decimal(0))),
                "utan avtal, kr": str(sum((row[3] for row in window), Decimal(0))),
                "upphandlingsbart, kr": str(sum((row[2] for row in window), Decimal(0))),
            }
            point = points.get(period.last)
            if point is None:
                missing = "Underlag saknas: inget upphandlingsbart är köpt under perioden."
                found.append(Basis(period, None, missing, inputs))
            else:
                found.append(Basis(period, point.value, "", inputs))
        none_yet = Basis(Period.rolling_12(on), None, "Underlag saknas: reskontran omfattar inte tolv månader ännu.")
        return found or [none_yet]


@dataclass(frozen=True, kw_only=True)
class Counting:
    """A share of things counted one by one: the words of part and whole, over what, what must be readable, the rows.

    `rows` takes the plan, the period and the day, and a person, whose view narrows the rows; nobody's counts them all.
    A share and the rows it opens are so the same question.
    """

    part_is: str
    whole_is: str
    span: Span
    permission: str
    rows: Callable[[CategoryPlan, Period, date, User | None], Iterable[Counted]]
    kind: ClassVar[Kind] = Kind.COMPUTED
    unit: ClassVar[Unit] = Unit.SHARE
    frequency: ClassVar[Frequency] = Frequency.MONTHLY

    def period(self, plan: CategoryPlan, last: date) -> Period:
        """What an outcome is of whose last day is given."""
        if self.span is Span.YEAR:
            return Period.rolling_12(last)
        return Period(plan.valid_from if self.span is Span.PLAN and plan.valid_from < last else last, last)

    def bases(self, measure: Measure, monthly: Monthly, on: date) -> list[Basis]:
        """What it comes to on a day. A share of nothing is unknown.

        Its last day is the month's: one outcome a month, counted anew until the month is over.
        """
        period = self.period(measure.plan, Period.containing(on).last)
        rows = list(self.rows(measure.plan, period, on, None))
        met, whole = sum(row.is_met for row in rows), len(rows)
        inputs = self.figures(met, whole)
        value = share(met, whole)
        return [Basis(period, value, f"Underlag saknas: inga {self.whole_is}." if value is None else "", inputs)]

    def figures(self, met: int, whole: int) -> dict[str, str]:
        """The figures behind a share, as an outcome keeps them."""
        return {self.part_is: str(met), self.whole_is: str(whole)}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What somebody says on the scale, with why: by a judgement of his own, or as somebody else has reported."""

    kind: Kind
    unit: ClassVar[Unit] = Unit.SCALE
    frequency: ClassVar[Frequency] = Frequency.YEARLY
    permission: ClassVar[str] = ""  # there are no rows behind it

    def bases(self, measure: Measure, monthly: Monthly, on: date) -> list[Basis]:
        """Nothing is computed."""
        return []


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What the plan wants a measure to be on a day: a share, or a place on the scale."""

    on: date
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class MeasureKind:
    """A measure of the plan: its words, which effect goal it is for, how an outcome is had, and what is wanted.

    It is found by its code and never by its name, which is the user's to change, as its definition and formula are once
    they are loaded. `number` is the plan's own. Without an aim the plan sets none.
    """

    code: str
    number: int
    name: str
    goal: int  # the number of the effect goal
    source: Ledger | Counting | Judged
    definition: str
    formula: str
    direction: Direction = Direction.UP
    aim: Aim | None = None

    @property
    def category(self) -> str:
        """The code of the category that it is a share in; empty where it is of no category."""
        return self.source.category if isinstance(self.source, Ledger) else ""


KINDS: Registry[MeasureKind] = Registry("measure")


def seen(found: Any, user: User | None) -> Any:  # noqa: ANN401 - rows of any model, and the same again
    """Narrowed to what a person may see; nobody's is everything."""
    return found if user is None else found.visible_to(user)
