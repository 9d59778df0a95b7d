"""Supplier meetings: who is invited and mailed, who came, and what was agreed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.meetings import actions, tasks
from followup.meetings.models import MeetingInvitation, MeetingTask, SupplierMeeting
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 8, tzinfo=UTC)
STARTS = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def meeting(by):
    area = make.area()
    made = SupplierMeeting(
        buyer=make.buyer(),
        title="Möte om HVB",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        place="Kommunalhuset",
        agenda="1. Läget",
    )
    return actions.save_meeting(meeting=made, areas=[area], by=by, at=AT)


def contracted(number, name, org_number, *, email="", **values):
    supplier = make.supplier(name, org_number, is_secret=values.pop("is_secret", False))
    if email:
        supplier.contacts.create(role="AGREEMENT", name="Avtal", email=email)
    return make.contract(number, supplier=supplier, until=date(2030, 12, 31), **values)


def test_suppliers_with_a_contract_in_the_area_that_day_are_invited_once_and_secret_ones_never(by, meeting, mailoutbox):
    contracted("A-1", "Provhem AB", make.ORG_NUMBERS[0], email="a@provhem.example.se")
    contracted("A-2", "Utan mejl AB", make.ORG_NUMBERS[1])
    contracted("A-3", "Gömda AB", make.ORG_NUMBERS[2], email="g@gomda.example.se", is_secret=True)
    made = actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT)
    assert [(str(each), each.address) for each in made] == [
        ("Provhem AB", "a@provhem.example.se"),
        ("Utan mejl AB", ""),
    ]
    assert actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT) == []
    for _ in range(2):
        tasks.send_invitations(meeting_id=meeting.pk)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["a@provhem.example.se"], "Inbjudan: Möte om HVB")
    assert "2026-11-20 13.00" in mail.body
    assert "Utan mejl" not in mail.body
    (event,) = Calendar.from_ical(mail.attachments[0][1]).walk("VEVENT")
    assert (event.decoded("dtstart"), str(event["location"])) == (STARTS, "Kommunalhuset")


def test_one_that_has_become_secret_is_not_mailed(by, meeting, mailoutbox):
    contract = contracted("A-1", "Provhem AB", make.ORG_NUMBERS[0], email="a@provhem.example.se")
    (made,) = actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT)
    type(contract.supplier).objects.update(is_secret=True)
    assert not actions.mail_invitation(invitation_id=made.pk, at=AT)
    assert not mailoutbox


def test_a_contract_that_has_ended_or_is_in_another_area_invites_nobody(by, meeting):
    contract = contracted("A-1", "Provhem AB", make.ORG_NUMBERS[0])
    type(contract).objects.update(initial_until=date(2026, 11, 19))
    assert actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT) == []
    type(contract).objects.update(initial_until=date(2026, 11, 20))
    meeting.areas.set([])
    assert actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_invite_at_once_each_supplier_is_invited_once(by, meeting):
    contracted("A-1", "Provhem AB", make.ORG_NUMBERS[0])
    found = at_once(*[lambda: actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT)] * 2)
    assert sorted(len(each) for each in found) == [0, 1]


def test_who_came_is_noted_of_those_that_one_may_see(by, meeting):
    contracted("A-1", "Provhem AB", make.ORG_NUMBERS[0])
    contracted("A-2", "Annat AB", make.ORG_NUMBERS[1])
    first, second = actions.invite_suppliers(meeting_id=meeting.pk, by=by, at=AT)
    hidden = make.supplier("Gömda AB", make.ORG_NUMBERS[2], is_secret=True)
    secret = MeetingInvitation.objects.create(meeting=meeting, supplier=hidden, invited_by=by, invited_at=AT)
    came = {"meeting_id": meeting.pk, "came": [first.pk, secret.pk], "by": by}
    with pytest.raises(actions.NotHeldYet):
        actions.note_attendance(**came, at=STARTS - timedelta(minutes=1))
    assert actions.note_attendance(**came, at=STARTS) == 1
    assert [each.attended for each in meeting.invitations.order_by("pk")] == [True, False, None]
    assert MeetingInvitation.objects.visible_to(by).by_meeting() == {meeting.pk: (2, 1)}
    assert second.pk


def test_what_all_read_names_no_secret_supplier_and_only_who_may_know_of_it_is_told_so(by, meeting):
    hidden = make.supplier("Gömda Vård AB", make.ORG_NUMBERS[2], is_secret=True)
    make.supplier("Öppna Vård AB", make.ORG_NUMBERS[3])
    meeting.agenda = "1. Läget hos gömda vård. 2. Öppna Vård AB berättar."
    actions.save_meeting(meeting=meeting, areas=[], by=by, at=AT)  # to one who knows of no secret it is a name
    AccessGrant.objects.create(object=hidden, user=by, buyer=make.buyer())
    with pytest.raises(ValidationError, match="leverantör som är skyddad: Gömda Vård AB") as refused:
        actions.save_meeting(meeting=meeting, areas=[], by=by, at=AT)
    assert list(refused.value.message_dict) == ["agenda"]
    task = MeetingTask(meeting=meeting, what="Ring Gömda Vård", due_on=date(2026, 11, 10), responsible=by)
    with pytest.raises(ValidationError, match="skyddad"):
        actions.agree(task=task, by=by, at=AT)
    meeting.agenda = "1. Vårdens gömda kostnader."  # the words, and not the name
    actions.save_meeting(meeting=meeting, areas=[], by=by, at=AT)


def test_what_was_agreed_is_a_duty_until_it_is_done(by, meeting):
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=AT)
    told = {"meeting": meeting, "what": "Skicka bemanningsplan", "due_on": date(2026, 11, 10), "responsible": by}
    task = actions.agree(task=MeetingTask(**told), by=by, at=AT)
    assert actions.agree(task=MeetingTask(**told), by=by, at=AT) == task
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT)
    duty = Duty.objects.get(rule__kind="MEETING_TASK")
    assert (duty.title, duty.person, duty.due_on) == ("Överenskommet: Skicka bemanningsplan", by, date(2026, 11, 10))
    for day in (date(2026, 11, 9), date(2026, 11, 12)):
        task = actions.finish_task(task_id=task.pk, on=day, by=by, at=AT)
    assert task.done_on == date(2026, 11, 9)
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT)
    assert not Duty.objects.filter(rule__kind="MEETING_TASK", state="OPEN").exists()


def test_whoever_may_not_changes_nothing(meeting):
    reader = make.user("läsare")
    task = MeetingTask.objects.create(meeting=meeting, what="x", due_on=AT)
    for action, told in (
        (actions.save_meeting, {"meeting": meeting, "areas": []}),
        (actions.invite_suppliers, {"meeting_id": meeting.pk}),
        (actions.note_attendance, {"meeting_id": meeting.pk, "came": []}),
        (actions.agree, {"task": MeetingTask(meeting=meeting, what="y", due_on=AT)}),
        (actions.finish_task, {"task_id": task.pk, "on": AT.date()}),
    ):
        with pytest.raises(NotAllowed):
            action(by=reader, at=AT, **told)


def test_a_meeting_ends_after_it_begins(meeting):
    with pytest.raises(IntegrityError, match="meeting_ends_after_it_begins"), transaction.atomic():
        SupplierMeeting.objects.update(ends_at=STARTS)


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_whole_way_on_the_pages(client, by, mailoutbox):
    area = make.area()
    contracted("A-1", "Provhem AB", make.ORG_NUMBERS[0], email="a@provhem.example.se")
    contracted("A-2", "Utan mejl AB", make.ORG_NUMBERS[1])
    client.force_login(by)
    sent = {
        "title": "Möte om HVB",
        "areas": [area.pk],
        "starts_at": "2026-11-20T13:00",
        "ends_at": "2026-11-20T12:00",
        "place": "Kommunalhuset",
        "agenda": "1. Läget",
    }
    assert client.post("/leverantorsmoten/nytt/", sent).status_code == 422
    assert client.post("/leverantorsmoten/nytt/", {**sent, "ends_at": "2026-11-20T15:00"}).status_code == 302
    meeting = SupplierMeeting.objects.get()
    path = meeting.get_absolute_url()
    assert meeting.starts_at == STARTS
    shown = client.post(f"{path}bjud-in/", follow=True).content.decode()
    assert "2 leverantörer är inbjudna. 1 saknar e-post" in shown
    first = meeting.invitations.order_by("pk").first()
    later = datetime(2100, 1, 20, 12, tzinfo=UTC)
    SupplierMeeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=2))
    assert "narvaro" not in text(client, path)
    assert "Mötet har inte börjat" in client.post(f"{path}narvaro/", {"came": [first.pk]}).content.decode()
    SupplierMeeting.objects.update(starts_at=STARTS - timedelta(days=300))
    assert client.post(f"{path}narvaro/", {"came": [first.pk]}).status_code == 302
    assert client.get(f"{path}narvaro/").context["form"].initial["came"] == [first.pk]
    assert client.post(f"{path}overenskommet/", {"what": "Plan", "due_on": "2099-12-01"}).status_code == 302
    task = MeetingTask.objects.get()
    assert "Plan" in text(client, path)
    client.post(f"/leverantorsmoten/overenskommet/{task.pk}/klart/")
    task.refresh_from_db()
    assert task.done_on is not None
    wrong = client.post(f"{path}andra/", {**sent, "ends_at": "3 pm", "version": meeting.version})
    assert "Skriv dag och klockslag som 2026-11-28 13:00." in wrong.content.decode()
    assert 'placeholder="åååå-mm-dd tt:mm"' in text(client, f"{path}andra/")
    changed = {**sent, "ends_at": "2026-11-20 15.00", "notes": "Alla är överens.", "version": meeting.version}
    assert client.post(f"{path}andra/", changed).status_code == 302
    assert "Alla är överens." in text(client, path)
    assert b"BEGIN:VEVENT" in client.get(f"{path}mote.ics").content
    assert "Möte om HVB" in text(client, "/leverantorsmoten/")
    client.force_login(make.user("läsare"))
    assert "Provhem AB" in text(client, path)
    assert client.post(f"{path}bjud-in/").status_code == 403


def test_thirty_meetings_cost_as_many_questions_as_three(client, by, meeting):
    client.force_login(by)

    def questions(number):
        for n in range(number):
            SupplierMeeting.objects.create(
                buyer=make.buyer(), title=f"M {n}", starts_at=STARTS, ends_at=AT + timedelta(days=90), place="x",
                agenda="x",
            )  # fmt: skip
        client.get("/leverantorsmoten/")
        with CaptureQueriesContext(connection) as found:
            client.get("/leverantorsmoten/")
        return len(found)

    assert questions(2) == questions(27)
