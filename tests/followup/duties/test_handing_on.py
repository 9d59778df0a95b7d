"""What is put off, handed on, left by somebody or overdue: whose it is then, and that its day stays."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from followup.duties import actions
from followup.duties.models import Duty
from huddinge_vo.common.people.models import Membership, User
from tests import factories as make
from tests.followup.duties.office import at, refresh


@pytest.mark.django_db
def test_put_off_handed_on_and_moved_the_due_day_stays(client, rules):
    by, colleague = make.user("kategoriledare"), make.user("upphandlare")
    make.activity(status="ONGOING", ends_on=timezone.localdate() + timedelta(days=5), responsible_person=by)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get(rule__kind="ACTIVITY_DUE")
    client.force_login(by)
    assert duty.title in client.get("/att-gora/").content.decode()
    yesterday = client.post(f"/att-gora/{duty.pk}/senare/", {"until": "2020-01-01"})
    assert yesterday.status_code == 422
    assert "Välj en dag som kommer" in yesterday.content.decode()
    client.post(f"/att-gora/{duty.pk}/senare/", {"until": str(timezone.localdate() + timedelta(days=3))})
    assert duty.title not in client.get("/att-gora/").content.decode()
    assert duty.title in client.get("/att-gora/?urval=senare").content.decode()
    due = duty.due_on
    client.post(f"/att-gora/{duty.pk}/lamna/", {"to": colleague.pk})
    duty.refresh_from_db()
    assert (duty.delegated_to, duty.due_on) == (colleague, due)
    client.post(f"/att-gora/{duty.pk}/klart/")
    duty.refresh_from_db()
    assert duty.state == "SNOOZED"  # it is the colleague's now
    client.post("/att-gora/flytta/", {"of": colleague.pk, "to": by.pk})
    duty.refresh_from_db()
    assert duty.holder == by


def mine(person, day):
    return {(duty.title, duty.due_on) for duty in Duty.objects.of_person(person).to_do_on(day)}


@pytest.mark.django_db
def test_what_was_handed_on_stays_so_when_the_next_rule_or_a_moved_day_makes_a_new_duty(rules):
    owner, colleague = make.user("upphandlare"), make.user("kategoriledare")
    contract = make.contract("A-1", owner=owner, until=date(2026, 12, 31), ceiling_sek=1_000_000)
    refresh(date(2026, 1, 2))  # twelve months before
    first = Duty.objects.get()
    actions.delegate_duty(duty_id=first.pk, to=colleague, by=owner, at=at(date(2026, 1, 2)))
    actions.finish_duty(duty_id=first.pk, by=colleague, at=at(date(2026, 1, 3)))
    day = date(2026, 7, 1)
    refresh(day)  # six months before
    assert mine(colleague, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 12, 31))}
    assert mine(owner, day) == set()
    contract.initial_until = date(2026, 11, 30)
    contract.save()
    refresh(day)
    assert mine(colleague, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 11, 30))}
    contract.initial_until = date(2026, 12, 31)  # back again: the duty that there was
    contract.save()
    Duty.objects.filter(due_on=date(2026, 12, 31)).update(delegated_to=None)
    refresh(day)
    assert mine(colleague, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 12, 31))}
    contract.owner = successor = make.user("upphandlare", username="ny")  # what was asked for is the former owner's
    contract.save()
    refresh(day)
    assert mine(colleague, day) == set()
    assert mine(successor, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 12, 31))}


@pytest.mark.django_db
def test_what_was_put_off_stays_so_when_its_day_moves_but_a_nearer_reminder_comes(rules):
    owner = make.user("upphandlare")
    contract = make.contract("A-1", owner=owner, until=date(2026, 12, 31))
    day = date(2026, 6, 20)
    refresh(day)
    until = date(2026, 7, 20)
    actions.snooze_duty(duty_id=Duty.objects.get().pk, until=until, by=owner, at=at(day))
    contract.initial_until = date(2027, 1, 10)
    contract.save()
    refresh(day)
    moved = Duty.objects.get(due_on=date(2027, 1, 10))
    assert (moved.state, moved.snoozed_until) == ("SNOOZED", until)
    refresh(date(2026, 7, 10))  # six months before
    assert mine(owner, date(2026, 7, 10)) == {("Avtalet slutar: A-1 Provavtal", date(2027, 1, 10))}
    contract.initial_until = date(2026, 7, 15)
    contract.save()
    actions.snooze_duty(duty_id=Duty.objects.get(state="OPEN").pk, until=until, by=owner, at=at(date(2026, 7, 10)))
    refresh(date(2026, 7, 11))
    assert Duty.objects.get(due_on=date(2026, 7, 15)).state == "OPEN"  # it was put off beyond its new day


@pytest.mark.django_db
def test_what_a_leaver_had_goes_to_the_deputy_then_to_the_role_and_none_of_it_to_him(client, rules):
    day = timezone.localdate()
    leaver, deputy = make.user("upphandlare", username="slutar", email="slutar@example.se"), make.user("controller")
    of_role = make.user("upphandlare")
    make.contract("A-1", owner=leaver, deputy=deputy, until=day + timedelta(days=60))
    two = make.supplier("Två AB", make.ORG_NUMBERS[1])
    make.contract("A-2", owner=leaver, until=day + timedelta(days=60), supplier=two)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    first, second = Duty.objects.order_by("title")
    assert list(Duty.objects.of_person(of_role)) == []
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    assert list(Duty.objects.of_person(deputy)) == [first]
    assert list(Duty.objects.of_person(of_role)) == [second]
    assert leaver.pk not in actions.people_with_mail()
    for person, duty, words in ((deputy, first, "controller"), (of_role, second, "upphandlare")):
        client.force_login(person)
        page = " ".join(client.get("/att-gora/").content.decode().split())
        assert duty.title in page
        assert f'{words} <br> <span class="muted small">slutar har slutat' in page
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    assert set(Duty.objects.of_person(of_role)) == {first, second}
    actions.delegate_duty(duty_id=first.pk, to=make.user("kategoriledare"), by=of_role, at=timezone.now())
    User.objects.filter(username="kategoriledare").update(is_active=False)  # to whom it was handed has left too
    assert set(Duty.objects.of_person(of_role)) == {first, second}


@pytest.mark.django_db
def test_all_that_a_leaver_had_is_moved_also_what_he_was_deputy_for_and_it_stays_moved(client, rules):
    day = timezone.localdate()
    leaver, other = make.user("upphandlare", username="slutar"), make.user("upphandlare", username="annan")
    heir, keeper = make.user("upphandlare", username="arvinge"), make.user("förvaltare")
    suppliers = [make.supplier(f"Nr {n}", make.ORG_NUMBERS[n]) for n in range(4)]
    people = ({"owner": leaver}, {"owner": other, "deputy": leaver}, {"owner": other}, {"owner": other})
    contracts = [
        make.contract(f"A-{n}", until=day + timedelta(days=100), supplier=suppliers[n], **who)
        for n, who in enumerate(people)
    ]
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    own, as_deputy, given, put_off = Duty.objects.order_by("title")
    actions.delegate_duty(duty_id=given.pk, to=leaver, by=other, at=timezone.now())
    for action, values in (
        (actions.delegate_duty, {"to": leaver, "by": other}),
        (
            actions.snooze_duty,
            {"until": day + timedelta(days=5), "by": leaver},
        ),
    ):
        action(duty_id=put_off.pk, at=timezone.now(), **values)
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    leaver.memberships.all().delete()
    client.force_login(keeper)
    page = client.get("/att-gora/flytta/").content.decode()
    assert f'<option value="{leaver.pk}">slutar (har slutat)</option>' in page
    assert page.count(f'value="{leaver.pk}"') == 1  # nothing is moved to one who has left
    moved = client.post("/att-gora/flytta/", {"of": leaver.pk, "to": heir.pk}, follow=True).content.decode()
    assert "4 uppgifter är flyttade till arvinge." in moved

    def holders():
        return {
            duty.title.removeprefix("Avtalet slutar: "): (duty.holder, duty.deputy_now)
            for duty in Duty.objects.exclude(state="GONE").for_list()
        }

    wanted = {
        "A-0 Provavtal": (heir, None),
        "A-1 Provavtal": (other, heir),
        "A-2 Provavtal": (heir, None),
        "A-3 Provavtal": (heir, None),
    }
    assert holders() == wanted
    assert set(Duty.objects.of_person(heir)) == {own, as_deputy, given, put_off}
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert holders() == wanted
    for contract in contracts:  # and so it is for the duties that come after
        contract.initial_until = day + timedelta(days=50)
        contract.save()
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert Duty.objects.unfinished().filter(due_on=day + timedelta(days=50)).count() == 4
    assert holders() == wanted
    back = client.post("/att-gora/flytta/", {"of": heir.pk, "to": other.pk}, follow=True).content.decode()
    assert "4 uppgifter är flyttade till annan." in back
    assert set(Duty.objects.unfinished().values_list("delegated_to", flat=True)) == {other.pk, None}


@pytest.mark.django_db
def test_a_role_at_one_buyer_is_no_role_at_another(rules):
    elsewhere = make.buyer(org_number="2120000167", name="Grannkommunen")
    person = make.user("läsare")
    for role in ("upphandlare", "upphandlingschef"):
        Membership.objects.create(user=person, buyer=elsewhere, role=Group.objects.get(name=role))
    make.contract("A-1", until=date(2026, 5, 31))
    refresh()
    assert list(Duty.objects.of_person(person)) == []
    assert list(Duty.objects.overdue_for_manager(person, date(2026, 12, 31))) == []
    Membership.objects.create(user=person, buyer=make.buyer(), role=Group.objects.get(name="upphandlare"))
    assert Duty.objects.of_person(person).count() == 1


@pytest.mark.django_db
def test_what_is_overdue_beyond_its_grace_comes_to_the_manager(rules):
    by, chief = make.user("kategoriledare"), make.user("upphandlingschef")
    make.activity(status="ONGOING", ends_on=date(2026, 3, 2), responsible_person=by)
    refresh()
    duty = Duty.objects.get()
    found = Duty.objects.overdue_for_manager
    assert not found(chief, duty.due_on + timedelta(days=14)).exists()
    assert found(chief, duty.due_on + timedelta(days=15)).get() == duty
    assert not found(by, duty.due_on + timedelta(days=15)).exists()
