"""What somebody who stays on costs a year. Pure."""

from __future__ import annotations

from decimal import Decimal

# How many of each a year holds; of what is not here nobody knows how much is bought.
TIMES_A_YEAR = {"DAY": 365, "MONTH": 12}


def cost_a_year(price_sek: Decimal | None, per: str) -> Decimal | None:
    """A price as kronor a year: days count 365, months 12. Null where the price or the quantity is unknown."""
    times = TIMES_A_YEAR.get(per)
    return None if price_sek is None or times is None else price_sek * times


def difference(cost: Decimal | None, beside: Decimal | None) -> Decimal | None:
    """How much more one costs than the other; null where either is unknown."""
    return None if cost is None or beside is None else cost - beside
