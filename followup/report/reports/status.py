"""The yearly June report, with what the system knows so far, in the order the plan's readers expect."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from activities.plan.models import CategoryPlan, EffectGoal, PlanFigure
from contracts.plan.models import Category, ContractArea
from contracts.plan.rules import CategoryTree
from contracts.register.models import Contract
from contracts.terms.reports import CeilingsMissing, ceilings_missing
from followup.invoices.models import Invoice
from followup.judging.choices import Bucket, Reason
from followup.judging.models import SpendMonth, SpendTotal, SupplierMonth
from followup.judging.querysets import Loyalty, MonthsOfSpend, SeenSpend
from followup.judging.reports import PlanSpend, plan_spend
from followup.ledger.models import LedgerImport
from followup.measures.reports import GoalLine, ReportDays, goal_lines
from followup.missing.reports import DeviationFigures, deviation_figures
from followup.overview.reports import (
    Card,
    EndingContract,
    EndingGroup,
    PlanComparison,
    cards,
    ending_contracts,
    ending_groups,
    plan_comparisons,
)
from followup.report.models import StatusReport as KeptReport
from followup.report.reports.activities import ActivityPart, activity_part
from followup.report.reports.flags import FlagPart, are_looked_for, flag_part
from followup.report.reports.follow_up import CheckPart, ReviewPart, check_part, review_part
from followup.report.reports.goals import GoalPart, goal_parts
from followup.report.reports.prices import PricePart, price_part
from followup.report.reports.procurements import ProcurementPart, RiskRow, procurement_part, risk_rows
from followup.spend.reports import (
    PROTECTED,
    BucketMonth,
    Freshness,
    LoyaltyLine,
    bucket_months,
    bucket_sums,
    freshness,
    subcategory_lines,
)
from huddinge_vo.common.money import share
from huddinge_vo.common.people.models import User
from huddinge_vo.common.periods import Period

_ENDING_WITHIN_MONTHS = 24


_LAST_MONTH, _MADE_IN = 5, 6  # the report is made in June, of the twelve months up to May


# What the words of the report mean. They are kept with it: a definition that is changed later changes no report.
_TERMS = (
    (
        "Avtalstrohet",
        (
            "På avtal delat med det som kan köpas på avtal: på avtal, godkända avsteg och utan avtal. "
            "Undantaget och det som inte kan bedömas ingår inte."
        ),
    ),
    (
        "Leverantörstrohet",
        "Köp från leverantörer som hade något avtal i kraft på köpdagen, delat med samma summa.",
    ),
    ("Köp utan avtal", "Godkända avsteg och det som saknar avtal, tillsammans."),
    (
        "Avsteg",
        (
            "Placeringar utanför avtal som börjar under perioden. I tid är godkänt senast första dagen; en akut "
            "placering har de arbetsdagar som kommunen har bestämt; resten är för sent. Saknas: köp utan avtal som "
            "inte hör till något godkänt avsteg."
        ),
    ),
    (
        "Avtal i kraft",
        "Tecknat, börjat och inte slutat; både första och sista dagen räknas, med beslutade förlängningar.",
    ),
    (
        "Mål för perioden",
        "Den räta linjen från utfallet vid planens början till det beslutade målet, på periodens sista dag.",
    ),
)


@dataclass(frozen=True)
class Fulfilment:
    """The goals weighed together: how many are measured, and where the measures with a target stand to it."""

    goals: int
    measured: int
    with_target: int
    on_target: int
    near: int
    off_target: int
    unknown: int


@dataclass(frozen=True)
class ReasonSum:
    """What was bought outside contract for one proposed reason, and from how many suppliers."""

    bucket: str
    reason: str
    sum_sek: Decimal
    suppliers: int | None


@dataclass(frozen=True)
class AreaPortfolio:
    """An area's contracts in force beside the number in the plan."""

    name: str
    category: str
    form: str
    in_plan: int | None
    in_force: int | None  # null where all that there are may not be told: never nought for what is secret


@dataclass(frozen=True)
class UsedImport:
    """A file the figures rest on."""

    number: int
    name: str
    sha256: str
    loaded_on: date
    lines: int
    rejected: int
    amount_sek: Decimal


