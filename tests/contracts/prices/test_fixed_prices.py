"""Fixed prices: shown before they are decided, decided once, and set beside the basket they stand instead of."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.index.models import IndexChain
from contracts.prices import actions
from contracts.prices.models import FixedPriceDecision, Price, PriceTerm
from contracts.prices.reports import fixed_price_picture
from huddinge_vo.common.periods import add_months
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
D = Decimal
LIST = "/prisjustering/fast-pris/"
ON = date(2026, 11, 25)


def months(first, count):
    return [add_months(first, ahead) for ahead in range(count)]


@pytest.fixture
def area():
    return make.area("FO-LSS", subcategory="FO", price_model="FIXED", name="LSS-boende")


@pytest.fixture
def contract(area):
    return make.contract("F-1", areas=[area], price_model="FIXED", valid_from=date(2023, 1, 1), until=None)


def page(area):
    return f"{LIST}{area.pk}/"


def prices(area, *spans):
    """(first day, amount) of the area's line, each until the next."""
    for at, (first, amount) in enumerate(spans):
        until = date(spans[at + 1][0].year - 1, 12, 31) if at + 1 < len(spans) else None
        make.price(amount, of=area, item="Plats", valid_from=first, valid_until=until)


def decided(area, valid_from, percent, by, **values):
    return FixedPriceDecision.objects.create(
        area=area,
        valid_from=valid_from,
        percent=D(percent),
        entered_by=by,
        **{"decided_on": date(2023, 11, 20), "entered_at": "2023-11-21T00:00:00Z", **values},
    )


def published(code, period, *values, kind="LCI", frequency="QUARTER"):
    """A series' figures year by year from 2022: K2, or August."""
    of = make.series(code, name=code, kind=kind, frequency=frequency)
    for year, value in enumerate(values, start=2022):
        make.index_value(of, f"{year}{period}", value)
    return of


@pytest.fixture
def indices():
    """LCI +4 % each year, KPI +2 %: the basket gives +3.6 %."""
    return (
        published("LCI-ARB-Q", "K2", "100.0", "104.0", "108.16"),
        published("KPI-2020", "M08", "100.0", "102.0", "104.04", kind="KPI", frequency="MONTH"),
    )


# ---- the picture over the years


def test_fixed_price_beside_80_20_by_hand(leader, area, contract, indices):
    prices(area, (date(2023, 1, 1), "1000.00"), (date(2024, 1, 1), "1020.00"), (date(2025, 1, 1), "1040.40"))
    make.bought(contract, months(date(2024, 1, 1), 12), "85000.00")  # 1 020 000 in 2024
    picture = fixed_price_picture(area=area, user=leader, on=date(2025, 6, 1))
    assert [(each.year, each.fixed, each.basket) for each in picture.years] == [
        (2023, D("100.00"), D("100.00")),
        (2024, D("102.00"), D("103.60")),  # LCI K2 2022 → 2023 is what 2024 is computed by
        (2025, D("104.04"), D("107.33")),  # 1.036² = 1.073296
    ]
    assert picture.years[1].difference == D("-0.015444")
    assert picture.years[1].meant_sek == D("-16000.00")  # 1 020 000 · (1 − 103.6 / 102)
    assert picture.years[2].difference == D("-0.030650")
    assert picture.answer == "Fast pris har gett 3,1 procent lägre pris än indexkorgen sedan 2023."
    assert picture.meant_words == "På det som köptes 2024 är det 16 tkr mindre än indexkorgen hade kostat."
    assert picture.missing == ()


def test_a_fixed_price_above_the_basket_or_equal_to_it_says_so(leader, area, contract, indices):
    prices(area, (date(2023, 1, 1), "1000.00"), (date(2024, 1, 1), "1100.00"))
    assert "6,2 procent högre" in fixed_price_picture(area=area, user=leader, on=date(2024, 6, 1)).answer
    Price.objects.filter(valid_from=date(2024, 1, 1)).update(
        withdrawn_at="2024-01-01T00:00:00Z", withdrawn_reason="fel"
    )
    make.price("1036.00", of=area, item="Plats", valid_from=date(2024, 1, 1))
    assert "samma pris" in fixed_price_picture(area=area, user=leader, on=date(2024, 6, 1)).answer


