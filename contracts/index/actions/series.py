"""What a series is: where it is published, which of a table's codes it has, and how it goes on in another base."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.index.imports.pxweb import address_v1
from contracts.index.models import IndexChain, IndexSeries
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def save_series(*, series: IndexSeries, by: User, at: datetime, version: int | None) -> IndexSeries:
    """Add or change a series. Another table has other codes, so that the chosen ones go with the old one.

    What its values mean cannot be changed once it has any. Raises ValidationError and ChangedMeanwhile.
    """
    following = check_version(series, version)
    if series.ended_with:
        try:
            series.ended_with = IndexPeriod.parse(series.ended_with).code
        except ValueError as error:
            raise ValidationError({"ended_with": str(error)}) from error
    if series.source == IndexSeries.Source.FILE:
        series.table = ""
    elif series.table:
        series.table = series.table.strip().strip("/")
        try:
            address_v1("https://vo.invalid", series.table)
        except ValueError as error:
            raise ValidationError({"table": str(error)}) from error
    if series.pk:
        stored = IndexSeries.objects.get(pk=series.pk)
        if (stored.source, stored.table) != (series.source, series.table):
            series.selection, series.preliminary_code, series.final_code = {}, "", ""
            series.preliminary_label = series.final_label = ""
        _keep_meaning(stored, series)
    series.full_clean()
    series.version = following
    series.save()
    return series


def _keep_meaning(stored: IndexSeries, series: IndexSeries) -> None:
    if not stored.values.exists():
        return
    changed = [name for name in ("base", "frequency", "measures") if getattr(stored, name) != getattr(series, name)]
    if changed:
        raise ValidationError(
            dict.fromkeys(changed, "Serien har värden som bygger på detta. Lägg upp en ny serie i stället.")
        )


@transaction.atomic
def choose_codes(
    *,
    series: IndexSeries,
    selection: Mapping[str, str],
    preliminary_code: str,
    final_code: str,
    labels: Mapping[str, str],
    by: User,
    at: datetime,
    version: int | None = None,
) -> IndexSeries:
    """Keep which of a table's values a series is; `labels` are what the codes are called.

    Raises ValidationError and ChangedMeanwhile.
    """
    if not preliminary_code and not final_code:
        raise ValidationError("Välj vad i tabellen som är serien: preliminära värden, slutliga eller båda.")
    if preliminary_code == final_code:
        raise ValidationError("Samma innehåll kan inte vara både preliminärt och slutligt.")
    series.version = check_version(series, version)
    series.selection = dict(selection)
    series.preliminary_code, series.final_code = preliminary_code, final_code
    series.preliminary_label, series.final_label = (
        labels.get(code, "")[:200] for code in (preliminary_code, final_code)
    )
    series.full_clean()
    series.save()
    return series


@transaction.atomic
def save_chain(*, chain: IndexChain, by: User, at: datetime) -> IndexChain:
    """Say how a series goes on in another base.

    Adjustments keep the factor they were computed with. Raises ValidationError.
    """
    chain.full_clean()
    old, new = chain.old, chain.new
    if IndexSeries.Measures.CHANGE in {old.measures, new.measures}:
        raise ValidationError("Årliga förändringar har ingen bas och behöver ingen kedjefaktor.")
    if old.frequency != new.frequency:
        raise ValidationError({"new": f"Serien publiceras per {new.get_frequency_display()}, inte som den här."})
    chain.save()
    return chain
