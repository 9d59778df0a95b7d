"""What a change of prices costs in a year: on the purchases of the twelve months before it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.prices.rules.prices import apportioned, difference
from huddinge_vo.common.periods import Period, add_months, month_start


def year_before(changes_on: date, *, published: date) -> Period:
    """The twelve whole months before the one that prices change in; the last twelve published where not all are yet.

    A change on 1 January 2026 rests on January to December 2025, whenever it is computed.
    """
    return Period.rolling_12(min(add_months(month_start(changes_on), -1), month_start(published)))


@dataclass(frozen=True)
class ChangedPrice:
    """A price before and after, and how many are bought in a year where the price list says so."""

    old_sek: Decimal
    new_sek: Decimal
    yearly_quantity: Decimal | None


def yearly_effect(bought_sek: Decimal, lines: Sequence[ChangedPrice]) -> Decimal:
    """What changed prices add to a year's purchases: kronor to the öre, negative where they fall.

    Bought for 300 000 at prices of 100 and 200, one of each a year: 100 000 and 200 000; 102 and 200 adds 2 000.00.
    """
    parts = apportioned(bought_sek, purchase_weights([(line.yearly_quantity, line.old_sek) for line in lines]))
    return sum(
        (
            difference(bought_sek=part, paid_price=line.old_sek, final_price=line.new_sek)
            for line, part in zip(lines, parts, strict=True)
        ),
        Decimal(0),
    )


def purchase_weights(lines: Sequence[tuple[Decimal | None, Decimal]]) -> list[Decimal]:
    """What a contract's purchases are parted by, of (yearly quantity, price): their product, where all quantities are
    known; else equal parts.
    """
    if any(quantity is None for quantity, _ in lines):
        return [Decimal(0)] * len(lines)
    return [(quantity or Decimal(0)) * price for quantity, price in lines]
