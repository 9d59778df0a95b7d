"""What there is to remind of on a day: everything that has one, kind by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db.models import Min, Q

from activities.activities.models import Activity, ActivityStep
from activities.plan.models import CategoryPlan, SteeringSignal
from contracts.checks.models import SupplierCheck
from contracts.checks.reports import asked_for
from contracts.prices.models import PriceAdjustment, PriceClause
from contracts.prices.rules import Calendar
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from contracts.terms.models import ExtensionOption
from contracts.terms.rules import renewal_on
from huddinge_vo.common.secrecy.querysets import secret_to
from procurement.projects.models import Milestone

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


# What a day that has passed still makes: the nightly job may have stood still over a holiday, but a register that is
# loaded with old contracts asks nothing of anybody.
_CATCH_UP = timedelta(days=14)
# How long an end that has passed stays to be done: a rule's longest grace (a year), and a quarter for the manager.
_KEPT = timedelta(days=365 + 91)


@dataclass(frozen=True)
class Facts:
    """Something with a day: what it is, who answers for it, and whether it is secret (which `to_remind_of` says)."""

    object: tuple[Any, int]  # its model and id
    due_on: date
    title: str
    person_id: int | None = None
    deputy_id: int | None = None
    is_secret: bool = False
    makes: bool = True  # else it only keeps the duties that there are: the day passed long ago, and is not dug up


def _makes(due_on: date, day: date) -> bool:
    return due_on >= day - _CATCH_UP


def _options(buyer: Organization, day: date) -> Iterator[Facts]:
    """Options that nobody has decided or declined, of what has not ended: what has been terminated cannot be lengthened."""
    found = ExtensionOption.objects.filter(
        Q(framework__buyer=buyer) | Q(contract__buyer=buyer), decided_on__isnull=True, declined_on__isnull=True
    ).select_related("framework", "contract")
    running = Contract.objects.filter(buyer=buyer, terminated_on__isnull=True).signed().not_ended_on(day)
    still = set(running.values_list("framework_id", flat=True))
    for option in found:
        holder: Any = option.framework or option.contract
        if option.framework_id and option.framework_id not in still:
            continue
        if option.contract and not _can_be_lengthened(option.contract, day):
            continue
        yield Facts(
            (ExtensionOption, option.pk),
            option.decide_by,
            f"Besluta om option {option.number}: {holder}",
            holder.owner_id,
            holder.deputy_id,
        )


def _can_be_lengthened(contract: Contract, day: date) -> bool:
    has_ended = contract.ends_on is not None and contract.ends_on < day
    return contract.status == Contract.Status.SIGNED and contract.terminated_on is None and not has_ended


def _notices(buyer: Organization, day: date) -> Iterator[Facts]:
    """Contracts that renew themselves: the last day to give notice before the next renewal.

    A day that was missed stays until the contract has been renewed by it, beside the one for the period after.
    """
    found = Contract.objects.filter(
        buyer=buyer, renewal_months__isnull=False, initial_until__isnull=False, terminated_on__isnull=True
    ).signed()
    for contract in found:
        for notice_by in _notice_days(contract, day):
            yield Facts(
                (Contract, contract.pk),
                notice_by,
                f"Sista dag att säga upp: {contract}",
                contract.owner_id,
                contract.deputy_id,
                makes=_makes(notice_by, day),
            )


def _notice_days(contract: Contract, day: date) -> list[date]:
    """The last missed notice day of a period that goes on, if any, and the next to come."""
    assert contract.initial_until is not None
    assert contract.renewal_months is not None
    first, every, notice = contract.initial_until, contract.renewal_months, contract.notice_months or 0
    renewal = renewal_on(first, every=every, notice_months=notice, on=day)
    missed: list[date] = []
    while renewal.notice_by < day:  # the notice may be longer than the periods
        missed = [renewal.notice_by]
        renewal = renewal_on(first, every=every, notice_months=notice, on=renewal.last + relativedelta(days=1))
    return [*missed, renewal.notice_by]


def _ends(buyer: Organization, day: date) -> Iterator[Facts]:
    """Contracts that end or have ended, by termination too: one for a round and a day, however many suppliers it has.

    One that was terminated ends by itself, and not its round.
    """
    found = (
        Contract.objects.filter(buyer=buyer, ends_on__gte=day - _KEPT)
        .signed()
        .select_related("supplier", "framework")
        .order_by("number")
    )
    told: set[tuple[int, date]] = set()
    for contract in found:
        assert contract.ends_on is not None
        round_ = contract.framework
        if round_ is None or contract.ends_on != contract.current_until:
            yield Facts(
                (Contract, contract.pk),
                contract.ends_on,
                f"Avtalet slutar: {contract}",
                contract.owner_id,
                contract.deputy_id,
                makes=_makes(contract.ends_on, day),
            )
        elif (round_.pk, contract.ends_on) not in told:
            told.add((round_.pk, contract.ends_on))
            yield Facts(
                (type(round_), round_.pk),
                contract.ends_on,
                f"Avtalen slutar: {round_}",
                round_.owner_id or contract.owner_id,
                round_.deputy_id or contract.deputy_id,
                makes=_makes(contract.ends_on, day),
            )


def _checks(buyer: Organization, day: date) -> Iterator[Facts]:
    """Each supplier's and unit's latest checks of what its contracts ask for, those in force and those to begin."""
    contracts: defaultdict[int, list[Contract]] = defaultdict(list)
    for contract in Contract.objects.filter(buyer=buyer).signed().not_ended_on(day).prefetch_related("areas"):
        contracts[contract.supplier_id].append(contract)
    latest = SupplierCheck.objects.latest_on(day).filter(supplier__in=contracts).select_related("supplier", "unit")
    for check in latest.prefetch_related("unit__areas").order_by("pk"):
        of_supplier = contracts[check.supplier_id]
        if check.kind in asked_for(_for_unit(of_supplier, check.unit), on=day):
            who = f"{check.unit}, {check.supplier}" if check.unit else str(check.supplier)
            yield Facts(
                (SupplierCheck, check.pk),
                check.valid_until,
                f"Kontroll går ut: {check.get_kind_display()}, {who}",
            )


def _for_unit(contracts: list[Contract], unit: SupplierUnit | None) -> list[Contract]:
    """The contracts that a unit works under: those of its areas, and all where it is for no area in particular."""
    areas = set() if unit is None else {area.pk for area in unit.areas.all()}
    if not areas:
        return contracts
    return [contract for contract in contracts if areas & {area.pk for area in contract.areas.all()}]


def _activities(buyer: Organization, day: date) -> Iterator[Facts]:
    for activity in Activity.objects.filter(plan__category__buyer=buyer, ends_on__isnull=False).open():
        assert activity.ends_on is not None
        yield Facts(
            (Activity, activity.pk), activity.ends_on, f"Aktivitet klar: {activity}", activity.responsible_person_id
        )


def _steps(buyer: Organization, day: date) -> Iterator[Facts]:
    found = ActivityStep.objects.filter(
        activity__plan__category__buyer=buyer,
        activity__status__in=("NOT_STARTED", "ONGOING"),
        done_on__isnull=True,
    ).select_related("activity")
    for step in found:
        person = step.responsible_id or step.activity.responsible_person_id
        yield Facts((ActivityStep, step.pk), step.due_on, f"{step.name}: {step.activity}", person)


def _signals(buyer: Organization, day: date) -> Iterator[Facts]:
    for signal in SteeringSignal.objects.filter(plan__category__buyer=buyer, review_on__isnull=False):
        assert signal.review_on is not None
        yield Facts((SteeringSignal, signal.pk), signal.review_on, f"Läs om: {signal.title}", signal.responsible_id)


def _milestones(buyer: Organization, day: date) -> Iterator[Facts]:
    """Milestones of procurements that go on: the next one of each, for the rest follow from it."""
    found = (
        Milestone.objects.filter(project__buyer=buyer, done_on__isnull=True)
        .exclude(project__status__in=("DONE", "CANCELLED"))
        .select_related("project")
        .order_by("project", "order")
    )
    told: set[int] = set()
    for milestone in found:
        if milestone.project_id not in told:
            told.add(milestone.project_id)
            project = milestone.project
            yield Facts(
                (Milestone, milestone.pk),
                milestone.planned_on,
                f"{milestone.name}: {project}",
                project.owner_id,
            )


def _reviews(buyer: Organization, day: date) -> Iterator[Facts]:
    """Reviews that are planned or begun."""
    from followup.reviews.models import Review

    found = Review.objects.filter(contract__buyer=buyer).unfinished()
    for review in found.select_related("contract"):
        yield Facts(
            (Review, review.pk),
            review.planned_on,
            f"Följ upp: {review.contract}",
            review.reviewer_id,
        )


def _findings(buyer: Organization, day: date) -> Iterator[Facts]:
    """Findings that are to be put right."""
    from followup.reviews.models import Finding

    found = Finding.objects.filter(buyer=buyer, status="OPEN", due_on__isnull=False)
    for finding in found.select_related("supplier"):
        assert finding.due_on is not None
        yield Facts(
            (Finding, finding.pk),
            finding.due_on,
            f"Brist ska vara åtgärdad: {finding.supplier}",
            finding.responsible_id,
        )


def _clauses(buyer: Organization, day: date) -> Any:
    """Index clauses of contracts and rounds with contracts in force, each with its next window. An area's clause is whose contracts it is for."""
    held = Contract.objects.filter(buyer=buyer).in_force_on(day)
    found = PriceClause.objects.filter(
        Q(contract__in=held) | Q(framework__in=held.values("framework")) | Q(area__in=held.values("areas")),
        kind=PriceClause.Kind.INDEX,
    )
    return found.select_related("contract", "framework", "area").distinct()


