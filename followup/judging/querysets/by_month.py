"""Spend by month and subcategory, read once for all that a page says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from followup.judging.querysets.spend import Loyalty, SpendQuerySet

if TYPE_CHECKING:
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

    def loyalty(self) -> Loyalty:
        """How loyal this spend was."""
        return Loyalty.together(self.parts.values())

    def by_month(self) -> dict[date, Loyalty]:
        """The same of each month that has any, the earliest first."""
        months = sorted({month for month, _ in self.parts})
        return {
            each: Loyalty.together(loyalty for (month, _), loyalty in self.parts.items() if month == each)
            for each in months
        }

    def by_category(self) -> dict[int | None, Loyalty]:
        """The same of each subcategory, in the order they were made; what has none comes last."""
        categories = sorted({category for _, category in self.parts}, key=lambda each: (each is None, each))
        return {each: self.in_categories({each}).loyalty() for each in categories}


def spend_by_month(spend: SpendQuerySet) -> SpendByMonth:
    """Some spend in its parts, in one question."""
    return SpendByMonth(
        {(month, category): loyalty for (month, category), loyalty in spend.loyalty_by("month", "category")}
    )
