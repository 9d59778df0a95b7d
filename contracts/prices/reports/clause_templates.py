"""Ready clauses to begin from: the plan's basket, and the other ways that new contracts may follow."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.index.models import IndexSeries, IndexStatus, IndexValue
from contracts.prices.models import ClauseComponent, PriceClause
from huddinge_vo.common.index_periods import IndexPeriod

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

STANDARD = "80-20"
# Name in the address → what it is called, and the basket: kind of index → weight. 80/20 is the plan's (6.1).
TEMPLATES: dict[str, tuple[str, dict[str, Decimal]]] = {
    STANDARD: ("80 % LCI + 20 % KPI", {"LCI": Decimal("0.8"), "KPI": Decimal("0.2")}),
    "lci": ("bara LCI", {"LCI": Decimal(1)}),
    "opi": ("OPI", {"OPI": Decimal(1)}),
    "fast": ("fast pris, beslutas i budget", {}),
}


def template_clause(name: str, *, user: User) -> tuple[PriceClause, list[ClauseComponent]]:
    """A clause that is not saved, with the latest published figures as bases. An unknown name gives the standard.

    A kind of index that has no series yet is left out: the person sees the weights not adding up, and what to choose.
    """
    _, basket = TEMPLATES.get(name, TEMPLATES[STANDARD])
    if not basket:
        return PriceClause(kind=PriceClause.Kind.COUNCIL), []
    series = _series(list(basket), user)
    latest = _latest_values(list(series.values()))
    parts = []
    for kind, weight in basket.items():
        of = series.get(kind)
        value = latest.get(of.pk) if of else None
        if of is None or value is None:
            continue
        is_change = of.measures == IndexSeries.Measures.CHANGE
        parts.append(
            ClauseComponent(
                series=of,
                weight=weight,
                status=value.status,
                base_period=IndexPeriod.parse(value.period).code,
                base_value=Decimal(100) if is_change else value.value,
                # OPI is a forecast of the year that it is used for; LCI and KPI are known afterwards.
                years_before=0 if is_change else 1,
            )
        )
    settles = any(part.status == IndexStatus.PRELIMINARY for part in parts)
    return PriceClause(kind=PriceClause.Kind.INDEX, settles_on_final=settles), parts


def _series(kinds: list[str], user: User) -> dict[str, IndexSeries]:
    """A series of each kind that still goes on: workers in SNI's health and social work before others."""
    found: dict[str, IndexSeries] = {}
    going = IndexSeries.objects.visible_to(user).filter(kind__in=kinds, ended_with="")
    for each in sorted(going, key=lambda of: ("arbetare" not in of.variant.lower(), of.letter != "Q", of.name, of.pk)):
        found.setdefault(each.kind, each)
    return found


def _latest_values(series: list[IndexSeries]) -> dict[int, IndexValue]:
    """The last figure of each, final where there is one; of a monthly series the last month of the quarter that others
    end with.
    """
    values: defaultdict[int, list[IndexValue]] = defaultdict(list)
    for value in IndexValue.objects.best().filter(series__in=series).order_by("series", "first_on", "pk"):
        values[value.series_id].append(value)
    quarters = [values[of.pk][-1] for of in series if of.frequency == IndexSeries.Frequency.QUARTER and values[of.pk]]
    ends = min((IndexPeriod.parse(value.period).last for value in quarters), default=date.max)
    found: dict[int, IndexValue] = {}
    for of in series:
        monthly = of.frequency == IndexSeries.Frequency.MONTH
        in_time = [value for value in values[of.pk] if not monthly or value.first_on <= ends]
        if in_time or values[of.pk]:
            found[of.pk] = (in_time or values[of.pk])[-1]
    return found