def test_what_is_missing_is_named_and_the_years_before_still_stand(leader, area, contract, indices):
    prices(area, (date(2023, 1, 1), "1000.00"))
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert [each.basket for each in picture.years] == [D("100.00"), D("103.60"), D("107.33"), None]
    assert picture.missing == (
        "LCI-ARB-Q för kvartal 2 2024 eller kvartal 2 2025",
        "KPI-2020 för augusti 2024 eller augusti 2025",
    )
    assert picture.answer.endswith("sedan 2023 till 2025.")


def test_with_nothing_at_all_the_page_says_what_is_missing(client, leader, area):
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert (picture.years, picture.decisions, picture.answer) == ((), (), "")
    assert picture.missing == ("en serie för LCI", "en serie för KPI")
    text = client.get(page(area)).content.decode()
    assert "Inga beslut är registrerade" in text
    assert "en serie för LCI" in text
    assert "LSS-boende" in client.get(LIST).content.decode()


def test_preliminary_figures_are_used_and_marked_until_the_final_ones_come(client, leader, area, contract, indices):
    prices(area, (date(2023, 1, 1), "1000.00"))
    make.index_value(indices[0], "2025K2", "112.5", status="PRELIMINARY")
    make.index_value(indices[1], "2025M08", "106.12")
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert picture.preliminary == (2026,)
    assert "preliminärt index" in client.get(page(area)).content.decode()
    make.index_value(indices[0], "2025K2", "112.49")
    assert fixed_price_picture(area=area, user=leader, on=ON).preliminary == ()


def test_a_change_of_base_is_bridged_by_the_stored_factor(leader, area, contract):
    published("LCI-ARB-Q", "K2", "100.0", "104.0")
    old = published("KPI-1980", "M08", "410.00", kind="KPI", frequency="MONTH")
    new = make.series("KPI-2020", kind="KPI", base="2020=100", frequency="MONTH")
    make.index_value(new, "2023M08", "124.85")
    IndexChain.objects.create(old=old, new=new, factor=D("3.3592"), decimals=2, source="SCB")
    prices(area, (date(2023, 1, 1), "1000.00"))
    picture = fixed_price_picture(area=area, user=leader, on=date(2024, 5, 1))
    assert picture.missing == ()
    assert picture.years[1].basket == D("103.66")  # 0.8 · 1.04 + 0.2 · 419.40 / 410.00


def test_an_area_with_a_basket_of_its_own_is_compared_with_that(leader, area, contract, indices):
    make.clause([(indices[0], "1", "2022K2", "100.0")], area=area)
    prices(area, (date(2023, 1, 1), "1000.00"))
    picture = fixed_price_picture(area=area, user=leader, on=date(2024, 6, 1))
    assert picture.years[1].basket == D("104.00")
    assert "områdets egen indexkorg" in picture.basket_words


def test_each_decision_tells_its_effect_on_the_twelve_months_before_it(client, leader, area, contract, indices):
    make.bought(contract, months(date(2023, 1, 1), 12), "100000.00")
    make.bought(contract, months(date(2024, 1, 1), 6), "-50000.00")
    first = decided(area, date(2024, 1, 1), "2.5", leader)
    decided(area, date(2025, 1, 1), "-1", leader, registry_number="KS-2024/12")
    decided(area, date(2023, 1, 1), "3", leader)
    rows = fixed_price_picture(area=area, user=leader, on=ON).decisions
    assert [(row.bought_sek, row.effect_sek) for row in rows] == [
        (D("300000.00"), D("-3000.00")),  # the last twelve published: July 2023 to June 2024
        (D("1200000.00"), D("30000.00")),
        (None, None),  # nothing is published of the year before
    ]
    assert first.get_absolute_url() == page(area)
    text = client.get(page(area)).content.decode()
    assert "KS-2024/12" in text
    assert "+2,5\N{NO-BREAK SPACE}%" in text


def test_credits_alone_are_a_negative_purchase_and_the_difference_turns(leader, area, contract, indices):
    prices(area, (date(2023, 1, 1), "1000.00"), (date(2024, 1, 1), "1020.00"))
    make.bought(contract, [date(2024, 3, 1)], "-102000.00")
    year = fixed_price_picture(area=area, user=leader, on=date(2024, 6, 1)).years[1]
    assert (year.bought_sek, year.meant_sek) == (D("-102000.00"), D("1600.00"))


