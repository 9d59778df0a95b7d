"""Who with a contract can meet a need, and why the others cannot."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from contracts.checks.models import CheckKind, SupplierCheck
from contracts.law.choices import PermitNeed
from contracts.register.models import CallOff
from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit, TargetGroup
from huddinge_vo.common.periods import add_months
from procurement.placements.actions import place
from procurement.placements.models import AskedSupplier, Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)


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


def test_the_evidence_of_a_permit_is_told_and_it_is_the_units_own(client, asker, round_):
    make.permit_rule(make.area(), PermitNeed.REQUIRED, date(2020, 1, 1))
    for serial, name in enumerate(("Registret", "Kontrollen", "Gammal", "Såld", "Återkallad")):
        _, unit = home(name, serial, serial + 1, round_)
        supplier = unit.supplier
        if name in {"Kontrollen", "Gammal"}:
            until = ON if name == "Kontrollen" else date(2026, 5, 31)
            SupplierCheck.objects.create(
                supplier=supplier,
                unit=unit,
                kind=CheckKind.PERMIT,
                outcome="PASSED",
                checked_on=date(2026, 3, 1),
                valid_until=until,
                source="IVO",
                registered_by=asker,
                registered_at="2026-03-01T08:00:00Z",
            )
        else:
            gone = {"status": "WITHDRAWN", "valid_until": date(2026, 5, 31)} if name == "Återkallad" else {}
            number = make.ORG_NUMBERS[6] if name == "Såld" else supplier.org_number
            Permit.objects.create(unit=unit, org_number=number, legal_ground="SoL", decided_on=date(2025, 1, 1), **gone)
    answer = search(client)
    assert names(answer) == ["registret", "kontrollen"]
    page = answer.content.decode()
    assert "tillstånd gäller enligt registrerat tillstånd" in page
    assert "tillstånd gäller enligt kontroll, som gäller till 2026-06-01; inget giltigt är registrerat" in page
    told = {
        each["unit"].name: [reason.words for reason in each["judged"].against] for each in answer.context["left_out"]
    }
    assert told == {
        "Gammal": ["tillstånd saknas: kontrollen gällde till 2026-05-31, och inget giltigt är registrerat"],
        "Såld": ["tillstånd saknas"],
        "Återkallad": ["tillståndet är återkallat"],
    }


def test_a_ceiling_that_is_reached_leaves_out_with_its_words(client, asker, round_):
    contract, _ = home("Ett", 0, 1, round_)
    type(contract).objects.filter(pk=contract.pk).update(ceiling_sek=5000)
    make.bought(contract, [date(2026, 1, 1)])
    (left,) = search(client).context["left_out"]
    assert left["judged"].against[0].words == "takvolymen är nådd: inga fler avrop"


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


def test_a_competition_answers_for_each_that_could_and_says_why_the_tender_was_best(client, asker):
    anew = make.framework(call_off_method=CallOff.MINI_COMPETITION)
    won, unit = home("Vann", 0, None, anew)
    lost, _ = home("Förlorade", 1, None, anew)
    silent, _ = home("Tyst", 2, None, anew)
    assert "fråga alla som kan möta behovet i R-1 Provomgång" in search(client).content.decode()
    asked = placed(client, won, unit)
    page = asked.content.decode()
    assert (asked.status_code, "Svar från Förlorade AB (A-1)" in page, "Svar från Vann AB" in page) == (
        422,
        True,
        False,
    )
    answers = {f"nej_{lost.pk}": "OUTBID", f"nej_{silent.pk}": "NOT_ASKED"}
    assert "Skriv varför Tyst AB inte tillfrågades." in placed(client, won, unit, **answers).content.decode()
    assert not Placement.objects.exists()
    assert placed(client, won, unit, **answers, broke_order="Akut").status_code == 302
    made = Placement.objects.get()
    assert {each.contract: each.answer for each in made.asked.all()} == {lost: "OUTBID", silent: "NOT_ASKED"}
    assert "Frångick avropsordningen" in client.get(made.get_absolute_url()).content.decode()
    assert "avrop som frångick ordningen: 1 av 1" in client.get("/placeringar/").content.decode()
    in_order = {**answers, f"nej_{silent.pk}": "NO_ANSWER"}
    assert placed(client, won, unit, **in_order).status_code == 302
    page = client.get(Placement.objects.get(broke_order="").get_absolute_url()).content.decode()
    assert "Förnyad konkurrensutsättning" in page
    assert "lämnade anbud, som inte var bäst" in page
    assert "avrop som frångick ordningen: 1 av 2" in client.get("/placeringar/").content.decode()


def test_a_call_off_by_the_action_alone_keeps_to_the_competition_too(asker):
    anew = make.framework(call_off_method=CallOff.MINI_COMPETITION)
    won, _ = home("Vann", 0, None, anew)
    lost, _ = home("Förlorade", 1, None, anew)
    new = Placement(
        buyer=won.buyer, supplier=won.supplier, contract=won, area=make.area(), category=make.area().category,
        valid_from=ON, why="Bäst",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Skriv vad som svarades av Förlorade AB"):
        place(placement=new, by=asker, at=AT)
    unasked = AskedSupplier(supplier=lost.supplier, contract=lost, answer="NOT_ASKED")
    with pytest.raises(ValidationError, match="varför inte alla tillfrågades"):
        place(placement=new, by=asker, at=AT, asked=[unasked])


def test_the_units_to_choose_from_are_those_of_the_contracts_supplier(client, asker, round_):
    first, _unit = home("Ett", 0, 1, round_)
    home("Två", 1, 2, round_)

    def choices(answer):
        return [str(each) for each in answer.context["form"].fields["place"].queryset]

    empty = client.get("/placeringar/nytt/")
    assert choices(empty) == []
    assert "Välj avtal och tryck på Uppdatera" in empty.content.decode()
    typed = {"uppdatera": "1", "contract": first.pk, "why": "Bäst", "valid_from": "2026-06-01"}
    anew = client.post("/placeringar/nytt/", typed)
    assert (anew.status_code, choices(anew)) == (200, ["Ett"])
    assert 'value="Bäst"' in anew.content.decode()
    assert "errorlist" not in anew.content.decode()
    assert not Placement.objects.exists()
    _second, other = home("Tre", 2, 3, round_)
    refused = placed(client, first, other)
    assert f"Tre hör till en annan leverantör än {first.number}" in refused.content.decode()


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


@pytest.fixture
def called_off(client, asker, round_):
    first, unit = home("Ett", 0, 1, round_)
    answer = placed(client, first, unit, valid_until="2026-08-31", case_reference="ÄR-1", price_sek="100")
    assert answer.status_code == 302
    return Placement.objects.get()


def test_a_placement_is_extended_gets_other_terms_and_ends_each_as_a_decision(client, called_off):
    path = called_off.get_absolute_url()
    assert client.post(f"{path}forlang/", {"valid_until": "2026-10-31", "why": "Behöver mer tid"}).status_code == 302
    longer = Placement.objects.get(follows=called_off)
    assert (longer.valid_from, longer.follows_as, longer.case_reference) == (date(2026, 9, 1), "EXTENDED", "ÄR-1")
    twice = client.post(f"{path}forlang/", {"valid_until": "2026-10-31", "why": "En gång till"})
    assert (twice.status_code, "har redan en fortsättning" in twice.content.decode()) == (422, True)
    path = longer.get_absolute_url()
    terms = {"valid_from": "2026-10-01", "price_sek": "150", "price_per": "DAY", "why": "Nytt pris"}
    assert client.post(f"{path}villkor/", terms).status_code == 302
    changed = Placement.objects.get(follows=longer)
    longer.refresh_from_db()
    assert (longer.valid_until, longer.ended.kind, changed.price_sek) == (date(2026, 9, 30), "CHANGED", 150)
    path = changed.get_absolute_url()
    person = client.post(f"{path}avsluta/", {"last_day": "2026-10-15", "reason": "19 850712-1237"})
    assert (person.status_code, "personnummer" in person.content.decode()) == (422, True)
    for status in (302, 422):  # once, and for good
        sent = client.post(f"{path}avsluta/", {"last_day": "2026-10-15", "reason": "Flyttade hem"})
        assert sent.status_code == status, sent.context and sent.context["form"].errors
    page = client.get(path).content.decode()
    assert "Flyttade hem" in page
    assert "ändrade villkor" in page


def test_a_stop_keeps_new_ones_out_and_lets_those_who_live_there_stay(client, asker, called_off):
    PlacementStop.objects.create(
        supplier=called_off.supplier, unit=called_off.place, reason="Brist", valid_from=ON, decided_by=asker
    )
    path = called_off.get_absolute_url()
    assert client.post(f"{path}forlang/", {"valid_until": "2026-10-31", "why": "Bor kvar"}).status_code == 302
    assert placed(client, called_off.contract, called_off.place).status_code == 422


def test_the_case_is_read_by_who_asked_and_is_in_charge_and_never_exported(client, called_off):
    path = called_off.get_absolute_url()
    assert "ÄR-1" in client.get(path).content.decode()
    assert called_off.number in client.get("/placeringar/?sok=ÄR-1").content.decode()
    for kind in ("csv", "xlsx"):
        assert "ÄR-1".encode() not in b"".join(client.get(f"/placeringar/?export={kind}"))
    client.force_login(make.user("verksamhetschef"))
    assert "ÄR-1" not in client.get(path).content.decode()
    assert "ÄR-1" not in client.get(f"{path}andra/").content.decode()
    assert called_off.number not in client.get("/placeringar/?sok=ÄR-1").content.decode()


def test_the_list_counts_broken_orders_by_round_and_is_narrowed(client, asker, called_off, round_):
    second, unit = home("Två", 1, 2, round_)
    nej = {f"nej_{called_off.contract_id}": "CAPACITY", "broke_order": "Fullt"}
    assert placed(client, second, unit, **nej).status_code == 302
    page = client.get("/placeringar/").content.decode()
    assert "avrop som frångick ordningen: 1 av 2" in page
    for query, number in {
        f"omgang={round_.pk}&frangick=ja": 1,
        f"verksamhet={unit.pk}": 1,
        f"avtal={second.pk}": 1,
        f"leverantor={second.supplier_id}": 1,
        "pagar=2026-08-31": 2,
        "pagar=2026-09-01": 1,
        "ansvarig=jag": 0,
        f"omrade={make.area().pk}": 2,
        "sok=19 850712-1237": 0,
    }.items():
        assert len(client.get(f"/placeringar/?{query}").context["table"].rows) == number, query
    assert "personnummer" in client.get("/placeringar/?sok=19 850712-1237").content.decode()


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_as_much_however_long_it_is(client, asker, round_, number, django_assert_max_num_queries):
    contract, unit = home("Hem", 0, 1, round_)
    for each in range(number):
        make.deviation(f"AVR-{each}", contract=contract, supplier=contract.supplier, place=unit, responsible=asker)
    with django_assert_max_num_queries(20):
        assert len(client.get("/placeringar/").context["table"].rows) == number
    with django_assert_max_num_queries(20):
        assert client.get("/placeringar/?vantar=mig&frangick=ja&pagar=2026-06-01").status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_pages_of_contract_and_supplier_count_their_placements_and_lead_to_them(
    client, asker, round_, number, django_assert_max_num_queries
):
    contract, unit = home("Ett", 0, 1, round_)
    other, _ = home("Två", 1, 2, round_)
    for each in range(number):
        last = date(2020, 1, 31) if each == 1 else None
        make.deviation(
            f"AVR-{each}", contract=contract, supplier=contract.supplier, place=unit, valid_from=date(2020, 1, 1),
            valid_until=last,
        )  # fmt: skip
    make.deviation("AVS-1", supplier=contract.supplier, approved_on=None, valid_from=date(2020, 1, 1))
    make.deviation("AVR-X", contract=other, supplier=other.supplier)
    on_contract, at_supplier = f"/placeringar/avtal/{contract.pk}/", f"/placeringar/leverantor/{contract.supplier_id}/"
    with django_assert_max_num_queries(12):
        page = client.get(on_contract)
    assert (page.context["counts"]["on_contract"], page.context["counts"]["on_contract_now"]) == (number, number - 1)
    assert (page.context["counts"]["outside"], "Avsteg" in page.content.decode()) == (0, False)
    with django_assert_max_num_queries(12):
        counts = client.get(at_supplier).context["counts"]
    assert (counts["on_contract"], counts["outside"], counts["outside_now"]) == (number, 1, 1)
    assert len(client.get(f"/placeringar/?avtal={contract.pk}").context["table"].rows) == min(number, 50)
    assert on_contract in client.get(contract.get_absolute_url()).content.decode()
    assert at_supplier in client.get(contract.supplier.get_absolute_url()).content.decode()


def test_what_is_secret_is_not_counted_on_the_pages_of_contract_and_supplier(client, asker, round_):
    contract, unit = home("Ett", 0, 1, round_)
    make.deviation("AVR-1", contract=contract, supplier=contract.supplier, place=unit)
    hidden = make.deviation("AVR-2", contract=contract, supplier=contract.supplier)
    Placement.objects.filter(pk=hidden.pk).update(is_secret=True)
    for way in (f"avtal/{contract.pk}", f"leverantor/{contract.supplier_id}"):
        assert client.get(f"/placeringar/{way}/").context["counts"]["on_contract"] == 1
    type(contract).objects.filter(pk=contract.pk).update(is_secret=True)
    assert client.get(f"/placeringar/avtal/{contract.pk}/").status_code == 404
    assert client.get(f"/placeringar/leverantor/{contract.supplier_id}/").context["counts"]["on_contract"] == 0
