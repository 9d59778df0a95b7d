"""What the pages of indices say: curves side by side, what is published when, who follows a series, who must act by
when.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString

from contracts.index import rules as index_rules
from contracts.index.models import IndexChain, IndexImport, IndexSeries, IndexValue
from contracts.index.reports import _AHEAD_MONTHS, Publication, next_publication, published_figure
from contracts.index.rules import figure_words
from contracts.prices import rules
from contracts.prices.models import PriceAdjustment, PriceClause
from contracts.prices.querysets import with_clause
from contracts.register.models import Contract
from contracts.terms import rules as term_rules
from huddinge_vo.common.charts.indices import MOST_CURVES, Curve, CurvePoint, index_curves
from huddinge_vo.common.index_periods import IndexPeriod

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_HUNDRED = Decimal(100)


_Status = PriceAdjustment.Status


@dataclass(frozen=True)
class Picture:
    """Curves in one drawing, and the month that is 100 for them all. `left_out` had too few figures or no room.

    `rows` are the same as a table: a curve's name and its last figure of each of the `years`, null where there is none,
    with whether it is preliminary.
    """

    svg: SafeString
    base: date | None
    left_out: tuple[str, ...]
    years: tuple[int, ...] = ()
    rows: tuple[tuple[str, tuple[CurvePoint | None, ...]], ...] = ()


@dataclass(frozen=True)
class _Line:
    """A curve before it is drawn: its points in the series' own figures, and the period of the last."""

    series: IndexSeries
    points: tuple[CurvePoint, ...]
    last: IndexPeriod


class Acts(StrEnum):
    """What falls on a day of a clause's year, in the order it does."""

    OPENS = "OPENS"
    ASK = "ASK"
    TELL = "TELL"
    EFFECTIVE = "EFFECTIVE"


_WORDS = {
    Acts.OPENS: ("Fönstret öppnar", "Leverantören kan begära höjning"),
    Acts.ASK: ("Begäran senast", "Leverantören ska ha begärt höjning"),
    Acts.TELL: ("Besked senast", "Kommunen ska ha godkänt och skickat brev"),
    Acts.EFFECTIVE: ("Nytt pris gäller", "Leverantören fakturerar det nya priset"),
}


@dataclass(frozen=True)
class Act:
    """What has to be done by a day, for all contracts whose prices change on the same day.

    `unopened` are contracts that have no adjustment yet, since their window is not open.
    """

    day: date
    kind: Acts
    effective_on: date
    contracts: int
    waiting: int
    proposed: int
    submitted: int
    unopened: int
    is_late: bool

    @property
    def what(self) -> str:
        """In a few words."""
        return _WORDS[self.kind][0]

    @property
    def who(self) -> str:
        """Whose it is."""
        return _WORDS[self.kind][1]

    @property
    def href(self) -> str:
        """To the adjustments that are open; empty where there are none yet."""
        if self.contracts == self.unopened:
            return ""
        wanted = {"laget": "oppna", "fran": self.effective_on.isoformat()}
        return f"{reverse('contracts:adjustment-list')}?{urlencode(wanted)}"

    @property
    def states(self) -> str:
        """How far they have come, in words."""
        told = (
            (self.proposed, "att granska"),
            (self.waiting, "väntar"),
            (self.submitted, "till godkännande"),
            (self.unopened, "inte öppnade" if self.unopened > 1 else "inte öppnat"),
        )
        return ", ".join(f"{count} {words}" for count, words in told if count)


@dataclass(frozen=True)
class IndexOverview:
    """The page of indices: curves, what waits to be looked at, and who must act by when."""

    picture: Picture
    waiting: tuple[IndexImport, ...]
    acts: tuple[Act, ...]
    contracts: int
    followed: dict[int, int]  # series id → contracts whose clause has it, or has the one that it continues
    through: dict[int, str]  # series id → the code of the one that it continues
    publications: dict[int, Publication]  # series id → when the next figure comes
    calendar: tuple[tuple[str, Publication], ...]  # by day: a series' name and its next publication
    failing: int
    codeless: int
    lagless: tuple[IndexSeries, ...]
    until: date

    @property
    def next(self) -> Publication | None:
        """The nearest publication that is not late."""
        return min((each for each in self.publications.values() if not each.is_late), key=lambda p: p.on, default=None)