def test_a_contract_in_two_areas_is_counted_in_the_first_by_code_and_areas_add_up(leader, area, contract, indices):
    later = make.area("FO-ZZ", subcategory="FO", price_model="FIXED")
    contract.areas.add(later)
    make.bought(contract, months(date(2024, 1, 1), 12), "1000.00")
    for each in (area, later):
        prices(each, (date(2023, 1, 1), "1000.00"))
    sums = [
        fixed_price_picture(area=each, user=leader, on=date(2024, 6, 1)).years[1].bought_sek for each in (area, later)
    ]
    assert sums == [D("12000.00"), None]


def test_a_secret_contracts_purchases_and_prices_are_in_no_figure(client, leader, area, contract, indices):
    prices(area, (date(2023, 1, 1), "1000.00"), (date(2024, 1, 1), "1020.00"))
    secret = make.contract(
        "H-9",
        areas=[area],
        price_model="FIXED",
        is_secret=True,
        supplier=make.supplier("Hemlig AB", make.ORG_NUMBERS[1]),
        valid_from=date(2023, 1, 1),
        until=None,
    )
    make.price("9999.00", of=secret, valid_from=date(2023, 1, 1))
    make.bought(secret, months(date(2024, 1, 1), 12), "1000.00")
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert (picture.years[1].bought_sek, picture.protected) == (None, 1)
    text = client.get(page(area)).content.decode()
    assert not [word for word in ("H-9", "Hemlig", "9\N{NO-BREAK SPACE}999") if word in text]
    AccessGrant.objects.create(content_type=ContentType.objects.get_for_model(secret), object_id=secret.pk, user=leader)
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert (picture.years[1].bought_sek, picture.protected) == (D("12000.00"), 0)


# ---- deciding


def send(client, area, **values):
    today = timezone.localdate()
    facts = {
        "valid_from": str(date(today.year + 1, 1, 1)),
        "percent": "2,5",
        "rounding": "KRONA",
        "decided_on": str(today),
        "registry_number": "KS-2026/99",
        "note": "",
        **values,
    }
    return client.post(f"{page(area)}beslut/", facts)


@pytest.fixture
def priced(area, contract):
    make.price("2000.00", of=area, item="Plats", valid_from=date(2025, 1, 1))
    make.price("1500.50", of=contract, item="Vårddygn", valid_from=date(2025, 1, 1))


def test_a_decision_is_shown_first_and_counts_when_it_is_sent_again(client, leader, area, priced):
    shown = send(client, area)
    assert shown.status_code == 200
    preview = shown.context["preview"]
    assert [(each.before_sek, each.after_sek) for each in preview.prices] == [
        (D("1500.50"), D("1538.00")),
        (D("2000.00"), D("2050.00")),
    ]
    assert not FixedPriceDecision.objects.exists()
    assert Price.objects.count() == 2
    assert not Price.objects.exclude(valid_until=None).exists()
    done = send(client, area, shown=preview.mark)
    assert (done.status_code, done.headers["Location"]) == (302, page(area))
    decision = FixedPriceDecision.objects.get()
    assert (decision.percent, decision.registry_number, decision.entered_by) == (D("2.5"), "KS-2026/99", leader)
    assert Price.objects.filter(origin="COUNCIL", valid_from=decision.valid_from).count() == 2
    listed = client.get(LIST).content.decode()
    assert "+2,5\N{NO-BREAK SPACE}%" in listed


def test_the_prices_are_rounded_as_the_form_says(client, leader, area, priced):
    preview = send(client, area, rounding="ORE").context["preview"]
    assert [each.after_sek for each in preview.prices] == [D("1538.01"), D("2050.00")]


def test_the_councils_decision_moves_every_price_of_the_area_and_its_fixed_contracts():
    new_year = date(2027, 1, 1)
    area = make.area("FO-LSS", subcategory="FO", price_model="FIXED")
    own = make.contract("F-1", areas=[area], price_model="FIXED", valid_from=date(2025, 1, 1), until=None)
    tendered = make.contract(
        "F-2", areas=[area], supplier=make.supplier("Två", make.ORG_NUMBERS[1]), valid_from=date(2025, 1, 1), until=None
    )
    make.price("2000.00", of=area, item="Plats")
    make.price("1500.50", of=own)
    make.price("900.00", of=tendered)
    leader = make.user("kategoriledare")
    decision = FixedPriceDecision(area=area, valid_from=new_year, percent=Decimal("2.5"), decided_on=date(2026, 11, 20))
    assert actions.decide_fixed_price(decision=decision, rounding="KRONA", by=leader, at=timezone.now()) == 2
    assert sorted(Price.objects.on(new_year).values_list("amount_sek", flat=True)) == [
        Decimal(900),
        Decimal(1538),
        Decimal(2050),
    ]
    again = FixedPriceDecision(area=area, valid_from=new_year, percent=Decimal(3), decided_on=date(2026, 11, 20))
    with pytest.raises(ValidationError, match="redan"):
        actions.decide_fixed_price(decision=again, rounding="KRONA", by=leader, at=timezone.now())


