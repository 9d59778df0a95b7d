"""The start page: mine first, what is new, and nothing that one may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from followup.duties import actions as duty_actions
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding, Review
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
