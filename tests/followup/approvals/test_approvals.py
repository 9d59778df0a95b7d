"""What waits for a person's word is told to whoever may give it, of every kind, and to nobody else."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import CheckConstraint
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.files import actions as file_actions
from contracts.index import actions as index_actions
from contracts.index.models import IndexImport, IndexSeries
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceDifference, PriceToConfirm
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.approvals.kinds import KINDS
from followup.approvals.reports import approvals_for
from followup.findings import actions as ladder_actions
from followup.findings.models import AnswerLink, FindingStep, SupplierAnswer
from followup.report import actions as report_actions
from followup.report.models import StatusReport
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding, Review
from huddinge_vo.common.administration import actions as people_actions
from huddinge_vo.common.people.models import GroupRole, RoleProposal, User
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.secrecy.marking import decide_mark
from huddinge_vo.common.secrecy.models import MarkProposal
from huddinge_vo.common.secrecy.querysets import can_be_secret
from huddinge_vo.roles import ROLES
from procurement.deviations import actions as deviation_actions
from procurement.placements.models import Placement
from tests import factories as make
from tests.house import worlds

pytestmark = pytest.mark.django_db


def _adjustment(buyer, asker):
    found = PriceAdjustment.objects.filter(contract__buyer=buyer)
    found.update(status="SUBMITTED", submitted_by=asker, submitted_at=worlds.NOW)
    return found.get()


def _difference(buyer, asker):
    return PriceDifference.objects.get(line__adjustment__contract__buyer=buyer)


def _settlement(buyer, asker):
    found = PriceDifference.objects.filter(line__adjustment__contract__buyer=buyer)
    found.update(status="APPROVED", approved_by=asker, approved_at=worlds.NOW)
    return found.get()


def _price_file(buyer, asker):
    return make.price_file_to_confirm(buyer=buyer, by=asker, at=worlds.NOW)


def _index_values(buyer, asker):
    return IndexImport.objects.create(
        series=IndexSeries.objects.get(), original_name="KPI", sha256="0" * 64, received_at=worlds.NOW
    )


def _fixed(buyer, asker):
    found = Finding.objects.filter(buyer=buyer)
    found.update(status="FIXED", due_on=date(2026, 10, 1), action="Prov", fixed_on=date(2026, 10, 1), fixed_by=asker)
    return found.get()


def _report(buyer, asker):
    found = StatusReport.objects.filter(category__buyer=buyer)
    found.update(status="REVIEW", written_by=asker)
    return found.get()


def _role(buyer, asker):
    return RoleProposal.objects.create(
        user=make.user(None, username="ny"),
        buyer=buyer,
        role=Group.objects.get(name="säkerhetsansvarig"),
        proposed_by=asker,
        proposed_at=worlds.NOW,
    )


def _group_role(buyer, asker):
    role = Group.objects.get(name="säkerhetsansvarig")
    return GroupRole.objects.create(buyer=buyer, group="VO", role=role, proposed_by=asker, proposed_at=worlds.NOW)


def _mark(buyer, asker):
    contract = Contract.objects.get(buyer=buyer)
    return MarkProposal.objects.create(
        content_type=ContentType.objects.get_for_model(Contract), object_id=contract.pk, buyer=buyer, to_secret=True,
        reason="Prov", asked_by=asker, asked_at=worlds.NOW,
    )  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """How one of a kind comes to wait at a buyer with one of everything, and how it is decided."""

    make: Any
    decide: Any
    by_nobody: bool = False  # the system found it: there is nobody who asked


def _discard(made, by, at):
    if not by.has_perm("contracts.change_indexseries", made):
        raise NotAllowed  # the page asks
    return index_actions.discard_index(index_import_id=made.pk, by=by, at=at)


def _penalty(buyer, asker):
    finding = Finding.objects.get(buyer=buyer)
    Finding.objects.filter(pk=finding.pk).update(status="OPEN", due_on=date(2026, 10, 1), action="Prov")
    return FindingStep.objects.create(
        finding=finding, step="PENALTY", state="PROPOSED", taken_on=date(2026, 10, 1), taken_by=asker, reason="Prov",
        penalty_sek=1000, clause="9.1",
    )  # fmt: skip


def _dismiss(made, by, at):
    if not by.has_perm("followup.change_finding", made):
        raise NotAllowed  # the page asks
    return review_actions.dismiss_finding(finding=made, reason="Prov", by=by, at=at)


def _answered(buyer, asker):
    finding = Finding.objects.get(buyer=buyer)
    Finding.objects.filter(pk=finding.pk).update(status="OPEN", due_on=date(2026, 10, 1), action="Prov")
    step = FindingStep.objects.filter(finding=finding).order_by("-pk").first()
    link = AnswerLink.objects.filter(step=step).first()
    SupplierAnswer.objects.create(step=step, link=link, words="Det är rättat.", received_at=worlds.NOW)
    return Finding.objects.get(pk=finding.pk)


def _self_report(buyer, asker):
    found = Review.objects.filter(contract__buyer=buyer, self_reports__isnull=False)
    found.update(reviewer=None)
    return found.get()


def _cancel(made, by, at):
    if not by.has_perm("followup.change_review", made):
        raise NotAllowed  # the page asks
    return review_actions.cancel_review(review=made, reason="Dubbel", by=by, at=at)


WAITING = {
    "FINDING_ANSWERED": Asked(
        _answered,
        lambda made, by, at: ladder_actions.take_step(finding=made, step="TERMINATION", reason="Prov", by=by, at=at),
        by_nobody=True,
    ),
    "SELF_REPORT": Asked(_self_report, _cancel, by_nobody=True),
    "PENALTY": Asked(
        _penalty,
        lambda made, by, at: ladder_actions.decide_penalty(step_id=made.pk, approve=True, by=by, at=at),
    ),
    "PRICE_ADJUSTMENT": Asked(
        _adjustment,
        lambda made, by, at: price_actions.approve_adjustments(adjustment_ids=[made.pk], by=by, at=at),
    ),
    "PRICE_DIFFERENCE": Asked(
        _difference,
        lambda made, by, at: price_actions.approve_differences(difference_ids=[made.pk], by=by, at=at),
        by_nobody=True,
    ),
    "SETTLEMENT": Asked(
        _settlement,
        lambda made, by, at: price_actions.settle_differences(
            difference_ids=[made.pk], on=date(2026, 11, 2), by=by, at=at
        ),
    ),
    "PRICE_BY_HAND": Asked(
        lambda buyer, _asker: PriceToConfirm.objects.get(item__contract__buyer=buyer),
        lambda made, by, at: price_actions.confirm_price(price_id=made.pk, by=by, at=at),
    ),
    "PRICE_FILE": Asked(
        _price_file,
        lambda made, by, at: file_actions.confirm_register(register_import=made, by=by, at=at),
    ),
    "INDEX_VALUES": Asked(_index_values, _discard, by_nobody=True),
    "DEVIATION": Asked(
        lambda buyer, _asker: Placement.objects.outside_contract().get(buyer=buyer),
        lambda made, by, at: deviation_actions.approve_deviation(
            placement_id=made.pk, is_unbiased=True, words="Prov", by=by, at=at
        ),
    ),
    "FINDING_REPORTED": Asked(lambda buyer, _asker: Finding.objects.get(buyer=buyer), _dismiss),
    "FINDING_FIXED": Asked(_fixed, lambda made, by, at: review_actions.close_finding(finding=made, by=by, at=at)),
    "STATUS_REPORT": Asked(
        _report,
        lambda made, by, at: report_actions.approve_report(report_id=made.pk, snapshot=lambda _: {}, by=by, at=at),
    ),
    "ROLE": Asked(
        _role,
        lambda made, by, at: people_actions.settle_proposal(proposal_id=made.pk, confirm=False, by=by, at=at),
    ),
    "GROUP_ROLE": Asked(
        _group_role,
        lambda made, by, at: people_actions.confirm_group_role(group_role_id=made.pk, by=by, at=at),
    ),
    "MARK": Asked(_mark, lambda made, by, at: decide_mark(proposal=made, confirm=False, by=by, at=at)),
}


@pytest.fixture
def asker():
    """Who has asked for all of it, and may all but decide it himself."""
    return make.user(None, username="begär", is_superuser=True)


@pytest.fixture
def home(asker):
    """A buyer with one of everything, nothing of which waits but what the world has."""
    buyer = make.buyer()
    worlds.world(buyer, keeper=asker, number="1", org_number=make.ORG_NUMBERS[0])
    return buyer


def lines(person, buyer):
    return {each.kind.code: each for each in approvals_for(person, buyer)}


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def main(answer):
    return answer.content.decode().rpartition('<main class="page"')[2]


def test_each_kind_is_tried_here():
    assert set(WAITING) == set(KINDS)


def each_alone():
    """Each kind by itself in the same world; what one has done is taken back before the next."""
    for code, kind in KINDS.items():
        with transaction.atomic():
            yield code, kind, WAITING[code]
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_whoever_may_decide_is_told_on_start_and_in_what_to_do_and_nobody_else_is(role, home, asker):
    person = make.user(role.name)
    client = browser(person)
    for code, kind, asked in each_alone():
        made = asked.make(home, asker)
        may = kind.permission in role.permissions
        assert (code in lines(person, home)) is may, code
        for page in ("/start/", "/att-gora/"):
            shown = main(client.get(page))
            assert (f"1 {kind.one}" in shown) is may, (page, code)
            if may:
                assert "Inget väntar på dig" not in shown
                assert "Inget att göra just nu" not in shown
        if not may:
            with pytest.raises(NotAllowed):
                asked.decide(made, person, worlds.NOW)
            continue
        there = client.get(lines(person, home)[code].href)
        assert there.status_code == 200
        if "?vantar=" in lines(person, home)[code].href:
            assert [row.record.pk for row in there.context["table"].rows] == [made.pk], code
        asked.decide(made, User.objects.get(pk=person.pk), worlds.NOW)
        assert code not in lines(person, home)


def test_nobody_is_told_of_what_he_has_asked_for_himself(home, asker):
    for code, _kind, asked in each_alone():
        asked.make(home, asker)
        assert (code in lines(asker, home)) is asked.by_nobody, code


def who_may(kind):
    return next(role for role in ROLES if kind.permission in role.permissions)


def test_a_role_at_another_buyer_is_told_of_nothing_here(home, asker):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    for code, kind, asked in each_alone():
        asked.make(home, asker)
        person = make.user(who_may(kind).name, at=other)
        assert (code in lines(person, other)) is (code == "INDEX_VALUES"), code  # indices are nobody's in particular


def test_who_works_for_two_is_told_of_the_other_and_comes_there_in_one_step(home, asker):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    for code, kind, asked in each_alone():
        if code == "INDEX_VALUES":
            continue  # nobody's in particular: told where one works
        asked.make(home, asker)
        name = who_may(kind).name
        person = make.role(make.user(name, at=other), name, at=home)
        client = browser(person)
        client.post("/valj-kopare/", {"buyer": other.pk})
        line = lines(person, other)[code]
        assert line.elsewhere
        assert f"{line.words}, hos {home}" in main(client.get("/start/"))
        there = client.post("/valj-kopare/", {"buyer": home.pk, "till": line.href}, follow=True)
        assert there.redirect_chain == [(line.href, 302)], code
        assert not lines(person, home)[code].elsewhere


def test_what_is_secret_is_counted_for_those_only_who_may_know_of_it(home, asker):
    supplier = Contract.objects.get(buyer=home).supplier
    tried = 0
    for code, kind, asked in each_alone():
        if not can_be_secret(kind.model):
            continue
        asked.make(home, asker)
        person = make.user(who_may(kind).name)
        assert code in lines(person, home)
        Supplier.objects.filter(pk=supplier.pk).update(is_secret=True)
        assert code not in lines(person, home)
        tried += 1
    assert tried >= 6


def test_it_asks_as_much_of_much_as_of_little(home, asker):
    person = make.user("kategoriledare")
    for code in ("PRICE_ADJUSTMENT", "DEVIATION", "FINDING_FIXED", "STATUS_REPORT"):
        WAITING[code].make(home, asker)

    def asked():
        who = User.objects.get(pk=person.pk)
        with CaptureQueriesContext(connection) as counted:
            found = approvals_for(who, home)
        return len(counted), {each.kind.code: each.count for each in found}

    few, before = asked()
    for number in range(2, 32):
        make.deviation(
            f"AVS-{number}", supplier=Contract.objects.get(buyer=home).supplier, buyer=home, approved_on=None, by=asker
        )
    many, after = asked()
    assert (before["DEVIATION"], after["DEVIATION"]) == (1, 31)
    assert few == many


def test_a_reader_is_asked_no_question_of_what_he_may_not_decide(home, asker):
    reader = make.user("läsare")
    with CaptureQueriesContext(connection) as counted:
        assert approvals_for(reader, home) == ()
    assert len(counted) == 2  # for whom he works, and what he may


_NOT_HERE = {
    "AdjustmentLine": "told with its adjustment",
    "PriceSetByHand": "told with its adjustment",
}


def test_whatever_the_tables_let_only_another_person_decide_is_told_to_him():
    """Two persons are kept apart by the tables themselves: whatever is, waits for somebody."""
    told = {kind.model for kind in KINDS.values()}
    kept = {}
    for model in apps.get_models():
        names = [each.name for each in model._meta.constraints if isinstance(each, CheckConstraint)]
        names += [each.name for each in getattr(model._meta, "triggers", ())]
        guards = [name for name in names if re.search(r"_by_(another|nobody|a_second_person)", name)]
        if guards and model._meta.app_label != "pghistory":
            kept[model] = guards
    assert len(kept) >= 6
    assert {model.__name__ for model in kept if model not in told} <= set(_NOT_HERE)


def test_a_stranger_s_address_is_never_gone_to_when_a_buyer_is_chosen(home):
    client = browser(make.user("läsare"))
    for till in ("https://example.com/", "//example.com/", ""):
        assert client.post("/valj-kopare/", {"buyer": home.pk, "till": till})["Location"] == "/"


def test_a_suppliers_answer_is_told_to_whoever_is_responsible_and_to_nobody_else_who_may(home, asker):
    owner, other = make.user("uppföljare"), make.role(make.user(None, username="annan"), "uppföljare")
    made = _answered(home, asker)
    assert "FINDING_ANSWERED" in lines(other, home)
    Finding.objects.filter(pk=made.pk).update(responsible=owner)
    assert "FINDING_ANSWERED" in lines(owner, home)
    assert "FINDING_ANSWERED" not in lines(other, home)
    report = _self_report(home, asker)
    Review.objects.filter(pk=report.pk).update(reviewer=owner)
    assert "SELF_REPORT" in lines(owner, home)
    assert "SELF_REPORT" not in lines(other, home)
