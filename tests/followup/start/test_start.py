"""The start page: mine first, what is new, and nothing that one may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.activities.models import ProgressNote
from contracts.register.models import Contract
from followup.duties import actions as duty_actions
from followup.judging import tasks as judging_tasks
from followup.ledger import tasks as ledger_tasks
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding, Review
from huddinge_vo.common.jobs import actions as job_actions
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.roles import ROLES
from tests import factories as make

pytestmark = pytest.mark.django_db


def body(answer):
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_every_role_has_a_start_page_whose_links_all_open(client, role):
    make.activity(status="ONGOING", ends_on=timezone.localdate() - timedelta(days=5))
    client.force_login(make.user(role.name))
    page = client.get("/start/")
    assert page.status_code == 200
    assert page.context["page"].shortcuts
    for shortcut in page.context["page"].shortcuts:
        assert (shortcut.words, client.get(shortcut.href).status_code) == (shortcut.words, 200)


def test_what_needs_me_comes_first_and_what_is_anothers_does_not(client):
    now = timezone.now()
    leader, buyer = make.user("kategoriledare"), make.user("upphandlare")
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=now)
    make.activity("2.1", title="Min", status="ONGOING", ends_on=timezone.localdate(now), responsible_person=leader)
    make.activity("2.2", title="Annans", status="ONGOING", ends_on=timezone.localdate(now), responsible_person=buyer)
    duty_actions.refresh_duties(buyer=make.buyer(), at=now)
    client.force_login(leader)
    page = client.get("/start/")
    assert [duty.title for duty in page.context["page"].duties if duty.rule.kind == "ACTIVITY_DUE"] == [
        "Aktivitet klar: 2.1 Min"
    ]
    assert "i dag" in body(page)


def test_news_tells_of_notes_and_options_but_of_nothing_secret(client):
    now = timezone.now()
    leader = make.user("kategoriledare")
    activity = make.activity()
    activity.notes.create(text="Remissen är ute.", by=leader, at=now)
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True)
    hidden.options.create(
        number=1, months=12, decide_by=timezone.localdate(now), decided_on=timezone.localdate(now), decided_by=leader
    )
    seen = make.framework("R-1")
    seen.options.create(
        number=1, months=12, decide_by=timezone.localdate(now), decided_on=timezone.localdate(now), decided_by=leader
    )
    client.force_login(leader)
    page = body(client.get("/start/"))
    assert "Remissen är ute." in page
    assert "Option 1 beslutad: R-1 Provomgång" in page
    assert "Hemlig" not in page


def test_news_tells_of_findings_and_reviews_but_of_nothing_secret(client):
    now = timezone.now()
    person = make.user("uppföljare")
    seen, hidden = make.supplier("Provhem AB"), make.supplier("Gömt AB", make.ORG_NUMBERS[1], is_secret=True)
    for supplier in (seen, hidden):
        finding = Finding(
            buyer=make.buyer(), supplier=supplier, source="STAFF", severity="LOW", evidence="Något brast."
        )
        review_actions.report_deficiency(finding=finding, by=person, at=now)
    contract = make.contract(supplier=seen)
    Review.objects.create(
        contract=contract,
        planned_on=timezone.localdate(now),
        method="DESK",
        status="DONE",
        done_on=timezone.localdate(now),
    )
    client.force_login(make.user("läsare"))
    page = body(client.get("/start/"))
    assert "Brist anmäld: Provhem AB" in page
    assert "Uppföljd: Provhem AB" in page
    assert "Gömt" not in page


def test_one_without_anything_to_do_is_told_so(client):
    client.force_login(make.user("läsare"))
    page = body(client.get("/start/"))
    assert "Inget väntar på dig i dag." in page
    assert "Inget nytt de senaste två veckorna." in page


def test_it_asks_as_much_of_much_as_of_little(client):
    now = timezone.now()
    leader = make.user("kategoriledare")
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=now)
    client.force_login(leader)
    counts = []
    for first, last in ((1, 4), (4, 31)):
        for number in range(first, last):
            activity = make.activity(
                f"2.{number}", status="ONGOING", ends_on=timezone.localdate(now), responsible_person=leader
            )
            activity.notes.create(text="Går bra.", by=leader, at=now)
        duty_actions.refresh_duties(buyer=make.buyer(), at=now)
        client.get("/start/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/start/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --------------------------------------------------------------------------------------- jobs of mine that did not go


def failed_job(person, task, **kwargs):
    now = timezone.now()
    wanted = job_actions.want_job(name=task.name, kwargs=kwargs, at=now, buyer_id=make.buyer().pk)
    job_actions.note_asked(job=wanted, by=person, href="/matt/", at=now)
    begun = job_actions.begin_job(name=task.name, kwargs=kwargs, most_tries=1, at=now, buyer_id=make.buyer().pk)
    job_actions.fail_job(job=begun, error=FileNotFoundError(), most_tries=1, at=now)
    job_actions.note_ended(name=task.name, subject=begun.subject, outcome="FAILED", at=now)
    return begun


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_a_job_of_mine_that_failed_is_on_my_start_page_and_is_tried_again_there_by_those_who_may(client, role):
    person = make.user(role.name)
    failed = failed_job(person, judging_tasks.recompute_buyer, buyer_id=make.buyer().pk)
    failed_job(make.user(None, username="annan"), ledger_tasks.load_ledger_import, ledger_import_id=7)
    client.force_login(person)
    page = client.get("/start/")
    told, *others = page.context["page"].jobs
    assert bool(others) is (role.name == "förvaltare")  # what another asked for is for whoever keeps the system
    assert told.title == "Räkna om siffrorna"
    may = "common.change_unfinishedjob" in role.permissions
    reason = "Filen finns inte kvar på servern."
    assert (told.reason == reason) is may
    for page_of_it in (body(page), client.get(told.href).content.decode()):
        assert (reason in page_of_it) is may
        assert ("En förvaltare kan göra om det." in page_of_it) is not may
    assert "Inget väntar på dig" not in body(page)
    assert (f"/jobb/{failed.pk}/igen/" in body(page)) is may
    assert (client.post(f"/jobb/{failed.pk}/igen/", {"next": "/start/"}).status_code == 302) is may


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_a_job_that_another_asked_for_and_nothing_tries_again_is_told_to_those_who_keep_the_system_alone(client, role):
    failed = failed_job(make.user(None, username="annan"), judging_tasks.recompute_buyer, buyer_id=make.buyer().pk)
    client.force_login(make.user(role.name))
    page = client.get("/start/")
    keeps = role.name == "förvaltare"
    assert [each.title.partition(" (")[0] for each in page.context["page"].jobs] == ["Räkna om siffrorna"] * keeps
    assert (f"/jobb/{failed.pk}/igen/" in body(page)) is keeps
    type(failed).objects.update(is_given_up=False)
    assert not client.get("/start/").context["page"].jobs  # it is tried again by itself: nobody is waited for


def test_jobs_that_failed_are_asked_of_as_one_however_many(client):
    person = make.user("controller")
    client.force_login(person)

    def asked():
        client.get("/start/")  # the notice of what is over, once
        with CaptureQueriesContext(connection) as counted:
            shown = client.get("/start/").context["page"].jobs
        return len(shown), len(counted)

    failed_job(person, ledger_tasks.load_ledger_import, ledger_import_id=1)
    few = asked()
    for number in range(2, 5):
        failed_job(person, ledger_tasks.load_ledger_import, ledger_import_id=number)
    many = asked()
    assert (few[0], many[0]) == (1, 4)
    assert few[1] == many[1]


# ------------------------------------------------------------------------------------------------- since I was here


def visit(person, at, kind="SIGNED_IN"):
    SignInEvent.objects.create(kind=kind, user=person, at=at)


def since_last(client):
    page = client.get("/start/")
    return page.context["page"].since, {each.code: each.words for each in page.context["page"].changed}


def test_what_changed_is_counted_since_the_last_visit_before_this_one_and_each_is_read_behind_its_count(client):
    person, now = make.user("kategoriledare"), timezone.now()
    visit(person, now - timedelta(days=30))
    left = now - timedelta(days=2)
    visit(person, left, "SIGNED_OUT")
    visit(make.user(None, username="annan"), now - timedelta(hours=1))
    client.force_login(person)
    visit(person, now)  # this session's own
    assert since_last(client) == (left, {})
    assert "Inget har hänt sedan dess" in body(client.get("/start/nytt/"))
    make.contract("A-1", supplier=make.supplier("Ett AB", make.ORG_NUMBERS[1]))
    make.contract("A-2", supplier=make.supplier("Två AB", make.ORG_NUMBERS[2]))
    activity = make.activity()
    ProgressNote.objects.create(activity=activity, text="Remissen är ute.", by=person, at=left)
    ProgressNote.objects.create(activity=activity, text="Ordet före.", by=person, at=left - timedelta(seconds=1))
    assert since_last(client) == (left, {"avtal": "2 nya avtal", "aktiviteter": "1 anteckning om en aktivitet"})
    page = body(client.get("/start/nytt/"))
    assert "Ett AB" in page
    assert "Två AB" in page
    assert "Remissen är ute." in page
    assert "Ordet före." not in page
    visit(person, now - timedelta(minutes=2))
    assert since_last(client)[1].get("aktiviteter") is None


def test_an_old_contract_that_is_changed_is_not_new(client):
    person = make.user("kategoriledare")
    visit(person, timezone.now() + timedelta(minutes=5))  # everything here was entered before that
    client.force_login(person)
    session = client.session
    session["vo_began"] = (timezone.now() + timedelta(hours=1)).timestamp()
    session["vo_seen"] = session["vo_began"]
    session.save()
    contract = make.contract("A-0")
    Contract.objects.filter(pk=contract.pk).update(title="Nytt namn")
    assert since_last(client)[1] == {}


def test_what_changed_tells_nothing_secret_and_nothing_of_anothers(client):
    make.contract("A-1", supplier=make.supplier("Ett AB", make.ORG_NUMBERS[1]))
    make.contract("A-2", supplier=make.supplier("Hemligt AB", make.ORG_NUMBERS[2], is_secret=True))
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    make.contract("A-3", supplier=make.supplier("Deras AB", make.ORG_NUMBERS[3]), buyer=other)
    for person in (make.user("handläggare"), make.user("kategoriledare")):
        client.force_login(person)
        assert since_last(client)[1].get("avtal") == "1 nytt avtal", person
        page = body(client.get("/start/nytt/"))
        assert "Ett AB" in page
        assert "Hemligt AB" not in page
        assert "Deras AB" not in page


def test_what_changed_is_asked_as_one_however_much_has(client):
    client.force_login(make.user("kategoriledare"))

    def asked():
        with CaptureQueriesContext(connection) as start:
            client.get("/start/")
        with CaptureQueriesContext(connection) as page:
            client.get("/start/nytt/")
        return len(start), len(page)

    supplier = make.supplier("Ett AB", make.ORG_NUMBERS[1])
    for number in range(3):
        make.contract(f"A-{number}", supplier=supplier)
    few = asked()
    for number in range(3, 30):
        make.contract(f"A-{number}", supplier=supplier)
    assert few == asked()
