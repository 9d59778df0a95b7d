"""The rows behind a number, a page at a time: counted and summed in the roll-up, and read in the months of the page.

A ledger has ten million rows and its roll-up some hundred thousand. Where a page begins is told by how many rows each
month has; then only the months that the page is in are read, from the end that lies nearest. In the middle of a month
a page is read from a row that is known to be near it: the one that the page before it marked, or the first of its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Self

from django.db import connection
from django.db.models import BooleanField, Count, F, Func, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from followup.judging.models import JudgedRow
from followup.judging.querysets import JudgedRowQuerySet, SeenSpend, SpendMonthQuerySet
from followup.ledger.querysets import Identity, Postings, Row
from huddinge_vo.common.periods import Period

MOST_SORTED = 50_000  # rows that are sorted by anything but the day they were booked
_MOST_KEYS = 500  # so few keys are looked up one by one; of more the days are read
_CHUNK = 2000
_NEAR = 5000  # rows that are passed over to come to a page, and no more where it can be helped
_SORTED_AT_ONCE = 500  # so few rows of few keys are sorted without asking which days they are of
_DAYS_HOLD = 3  # times as many days as would hold a page if rows came as often every day
_AT_ONCE = 1000  # so few are passed over without looking for the page's first row by how many each day has
# As the indexes have them, so that a page is read and not sorted.
_LATEST_FIRST = ("-booked_on", "-line_no", "-ledger_import_id")
_EARLIEST_FIRST = ("booked_on", "line_no", "ledger_import_id")


@dataclass(frozen=True)
class MonthSum:
    """How many rows a month has, of those that are asked for, and their kronor."""

    n: int
    sum_sek: Decimal


@dataclass(frozen=True)
class Mark:
    """A row that has been shown: its place among those that were asked for, the first is 0, and which it is."""

    place: int
    booked_on: date
    line_no: int
    ledger_import_id: int

    @classmethod
    def of(cls, place: int, row: JudgedRow) -> Mark:
        """Of a row in its place."""
        return cls(place, row.booked_on, row.line_no, row.ledger_import_id)

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """As an address has it; null for what is no mark."""
        place, _, rest = text.partition("_")
        try:
            day, line_no, ledger_import = rest.split("_")
            return cls(int(place), date.fromisoformat(day), int(line_no), int(ledger_import))
        except ValueError:
            return None

    @property
    def row(self) -> Row:
        """Which it is."""
        return self.booked_on, self.line_no, self.ledger_import_id

    def __str__(self) -> str:
        return f"{self.place}_{self.booked_on}_{self.line_no}_{self.ledger_import_id}"


def months_in_sums(sums: SpendMonthQuerySet) -> dict[date, MonthSum]:
    """By the roll-up."""
    found = sums.order_by().values_list("month").annotate(Sum("n"), total=Sum("sum_sek"))
    return {month: MonthSum(n, total) for month, n, total in found}


def months_seen(seen: SeenSpend) -> dict[date, MonthSum]:
    """By the totals, which are much fewer, for who asks of nothing that only the roll-up by key knows."""
    return {month: MonthSum(n, total) for (month,), (n, total) in seen.sums_by("month").items()}


def months_in_rows(rows: JudgedRowQuerySet) -> dict[date, MonthSum]:
    """By the rows themselves: where part of a month is asked for, or what the roll-up does not know."""
    found = rows.order_by().values_list(TruncMonth("booked_on")).annotate(number=Count("line_no"), total=Sum("sum_sek"))
    return {month: MonthSum(n, total) for month, n, total in found}


class LedgerRows:
    """Rows in an order, of which any page can be read; what a table asks of its data.

    `rows` are those asked for, `months` how many of them each month has, and `sums` the part of the roll-up they are
    in, of any month, where it knows: it tells which keys to look up. `buyer_id` is the one that all of them are of.
    `mark` is one of them that was shown before.
    """

    model = JudgedRow

    def __init__(
        self,
        rows: JudgedRowQuerySet,
        months: Mapping[date, MonthSum],
        sums: SpendMonthQuerySet | None,
        *,
        buyer_id: int | None = None,
        mark: Mark | None = None,
    ) -> None:
        self.rows, self.months, self.sums, self.buyer_id, self.mark = rows, months, sums, buyer_id, mark
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

    @property
    def is_by_day(self) -> bool:
        """Whether they are in the order they were booked, or the other way round."""
        return self.order in {_LATEST_FIRST, _EARLIEST_FIRST}

    def order_by(self, *names: str) -> Self:
        """The same in another order, unless there are too many to be sorted by it."""
        found = type(self)(self.rows, self.months, self.sums, buyer_id=self.buyer_id, mark=self.mark)
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
        if not self.is_by_day:
            return list(self._within(self._months())[0].order_by(*self.order)[first:last])
        mark = self.mark if self.mark is not None and abs(first - self.mark.place) <= _NEAR else None
        # With a mark also the months between it and the page.
        places = (first, last) if mark is None else (min(first, mark.place), max(last, mark.place + 1))
        months, before = self._months_of(*places)
        rows, few = self._within(months)
        inside = sum(self.months[month].n for month in months)
        days = Period(min(months), Period.containing(max(months)).last)
        page = _Page(rows, few is not None, self.order, first - before, last - before, inside, days)
        if mark is not None:
            return page.beside(mark.row, first - mark.place)
        if self.sums is None or page.inside <= _NEAR or (few is None and page.is_within(_AT_ONCE)):
            return page.from_an_end()
        postings = Postings.of(self.buyer_id, months, few)
        return page.of_keys(postings) if few is not None else page.from_its_day(postings)

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

    def _within(self, months: list[date]) -> tuple[QuerySet[JudgedRow], list[int] | None]:
        """The rows of some months that follow one another; by their keys where those are few, and these; else null."""
        if not months:
            return self.rows.none(), []
        first, last = min(months), Period.containing(max(months)).last
        rows = self.rows.filter(booked_on__range=(first, last))
        if self.sums is None:
            return rows, []
        keys = self.sums.filter(month__range=(first, last)).order_by().values_list("key", flat=True).distinct()
        few = list(keys[: _MOST_KEYS + 1])
        return (rows.filter(key__in=few), few) if len(few) <= _MOST_KEYS else (rows, None)


class _Ordered(Func):
    """Whether a row comes before another, or after it, or is that very row, as the indexes have them."""

    output_field = BooleanField()
    template = "%(expressions)s"

    def __init__(self, than: Row, how: str) -> None:
        day, line_no, ledger_import = than
        whole = {"function": "ROW", "output_field": BooleanField()}
        super().__init__(
            Func(F("booked_on"), F("line_no"), F("ledger_import_id"), **whole),
            Func(Value(day), Value(line_no), Value(ledger_import), **whole),
            arg_joiner=f" {how} ",
        )


@dataclass(frozen=True)
class _Page:
    """A page among the rows of some months, `days`: `inside` are how many they are, and it lies from `first` up to
    `last`.

    Those of few keys are looked up by those, and of others the days are read.
    """

    rows: QuerySet[JudgedRow]
    is_of_few_keys: bool
    order: tuple[str, ...]
    first: int
    last: int
    inside: int
    days: Period

    def is_within(self, rows: int) -> bool:
        """Whether it has no more rows than that between itself and one of the ends."""
        return min(self.first, self.inside - self.last) <= rows

    @property
    def latest_first(self) -> bool:
        """Which way they go."""
        return self.order == _LATEST_FIRST

    @property
    def _other(self) -> tuple[str, ...]:
        return _EARLIEST_FIRST if self.latest_first else _LATEST_FIRST

    def from_an_end(self) -> list[JudgedRow]:
        """Read from the end that lies nearest; from the other one they are turned round."""
        return self._between(self.rows, self.first, self.last, self.inside)

    def _between(self, rows: QuerySet[JudgedRow], first: int, last: int, inside: int) -> list[JudgedRow]:
        if first <= inside - last:
            return self._first_of(rows, self.order, first, last, inside)
        return self._first_of(rows, self._other, inside - last, inside - first, inside)[::-1]

    def _first_of(
        self, rows: QuerySet[JudgedRow], order: tuple[str, ...], first: int, last: int, inside: int
    ) -> list[JudgedRow]:
        """From `first` up to `last` in an order.

        Those of few keys lie apart, and all of the days would be read and sorted: so many days are looked at as
        should hold the page, and all of them only when they do not.
        """
        ordered = rows.order_by(*order)
        if self.is_of_few_keys and inside > _SORTED_AT_ONCE:
            some = self._days_of(order, _DAYS_HOLD * last / inside)
            found = self._read(ordered.filter(booked_on__range=some)[first:last])
            if len(found) == last - first:
                return found
        return self._read(ordered[first:last])

    def _days_of(self, order: tuple[str, ...], share: float) -> tuple[date, date]:
        """The days that a share of them is, from where an order begins."""
        first, last = self.days.first, self.days.last
        between = timedelta(days=int(share * (last - first).days))
        return (last - between, last) if order == _LATEST_FIRST else (first, first + between)

    def _read(self, rows: QuerySet[JudgedRow]) -> list[JudgedRow]:
        with nullcontext() if self.is_of_few_keys else _as_indexed():
            return list(rows)

    def beside(self, row: Row, steps: int) -> list[JudgedRow]:
        """Read from a row that is known. The page begins so many rows after it, or before it where that is negative."""
        ends = steps + self.last - self.first
        before, after = (">", "<=") if self.latest_first else ("<", ">=")
        found: list[JudgedRow] = []
        if steps < 0:
            earlier = self.rows.filter(_Ordered(row, before)).order_by(*self._other)
            found = self._read(earlier[max(-ends, 0) : -steps])[::-1]
        if ends > 0:
            later = self.rows.filter(_Ordered(row, after)).order_by(*self.order)
            found += self._read(later[max(steps, 0) : ends])
        return found

    def of_keys(self, postings: Postings) -> list[JudgedRow]:
        """Of few keys: which rows they are is found before anything is looked up of them, if all of theirs are asked
        for.
        """
        wanted, n = postings.page(self.first, self.last, latest_first=self.latest_first)
        if n != self.inside:
            return self.from_an_end()
        by_import: dict[int, list[int]] = {}
        for ledger_import, line_no in wanted:
            by_import.setdefault(ledger_import, []).append(line_no)
        these = Q()
        for ledger_import, lines in by_import.items():
            these |= Q(ledger_import=ledger_import, line_no__in=lines)
        found: dict[Identity, JudgedRow] = {(row.ledger_import_id, row.line_no): row for row in self.rows.filter(these)}
        return [found[identity] for identity in wanted if identity in found]

    def from_its_day(self, postings: Postings) -> list[JudgedRow]:
        """In the middle of a month: read from the row it begins with, or else from an end of the day of that one."""
        row, n = postings.nth(self.first, latest_first=self.latest_first)
        if row is not None and n == self.inside:
            return self.beside(row, 0)
        # What they were judged to be parts them, row by row.
        if self.is_within(_NEAR):
            return self.from_an_end()
        days = dict(self.rows.order_by().values_list("booked_on").annotate(n=Count("line_no")))
        passed = 0
        for day in sorted(days, reverse=self.latest_first):
            if passed + days[day] > self.first:
                break
            passed += days[day]
        place = self.first - passed
        ends = place + self.last - self.first
        if ends <= days[day]:
            return self._between(self.rows.filter(booked_on=day), place, ends, days[day])
        from_day = Q(booked_on__lte=day) if self.latest_first else Q(booked_on__gte=day)
        return self._between(self.rows.filter(from_day), place, ends, self.inside - passed)


# By these PostgreSQL joins and sorts whole months, and starts helpers to do it, or reads all suppliers for each row of
# the page, which it does when it thinks that hardly a row will be left.
_BY_WHOLE_MONTHS = {
    "enable_sort": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_bitmapscan": "off",
    "enable_seqscan": "off",
    "max_parallel_workers_per_gather": "0",
}


@contextmanager
def _as_indexed() -> Iterator[None]:
    """Let a page be read as the rows are ordered by their index, each looked up by itself, until it is full."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET {name} = {value}" for name, value in _BY_WHOLE_MONTHS.items()))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"RESET {name}" for name in _BY_WHOLE_MONTHS))
