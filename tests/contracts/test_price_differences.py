"""Preliminary figures that become final: the difference for each payer, and nothing rewritten."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contracts import actions
from contracts.models import Price, PriceDifference
from tests import factories as make
from tests.contracts.adjustments import AT, ON, approve, months, people, priced_contract, propose

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


def test_opi_3_5_that_becomes_4_6_gives_the_hand_reckoned_difference_and_rewrites_nothing(contract, opi):
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
