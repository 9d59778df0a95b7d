"""What is said of many duties at once: told before, done with those it may be done with, and taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.suppliers.models import Supplier
from followup.duties import actions
from followup.duties.models import Duty
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/att-gora/"


@pytest.fixture
def owner(client, rules):
    """Who answers for contracts that end, at the list."""
    person = make.user("upphandlare", username="ägaren")
    client.force_login(person)
    return person


def ending(owner, count, first=0, **values):
    """Duties of contracts that end, each of which a person says is done; their ids."""
    until = timezone.localdate() + timedelta(days=60)
    known = Supplier.objects.filter(org_number=make.ORG_NUMBERS[1]).first()
    supplier = known or make.supplier("Många AB", make.ORG_NUMBERS[1])
    for number in range(first, first + count):
        make.contract(f"M-{number}", supplier=supplier, owner=owner, until=until, **values)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    return list(Duty.objects.filter(rule__kind="CONTRACT_END").order_by("pk").values_list("pk", flat=True))


def undecided(owner):
    """A duty whose end the system tells by itself."""
    make.activity(status="ONGOING", ends_on=timezone.localdate() + timedelta(days=5), responsible_person=owner)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    return Duty.objects.get(rule__kind="ACTIVITY_DUE")


def main(answer):
    return " ".join(answer.content.decode().rpartition('<main class="page"')[2].split())


def say(client, what, ids, **sent):
    """Ask for it, and say yes to what is told; what came of it."""
    asked = client.post(f"{LIST}{what}/", {"id": ids})
    return client.post(f"{LIST}{what}/", {"id": ids, "visat": asked.context["mark"], **sent}, follow=True)


def undo(client, what):
    return main(client.post(f"{LIST}{what}/", {"angra": "1"}, follow=True))


def facts():
    said = ("pk", "state", "snoozed_until", "done_by", "delegated_to", "due_on")
    return list(Duty.objects.order_by("pk").values_list(*said))


def test_the_list_offers_them_and_tells_how_many_before_anything_is_done(client, owner):
    ids = ending(owner, 3)
    page = main(client.get(LIST))
    assert "Alla 3 i listan" in page
    assert f'value="{ids[0]}" form="valda"' in page
    before = facts()
    asked = main(client.post(f"{LIST}klart/", {"alla": "1"}))
    assert "3 uppgifter tas med" in asked
    assert "Klart för 3 uppgifter" in asked
    assert facts() == before
    assert client.post(f"{LIST}klart/").url == LIST


def test_a_long_list_has_pages_and_all_are_those_of_every_page(client, owner):
    ids = ending(owner, 53)
    first, second = client.get(LIST), client.get(f"{LIST}?page=2")
    assert [len(page.context["duties"]) for page in (first, second)] == [50, 3]
    assert {each.pk for page in (first, second) for each in page.context["duties"]} == set(ids)
    assert "53 uppgifter" in main(first)
    assert "53 uppgifter tas med" in main(client.post(f"{LIST}senare/", {"alla": "1"}))
    assert "1 uppgift tas med" in main(client.post(f"{LIST}senare/", {"id": [second.context["duties"][0].pk]}))


def test_done_are_those_that_a_person_can_tell_and_the_others_are_left(client, owner):
    ids, other = ending(owner, 2), undecided(owner)
    asked = client.post(f"{LIST}klart/", {"alla": "1"})
    assert "2 uppgifter tas med" in main(asked)
    assert "försvinner av sig själva när det är gjort" in main(asked)
    before = facts()
    assert "2 uppgifter är klara." in main(say(client, "klart", [*ids, other.pk]))
    assert set(Duty.objects.filter(state="DONE", done_by=owner).values_list("pk", flat=True)) == set(ids)
    assert "Ångrat: 2 uppgifter är att göra igen." in undo(client, "klart")
    assert facts() == before
    assert "Det finns inget att ångra." in undo(client, "klart")


def test_put_off_they_come_back_as_they_were_but_for_what_has_changed_since(client, owner):
    ids = ending(owner, 3)
    today = timezone.localdate()
    earlier, until = today + timedelta(days=2), today + timedelta(days=9)
    actions.snooze_duty(duty_id=ids[0], until=earlier, by=owner, at=timezone.now())
    assert say(client, "senare", ids[1:], until=str(today)).status_code == 422
    asked = client.post(f"{LIST}senare/?urval=senare", {"alla": "1"})
    mark = asked.context["mark"]
    client.post(f"{LIST}senare/?urval=senare", {"alla": "1", "visat": mark, "until": str(until)})
    assert Duty.objects.get(pk=ids[0]).snoozed_until == until
    undo(client, "senare")
    assert Duty.objects.get(pk=ids[0]).snoozed_until == earlier
    said = main(say(client, "senare", ids[1:], until=str(until)))
    assert f"Du påminns igen {until} om 2 uppgifter." in said
    actions.finish_duty(duty_id=ids[1], by=owner, at=timezone.now())
    assert "Ångrat: 1 uppgift påminner som förut. 1 har ändrats sedan dess, och lämnades." in undo(client, "senare")
    assert [Duty.objects.get(pk=pk).state for pk in ids] == ["SNOOZED", "DONE", "OPEN"]


def test_handed_over_they_are_the_other_persons_until_they_are_taken_back(client, owner):
    ids = ending(owner, 3)
    colleague = make.user("kategoriledare", username="kollegan")
    before = facts()
    assert "2 uppgifter är lämnade till kollegan." in main(say(client, "lamna", ids[:2], to=colleague.pk))
    assert {duty.holder for duty in Duty.objects.filter(pk__in=ids[:2])} == {colleague}
    assert Duty.objects.get(pk=ids[2]).holder == owner
    actions.finish_duty(duty_id=ids[0], by=colleague, at=timezone.now())
    said = undo(client, "lamna")
    assert "Ångrat: 1 uppgift är tillbaka hos den som hade dem. 1 har ändrats sedan dess, och lämnades." in said
    assert facts()[1:] == before[1:]
    assert Duty.objects.get(pk=ids[0]).state == "DONE"


def test_what_is_taken_back_has_to_become_ones_own_again(client, owner):
    ids = ending(owner, 1)
    colleague, successor = make.user("kategoriledare"), make.user("upphandlare", username="efterträdaren")
    say(client, "lamna", ids, to=colleague.pk)
    Duty.objects.filter(pk=ids[0]).update(person=successor)
    assert "Uppgiften är någon annans." in undo(client, "lamna")
    assert Duty.objects.get(pk=ids[0]).delegated_to == colleague


def test_nobody_is_given_what_he_may_not_know_of(client, owner):
    ids = ending(owner, 1)
    hidden = make.contract("H-1", is_secret=True, owner=owner, until=timezone.localdate() + timedelta(days=60))
    AccessGrant.objects.create(object=hidden, user=owner)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    colleague = make.user("kategoriledare")
    secret = Duty.objects.get(is_secret=True)
    said = main(say(client, "lamna", [*ids, secret.pk], to=colleague.pk))
    assert "1 uppgift är lämnad till kategoriledare. 1 är kvar: kategoriledare har dem redan, eller har inte" in said
    secret.refresh_from_db()
    assert secret.delegated_to is None


def test_somebody_elses_are_not_chosen_by_their_numbers(client, owner):
    other = make.user("upphandlare", username="annan")
    ids = ending(other, 2)
    before = facts()
    for what in ("klart", "senare", "lamna"):
        assert client.post(f"{LIST}{what}/", {"id": ids}).url == LIST
    now = timezone.now()
    until = timezone.localdate() + timedelta(days=3)
    assert actions.finish_duties(duty_ids=ids, by=owner, at=now) == []
    assert actions.snooze_duties(duty_ids=ids, until=until, by=owner, at=now) == []
    assert actions.delegate_duties(duty_ids=ids, to=owner, by=owner, at=now) == []
    assert facts() == before


def test_who_may_not_is_refused(client, rules):
    client.force_login(make.user("förvaltare", username="utan", at=make.buyer()))
    person = User.objects.get(username="utan")
    person.memberships.all().delete()
    assert client.post(f"{LIST}klart/", {"alla": "1"}).status_code == 403


def test_it_asks_as_much_of_many_as_of_few(client, owner):
    def asked(ids):
        with CaptureQueriesContext(connection) as listed:
            client.get(LIST)
        with CaptureQueriesContext(connection) as told:
            page = client.post(f"{LIST}senare/", {"id": ids})
        until = timezone.localdate() + timedelta(days=len(ids))
        with CaptureQueriesContext(connection) as done:
            client.post(f"{LIST}senare/", {"id": ids, "visat": page.context["mark"], "until": str(until)})
        undo(client, "senare")
        return len(listed), len(told), len(done)

    few = asked(ending(owner, 3))
    assert few == asked(ending(owner, 27, first=3))


@pytest.mark.django_db(transaction=True)
def test_two_who_do_the_same_at_once_do_it_once(rules):
    owner = make.user("upphandlare", username="ägaren")
    ids = ending(owner, 3)

    def finish(_):
        try:
            return actions.finish_duties(duty_ids=ids, by=User.objects.get(pk=owner.pk), at=timezone.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(finish, range(2)))
    assert sorted(map(len, done)) == [0, 3]
