"""The first steps of a role: each is one that it may take, and is ticked off by what the person has really done."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.suppliers.models import Supplier
from followup.duties.models import MailSetting
from followup.judging.models import ClassificationRule
from followup.ledger.models import LedgerImport
from followup.reviews.models import Finding, Review
from followup.start import actions
from followup.start.kinds import ALL, STEPS
from followup.start.models import FirstSteps
from followup.start.reports import first_steps
from huddinge_vo.common.people.models import User
from huddinge_vo.common.saved_views.actions import save_view
from huddinge_vo.dev.rights import pages
from huddinge_vo.roles import ROLES
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ROLE_NAMES = {role.name for role in ROLES}


def theirs(role):
    return [step for step in STEPS.values() if not {ALL, role.name}.isdisjoint(step.roles)]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_each_role_has_five_to_seven_steps(role):
    assert 5 <= len(theirs(role)) <= 7


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_each_step_is_one_that_its_roles_may_take(role):
    asked = {page.name: page for page in pages()}
    for step in theirs(role):
        assert step.permission in role.permissions, step.code
        page = asked[step.page]
        assert page.opens_for(role.permissions) or not page.declares, step.code
    assert {name for step in STEPS.values() for name in step.roles} <= ROLE_NAMES | {ALL}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_a_new_person_has_nothing_ticked_and_every_step_opens(client, role):
    make.plan()
    person = make.user(role.name)
    client.force_login(person)
    listed = client.get("/start/").context["page"].steps
    assert [line.step for line in listed.lines] == theirs(role)
    assert listed.done == 0
    for line in listed.lines:
        answer = client.get(line.href, follow=True)
        assert (line.step.code, answer.status_code) == (line.step.code, 200)
        assert answer.redirect_chain[0][0] == reverse(line.step.page)
    read = {line.step.code for line in first_steps(User.objects.get(pk=person.pk), make.buyer()).lines if line.is_done}
    assert read == {step.code for step in theirs(role) if step.done is None}  # to look is not to have done


def report(person):
    said = {"source": "STAFF", "severity": "MINOR", "evidence": "Brist i bemanningen", "registered_on": NOW.date()}
    supplier = Supplier.objects.first() or make.supplier()
    Finding.objects.create(buyer=make.buyer(), supplier=supplier, registered_by=person, **said)


def ask(person):
    make.deviation(by=person, supplier=make.supplier(), approved_on=None)


def decide(person):
    make.deviation(by=make.user("handläggare"), approver=person, supplier=make.supplier())


def save(person):
    facts = {"page": "/avtal/", "query": "", "name": "Mina", "is_shared": False, "at": NOW}
    save_view(owner=person, buyer=make.buyer(), **facts)


def receive(person):
    LedgerImport.objects.create(
        buyer=make.buyer(), original_name="r.csv", sha256="0" * 64, received_by=person, received_at=NOW
    )


def choose_mails(person):
    MailSetting.objects.create(user=person, frequency="DAILY")


def review(person):
    facts = {"planned_on": date(2026, 5, 1), "method": "DESK", "reviewer": person}
    Review.objects.create(contract=make.contract(), status="DONE", done_on=date(2026, 5, 2), **facts)


DOES = {
    "REPORT_FINDING": (report, "handläggare"),
    "ASK_DEVIATION": (ask, "handläggare"),
    "DECIDE_DEVIATION": (decide, "verksamhetschef"),
    "SAVED_VIEW": (save, "läsare"),
    "LEDGER_FILE": (receive, "controller"),
    "MAILS": (choose_mails, "gruppledare"),
    "REVIEW": (review, "uppföljare"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", DOES)
def test_a_step_is_ticked_by_what_the_person_has_done_and_not_by_what_another_has(code):
    does, role = DOES[code]
    person, other = make.user(role), make.user(role, username="annan")
    assert code not in ticked(person)
    does(person)
    assert code in ticked(person)
    assert code not in ticked(other)


def ticked(person):
    listed = first_steps(User.objects.get(pk=person.pk), make.buyer())
    return {line.step.code for line in listed.lines if line.is_done}


@pytest.mark.django_db
def test_a_rule_written_on_the_page_ticks_the_step_by_the_history_alone(client):
    person, other = make.user("controller"), make.user("controller", username="annan")
    client.force_login(person)
    of = {"account_from": "4700", "account_to": "4800", "category": make.category().pk}
    assert client.post("/regler/ny/", of).status_code == 302
    assert ClassificationRule.objects.count() == 1
    assert "RULE" in ticked(person)
    assert "RULE" not in ticked(other)


@pytest.mark.django_db
def test_every_step_asks_of_rows_that_are_there_to_be_asked():
    person = make.user("läsare")
    for step in STEPS.values():
        assert step.done is None or step.done(person).exists() is False


@pytest.mark.django_db
def test_who_has_two_roles_has_the_steps_of_both_once():
    person = make.role(make.user("handläggare"), "verksamhetschef")
    codes = [line.step.code for line in first_steps(person, make.buyer()).lines]
    assert len(codes) == len(set(codes))
    assert {"FIND_PLACE", "DECIDE_DEVIATION"} <= set(codes)


@pytest.mark.django_db
def test_who_has_no_role_where_he_is_has_no_list():
    assert first_steps(make.user(None, username="ingen"), make.buyer()) is None
    assert first_steps(make.user("läsare"), None) is None


@pytest.mark.django_db
def test_what_is_put_away_stays_away_and_is_ones_own(client):
    person, other = make.user("läsare"), make.user("läsare", username="annan")
    client.force_login(person)
    assert "Kom igång" in client.get("/start/").content.decode()
    for _ in range(2):
        assert client.post("/start/forsta-stegen/lagg-undan/").status_code == 302
    assert "Kom igång" not in client.get("/start/").content.decode()
    assert first_steps(User.objects.get(pk=other.pk), make.buyer()) is not None
    assert client.get("/start/forsta-stegen/lagg-undan/").status_code == 405


@pytest.mark.django_db
def test_a_page_is_noted_once_and_what_must_be_done_is_not_noted_by_looking():
    person = make.user("läsare")
    for code in ("MANUAL", "MANUAL", "SAVED_VIEW"):
        actions.open_step(step=STEPS[code], by=person)
    assert FirstSteps.objects.get().read == ["MANUAL"]


@pytest.mark.django_db
def test_a_step_that_is_none_is_not_found(client):
    client.force_login(make.user("läsare"))
    assert client.get("/start/forsta-stegen/NAGOT/").status_code == 404


@pytest.mark.django_db
def test_the_list_is_two_questions_whatever_is_in_the_tables():
    person = make.user("kategoriledare")
    asked = []
    for number in (3, 27):
        for _ in range(number):
            report(person)
        fresh = User.objects.get(pk=person.pk)
        buyer = make.buyer()
        fresh.has_perm("followup.view_duty", buyer)  # what a person's roles give is asked once for a page
        with CaptureQueriesContext(connection) as queries:
            first_steps(fresh, buyer)
        asked.append(len(queries))
    assert asked == [2, 2]
