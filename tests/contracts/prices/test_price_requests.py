"""Requests for a higher price: which window each is for, and that none is denied."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.prices import actions, rules
from contracts.prices.models import PriceAdjustment, PriceClause, PriceRequest
from contracts.prices.rules import Asked, Calendar, Refusal, Refused
from tests import factories as make
from tests.contracts.prices.adjustments import (
    AT,
    NEW_YEAR,
    approve,
    basket_clause,
    chained_prices,
    labour_costs,
    people,
    priced_contract,
    propose,
)

YEARLY = Calendar(month=1, day=1, opens_months=4, ask_days=60, tell_days=30)
WINDOW = YEARLY.window(NEW_YEAR)  # 1 September to 2 November; the one before it closed on 2 November 2025


def refused(*requests, on=date(2026, 10, 1), rises=True, needs_request=True):
    """What is said; null where nothing stands in the way."""
    asked = rules.asking(WINDOW, requests)
    try:
        rules.refuse_unasked(asked, rises=rises, needs_request=needs_request, on=on)
    except Refused as error:
        return error.code, str(error)
    return None


def test_an_increase_waits_to_be_asked_for_and_a_decrease_never_does():
    assert refused()[0] == Refusal.NOT_ASKED_FOR
    assert refused(on=date(2026, 11, 2))[0] == Refusal.NOT_ASKED_FOR
    assert refused(on=date(2026, 11, 3))[0] == Refusal.WINDOW_CLOSED
    assert refused(on=date(2026, 12, 20), rises=False) is None
    assert refused(on=date(2026, 12, 20), needs_request=False) is None


@pytest.mark.parametrize("day", [date(2025, 11, 3), date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 2)])
def test_a_request_is_for_the_coming_window_from_the_day_after_the_last_one_closed(day):
    assert refused(Asked(1, day), on=date(2026, 12, 20)) is None


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (Asked(1, date(2026, 11, 3)), "WINDOW_CLOSED", "kom 2026-11-03, men skulle ha kommit senast 2026-11-02."),
        (Asked(1, date(2025, 11, 2)), "NOT_ASKED_FOR", "kom 2025-11-02 kom i ett tidigare fönster och räknas inte"),
        (Asked(1, date(2024, 11, 2), NEW_YEAR), "NOT_ASKED_FOR", "2027-01-01 men kom mer än ett fönster i förväg"),
        (Asked(1, date(2026, 9, 9), date(2027, 2, 1)), "NOT_ASKED_FOR", "från 2027-02-01, inte från 2027-01-01."),
        (Asked(1, date(2026, 9, 9), is_declined=True), "NOT_ASKED_FOR", "Begäran som kom 2026-09-09 är avslagen."),
        (Asked(1, date(2027, 1, 2)), "NOT_ASKED_FOR", "Begäran som kom 2027-01-02 gäller en senare justering."),
    ],
)  # fmt: skip
def test_a_request_that_does_not_count_is_told_of_and_not_denied(asked, code, words):
    told = refused(asked)
    assert told[0] == code
    assert words in told[1]
    assert "har inte begärt" not in told[1]
    assert "ingen begäran" not in refused(asked, on=date(2026, 12, 1))[1]


def test_the_first_in_time_counts_whatever_else_has_come():
    late, names_the_day = Asked(1, date(2026, 11, 20)), Asked(2, date(2025, 5, 1), NEW_YEAR)
    declined, plain = Asked(3, date(2026, 9, 1), is_declined=True), Asked(4, date(2026, 10, 1))
    assert rules.asking(WINDOW, [late, names_the_day, declined, plain]).request == names_the_day
    assert rules.asking(WINDOW, [late, declined, plain]).request == plain


def test_a_request_counts_for_the_window_it_came_in_and_one_that_names_the_day_from_the_window_before():
    def first(*, names_the_day):
        return rules.asks_from(ask_by=WINDOW.ask_by, effective_on=NEW_YEAR, names_the_day=names_the_day)

    assert first(names_the_day=False) == date(2025, 11, 3)
    assert first(names_the_day=True) == date(2024, 11, 3)
    assert refused(Asked(1, date(2024, 11, 3), NEW_YEAR)) is None
    assert refused(Asked(1, date(2024, 11, 2), NEW_YEAR)) is not None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(1, date(2026, 10, 12)), "Kom 2026-10-12, i fönstret 2026-09-01 till 2026-11-02."),
        (Asked(1, date(2026, 8, 31)), "Kom 2026-08-31, innan fönstret öppnade 2026-09-01 och efter att det förra st"),
        (Asked(1, date(2025, 10, 12)), "Kom 2025-10-12, i ett tidigare fönster: det här räknas från 2025-11-03."),
        (Asked(1, date(2025, 5, 1), NEW_YEAR), "från 2025-11-03. Den gäller nytt pris från 2027-01-01."),
        (Asked(1, date(2026, 11, 3)), "Kom 2026-11-03, efter sista dagen 2026-11-02."),
    ],
)
def test_an_adjustment_says_in_which_window_its_request_came(asked, words):
    assert words in rules.where_it_came(asked, WINDOW)


# ---- kept in the register

lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(chained_prices)
contract = pytest.fixture(priced_contract)


@pytest.fixture
def clause(contract, lci, kpi):
    made = basket_clause(contract, lci, kpi)
    made.needs_request = True
    made.save()
    return made


def ask(contract, day, by, **facts):
    request = PriceRequest(contract=contract, received_on=day, **facts)
    return actions.register_price_request(request=request, by=by, at=AT)


@pytest.mark.django_db
def test_a_request_of_the_day_before_the_window_opens_is_asked_for_it(contract, clause):
    request = ask(contract, date(2026, 8, 31), make.user("controller"))
    propose(on=date(2026, 9, 1))
    adjustment = PriceAdjustment.objects.get()
    assert (adjustment.status, adjustment.request) == ("PROPOSED", request)


@pytest.mark.django_db
def test_a_declined_request_raises_nothing_and_is_not_denied(client, contract, clause):
    officer = make.user("controller")
    request = ask(contract, date(2026, 9, 10), officer)
    actions.decline_price_request(request_id=request.pk, reason="Gäller fel avtal", by=officer, at=AT)
    propose()
    adjustment = PriceAdjustment.objects.get()
    assert adjustment.waits_words == "Begäran som kom 2026-09-10 är avslagen. En ny ska komma senast 2026-11-02."
    client.force_login(officer)
    page = client.get(adjustment.get_absolute_url()).content.decode()
    assert adjustment.waits_words in page
    assert "Ingen som räknas" in page


@pytest.mark.django_db
def test_a_request_raises_one_price_and_one_that_came_too_late_the_next(contract, clause, lci):
    staff = people()
    ask(contract, date(2026, 10, 1), staff[0])
    late = ask(contract, date(2026, 11, 3), staff[0])
    propose()
    approve(PriceAdjustment.objects.get(), *staff)
    make.index_value(lci, "2027K2", "150.0")
    make.index_value(make.series("KPI-2020"), "2027M08", "127.00")
    next_year = datetime(2027, 10, 15, 8, tzinfo=UTC)
    propose(on=next_year.date(), at=next_year)
    second = PriceAdjustment.objects.get(effective_on=date(2028, 1, 1))
    assert (second.status, second.request) == ("PROPOSED", late)
    late.received_on = date(2026, 11, 2)  # a second one in the same window asks for nothing more
    late.save()
    propose(on=next_year.date(), at=next_year)
    second.refresh_from_db()
    assert (second.status, second.request) == ("WAITING", None)
    assert "Begäran som kom 2026-11-02 kom i ett tidigare fönster och räknas inte längre." in second.waits_words


@pytest.fixture
def young_contract():
    """From 1 March 2025: its price is fixed on 1 January 2026 and can change first on 1 January 2027."""
    made = make.contract("A-9", valid_from=date(2025, 3, 1), until=date(2029, 12, 31))
    make.price("1850.00", of=made, yearly_quantity=Decimal(100))
    return made


@pytest.mark.django_db
def test_a_request_from_a_window_when_the_price_was_fixed_raises_no_price_a_year_later(
    client, young_contract, lci, kpi
):
    basket_clause(young_contract, lci, kpi)
    PriceClause.objects.update(needs_request=True)
    officer = make.user("controller")
    ask(young_contract, date(2025, 10, 12), officer)
    propose()
    adjustment = PriceAdjustment.objects.get()
    assert (adjustment.status, adjustment.request) == ("WAITING", None)
    assert adjustment.waits_words == (
        "Begäran som kom 2025-10-12 kom i ett tidigare fönster och räknas inte längre. En ny ska komma senast "
        "2026-11-02."
    )
    client.force_login(officer)
    listed = client.get("/prisjustering/begaran/").content.decode()
    assert ">För tidigt</span>" in listed
    assert (
        "Begäran kom 2025-10-12, men för nytt pris från 2027-01-01 räknas bara den som kommer från 2025-11-03 till "
        "2026-11-02, så en ny behövs."
    ) in listed
    new = ask(young_contract, date(2026, 10, 12), officer)
    propose()
    adjustment.refresh_from_db()
    assert (adjustment.status, adjustment.request) == ("PROPOSED", new)
    page = client.get(adjustment.get_absolute_url()).content.decode()
    assert "Kom 2026-10-12, i fönstret 2026-09-01 till 2026-11-02." in page


@pytest.mark.django_db
def test_a_price_set_by_hand_while_it_waits_stands_ready_when_the_request_comes(contract, clause):
    officer = make.user("controller")
    propose()
    adjustment = PriceAdjustment.objects.get()
    changes = {
        adjustment.lines.get().pk: actions.LineChange(Decimal("1890.00"), is_left_out=False, reason="Överenskommet")
    }
    actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=officer, at=AT)
    assert propose().unchanged == 1
    request = ask(contract, date(2026, 10, 16), officer)
    assert propose().changed == 1
    adjustment.refresh_from_db()
    assert (adjustment.status, adjustment.waits_words, adjustment.request) == ("PROPOSED", "", request)
    assert adjustment.lines.get().new_sek == Decimal("1890.00")
