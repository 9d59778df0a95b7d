"""What there is to remind of on a day, and whose each duty is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from activities.models import Activity, ActivityStep, CategoryPlan, SteeringSignal
from contracts.models import Contract, ExtensionOption, PriceAdjustment, PriceClause, SupplierCheck, SupplierUnit
from contracts.reports.checks import asked_for
from contracts.rules import Calendar, renewal_on
from huddinge_vo.common.models import Membership
from huddinge_vo.common.querysets import buyers_of
from huddinge_vo.common.readings import note
from procurement.models import Milestone, Project

if TYPE_CHECKING:
    from followup.models import Duty
    from huddinge_vo.common.models import Organization, User


class ReminderRuleQuerySet(models.QuerySet):
    """Rules of reminders."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user))


def _left(field: str) -> Q:
    """That there is nobody in a field, or somebody who is no longer here."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__is_active": False})


def _holds(user: User, role: str) -> Exists:
    """That a person has a role of the rule at the rule's own buyer; what he is elsewhere is nothing here."""
    return Exists(Membership.objects.filter(user=user, buyer=OuterRef("rule__buyer"), role=OuterRef(role)))


class DutyQuerySet(models.QuerySet):
    """Duties."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers. What they are about is narrowed by `seen_by`, which asks for each kind of object."""
        return self.filter(rule__buyer__in=buyers_of(user))

    def to_do_on(self, day: date) -> Self:
        """What is open, and what was put off until a day that has come."""
        return self.filter(Q(state="OPEN") | Q(state="SNOOZED", snoozed_until__lte=day), remind_on__lte=day)

    def of_person(self, user: User) -> Self:
        """What was given to a person, else what names him or has him as deputy, else what is for a role of his.

        It is for the role where nobody is named, and where neither the one who is named nor any deputy is here any
        longer: who is no longer active has left, and holds nothing.
        """
        deputy = Q(deputy_instead=user) | Q(deputy=user) & _left("deputy_instead")
        no_deputy = _left("deputy_instead") & _left("deputy")
        nobody = Q(person__isnull=True) | Q(person__is_active=False) & no_deputy
        theirs = Q(person=user) | deputy | nobody & Q(_holds(user, "rule__role"))
        return self.filter(Q(delegated_to=user) | _left("delegated_to") & theirs)

    def naming(self, user: User) -> Self:
        """What a person has been given or answers for, or is deputy for, and has not been handed on from him."""
        has = Q(delegated_to=user) | Q(person=user) & _left("delegated_to")
        return self.filter(has | Q(deputy_instead=user) | Q(deputy=user) & _left("deputy_instead"))

    def unfinished(self) -> Self:
        """What is neither done nor gone."""
        return self.exclude(state__in=("DONE", "GONE"))

    def overdue_for_manager(self, user: User, day: date) -> Self:
        """What is overdue by more than its grace, and whose manager has a role that the person holds."""
        patience_ends = models.Func(
            F("due_on"),
            F("rule__grace_days"),
            template="(%(expressions)s)",
            arg_joiner=" + ",
            output_field=models.DateField(),
        )
        return self.annotate(patience_ends=patience_ends).filter(
            _holds(user, "rule__manager_role"), patience_ends__lt=day
        )

    def for_list(self) -> Self:
        """What a list needs; the objects come with `seen_by`."""
        people = ("person", "deputy", "deputy_instead", "delegated_to")
        return self.select_related("rule__role", *people, "content_type")


class SentMailQuerySet(models.QuerySet):
    """Mails about duties."""

    def not_taken(self, user: User) -> Self:
        """The last mail to each person of one's buyers, where the address that he still has did not take it."""
        tried = self.model._default_manager.annotate(tried_at=Coalesce("sent_at", "refused_at"))
        last = tried.filter(user=OuterRef("user"), tried_at__isnull=False).order_by("-tried_at", "-pk").values("pk")[:1]
        colleagues = Membership.objects.filter(buyer__in=buyers_of(user), user__is_active=True).values("user")
        found = self.filter(user__in=colleagues, refused_at__isnull=False, refused_address=F("user__email"))
        return found.filter(pk=Subquery(last)).select_related("user").order_by("user__username", "pk")