@dataclass(frozen=True)
class YearReport:
    """Everything that the report says. Screen and PDF draw from it alone."""

    year: int
    title: str
    buyer: str
    category: str
    plan: str
    decided_by: str
    period: Period
    rolling: Period
    made_on: date
    freshness: Freshness
    proposals: tuple[str, ...]
    cards: tuple[Card, ...]
    goals: tuple[GoalPart, ...]
    activities: ActivityPart
    procurement: ProcurementPart
    reviews: ReviewPart
    checks: CheckPart
    risks: tuple[RiskRow, ...]
    whole: Loyalty
    buckets: tuple[tuple[str, Decimal, Decimal | None], ...]
    months: tuple[BucketMonth, ...]
    subcategories: tuple[LoyaltyLine, ...]
    areas: tuple[LoyaltyLine, ...]
    reasons: tuple[ReasonSum, ...]
    portfolio: tuple[AreaPortfolio, ...]
    ending: tuple[EndingContract, ...]
    comparisons: tuple[PlanComparison, ...]
    imports: tuple[UsedImport, ...]
    missing: tuple[str, ...]
    summary: str = ""
    registry_number: str = ""
    prices: PricePart | None = None  # reports kept before prices were computed here have none
    terms: tuple[tuple[str, str], ...] = _TERMS
    risks_as_of: date | None = None
    plan_spend_sek: Decimal | None = (
        None  # what the plan says was bought, comparable with what can be bought on contract
    )
    plan_spend_year: int | None = None
    ceilings_missing: CeilingsMissing | None = None  # reports kept before it was asked have none
    deviations: DeviationFigures | None = None  # reports kept before they were told have none
    flags: FlagPart | None = None  # reports kept before they were looked for have none
    without_area_loyalty: bool = False  # whether an area's loyalty is left out for want of areas of the rows' own

    @property
    def has_data(self) -> bool:
        """Whether any ledger of the period is loaded."""
        return self.whole.count > 0

    @property
    def months_lacking(self) -> tuple[Period, ...]:
        """The months that nothing was bought in, or whose ledger never came: the sums are of the others."""
        return self.period.lacking({each.month for each in self.months})

    @property
    def outside_share(self) -> Decimal | None:
        """The share bought outside contract of what could be bought on one."""
        return share(self.whole.outside_contract, self.whole.purchasable)

    @property
    def reasons_sum(self) -> Decimal:
        """What the reasons add up to: everything bought outside contract."""
        return sum((each.sum_sek for each in self.reasons), Decimal(0))

    @property
    def fulfilment(self) -> Fulfilment:
        """The effect goals weighed together."""
        aimed = [measure for goal in self.goals for measure in goal.measures if measure.has_target]
        codes = [measure.signal.code for measure in aimed]
        return Fulfilment(
            goals=len(self.goals),
            measured=sum(goal.is_measured for goal in self.goals),
            with_target=len(aimed),
            on_target=codes.count("on_target"),
            near=codes.count("near"),
            off_target=codes.count("off_target"),
            unknown=codes.count("none"),
        )

    @property
    def ending_from(self) -> date:
        """The day contracts that end soon are counted from: the period's last; in older kept ones the day of making."""
        return self.made_on if self.checks.as_of is None else self.period.last

    @property
    def ending_groups(self) -> tuple[EndingGroup, ...]:
        """The ending contracts by day and area, which is how they are procured anew."""
        return ending_groups(self.ending)


def report_period(year: int, last_month: date | None) -> Period:
    """What the report of a year covers: the twelve months before its June, or as far as there is data before that."""
    end = Period.month(year, _LAST_MONTH).last
    if last_month is not None and Period.containing(last_month).last < end:
        end = Period.containing(last_month).last
    return Period.rolling_12(end)


def told_plan(root: Category, year: int, *, on: date) -> CategoryPlan | None:
    """The plan that the report of a year, made on a day, tells: the one in force when its period ends.

    It is the same for all who read the report, also where they may see spend of different months.
    """
    return _told_plan(root, year, SpendTotal.objects.under_root(root).months(on))


def _told_plan(root: Category, year: int, months: MonthsOfSpend) -> CategoryPlan | None:
    return root.plans.told_on(report_period(year, months.measured.until).last).first()


def _days(year: int, period: Period) -> ReportDays:
    return ReportDays(period.last, max(period.last, Period.month(year, _MADE_IN).last))


def goal_as_told(kept: KeptReport, goal: EffectGoal, *, on: date) -> GoalLine:
    """A goal with its measures as a report, made on a day, tells them: what its owner comments."""
    months = SpendTotal.objects.under_root(kept.category).months(on)
    days = _days(kept.year, report_period(kept.year, months.measured.until))
    return next(line for line in goal_lines(goal.plan, report=days) if line.goal == goal)


