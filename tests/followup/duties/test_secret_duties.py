"""A duty is as secret as what it is about: in lists, in the calendar, in mails and for actions."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from contracts.suppliers.models import SupplierUnit
from followup.duties import actions
from followup.duties.models import Duty
from followup.duties.querysets import seen_by
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.models import AccessGrant, SecretReading
from tests import factories as make
from tests.followup.duties.office import MONDAY, Server, checked, refresh


@pytest.mark.django_db
def test_a_check_is_as_secret_as_its_unit(rules):
    seller = make.supplier()
    make.contract("A-1", supplier=seller, until=None)
    hidden = SupplierUnit.objects.create(supplier=seller, name="Hemligt boende", is_secret=True)
    checked(seller, "TAXES", MONDAY.date(), MONDAY.date() + timedelta(days=10), unit=hidden)
    refresh()
    duty = Duty.objects.get()
    assert duty.is_secret
    assert seen_by([duty], make.user("avtalscontroller")) == []


@pytest.mark.django_db
def test_nothing_is_handed_to_one_who_may_not_know_of_it(client, rules):
    owner, colleague, keeper = make.user("upphandlare"), make.user("kategoriledare"), make.user("förvaltare")
    until = timezone.localdate() + timedelta(days=60)
    hidden = make.contract("A-9", title="Hemligt avtal", is_secret=True, owner=owner, until=until)
    make.contract("A-1", owner=owner, until=until, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    AccessGrant.objects.create(object=hidden, user=owner)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get(is_secret=True)
    client.force_login(owner)
    refused = client.post(f"/att-gora/{duty.pk}/lamna/", {"to": colleague.pk})
    assert "kategoriledare har inte åtkomst till det som uppgiften gäller." in refused.content.decode()
    client.force_login(keeper)
    moved = client.post("/att-gora/flytta/", {"of": owner.pk, "to": colleague.pk}, follow=True).content.decode()
    assert "1 uppgift är flyttad till kategoriledare.<" in moved  # who may not know of a secret is not told of one left
    duty.refresh_from_db()
    assert duty.delegated_to is None
    AccessGrant.objects.create(object=hidden, user=keeper)
    moved = client.post("/att-gora/flytta/", {"of": owner.pk, "to": colleague.pk}, follow=True).content.decode()
    assert "0 uppgifter är flyttade till kategoriledare. 1 är kvar, eftersom" in moved


@pytest.mark.django_db
def test_the_calendar_is_the_persons_own_until_it_is_revoked_and_names_no_secret(client, rules):
    chief = make.user("upphandlingschef")
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True, initial_until=None)
    make.contract("A-9", framework=hidden, until=None)
    soon = timezone.localdate() + timedelta(days=20)
    hidden.options.create(number=1, months=12, decide_by=soon)
    AccessGrant.objects.create(object=hidden, user=chief)
    make.activity(status="ONGOING", ends_on=soon, responsible_person=chief)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    client.force_login(chief)
    page = client.post("/att-gora/kalender/", follow=True).content.decode()
    address = page.split("bara visas nu: ")[1].split("<")[0].strip().removeprefix("http://testserver")
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(event["SUMMARY"]): event["DTSTART"].dt for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert events == {"Beslut om option (skyddad uppgift)": soon, "Aktivitet klar: 2.1 Provaktivitet": soon}
    assert "Hemlig" not in answer.content.decode()
    assert client.get("/kalender/gissning.ics").status_code == 404
    actions.revoke_calendar_feed(user=chief, at=MONDAY)
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_what_has_become_secret_since_the_morning_is_named_in_no_calendar_and_no_mail(client, rules):
    chief = make.user("upphandlingschef", email="chief@example.se")
    round_ = make.framework("R-9", title="Hemlig omgång", initial_until=None)
    made = make.contract("A-9", title="Hemligt avtal", framework=round_, owner=chief, until=None)
    soon = timezone.localdate() + timedelta(days=10)
    made.options.create(number=1, months=12, decide_by=soon)
    round_.options.create(number=1, months=12, decide_by=soon)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    secret = actions.make_calendar_feed(user=chief, at=MONDAY)
    assert client.get(f"/kalender/{secret}.ics").content.decode().count("Hemlig") == 2
    for each in (round_, made):
        each.is_secret = True
        each.save()
        AccessGrant.objects.create(object=each, user=chief)
    said = client.get(f"/kalender/{secret}.ics").content.decode()
    with Server() as server:
        actions.send_mails(user_id=chief.pk, at=timezone.now(), connection=server.connection())
    assert len(server.mails) >= 2
    assert said.count("Beslut om option (skyddad uppgift)") == 2
    for told in (said, *(f"{mail['Subject']} {mail.get_content()}" for mail in server.mails)):
        assert "Hemlig" not in told
        assert "A-9" not in told
    assert not SecretReading.objects.exists()  # so there is nothing to note


@pytest.mark.django_db
def test_who_is_shown_a_secret_duty_is_noted_and_who_is_not_shown_it_is_not(client, rules):
    soon = timezone.localdate() + timedelta(days=10)
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True, initial_until=soon)
    made = make.contract("A-9", framework=hidden, until=soon)
    option = hidden.options.create(number=1, months=12, decide_by=soon)
    own = make.contract("A-8", is_secret=True, until=soon, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    for role in ("upphandlingschef", "upphandlare", "förvaltare"):
        person = make.user(role)
        client.force_login(person)
        for path in ("/att-gora/", "/"):
            assert client.get(path).status_code == 200
    client.post("/att-gora/flytta/", {"of": person.pk, "to": User.objects.get(username="upphandlare").pk})
    assert list(SecretReading.objects.all()) == []
    for each in (hidden, made, own):
        for name in ("upphandlingschef", "upphandlare"):
            AccessGrant.objects.create(object=each, user=User.objects.get(username=name))
    noted = set()
    for name in ("upphandlingschef", "upphandlare"):
        client.force_login(User.objects.get(username=name))
        assert "R-9" in client.get("/att-gora/").content.decode()
        found = SecretReading.objects.filter(user__username=name, address="/att-gora/")
        noted |= {(name, one.content_type.model, one.object_id) for one in found}
    assert noted == {
        ("upphandlingschef", "extensionoption", option.pk),
        ("upphandlare", "framework", hidden.pk),
        ("upphandlare", "contract", own.pk),
    }


@pytest.mark.django_db
def test_a_duty_about_what_one_may_not_see_is_nowhere(client, rules):
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True, initial_until=None)
    make.contract("A-9", framework=hidden, until=None)
    hidden.options.create(number=1, months=12, decide_by=timezone.localdate() + timedelta(days=20))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get()
    client.force_login(make.user("upphandlingschef"))
    assert "Hemlig" not in client.get("/att-gora/").content.decode()
    assert client.get(f"/att-gora/{duty.pk}/lamna/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["upphandlare", "upphandlingschef"])
def test_no_action_is_done_to_a_duty_that_one_may_not_know_of_though_it_is_ones_roles(client, rules, role):
    today = timezone.localdate()
    hidden = make.contract("A-9", title="Hemligt avtal", is_secret=True, until=today + timedelta(days=80))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get()
    Duty.objects.update(due_on=today - timedelta(days=60))  # overdue, so that it would be the manager's too
    before = Duty.objects.values().get()
    person = make.user(role)
    colleague = make.user("upphandlare", username="annan")
    client.force_login(person)
    for action, sent in (
        ("klart", {}),
        ("senare", {"until": str(today + timedelta(days=3))}),
        ("lamna", {"to": colleague.pk}),
    ):
        answer = client.post(f"/att-gora/{duty.pk}/{action}/", sent)
        assert answer.status_code == 404
        assert "Hemligt" not in answer.content.decode()
    assert "Hemligt" not in client.get("/att-gora/").content.decode()
    for action in (
        lambda: actions.finish_duty(duty_id=duty.pk, by=person, at=timezone.now()),
        lambda: actions.snooze_duty(duty_id=duty.pk, until=today + timedelta(days=3), by=person, at=timezone.now()),
        lambda: actions.delegate_duty(duty_id=duty.pk, to=colleague, by=person, at=timezone.now()),
    ):
        with pytest.raises(actions.NotYours):
            action()
    assert Duty.objects.values().get() == before
    AccessGrant.objects.create(object=hidden, user=person)
    client.post(f"/att-gora/{duty.pk}/klart/")
    assert Duty.objects.get().state == "DONE"