def test_what_was_changed_after_it_was_shown_is_shown_again_and_not_saved(client, leader, area, contract, priced):
    mark = send(client, area).context["preview"].mark
    again = send(client, area, shown=mark, percent="3")
    assert again.context["has_changed"]
    make.price("10.00", of=contract, item="Timme", per="HOUR", valid_from=date(2025, 1, 1))
    assert send(client, area, shown=mark).context["has_changed"]
    assert not FixedPriceDecision.objects.exists()
    looked = send(client, area, visa="1", shown=send(client, area).context["preview"].mark)
    assert looked.status_code == 200
    assert not FixedPriceDecision.objects.exists()


def test_a_secret_contracts_prices_are_changed_but_not_shown(client, leader, area, priced):
    secret = make.contract(
        "H-9",
        areas=[area],
        price_model="FIXED",
        is_secret=True,
        supplier=make.supplier("Hemlig AB", make.ORG_NUMBERS[1]),
        until=None,
    )
    make.price("9999.00", of=secret, valid_from=date(2026, 1, 1))
    shown = send(client, area)
    assert (len(shown.context["preview"].prices), shown.context["preview"].hidden) == (2, 1)
    text = shown.content.decode()
    assert "1 pris i avtal med skyddade uppgifter" in text
    assert "9\N{NO-BREAK SPACE}999" not in text
    send(client, area, shown=shown.context["preview"].mark)
    assert Price.objects.filter(item__contract=secret, origin="COUNCIL").count() == 1


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"percent": "-100"}, "percent", "noll eller under"),
        ({"percent": "-99,999"}, None, "större än noll"),
        ({"percent": ""}, "percent", "Fyll i fältet."),
        ({"percent": "två"}, "percent", "tal"),
        ({"valid_from": "2099-13-01"}, "valid_from", "datum"),
        ({"valid_from": "2025-06-01"}, "decided_on", "senast dagen det gäller från"),
        ({"decided_on": "2099-01-01"}, "decided_on", "inte varit än"),
        ({"rounding": "TIA"}, "rounding", "finns inte att välja"),
    ],
)
def test_what_cannot_be_decided_is_said_in_swedish_at_its_field(client, leader, area, priced, values, field, words):
    make.price("1.00", of=area, item="Liten", valid_from=date(2025, 1, 1))
    PriceTerm.objects.create(
        buyer=make.buyer(), large_change_percent=100
    )  # nothing is asked about: what is wrong is told
    answer = send(client, area, **values)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field or "__all__"])
    assert "Det finns fel att rätta" in answer.content.decode()
    assert not FixedPriceDecision.objects.exists()


def test_an_area_without_price_list_has_nothing_to_decide_of(client, leader, area):
    answer = send(client, area)
    assert answer.status_code == 422
    assert "ingen prislista" in answer.content.decode()


def test_a_day_is_decided_once_and_days_come_in_order(client, leader, area, priced):
    year = timezone.localdate().year
    decided(area, date(year + 1, 1, 1), "2", leader)
    same, earlier = send(client, area), send(client, area, valid_from=f"{year}-12-31")
    assert "redan ett beslut" in str(same.context["form"].errors["valid_from"])
    assert f"senare beslut, från {year + 1}-01-01" in str(earlier.context["form"].errors["valid_from"])


