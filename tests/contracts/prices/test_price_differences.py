"""Preliminary figures that become final: the difference for each payer, and nothing rewritten."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contracts.prices import actions
from contracts.prices.models import Price, PriceDifference, PriceItem
from contracts.register.models import ContractPayerVolume
from tests import factories as make
from tests.contracts.prices.adjustments import AT, ON, approve, months, people, priced_contract, propose

pytestmark = pytest.mark.django_db
contract = pytest.fixture(priced_contract)


@pytest.fixture
def opi(contract):
    of = make.series("OPI", kind="OPI", base="år före=100", frequency="YEAR", measures="CHANGE")
    make.index_value(of, "2023", "3.5", "PRELIMINARY")
    make.clause(
        [(of, "1", "2022", "100", {"status": "PRELIMINARY", "years_before": 0})],
        contract=contract,
        needs_request=False,
        settles_on_final=True,
    )
    contract.valid_from = date(2021, 1, 1)
    contract.save()
    make.price("1000.00", of=contract, item="Dygn", valid_from=date(2021, 1, 1), valid_until=None)
    return of


def settle_2023(contract):
    at = datetime(2022, 12, 1, 8, tzinfo=UTC)
    propose(on=at.date(), at=at)
    return approve(contract.price_adjustments.get(), *people(), at=at)


def test_opi_3_5_that_becomes_4_6_gives_the_hand_computed_difference_and_rewrites_nothing(contract, opi):
    adjustment = settle_2023(contract)
    assert adjustment.lines.get(item__name="Dygn").new_sek == Decimal("1035.00")
    make.bought(contract, months(2023), "51750.00", "Socialförvaltningen")
    make.bought(contract, months(2023), "34500.00", "Vård och omsorg")
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 0  # nothing is final yet
    make.index_value(opi, "2023", "4.6")
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 2
    rows = {row.payer: row for row in PriceDifference.objects.all()}
    # 12 · 51 750 = 621 000 at 1 035.00; final 1 046.00: 621 000 · 11/1 035 = 6 600. And 414 000 · 11/1 035 = 4 400.
    assert {payer: row.difference_sek for payer, row in rows.items()} == {
        "Socialförvaltningen": Decimal("6600.00"),
        "Vård och omsorg": Decimal("4400.00"),
    }
    assert {row.budget_year for row in rows.values()} == {2023}
    assert {(row.paid_sek, row.final_sek) for row in rows.values()} == {(Decimal("1035.00"), Decimal("1046.00"))}
    assert Price.objects.on(date(2023, 6, 1)).get(item__name="Dygn").amount_sek == Decimal("1035.00")
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 0  # twice is once


def test_what_is_bought_after_a_difference_was_decided_comes_as_its_next_part(contract, opi):
    settle_2023(contract)
    make.bought(contract, months(2023)[:6], "103500.00")
    make.index_value(opi, "2023", "4.6")
    actions.find_differences(buyer=make.buyer(), at=AT)
    controller, leader = make.user("controller", username="c2"), make.user("kategoriledare", username="k2")
    first = PriceDifference.objects.get()
    actions.approve_differences(difference_ids=[first.pk], by=leader, at=AT)
    make.bought(contract, months(2023)[6:], "103500.00")
    make.bought(contract, months(2024)[:1], "103500.00")
    actions.find_differences(buyer=make.buyer(), at=AT)
    told = PriceDifference.objects.order_by("budget_year", "part").values_list("budget_year", "part", "difference_sek")
    assert list(told) == [(2023, 1, Decimal("6600.00")), (2023, 2, Decimal("6600.00")), (2024, 1, Decimal("1100.00"))]
    with pytest.raises(actions.DifferenceMoved):
        actions.settle_differences(difference_ids=[first.pk], on=ON, by=leader, at=AT)
    assert actions.settle_differences(difference_ids=[first.pk], on=ON, by=controller, at=AT) == 1
    with pytest.raises(IntegrityError, match="difference_is_settled_by_another"), transaction.atomic():
        PriceDifference.objects.filter(pk=first.pk).update(settled_by=leader)


# ---- a month in which a price begins or ends

MARCH = date(2023, 3, 1)


@pytest.fixture
def from_20_march(contract, opi):
    """The clause's day is 20 March: 1 000.00 becomes 1 035.00 by the preliminary figure."""
    clause = contract.price_clause
    clause.adjusts_month, clause.adjusts_day = 3, 20
    clause.save()
    return settle_2023(contract)


