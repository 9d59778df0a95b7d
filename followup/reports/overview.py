"""What screen and PDF both say about spend and loyalty: frozen, so that they cannot say different things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Max, Q, Sum
from django.urls import reverse

from activities.models import CategoryPlan, PlanFigure
from contracts.models import Category, Contract, Supplier
from followup import rules
from followup.models import Bucket, LedgerImport, Measure, Reason, SpendMonth
from followup.querysets import Loyalty, Monthly, SpendMonthQuerySet, monthly_parts, parts_of
from followup.rules import Point, Signal
from huddinge_vo.common.periods import Period
from huddinge_vo.common.readings import note

if TYPE_CHECKING:
    from huddinge_vo.common.models import Organization, User

PROTECTED = "Skyddade uppgifter"  # what a person may not see by supplier, in one line
_TOP = 10
_ENDING_WITHIN_MONTHS = 12


def rows_url(period: Period, **filters: Any) -> str:
    """Where the rows behind a number are, with the filter set."""
    chosen = {name: value for name, value in filters.items() if value not in (None, "")}
    query = {"bokford_fran": period.first, "bokford_till": period.last, **chosen}
    return f"{reverse('followup:row-list')}?{urlencode(query, doseq=True)}"


@dataclass(frozen=True)
class Freshness:
    """How old the data is: the last booking month there is spend for, and when it was loaded."""

    until: date | None
    loaded_at: datetime | None
    is_demo: bool


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


@dataclass(frozen=True)
class BucketSum:
    """One bucket of a period, and where its rows are."""

    bucket: Bucket
    sum_sek: Decimal
    share: Decimal | None
    href: str


@dataclass(frozen=True)
class BucketMonth:
    """One month's kronor in one bucket, for the picture and its table."""

    month: date
    bucket: Bucket
    sum_sek: Decimal


@dataclass(frozen=True)
class OutsideSupplier:
    """Somebody much is bought from outside contract. `supplier_id` is null for the line "Skyddade uppgifter"."""

    name: str
    supplier_id: int | None
    sum_sek: Decimal
    reason: str
    href: str


@dataclass(frozen=True)
class EndingContract:
    """A contract that ends soon as things stand, and whether an option can lengthen it."""

    contract_id: int
    number: str
    supplier: str
    area: str
    ends_on: date
    open_options: int
    area_id: int | None = None  # null when it is of several areas, or none


@dataclass(frozen=True)
class EndingGroup:
    """Contracts of an area that end on the same day, and how many of them an undecided option can lengthen."""

    area: str
    ends_on: date
    contracts: int
    with_option: int
    href: str


@dataclass(frozen=True)
class LoyaltyLine:
    """Loyalty of a group: a subcategory, an area."""

    key: str
    name: str
    loyalty: Loyalty
    href: str


@dataclass(frozen=True)
class PlanComparison:
    """A figure as the plan states it beside our own, and why they differ. Neither is made to agree with the other."""

    label: str
    year: int
    in_plan: Decimal
    computed: Decimal | None
    unit: str
    explanation: str


@dataclass(frozen=True)
class Overview:
    """The category leader's first page."""

    buyer: str
    category: str
    period: Period
    cards: tuple[Card, ...]
    whole: Loyalty
    buckets: tuple[BucketSum, ...]
    months: tuple[BucketMonth, ...]
    subcategories: tuple[LoyaltyLine, ...]
    outside: tuple[OutsideSupplier, ...]
    ending: tuple[EndingContract, ...]
    without_choice_systems: Loyalty
    comparisons: tuple[PlanComparison, ...]
    freshness: Freshness

    @property
    def ending_groups(self) -> tuple[EndingGroup, ...]:
        """The ending contracts by day and area."""
        return ending_groups(self.ending)


def root_category(buyer: Organization) -> Category | None:
    """The category the buyer's plan is for."""
    return Category.objects.filter(buyer=buyer, parent__isnull=True).order_by("code", "pk").first()


def latest_period(root: Category) -> Period | None:
    """The twelve months up to the latest one with spend; none when nothing is loaded."""
    last = SpendMonth.objects.under_root(root).last_month()
    return Period.rolling_12(last) if last else None


def overview(*, root: Category, user: User, period: Period, on: date) -> Overview:
    """Everything on Översikt for a period of whole months, with what the user may not see pooled in one line."""
    spend = SpendMonth.objects.under_root(root).within_reach_of(user)
    chosen = spend.in_period(period)
    whole = chosen.loyalty()
    return Overview(
        buyer=root.buyer.name,
        category=root.name,
        period=period,
        cards=cards(root=root, spend=spend, period=period),
        whole=whole,
        buckets=_buckets(root, whole, period),
        months=bucket_months(chosen, period),
        subcategories=subcategory_lines(root, chosen, period),
        outside=outside_suppliers(root=root, user=user, period=period),
        ending=ending_contracts(user=user, on=on),
        without_choice_systems=chosen.exclude(contract__form="CHOICE_SYSTEM").loyalty(),
        comparisons=plan_comparisons(root=root, spend=spend),
        freshness=freshness(root=root, spend=spend),
    )


