"""From a published figure to a proposed price: when a window opens, what is waited for, and whose clause counts."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.prices import actions
from contracts.prices.models import AdjustmentValue, PriceAdjustment, PriceRequest
from contracts.prices.rules import Refused
from tests import factories as make
from tests.contracts.prices.adjustments import (
    AT,
    NEW_YEAR,
    approve,
    basket_clause,
    chained_prices,
    labour_costs,
    months,
    people,
    priced_contract,
    propose,
)

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(chained_prices)
contract = pytest.fixture(priced_contract)
clause = pytest.fixture(basket_clause)


def test_a_window_that_opens_gives_the_worked_price_with_its_snapshot(contract, clause):
    make.bought(contract, months(2026)[:9], "20000.00")
    done = propose()
    adjustment = PriceAdjustment.objects.get()
    line = adjustment.lines.get()
    assert (done.new, done.changed, done.unchanged, done.waiting) == (1, 0, 0, {})
    assert adjustment.effective_on == NEW_YEAR
    assert round(adjustment.basket, 6) == Decimal("1.028568")
    assert (line.old_sek, line.computed_sek, line.new_sek) == (
        Decimal("1850.00"),
        Decimal("1902.85"),
        Decimal("1902.85"),
    )
    assert line.bought_sek == Decimal("180000.00")
    assert line.effect_sek == adjustment.yearly_effect_sek == Decimal("5142.16")  # 180 000 · (1902.85 / 1850 − 1)
    told = {
        value.series.code: (value.base_value, value.new_value, value.chain_factor) for value in adjustment.values.all()
    }
    assert told == {
        "LCI-ARB-Q": (Decimal("140.2"), Decimal("145.1"), None),
        "KPI-1980": (Decimal("418.13"), Decimal("419.40"), Decimal("3.3592")),
    }


def test_a_window_is_open_from_its_first_day(contract, clause):
    propose(on=date(2026, 8, 31))
    assert not PriceAdjustment.objects.exists()
    propose(on=date(2026, 9, 1))
    assert PriceAdjustment.objects.get().opens_on == date(2026, 9, 1)


def test_proposing_twice_makes_nothing_twice_and_what_has_changed_is_computed_anew(contract, clause, lci):
    propose()
    assert propose().unchanged == 1
    make.index_value(lci, "2026K2", "146.0")
    done = propose()
    assert (done.new, done.changed) == (0, 1)
    assert PriceAdjustment.objects.get().lines.get().computed_sek == Decimal("1912.35")  # F 1.033703…
    assert AdjustmentValue.objects.count() == 2


def test_a_draft_and_an_ended_contract_are_never_adjusted(contract, clause):
    contract.status = "DRAFT"
    contract.save()
    propose()
    contract.status, contract.initial_until = "SIGNED", date(2026, 12, 31)
    contract.save()
    propose()
    assert not PriceAdjustment.objects.exists()


def test_people_staying_on_after_the_end_are_paid_by_the_same_clause_and_listed_apart(contract, clause):
    contract.initial_until, contract.call_offs_survive = date(2026, 6, 30), True
    contract.save()
    propose()
    assert not PriceAdjustment.objects.exists()  # nobody is there
    make.bought(contract, [date(2026, 8, 1)], "50000.00")
    propose()
    adjustment = PriceAdjustment.objects.get()
    assert adjustment.is_after_end
    assert adjustment.lines.get().new_sek == Decimal("1902.85")


def test_an_increase_waits_for_the_supplier_to_ask_and_then_stands_ready(contract, clause):
    clause.needs_request = True
    clause.save()
    assert propose().waiting == {"NOT_ASKED_FOR": 1}
    waiting = PriceAdjustment.objects.get()
    assert "har inte begärt" in waiting.waits_words
    sender, approver = people()
    assert actions.submit_adjustments(adjustment_ids=[waiting.pk], by=sender, at=AT) == 0
    request = PriceRequest(contract=contract, received_on=date(2026, 10, 16))
    actions.register_price_request(request=request, by=sender, at=AT)
    assert propose(on=date(2026, 10, 17)).waiting == {}
    waiting.refresh_from_db()
    assert (waiting.status, waiting.request) == ("PROPOSED", request)
    approve(waiting, sender, approver)
    assert not PriceRequest.objects.all().undecided().exists()
    with pytest.raises(actions.AdjustmentMoved):
        actions.decline_price_request(request_id=request.pk, reason="För sent", by=sender, at=AT)


def test_a_request_that_comes_too_late_is_refused_with_its_day(contract, clause):
    clause.needs_request = True
    clause.save()
    sender, _ = people()
    actions.register_price_request(
        request=PriceRequest(contract=contract, received_on=date(2026, 11, 3)), by=sender, at=AT
    )
    propose(on=date(2026, 11, 4))
    assert "2026-11-03" in PriceAdjustment.objects.get().waits_words
    assert PriceAdjustment.objects.get().waits_for == "WINDOW_CLOSED"


def test_a_decrease_is_proposed_without_anybody_asking(contract, clause, lci):
    clause.needs_request = True
    clause.save()
    make.index_value(lci, "2026K2", "130.0")
    assert propose().waiting == {}
    assert PriceAdjustment.objects.get().lines.get().new_sek < Decimal("1850.00")


def test_what_a_figure_lacks_is_waited_for_and_said(contract, clause, lci):
    clause.components.filter(series=lci).update(status="PRELIMINARY")
    propose()
    waiting = PriceAdjustment.objects.get()
    assert waiting.waits_for == "VALUE_MISSING"
    assert "preliminära värdet för kvartal 2 2026 saknas" in waiting.waits_words


def test_final_figures_are_not_taken_for_preliminary_ones(contract, clause, kpi):
    other = make.contract(
        "A-2", supplier=make.supplier("Två", make.ORG_NUMBERS[1]), valid_from=date(2025, 1, 1), until=None
    )
    make.price(of=other)
    prel = make.series("LCI-TJM-Q")
    make.index_value(prel, "2026K2", "150.0", "PRELIMINARY")
    make.clause([(prel, "1", "2024K2", "140.0")], contract=other, needs_request=False)
    propose()
    assert "Det finns bara ett preliminärt" in other.price_adjustments.get().waits_words


def test_a_clause_of_the_round_or_the_area_counts_where_the_contract_has_none(lci):
    area = make.area()
    round_ = make.framework("R-1", [area], initial_until=date(2028, 12, 31))
    inherits = make.contract("A-1", framework=round_, areas=[area], valid_from=date(2025, 1, 1), until=None)
    plain = make.contract(
        "A-2", supplier=make.supplier("Två", make.ORG_NUMBERS[1]), areas=[area], valid_from=date(2025, 1, 1), until=None
    )
    for each in (inherits, plain):
        make.price("1000.00", of=each)
    make.clause([(lci, "1", "2024K2", "140.2")], area=area, needs_request=False, fixed_percent=Decimal(50))
    make.clause([(lci, "1", "2024K2", "140.2")], framework=round_, needs_request=False)
    propose()
    assert inherits.price_adjustments.get().lines.get().new_sek == Decimal("1034.95")
    assert plain.price_adjustments.get().lines.get().new_sek == Decimal("1017.48")


def test_twelve_months_have_to_pass_whatever_a_person_asks_for(contract, clause):
    sender, _ = people()
    contract.valid_from = date(2026, 6, 1)
    contract.save()
    with pytest.raises(Refused, match="2027-06-01"):
        actions.propose_adjustment(contract=contract, effective_on=NEW_YEAR, by=sender, at=AT)
    assert not PriceAdjustment.objects.exists()


def test_proposing_asks_as_many_questions_for_many_contracts_as_for_few(lci, kpi):
    def more(first, count):
        for number in range(first, first + count):
            seller = make.supplier(f"Nr {number}", None)
            made = make.contract(f"M-{number}", supplier=seller, valid_from=date(2025, 1, 1), until=None)
            for line in range(3):
                make.price("100.00", of=made, item=f"Rad {line}")
            make.clause(
                [(lci, "0.8", "2024K2", "140.2"), (kpi, "0.2", "2024M08", "418.13")], contract=made, needs_request=False
            )

    def asked():
        with CaptureQueriesContext(connection) as queries:
            propose()
        return len(queries)

    more(0, 3)
    propose()
    more(3, 3)
    few = asked()
    more(6, 30)
    assert asked() == few
    assert PriceAdjustment.objects.count() == 36