def seen_by(duties: Iterable[Duty], user: User) -> list[Duty]:
    """The duties that a person is shown: those he may know of, with their objects. What is secret is noted as read."""
    seen = known_to(duties, user)
    hidden: defaultdict[Any, list[int]] = defaultdict(list)
    for duty in seen:
        if duty.is_secret:
            hidden[duty.content_type.model_class()].append(duty.object_id)
    for model, ids in hidden.items():
        note(model, ids)
    prefetch_related_objects(seen, "object")  # not before: an object notes itself when it is fetched
    return seen


def known_to(duties: Iterable[Duty], user: User) -> list[Duty]:
    """The duties whose objects a person may see, in their order; one question for each kind of object.

    Each says whether it is secret as things stand, and not as the nightly job left it.
    """
    duties = list(duties)
    ids: defaultdict[int, set[int]] = defaultdict(set)
    for duty in duties:
        ids[duty.content_type_id].add(duty.object_id)
    seen: dict[tuple[int, int], bool | None] = {}
    for content_type, wanted in ids.items():
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        found = _visible(model, user).filter(pk__in=wanted).annotate(is_hidden=_is_hidden(model))
        seen |= {(content_type, pk): is_hidden for pk, is_hidden in found.values_list("pk", "is_hidden")}
    known = [duty for duty in duties if (duty.content_type_id, duty.object_id) in seen]
    for duty in known:
        duty.is_secret = bool(seen[duty.content_type_id, duty.object_id])
    return known


# What makes a duty's object secret: its own mark, or one of what it belongs to. Kinds that cannot be are not here.
_OF_CONTRACT = ("contract__is_secret", "contract__supplier__is_secret", "contract__framework__is_secret")
_SECRET_BY: dict[str, tuple[str, ...]] = {
    "contracts.Contract": ("is_secret", "supplier__is_secret", "framework__is_secret"),
    "contracts.Framework": ("is_secret",),
    "contracts.ExtensionOption": ("framework__is_secret", *_OF_CONTRACT),
    "contracts.SupplierCheck": ("supplier__is_secret", "unit__is_secret"),
    "contracts.PriceClause": ("framework__is_secret", *_OF_CONTRACT),
    "procurement.Milestone": ("project__is_secret",),
    "followup.Review": _OF_CONTRACT,
    "followup.Finding": ("supplier__is_secret", "unit__is_secret", *_OF_CONTRACT),
}


def _is_hidden(model: Any) -> models.ExpressionWrapper | models.Value:
    """Whether an object is secret, for annotating; null is not."""
    marks = [Q(**{mark: True}) for mark in _SECRET_BY.get(model._meta.label, ())]
    if not marks:
        return models.Value(False)
    return models.ExpressionWrapper(reduce(or_, marks), output_field=models.BooleanField())


# Objects that are seen as what they belong to is: the field, and the model above.
_SEEN_THROUGH: dict[Any, tuple[str, Any]] = {ActivityStep: ("activity", Activity), Milestone: ("project", Project)}


def _visible(model: Any, user: User) -> Any:
    if above := _SEEN_THROUGH.get(model):
        field, holder = above
        return model._default_manager.filter(**{f"{field}__in": holder.objects.visible_to(user)})
    return model._default_manager.visible_to(user)


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
    from followup.models import Review

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
    from followup.models import Finding

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
    from followup.models import StatusReport

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
    """Everything of a kind that has a day and is not done, whenever the day is."""
    finder = FINDERS.get(kind)
    found = [] if finder is None else list(finder(buyer, day))
    ids: defaultdict[Any, set[int]] = defaultdict(set)
    for facts in found:
        ids[facts.object[0]].add(facts.object[1])
    hidden = {
        (model, pk)
        for model, wanted in ids.items()
        for pk in model._default_manager.filter(_is_hidden(model), pk__in=wanted).values_list("pk", flat=True)
    }
    return [replace(facts, is_secret=facts.object in hidden) for facts in found]
