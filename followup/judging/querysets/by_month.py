"""Spend by month and subcategory, read once for all that a page says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from followup.judging.querysets.spend import Loyalty, MonthsOfSpend, SpendQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.periods import Period

Part = tuple[date, int | None]  # a month by its first day, and a subcategory, null where none could be told


@dataclass(frozen=True)
class SpendByMonth:
    """Spend in parts by month and subcategory. Any sums of it are had without asking again."""

    parts: Mapping[Part, Loyalty]

    @property
    def last_month(self) -> date | None:
        """The first day of the latest month there is spend for."""
        return max((month for month, _ in self.parts), default=None)

    def in_period(self, period: Period) -> SpendByMonth:
        """Months within a period of whole months, by booking date."""
        return SpendByMonth({part: loyalty for part, loyalty in self.parts.items() if part[0] in period})

    def in_categories(self, categories: Collection[int | None]) -> SpendByMonth:
        """Of some subcategories."""
        return SpendByMonth({part: loyalty for part, loyalty in self.parts.items() if part[1] in categories})

    def months(self, on: date) -> MonthsOfSpend:
        """Which months there is spend in, and which of them are measured on a day."""
        return MonthsOfSpend.of({month: loyalty.purchasable for month, loyalty in self.by_month().items()}, on)

    def loyalty(self) -> Loyalty:
        """How loyal this spend was."""
        return Loyalty.together(self.parts.values())

    def by_month(self) -> dict[date, Loyalty]:
        """The same of each month that has any, the earliest first."""
        found: dict[date, list[Loyalty]] = {}
        for (month, _), loyalty in sorted(self.parts.items(), key=lambda part: part[0][0]):
            found.setdefault(month, []).append(loyalty)
        return {month: Loyalty.together(parts) for month, parts in found.items()}

    def by_category(self) -> dict[int | None, Loyalty]:
        """The same of each subcategory, in the order they were made; what has none comes last."""
        categories = sorted({category for _, category in self.parts}, key=lambda each: (each is None, each))
        return {each: self.in_categories({each}).loyalty() for each in categories}


def spend_by_month(spend: SpendQuerySet) -> SpendByMonth:
    """Some spend in its parts, in one question."""
    return SpendByMonth(
        {(month, category): loyalty for (month, category), loyalty in spend.loyalty_by("month", "category")}
    )


def spend_within_reach(spend: SpendQuerySet, user: User) -> tuple[SpendByMonth, SpendByMonth]:
    """Some spend in its parts, and the part of it that is within reach of a person's work: in one question."""
    found = spend.with_reach_of(user).loyalty_by("month", "category", "is_reached")
    whole = {(month, category): loyalty for (month, category, _), loyalty in found}
    reached = {(month, category): loyalty for (month, category, is_reached), loyalty in found if is_reached}
    return SpendByMonth(whole), SpendByMonth(reached)