def index_overview(*, user: User, on: date) -> IndexOverview:
    """All that the page says, in a number of questions that does not grow with what there is."""
    listed: Any = IndexSeries.objects.visible_to(user).for_list()  # Any: rows with what for_list() adds
    series = sorted(listed, key=lambda each: (-each.clause_count, each.kind, each.code))
    found = _followers(user, on)
    in_force = [each for each in found.contracts if each["valid_from"] <= on]
    chains = {chain.old_id: chain for chain in IndexChain.objects.select_related("old")}
    followed: Counter[int] = Counter()
    for each in in_force:
        own = {part.series_id for part in found.clauses[each["clause_id"]].components.all()}
        followed.update(own | {chains[pk].new_id for pk in own if pk in chains})
    publications = {each.pk: next_publication(each, each.latest_period, on=on) for each in series}
    coming = [(each.name, day) for each in series if (day := publications[each.pk]) is not None]
    waiting = IndexImport.objects.waiting().select_related("series", "received_by").order_by("received_at", "pk")
    return IndexOverview(
        picture=picture_of(series),
        waiting=tuple(waiting),
        acts=_acts(found, user, on),
        contracts=len(in_force),
        followed=dict(followed),
        through={chain.new_id: chain.old.code for chain in chains.values()},
        publications={pk: each for pk, each in publications.items() if each is not None},
        calendar=tuple(sorted(coming, key=lambda each: (each[1].on, each[0]))),
        failing=sum(bool(getattr(each, "fetch", None) and each.fetch.words) for each in series),
        codeless=sum(each.source != "FILE" and not each.is_fetched for each in series),
        lagless=tuple(sorted((each for each in series if each.has_no_lag), key=lambda each: (each.name, each.pk))),
        until=on + relativedelta(months=_AHEAD_MONTHS),
    )


@dataclass(frozen=True)
class _Followers:
    """Contracts whose prices follow index, with their clauses."""

    contracts: tuple[dict[str, Any], ...]  # Any: rows with what for_list() adds
    clauses: dict[int, PriceClause]


def _followers(user: User, on: date) -> _Followers:
    clauses = PriceClause.objects.filter(kind=PriceClause.Kind.INDEX).prefetch_related("components").in_bulk()
    contracts = with_clause(Contract.objects.visible_to(user).signed()).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), clause_id__in=list(clauses)
    )
    rows = contracts.order_by("number", "pk").values("pk", "valid_from", "ends_on", "clause_id")
    return _Followers(tuple(rows), clauses)


def _acts(found: _Followers, user: User, on: date) -> tuple[Act, ...]:
    """Days of the next months on which somebody must act, and those past on which the municipality should have."""
    until = on + relativedelta(months=_AHEAD_MONTHS)
    adjustments = PriceAdjustment.objects.visible_to(user)
    open_ = {(each.contract_id, each.effective_on): each for each in adjustments.open().select_related("clause")}
    decided: set[tuple[int, date]] = set()
    moved_on: dict[int, date] = {}
    settled = adjustments.filter(status__in=(_Status.APPROVED, _Status.REJECTED)).order_by("effective_on", "pk")
    for contract, effective_on, status, held in settled.values_list(
        "contract", "effective_on", "status", "is_below_threshold"
    ):
        decided.add((contract, effective_on))
        if status == _Status.APPROVED and not held:
            moved_on[contract] = effective_on
    windows: dict[tuple[int, date], tuple[rules.Window, str, bool]] = {}
    for row in found.contracts:
        clause = found.clauses[row["clause_id"]]
        calendar = clause.calendar()
        adjusted_on, day = moved_on.get(row["pk"]), on
        for _ in range(2):  # the one that is under way, and the next, whose window may open within the months
            effective_on = calendar.next_adjustment(starts_on=row["valid_from"], adjusted_on=adjusted_on, on=day)
            key = (row["pk"], effective_on)
            if key not in decided and (row["ends_on"] is None or row["ends_on"] >= effective_on):
                windows[key] = (calendar.window(effective_on), "", clause.needs_request)
            adjusted_on, day = effective_on, effective_on + term_rules.DAY
    for key, each in open_.items():
        window = rules.Window(each.effective_on, each.opens_on, each.ask_by, each.tell_by)
        windows[key] = (window, each.status, each.clause.needs_request)
    counted: defaultdict[tuple[date, Acts, date], Counter[str]] = defaultdict(Counter)
    for window, status, needs_request in windows.values():
        days = {Acts.OPENS: window.opens_on, Acts.TELL: window.tell_by, Acts.EFFECTIVE: window.effective_on}
        if needs_request:
            days[Acts.ASK] = window.ask_by
        for kind, day in days.items():
            is_late = kind == Acts.TELL and day < on and bool(status)
            if on <= day <= until or is_late:
                counted[day, kind, window.effective_on][status] += 1
    order = list(Acts)
    return tuple(
        Act(
            day=day,
            kind=kind,
            effective_on=effective_on,
            contracts=sum(states.values()),
            waiting=states[_Status.WAITING],
            proposed=states[_Status.PROPOSED],
            submitted=states[_Status.SUBMITTED],
            unopened=states[""],
            is_late=day < on,
        )
        for (day, kind, effective_on), states in sorted(
            counted.items(), key=lambda each: (each[0][0], order.index(each[0][1]), each[0][2])
        )
    )


