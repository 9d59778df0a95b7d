"""If a supplier fails: who lives there, where each could go, at which price, and who decides."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit
from followup.duties.kinds import KINDS
from procurement.failures.reports import failure
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """A home where two live, and another supplier with a contract in the same area."""
    contract = make.contract(until=None)
    unit = SupplierUnit.objects.create(supplier=contract.supplier, name="Provhemmet")
    unit.areas.add(make.area())
    other = make.contract("A-2", supplier=make.supplier("Annan omsorg AB", make.ORG_NUMBERS[1]), until=None)
    make.price("2600.00", of=other)
    for number, price in (("AVR-1", 2500), ("AVR-2", None)):
        placed(contract, number, place=unit, price_sek=price)
    return unit


def placed(contract, number, **values):
    values = {"valid_from": date(2026, 1, 1), "area": make.area(), **values}
    return Placement.objects.create(
        number=number,
        buyer=make.buyer(),
        supplier=contract.supplier,
        contract=contract,
        category=make.category(),
        requested_by=make.User.objects.get_or_create(username="begar")[0],
        case_reference="ÄR-2026-77",
        **values,
    )


def found(unit, by="verksamhetschef"):
    person = make.User.objects.filter(username=by).first() or make.user(by)
    return failure(supplier=unit.supplier, buyer=make.buyer(), user=person, on=timezone.localdate())


def test_each_who_lives_there_has_somewhere_to_go_and_what_it_costs(home):
    make.delegations(None, "verksamhetschef")
    told = found(home)
    assert [each.placement.number for each in told.residents] == ["AVR-1", "AVR-2"]
    assert [each.alternatives[0].contract.number for each in told.residents] == ["A-2", "A-2"]
    assert (told.without, told.more_sek, told.priced) == (0, Decimal(100 * 365), 1)
    assert [contract.number for contract in told.contracts] == ["A-1"]
    assert {each.role.name for each in told.deciders} == {"verksamhetschef"}


def test_nobody_is_sent_to_the_one_that_fails_nor_where_nobody_new_is_placed(home):
    SupplierUnit.objects.create(supplier=home.supplier, name="Ett annat hem hos samma")
    other = make.Contract.objects.get(number="A-2").supplier
    PlacementStop.objects.create(
        supplier=other, reason="Prov", valid_from=date(2026, 1, 1), decided_by=make.user(None, username="x")
    )
    told = found(home)
    assert told.without == 2
    assert told.more_sek is None


def test_who_has_moved_does_not_live_there_and_the_last_day_counts(home):
    contract = make.Contract.objects.get(number="A-1")
    placed(contract, "AVR-3", valid_until=timezone.localdate() - timedelta(days=1))
    placed(contract, "AVR-4", valid_until=timezone.localdate())
    assert {each.placement.number for each in found(home).residents} == {"AVR-1", "AVR-2", "AVR-4"}


def test_what_is_secret_is_neither_there_nor_an_alternative(home):
    Placement.objects.filter(number="AVR-2").update(is_secret=True)
    make.Contract.objects.filter(number="A-2").update(is_secret=True)
    told = found(home)
    assert [each.placement.number for each in told.residents] == ["AVR-1"]
    assert told.without == 1


def test_what_costs_less_elsewhere_is_said_to_and_has_no_minus(client, home):
    Placement.objects.filter(number="AVR-1").update(price_sek=2700)
    client.force_login(make.user("verksamhetschef"))
    page = client.get(reverse("procurement:supplier-failure", args=[home.supplier_id])).content.decode()
    figure = page.split("Mindre per år (kr)")[1].split("går att räkna")[0].replace("\xa0", " ")
    assert "36 500" in figure
    assert "−" not in figure


def test_the_page_and_the_paper_say_it_without_the_case(client, home):
    PlacementStop.objects.create(
        supplier=home.supplier,
        unit=home,
        reason="Tillståndet är återkallat",
        valid_from=date(2026, 11, 1),
        permit=Permit.objects.create(
            unit=home, org_number=make.ORG_NUMBERS[0], legal_ground="SoL", decided_on=date(2024, 1, 1)
        ),
    )
    client.force_login(make.user("verksamhetschef"))
    stops = client.get("/placeringsstopp/").content.decode()
    assert "Tillståndet är återkallat" in stops
    assert f'href="/bortfall/{home.supplier_id}/"' in stops
    for query in ("?orsak=tillstand", "?bor=ja", "?sok=Provhemmet", "?export=csv"):
        assert client.get(f"/placeringsstopp/{query}").status_code == 200
    assert "Tillståndet" not in client.get("/placeringsstopp/?orsak=person").content.decode()
    page = client.get(f"/bortfall/{home.supplier_id}/").content.decode()
    assert "Annan omsorg AB" in page
    assert "36 500,00" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "ÄR-2026-77" not in page
    paper = client.get(f"/bortfall/{home.supplier_id}/underlag.pdf")
    assert paper.content[:5] == b"%PDF-"
    assert client.get("/bortfall/999999/").status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_it_asks_by_the_need_and_not_by_the_person(client, home, number, django_assert_max_num_queries):
    contract = make.Contract.objects.get(number="A-1")
    for each in range(number):
        placed(contract, f"AVR-1{each}", place=home, price_sek=2000)
    client.force_login(make.user("verksamhetschef"))
    with django_assert_max_num_queries(55):
        client.get(f"/bortfall/{home.supplier_id}/")
    with django_assert_max_num_queries(25):
        client.get("/placeringsstopp/")


def test_whoever_is_in_charge_is_told_the_same_day_that_a_permit_is_lost(home):
    today = timezone.localdate()
    chief = make.user("handläggare")
    Placement.objects.filter(number="AVR-1").update(responsible=chief)
    permit = Permit.objects.create(
        unit=home, org_number=make.ORG_NUMBERS[0], legal_ground="SoL", decided_on=date(2024, 1, 1)
    )
    kind = KINDS["PERMIT_LOST"]
    assert list(kind.find(make.buyer(), today)) == []
    stop = PlacementStop.objects.create(
        supplier=home.supplier, unit=home, reason="Prov", valid_from=today, permit=permit
    )
    told = list(kind.find(make.buyer(), today))
    assert {(each.due_on, each.person_id) for each in told} == {
        (today, chief.pk),
        (today, Placement.objects.get(number="AVR-2").requested_by_id),
    }
    stop.valid_until = today - timedelta(days=1)
    PlacementStop.objects.filter(pk=stop.pk).update(valid_from=stop.valid_until, valid_until=stop.valid_until)
    assert list(kind.find(make.buyer(), today)) == []
