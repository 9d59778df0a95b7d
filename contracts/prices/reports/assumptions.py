"""What a person assumes of indices and of another clause, and the course that prices then take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from contracts.index.models import IndexSeries
from contracts.prices import rules
from contracts.prices.models import ClauseComponent, PriceClause
from contracts.prices.reports.levels import Levels
from huddinge_vo.common.money import sek

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_LCI_SHARE, _KPI_SHARE = Decimal("0.8"), Decimal("0.2")  # the plan's default basket


class Other(StrEnum):
    """The clause to set beside today's."""

    TODAY = "dagens"
    LCI = "lci"
    LCI_KPI = "lci-kpi"
    OPI = "opi"
    PERCENT = "fast"
    NONE = "ingen"


OTHER_WORDS = {
    Other.LCI_KPI: "80 procent LCI och 20 procent KPI",
    Other.LCI: "Bara LCI",
    Other.OPI: "Bara OPI",
    Other.PERCENT: "Fast pris, en viss procent om året",
    Other.NONE: "Ingen justering",
    Other.TODAY: "Dagens klausul, med andra villkor",
}


@dataclass(frozen=True)
class Assumable:
    """A series that something can be assumed of, with what it did last."""

    pk: int
    code: str
    name: str
    kind: str
    is_change: bool
    latest: Decimal | None
    latest_words: str
    last_change: Decimal | None


def assumable_series(levels: Levels, user: User) -> tuple[Assumable, ...]:
    """LCI, KPI and OPI as they go on now, and whatever else a clause that the person may see follows."""
    used = ClauseComponent.objects.filter(clause__in=PriceClause.objects.visible_to(user)).order_by()
    wanted = {levels.end(pk) for pk in used.values_list("series", flat=True).distinct()}
    wanted |= {levels.end(pk) for pk, each in levels.series.items() if each.kind != IndexSeries.Kind.OTHER}
    return tuple(_assumable(levels, each) for pk, each in levels.series.items() if pk in wanted)


def _assumable(levels: Levels, series: IndexSeries) -> Assumable:
    latest, change = levels.latest(series.pk), levels.last_change(series.pk)
    words = ""
    if latest:
        period, value, preliminary = latest
        words = f"{plain_number(value)}{' procent' if series.measures == 'CHANGE' else ''} {period.label}"
        words += ", preliminärt" if preliminary else ""
    return Assumable(
        series.pk,
        series.code,
        series.name,
        series.kind,
        series.measures == IndexSeries.Measures.CHANGE,
        latest[1] if latest else None,
        words,
        change[1] if change else None,
    )


@dataclass(frozen=True)
class Assumptions:
    """What a person assumes. `levels` and `words` are by series id; the terms are of the other clause, in per cent.

    A term that is null is as in today's clause where that is the one changed, and absent otherwise.
    """

    years: int
    levels: Mapping[int, tuple[Decimal, ...]]
    words: tuple[tuple[int, str, str], ...] = ()
    other: Other = Other.LCI_KPI
    percent: Decimal = Decimal(0)
    lci: int | None = None
    fixed_percent: Decimal | None = None
    threshold_percent: Decimal | None = None
    lowest_percent: Decimal | None = None
    highest_percent: Decimal | None = None


class Unassumed(ValueError):
    """Series that the computing needs and nothing is assumed of. `series` are their ids."""

    def __init__(self, series: Iterable[int]) -> None:
        self.series = tuple(series)
        super().__init__("Det saknas antaganden.")


class NoSuchSeries(ValueError):
    """The other clause follows an index that no series is kept of. The message is for the user."""


def as_rule(clause: PriceClause, levels: Levels) -> rules.ByIndex:
    """The clause as the rules compute with it, at the levels that are assumed."""
    weights = [
        (str(levels.end(part.series_id)), part.weight)
        for part in sorted(clause.components.all(), key=lambda part: (-part.weight, part.pk))
    ]
    return rules.ByIndex(clause.terms(), tuple(weights))