def _of_clause(clause: PriceClause, due_on: date, words: str, *, makes: bool = True) -> Facts:
    holder: Any = clause.holder
    owner, deputy = getattr(holder, "owner_id", None), getattr(holder, "deputy_id", None)
    return Facts((PriceClause, clause.pk), due_on, f"{words}: {holder}", owner, deputy, makes=makes)


def _price_windows(buyer: Organization, day: date) -> Iterator[Facts]:
    """The day that prices can begin to be adjusted, for each clause: requests come, and proposals are made.

    A window that is open stays until none of its adjustments waits any longer, or the day of the new prices has passed.
    """
    proposed = _adjustments(buyer, day)
    waiting = _adjustments(buyer, day, status="WAITING")
    for clause in _clauses(buyer, day):
        calendar = clause.calendar()
        starts_on = getattr(clause.holder, "valid_from", date.min)
        window = calendar.window(_next_adjustment(calendar, starts_on, day))
        if window.opens_on < day:
            key = (clause.pk, window.effective_on)
            if key in waiting or key not in proposed:
                yield _of_clause(clause, window.opens_on, "Prisjustering börjar", makes=_makes(window.opens_on, day))
            after = window.effective_on + relativedelta(days=1)
            window = calendar.window(_next_adjustment(calendar, starts_on, after))
        yield _of_clause(clause, window.opens_on, "Prisjustering börjar")


