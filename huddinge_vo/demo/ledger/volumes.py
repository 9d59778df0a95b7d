"""How much is bought each year and on how many invoices, and how much of it on contract.

What 2021 cost is the category plan's: 238, 170 and 97 million kronor in the subcategories, to the öre, and 67 million
that were booked on the whole category.
"""

from __future__ import annotations

from random import Random

from huddinge_vo.demo.chance import stream

FIRST_YEAR = 2021
MILLION = 100_000_000  # in öre
TOTALS_2021 = {"IFO": 97 * MILLION, "FO": 170 * MILLION, "ÄO": 238 * MILLION, "VO": 67 * MILLION}
_GROWTH = 1.04

# Share bought on contract, by 1 July of each year; in between along a straight line.
_ON_CONTRACT = {
    "IFO": (0.790, 0.797, 0.806, 0.824, 0.846, 0.862, 0.870),
    "FO": (0.830, 0.836, 0.847, 0.864, 0.882, 0.892, 0.897),
    "ÄO": (0.930, 0.932, 0.935, 0.931, 0.934, 0.938, 0.940),
    "VO": (0.530, 0.555, 0.590, 0.620, 0.650, 0.680, 0.700),
}
# Of that, what the computation cannot place: the supplier's number is missing, wrong or struck out.
UNREADABLE = {"IFO": 0.012, "FO": 0.008, "ÄO": 0.005, "VO": 0.020}
INVOICES_A_MONTH = {"IFO": 213, "FO": 150, "ÄO": 116, "VO": 36}
# How money outside contract divides among the reasons for it, where there is anybody for that reason.
OUTSIDE = {"never": 0.70, "ended": 0.14, "not begun": 0.06, "elsewhere": 0.04, "other area": 0.02, "direct": 0.04}


def growth(year: int) -> float:
    """How many times as much as in the first year everything costs."""
    return _GROWTH ** (year - FIRST_YEAR)


def year_total(category: str, year: int, chance: Random) -> int:
    """What a year's purchases in a subcategory come to, in öre."""
    ore = TOTALS_2021[category]
    if year == FIRST_YEAR:
        return ore
    return int(ore * growth(year) * chance.uniform(0.985, 1.015)) // 100 * 100


def on_contract(category: str, year: int, month: int) -> float:
    """The share that is to be bought on contract in a month: the line of the years, less in the summer."""
    anchors = _ON_CONTRACT[category]
    at = year - FIRST_YEAR + (month - 7) / 12
    low = max(0, min(int(at), len(anchors) - 2))
    line = anchors[low] + (anchors[low + 1] - anchors[low]) * (min(max(at - low, 0.0), 1.0))
    summer = -0.018 if month in (7, 8) else 0.0036
    return line + summer + stream("noise", category, year, month).gauss(0, 0.009)
