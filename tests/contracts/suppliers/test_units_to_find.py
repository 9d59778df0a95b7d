"""Units as a need is matched with them: for whom they are, where they lie, and what is free."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.suppliers.models import SupplierUnit, TargetGroup
from tests import factories as make

pytestmark = pytest.mark.django_db
SENT = {"name": "Provgården", "areas": [], "target_group": "", "places": "6"}


@pytest.fixture
def unit():
    return SupplierUnit.objects.create(supplier=make.supplier(), name="Provgården")


def test_a_unit_says_for_whom_it_is_where_it_lies_and_what_is_free(officer, unit):
    young, unused = TargetGroup.objects.create(name="unga"), TargetGroup.objects.create(name="äldre", is_used=False)
    values = {
        "latitude": "59,23705",
        "longitude": "17.98190",
        "target_groups": [young.pk],
        "takes": "WOMEN",
        "age_from": "13",
        "age_to": "17",
        "free_places": "2",
        "free_places_on": "2026-11-20",
        "version": "1",
    }
    path = f"/verksamheter/{unit.pk}/andra/"
    assert "äldre" not in officer.get(path).content.decode()
    assert officer.post(path, {**SENT, **values}).status_code == 302
    unit.refresh_from_db()
    assert (unit.latitude, unit.longitude) == (Decimal("59.23705"), Decimal("17.98190"))
    assert (unit.takes, unit.free_places, unit.free_places_on) == ("WOMEN", 2, date(2026, 11, 20))
    assert list(unit.target_groups.all()) == [young]
    page = officer.get(f"/verksamheter/{unit.pk}/").content.decode()
    assert "2 enligt besked" in page
    unit.target_groups.set([unused])  # what is no longer chosen stays until somebody takes it away
    assert "äldre" in officer.get(path).content.decode()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"latitude": "59,2"}, "Ange både latitud"),
        ({"latitude": "91", "longitude": "18"}, "Ange högst 90."),
        ({"free_places": "2"}, "vilken dag beskedet gavs"),
        ({"age_from": "18", "age_to": "17"}, "Åldern från kan inte vara högre"),
        ({"name": "19 850712-1237"}, "personnummer"),
        ({"target_group": "19 850712-1237"}, "personnummer"),
    ],
)
def test_what_a_unit_cannot_be_is_told_at_the_field(officer, unit, values, fault):
    answer = officer.post(f"/verksamheter/{unit.pk}/andra/", {**SENT, "version": "1", **values})
    assert answer.status_code == 422
    assert fault in answer.content.decode()


def test_the_list_is_narrowed_by_for_whom_they_are_and_what_is_free(officer, unit):
    young = TargetGroup.objects.create(name="unga")
    unit.target_groups.add(young)
    SupplierUnit.objects.filter(pk=unit.pk).update(
        takes="ALL", age_from=13, age_to=17, free_places=1, free_places_on=date(2026, 11, 1)
    )
    SupplierUnit.objects.create(
        supplier=unit.supplier, name="Annat", takes="MEN", age_from=18, free_places=0, free_places_on=date(2026, 11, 1)
    )
    SupplierUnit.objects.create(supplier=unit.supplier, name="Tyst")
    for query, found in {
        f"malgrupp={young.pk}": {"Provgården"},
        "tar_emot=MEN": {"Provgården", "Annat"},
        "tar_emot=WOMEN": {"Provgården"},
        "alder=17": {"Provgården", "Tyst"},
        "alder=18": {"Annat", "Tyst"},
        "lediga=ja": {"Provgården"},
        "lediga=nej": {"Annat"},
        "lediga=okant": {"Tyst"},
    }.items():
        rows = officer.get(f"/verksamheter/?{query}").context["table"].rows
        assert {row.record.name for row in rows} == found, query


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_as_much_however_long_it_is(officer, number, django_assert_max_num_queries):
    supplier, group = make.supplier(), TargetGroup.objects.create(name="unga")
    for each in range(number):
        SupplierUnit.objects.create(supplier=supplier, name=f"Hem {each}").target_groups.add(group)
    with django_assert_max_num_queries(25):
        assert officer.get("/verksamheter/").status_code == 200


def test_target_groups_are_added_renamed_and_laid_aside_by_who_may(client, unit):
    client.force_login(make.user("läsare"))
    for path in ("/administration/malgrupper/", "/administration/malgrupper/ny/"):
        assert client.get(path).status_code == 403
    client.force_login(make.user("förvaltare"))
    assert client.post("/administration/malgrupper/ny/", {"name": "unga", "is_used": "on"}).status_code == 302
    made = TargetGroup.objects.get()
    unit.target_groups.add(made)
    assert 'data-label="Verksamheter">1<' in client.get("/administration/malgrupper/").content.decode()
    again = client.post("/administration/malgrupper/ny/", {"name": "unga"})
    assert (again.status_code, "Målgruppen finns redan" in again.content.decode()) == (422, True)
    sent = {"name": "unga vuxna", "version": made.version}
    assert client.post(f"/administration/malgrupper/{made.pk}/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.is_used) == ("unga vuxna", False)
    person = client.post("/administration/malgrupper/ny/", {"name": "19 850712-1237"})
    assert (person.status_code, "personnummer" in person.content.decode()) == (422, True)


def test_a_secret_unit_is_not_counted_for_whoever_may_not_know_of_it(client, unit):
    group = TargetGroup.objects.create(name="unga")
    unit.target_groups.add(group)
    SupplierUnit.objects.filter(pk=unit.pk).update(is_secret=True)
    client.force_login(make.user("förvaltare"))
    assert 'data-label="Verksamheter">0<' in client.get("/administration/malgrupper/").content.decode()
