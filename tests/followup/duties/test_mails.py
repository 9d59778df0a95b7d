"""Mails about duties, over a real SMTP server: a digest, each decision, and what the server refuses."""

import os
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from followup.duties import actions, tasks
from followup.duties.models import Duty, MailSetting, SentMail
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make
from tests.followup.duties.office import MONDAY, Server, at, refresh, told


@pytest.mark.django_db
def test_a_digest_a_day_a_mail_for_each_decision_and_no_secret_in_any(rules):
    leader = make.user("kategoriledare", email="leader@example.se")
    chief = make.user("upphandlingschef", email="chief@example.se")
    make.user("läsare", email="reader@example.se")
    make.activity(status="ONGOING", ends_on=date(2026, 3, 20), responsible_person=leader)
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True)
    make.contract("A-9", framework=hidden, until=date(2026, 12, 31))
    option = hidden.options.create(number=1, months=12, decide_by=date(2026, 3, 31))
    AccessGrant.objects.create(object=hidden, user=chief)
    refresh()
    with Server() as server:
        for _ in range(2):
            for user_id in actions.people_with_mail():
                actions.send_mails(user_id=user_id, at=MONDAY, connection=server.connection())
    assert told(server) == {
        ("leader@example.se", "Att göra 2026-03-02: 1 uppgift"): 1,
        ("chief@example.se", "Beslut senast 2026-03-31: beslut om option (skyddad uppgift)"): 1,
        ("chief@example.se", "Att göra 2026-03-02: 1 uppgift"): 1,
    }
    text = "".join(mail.get_content() for mail in server.mails)
    assert "2.1 Provaktivitet" in text
    assert "om 18 dagar" in text
    for secret in ("Hemlig", "R-9", "A-9", str(option.pk) + " månader"):
        assert secret not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("frequency", "day", "sent"),
    [
        ("DAILY", date(2026, 3, 3), 1),
        ("DAILY", date(2026, 3, 7), 0),  # a Saturday
        ("WEEKLY", date(2026, 3, 2), 1),
        ("WEEKLY", date(2026, 3, 3), 0),
        ("WEEKLY", date(2026, 4, 6), 0),  # Easter Monday
        ("WEEKLY", date(2026, 4, 7), 1),
        ("WEEKLY", date(2026, 4, 8), 0),
        ("WEEKLY", date(2028, 12, 27), 1),  # Christmas Day and Boxing Day were the Monday and the Tuesday
        ("NEVER", date(2026, 3, 2), 0),
    ],
)
def test_the_digest_comes_as_often_as_one_wants_and_the_state_is_the_same(rules, frequency, day, sent):
    leader = make.user("kategoriledare", email="leader@example.se")
    MailSetting.objects.create(user=leader, frequency=frequency)
    make.activity(status="ONGOING", ends_on=date(2026, 3, 20), responsible_person=leader)
    refresh()
    with Server() as server:
        assert actions.send_mails(user_id=leader.pk, at=at(day), connection=server.connection()) == sent
    assert len(server.mails) == sent
    assert Duty.objects.get().state == "OPEN"


@pytest.fixture
def three_people(rules):
    """Three who each have something to do, in the order that mails are sent."""
    soon = timezone.localdate() + timedelta(days=10)
    people = []
    for number in range(1, 4):
        people.append(make.user("kategoriledare", username=f"p{number}", email=f"p{number}@example.se"))
        contract = make.contract(
            f"A-{number}", owner=people[-1], until=None, supplier=make.supplier(f"L{number}", make.ORG_NUMBERS[number])
        )
        contract.options.create(number=1, months=12, decide_by=soon)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    return people


def decisions(server):
    return {to: count for (to, subject), count in told(server).items() if subject.startswith("Beslut")}


