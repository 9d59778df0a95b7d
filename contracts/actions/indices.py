"""Bringing index values in: fetched, from a file or by hand, looked at, then stored. A stored value is never altered."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from contracts.imports.fetching import Unreachable, fetch
from contracts.imports.pxweb import (
    TEMPLATE_COLUMNS,
    Cube,
    Dimension,
    Observation,
    address_metadata_v1,
    address_metadata_v2,
    address_v1,
    address_v2,
    observations,
    query_v1,
    read_index_file,
    read_metadata,
)
from contracts.models import IndexChain, IndexFetch, IndexImport, IndexSeries, IndexStatus, IndexValue
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.saving import check_version
from huddinge_vo.common.tabular import UnreadableFile

if TYPE_CHECKING:
    from huddinge_vo.common.models import User

_LATEST = 60  # periods asked for: five years of months
_MOST_CHANGE = Decimal("0.25")  # a step larger than this from the period before is pointed out before it is stored
_LEAST, _MOST = Decimal("0.0001"), Decimal(10) ** 8  # what a value is kept with: eight digits and four decimals
_Series = IndexSeries


class NothingToStore(Exception):
    """The values have been stored or discarded already."""


class NotFetchable(Exception):
    """The series does not say where it is fetched from, or which of the table's contents it is."""


@dataclass(frozen=True)
class IndexChange:
    """What storing would do to one period: `old` is the value in force, null where there is none.

    `before` is the value of the period before, which a leap is reckoned from.
    """

    period: str
    label: str
    first_on: date
    status: str
    status_label: str
    old: Decimal | None
    new: Decimal
    before: Decimal | None
    is_used: bool
    is_a_leap: bool

    @property
    def word(self) -> str:
        """In a word."""
        if self.old is None:
            return "ny"
        return "oförändrad" if self.old == self.new else "ny utgåva"


