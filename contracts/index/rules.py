"""Arithmetic of index figures: rounding, changes of base, and when a figure is to be expected."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from huddinge_vo.common.index_periods import IndexPeriod


def half_up(value: Fraction, decimals: int) -> Decimal:
    """An exact fraction rounded once, half away from nought."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def rebased(value: Decimal, *, factor: Decimal, decimals: int) -> Decimal:
    """A value brought to another base by a stored chain factor: KPI 124.85 · 3.3592 is 419.40."""
    return half_up(Fraction(value) * Fraction(factor), decimals)


def expected_on(latest: IndexPeriod, *, after_days: int) -> date:
    """About when the period after the latest one is published: so many days after its own last day."""
    return latest.next().last + timedelta(days=after_days)


def figure_words(value: Decimal) -> str:
    """An index figure as it is published: 145,1."""
    return f"{value.normalize():f}".replace(".", ",")
