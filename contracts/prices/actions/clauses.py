"""Keeping clauses of price adjustment, basket and all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.prices.models import ClauseComponent, PriceClause
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def save_clause(
    *, clause: PriceClause, components: Sequence[ClauseComponent], by: User, at: datetime, version: int | None
) -> PriceClause:
    """Add or change a clause and its basket. A basket's weights sum to one; other kinds of clause have none.

    Raises ValidationError for what a clause cannot be, and ChangedMeanwhile.
    """
    basket = list(components) if clause.kind == PriceClause.Kind.INDEX else []
    if clause.kind == PriceClause.Kind.INDEX:
        _check_basket(basket)
    following = check_version(clause, version)
    clause.full_clean()
    clause.version = following
    clause.save()
    stored = {part.series_id: part for part in clause.components.all()}
    for part in basket:
        kept = stored.pop(part.series_id, None)
        part.clause, part.pk = clause, kept.pk if kept else None
        part._state.adding = kept is None  # a row that is there already is changed, not found to be taken
        part.full_clean(exclude=["clause"])
    for gone in stored.values():
        gone.delete()
    for part in basket:
        part.save()
    return clause


def _check_basket(basket: Sequence[ClauseComponent]) -> None:
    total = sum((part.weight for part in basket), Decimal(0))
    if total != 1:
        raise ValidationError(
            f"Vikterna ska tillsammans vara 1, men är {total.normalize() if total else 0:f}.".replace(".", ",", 1)
        )
    if len({part.series_id for part in basket}) != len(basket):
        raise ValidationError("Samma serie står två gånger i indexkorgen.")
    for part in basket:
        try:
            period = IndexPeriod.parse(part.base_period)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if period.frequency.value != part.series.frequency:
            raise ValidationError(
                f"{part.series} publiceras per {part.series.get_frequency_display()}: "
                f"”{part.base_period}” är ingen sådan period."
            )
        part.base_period = period.code
        if part.series.measures == "CHANGE" and part.base_value != 100:
            raise ValidationError(f"{part.series} är årliga förändringar: basvärdet är 100.")
