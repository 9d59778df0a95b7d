"""Which published figures a clause is computed by: looked up once for many contracts, brought to the clause's own
base.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.index.rules import rebased
from contracts.prices.rules import (
    Component,
    Figure,
    Refusal,
    Refused,
    comparison_period,
    level_of_changes,
)
from huddinge_vo.common.index_periods import IndexPeriod

if TYPE_CHECKING:
    from contracts.index.models import IndexChain, IndexSeries, IndexValue
    from contracts.prices.models import AdjustmentValue, ClauseComponent

_FROM = Decimal(100)  # the level that yearly changes start from


@dataclass(frozen=True)
class Found:
    """A component with where its new figure is from; `chain_factor` is null unless it was brought over from another
    base.
    """

    component: Component
    series: IndexSeries
    index_value: IndexValue
    chain_factor: Decimal | None


class Figures:
    """The figures in force of some series, and of those they continue in.

    Two questions, whatever is asked afterwards.
    """

    def __init__(self, series: Iterable[IndexSeries]) -> None:
        from contracts.index.models import IndexChain, IndexValue

        wanted = {each.pk: each for each in series}
        self._chains: dict[int, IndexChain] = {
            chain.old_id: chain for chain in IndexChain.objects.filter(old__in=wanted).select_related("new")
        }
        asked = [*wanted.values(), *(chain.new for chain in self._chains.values())]
        self._values = IndexValue.objects.all().by_key(asked)

    def latest_period(self, series: IndexSeries) -> IndexPeriod | None:
        """The last period that there is any figure for, in the series or in what it continues in."""
        continued = self._chains.get(series.pk)
        ids = {series.pk} | ({continued.new_id} if continued else set())
        periods = [IndexPeriod.parse(period) for pk, period, _ in self._values if pk in ids]
        return max(periods, key=lambda period: period.first, default=None)

    def value(self, series: IndexSeries, period: IndexPeriod, status: str) -> IndexValue | None:
        """A published figure, null where there is none."""
        return self._values.get((series.pk, period.code, status))

    def component(
        self,
        wanted: ClauseComponent,
        *,
        effective_on: date,
        last: AdjustmentValue | None = None,
        base_stays: bool = False,
    ) -> Found:
        """A clause's component for an adjustment from a day. Raises Refused where a figure is missing.

        It is compared with the last adjustment's figure when one is given, else with the clause's agreed one; where the
        last adjustment's base stays, with the figure that it was itself compared with.
        """
        agreed = IndexPeriod.parse(wanted.base_period)
        until = comparison_period(agreed, adjusted_on=effective_on, years_before=wanted.years_before)
        since, base_value = agreed, wanted.base_value
        if last is not None:
            since = IndexPeriod.parse(last.base_period if base_stays else last.new_period)
            base_value = last.base_value if base_stays else last.new_value
        return self._found(wanted, since, base_value, until, wanted.status)

    def final_component(self, wanted: ClauseComponent, used: AdjustmentValue) -> Found:
        """The component that an adjustment would have had if its preliminary figures had been the final ones.

        Raises Refused while a final figure is missing.
        """
        since, until = IndexPeriod.parse(used.base_period), IndexPeriod.parse(used.new_period)
        if used.status == "FINAL":
            return self._found(wanted, since, used.base_value, until, "FINAL")
        if wanted.series.measures == "CHANGE":
            return self._found(wanted, since, _FROM, until, "FINAL")
        if used.base_period == wanted.base_period and wanted.base_value_final is not None:
            base_value = wanted.base_value_final
        else:
            base_value = self._level(wanted.series, since, "FINAL")[0].value
        return self._found(wanted, since, base_value, until, "FINAL")

    def _found(
        self, wanted: ClauseComponent, since: IndexPeriod, base_value: Decimal, until: IndexPeriod, status: str
    ) -> Found:
        series = wanted.series
        if series.measures == "CHANGE":
            base, new, value = self._changes(series, since, until, status)
            return Found(Component(wanted.weight, base, new), series, value, None)
        new, value, factor = self._level(series, until, status)
        base = Figure(series.name, series.base, base_value, status == "FINAL", since)
        return Found(Component(wanted.weight, base, new), series, value, factor)

    def _level(
        self, series: IndexSeries, period: IndexPeriod, status: str
    ) -> tuple[Figure, IndexValue, Decimal | None]:
        is_final = status == "FINAL"
        if found := self.value(series, period, status):
            return Figure(series.name, series.base, found.value, is_final, period), found, None
        chain = self._chains.get(series.pk)
        if chain and (found := self.value(chain.new, period, status)):
            value = rebased(found.value, factor=chain.factor, decimals=chain.decimals)
            return Figure(series.name, series.base, value, is_final, period), found, chain.factor
        raise self._missing(series, period, status)

    def _changes(
        self, series: IndexSeries, since: IndexPeriod, until: IndexPeriod, status: str
    ) -> tuple[Figure, Figure, IndexValue]:
        """Yearly changes after one year and up to another, as levels from 100."""
        years = [since.moved(ahead) for ahead in range(1, until.year - since.year + 1)]
        found = []
        for year in years:
            value = self.value(series, year, status)
            if value is None:
                raise self._missing(series, year, status)
            found.append(value)
        level = level_of_changes([value.value for value in found])
        is_final, base = status == "FINAL", f"{since.code}=100"
        return (
            Figure(series.name, base, _FROM, is_final, since),
            Figure(series.name, base, level, is_final, until),
            found[-1],
        )

    def _missing(self, series: IndexSeries, period: IndexPeriod, status: str) -> Refused:
        other = "PRELIMINARY" if status == "FINAL" else "FINAL"
        words = {"FINAL": "slutliga", "PRELIMINARY": "preliminära"}
        beside = " Det finns bara ett preliminärt." if status == "FINAL" and self.value(series, period, other) else ""
        return Refused(
            Refusal.VALUE_MISSING,
            f"{series.name}: det {words[status]} värdet för {period.label} saknas.{beside}",
        )


def as_components(values: Sequence[AdjustmentValue]) -> list[Component]:
    """The components an adjustment was computed by, from its snapshot: what was, exactly."""
    return [
        Component(
            value.weight,
            *(
                Figure(
                    str(value.series_id), value.base_name, figure, value.status == "FINAL", IndexPeriod.parse(period)
                )
                for figure, period in ((value.base_value, value.base_period), (value.new_value, value.new_period))
            ),
        )
        for value in values
    ]