def freshness(*, root: Category, spend: SpendMonthQuerySet) -> Freshness:
    """Up to when there is data and when it came."""
    loaded = LedgerImport.objects.filter(buyer=root.buyer_id, status=LedgerImport.Status.LOADED)
    facts = loaded.aggregate(at=Max("loaded_at"), demo=Count("pk", filter=Q(is_demo=True)))
    last = spend.last_month()
    return Freshness(Period.containing(last).last if last else None, facts["at"], bool(facts["demo"]))


def cards(*, root: Category, spend: SpendMonthQuerySet, period: Period) -> tuple[Card, ...]:
    """IFO, FO, ÄO, the whole, and what is bought outside contract: over the twelve months that end with the period."""
    rolling = Period.rolling_12(period.last)
    measures = list(
        Measure.objects.filter(plan__category=root, code__startswith="LOYALTY_")
        .select_related("category")
        .prefetch_related("targets")
    )
    order = {"LOYALTY_IFO": 0, "LOYALTY_FO": 1, "LOYALTY_AO": 2, "LOYALTY_VO": 3}
    measures.sort(key=lambda measure: order.get(measure.code, len(order)))
    monthly = monthly_parts(spend)
    plan = CategoryPlan.objects.filter(category=root).order_by("-valid_from", "pk").first()
    made = [_loyalty_card(measure, root, monthly, spend, rolling, plan) for measure in measures]
    return (*made, _outside_card(spend, monthly, rolling))


def _loyalty_card(
    measure: Measure,
    root: Category,
    monthly: Monthly,
    spend: SpendMonthQuerySet,
    rolling: Period,
    plan: CategoryPlan | None,
) -> Card:
    category = measure.category
    assert category is not None
    is_root = category.pk == root.pk
    categories: set[int | None] = set(monthly) if is_root else {category.pk}
    series = rules.rolling_share([(m, on, whole) for m, on, whole, _ in parts_of(monthly, categories)])
    series = [point for point in series if point.on <= rolling.last]
    targets = [Point(target.on, target.value) for target in measure.targets.all()]
    if plan:
        targets = list(rules.target_line(targets, series, plan.valid_from))
    within = spend.in_period(rolling)
    loyalty = (within if is_root else within.in_category(category)).loyalty()
    target = rules.target_on(rolling.last, targets) if targets else None
    last_target = max(targets, key=lambda point: point.on) if targets else None
    value = loyalty.contract_loyalty
    return Card(
        code=measure.code,
        title=measure.name,
        period=rolling,
        value=value,
        signal=rules.signal(value, target),
        href=rows_url(rolling, underkategori=None if is_root else category.pk),
        target=target,
        difference=None if value is None or target is None else value - target,
        direction="Ska öka",
        series=tuple(series),
        targets=tuple(targets),
        forecast=rules.forecast(series, last_target.on) if last_target else None,
        forecast_on=last_target.on if last_target else None,
        loyalty=loyalty,
    )


def _outside_card(spend: SpendMonthQuerySet, monthly: Monthly, rolling: Period) -> Card:
    parts = parts_of(monthly, set(monthly))
    summed = [
        Point(Period.containing(parts[i][0]).last, sum((row[3] for row in parts[i - 11 : i + 1]), Decimal(0)))
        for i in range(11, len(parts))
    ]
    now = spend.in_period(rolling).loyalty()
    before = rolling.previous_year()
    had_before = spend.in_period(before).exists()
    earlier = spend.in_period(before).loyalty().outside_contract if had_before else None
    return Card(
        code="OUTSIDE",
        title="Köp utan avtal",
        period=rolling,
        value=now.outside_contract,
        signal=rules.trend_signal(now.outside_contract, earlier),
        href=rows_url(rolling, utfall=[Bucket.APPROVED_DEVIATION.value, Bucket.UNEXPLAINED.value]),
        is_money=True,
        difference=None if earlier is None else now.outside_contract - earlier,
        direction="Ska minska till 2027",
        series=tuple(point for point in summed if point.on <= rolling.last),
        loyalty=now,
    )


