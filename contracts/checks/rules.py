"""How long a check holds, what it must reach, and what several say together. domain.md §7 is the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class CheckTerms:
    """How many days a check holds, and the lowest score a rating must have."""

    valid_days: int
    lowest_score: int | None = None


# The plan's start values; an administrator may set others (CheckTerm).
CHECK_TERMS = {
    "PERMIT": CheckTerms(90),
    "IVO_REGISTER": CheckTerms(90),
    "TAXES": CheckTerms(90),
    "RATING": CheckTerms(30, 40),
    "EU_2022_576": CheckTerms(365),
    "NONPROFIT_REGISTER": CheckTerms(365),
    "COMPANY_STATUS": CheckTerms(30),
}


@dataclass(frozen=True)
class Demand:
    """When a kind of check is asked for of a contract: always, by its form, or where one of its areas says so.

    `form` is the only form it is for; `area_says` is a field of the area that is true, `area_from` one of a first day.
    """

    kind: str
    form: str = ""
    area_says: str = ""
    area_from: str = ""

    @property
    def is_of_area(self) -> bool:
        """Whether the service asks for it wherever it is given, whatever contract it is given on."""
        return bool(self.area_says or self.area_from)

    def asks(self, area: object, *, on: date) -> bool:
        """Whether an area asks for it on a day; the first day counts."""
        first: date | None = getattr(area, self.area_from) if self.area_from else None
        return bool(self.area_says and getattr(area, self.area_says)) or (first is not None and first <= on)


# The one rule of what is asked for (domain.md §7). `reports.asked_for` reads it for objects that are at hand, and the
# question `querysets.with_all_checks` is made from it; a test asks both.
DEMANDS = (
    Demand("TAXES"),
    Demand("RATING"),
    Demand("EU_2022_576"),
    Demand("COMPANY_STATUS"),
    Demand("PERMIT", area_from="permit_required_from"),
    Demand("IVO_REGISTER", area_says="ivo_register"),
    Demand("NONPROFIT_REGISTER", form="RESERVED"),
)


EXPIRES_SOON_DAYS = 30


def check_holds_until(checked_on: date, terms: CheckTerms) -> date:
    """The last day that a check is relied upon: the day it was made and so many more."""
    return checked_on + timedelta(days=terms.valid_days)


def rating_passes(score: int | None, terms: CheckTerms) -> bool:
    """Whether a rating is what is asked for. One that is missing never is: null is not nought."""
    return score is not None and (terms.lowest_score is None or score >= terms.lowest_score)


class CheckState(StrEnum):
    """How a check that is asked for stands on a day."""

    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"
    FAILED = "failed"
    MISSING = "missing"


def check_state(*, is_accepted: bool | None, valid_until: date | None, on: date) -> CheckState:
    """Of the latest check; null for both is that there is none."""
    if is_accepted is None or valid_until is None:
        return CheckState.MISSING
    if valid_until < on:
        return CheckState.EXPIRED
    if not is_accepted:
        return CheckState.FAILED
    return CheckState.SOON if (valid_until - on).days <= EXPIRES_SOON_DAYS else CheckState.VALID


@dataclass(frozen=True)
class Traffic:
    """All of a supplier's checks as one word and the colour that helps it."""

    words: str
    colour: str


def traffic(states: Sequence[CheckState]) -> Traffic:
    """What the checks that are asked for say together."""
    if not states:
        return Traffic("Inga kontroller krävs", "none")
    bad = [state for state in states if state in {CheckState.MISSING, CheckState.EXPIRED, CheckState.FAILED}]
    if bad:
        return Traffic(f"{len(bad)} av {len(states)} behöver göras om", "off")
    if CheckState.SOON in states:
        return Traffic("Giltiga, någon går snart ut", "near")
    return Traffic("Alla giltiga", "good")
