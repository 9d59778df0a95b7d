"""Whoever had a hand in what is decided, first or later, decides it not: each kind with each who touched it before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from activities.plan.models import EffectGoal
from contracts.files import actions as file_actions
from contracts.index import actions as index_actions
from contracts.index.models import IndexSeries
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceDifference, PriceToConfirm
from contracts.register.models import Contract
from followup.approvals.kinds import KINDS
from followup.findings import actions as ladder_actions
from followup.report import actions as report_actions
from followup.report.models import GoalComment, StatusReport
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding
from huddinge_vo.common.administration import actions as people_actions
from huddinge_vo.common.people.models import GroupRole, RoleProposal
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.secrecy import marking
from procurement.deviations import actions as deviation_actions
from procurement.placements.models import Placement
from tests import factories as make
from tests.house import worlds
from tests.late import on_what_is_shown

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


@dataclass(frozen=True)
class Touched:
    """What waits, all who have had a hand in it, and how it is decided: by the action, and by the page."""

    made: Any
    hands: list
    decide: Any
    page: str
    sent: dict


def deviation(buyer):
    """Asked for by one, changed by two: each change asks anew."""
    made = Placement.objects.outside_contract().get(buyer=buyer)
    hands = [made.requested_by]
    for name in ("ändrade", "ändrade igen"):
        hands.append(person(name))
        placement = Placement.objects.get(pk=made.pk)
        placement.price_sek = len(hands)
        placement.form.reason_words = "Prov"
        deviation_actions.request_deviation(placement=placement, form=placement.form, by=hands[-1], at=AT)
    return Touched(
        made,
        hands,
        lambda by: deviation_actions.approve_deviation(
            placement_id=made.pk, is_unbiased=True, words="Prov", by=by, at=AT
        ),
        f"/avsteg/{made.pk}/besluta/",
        {"outcome": "APPROVED", "is_unbiased": "on", "words": "Prov"},
    )


def mended(buyer):
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
    return Touched(
        made,
        hands,
        lambda by: review_actions.close_finding(finding=made, by=by, at=AT),
        f"/brister/{made.pk}/stang/",
        {},
    )


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
            report_actions.reopen_report(report_id=made.pk, reason="", by=person_again("skickade"), at=AT)
    hands = [made.written_by, writer, commenter]
    return Touched(
        made,
        hands,
        lambda by: report_actions.approve_report(report_id=made.pk, snapshot=lambda _: {}, by=by, at=AT),
        f"/statusrapporter/{made.pk}/godkann/",
        {},
    )


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
    return Touched(
        made,
        [one, two, sender],
        lambda by: price_actions.approve_adjustments(adjustment_ids=[made.pk], by=by, at=AT),
        "/prisjustering/godkann/",
        {"id": [made.pk], "tillbaka": "/prisjustering/"},
    )


def settlement(buyer):
    """Approved by one, to be settled by another."""
    made = PriceDifference.objects.get(line__adjustment__contract__buyer=buyer)
    approver = person("godkände")
    price_actions.approve_differences(difference_ids=[made.pk], by=approver, at=AT)
    on = date(2026, 11, 2)
    return Touched(
        made,
        [approver],
        lambda by: price_actions.settle_differences(difference_ids=[made.pk], on=on, by=by, at=AT),
        "/prisjustering/skillnader/reglera/",
        {"id": [made.pk], "settled_on": "2026-11-02"},
    )


def by_hand(buyer):
    """Asked for by one."""
    made = PriceToConfirm.objects.get(item__contract__buyer=buyer)
    return Touched(
        made,
        [made.asked_by],
        lambda by: price_actions.confirm_price(price_id=made.pk, by=by, at=AT),
        f"/prisjustering/att-bekrafta/{made.pk}/bekrafta/",
        {},
    )


def price_file(buyer):
    """Sent in by one and asked for by another."""
    sender, asker = person("skickade in filen"), person("begärde filen")
    made = make.price_file_to_confirm(buyer=buyer, by=asker, sent_in_by=sender, at=AT)
    return Touched(
        made,
        [sender, asker],
        lambda by: file_actions.confirm_register(register_import=made, by=by, at=AT),
        f"/avtal/fran-fil/{made.pk}/bekrafta/",
        {},
    )


def index_values(_buyer):
    """The file was brought by one."""
    bringer = person("lade in filen")
    content = "period;värde;status;publicerad\n2026K2;108,0;slutlig;2026-08-28".encode()
    made = index_actions.receive_index(
        series=IndexSeries.objects.get(), content=content, name="prov.csv", by=bringer, at=AT
    )
    return Touched(
        made,
        [bringer],
        lambda by: index_actions.store_index(index_import_id=made.pk, by=by, at=AT),
        f"/index/inlasning/{made.pk}/spara/",
        {},
    )


def reported(buyer):
    """Reported by one: nobody judges his own report."""
    made = Finding.objects.get(buyer=buyer)
    reporter = person("anmälde")
    made.pk, made._state.adding = None, True
    review_actions.report_deficiency(finding=made, by=reporter, at=AT)
    return Touched(
        made,
        [reporter],
        lambda by: review_actions.dismiss_finding(finding=made, reason="Prov", by=by, at=AT),
        f"/brister/{made.pk}/avfarda/",
        {"reason": "Prov"},
    )


def role(buyer):
    """Proposed by one, for another: neither confirms it."""
    proposer, new = person("föreslog"), person("får rollen")
    given = Group.objects.get(name="säkerhetsansvarig")
    made = RoleProposal.objects.create(user=new, buyer=buyer, role=given, proposed_by=proposer, proposed_at=AT)
    return Touched(
        made,
        [proposer, new],
        lambda by: people_actions.settle_proposal(proposal_id=made.pk, confirm=True, by=by, at=AT),
        f"/administration/rollforslag/{made.pk}/bekrafta/",
        {},
    )


def group_role(buyer):
    """Written by one."""
    writer = person("skrev gruppen")
    given = Group.objects.get(name="säkerhetsansvarig")
    made = GroupRole.objects.create(buyer=buyer, group="VO", role=given, proposed_by=writer, proposed_at=AT)
    return Touched(
        made,
        [writer],
        lambda by: people_actions.confirm_group_role(group_role_id=made.pk, by=by, at=AT),
        f"/administration/grupper/{made.pk}/bekrafta/",
        {},
    )


def mark(buyer):
    """Asked for by the owner."""
    contract = Contract.objects.get(buyer=buyer)
    owner = person("äger")
    Contract.objects.filter(pk=contract.pk).update(owner=owner)
    contract.refresh_from_db()
    made = marking.ask_to_mark(obj=contract, to_secret=True, reason="Prov", buyer=buyer, by=owner, at=AT)
    return Touched(
        made,
        [owner],
        lambda by: marking.decide_mark(proposal=made, confirm=True, by=by, at=AT),
        f"/sekretess/markningar/{made.pk}/bekrafta/",
        {},
    )


def penalty(buyer):
    """Proposed by one."""
    finding = Finding.objects.get(buyer=buyer)
    Finding.objects.filter(pk=finding.pk).update(status="OPEN", due_on=date(2026, 10, 1), action="Prov")
    proposer = person("föreslog vitet")
    told = {"reason": "Prov", "penalty_sek": Decimal(1000), "clause": "9.1"}
    made = ladder_actions.take_step(finding=finding, step="PENALTY", by=proposer, at=AT, **told)
    return Touched(
        made,
        [proposer],
        lambda by: ladder_actions.decide_penalty(step_id=made.pk, approve=True, by=by, at=AT),
        f"/brister/steg/{made.pk}/beslut/",
        {"outcome": "ja", "words": ""},
    )


EARLIER = {
    "PENALTY": penalty,
    "PRICE_ADJUSTMENT": adjustment,
    "PRICE_BY_HAND": by_hand,
    "PRICE_FILE": price_file,
    "SETTLEMENT": settlement,
    "INDEX_VALUES": index_values,
    "DEVIATION": deviation,
    "FINDING_REPORTED": reported,
    "FINDING_FIXED": mended,
    "STATUS_REPORT": report,
    "ROLE": role,
    "GROUP_ROLE": group_role,
    "MARK": mark,
}
NOBODY = {
    "PRICE_DIFFERENCE": "counted by the system from figures and purchases: nobody writes in it",
    "FINDING_ANSWERED": "the supplier answers, and whoever is responsible goes on: there is nothing to approve",
    "SELF_REPORT": "the supplier reports, and whoever makes the review reads it: there is nothing to approve",
}
REFUSALS = (
    NotAllowed,
    file_actions.MayNotDecide,
    index_actions.MustBeAnother,
    marking.CannotMark,
    people_actions.NotPossible,
    deviation_actions.CannotDecide,
    price_actions.DifferenceMoved,
    price_actions.MustBeAnother,
    price_actions.SamePerson,
    report_actions.MustBeAnother,
    review_actions.CannotJudge,
    review_actions.CannotVerify,
    ladder_actions.CannotDecide,
)


def test_each_kind_says_who_touches_it_before_or_why_nobody_does():
    assert set(EARLIER) | set(NOBODY) == set(KINDS)
    assert not set(EARLIER) & set(NOBODY)


def sent(client, touched):
    """What its page answers; one that asks first is answered that it has been seen."""
    answer = on_what_is_shown(client, touched.page, touched.sent)
    if answer.status_code == 200 and "mark" in answer.context:
        return client.post(touched.page, {**touched.sent, "visat": answer.context["mark"]})
    return answer


@pytest.mark.parametrize("code", EARLIER)
def test_whoever_had_a_hand_in_it_before_decides_it_not_and_another_does(home, code):
    touched = EARLIER[code](home)
    assert isinstance(touched.made, KINDS[code].model)
    assert touched.hands
    assert None not in touched.hands

    def stands():
        return type(touched.made)._base_manager.filter(pk=touched.made.pk).values().get()

    before = stands()
    for each in touched.hands:
        assert not KINDS[code].waiting(each).filter(pk=touched.made.pk).exists(), each
        with pytest.raises(REFUSALS):
            touched.decide(each)
        client = Client()
        client.force_login(each)
        sent(client, touched)
        assert stands() == before, each
    another = make.role(person("en annan"), "verksamhetschef")  # whom the delegation order lets decide
    assert KINDS[code].waiting(another).filter(pk=touched.made.pk).exists()
    client = Client()
    client.force_login(another)
    assert sent(client, touched).status_code == 302
    assert stands() != before