@pytest.mark.django_db
def test_a_refused_address_keeps_nobody_else_from_his_mail_and_is_shown_to_who_can_mend_it(
    client, settings, three_people
):
    first, second, third = three_people
    User.objects.filter(pk=third.pk).update(email="inte en adress")
    make.user("kategoriledare", username="p4", email="p4@example.se")
    contract = make.contract("A-4", owner=User.objects.get(username="p4"), until=None)
    contract.options.create(number=1, months=12, decide_by=timezone.localdate() + timedelta(days=10))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    with Server(answers={"p2@example.se": "550 5.1.1 No such user"}) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        for _ in range(2):
            tasks.send_mails()
        assert decisions(server) == {"p1@example.se": 1, "p4@example.se": 1}
        asked = server.asked["p2@example.se"]
        keeper = make.user("förvaltare")
        for person, told_of in ((keeper, True), (second, True), (first, False)):
            client.force_login(person)
            page = client.get("/att-gora/").content.decode()
            assert ("p2@example.se: senast" in page) == told_of
            assert ("550 5.1.1" in page) == told_of
            assert ("Adressen är felskriven." in page) == (person == keeper)
        tasks.send_mails()
        assert server.asked["p2@example.se"] == asked  # not again the same day
        tomorrow = timezone.now() + timedelta(days=1)
        assert actions.send_mails(user_id=second.pk, at=tomorrow) == 0
        assert server.asked["p2@example.se"] > asked
        User.objects.filter(pk=second.pk).update(email="ny@example.se")  # the address is mended
        client.force_login(keeper)
        assert "p2@example.se" not in client.get("/att-gora/").content.decode()
        for _ in range(2):
            tasks.send_mails()
    assert decisions(server) == {"p1@example.se": 1, "p4@example.se": 1, "ny@example.se": 1}
    assert set(told(server).values()) == {1}


@pytest.mark.django_db
def test_a_mail_that_the_server_wants_later_is_tried_again_and_nobody_waits_for_it(settings, three_people):
    with Server(answers={"p2@example.se": "451 4.7.1 Try later"}) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        with pytest.raises(actions.MailPutOff):  # which is what makes the queue try again
            tasks.send_mails()
        assert decisions(server) == {"p1@example.se": 1, "p3@example.se": 1}
        server.answers = {}
        assert tasks.send_mails() >= 1
    assert decisions(server) == {f"p{number}@example.se": 1 for number in (1, 2, 3)}
    assert set(told(server).values()) == {1}
    assert not SentMail.objects.filter(refused_at__isnull=False).exists()


def worker(port):
    """A real Celery worker in a process of its own, on the test's database and queue."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "VO_TEST_DATABASE": connection.settings_dict["NAME"],
        "VO_TEST_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "huddinge_vo",
        "worker",
        "-P",
        "solo",
        "--without-gossip",
        "-l",
        "ERROR",
    ]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=Path(settings.BASE_DIR),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_digest_is_followed_by_one_that_sends_each_mail_once():
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
    for number in range(1, 6):
        person = make.user("kategoriledare", username=f"p{number}", email=f"p{number}@example.se")
        MailSetting.objects.create(user=person, frequency="NEVER" if number == 5 else "DAILY")
        contract = make.contract(
            f"A-{number}", owner=person, until=None, supplier=make.supplier(f"L{number} AB", make.ORG_NUMBERS[number])
        )
        contract.options.create(number=1, months=12, decide_by=timezone.localdate() + timedelta(days=10))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert Duty.objects.count() == 5
    with Server(hang_on=3) as server:
        tasks.send_mails.delay()
        first = worker(server.port)
        try:
            assert server.reached.wait(60), "the worker never came to the third mail"
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.wait(10)
        assert len(server.mails) == 2
        server.hang_on = None
        tasks.send_mails.delay()
        second = worker(server.port)
        try:
            wanted = {f"p{number}@example.se" for number in range(1, 5)}
            for _ in range(600):
                if {to for (to, subject) in told(server) if subject.startswith("Beslut")} == wanted:
                    break
                threading.Event().wait(0.1)
        finally:
            second.send_signal(signal.SIGTERM)
            second.wait(30)
    decisions = {key: count for key, count in told(server).items() if key[1].startswith("Beslut")}
    assert {to for to, _ in decisions} == wanted
    assert set(told(server).values()) == {1}
