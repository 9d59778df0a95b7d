"""What the counted measures are counted of, one by one: a share and the rows it opens are the same question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, When

from contracts.register.models import Contract, Requirement
from huddinge_vo.common.periods import Period
from procurement.projects.models import ChecklistItem, Project

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class Counted:
    """One of those that a share is a share of: what it is, whether it counts towards the part, why, and with whom."""

    what: Contract | Project | Any  # Any: whatever has a page of its own
    is_met: bool
    why: str
    supplier: str = ""


class Span(Enum):
    """What an outcome is of: how things stand on its last day, twelve months, or the plan so far."""

    DAY = "day"
    YEAR = "year"
    PLAN = "plan"


@dataclass(frozen=True)
class Counting:
    """How a measure is counted: what part and whole are called, over what, what one must be allowed to read, the rows.

    `rows` takes the plan, the period and the day, and a person, whose view narrows the rows; nobody's counts them all.
    """

    part_is: str
    whole_is: str
    span: Span
    permission: str
    rows: Callable[[CategoryPlan, Period, date, User | None], Iterable[Counted]]

    def period(self, plan: CategoryPlan, last: date) -> Period:
        """What an outcome is of whose last day is given."""
        if self.span is Span.YEAR:
            return Period.rolling_12(last)
        return Period(plan.valid_from if self.span is Span.PLAN and plan.valid_from < last else last, last)


def _seen(found: Any, user: User | None) -> Any:  # noqa: ANN401 - whatever has a page of its own
    return found if user is None else found.visible_to(user)


def _with_redundancy(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    """Critical contracts in force: what the contract says, else its round."""
    asked = Requirement.objects.filter(kind="REDUNDANCY")
    found = (
        _seen(Contract.objects, user)
        .filter(buyer=plan.category.buyer_id, is_critical=True)
        .in_force_on(on)
        .annotate(
            own=Subquery(asked.filter(contract=OuterRef("pk")).values("answer")),
            inherited=Subquery(asked.filter(framework=OuterRef("framework")).values("answer")),
        )
        .annotate(
            said=Case(When(own__isnull=False, then=F("own")), default=F("inherited"), output_field=CharField()),
        )
    )
    words = dict(Requirement.Answer.choices)
    for contract in found.select_related("supplier").order_by("number", "pk"):
        source = "avtalet" if contract.own else "upphandlingsomgången"
        why = f"{words[contract.said].capitalize()}, enligt {source}" if contract.said else "Ingen har svarat"
        yield Counted(contract, contract.said == "YES", why, contract.supplier.name)


def _asked_for(kind: str) -> Callable[..., Iterable[Counted]]:
    """Procurements awarded under the plan, where a requirement is relevant."""

    def rows(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
        awarded = _seen(Project.objects, user).filter(
            buyer=plan.category.buyer_id,
            status__in=("AWARDED", "DONE"),
            milestones__code="AWARD",
            milestones__done_on__range=(period.first, on),
        )
        relevant = ChecklistItem.objects.filter(project__in=awarded, kind=kind).exclude(answer="NOT_RELEVANT")
        for item in relevant.select_related("project").order_by("project__number", "pk"):
            yield Counted(item.project, item.answer == "SET", "Kravet ställs" if item.answer else "Obesvarat")

    return rows


def _irregularities(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    from followup.reviews.models import Finding

    found: QuerySet[Finding] = _seen(Finding.objects, user).filter(buyer=plan.category.buyer_id)
    for finding in found.confirmed_irregularities(on).for_list().order_by("confirmed_on", "pk"):  # type: ignore[attr-defined]
        told = f"Anmäld till {finding.reported_to} {finding.reported_on}" if finding.is_met else "Inte anmäld"
        yield Counted(finding, finding.is_met, f"{told}; bekräftad {finding.confirmed_on}")


def _by_routine(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    from followup.reviews.models import Review

    found: QuerySet[Review] = _seen(Review.objects, user).filter(contract__buyer=plan.category.buyer_id)
    for review in found.by_routine(period).for_list().order_by("done_on", "pk"):  # type: ignore[attr-defined]
        followed = "enligt rutinen" if review.followed_routine else "utanför rutinen"
        covered = "hållbarhet bedömd" if review.covers else "hållbarhet inte bedömd"
        yield Counted(
            review, review.is_met, f"Genomförd {review.done_on} {followed}; {covered}", review.contract.supplier.name
        )


def _class_one(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    from followup.reviews.models import FollowUpClass

    found: QuerySet[FollowUpClass] = _seen(FollowUpClass.objects, user).filter(contract__buyer=plan.category.buyer_id)
    for each, due in found.due(on, level=1):  # type: ignore[attr-defined]
        last = f"senast uppföljt {each.last_done}" if each.last_done else "ännu inte uppföljt"
        yield Counted(each.contract, due >= on, f"Ska följas upp senast {due}; {last}", each.contract.supplier.name)


COUNTINGS = {
    "REDUNDANCY": Counting(
        "samhällsviktiga avtal med krav på redundans",
        "samhällsviktiga avtal i kraft",
        Span.DAY,
        "contracts.view_contract",
        _with_redundancy,
    ),
    "TECHNOLOGY": Counting(
        "tilldelade upphandlingar där kravet ställs",
        "tilldelade upphandlingar under planen där kravet är relevant",
        Span.PLAN,
        "procurement.view_project",
        _asked_for("TECHNOLOGY"),
    ),
    "SUSTAINABILITY": Counting(
        "tilldelade upphandlingar där kravet ställs",
        "tilldelade upphandlingar under planen där kravet är relevant",
        Span.PLAN,
        "procurement.view_project",
        _asked_for("SUSTAINABILITY"),
    ),
    "IRREGULARITIES": Counting(
        "anmälda oegentligheter",
        "konstaterade oegentligheter",
        Span.DAY,
        "followup.view_finding",
        _irregularities,
    ),
    "ROUTINE": Counting(
        "uppföljningar enligt rutinen som omfattade hållbarhet",
        "genomförda uppföljningar under perioden",
        Span.YEAR,
        "followup.view_review",
        _by_routine,
    ),
    "CLASS_ONE": Counting(
        "avtal i klass 1 som är uppföljda i tid",
        "avtal i klass 1 i kraft",
        Span.DAY,
        "followup.view_review",
        _class_one,
    ),
}