def other_clause(today: rules.ByIndex, assumed: Assumptions, levels: Levels) -> rules.ByIndex | rules.ByPercent:
    """The clause that is tried against today's."""
    if assumed.other == Other.NONE:
        return rules.ByPercent(Decimal(0))
    if assumed.other == Other.PERCENT:
        return rules.ByPercent(assumed.percent)
    terms = today.terms if assumed.other == Other.TODAY else rules.Terms()
    changed: dict[str, Any] = {  # Any: a rule's fields by name, each with its own type
        name: value / 100
        for name, value in (
            ("fixed_share", assumed.fixed_percent),
            ("threshold", assumed.threshold_percent),
            ("lowest", assumed.lowest_percent),
            ("highest", assumed.highest_percent),
        )
        if value is not None
    }
    weights = today.weights if assumed.other == Other.TODAY else _weights_of(assumed, levels)
    return rules.ByIndex(replace(terms, **changed), weights)


def _weights_of(assumed: Assumptions, levels: Levels) -> tuple[tuple[str, Decimal], ...]:
    lci = str(assumed.lci) if assumed.lci else _first(levels, "LCI")
    if assumed.other == Other.LCI:
        return ((lci, Decimal(1)),)
    if assumed.other == Other.OPI:
        return ((_first(levels, "OPI"), Decimal(1)),)
    return ((lci, _LCI_SHARE), (_first(levels, "KPI"), _KPI_SHARE))


def _first(levels: Levels, kind: str) -> str:
    series = levels.first_of(kind)
    if series is None:
        raise NoSuchSeries(f"Det finns ingen serie för {kind} upplagd.")
    return str(series.pk)


def courses_of(
    clauses: Iterable[rules.ByIndex | rules.ByPercent], assumed: Assumptions
) -> dict[rules.ByIndex | rules.ByPercent, tuple[Fraction, ...]]:
    """Each clause's course, computed once. Raises Unassumed for all series that are missing, not just for the first."""
    wanted = dict.fromkeys(clauses)
    levels = {str(pk): each for pk, each in assumed.levels.items()}
    missing = {
        series
        for clause in wanted
        if isinstance(clause, rules.ByIndex)
        for series, _ in clause.weights
        if series not in levels
    }
    if missing:
        raise Unassumed(sorted(int(each) for each in missing))
    return {clause: rules.price_course(clause, levels, assumed.years) for clause in wanted}


def clause_words(clause: PriceClause) -> str:
    """A clause in a line: 80 % LCI arbetare + 20 % KPI, fast andel 10 %, tröskel 2 %."""
    parts = sorted(clause.components.all(), key=lambda part: (-part.weight, part.pk))
    words = [" + ".join(f"{plain_number(part.weight * 100)} % {part.series}" for part in parts)]
    if clause.fixed_percent:
        words.append(f"fast andel {plain_number(clause.fixed_percent)} %")
    if clause.threshold_percent is not None:
        words.append(f"tröskel {plain_number(clause.threshold_percent)} %")
    if clause.lowest_percent is not None:
        words.append(f"lägst {plain_number(clause.lowest_percent)} %")
    if clause.highest_percent is not None:
        words.append(f"högst {plain_number(clause.highest_percent)} %")
    if clause.method == rules.Method.FIXED_BASE:
        words.append("från basvärdena")
    return ", ".join(words)


def other_words(assumed: Assumptions, levels: Levels) -> str:
    """What the other clause is, in words."""
    if assumed.other == Other.NONE:
        return "ingen justering"
    if assumed.other == Other.PERCENT:
        return f"fast pris, {plain_number(assumed.percent)} % om året"
    if assumed.other == Other.TODAY:
        words = "dagens klausul"
    else:
        words = " + ".join(
            f"{plain_number(weight * 100)} % {levels.series[int(pk)]}" for pk, weight in _weights_of(assumed, levels)
        )
    terms = [
        f"{name} {plain_number(value)} %"
        for name, value in (
            ("fast andel", assumed.fixed_percent),
            ("tröskel", assumed.threshold_percent),
            ("lägst", assumed.lowest_percent),
            ("högst", assumed.highest_percent),
        )
        if value is not None
    ]
    return ", ".join([words, *terms])


def plain_number(value: Decimal) -> str:
    """As few decimals as it has."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return sek(value, max(0, -exponent) if isinstance(exponent, int) else 0)