def report_years(root: Category) -> list[int]:
    """The years there is a report for, the latest first: those whose twelve months have any spend."""
    months = SpendTotal.objects.under_root(root).aggregate(first=Min("month"), last=Max("month"))
    return years_of(months["first"], months["last"])


def years_of(first: date | None, last: date | None) -> list[int]:
    """The same of the first and the last month that have spend, by their first days."""
    # June's report looks back from May: spend from June on is in the next year's.
    return [] if first is None or last is None else list(range(_report_year(last), _report_year(first) - 1, -1))


def _report_year(month: date) -> int:
    return month.year + (month.month > _LAST_MONTH)


def status_report(
    *, root: Category, user: User | None, year: int, on: date, read: PlanSpend | None = None
) -> YearReport:
    """The report of a year for a category, as the user may see it. Without a user: only what is open to all.

    `read` is the category's spend, where it has been read for the user already.
    """
    # Somebody who works everywhere but has been let in on nothing secret, and who is never saved.
    user = user or User(is_superuser=True)
    read = read or plan_spend(root, user)
    spend, tree = read.reached, read.tree
    period = report_period(year, spend.months(on).measured.until)
    chosen = spend.in_period(period)
    whole = chosen.loyalty()
    plan = _told_plan(root, year, read.whole.months(on))
    telling = root.plans.telling(period.last)
    made = cards(root=root, plan=telling, tree=tree, spend=spend, period=period)
    kept = KeptReport.objects.filter(category=root, year=year).first()
    last = period.last
    goals = goal_parts(plan, kept, days=_days(year, period))
    risks, risks_as_of = risk_rows(root, user=user, on=last, made_on=on)
    areas = _areas(root, period, user)
    has_flags = are_looked_for(root)
    stated = PlanFigure.objects.filter(plan=plan, code="SPEND").order_by("year", "pk").first()
    return YearReport(
        year=year,
        title=f"Statusrapport {year}, {root.name}",
        buyer=root.buyer.name,
        category=root.name,
        plan=plan.title if plan else "",
        decided_by=plan.decided_by if plan else "",
        period=period,
        rolling=Period.rolling_12(period.last),
        made_on=on,
        freshness=_freshness(root, spend.last_month, last),
        proposals=_proposals(root, made, kept),
        cards=made,
        goals=goals,
        activities=activity_part(plan, user=user, on=last, made_on=on),
        procurement=procurement_part(root, user=user, on=last, made_on=on),
        reviews=review_part(root, user=user, period=period, made_on=on, goals=goals),
        checks=check_part(root, user=user, on=last),
        risks=risks,
        whole=whole,
        buckets=tuple(
            (bucket.label, value, share(value, whole.ledger)) for bucket, value in bucket_sums(whole).items()
        ),
        months=bucket_months(chosen.by_month(), period),
        subcategories=subcategory_lines(root, tree, chosen.by_category(), period),
        areas=areas,
        reasons=_reasons(root, period, user),
        portfolio=_portfolio(root, tree, user, last),
        ending=ending_contracts(buyer_id=root.buyer_id, user=user, on=last, months=_ENDING_WITHIN_MONTHS),
        ceilings_missing=ceilings_missing(buyer_id=root.buyer_id, user=user, on=last),
        comparisons=plan_comparisons(root=root, plan=telling, tree=tree, spend=spend, user=user),
        imports=_imports(root, period),
        missing=_missing(root, period, has_flags=has_flags),
        summary=kept.summary if kept else "",
        registry_number=kept.registry_number if kept else "",
        prices=price_part(root, user=user, period=period, made_on=on),
        risks_as_of=risks_as_of,
        plan_spend_sek=stated.value if stated else None,
        plan_spend_year=stated.year if stated else None,
        deviations=deviation_figures(root=root, user=user, period=period, on=last),
        without_area_loyalty=any(line.lacks_own_area for line in areas),
        flags=flag_part(root, user=user, period=period) if has_flags else None,
    )


def _missing(root: Category, period: Period, *, has_flags: bool) -> tuple[str, ...]:
    """What the plan asks the report for and there was nothing to tell it by."""
    invoices = Invoice.objects.filter(buyer=root.buyer_id, issued_on__gte=period.first, issued_on__lte=period.last)
    lines = []
    if not invoices.exists():
        lines.append(
            "Inga e-fakturor från perioden är inlästa: fakturerade priser är inte prövade mot avtalens prislistor."
        )
    if not has_flags:
        lines.append("Röda flaggor har inte sökts.")
    return tuple(lines)


