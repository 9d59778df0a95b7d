"""How contracts are followed up, and whether what is found is reported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from followup.measures.kinds.kind import BY_THE_END, KINDS, Aim, Counted, Counting, MeasureKind, Span, seen
from followup.reviews.models import Finding, FollowUpClass, Review
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
    from huddinge_vo.common.people.models import User


def _irregularities(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    found = seen(Finding.objects, user).filter(buyer=plan.category.buyer_id)
    for finding in found.confirmed_irregularities(on).for_list().order_by("confirmed_on", "pk"):
        told = f"Anmäld till {finding.reported_to} {finding.reported_on}" if finding.is_met else "Inte anmäld"
        yield Counted(finding, finding.is_met, f"{told}; bekräftad {finding.confirmed_on}")


def _by_routine(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    found = seen(Review.objects, user).filter(contract__buyer=plan.category.buyer_id)
    for review in found.by_routine(period).for_list().order_by("done_on", "pk"):
        followed = "enligt rutinen" if review.followed_routine else "utanför rutinen"
        covered = "hållbarhet bedömd" if review.covers else "hållbarhet inte bedömd"
        yield Counted(
            review, review.is_met, f"Genomförd {review.done_on} {followed}; {covered}", review.contract.supplier.name
        )


def _class_one(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    found = seen(FollowUpClass.objects, user).filter(contract__buyer=plan.category.buyer_id)
    for each, due in found.due(on, level=1):
        last = f"senast uppföljt {each.last_done}" if each.last_done else "ännu inte uppföljt"
        yield Counted(each.contract, due >= on, f"Ska följas upp senast {due}; {last}", each.contract.supplier.name)


KINDS.add(
    MeasureKind(
        code="IRREGULARITIES",
        number=7,
        name="Anmälda oegentligheter",
        goal=2,
        source=Counting(
            part_is="anmälda oegentligheter",
            whole_is="konstaterade oegentligheter",
            span=Span.DAY,
            permission="followup.view_finding",
            rows=_irregularities,
        ),
        definition="Alla konstaterade oegentligheter anmäls.",
        formula="anmälda / konstaterade",
        aim=Aim(on=BY_THE_END, value=Decimal(1)),
    )
)
KINDS.add(
    MeasureKind(
        code="ROUTINE",
        number=11,
        name="Gemensam uppföljningsrutin följs",
        goal=5,
        source=Counting(
            part_is="uppföljningar enligt rutinen som omfattade hållbarhet",
            whole_is="genomförda uppföljningar under perioden",
            span=Span.YEAR,
            permission="followup.view_review",
            rows=_by_routine,
        ),
        definition="Andel genomförda uppföljningar som följde den gemensamma rutinen och omfattade hållbarhetskrav.",
        formula="enligt rutinen och med hållbarhet / genomförda, tolv månader",
        aim=Aim(on=BY_THE_END, value=Decimal(1)),
    )
)
KINDS.add(
    MeasureKind(
        code="CLASS_ONE",
        number=15,
        name="Klass 1-avtal uppföljda i tid",
        goal=2,
        source=Counting(
            part_is="avtal i klass 1 som är uppföljda i tid",
            whole_is="avtal i klass 1 i kraft",
            span=Span.DAY,
            permission="followup.view_review",
            rows=_class_one,
        ),
        definition="Andel avtal i klass 1 som har följts upp inom fyra månader. Planen sätter inget mål.",
        formula="uppföljda i tid / avtal i klass 1 i kraft",
    )
)