def bucket_sums(loyalty: Loyalty) -> dict[Bucket, Decimal]:
    """The five buckets in their order; they add up to the ledger."""
    return {
        Bucket.ON_CONTRACT: loyalty.on_contract,
        Bucket.APPROVED_DEVIATION: loyalty.approved_deviation,
        Bucket.UNEXPLAINED: loyalty.unexplained,
        Bucket.UNKNOWN: loyalty.unknown,
        Bucket.EXCLUDED: loyalty.excluded,
    }


def _buckets(root: Category, whole: Loyalty, period: Period) -> tuple[BucketSum, ...]:
    return tuple(
        BucketSum(bucket, value, value / whole.ledger if whole.ledger > 0 else None, rows_url(period, utfall=bucket))
        for bucket, value in bucket_sums(whole).items()
    )


def bucket_months(spend: SpendMonthQuerySet, period: Period) -> tuple[BucketMonth, ...]:
    """Each month of a period in its buckets; a month without spend is left out."""
    by_month = {key[0]: loyalty for key, loyalty in spend.loyalty_by("month")}
    return tuple(
        BucketMonth(month, bucket, value)
        for month in period.months()
        if month in by_month
        for bucket, value in bucket_sums(by_month[month]).items()
    )


def subcategory_lines(root: Category, spend: SpendMonthQuerySet, period: Period) -> tuple[LoyaltyLine, ...]:
    """Loyalty of each subcategory; what no subcategory could be told for has a line of its own."""
    lines = []
    for (pk, code, name), loyalty in spend.loyalty_by("category", "category__code", "category__name"):
        if pk is None:
            label = "Utan underkategori"
        elif pk == root.pk:
            label = "Hela kategorin, ej fördelat"
        else:
            label = name
        lines.append(
            LoyaltyLine(code or "–", label, loyalty, rows_url(period, underkategori="ingen" if pk is None else pk))
        )
    return tuple(lines)


def outside_suppliers(*, root: Category, user: User, period: Period, top: int = _TOP) -> tuple[OutsideSupplier, ...]:
    """From whom most is bought outside contract, each with its largest sub-reason; the secret ones as one line."""
    outside = (
        SpendMonth.objects.under_root(root)
        .in_period(period)
        .filter(bucket__in=[Bucket.APPROVED_DEVIATION, Bucket.UNEXPLAINED])
    )
    visible = outside.visible_to(user)
    largest = list(
        visible.values("supplier", "supplier__name", "supplier__is_secret")
        .annotate(total=Sum("sum_sek"))
        .filter(total__gt=0)
        .order_by("-total", "supplier")[:top]
    )
    note(Supplier, [row["supplier"] for row in largest if row["supplier__is_secret"]])
    reasons: dict[int, str] = {}
    by_reason = (
        visible.filter(supplier__in=[row["supplier"] for row in largest])
        .values("supplier", "reason")
        .annotate(total=Sum("sum_sek"))
        .order_by("supplier", "-total", "reason")
    )
    for row in by_reason:
        reasons.setdefault(row["supplier"], Reason(row["reason"]).label)
    both = [Bucket.APPROVED_DEVIATION.value, Bucket.UNEXPLAINED.value]
    lines = [
        OutsideSupplier(
            row["supplier__name"],
            row["supplier"],
            row["total"],
            reasons[row["supplier"]],
            rows_url(period, leverantor=row["supplier"], utfall=both),
        )
        for row in largest
    ]
    if secret := outside.protected_from(user).pooled():
        lines.append(OutsideSupplier(PROTECTED, None, secret, "", ""))
    return tuple(lines)


def ending_contracts(*, user: User, on: date, months: int = _ENDING_WITHIN_MONTHS) -> tuple[EndingContract, ...]:
    """Contracts whose last day, as it stands now, comes within so many months from a day."""
    found = (
        Contract.objects.visible_to(user)
        .ending_between(on, on + relativedelta(months=months))
        .select_related("supplier", "framework")
        .prefetch_related("areas", "options", "framework__options")
        .order_by("ends_on", "number", "pk")
    )
    return tuple(
        EndingContract(
            contract_id=contract.pk,
            number=contract.number,
            supplier=contract.supplier.name,
            area=", ".join(sorted(area.name for area in contract.areas.all())),
            area_id=contract.areas.all()[0].pk if len(contract.areas.all()) == 1 else None,
            ends_on=contract.ends_on,
            open_options=sum(
                option.decided_on is None
                for option in [
                    *contract.options.all(),
                    *(contract.framework.options.all() if contract.framework else []),
                ]
            ),
        )
        for contract in found
    )