def _freshness(root: Category, last_month: date | None, last: date) -> Freshness:
    """How old the data of the report are: up to the end of its period at the latest, whatever has come since."""
    found = freshness(root=root, last_month=last_month)
    return found if found.until is None else replace(found, until=min(found.until, last))


def _proposals(root: Category, made: tuple[Card, ...], kept: KeptReport | None) -> tuple[str, ...]:
    """What the steering group is asked to decide, as written, else as the figures suggest."""
    if kept is not None and kept.proposal.strip():
        return tuple(line.strip() for line in kept.proposal.splitlines() if line.strip())
    below = [card.title for card in made if card.signal.code == "off_target" and not card.is_money]
    first = f"Statusrapporten för {root.name} godkänns."
    if not below:
        return (first,)
    return (first, f"Åtgärder tas fram för {' och '.join(below)}, som ligger under målet för perioden.")


def _areas(root: Category, period: Period, user: User) -> tuple[LoyaltyLine, ...]:
    """Spend by area.

    An area may have a single supplier, so the secret ones are a line of their own, if they are many. Loyalty is told of
    an area only where the rows had an area of their own: what has its area from the contract is always on contract.
    """
    within = SpendTotal.objects.under_root(root).within_reach_of(user).in_period(period)
    hidden = SpendMonth.objects.under_root(root).protected_from(user).in_period(period)
    own = within.areas_of_their_own()
    lines = [
        LoyaltyLine(code or "–", name or "Utan avtalsområde", loyalty, "", lacks_own_area=area not in own)
        for (area, code, name), loyalty in SeenSpend(within, hidden).loyalty_by("area", "area__code", "area__name")
    ]
    secret = hidden.pooled_loyalty()
    if secret is not None:
        lines.append(LoyaltyLine("–", PROTECTED, secret, "", lacks_own_area=True))
    return tuple(lines)


def _reasons(root: Category, period: Period, user: User) -> tuple[ReasonSum, ...]:
    """Why things were bought outside contract, the secret suppliers' share of it in one line, if they are many."""
    outside = SeenSpend.by(user, SupplierMonth.objects.all()).narrowed(
        lambda spend: spend.under_root(root).in_period(period).outside_contract()
    )
    found = outside.sums_by_counting("bucket", "reason", each="supplier")  # a supplier is counted once a reason
    ordered = sorted(found.items(), key=lambda line: (line[0][0], -line[1][0], line[0][1]))
    lines = [
        ReasonSum(Bucket(bucket).label, Reason(reason).label, total, suppliers)
        for (bucket, reason), (total, suppliers) in ordered
    ]
    secret = outside.hidden.pooled()
    if secret is not None:
        lines.append(ReasonSum(PROTECTED, "", secret, None))
    return tuple(lines)


def _portfolio(root: Category, tree: CategoryTree, user: User, on: date) -> tuple[AreaPortfolio, ...]:
    every = Contract.objects.filter(buyer=root.buyer_id).in_force_on(on)
    contracts = every.visible_to(user)
    # Asked for once of all areas: of each by itself they would be looked for again and again.
    seen, all_there_are = (
        dict(of.order_by().filter(areas__isnull=False).values_list("areas").annotate(n=Count("pk", distinct=True)))
        for of in (contracts, every)
    )
    areas = (
        ContractArea.objects.filter(category__in=tree.below(root.pk))
        .select_related("category")
        .order_by("category__code", "sort_name", "pk")
    )
    return tuple(
        AreaPortfolio(
            area.name,
            area.category.code,
            area.get_form_display(),
            area.contracts_in_plan,
            None if all_there_are.get(area.pk) and not seen.get(area.pk) else seen.get(area.pk, 0),
        )
        for area in areas
    )


def _imports(root: Category, period: Period) -> tuple[UsedImport, ...]:
    used = (
        LedgerImport.objects.filter(
            Q(deliveries__is_active=True, deliveries__month__gte=period.first, deliveries__month__lte=period.last),
            buyer=root.buyer_id,
        )
        .distinct()
        .order_by("pk")
    )
    return tuple(
        UsedImport(
            each.pk,
            each.original_name,
            each.sha256,
            timezone.localtime(each.loaded_at or each.received_at).date(),
            each.lines,
            each.rejected,
            each.amount_sek,
        )
        for each in used
    )
