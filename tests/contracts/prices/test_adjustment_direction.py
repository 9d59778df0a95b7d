"""Whether a price rises or falls is judged against the price now: an increase is asked for, a decrease always made."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.prices import actions
from contracts.prices.models import Price, PriceAdjustment, PriceItem, PriceRequest
from contracts.prices.reports import price_letters
from tests import factories as make
from tests.contracts.prices.adjustments import AT, NEW_YEAR, approve, people, priced_contract, propose

pytestmark = pytest.mark.django_db
contract = pytest.fixture(priced_contract)
staff = pytest.fixture(people)
LAST_YEAR = datetime(2025, 10, 15, 8, tzinfo=UTC)


@pytest.fixture
def lci():
    of = make.series("LCI-ARB-Q")
    make.index_value(of, "2025K2", "110.0")
    make.index_value(of, "2026K2", "108.0")
    return of


@pytest.fixture
def clause(contract, lci, staff):
    """From the agreed base of 100, and 110 a year ago: 1 850.00 has become 2 035.00."""
    made = make.clause([(lci, "1", "2024K2", "100.0")], contract=contract, method="FIXED_BASE", needs_request=False)
    propose(on=LAST_YEAR.date(), at=LAST_YEAR)
    approve(PriceAdjustment.objects.get(), *staff, at=LAST_YEAR)
    made.needs_request = True
    made.save()
    return made


def proposed():
    propose()
    return PriceAdjustment.objects.get(effective_on=NEW_YEAR)


def test_a_price_that_falls_from_what_it_is_now_is_lowered_unasked_though_it_is_above_its_base(contract, clause):
    adjustment = proposed()
    line = adjustment.lines.get()
    assert (line.old_sek, line.new_sek) == (Decimal("2035.00"), Decimal("1998.00"))  # 1 850 · 1.08
    assert (adjustment.status, adjustment.waits_words) == ("PROPOSED", "")


def test_a_price_that_rises_from_a_base_waits_to_be_asked_for(contract, clause, lci):
    make.index_value(lci, "2026K2", "111.0")
    assert proposed().waits_for == "NOT_ASKED_FOR"


def test_a_lowest_change_above_nothing_raises_no_price_that_nobody_has_asked_for(contract, lci):
    clause = make.clause([(lci, "1", "2025K2", "110.0")], contract=contract, lowest_percent=Decimal("1.5"))
    adjustment = proposed()
    assert (adjustment.status, adjustment.waits_for) == ("WAITING", "NOT_ASKED_FOR")
    assert adjustment.lines.get().computed_sek == Decimal("1877.75")  # 1 850 · 1.015, though the index fell
    clause.lowest_percent = Decimal(0)
    clause.save()
    assert proposed().status == "PROPOSED"  # no change at all waits for nobody


@pytest.fixture
def journey(contract, clause):
    """A price that was agreed anew this year, so that its base is what it is now."""
    make.price("400.00", of=contract, item="Resa", per="VISIT", valid_from=date(2026, 3, 1))
    return PriceItem.objects.get(name="Resa")


def test_of_prices_that_rise_and_fall_those_fall_and_the_others_stay_until_somebody_asks(
    contract, clause, journey, staff
):
    make.bought(contract, [date(2026, 9, 1)], "10000.00")
    adjustment = proposed()
    stays, falls = adjustment.lines.order_by("item__name")
    assert (adjustment.status, adjustment.request) == ("PROPOSED", None)
    assert (falls.new_sek, falls.reason) == (Decimal("1998.00"), "")
    assert (stays.computed_sek, stays.new_sek) == (Decimal("400.00"), Decimal("400.00"))
    assert stays.reason == "Leverantören har inte begärt höjning. Begäran ska komma senast 2026-11-02"
    assert stays.effect_sek == 0
    assert adjustment.yearly_effect_sek == falls.effect_sek == Decimal("-90.91")  # 5 000 · (1 998 / 2 035 − 1)
    assert propose().unchanged == 1
    request = PriceRequest(contract=contract, received_on=date(2026, 10, 16))
    actions.register_price_request(request=request, by=staff[0], at=AT)
    assert proposed().request == request
    assert list(adjustment.lines.order_by("item__name").values_list("new_sek", "reason")) == [
        (Decimal("432.00"), ""),
        (Decimal("1998.00"), ""),
    ]


def test_a_price_that_stays_for_want_of_a_request_is_no_new_row_and_the_letter_says_why(clause, journey, staff):
    adjustment = approve(proposed(), *staff)
    assert Price.objects.on(NEW_YEAR).get(item=journey).valid_from == date(2026, 3, 1)
    (letter,) = price_letters(PriceAdjustment.objects.filter(pk=adjustment.pk))
    assert [line.name for line in letter.lines] == ["Vårddygn"]
    assert letter.kept == (("Resa", "Leverantören har inte begärt höjning. Begäran ska komma senast 2026-11-02"),)
