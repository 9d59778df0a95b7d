"""Price lists: what is paid for what on any day, new lines, new prices, and prices taken back."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.plan.choices import PriceModel
from contracts.prices import actions
from contracts.prices.models import Price, PriceClause, PriceItem
from contracts.prices.reports import adjusted_how, price_list
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
ON = AT.date()


def follow(item, amount, day, by):
    return actions.follow_with([actions.Following(item, amount, day)], origin="TENDER", by=by, at=AT)


@pytest.fixture
def officer():
    return make.user("upphandlare")


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def contract():
    return make.contract(valid_from=date(2025, 1, 1), until=date(2028, 12, 31))


def unit(of, name="Provhemmet", **values):
    return SupplierUnit.objects.create(supplier=of.supplier, name=name, **values)


def two_years(of, **values):
    """1 800 kr in 2025, 1 850 from 2026."""
    first = make.price("1800.00", of=of, valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31), **values)
    return first, make.price("1850.00", of=of, valid_from=date(2026, 1, 1), **values)


def amounts(found):
    return [(line.item.name, line.now and line.now.price.amount_sek) for line in found.lines]


def body(answer):
    return " ".join(answer.content.decode().split())


def test_the_price_is_that_of_the_day_and_both_end_days_count(contract, officer):
    two_years(contract)
    days = {date(2024, 12, 31): None, date(2025, 1, 1): 1800, date(2025, 12, 31): 1800, date(2026, 1, 1): 1850}
    for day, expected in days.items():
        assert amounts(price_list(holder=contract, user=officer, on=day)) == [("Vårddygn", expected)]


def test_the_first_price_is_told_in_one_look_with_how_many_there_are_beside(contract, officer):
    make.price("95.50", of=contract, item="Boendestöd", per="HOUR")
    make.price(of=contract)
    make.price("4000.00", of=contract, item="Öppen plats", per="PLACE")
    found = price_list(holder=contract, user=officer, on=ON)
    assert found.headline == "95,50 kr per timme"
    assert found.headline_detail == "Boendestöd + 2 rader till"
    empty = price_list(holder=make.contract("B-1", supplier=contract.supplier), user=officer, on=ON)
    assert (empty.headline, empty.headline_detail, empty.lines) == ("", "", ())


def test_what_came_before_comes_later_or_was_taken_back_is_folded_and_named(contract, officer):
    two_years(contract)
    item = PriceItem.objects.get()
    (later,) = follow(item, Decimal(1900), date(2027, 1, 1), officer)
    actions.withdraw_price(price_id=later.pk, reason="Fel år", by=officer, at=AT)
    follow(item, Decimal(1890), date(2027, 1, 1), officer)
    line = price_list(holder=contract, user=officer, on=ON).lines[0]
    assert line.others_words == "1 kommande pris, 1 tidigare pris, 1 återtaget pris"
    assert [(step.standing, step.by) for step in line.others] == [
        ("later", "upphandlare"),
        ("withdrawn", "upphandlare"),
        ("earlier", "systemet"),
    ]


def test_a_contract_with_the_councils_price_shows_its_areas_list_and_others_do_not(officer):
    area = make.area()
    make.price("1500.00", of=area, item="Grundbelopp")
    fixed = make.contract(price_model=PriceModel.FIXED)
    tendered = make.contract("B-1", supplier=fixed.supplier)
    found = price_list(holder=fixed, user=officer, on=ON)
    assert amounts(found) == [("Grundbelopp", 1500)]
    assert found.has_area_lines
    assert found.lines[0].now.origin == "ingångspris"  # an area has no tender
    assert price_list(holder=tendered, user=officer, on=ON).lines == ()
    assert amounts(price_list(holder=area, user=officer, on=ON)) == [("Grundbelopp", 1500)]


def test_a_units_prices_are_its_own_and_those_that_its_contracts_have_for_all(contract, officer):
    home, other = unit(contract), unit(contract, "Annat hem")
    for each in (home, other):
        each.areas.set(contract.areas.all())
    make.price("2000.00", of=contract, item="Eget pris", unit=home)
    make.price("2100.00", of=contract, item="Annans pris", unit=other)
    make.price("100.00", of=contract, item="För alla")
    make.price(
        "50.00", of=make.contract("B-1", supplier=contract.supplier, areas=[make.area("SOF")]), item="Annat område"
    )
    make.price("60.00", of=make.contract("C-1", supplier=contract.supplier, until=date(2026, 1, 31)), item="Avslutat")
    assert sorted(amounts(price_list(holder=home, user=officer, on=ON))) == [("Eget pris", 2000), ("För alla", 100)]


def test_how_a_price_is_adjusted_is_told_with_the_next_day(contract, officer):
    assert adjusted_how(contract=contract, user=officer, on=ON).words == "ingen klausul"
    clause = make.clause([(make.series(), "1", "2024K2", "140.2")], area=make.area())
    how = adjusted_how(contract=contract, user=officer, on=ON)
    assert (how.words, how.is_own, how.source) == ("index, nästa 2027-01-01", False, "Ärvd från avtalsområdet IFO-HVB")
    assert how.basket == "100\N{NO-BREAK SPACE}% LCI-ARB-Q"
    ending = make.contract("B-1", supplier=contract.supplier, until=date(2026, 12, 31))
    assert adjusted_how(contract=ending, user=officer, on=ON).words == "index, ingen mer justering före avtalets slut"
    own = PriceClause.objects.create(contract=contract, kind="NEGOTIATION")
    assert adjusted_how(contract=contract, user=officer, on=ON).words == "förhandling"
    own.delete()
    clause.delete()
    fixed = make.contract("C-1", supplier=contract.supplier, price_model=PriceModel.FIXED)
    assert adjusted_how(contract=fixed, user=officer, on=ON).words == "fast pris, beslutas i budget"


def test_a_price_that_was_adjusted_this_year_is_next_adjusted_a_year_later(contract, officer):
    make.clause([(make.series(), "1", "2024K2", "140.2")], contract=contract)
    late = make.contract("B-1", supplier=contract.supplier, valid_from=date(2026, 6, 1), until=None)
    PriceClause.objects.create(contract=late, kind="INDEX")
    # The first of January is within twelve months of the contract's start.
    assert adjusted_how(contract=late, user=officer, on=ON).next_on == date(2028, 1, 1)


def test_a_price_typed_wrong_is_withdrawn_and_the_one_before_goes_on(contract):
    sender = make.user("controller")
    item = make.price("1850.00", of=contract).item
    (wrong,) = follow(item, Decimal(1580), date(2026, 3, 1), sender)
    actions.withdraw_price(price_id=wrong.pk, reason="Omkastade siffror", by=sender, at=AT)
    assert Price.objects.on(date(2026, 6, 1)).get().amount_sek == Decimal("1850.00")
    assert Price.objects.count() == 2


def test_the_contracts_page_tells_price_clause_and_list(page, contract):
    two_years(contract, yearly_quantity=Decimal(1200))
    make.clause([(make.series(), "1", "2024K2", "140.2")], contract=contract)
    told = body(page.get(contract.get_absolute_url()))
    year = (timezone.localdate() - timedelta(days=1)).year + 1  # on New Year's Day itself the next is today
    for words in (
        "1 850,00 kr per dygn",
        f"index, nästa {year}-01-01",
        "1 tidigare pris",
        "Avtalets egen klausul",
        "1 200",
    ):
        assert words in told
    old = body(page.get(f"{contract.get_absolute_url()}?dag=2025-12-31"))
    assert "1 850,00 kr per dygn" in old  # the strip is of today
    assert "<strong>1 800,00</strong>" in old
    assert "Visa i dag" in old


def test_a_day_that_is_none_is_told_and_todays_list_shown(page, contract):
    two_years(contract)
    for address in (contract.get_absolute_url(), contract.areas.get().get_absolute_url()):
        told = body(page.get(f"{address}?dag=i-gar"))
        if address == contract.get_absolute_url():
            assert "Skriv dagen som ÅÅÅÅ-MM-DD" in told
            assert "<strong>1 850,00</strong>" in told


def test_a_line_is_added_with_its_first_price(page, contract, officer):
    home = unit(contract)
    address = f"/avtal/{contract.pk}/priser/ny/"
    assert page.get(address).context["form"].initial["valid_from"] == date(2025, 1, 1)
    sent = {
        "name": "Vårddygn",
        "unit": home.pk,
        "per": "DAY",
        "amount_sek": "1 850,50",
        "valid_from": "2026-01-01",
        "vat_percent": "25",
        "yearly_quantity": "365,5",
    }
    answer = page.post(address, sent, follow=True)
    assert answer.redirect_chain[0][0] == contract.get_absolute_url()
    item = PriceItem.objects.get()
    price = item.prices.get()
    assert (item.contract, item.unit, item.vat_percent, item.yearly_quantity) == (contract, home, 25, Decimal("365.5"))
    assert (price.amount_sek, price.valid_from, price.entered_by) == (Decimal("1850.50"), date(2026, 1, 1), officer)
    again = page.post(address, sent)
    assert again.status_code == 422
    assert "Prislistan har redan raden" in body(again)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"amount_sek": "gratis"}, "går inte att läsa som ett belopp"),
        ({"amount_sek": "0"}, "Priset är större än noll. Ange ett högre belopp."),
        ({"amount_sek": "-5"}, "Priset är större än noll. Ange ett högre belopp."),
        ({"amount_sek": ""}, "Fyll i fältet."),
        ({"valid_from": "31/12"}, "giltigt datum"),
        ({"valid_until": "2025-12-31"}, "Sista dagen kan inte ligga före första dagen."),
        ({"vat_percent": "20"}, "finns inte att välja"),
        ({"yearly_quantity": "-1"}, "Ange minst 0."),
        ({"per": "YEAR"}, "finns inte att välja"),
        ({"name": "Vård för 19121212-1212"}, "personnummer"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_at_the_field_and_above(page, contract, values, words):
    sent = {"name": "Vårddygn", "per": "DAY", "amount_sek": "1850", "valid_from": "2026-01-01", **values}
    answer = page.post(f"/avtal/{contract.pk}/priser/ny/", sent)
    assert answer.status_code == 422
    told = body(answer)
    assert words in told
    assert "Det finns fel att rätta" in told
    assert not PriceItem.objects.exists()


def test_another_suppliers_unit_or_a_secret_one_cannot_be_chosen(page, contract):
    secret = unit(contract, "Hemliga huset", is_secret=True)
    theirs = unit(make.contract("B-1", supplier=make.supplier("Annan AB", "5560360793")))
    address = f"/avtal/{contract.pk}/priser/ny/"
    assert "Hemliga huset" not in body(page.get(address))
    for each in (secret, theirs):
        answer = page.post(
            address, {"name": "x", "unit": each.pk, "per": "DAY", "amount_sek": "1", "valid_from": "2026-01-01"}
        )
        assert answer.status_code == 422
    assert not PriceItem.objects.exists()


def test_an_area_has_a_list_of_its_own(page):
    area = make.area(price_model=PriceModel.FIXED)
    address = f"/avtalsomraden/{area.pk}/priser/ny/"
    assert "unit" not in page.get(address).context["form"].fields
    page.post(address, {"name": "Grundbelopp", "per": "MONTH", "amount_sek": "900", "valid_from": "2026-01-01"})
    assert PriceItem.objects.get().area == area
    assert "Grundbelopp" in body(page.get(area.get_absolute_url()))


def test_a_new_price_follows_and_the_one_before_stays_as_it_was(page, contract):
    old = make.price(of=contract)
    address = f"/prisrader/{old.item.pk}/nytt-pris/"
    opened = page.get(address)
    assert "1 850,00 kr, gäller från 2025-01-01" in body(opened)
    seen = opened.context["form"].initial["seen"]
    page.post(address, {"amount_sek": "1900", "valid_from": "2026-07-01", "origin": "TENDER", "seen": seen})
    assert list(Price.objects.order_by("valid_from").values_list("amount_sek", "valid_from", "valid_until")) == [
        (Decimal("1850.00"), date(2025, 1, 1), date(2026, 6, 30)),
        (Decimal("1900.00"), date(2026, 7, 1), None),
    ]


def test_who_registers_a_price_second_is_told_and_overwrites_nothing(page, contract, officer):
    old = make.price(of=contract)
    address = f"/prisrader/{old.item.pk}/nytt-pris/"
    sent = {"amount_sek": "1900", "valid_from": "2026-07-01", "origin": "TENDER", "seen": old.pk}
    follow(old.item, Decimal(1875), date(2026, 3, 1), officer)
    answer = page.post(address, sent)
    assert answer.status_code == 422
    assert "har ändrats av någon annan" in body(answer)
    assert "1 875,00 kr från 2026-03-01" in body(answer)
    assert Price.objects.count() == 2
    knowing = answer.context["form"]["seen"].value()
    assert page.post(address, {**sent, "seen": knowing}).status_code == 302
    assert Price.objects.count() == 3


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"valid_from": "2025-01-01"}, "det finns redan ett pris från 2025-01-01"),
        ({"valid_from": "2024-01-01"}, "ett senare pris är redan avtalat"),
        ({"origin": "ADJUSTMENT"}, "finns inte att välja"),
        ({"amount_sek": "1,2,3"}, "går inte att läsa"),
    ],
)
def test_what_is_wrong_with_a_new_price_is_told(page, contract, values, words):
    contract.valid_from = date(2023, 1, 1)
    contract.save()
    old = make.price(of=contract)
    sent = {"amount_sek": "1900", "valid_from": "2026-07-01", "origin": "TENDER", "seen": old.pk, **values}
    answer = page.post(f"/prisrader/{old.item.pk}/nytt-pris/", sent)
    assert answer.status_code == 422
    assert words in body(answer)
    assert Price.objects.count() == 1


def test_a_price_is_taken_back_with_a_reason_and_the_one_before_goes_on(page, contract):
    first, second = two_years(contract)
    address = f"/priser/{second.pk}/aterta/"
    empty = page.post(address, {"reason": " "})
    assert empty.status_code == 422
    assert page.post(address, {"reason": "Skrivet med moms"}).status_code == 302
    first.refresh_from_db()
    assert first.valid_until is None
    told = body(page.get(contract.get_absolute_url()))
    assert "Återtaget av upphandlare" in told
    assert "Skrivet med moms" in told
    assert page.get(address).status_code == 404  # it is taken back already


def test_a_decided_price_is_not_taken_back_and_no_link_says_so(page, contract):
    price = make.price(of=contract, origin="ADJUSTMENT")
    assert f"/priser/{price.pk}/aterta/" not in body(page.get(contract.get_absolute_url()))
    answer = page.post(f"/priser/{price.pk}/aterta/", {"reason": "Fel"})
    assert answer.status_code == 422
    assert "Ett pris som är beslutat återtas inte" in body(answer)


def test_quantity_and_vat_are_changed_and_who_comes_second_is_told(page, contract):
    item = make.price(of=contract).item
    address = f"/prisrader/{item.pk}/andra/"
    seen = page.get(address).context["form"]["seen"].value()
    assert page.post(address, {"vat_percent": "6", "yearly_quantity": "100", "seen": seen}).status_code == 302
    item.refresh_from_db()
    assert (item.vat_percent, item.yearly_quantity) == (6, 100)
    late = page.post(address, {"vat_percent": "12", "yearly_quantity": "100", "seen": seen})
    assert late.status_code == 422
    assert "har ändrats av dig i ett annat fönster" in body(late)
    assert [(each.label, each.stored, each.typed) for each in late.context["form"].conflicts] == [
        ("Moms", "6 %", "12 %")
    ]
    knowing = late.context["form"]["seen"].value()
    assert page.post(address, {"vat_percent": "12", "yearly_quantity": "", "seen": knowing}).status_code == 302
    item.refresh_from_db()
    assert (item.vat_percent, item.yearly_quantity) == (12, None)


def test_who_may_only_read_sees_prices_and_no_way_to_change_them(client, contract):
    client.force_login(make.user("läsare"))
    price = make.price(of=contract)
    told = body(client.get(contract.get_absolute_url()))
    assert "1 850,00" in told
    for path in (
        f"/avtal/{contract.pk}/priser/ny/",
        f"/avtalsomraden/{contract.areas.get().pk}/priser/ny/",
        f"/prisrader/{price.item.pk}/nytt-pris/",
        f"/prisrader/{price.item.pk}/andra/",
        f"/priser/{price.pk}/aterta/",
    ):
        assert path not in told
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403


def test_a_secret_contracts_prices_are_for_the_named_alone(page, officer):
    secret = make.contract(is_secret=True, until=None)
    price = make.price("7777.00", of=secret)
    paths = (
        secret.get_absolute_url(),
        f"/avtal/{secret.pk}/priser/ny/",
        f"/prisrader/{price.item.pk}/nytt-pris/",
        f"/prisrader/{price.item.pk}/andra/",
        f"/priser/{price.pk}/aterta/",
    )
    home = unit(secret)
    for path in paths:
        assert page.get(path).status_code == 404
    assert "7 777" not in body(page.get(home.get_absolute_url()))
    AccessGrant.objects.create(object=secret, user=officer)
    for path in paths:
        assert page.get(path).status_code == 200
    assert "7 777" in body(page.get(home.get_absolute_url()))


def test_a_secret_units_price_is_left_out_of_the_contracts_list(page, contract):
    make.price("8888.00", of=contract, item="Hemligt", unit=unit(contract, is_secret=True))
    make.price(of=contract)
    told = body(page.get(contract.get_absolute_url()))
    assert "8 888" not in told
    assert "Hemligt" not in told
    assert "1 850,00" in told


def test_pages_with_thirty_lines_ask_as_much_as_with_three(page, officer):
    counts = []
    fixed = make.contract(price_model=PriceModel.FIXED, until=None)
    home = unit(fixed)
    home.areas.set(fixed.areas.all())
    make.clause([(make.series(), "1", "2024K2", "140.2")], contract=fixed)
    for first, last in ((0, 3), (3, 30)):
        for n in range(first, last):
            for of in (fixed, fixed.areas.get()):
                item = PriceItem.objects.create(
                    **{"contract" if of is fixed else "area": of}, name=f"Artikel {n}", per="DAY"
                )
                for year in (2025, 2026):
                    Price.objects.create(
                        item=item,
                        amount_sek=100,
                        valid_from=date(year, 1, 1),
                        valid_until=date(year, 12, 31),
                        entered_by=officer,
                        entered_at=AT,
                    )
        found = []
        for address in (fixed, fixed.areas.get(), home):
            page.get(address.get_absolute_url())
            with CaptureQueriesContext(connection) as queries:
                answer = page.get(address.get_absolute_url())
            assert f"Artikel {last - 1}" in body(answer)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_a_price_from_before_its_contract_is_taken_only_from_one_who_ticks_that_he_knows(page, contract):
    address = f"/avtal/{contract.pk}/priser/ny/"
    sent = {"name": "Vårddygn", "per": "DAY", "amount_sek": "1850", "valid_from": "2010-01-01"}
    asked = page.post(address, sent)
    assert asked.status_code == 422
    assert "Jag vet att priset gäller från 2010-01-01, före avtalets första dag, 2025-01-01." in body(asked)
    assert "Kryssa i att du vet om det" in body(asked)
    assert not Price.objects.exists()
    (mark, _words), *_ = asked.context["form"].fields["sure"].choices
    # A tick for one day is none for another.
    assert page.post(address, sent | {"valid_from": "2009-01-01", "sure": [mark]}).status_code == 422
    assert page.post(address, sent | {"sure": ["1", "on"]}).status_code == 422
    assert not Price.objects.exists()
    assert page.post(address, sent | {"sure": [mark]}).status_code == 302
    assert Price.objects.get().valid_from == date(2010, 1, 1)


def test_a_price_from_the_contracts_first_day_is_not_asked_about(page, contract):
    sent = {"name": "Vårddygn", "per": "DAY", "amount_sek": "1850", "valid_from": "2025-01-01"}
    assert page.post(f"/avtal/{contract.pk}/priser/ny/", sent).status_code == 302


def test_a_following_price_from_before_the_contract_is_asked_about_too(page, contract):
    old = make.price(of=contract, valid_from=date(2010, 1, 1))
    sent = {"amount_sek": "1900", "valid_from": "2011-01-01", "origin": "TENDER", "seen": old.pk}
    asked = page.post(f"/prisrader/{old.item.pk}/nytt-pris/", sent)
    assert asked.status_code == 422
    assert "före avtalets första dag, 2025-01-01" in body(asked)
    marks = [mark for mark, _ in asked.context["form"].fields["sure"].choices]
    assert page.post(f"/prisrader/{old.item.pk}/nytt-pris/", sent | {"sure": marks}).status_code == 302


def test_an_areas_price_is_compared_with_its_first_contract_that_one_may_know_of(page):
    area = make.area("FO-LSS", subcategory="FO", price_model="FIXED")
    sent = {"name": "Plats", "per": "DAY", "amount_sek": "1850", "valid_from": "2020-01-01"}
    address = f"/avtalsomraden/{area.pk}/priser/ny/"
    seller = make.supplier()
    draft = {"price_model": "FIXED", "status": "DRAFT", "until": None, "supplier": seller}
    make.contract("F-0", areas=[area], valid_from=date(2019, 1, 1), **draft)
    make.contract("F-1", areas=[area], price_model="FIXED", valid_from=date(2023, 5, 1), until=None, supplier=seller)
    asked = page.post(address, sent)
    assert asked.status_code == 422
    assert "före dagen då områdets första avtal började, 2023-05-01" in body(asked)
    assert page.post(address, sent | {"valid_from": "2023-05-01"}).status_code == 302


def test_an_area_without_contracts_has_no_first_day_to_be_before(page):
    area = make.area("FO-LSS", subcategory="FO", price_model="FIXED")
    sent = {"name": "Plats", "per": "DAY", "amount_sek": "1850", "valid_from": "2010-01-01"}
    assert page.post(f"/avtalsomraden/{area.pk}/priser/ny/", sent).status_code == 302
