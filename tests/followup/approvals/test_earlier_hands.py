"""Whoever had a hand in what is decided, first or later, decides it not: each kind with each who touched it before."""

from datetime import date
from decimal import Decimal

import pytest

from activities.plan.models import EffectGoal
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceDifference
from followup.report import actions as report_actions
from followup.report.models import GoalComment, StatusReport
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding
from procurement.placements import actions as placement_actions
from procurement.placements.models import Placement
from tests import factories as make
from tests.house import worlds

pytestmark = pytest.mark.django_db
AT = worlds.NOW


def person(name):
    return make.user(None, username=name, is_superuser=True)


@pytest.fixture
def home():
    """A buyer with one of everything, of somebody who has no other hand in it."""
    buyer = make.buyer()
    worlds.world(buyer, keeper=person("världens"), number="1", org_number=make.ORG_NUMBERS[0])
    return buyer


def deviation(buyer):
    """Asked for by one, changed by two: each change asks anew."""
    made = Placement.objects.get(buyer=buyer)
    hands = [made.requested_by]
    for name in ("ändrade", "ändrade igen"):
        hands.append(person(name))
        placement = Placement.objects.get(pk=made.pk)
        placement.price_sek = len(hands)
        placement_actions.request_placement(placement=placement, by=hands[-1], at=AT)
    return hands, lambda by: placement_actions.approve_deviation(placement_id=made.pk, by=by, at=AT)


def finding(buyer):
    """Registered, planned, taken up the ladder, said to be mended, found not to be, and mended by another."""
    made = Finding.objects.get(buyer=buyer)
    planner, climber, first, doubter, second = map(person, ("planerade", "steg", "lagade", "tvivlade", "lagade igen"))
    made.due_on, made.action = date(2026, 10, 1), "Prov"
    review_actions.open_finding(finding=made, by=planner, at=AT)
    review_actions.escalate_finding(finding=made, step="WARNING", by=climber, at=AT)
    review_actions.fix_finding(finding=made, fixed_on=date(2026, 9, 1), by=first, at=AT)
    review_actions.reopen_finding(finding=made, by=doubter, at=AT)
    review_actions.fix_finding(finding=made, fixed_on=date(2026, 9, 2), by=second, at=AT)
    hands = [made.registered_by, planner, climber, first, second]
    return hands, lambda by: review_actions.close_finding(finding=made, by=by, at=AT)


def report(buyer):
    """Opened, written in, commented; taken back and sent again."""
    made = StatusReport.objects.get(category__buyer=buyer)
    StatusReport.objects.filter(pk=made.pk).update(status="DRAFT")
    made.refresh_from_db()
    writer, commenter = person("skrev"), person("kommenterade")
    made.summary = "Prov på ord"
    report_actions.save_report(report=made, by=writer, at=AT, version=None)
    goal = EffectGoal.objects.order_by("pk").first()
    comment = GoalComment.objects.filter(report=made, goal=goal).first() or GoalComment(report=made, goal=goal)
    report_actions.comment_goal(comment=comment, by=commenter, at=AT, version=None)
    for _ in range(2):
        report_actions.send_for_review(report_id=made.pk, by=person_again("skickade"), at=AT)
        if _ == 0:
            report_actions.reopen_report(report_id=made.pk, by=person_again("skickade"), at=AT)
    hands = [made.written_by, writer, commenter]
    return hands, lambda by: report_actions.approve_report(report_id=made.pk, snapshot=lambda _: {}, by=by, at=AT)


def person_again(name):
    from huddinge_vo.common.people.models import User

    return User.objects.filter(username=name).first() or person(name)


def adjustment(buyer):
    """Two settled on prices, and a third sent it."""
    made = PriceAdjustment.objects.get(contract__buyer=buyer)
    PriceAdjustment.objects.filter(pk=made.pk).update(status="PROPOSED", submitted_by=None, submitted_at=None)
    line = made.lines.order_by("pk").first()
    one, two, sender = map(person, ("satte", "satte sedan", "skickade"))
    for by, amount in ((one, "7.00"), (two, "8.00")):
        changes = {line.pk: price_actions.LineChange(Decimal(amount), is_left_out=False, reason="Prov")}
        price_actions.change_lines(adjustment_id=made.pk, changes=changes, by=by, at=AT)
    price_actions.submit_adjustments(adjustment_ids=[made.pk], by=sender, at=AT)
    return [one, two, sender], lambda by: price_actions.approve_adjustments(adjustment_ids=[made.pk], by=by, at=AT)


def settlement(buyer):
    """Approved by one, to be settled by another."""
    made = PriceDifference.objects.get(line__adjustment__contract__buyer=buyer)
    approver = person("godkände")
    price_actions.approve_differences(difference_ids=[made.pk], by=approver, at=AT)
    on = date(2026, 11, 2)
    return [approver], lambda by: price_actions.settle_differences(difference_ids=[made.pk], on=on, by=by, at=AT)


REFUSALS = (
    placement_actions.CannotApprove,
    review_actions.CannotVerify,
    report_actions.MustBeAnother,
    price_actions.SamePerson,
    price_actions.DifferenceMoved,
)


@pytest.mark.parametrize("story", [deviation, finding, report, adjustment, settlement], ids=lambda each: each.__name__)
def test_whoever_had_a_hand_in_it_before_decides_it_not_and_another_does(home, story):
    hands, decide = story(home)
    assert None not in hands
    for each in hands:
        with pytest.raises(REFUSALS):
            decide(each)
    decide(person("en annan"))