@dataclass(frozen=True)
class IndexChanges:
    """All that storing some values would do, the latest period first, and what the reader noted about the file."""

    changes: tuple[IndexChange, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many are ny, ny utgåva and oförändrad."""
        found = Counter(change.word for change in self.changes)
        return {word: found[word] for word in ("ny", "ny utgåva", "oförändrad")}

    @property
    def differing(self) -> tuple[IndexChange, ...]:
        """Those that would be stored."""
        return tuple(change for change in self.changes if change.old != change.new)

    @property
    def leaps(self) -> int:
        """How many of those that would be stored leap."""
        return sum(change.is_a_leap for change in self.differing)


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
    _read(series, content, name)
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


def _read(series: IndexSeries, content: bytes, name: str) -> tuple[list[Observation], list[str]]:
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
        if series.measures == _Series.Measures.LEVEL and each.value < _LEAST:
            raise UnreadableFile(
                f"Värdet {each.value} för {each.period.label} är inget indextal: det är alltid större än noll."
            )
    return found, notes


def _chosen(series: IndexSeries, cube: Cube) -> tuple[list[Observation], list[str]]:
    """The series' part of a table. What is measured goes by code in answers, and by name in files saved from the database."""
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
        found, more = observations(cube, selection=series.selection, contents_status=statuses)
    except UnreadableFile as error:
        if statuses and not series.label_status:
            raise UnreadableFile(
                f"{error} Välj seriens koder ur tabellens metadata, så känns innehållet igen på sitt namn."
            ) from error
        raise
    return found, [*notes, *more]


def _read_kept(index_import: IndexImport) -> tuple[list[Observation], list[str]]:
    with index_import.file.open("rb") as kept:
        return _read(index_import.series, kept.read(), index_import.original_name)


def index_changes(*, index_import: IndexImport) -> IndexChanges:
    """What storing the values would do, the latest period first. Raises UnreadableFile.

    A file that was readable when it came may not be any more: the series' codes may have been changed since.
    """
    return _changes(index_import.series, *_read_kept(index_import))


def _changes(series: IndexSeries, found: list[Observation], notes: list[str]) -> IndexChanges:
    stored = _in_force(series)
    used = set(
        IndexValue.objects.filter(series=series, used_in__isnull=False).values_list("period", "status").distinct()
    )
    # Every period as it would be afterwards, so that a leap is told from whatever stands before it.
    after = {(value.first_on, value.status): value.value for value in stored.values()}
    after |= {(each.period.first, each.status): each.value for each in found}
    before: dict[tuple[date, str], Decimal] = {}
    last: dict[str, Decimal] = {}
    for (first_on, status), value in sorted(after.items()):
        if status in last:
            before[first_on, status] = last[status]
        last[status] = value
    changes = []
    for each in found:
        old = stored.get((each.period.code, each.status))
        previous = before.get((each.period.first, each.status))
        changes.append(
            IndexChange(
                period=each.period.code,
                label=each.period.label,
                first_on=each.period.first,
                status=each.status,
                status_label=IndexStatus(each.status).label,
                old=None if old is None else old.value,
                new=each.value,
                before=previous,
                is_used=(each.period.code, each.status) in used,
                is_a_leap=_leaps(series, previous, each.value),
            )
        )
    ordered = sorted(changes, key=lambda change: (change.first_on, change.status), reverse=True)
    return IndexChanges(tuple(ordered), tuple(notes))


def _leaps(series: IndexSeries, before: Decimal | None, value: Decimal) -> bool:
    if series.measures == _Series.Measures.CHANGE:
        return abs(value) > _MOST_CHANGE * 100
    return before is not None and before > 0 and abs(value / before - 1) > _MOST_CHANGE


def _in_force(series: IndexSeries) -> dict[tuple[str, str], IndexValue]:
    return {(value.period, value.status): value for value in IndexValue.objects.in_force().filter(series=series)}


@transaction.atomic
def store_index(*, index_import_id: int, by: User | None, at: datetime) -> int:
    """Store the values that are new or differ, as revisions of their own. Returns how many.

    Raises NothingToStore when it is done already, and UnreadableFile.
    """
    waiting = _waiting(index_import_id)
    series = IndexSeries.objects.select_for_update(of=("self",)).get(pk=waiting.series_id)
    stored = _in_force(series)
    new = []
    for each in _read_kept(waiting)[0]:
        old = stored.get((each.period.code, each.status))
        if old is not None and old.value == each.value:
            continue
        new.append(
            IndexValue(
                series=series,
                period=each.period.code,
                first_on=each.period.first,
                status=each.status,
                revision=old.revision + 1 if old else 1,
                value=each.value,
                published_on=each.published_on,
                fetched_at=waiting.received_at,
                source=waiting.original_name,
                brought_by=waiting,
            )
        )
    IndexValue.objects.bulk_create(new, batch_size=1000)
    _settle(waiting, IndexImport.Status.STORED, by, at)
    return len(new)


@transaction.atomic
def discard_index(*, index_import_id: int, by: User | None, at: datetime) -> IndexImport:
    """Throw values away that nobody wants stored. Raises NothingToStore."""
    return _settle(_waiting(index_import_id), IndexImport.Status.DISCARDED, by, at)


def _waiting(index_import_id: int) -> IndexImport:
    found = IndexImport.objects.select_for_update(of=("self",)).select_related("series").get(pk=index_import_id)
    if found.status != IndexImport.Status.PREVIEW:
        raise NothingToStore(f"Värdena är redan {found.get_status_display()}e.")
    return found


def _settle(waiting: IndexImport, status: IndexImport.Status, by: User | None, at: datetime) -> IndexImport:
    waiting.status, waiting.settled_at, waiting.settled_by = status, at, by
    waiting.save()
    return waiting


def fetch_series(
    *, series: IndexSeries, address: str, by: User | None, at: datetime, get: Callable[..., bytes] = fetch
) -> IndexImport | None:
    """Ask the statistical office for a series' latest values and let them wait to be looked at; null when nothing is new.

    `address` is the office's API host. A newer answer takes the place of an older one that nobody has settled. Raises
    NotFetchable, Unreachable and UnreadableFile; the reason is remembered, and what is stored stays as it is.
    """
    if not series.is_fetched:
        raise NotFetchable(
            f"{series} hämtas inte: den läses från fil."
            if series.source == _Series.Source.FILE
            else f"{series} kan inte hämtas förrän tabellens koder är valda."
        )
    contents = list(series.contents_status)
    body: Any = None
    try:
        if series.source == _Series.Source.PXWEB_1:
            url = address_v1(address, series.table)
            body = query_v1(series.selection, contents=contents, latest=_LATEST)
        else:
            url = address_v2(address, series.table, series.selection, contents=contents, latest=_LATEST)
        content = get(url, body=body)
        found, notes = _read(series, content, url)
    except ValueError as error:
        # UnreadableFile, or a table that is no address: either way the series cannot be had so.
        _remember(series, at, str(error))
        raise error if isinstance(error, UnreadableFile) else NotFetchable(str(error)) from error
    except Unreachable as error:
        _remember(series, at, str(error))
        raise
    _remember(series, at, "")
    if not _changes(series, found, notes).differing:
        return None
    received = receive_index(series=series, content=content, name=url, by=by, at=at)
    _drop_older(received, by, at)
    return received


@transaction.atomic
def _drop_older(received: IndexImport, by: User | None, at: datetime) -> None:
    """Let a newer answer take the place of those from the same address that still wait."""
    older = IndexImport.objects.waiting().filter(series=received.series_id, original_name=received.original_name)
    for each in older.filter(pk__lt=received.pk).select_for_update(of=("self",)).order_by("pk"):
        _settle(each, IndexImport.Status.DISCARDED, by, at)


def _remember(series: IndexSeries, at: datetime, words: str) -> None:
    """How the try went. A success clears the last failure."""
    facts: dict[str, Any] = {"tried_at": at, "words": words[:500]}
    if not words:
        facts["worked_at"] = at
    IndexFetch.objects.update_or_create(series=series, defaults=facts)


def codes_address(*, series: IndexSeries, address: str) -> str:
    """Where a series' table is described; empty for one from file, or whose table is no address."""
    if series.source == _Series.Source.FILE:
        return ""
    of_version = address_metadata_v1 if series.source == _Series.Source.PXWEB_1 else address_metadata_v2
    try:
        return of_version(address, series.table)
    except ValueError:
        return ""


def fetch_codes(
    *, series: IndexSeries, address: str, get: Callable[..., bytes] = fetch
) -> tuple[bytes, tuple[Dimension, ...]]:
    """The description of a series' table, as it came and as its variables. Raises NotFetchable, Unreachable, UnreadableFile."""
    url = codes_address(series=series, address=address)
    if not url:
        raise NotFetchable("Serien har ingen tabell att hämta koder från. Ange den på seriens sida.")
    content = get(url)
    return content, read_metadata(content)


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
    if series.source == _Series.Source.FILE:
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
    """Say how a series goes on in another base. Adjustments keep the factor they were reckoned with. Raises ValidationError."""
    chain.full_clean()
    old, new = chain.old, chain.new
    if _Series.Measures.CHANGE in {old.measures, new.measures}:
        raise ValidationError("Årliga förändringar har ingen bas och behöver ingen kedjefaktor.")
    if old.frequency != new.frequency:
        raise ValidationError({"new": f"Serien publiceras per {new.get_frequency_display()}, inte som den här."})
    chain.save()
    return chain
