"""What a contract's prices have become beside the index that they follow: both 100 where they begin."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.utils.safestring import SafeString

from contracts.prices import rules
from contracts.prices.models import Price, PriceClause
from contracts.prices.reports.indices import Picture, last_of_years
from contracts.prices.reports.levels import Levels
from contracts.register.models import Contract
from huddinge_vo.common.charts.indices import Curve, CurvePoint, index_curves
from huddinge_vo.common.index_periods import IndexPeriod

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_HUNDRED = Decimal(100)
_DAY = relativedelta(days=1)
BASKET = "Indexkorgen"
MOST_PRICES = 4  # curves of prices; lines of the list that have moved alike share one
_MOST_YEARS = 40
# A line's prices over time, its first 100: the first and the last day of each.
Course = tuple[tuple[date, Decimal], ...]


def price_line(*, contract: Contract, clause: PriceClause, user: User, on: date) -> Picture:
    """A contract's prices against the basket of the clause that counts for it, of the prices that a person may see.

    In as many questions whatever there is. Nothing is drawn where no price has changed and no index is known.
    """
    told = _courses(contract, user, on)
    shown = sorted(told.items(), key=lambda each: (-len(each[1]), each[1]))
    curves = [_curve(contract, names, course) for course, names in shown[:MOST_PRICES]]
    left_out = tuple(name for _, names in shown[MOST_PRICES:] for name in names)
    if clause.kind == PriceClause.Kind.INDEX and curves:
        basket = _basket(clause)
        if len(basket.points) > 1:
            curves.append(basket)
    if not any(len({point.value for point in curve.points}) > 1 for curve in curves):
        return Picture(SafeString(), None, left_out)
    years = tuple(sorted({point.on.year for curve in curves for point in curve.points}))
    ends = "; ".join(f"{curve.name} {curve.points[-1].value:.1f}".replace(".", ",") for curve in curves)
    drawn = index_curves(curves, title="Pris mot index", description=f"Första värdet = 100. Senast: {ends}.")
    rows = tuple((curve.name, last_of_years(curve, years)) for curve in curves)
    return Picture(drawn, None, left_out, years, rows)


def _courses(contract: Contract, user: User, on: date) -> dict[Course, list[str]]:
    """Lines of the list by how their prices have moved."""
    prices = Price.objects.visible_to(user).standing().filter(item__contract=contract).order_by("valid_from", "pk")
    by_item: defaultdict[int, list[tuple[date, date | None, Decimal]]] = defaultdict(list)
    names: dict[int, str] = {}
    for item, name, unit, since, until, amount in prices.values_list(
        "item", "item__name", "item__unit__name", "valid_from", "valid_until", "amount_sek"
    ):
        by_item[item].append((since, until, amount))
        names[item] = f"{name}, {unit}" if unit else name
    found: defaultdict[Course, list[str]] = defaultdict(list)
    for item, steps in by_item.items():
        found[_course(steps, on)].append(names[item])
    return {course: sorted(lines) for course, lines in found.items()}


def _course(steps: list[tuple[date, date | None, Decimal]], on: date) -> Course:
    """A price stays as it is until the next: it is drawn from its first day to its last."""
    first, course = steps[0][2], []
    for at, (since, until, amount) in enumerate(steps):
        following = steps[at + 1][0] - _DAY if at + 1 < len(steps) else max(on, since)
        value = round(amount / first * _HUNDRED, 2)
        course.append((since, value))
        last = min(until, following) if until else following
        if last > since:
            course.append((last, value))
    return tuple(course)


def _curve(contract: Contract, names: list[str], course: Course) -> Curve:
    name = names[0] if len(names) == 1 else f"{len(names)} prisrader"
    page = contract.get_absolute_url()
    points = tuple(CurvePoint(on, value, href=f"{page}?{urlencode({'dag': on})}") for on, value in course)
    return Curve(name, points)


def _basket(clause: PriceClause) -> Curve:
    """The basket year by year, as the clause compares it: from its base to the same part of each year after."""
    levels, parts = Levels(), list(clause.components.all())
    bases = [IndexPeriod.parse(part.base_period) for part in parts]
    points: list[CurvePoint] = []
    for years in range(_MOST_YEARS):
        moved = [levels.moved(part.series_id, base, base.moved(years)) for part, base in zip(parts, bases, strict=True)]
        ratios = [None if each is None else each.ratio for each in moved]
        whole = rules.basket_changed([(part.weight, ratio) for part, ratio in zip(parts, ratios, strict=True)])
        if whole is None:
            break
        value = round(Decimal(whole.numerator) / whole.denominator * _HUNDRED, 2)
        preliminary = any(each is not None and each.is_preliminary for each in moved)
        points.append(CurvePoint(bases[0].moved(years).first, value, preliminary))
    return Curve(BASKET, tuple(points), clause.get_absolute_url())
