"""Checks that are registered for many at once: told before, of each the kind it was, and no ratings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.checks.models import SupplierCheck
from contracts.suppliers.models import SupplierUnit
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST, REGISTER = "/kontroller/", "/kontroller/registrera/"


def checked(supplier, kind="TAXES", days_ago=100, **values):
    on = timezone.localdate() - timedelta(days=days_ago)
    said = {"outcome": "PASSED", "source": "Skatteverket", "registered_at": timezone.now(), **values}
    return SupplierCheck.objects.create(supplier=supplier, kind=kind, checked_on=on, valid_until=on, **said)


@pytest.fixture
def buyer(client):
    person = make.user("upphandlare")
    client.force_login(person)
    return person


def main(answer):
    return " ".join(answer.content.decode().rpartition('<main class="page"')[2].split())


def register(client, ids, **sent):
    asked = client.post(REGISTER, {"id": ids})
    found = {"outcome": "PASSED", "checked_on": str(timezone.localdate()), "source": "Skatteverket", **sent}
    return client.post(REGISTER, {"id": ids, "visat": asked.context["mark"], **found}, follow=True)


def test_each_is_registered_anew_with_its_own_kind_and_place_and_ratings_are_left(client, buyer):
    one, two = make.supplier(), make.supplier("Två AB", make.ORG_NUMBERS[1])
    unit = SupplierUnit.objects.create(supplier=one, name="Gården")
    taxes, permit = checked(one), checked(one, "PERMIT", unit=unit)
    rating = checked(two, "RATING", score=60)
    asked = main(client.post(REGISTER, {"alla": "1"}))
    assert "2 kontroller tas med" in asked
    assert "är kreditbetyg: varje betyg registreras för sig" in asked
    assert SupplierCheck.objects.count() == 3
    said = main(register(client, [taxes.pk, permit.pk, rating.pk]))
    assert "2 kontroller är registrerade." in said
    today = timezone.localdate()
    new = SupplierCheck.objects.filter(checked_on=today).order_by("kind")
    assert [(each.supplier, each.unit, each.kind, each.valid_until) for each in new] == [
        (one, unit, "PERMIT", today + timedelta(days=90)),
        (one, None, "TAXES", today + timedelta(days=90)),
    ]
    assert {each.registered_by for each in new} == {buyer}
    old = SupplierCheck.objects.filter(pk__in=[taxes.pk, permit.pk])
    assert {each.checked_on for each in old} == {today - timedelta(days=100)}


def test_said_twice_it_is_registered_once(client, buyer):
    one = checked(make.supplier())
    register(client, [one.pk])
    latest = SupplierCheck.objects.latest("pk")
    assert "0 kontroller är registrerade." in main(register(client, [latest.pk]))
    assert SupplierCheck.objects.count() == 2


def test_a_day_to_come_and_a_personal_number_are_refused_at_their_fields(client, buyer):
    one = checked(make.supplier())
    tomorrow = register(client, [one.pk], checked_on=str(timezone.localdate() + timedelta(days=1)))
    assert tomorrow.status_code == 422
    assert "Dagen har inte varit än." in main(tomorrow)
    assert register(client, [one.pk], source="850709-9805").status_code == 422
    assert SupplierCheck.objects.count() == 1


def test_what_is_secret_and_merged_away_is_not_registered(client, buyer):
    hidden, gone = make.supplier("Hemligt AB", is_secret=True), make.supplier("Förr AB", make.ORG_NUMBERS[1])
    into = make.supplier("Nu AB", make.ORG_NUMBERS[2])
    gone.merged_into = into
    gone.save()
    secret, merged, plain = checked(hidden), checked(gone), checked(into)
    said = client.post(REGISTER, {"id": [secret.pk, merged.pk, plain.pk]})
    assert [each.pk for each in said.context["taken"].rows] == [plain.pk]
    assert "Hemligt AB" not in main(said)


def test_who_may_not_is_refused_and_has_no_boxes(client):
    checked(make.supplier())
    client.force_login(make.user("läsare"))
    assert client.post(REGISTER, {"alla": "1"}).status_code == 403
    assert 'name="id"' not in main(client.get(LIST))


def test_it_asks_as_much_of_many_as_of_few(client, buyer):
    supplier = make.supplier()

    def asked(ids):
        with CaptureQueriesContext(connection) as told:
            client.post(REGISTER, {"id": ids})
        with CaptureQueriesContext(connection) as done:
            register(client, ids, source=f"Skatteverket {len(ids)}")
        return len(told), len(done)

    units = [SupplierUnit.objects.create(supplier=supplier, name=f"Hus {number}") for number in range(33)]
    checks = [checked(supplier, unit=unit).pk for unit in units]
    assert asked(checks[:3]) == asked(checks[3:])