def test_a_later_price_that_is_agreed_already_refuses_the_decision(client, leader, area, priced):
    year = timezone.localdate().year
    make.price("50.00", of=area, item="Ny", valid_from=date(2025, 1, 1), valid_until=date(year + 1, 12, 31))
    make.price("60.00", of=area, item="Ny", valid_from=date(year + 2, 1, 1))
    assert send(client, area).status_code == 200  # the price before ends before the later one begins
    make.price("70.00", of=area, item="Dag", valid_from=date(2025, 1, 1), valid_until=date(year, 12, 31))
    make.price("80.00", of=area, item="Dag", valid_from=date(year + 1, 1, 1))
    answer = send(client, area)
    assert answer.status_code == 422
    assert "det finns redan ett pris från" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told_that_it_is_decided(area, contract, priced):
    people = [make.user("kategoriledare"), make.user("controller")]
    outcomes, start = [], threading.Barrier(2)
    year = timezone.localdate().year

    def work(person):
        decision = FixedPriceDecision(
            area=area, valid_from=date(year + 1, 1, 1), percent=D(2), decided_on=date(year, 1, 1)
        )
        start.wait()
        try:
            outcomes.append(
                actions.decide_fixed_price(decision=decision, rounding="KRONA", by=person, at=timezone.now())
            )
        except ValidationError as error:
            outcomes.append("redan" if "redan" in str(error) else str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [2, "redan"]
    assert Price.objects.filter(origin="COUNCIL").count() == 2


# ---- the pages


def test_all_readers_see_and_only_some_decide(client, area, priced):
    for role, decides in (("läsare", 403), ("upphandlare", 403), ("controller", 200), ("upphandlingschef", 200)):
        client.force_login(make.user(role))
        text = client.get(page(area)).content.decode()
        assert ("Registrera beslut" in text) == (decides == 200)
        assert client.get(LIST).status_code == 200
        assert (role, client.get(f"{page(area)}beslut/").status_code) == (role, decides)
        assert (role, send(client, area).status_code) == (role, decides)


def test_another_buyers_area_does_not_exist(client, leader):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.area("X", subcategory="FO", of=other, price_model="FIXED")
    assert client.get(page(theirs)).status_code == 404
    assert send(client, theirs).status_code == 404
    assert page(theirs) not in client.get(LIST).content.decode()


def test_the_pages_ask_as_many_questions_whatever_there_is(client, leader, indices):
    def grow(first, last):
        for at in range(first, last):
            each = make.area(f"FO-{at:02}", subcategory="FO", price_model="FIXED")
            prices(each, (date(2023, 1, 1), "1000.00"), (date(2024, 1, 1), "1020.00"))
            decided(each, date(2024, 1, 1), "2", leader)
            for extra in range(2):
                made = make.contract(
                    f"F-{at}-{extra}",
                    areas=[make.area("FO-00", subcategory="FO"), each],
                    price_model="FIXED",
                    supplier=make.supplier(f"Prov {at} {extra}", None),
                    until=None,
                )
                make.price("10.00", of=made, valid_from=date(2024, 1, 1))
                make.bought(made, [date(2024, 1, 1)])

    def count(url):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    grow(0, 3)
    busy = page(make.area("FO-00", subcategory="FO"))
    for url in (LIST, busy):
        client.get(url)
    few = [count(url) for url in (LIST, busy)]
    grow(3, 30)
    assert [count(url) for url in (LIST, busy)] == few
    assert max(few) < 40


def test_a_price_from_before_the_first_contract_does_not_stretch_the_picture_backwards(
    area, contract, indices, leader, client
):
    prices(area, (date(2010, 1, 1), "1000.00"), (date(2024, 1, 1), "1040.00"))
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert [each.year for each in picture.years] == [2023, 2024, 2025, 2026]
    assert picture.years[0].fixed == 100  # the old price still counts in the first year of the contracts
    assert picture.years[1].fixed == D("104.00")
    assert picture.left_out == (
        "Bilden börjar 2023: områdets första avtal gäller från 2023-01-01. "
        "Priser som är registrerade för 2010–2022 är inte med."
    )
    assert picture.left_out in client.get(page(area)).content.decode()


def test_a_picture_that_begins_with_its_contracts_leaves_nothing_out(area, contract, indices, leader):
    prices(area, (date(2023, 1, 1), "1000.00"), (date(2024, 1, 1), "1040.00"))
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert picture.years[0].year == 2023
    assert picture.left_out == ""


def test_one_year_before_the_first_contract_is_named_alone(area, contract, indices, leader):
    prices(area, (date(2022, 1, 1), "1000.00"))
    picture = fixed_price_picture(area=area, user=leader, on=ON)
    assert "registrerade för 2022 är inte med" in picture.left_out