def _price_requests(buyer: Organization, day: date) -> Iterator[Facts]:
    """The last day for the suppliers to ask for new prices, for each clause that wants them to.

    It is past all asking for when each of the adjustments has its request, or waits for nothing.
    """
    words = "Sista dag för leverantörer att begära nya priser"
    proposed = _adjustments(buyer, day)
    unasked = _adjustments(buyer, day, status="WAITING", request__isnull=True)
    for clause in _clauses(buyer, day).filter(needs_request=True):
        calendar = clause.calendar()
        starts_on = getattr(clause.holder, "valid_from", date.min)
        window = calendar.window(_next_adjustment(calendar, starts_on, day))
        key = (clause.pk, window.effective_on)
        if key in unasked or key not in proposed:
            yield _of_clause(clause, window.ask_by, words, makes=_makes(window.ask_by, day))
        if window.ask_by < day:
            after = window.effective_on + relativedelta(days=1)
            yield _of_clause(clause, calendar.window(_next_adjustment(calendar, starts_on, after)).ask_by, words)


def _adjustments(buyer: Organization, day: date, **narrowed: Any) -> set[tuple[int, date]]:
    """Clauses and days from which their prices have been proposed, of days to come."""
    found = PriceAdjustment.objects.filter(contract__buyer=buyer, effective_on__gte=day, **narrowed)
    return set(found.order_by().values_list("clause", "effective_on"))


