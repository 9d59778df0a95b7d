"""Values that wait are looked at as changes, then stored as revisions of their own, or thrown away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.index.actions.receiving import read_values
from contracts.index.imports.pxweb import Observation
from contracts.index.models import IndexImport, IndexSeries, IndexStatus, IndexValue

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_MOST_CHANGE = Decimal("0.25")  # a step larger than this from the period before is pointed out before it is stored


class NothingToStore(Exception):
    """The values have been stored or discarded already."""


class MustBeAnother(Exception):
    """Whoever brought values is not the one to say that prices follow them."""

    def __init__(self) -> None:
        super().__init__("Du har hämtat värdena: en annan person ska granska och spara dem. Du kan kasta dem.")


@dataclass(frozen=True)
class IndexChange:
    """What storing would do to one period: `old` is the value in force, null where there is none.

    `before` is the value of the period before, which a leap is computed from.
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


def _read_kept(index_import: IndexImport) -> tuple[list[Observation], list[str]]:
    with index_import.file.open("rb") as kept:
        return read_values(index_import.series, kept.read(), index_import.original_name)


def index_changes(*, index_import: IndexImport) -> IndexChanges:
    """What storing the values would do, the latest period first. Raises UnreadableFile.

    A file that was readable when it came may not be any more: the series' codes may have been changed since.
    """
    return changes_of(index_import.series, *_read_kept(index_import))


def changes_of(series: IndexSeries, found: list[Observation], notes: list[str]) -> IndexChanges:
    """What storing some values of a series would do."""
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
    if series.measures == IndexSeries.Measures.CHANGE:
        return abs(value) > _MOST_CHANGE * 100
    return before is not None and before > 0 and abs(value / before - 1) > _MOST_CHANGE


def _in_force(series: IndexSeries) -> dict[tuple[str, str], IndexValue]:
    return {(value.period, value.status): value for value in IndexValue.objects.in_force().filter(series=series)}


@transaction.atomic
def store_index(*, index_import_id: int, by: User | None, at: datetime) -> int:
    """Store the values that are new or differ, as revisions of their own. Returns how many.

    Raises NothingToStore when it is done already, MustBeAnother for whoever brought them, and UnreadableFile.
    """
    waiting = _waiting(index_import_id)
    if by is not None and waiting.received_by_id == by.pk:
        raise MustBeAnother
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
    settle(waiting, IndexImport.Status.STORED, by, at)
    return len(new)


@transaction.atomic
def discard_index(*, index_import_id: int, by: User | None, at: datetime) -> IndexImport:
    """Throw values away that nobody wants stored. Raises NothingToStore."""
    return settle(_waiting(index_import_id), IndexImport.Status.DISCARDED, by, at)


def _waiting(index_import_id: int) -> IndexImport:
    found = IndexImport.objects.select_for_update(of=("self",)).select_related("series").get(pk=index_import_id)
    if found.status != IndexImport.Status.PREVIEW:
        raise NothingToStore(f"Värdena är redan {found.get_status_display()}e.")
    return found


def settle(waiting: IndexImport, status: IndexImport.Status, by: User | None, at: datetime) -> IndexImport:
    """Say that nobody needs to look at the values any more, and why."""
    waiting.status, waiting.settled_at, waiting.settled_by = status, at, by
    waiting.save()
    return waiting