def told(**narrowed):
    rows = PriceDifference.objects.filter(**narrowed).order_by("budget_year", "line")
    return [(row.bought_sek, row.difference_sek, row.broken_months) for row in rows]


def test_a_month_in_which_the_price_began_is_parted_by_its_days(contract, opi, from_20_march):
    make.bought(contract, [date(2023, 2, 1), MARCH], "100000.00")
    make.index_value(opi, "2023", "4.6")
    actions.find_differences(buyer=make.buyer(), at=AT)
    # 20 to 31 March are 12 of 31 days: 38 709.68, and times 11/1 035 it is 411.41.
    assert told() == [(Decimal("38709.68"), Decimal("411.41"), "mars 2023: 12 av 31 dagar")]
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 0


def test_two_adjustments_that_meet_in_a_month_share_it(contract, opi, from_20_march):
    make.index_value(opi, "2024", "2.0", "PRELIMINARY")
    later = datetime(2023, 12, 1, 8, tzinfo=UTC)
    propose(on=later.date(), at=later)
    second = contract.price_adjustments.get(status="PROPOSED")
    staff = make.user("controller", username="c2"), make.user("kategoriledare", username="k2")
    approve(second, *staff, at=later)
    make.bought(contract, [date(2024, 3, 1)], "100000.01")
    make.index_value(opi, "2023", "4.6")
    make.index_value(opi, "2024", "3.0")
    actions.find_differences(buyer=make.buyer(), at=AT)
    (first_part, _, first_words), (second_part, _, second_words) = told(budget_year=2024)
    assert (first_part, second_part) == (Decimal("61290.33"), Decimal("38709.68"))  # 19 and 12 of 31 days
    assert first_part + second_part == Decimal("100000.01")
    assert (first_words, second_words) == ("mars 2024: 19 av 31 dagar", "mars 2024: 12 av 31 dagar")


def test_a_line_whose_price_ends_cuts_no_other_line(contract, opi):
    make.price("2000.00", of=contract, item="Plats", per="PLACE", valid_from=date(2021, 1, 1))
    settle_2023(contract)
    ends = [actions.Following(PriceItem.objects.get(name="Plats"), Decimal(2100), date(2023, 7, 1))]
    actions.follow_with(ends, origin="CORRECTION", by=make.user("controller", username="c2"), at=AT)
    make.bought(contract, months(2023), "10000.00")
    make.index_value(opi, "2023", "4.6")
    actions.find_differences(buyer=make.buyer(), at=AT)
    bought = dict(PriceDifference.objects.values_list("line__item__name", "bought_sek"))
    # Half each of what was bought: one all the year, and the other until June.
    assert bought == {"Dygn": Decimal("60000.00"), "Plats": Decimal("30000.00")}
    assert {words for _, _, words in told()} == {""}


def test_what_is_no_longer_bought_at_a_price_is_taken_back(contract, opi):
    settle_2023(contract)
    make.bought(contract, months(2023)[:2], "103500.00")
    make.index_value(opi, "2023", "4.6")
    actions.find_differences(buyer=make.buyer(), at=AT)
    ContractPayerVolume.objects.all().delete()  # another contract's after all
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 1
    assert not PriceDifference.objects.exists()


def test_the_page_says_which_months_were_parted(client, contract, opi, from_20_march):
    make.bought(contract, [MARCH], "100000.00")
    make.index_value(opi, "2023", "4.6")
    actions.find_differences(buyer=make.buyer(), at=AT)
    client.force_login(make.user("upphandlingschef"))
    page = client.get("/prisjustering/skillnader/").content.decode()
    assert "mars 2023: 12 av 31 dagar" in page
    assert "delas efter sina dagar" in page