def _next_adjustment(calendar: Calendar, starts_on: date, on: date) -> date:
    first = starts_on if starts_on > date.min else on - relativedelta(years=2)
    return calendar.next_adjustment(starts_on=first, adjusted_on=None, on=on)


def _price_answers(buyer: Organization, day: date) -> Iterator[Facts]:
    """The day that suppliers are to be told, for each clause with adjustments that are proposed and not decided."""
    waiting = (
        PriceAdjustment.objects.filter(contract__buyer=buyer, status__in=("PROPOSED", "SUBMITTED"))
        .order_by()
        .values_list("clause")
        .annotate(first=Min("tell_by"))
    )
    days = dict(waiting)
    found = PriceClause.objects.filter(pk__in=days).select_related("contract", "framework", "area")
    for clause in found:
        yield _of_clause(clause, days[clause.pk], "Avgör nya priser")


def _reports(buyer: Organization, day: date) -> Iterator[Facts]:
    """The status report is due on the last of June in each of the plan's years, and stays until it is locked."""
    from followup.report.models import StatusReport

    locked = set(
        StatusReport.objects.filter(category__buyer=buyer, status=StatusReport.Status.LOCKED).values_list(
            "category", "year"
        )
    )
    for plan in CategoryPlan.objects.filter(category__buyer=buyer).select_related("category"):
        for year in range(plan.valid_from.year + 1, plan.valid_until.year + 1):
            due = date(year, 6, 30)
            if due >= day - _KEPT and (plan.category_id, year) not in locked:
                title, makes = f"Statusrapport {year}: {plan.category.name}", due.year >= day.year
                yield Facts((CategoryPlan, plan.pk), due, title, makes=makes)


FINDERS: dict[str, Callable[[Organization, date], Iterator[Facts]]] = {
    "OPTION_DECISION": _options,
    "NOTICE_DAY": _notices,
    "CONTRACT_END": _ends,
    "CHECK_EXPIRES": _checks,
    "ACTIVITY_DUE": _activities,
    "STEP_DUE": _steps,
    "SIGNAL_REVIEW": _signals,
    "MILESTONE_DUE": _milestones,
    "REVIEW_DUE": _reviews,
    "FINDING_DUE": _findings,
    "PRICE_WINDOW": _price_windows,
    "PRICE_REQUEST": _price_requests,
    "PRICE_ANSWER": _price_answers,
    "REPORT_WORK": _reports,
}


def to_remind_of(kind: str, buyer: Organization, day: date) -> list[Facts]:
    """Everything of a kind that has a day and is not done, whenever the day is.

    Raises LookupError for something that duties are not said to be about: whether it is secret would not be asked.
    """
    from followup.duties.models import Duty

    finder = FINDERS.get(kind)
    found = [] if finder is None else list(finder(buyer, day))
    ids: defaultdict[Any, set[int]] = defaultdict(set)
    for facts in found:
        ids[facts.object[0]].add(facts.object[1])
    for model in ids:
        if model._meta.label not in Duty.generic_targets["object"]:
            raise LookupError(f"Duties are not said to be about {model._meta.label}: see Duty.generic_targets.")
    hidden = {
        (model, pk)
        for model, wanted in ids.items()
        for pk in model._default_manager.filter(secret_to(None, model), pk__in=wanted).values_list("pk", flat=True)
    }
    return [replace(facts, is_secret=facts.object in hidden) for facts in found]
