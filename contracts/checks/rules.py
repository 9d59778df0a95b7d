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
    """When a kind of check is asked for of a contract: always, by its form, where an area says so, or by law.

    `form` is the only form it is for; `area_says` is a field of the area that is true. What the law asks for on a day
    is said by the area as `contracts.law.querysets.areas_on` gives it, and may be unknown.
    """

    kind: str
    form: str = ""
    area_says: str = ""
    by_law: bool = False

    @property
    def is_of_area(self) -> bool:
        """Whether the service asks for it wherever it is given, whatever contract it is given on."""
        return bool(self.area_says or self.by_law)

    def asks(self, area: object) -> bool:
        """Whether an area, as the law has it on a day, asks for it."""
        says = self.area_says and getattr(area, self.area_says)
        return bool(says or (self.by_law and getattr(area, "permit_need") == PERMIT_REQUIRED))  # noqa: B009 - fails aloud


PERMIT_REQUIRED, PERMIT_UNKNOWN = "REQUIRED", "UNKNOWN"  # contracts.law.choices.PermitNeed
UNCLEAR_WORDS = "Oklart om tillstånd krävs"
# The one rule of what is asked for (domain.md §7). `reports.asked_for` reads it for objects that are at hand, and the
# question `querysets.with_all_checks` is made from it; a test asks both.
DEMANDS = (
    Demand("TAXES"),
    Demand("RATING"),
    Demand("EU_2022_576"),
    Demand("COMPANY_STATUS"),
    Demand("PERMIT", by_law=True),
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
    UNCLEAR = "unclear"


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


def traffic(states: Sequence[CheckState], *, is_unclear: bool = False) -> Traffic:
    """What the checks that are asked for say together.

    Where it is unclear what is asked for they are never all valid.
    """
    bad = [state for state in states if state in {CheckState.MISSING, CheckState.EXPIRED, CheckState.FAILED}]
    if bad:
        also = f", {UNCLEAR_WORDS.lower()}" if is_unclear else ""
        return Traffic(f"{len(bad)} av {len(states)} behöver göras om{also}", "off")
    if is_unclear:
        return Traffic(UNCLEAR_WORDS, "near")
    if not states:
        return Traffic("Inga kontroller krävs", "none")
    if CheckState.SOON in states:
        return Traffic("Giltiga, någon går snart ut", "near")
    return Traffic("Alla giltiga", "good")
