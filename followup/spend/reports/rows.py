"""The rows behind a number, a page at a time: counted and summed in the roll-up, and read in the months of the page.

A ledger has ten million rows and its roll-up some hundred thousand. Where a page begins is told by how many rows each
month has; then only the months that the page is in are read, from the end that lies nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Self

from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from followup.judging.models import JudgedRow
from followup.judging.querysets import JudgedRowQuerySet, SpendMonthQuerySet
from huddinge_vo.common.periods import Period

MOST_SORTED = 50_000  # rows that are sorted by anything but the day they were booked
_MOST_KEYS = 500  # so few keys are looked up one by one; of more the days are read
_CHUNK = 2000
# As the indexes have them, so that a page is read and not sorted.
_LATEST_FIRST = ("-booked_on", "-line_no", "-ledger_import_id")
_EARLIEST_FIRST = ("booked_on", "line_no", "ledger_import_id")


@dataclass(frozen=True)
class MonthSum:
    """How many rows a month has, of those that are asked for, and their kronor."""

    n: int
    sum_sek: Decimal


def months_in_sums(sums: SpendMonthQuerySet) -> dict[date, MonthSum]:
    """By the roll-up."""
    found = sums.order_by().values_list("month").annotate(Sum("n"), total=Sum("sum_sek"))
    return {month: MonthSum(n, total) for month, n, total in found}


def months_in_rows(rows: JudgedRowQuerySet) -> dict[date, MonthSum]:
    """By the rows themselves: where part of a month is asked for, or what the roll-up does not know."""
    found = rows.order_by().values_list(TruncMonth("booked_on")).annotate(number=Count("line_no"), total=Sum("sum_sek"))
    return {month: MonthSum(n, total) for month, n, total in found}


class LedgerRows:
    """Rows in an order, of which any page can be read; what a table asks of its data.

    `rows` are those asked for, `months` how many of them each month has, and `sums` the part of the roll-up they are
    in, of any month, where it knows: it tells which keys to look up.
    """

    model = JudgedRow

    def __init__(
        self, rows: JudgedRowQuerySet, months: Mapping[date, MonthSum], sums: SpendMonthQuerySet | None
    ) -> None:
        self.rows, self.months, self.sums = rows, months, sums
        self.order: tuple[str, ...] = _LATEST_FIRST
        self.is_too_many_to_sort = False

    @property
    def query(self) -> SimpleNamespace:
        """Where a table looks for the order that its data is in."""
        return SimpleNamespace(order_by=self.order)

    def count(self) -> int:
        """How many there are."""
        return sum(each.n for each in self.months.values())

    __len__ = count

    @property
    def sum_sek(self) -> Decimal:
        """Their kronor."""
        return sum((each.sum_sek for each in self.months.values()), Decimal(0))

    def order_by(self, *names: str) -> Self:
        """The same in another order, unless there are too many to be sorted by it."""
        found = type(self)(self.rows, self.months, self.sums)
        if names[:1] == ("booked_on",):
            found.order = _EARLIEST_FIRST
        elif names[:1] not in {(), ("-booked_on",)}:
            found.is_too_many_to_sort = self.count() > MOST_SORTED
            if not found.is_too_many_to_sort:
                found.order = (*names, *_LATEST_FIRST)
        return found

    def __getitem__(self, wanted: slice) -> list[JudgedRow]:
        """A page."""
        first, last = wanted.start or 0, min(wanted.stop, self.count())
        if first >= last:
            return []
        if self.order not in {_LATEST_FIRST, _EARLIEST_FIRST}:
            return list(self._within(self._months())[0].order_by(*self.order)[first:last])
        months, before = self._months_of(first, last)
        inside = sum(self.months[month].n for month in months)
        rows, is_few = self._within(months)
        first, last = first - before, last - before
        with nullcontext() if is_few else _as_indexed():
            if first <= inside - last:
                return list(rows.order_by(*self.order)[first:last])
            # Nearer the other end: read from there, and turned round.
            other = _EARLIEST_FIRST if self.order == _LATEST_FIRST else _LATEST_FIRST
            return list(rows.order_by(*other)[inside - last : inside - first])[::-1]

    def iterator(self) -> Iterator[JudgedRow]:
        """All of them, in portions that are forgotten."""
        return self._within(self._months())[0].order_by(*self.order).iterator(chunk_size=_CHUNK)

    __iter__ = iterator

    def _months(self) -> list[date]:
        return sorted(self.months, reverse=self.order != _EARLIEST_FIRST)

    def _months_of(self, first: int, last: int) -> tuple[list[date], int]:
        """The months in which the rows from `first` up to `last` lie, and how many rows come before those months."""
        found, before, passed = [], 0, 0
        for month in self._months():
            n = self.months[month].n
            if passed + n <= first:
                before = passed + n
            elif passed < last:
                found.append(month)
            passed += n
        return found, before

    def _within(self, months: list[date]) -> tuple[QuerySet[JudgedRow], bool]:
        """The rows of some months that follow one another; by their keys where those are few, and whether they are."""
        if not months:
            return self.rows.none(), True
        first, last = min(months), Period.containing(max(months)).last
        rows = self.rows.filter(booked_on__range=(first, last))
        if self.sums is None:
            return rows, True
        keys = self.sums.filter(month__range=(first, last)).order_by().values_list("key", flat=True).distinct()
        few = list(keys[: _MOST_KEYS + 1])
        return (rows.filter(key__in=few), True) if len(few) <= _MOST_KEYS else (rows, False)


# By these PostgreSQL joins and sorts whole months, which it does when it thinks that hardly a row will be left of them.
_BY_WHOLE_MONTHS = ("enable_sort", "enable_hashjoin", "enable_mergejoin", "enable_bitmapscan")


@contextmanager
def _as_indexed() -> Iterator[None]:
    """Let a page be read as the rows are ordered by their index, each looked up by itself, until it is full."""

    def let(state: str) -> None:
        settings = ", ".join(f"set_config('{name}', '{state}', false)" for name in _BY_WHOLE_MONTHS)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {settings}")

    let("off")
    try:
        yield
    finally:
        let("on")