def picture_of(series: Iterable[IndexSeries], *, title: str = "Index") -> Picture:
    """Series in one drawing, each 100 at the first period that all have.

    One that goes on in another is one curve with it.
    """
    wanted = list(series)
    lines = _lines(wanted)
    shown, left_out = lines[:MOST_CURVES], [line.series.name for line in lines[MOST_CURVES:]]
    if not shown:
        return Picture(SafeString(), None, tuple(left_out))
    start = max(line.points[0].on for line in shown)
    curves, told = [], []
    for line in shown:
        base = [point for point in line.points if point.on <= start][-1]
        points = tuple(
            replace(point, value=point.value / base.value * _HUNDRED) for point in line.points if point.on >= base.on
        )
        if len(points) < 2:
            left_out.append(line.series.name)
            continue
        curves.append(Curve(line.series.name, points))
        status = ", preliminärt" if points[-1].is_preliminary else ""
        told.append(f"{line.series.name} {figure_words(round(points[-1].value, 1))} i {line.last.label}{status}")
    words = f"{start:%Y-%m} = 100. {'; '.join(told)}." if told else ""
    years = tuple(sorted({point.on.year for curve in curves for point in curve.points}))
    rows = tuple((curve.name, last_of_years(curve, years)) for curve in curves)
    drawn = index_curves(curves, title=title, description=words)
    return Picture(drawn, start, tuple(left_out), years, rows)


def last_of_years(curve: Curve, years: Sequence[int]) -> tuple[CurvePoint | None, ...]:
    """A curve's last figure of each of some years, null where it has none."""
    last = {point.on.year: point for point in curve.points}
    return tuple(last.get(year) for year in years)


def own_picture(series: IndexSeries) -> SafeString:
    """One series by itself, in its own figures: levels, or yearly changes in per cent."""
    values = list(IndexValue.objects.best().filter(series=series).order_by("first_on", "pk"))
    points = tuple(CurvePoint(each.first_on, each.value, each.status == "PRELIMINARY") for each in values)
    if len(points) < 2:
        return SafeString()
    last = values[-1]
    words = (
        f"{series.base}. Från {IndexPeriod.parse(values[0].period).label}, "
        f"{published_figure(values[0].value, series)}, till {IndexPeriod.parse(last.period).label}, "
        f"{published_figure(last.value, series)}, {last.get_status_display()}."
    )
    return index_curves([Curve(series.name, points)], title=series.name, description=words)


def _lines(series: Sequence[IndexSeries]) -> list[_Line]:
    chains = {chain.old_id: chain for chain in IndexChain.objects.filter(old__in=series).select_related("new")}
    continued = {chain.new_id for chain in chains.values()}
    values: defaultdict[int, list[IndexValue]] = defaultdict(list)
    for value in IndexValue.objects.best().filter(series__in=series).order_by("first_on", "pk"):
        values[value.series_id].append(value)
    lines = []
    for each in series:
        if each.pk in continued:
            continue
        own = values[each.pk]
        points = _changes_as_levels(own) if each.measures == "CHANGE" else [_point(value) for value in own]
        last = own[-1].period if own else ""
        named = each
        if chain := chains.get(each.pk):
            after = [value for value in values[chain.new_id] if not own or value.first_on > own[-1].first_on]
            points += [
                _point(value, index_rules.rebased(value.value, factor=chain.factor, decimals=chain.decimals))
                for value in after
            ]
            last, named = (after[-1].period, chain.new) if after else (last, each)
        if len(points) > 1:
            lines.append(_Line(named, tuple(points), IndexPeriod.parse(last)))
    return lines


def _point(value: IndexValue, figure: Decimal | None = None) -> CurvePoint:
    return CurvePoint(value.first_on, value.value if figure is None else figure, value.status == "PRELIMINARY")


def _changes_as_levels(values: Sequence[IndexValue]) -> list[CurvePoint]:
    """Yearly changes as a level that starts from 100 the year before the first; years before a gap are left out."""
    unbroken = list(values)
    for number, (before, after) in enumerate(pairwise(values), start=1):
        if after.first_on.year != before.first_on.year + 1:
            unbroken = list(values[number:])
    if not unbroken:
        return []
    points = [CurvePoint(unbroken[0].first_on - relativedelta(years=1), _HUNDRED)]
    for number, value in enumerate(unbroken, start=1):
        points.append(_point(value, rules.level_of_changes([each.value for each in unbroken[:number]])))
    return points


@dataclass(frozen=True)
class Follower:
    """A clause that has a series in its basket, and how many contracts it counts for now."""

    clause: PriceClause
    weight: Decimal
    base_period: str
    base_value: Decimal
    contracts: int


def followers_of(series: IndexSeries, *, user: User, on: date) -> tuple[Follower, ...]:
    """The clauses that a person may know of with a series in their basket, those for most contracts first."""
    clauses = PriceClause.objects.visible_to(user).filter(components__series=series).for_list().distinct()
    counted = Counter(
        with_clause(Contract.objects.visible_to(user).in_force_on(on)).values_list("clause_id", flat=True)
    )
    found = [
        Follower(clause, part.weight, IndexPeriod.parse(part.base_period).label, part.base_value, counted[clause.pk])
        for clause in clauses
        for part in clause.components.all()
        if part.series_id == series.pk
    ]
    return tuple(sorted(found, key=lambda each: (-each.contracts, str(each.clause), each.clause.pk)))