def ending_groups(ending: tuple[EndingContract, ...]) -> tuple[EndingGroup, ...]:
    """Ending contracts by day and area, which is how they are lengthened or procured anew."""
    found: dict[tuple[date, str, int | None], list[int]] = {}
    for contract in ending:
        found.setdefault((contract.ends_on, contract.area, contract.area_id), []).append(contract.open_options)
    listed = reverse("contracts:contract-list")
    return tuple(
        EndingGroup(
            area,
            ends_on,
            len(options),
            sum(open_ > 0 for open_ in options),
            f"{listed}?{urlencode({'laget': 'i-kraft', 'slutar_tidigast': ends_on, 'slutar_senast': ends_on} | ({'omrade': area_id} if area_id else {}))}",
        )
        for (ends_on, area, area_id), options in sorted(found.items(), key=lambda item: item[0][:2])
    )


def plan_comparisons(*, root: Category, spend: SpendMonthQuerySet) -> tuple[PlanComparison, ...]:
    """What the plan says of its base year beside what the ledger says, with the reason for each difference."""
    figures = {
        figure.code: figure for figure in PlanFigure.objects.filter(plan__category=root).order_by("year", "code")
    }
    if not figures:
        return ()
    year = next(iter(figures.values())).year
    of_year = spend.in_period(Period.year(year))
    if not of_year.exists():
        return ()
    whole = of_year.loyalty()
    by_code = {key[0]: loyalty for key, loyalty in of_year.loyalty_by("category__code")}
    nothing = Decimal(0)

    def spent(code: str) -> Decimal:
        loyalty = by_code.get(code)
        return loyalty.ledger - loyalty.excluded if loyalty else nothing

    purchasable = whole.ledger - whole.excluded
    without_any = whole.purchasable - whole.under_contract
    computed: dict[str, tuple[Decimal | None, str, str]] = {
        "SPEND": (purchasable, "kr", "Reskontrans köp utom det undantagna, även det som inte kan bedömas."),
        "SPEND_AO": (spent("ÄO"), "kr", "Köp som reglerna eller avtalen för till äldreomsorg."),
        "SPEND_FO": (spent("FO"), "kr", "Köp som reglerna eller avtalen för till funktionshinderomsorg."),
        "SPEND_IFO": (spent("IFO"), "kr", "Köp som reglerna eller avtalen för till individ- och familjeomsorg."),
        "SPEND_UNDISTRIBUTED": (
            spent(root.code) + (by_code[None].unknown if None in by_code else nothing),
            "kr",
            "Köp för hela kategorin och köp där underkategorin inte går att fastställa.",
        ),
        "OUTSIDE": (
            without_any,
            "kr",
            (
                "Planens siffra gäller leverantörer helt utan avtal. Köp utanför avtal är mer: "
                "även leverantörer med avtal säljer utanför dem."
            ),
        ),
        "SUPPLIERS": (
            Decimal(of_year.exclude(bucket=Bucket.EXCLUDED).aggregate(n=Count("supplier", distinct=True))["n"]),
            "",
            "Leverantörer med känt organisations- eller leverantörsnummer.",
        ),
        "SUPPLIER_LOYALTY": (
            whole.supplier_loyalty,
            "andel",
            "Planens siffra är vår beräkning 1 − 90/572; vår räknar bara köp som kan bedömas.",
        ),
        "CONTRACTS": (
            Decimal(Contract.objects.signed().filter(buyer=root.buyer_id).count()),
            "",
            "Tecknade avtal i registret. Planens tabell summerar till 571, texten säger 590.",
        ),
    }
    return tuple(
        PlanComparison(figure.label, figure.year, figure.value, *computed[code])
        for code, figure in figures.items()
        if code in computed
    )


@dataclass(frozen=True)
class SupplierSpend:
    """What was bought from one supplier: by bucket and by month, for its page."""

    supplier: Supplier
    period: Period
    whole: Loyalty
    buckets: tuple[BucketSum, ...]
    months: tuple[BucketMonth, ...]


def supplier_spend(*, supplier: Supplier, user: User, period: Period) -> SupplierSpend:
    """One supplier's spend, as far as the user may see it."""
    spend = SpendMonth.objects.visible_to(user).filter(supplier=supplier).in_period(period)
    whole = spend.loyalty()
    return SupplierSpend(
        supplier=supplier,
        period=period,
        whole=whole,
        buckets=tuple(
            BucketSum(
                bucket,
                value,
                value / whole.ledger if whole.ledger > 0 else None,
                rows_url(period, leverantor=supplier.pk, utfall=bucket),
            )
            for bucket, value in bucket_sums(whole).items()
        ),
        months=bucket_months(spend, period),
    )


def latest_supplier_spend(supplier: Supplier, *, user: User, on: date) -> SupplierSpend:
    """The twelve months up to the last in which the supplier was paid; up to a day's month when it never was."""
    last = SpendMonth.objects.visible_to(user).filter(supplier=supplier).last_month()
    return supplier_spend(supplier=supplier, user=user, period=Period.rolling_12(last or on))
