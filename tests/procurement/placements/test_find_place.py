"""Who with a contract can meet a need, and why the others cannot."""

from datetime import date

import pytest

from contracts.register.models import CallOff
from contracts.suppliers.models import PlacementStop, SupplierUnit, TargetGroup
from huddinge_vo.common.periods import add_months
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)


@pytest.fixture
def asker(client):
    person = make.user("handläggare")
    client.force_login(person)
    return person


@pytest.fixture
def round_():
    return make.framework(call_off_method=CallOff.RANKED)


def home(name, serial, rank, round_, **values):
    supplier = make.supplier(f"{name} AB", make.ORG_NUMBERS[serial])
    contract = make.contract(f"A-{serial}", supplier=supplier, framework=round_, rank=rank)
    unit = SupplierUnit.objects.create(supplier=supplier, name=name, **values)
    unit.areas.add(make.area())
    return contract, unit


def search(client, **values):
    return client.get("/hitta-plats/", {"omrade": make.area().pk, "fran": ON.isoformat(), **values})


def names(answer, key="can"):
    return [each.of.unit_name for each in answer.context[key]]


def test_those_that_can_stand_in_rank_and_the_others_with_their_reasons(client, asker, round_):
    home("Sist", 0, 2, round_)
    _, stopped = home("Stoppad", 1, 1, round_)
    home("Ung", 2, 3, round_, age_from=7, age_to=12)
    PlacementStop.objects.create(
        supplier=stopped.supplier, unit=stopped, reason="Brist", valid_from=ON, valid_until=ON, decided_by=asker
    )
    home("Fyra", 3, 4, round_, age_from=15)
    answer = search(client, alder=15)
    assert names(answer) == ["sist", "fyra"]
    page = answer.content.decode()
    assert "placeringsstopp sedan 2026-06-01" in page
    assert "annan ålder" in page
    assert "Placera här" in page
    assert names(search(client, alder=15, fran="2026-06-02")) == ["stoppad", "sist", "fyra"]


def test_what_is_secret_is_neither_listed_nor_counted_nor_hinted_at(client, asker, round_):
    _, open_ = home("Öppna", 0, 1, round_)
    _, unit = home("Dolda", 1, 2, round_)
    contract, _ = home("Avtalsdolda", 2, 3, round_)
    _, of_secret = home("Leverantörsdolda", 3, 4, round_)
    SupplierUnit.objects.filter(pk=unit.pk).update(is_secret=True)
    type(contract).objects.filter(pk=contract.pk).update(is_secret=True)
    type(of_secret.supplier).objects.filter(pk=of_secret.supplier_id).update(is_secret=True)
    answer = search(client)
    page = answer.content.decode()
    for hidden in ("Dolda</a>", "Avtalsdolda", "Leverantörsdolda"):
        assert hidden not in page
    assert open_.name in page
    assert answer.context["cannot"].paginator.count == 0
    assert answer.context["can"].paginator.count == 2  # the open supplier of the secret unit stands for itself


def test_the_price_is_the_units_else_the_contracts_and_says_which(client, asker, round_):
    contract, unit = home("Ett", 0, 1, round_)
    make.price("1800.00", of=contract)
    assert "1 800,00 kr per dygn (Vårddygn, avtalets pris)" in search(client).content.decode().replace("\xa0", " ")
    make.price("2100.00", of=contract, unit=unit, item="Dygn på hemmet")
    assert "(Dygn på hemmet, verksamhetens pris)" in search(client).content.decode()


def test_an_unknown_distance_leaves_out_only_where_a_longest_is_asked_for(client, asker, round_):
    home("Ett", 0, 1, round_)
    assert names(search(client)) == ["ett"]
    answer = search(client, avstand=50)
    assert names(answer) == []
    assert "avståndet är okänt" in answer.content.decode()
    assert f"%3A{'LOCATION'}" in answer.context["deviation_query"]


def test_a_contract_that_is_not_in_force_that_day_is_told_with_its_reason(client, asker, round_):
    home("Ett", 0, 1, round_)
    answer = search(client, fran=add_months(date(2026, 12, 31), 1).isoformat())
    assert "avtalet gäller inte" in answer.content.decode()


@pytest.mark.parametrize("field", ["omrade", "malgrupp", "alder", "kon", "lan", "avstand", "fran", "ledig", "annat"])
def test_a_personal_number_in_the_address_is_refused_with_the_explanation(client, asker, field):
    answer = search(client, **{field: "19 850712-1237"})
    assert "ser ut som ett personnummer" in answer.content.decode()
    assert answer.context["step"] == 1


def test_only_who_may_ask_for_a_place_looks_for_one(client):
    client.force_login(make.user("läsare"))
    assert client.get("/hitta-plats/").status_code == 403


@pytest.mark.parametrize("number", [3, 30])
def test_it_asks_as_much_however_many_units_there_are(client, asker, round_, number, django_assert_max_num_queries):
    group = TargetGroup.objects.create(name="unga")
    contract, first = home("Hem", 0, 1, round_)
    make.price(of=contract)
    for each in range(number):
        unit = SupplierUnit.objects.create(supplier=first.supplier, name=f"Hem {each}")
        unit.areas.add(make.area())
        unit.target_groups.add(group)
    with django_assert_max_num_queries(35):
        assert search(client, malgrupp=group.pk).status_code == 200


def placed(client, contract, unit, **values):
    sent = {
        "contract": contract.pk,
        "place": unit.pk,
        "area": make.area().pk,
        "valid_from": "2026-06-01",
        "price_per": "DAY",
        "why": "Bäst för behovet",
    }
    return client.post("/placeringar/nytt/", {**sent, **values})


def test_whoever_passes_somebody_over_in_a_ranked_order_says_why_and_it_is_kept(client, asker, round_):
    first, _ = home("Ett", 0, 1, round_)
    second, unit = home("Två", 1, 2, round_)
    asked = placed(client, second, unit)
    assert asked.status_code == 422
    assert "Varför inte Ett AB (A-0, plats 1)" in asked.content.decode()
    assert not Placement.objects.exists()
    other = placed(client, second, unit, **{f"nej_{first.pk}": "OTHER", "broke_order": "Ett tackade nej"})
    assert "Skriv varför Ett AB inte kunde" in other.content.decode()
    person = {f"nej_{first.pk}": "OTHER", f"ord_{first.pk}": "19 850712-1237", "broke_order": "Nej"}
    assert "personnummer" in placed(client, second, unit, **person).content.decode()
    done = placed(client, second, unit, **{f"nej_{first.pk}": "CAPACITY", "broke_order": "Ett har fullt"})
    assert done.status_code == 302
    made = Placement.objects.get()
    assert (made.supplier, made.category, made.broke_order) == (second.supplier, make.area().category, "Ett har fullt")
    assert [(each.contract, each.answer) for each in made.asked.all()] == [(first, "CAPACITY")]


def test_the_first_in_order_is_placed_without_further_ado_with_what_was_found(client, asker, round_):
    first, unit = home("Ett", 0, 1, round_)
    home("Två", 1, 2, round_)
    make.price("1800.00", of=first)
    query = f"avtal={first.pk}&verksamhet={unit.pk}&omrade={make.area().pk}&fran=2026-06-01"
    page = client.get(f"/placeringar/nytt/?{query}").content.decode()
    assert 'value="1800,00"' in page
    assert "Varför inte" not in page
    assert placed(client, first, unit).status_code == 302
    assert (Placement.objects.get().number, Placement.objects.get().broke_order) == ("AVR-2026-0001", "")
