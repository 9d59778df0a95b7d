"""Who stays on after a contract has ended or belongs to another area: found, priced, and decided on."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from contracts.prices.querysets.of_areas import PriceSpan, area_prices
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.people.rights import NotAllowed
from procurement.placements.models import Placement, StayOn
from procurement.staying import actions, rules
from procurement.staying.querysets import staying_on, undecided, with_price
from procurement.staying.reports import staying_total
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 29, 9, tzinfo=UTC)
DAY = AT.date()


def placed(contract, number="AVR-1", **values):
    values = {"valid_from": date(2026, 1, 1), "area": make.area(), **values}
    return Placement.objects.create(
        number=number,
        buyer=make.buyer(),
        supplier=contract.supplier,
        contract=contract,
        category=make.category(),
        requested_by=make.User.objects.get_or_create(username="begar")[0],
        **values,
    )


def found(on=DAY):
    return staying_on(Placement.objects.all(), on=on).order_by("number", "pk")


def numbers(on=DAY):
    return [each.number for each in found(on)]


def test_a_days_price_is_a_years_by_365_a_months_by_12_and_others_are_not_known():
    assert rules.cost_a_year(Decimal("2500.50"), "DAY") == Decimal("912682.50")
    assert rules.cost_a_year(Decimal(45000), "MONTH") == Decimal(540000)
    assert rules.cost_a_year(Decimal(300), "HOUR") is None
    assert rules.cost_a_year(None, "DAY") is None
    assert rules.difference(Decimal(5), None) is None
    assert rules.difference(Decimal(5), Decimal(7)) == -2


def test_somebody_stays_on_from_the_day_after_the_contracts_last():
    contract = make.contract(until=date(2026, 6, 30))
    placed(contract)
    assert numbers(date(2026, 6, 30)) == []
    assert numbers(date(2026, 7, 1)) == ["AVR-1"]


def test_a_placement_that_ends_counts_its_last_day_and_no_more():
    contract = make.contract(until=date(2026, 6, 30))
    placed(contract, valid_until=date(2026, 9, 30))
    assert (numbers(date(2026, 9, 30)), numbers(date(2026, 10, 1))) == (["AVR-1"], [])


def test_who_belongs_to_another_area_stays_on_though_the_contract_goes_on():
    placement = placed(make.contract(until=None))
    assert numbers() == []
    after = make.area("AO-65", subcategory="ÄO")
    asker = make.user("handläggare")
    actions.register_changed_area(placement_id=placement.pk, since=date(2026, 11, 1), area_after=after, by=asker, at=AT)
    assert numbers(date(2026, 10, 31)) == []
    assert numbers(date(2026, 11, 1)) == ["AVR-1"]
    with pytest.raises(ValidationError, match="redan registrerat"):
        actions.register_changed_area(
            placement_id=placement.pk, since=date(2026, 11, 1), area_after=after, by=asker, at=AT
        )
    with pytest.raises(ValidationError, match="redan i det avtalsområdet"):
        actions.register_changed_area(
            placement_id=placement.pk, since=date(2026, 11, 2), area_after=placement.area, by=asker, at=AT
        )
    with pytest.raises(ValidationError, match="en dag då placeringen pågår"):
        actions.register_changed_area(
            placement_id=placement.pk, since=date(2025, 12, 31), area_after=after, by=asker, at=AT
        )


def test_each_cause_is_decided_by_itself_and_a_later_decision_replaces_the_earlier():
    placement = placed(make.contract(until=date(2026, 6, 30)))
    stay = actions.register_changed_area(
        placement_id=placement.pk,
        since=date(2026, 11, 1),
        area_after=make.area("AO-65", subcategory="ÄO"),
        by=make.user("handläggare"),
        at=AT,
    )
    chief = make.user("verksamhetschef")
    assert undecided(found()).count() == 1
    decide = {"placement_id": placement.pk, "by": chief, "at": AT, "note": ""}
    first = actions.decide_contract_ended(decision="STAYS", **decide)
    assert (first.since, first.decided_on) == (date(2026, 7, 1), DAY)
    assert undecided(found()).count() == 1  # the area is still to be decided
    actions.decide_changed_area(stay_id=stay.pk, decision="MOVES", note="", by=chief, at=AT)
    assert undecided(found()).count() == 0
    again = actions.decide_contract_ended(decision="NEW_CONTRACT", **decide)
    assert (again.pk, StayOn.objects.get(pk=first.pk).decision) == (first.pk, "NEW_CONTRACT")


def test_nothing_is_decided_before_the_contract_has_ended_nor_by_who_may_not():
    placement = placed(make.contract(until=DAY))
    chief = make.user("verksamhetschef")
    with pytest.raises(actions.CannotStay, match="har inte upphört"):
        actions.decide_contract_ended(placement_id=placement.pk, decision="STAYS", note="", by=chief, at=AT)
    Placement.objects.filter(pk=placement.pk).update(
        contract=make.contract("A-2", supplier=placement.supplier, until=date(2026, 2, 1))
    )
    asker = make.user("handläggare")
    with pytest.raises(NotAllowed):
        actions.decide_contract_ended(placement_id=placement.pk, decision="STAYS", note="", by=asker, at=AT)


def test_the_price_is_the_placements_own_then_the_units_then_the_contracts():
    contract = make.contract(until=date(2026, 6, 30))
    unit = SupplierUnit.objects.create(supplier=contract.supplier, name="Provhemmet")
    make.price("2000.00", of=contract, item="Dygn")
    placement = placed(contract, place=unit)
    assert with_price(found(), on=DAY).get().paid_sek == 2000
    make.price("2100.00", of=contract, item="Dygn på Provhemmet", unit=unit)
    assert with_price(found(), on=DAY).get().paid_sek == 2100
    Placement.objects.filter(pk=placement.pk).update(price_sek=Decimal("2200.10"))
    one = with_price(found(), on=DAY).get()
    assert (one.paid_sek, one.a_year_sek) == (Decimal("2200.10"), Decimal("803036.50"))
    Placement.objects.filter(pk=placement.pk).update(price_per="HOUR", price_sek=None)
    one = with_price(found(), on=DAY).get()
    assert (one.paid_sek, one.a_year_sek) == (None, None)


def test_what_is_paid_stands_beside_the_dearest_contract_of_the_area():
    old = make.contract("A-1", until=date(2026, 6, 30))
    dear = make.contract("A-2", until=None, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    cheap = make.contract("A-3", until=None, supplier=make.supplier("Tre AB", make.ORG_NUMBERS[2]))
    make.price("1900.00", of=dear)
    make.price("1500.00", of=cheap)
    placed(old, price_sek=Decimal(2000))
    placed(old, "AVR-2", price_sek=Decimal(1000), price_per="HOUR")
    placed(old, "AVR-3", price_sek=Decimal(2100), area=None)
    placed(old, "AVR-4")
    assert area_prices({make.area().pk}, on=DAY) == {
        (make.area().pk, "DAY"): PriceSpan(Decimal("1500.00"), Decimal("1900.00"), 2)
    }
    total = staying_total(with_price(found(), on=DAY), on=DAY)
    assert (total.count, total.undecided, total.priced, total.compared) == (4, 4, 2, 1)
    assert total.a_year_sek == Decimal(2000 * 365 + 2100 * 365)
    assert total.more_sek == Decimal(100 * 365)


@pytest.mark.parametrize(("paid", "said"), [(1000, "Mindre än"), (2000, "Mer än")])
def test_what_costs_less_than_on_contract_is_said_to_and_has_no_minus(client, paid, said):
    ended = make.contract("A-1", valid_from=date(2025, 1, 1), until=date(2025, 12, 31))
    held = make.contract("A-2", until=None, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    make.price("1500.00", of=held)
    placed(ended, price_sek=Decimal(paid))
    client.force_login(make.user("läsare"))
    page = client.get("/kvarboende/").content.decode()
    assert f"{said} på dagens avtal" in page
    figure = page.split("på dagens avtal")[1].split("mnkr")[0]
    assert "0,2" in figure
    assert "−" not in figure


def test_no_secret_price_is_beside_anything():
    area = make.area()
    secret = make.contract("A-2", until=None, is_secret=True)
    make.price("1900.00", of=secret)
    assert area_prices({area.pk}, on=DAY) == {}


def test_a_price_that_the_council_sets_is_the_areas_own():
    area = make.area()
    make.contract("A-2", until=None, price_model="FIXED")
    make.price("1700.00", of=area)
    assert area_prices({area.pk}, on=DAY) == {(area.pk, "DAY"): PriceSpan(Decimal("1700.00"), Decimal("1700.00"), 1)}
    assert area_prices(set(), on=DAY) == {}


def test_nobody_who_stays_on_is_no_sum():
    total = staying_total(with_price(found(), on=DAY), on=DAY)
    assert (total.count, total.a_year_sek, total.more_sek) == (0, None, None)


# ------------------------------------------------------------------------------------------------------------- pages


def test_on_the_pages_one_registers_and_another_decides(client):
    placement = placed(make.contract(until=date(2026, 6, 30)), price_sek=Decimal(2000), case_reference="ÄR-2026-77")
    client.force_login(make.user("handläggare"))
    after = make.area("AO-65", subcategory="ÄO")
    way = f"/kvarboende/{placement.pk}/annat-omrade/"
    sent = {"since": "2026-11-01", "area_after": after.pk, "note": ""}
    refused = client.post(way, {**sent, "note": "Fyllde 65, 19 850712-1234"})
    assert refused.status_code == 422
    assert "personnummer" in refused.content.decode()
    assert client.post(way, {**sent, "since": "i går"}).status_code == 422
    assert "väntar på beslut" in client.post(way, sent, follow=True).content.decode()
    assert client.get(f"/kvarboende/{placement.pk}/beslut/").status_code == 403
    client.force_login(make.user("verksamhetschef"))
    page = client.get("/kvarboende/").content.decode()
    assert "1 bor kvar, 1 saknar beslut" in " ".join(page.split())
    assert page.count("Beslut saknas") == 2
    assert "utan avtal" in client.get("/kvarboende/?kolumn=number&kolumn=loyalty").content.decode()
    assert "ÄR-2026-77" not in page
    decided = client.post(f"/kvarboende/{placement.pk}/beslut/", {"decision": "STAYS", "note": ""}, follow=True)
    assert "bor kvar på avropets villkor" in decided.content.decode().lower()
    stay = StayOn.objects.get(cause="AREA_CHANGED")
    assert client.post(f"/kvarboende/byte/{stay.pk}/beslut/", {"decision": "MOVES"}).status_code == 302
    assert "saknar beslut" not in client.get("/kvarboende/").content.decode()
    exported = client.get("/kvarboende/?export=csv").getvalue().decode("utf-8-sig")
    assert "AVR-1" in exported
    assert "ÄR-2026-77" not in exported
    for query in ("?orsak=AREA_CHANGED", "?beslut=fattat", "?beslut=vantar", f"?avtal={placement.contract_id}"):
        assert client.get(f"/kvarboende/{query}").status_code == 200
    assert "AVR-1" not in client.get("/kvarboende/?beslut=vantar").content.decode()


def test_a_secret_one_is_neither_listed_nor_counted(client):
    placed(make.contract(until=date(2026, 6, 30)), price_sek=Decimal(2000), is_secret=True)
    client.force_login(make.user("verksamhetschef"))
    page = client.get("/kvarboende/").content.decode()
    assert "Ingen bor kvar" in page
    assert "730" not in page


def test_what_is_to_be_decided_is_among_the_first_columns_so_that_it_is_on_the_screen(client):
    placed(make.contract(until=date(2026, 6, 30)))
    client.force_login(make.user("verksamhetschef"))
    table = client.get("/kvarboende/").context["table"]
    heads = [str(column.header) for column in table.columns]
    assert heads.index("Beslut") == 4
    hidden = {str(column.header) for column in table.choosable} - set(heads)
    assert hidden == {"Avtalsområde", "Prisklausul", "I avtalstroheten"}  # they may be chosen, and stand in files
    assert b"Prisklausul" in client.get("/kvarboende/?export=csv").getvalue()


def test_what_the_plan_says_comes_into_the_page_and_leads_to_the_activity(client):
    activity = make.activity("2.11", title="Ta fram en strategi", goal="Tydliga villkor")
    client.force_login(make.user("läsare"))
    part = client.get("/aktiviteter/nummer/2.11/", headers={"HX-Request": "true"}).content.decode()
    assert "Tydliga villkor" in part
    assert "<html" not in part
    assert client.get("/aktiviteter/nummer/2.11/").headers["Location"] == activity.get_absolute_url()
    assert client.get("/aktiviteter/nummer/9.9/").status_code == 404
    assert client.get("/aktiviteter/nummer/9.9/", headers={"HX-Request": "true"}).content.decode().strip() == ""


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_as_much_however_many_stay_on(client, number, django_assert_max_num_queries):
    contract = make.contract(until=date(2026, 6, 30))
    for each in range(number):
        one = placed(contract, f"AVR-{each}", price_sek=Decimal(2000))
        StayOn.objects.create(
            placement=one, cause="AREA_CHANGED", since=date(2026, 7, 1), registered_by=one.requested_by
        )
    client.force_login(make.user("verksamhetschef"))
    with django_assert_max_num_queries(32):
        assert client.get("/kvarboende/").status_code == 200


def test_the_price_clause_of_the_ended_contract_is_told_the_nearest_one(client):
    round_ = make.framework()
    ended = make.contract(until=date(2026, 6, 30), framework=round_)
    own = make.contract("A-2", until=date(2026, 6, 30), supplier=ended.supplier, framework=round_)
    bare = make.contract("A-3", until=date(2026, 6, 30), supplier=ended.supplier, areas=[make.area("IFO-X")])
    for number, contract in enumerate((ended, own, bare)):
        placed(contract, f"AVR-{number}")
    lci, kpi = make.series("LCI"), make.series("KPI", kind="KPI", name="KPI")
    make.clause([(lci, "0.8", "2023K2", "140"), (kpi, "0.2", "2023K2", "400")], framework=round_, fixed_percent=10)
    make.clause([], contract=own, kind="COUNCIL")
    client.force_login(make.user("verksamhetschef"))
    rows = client.get("/kvarboende/").context["table"].rows
    told = {row.record.number: row.get_cell_value("clause").replace("\xa0", " ") for row in rows}
    assert told == {
        "AVR-0": f"80 % {lci} + 20 % {kpi}, fast andel 10 %",
        "AVR-1": "fast pris, beslutas i budget",
        "AVR-2": "",
    }
    page = client.get("/kvarboende/?kolumn=number&kolumn=clause").content.decode().replace("\xa0", " ")
    assert f"{lci} + 20 % {kpi}, fast andel 10 %</a>" in page
    assert "ingen känd" in page
    decide = client.get(f"/kvarboende/{Placement.objects.get(number='AVR-1').pk}/beslut/").content.decode()
    assert "Priset justeras enligt fast pris, beslutas i budget." in decide
