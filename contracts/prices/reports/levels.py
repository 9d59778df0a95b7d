"""Published index values by series, through changes of base: what pages that look over many years compare."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from contracts.index.models import IndexChain, IndexSeries, IndexValue
from contracts.index.rules import half_up, rebased
from contracts.prices.rules import level_of_changes
from huddinge_vo.common.index_periods import IndexPeriod


@dataclass(frozen=True)
class Moved:
    """How a series changed between two periods. `is_preliminary` says that one of the figures may still change."""

    ratio: Fraction
    is_preliminary: bool


class Levels:
    """The best figure of each series and period: final where there is one. Three questions, whatever is asked later.

    A series that has ended is one with what it continues in: KPI 1980=100 goes on as KPI 2020=100.
    """

    def __init__(self) -> None:
        self.series: dict[int, IndexSeries] = {each.pk: each for each in IndexSeries.objects.order_by("code", "pk")}
        self._chains: dict[int, IndexChain] = {chain.old_id: chain for chain in IndexChain.objects.order_by("pk")}
        self._before: dict[int, int] = {}
        for chain in self._chains.values():
            self._before.setdefault(chain.new_id, chain.old_id)
        self._values: defaultdict[int, dict[IndexPeriod, tuple[Decimal, bool]]] = defaultdict(dict)
        for value in IndexValue.objects.all().best():
            period = IndexPeriod.parse(value.period)
            self._values[value.series_id][period] = (value.value, value.status == "PRELIMINARY")

    def end(self, pk: int) -> int:
        """The series that one continues in at last; itself where it still goes on."""
        seen = {pk}
        while pk in self._chains and self._chains[pk].new_id not in seen:
            pk = self._chains[pk].new_id
            seen.add(pk)
        return pk

    def first_of(self, kind: str) -> IndexSeries | None:
        """The first by code that is of a kind, as it goes on now."""
        found = [each for each in self.series.values() if each.kind == kind]
        return self.series[self.end(found[0].pk)] if found else None

    def latest(self, pk: int) -> tuple[IndexPeriod, Decimal, bool] | None:
        """The last figure of a series itself, and whether it is preliminary."""
        values = self._values[pk]
        if not values:
            return None
        period = max(values, key=lambda each: each.first)
        return (period, *values[period])

    def last_change(self, pk: int) -> tuple[IndexPeriod, Decimal] | None:
        """The latest change from the same part of the year before, in per cent with two decimals."""
        latest = self.latest(pk)
        if latest is None:
            return None
        period = latest[0]
        moved = self.moved(pk, period.moved(-1), period)
        return None if moved is None else (period, half_up((moved.ratio - 1) * 100, 2))

    def moved(self, pk: int, since: IndexPeriod, until: IndexPeriod) -> Moved | None:
        """The factor between two periods; null where a figure is missing.

        In the newest base that has both, else brought over as the stored chain factor says.
        """
        if self.series[pk].measures == IndexSeries.Measures.CHANGE:
            return self._by_changes(pk, since, until)
        each: int | None = self.end(pk)
        seen: set[int] = set()
        while each is not None and each not in seen:
            old, new = self._level(each, since), self._level(each, until)
            if old and new and old[0] > 0:
                return Moved(Fraction(new[0]) / Fraction(old[0]), old[1] or new[1])
            seen.add(each)
            each = self._before.get(each)
        return None

    def _level(self, pk: int, period: IndexPeriod) -> tuple[Decimal, bool] | None:
        """A figure in the series' own base: its own, else that of what it continues in, brought over."""
        links, seen = [], {pk}
        while (found := self._values[pk].get(period)) is None:
            chain = self._chains.get(pk)
            if chain is None or chain.new_id in seen:
                return None
            links.append(chain)
            pk = chain.new_id
            seen.add(pk)
        value, preliminary = found
        for chain in reversed(links):
            value = rebased(value, factor=chain.factor, decimals=chain.decimals)
        return value, preliminary

    def _by_changes(self, pk: int, since: IndexPeriod, until: IndexPeriod) -> Moved | None:
        found = [self._values[pk].get(since.moved(ahead)) for ahead in range(1, until.year - since.year + 1)]
        known = [each for each in found if each is not None]
        if not known or len(known) < len(found):
            return None
        level = level_of_changes([value for value, _ in known])
        return Moved(Fraction(level) / 100, any(preliminary for _, preliminary in known))
