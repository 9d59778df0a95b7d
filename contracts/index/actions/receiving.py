"""Values that come in, from an answer, a file or a person, and what in them is the series'."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from contracts.index.imports.pxweb import (
    TEMPLATE_COLUMNS,
    Cube,
    Observation,
    observations,
    read_index_file,
)
from contracts.index.models import IndexImport, IndexSeries, IndexStatus
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.index_periods import IndexPeriod

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_LEAST, _MOST = Decimal("0.0001"), Decimal(10) ** 8  # what a value is kept with: eight digits and four decimals


@transaction.atomic
def receive_index(*, series: IndexSeries, content: bytes, name: str, by: User | None, at: datetime) -> IndexImport:
    """Keep an answer or a file of a series' values to be looked at. The same once more is the one that waits already.

    Raises UnreadableFile for what holds no values of the series, and then nothing is kept.
    """
    IndexSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    fingerprint = hashlib.sha256(content).hexdigest()
    waiting = IndexImport.objects.waiting().filter(series=series, sha256=fingerprint).first()
    if waiting is not None:
        return waiting
    read_values(series, content, name)
    received = IndexImport(series=series, original_name=name[:300], sha256=fingerprint, received_at=at, received_by=by)
    received.file.save(f"{series.code}-{fingerprint[:12]}", ContentFile(content), save=False)
    received.save()
    return received


def add_index_value(
    *,
    series: IndexSeries,
    period: IndexPeriod,
    status: str,
    value: Decimal,
    published_on: date | None,
    source: str,
    by: User,
    at: datetime,
) -> IndexImport:
    """Let one value that a person has read somewhere wait to be looked at, as if it had come in a file of one row.

    Raises UnreadableFile for a period of another kind than the series', or a value that is no index.
    """
    row = (
        period.code,
        f"{value:f}".replace(".", ","),
        "preliminär" if status == IndexStatus.PRELIMINARY else "slutlig",
        published_on.isoformat() if published_on else "",
    )
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\n").writerows([TEMPLATE_COLUMNS, row])
    return receive_index(series=series, content=written.getvalue().encode(), name=source, by=by, at=at)


def read_values(series: IndexSeries, content: bytes, name: str) -> tuple[list[Observation], list[str]]:
    """The series' values in a file, oldest first, and notes. Raises UnreadableFile."""
    with tempfile.NamedTemporaryFile(prefix="vo-") as kept:
        kept.write(content)
        kept.flush()
        cube = read_index_file(Path(kept.name), file_name=name)
    found, notes = _chosen(series, cube)
    if not found:
        raise UnreadableFile("Filen har inga värden för serien.")
    for each in found:
        if each.period.frequency.value != series.frequency:
            raise UnreadableFile(
                f"Serien publiceras per {series.get_frequency_display()}, men filen har perioden {each.period.code}."
            )
        if each.value != round(each.value, 4) or abs(each.value) >= _MOST:
            raise UnreadableFile(
                f"Värdet {each.value} för {each.period.label} är inget indextal: det har högst fyra decimaler."
            )
        if series.measures == IndexSeries.Measures.LEVEL and each.value < _LEAST:
            raise UnreadableFile(
                f"Värdet {each.value} för {each.period.label} är inget indextal: det är alltid större än noll."
            )
    return found, notes


def _chosen(series: IndexSeries, cube: Cube) -> tuple[list[Observation], list[str]]:
    """The series' part of a table.

    What is measured goes by code in answers, and by name in files saved from the database.
    """
    contents = next((each for each in cube.dimensions if each.code == cube.contents), None)
    statuses, notes = series.contents_status, []
    if contents is not None and statuses and not set(statuses) & set(contents.codes):
        if series.label_status:
            statuses = series.label_status
        elif len(contents.values) == 1 and set(statuses.values()) == {str(IndexStatus.FINAL)}:
            # The only thing in the file, for a series that is only one thing: a person sees what it is called.
            statuses = {}
            notes = [f"Filen anger {contents.values[0][1]}. Kontrollera att det är seriens värden."]
    try:
        base = series.base if series.measures == IndexSeries.Measures.LEVEL else ""
        found, more = observations(cube, selection=series.selection, contents_status=statuses, base=base)
    except UnreadableFile as error:
        if statuses and not series.label_status:
            raise UnreadableFile(
                f"{error} Välj seriens koder ur tabellens metadata, så känns innehållet igen på sitt namn."
            ) from error
        raise
    return found, [*notes, *more]
