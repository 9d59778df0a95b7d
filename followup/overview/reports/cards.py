"""The cards of Översikt: a measure at a glance, with its curve, its target and a forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from activities.plan.models import CategoryPlan
from contracts.plan.models import Category
from contracts.plan.rules import CategoryTree
from followup.judging.choices import Bucket
from followup.judging.querysets import Loyalty, SpendByMonth
from followup.measures import rules as measure_rules
from followup.measures.kinds import card_codes
from followup.measures.models import Measure
from followup.measures.querysets import monthly_parts
from followup.measures.rules import Monthly, Point, Signal, parts_of
from followup.spend.reports import rows_url
from huddinge_vo.common.money import share_difference
from huddinge_vo.common.periods import Period


@dataclass(frozen=True)
class Card:
    """A measure at a glance. `value` is a share, or kronor when `is_money`; `series` is monthly, for the small curve.

    `difference` is value − target for a share, and value − a year earlier for money.
    """

    code: str
    title: str
    period: Period
    value: Decimal | None
    signal: Signal
    href: str
    is_money: bool = False
    target: Decimal | None = None
    difference: Decimal | None = None
    direction: str = ""
    series: tuple[Point, ...] = ()
    targets: tuple[Point, ...] = ()
    forecast: Decimal | None = None
    forecast_on: date | None = None
    loyalty: Loyalty | None = None
    category_id: int | None = None  # what it is the loyalty of; null for kronor

    @property
    def why_href(self) -> str:
        """Where it is told why it is not at its target; nowhere for kronor, and where nothing could be bought.

        The year that its twelve months end in leads to the very same twelve, as on Översikt.
        """
        if not self.category_id or self.value is None:
            return ""
        return f"{reverse('followup:why', args=[self.code])}?period={self.period.last.year}"


def cards(
    *, root: Category, plan: CategoryPlan | None, tree: CategoryTree, spend: SpendByMonth, period: Period
) -> tuple[Card, ...]:
    """IFO, FO, ÄO, the whole, and what is bought outside contract: over the twelve months that end with the period."""
    rolling = Period.rolling_12(period.last)
    measures = list(
        Measure.objects.filter(plan=plan, code__in=card_codes()).select_related("category").prefetch_related("targets")
    )
    measures.sort(key=lambda measure: (card_codes().index(measure.code), measure.pk))
    monthly = monthly_parts(spend)
    made = [_loyalty_card(measure, root, tree, monthly, spend, rolling, plan) for measure in measures]
    return (*made, _outside_card(spend, monthly, rolling))


def _loyalty_card(  # noqa: PLR0917 - what a card says, in the order it is said
    measure: Measure,
    root: Category,
    tree: CategoryTree,
    monthly: Monthly,
    spend: SpendByMonth,
    rolling: Period,
    plan: CategoryPlan | None,
) -> Card:
    category = measure.category
    assert category is not None
    is_root = category.pk == root.pk
    categories: set[int | None] = set(monthly) if is_root else {category.pk}
    series = measure_rules.rolling_share([(m, on, whole) for m, on, whole, _ in parts_of(monthly, categories)])
    series = [point for point in series if point.on <= rolling.last]
    targets = [Point(target.on, target.value) for target in measure.targets.all()]
    if plan:
        targets = list(measure_rules.target_line(targets, series, plan.valid_from))
    within = spend.in_period(rolling)
    loyalty = (within if is_root else within.in_categories(tree.below(category.pk))).loyalty()
    target = measure_rules.target_on(rolling.last, targets) if targets else None
    last_target = max(targets, key=lambda point: point.on) if targets else None
    value = loyalty.contract_loyalty
    return Card(
        code=measure.code,
        title=measure.name,
        period=rolling,
        value=value,
        signal=measure_rules.signal(value, target),
        href=rows_url(rolling, underkategori=None if is_root else category.pk),
        target=target,
        difference=share_difference(value, target),
        direction="Ska öka",
        series=tuple(series),
        targets=tuple(targets),
        forecast=measure_rules.forecast(series, last_target.on) if last_target else None,
        forecast_on=last_target.on if last_target else None,
        loyalty=loyalty,
        category_id=category.pk,
    )


def _outside_card(spend: SpendByMonth, monthly: Monthly, rolling: Period) -> Card:
    parts = parts_of(monthly, set(monthly))
    summed = [
        Point(Period.containing(parts[i][0]).last, sum((row[3] for row in parts[i - 11 : i + 1]), Decimal(0)))
        for i in range(11, len(parts))
    ]
    now = spend.in_period(rolling).loyalty()
    before = spend.in_period(rolling.previous_year())
    earlier = before.loyalty().outside_contract if before.parts else None
    return Card(
        code="OUTSIDE",
        title="Köp utan avtal",
        period=rolling,
        value=now.outside_contract,
        signal=measure_rules.trend_signal(now.outside_contract, earlier),
        href=rows_url(rolling, utfall=[Bucket.APPROVED_DEVIATION.value, Bucket.UNEXPLAINED.value]),
        is_money=True,
        difference=None if earlier is None else now.outside_contract - earlier,
        direction="Ska minska till 2027",
        series=tuple(point for point in summed if point.on <= rolling.last),
        loyalty=now,
    )
