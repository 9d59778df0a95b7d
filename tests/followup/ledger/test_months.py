"""Months come in pieces: what a file meets is added to, replaced or left as it is, and nothing counts twice."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from followup.judging.models import JudgedRow, SpendMonth
from followup.ledger import actions
from followup.ledger.models import LedgerDelivery, LedgerImport
from followup.ledger.rules import covered_months
from huddinge_vo.common.periods import Period
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIRST, SECOND = (
    make.ledger_row("1000,00", "2026-01-10", invoice="B1"),
    make.ledger_row("2000,00", "2026-01-28", invoice="B2"),
)
STRAY = make.ledger_row("500,00", "2026-01-31", invoice="B5")
FEBRUARY = (
    make.ledger_row("3000,00", "2026-02-10", invoice="B3"),
    make.ledger_row("4000,00", "2026-02-20", invoice="B4"),
    STRAY,
)


def load(*rows, name="r.csv", **values):
    received = actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW, **values
    )
    return actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)


def sums():
    """What counts, month by month, of the rows and of the roll-up: they must say the same."""
    rolled = dict(months_of(SpendMonth))
    assert rolled == dict(months_of(JudgedRow))
    return {f"{month:%Y-%m}": total for month, total in rolled.items()}


def months_of(model):
    return model.objects.values_list("month").annotate(total=Sum("sum_sek")).order_by("month")


def test_a_file_is_about_the_months_with_more_than_half_as_many_rows_as_the_fullest():
    july, august, october = date(2013, 7, 1), date(2013, 8, 1), date(2013, 10, 1)
    assert covered_months({july: 2359, august: 7448}) == Period.month(2013, 8)
    assert covered_months({july: 1, august: 2}) == Period.month(2013, 8)
    assert covered_months({july: 3, august: 1, october: 2}) == Period(july, date(2013, 10, 31))
    with pytest.raises(ValueError, match="empty"):
        covered_months({})


@given(
    st.dictionaries(
        st.dates(date(2020, 1, 1), date(2024, 12, 31)).map(lambda day: day.replace(day=1)),
        st.integers(1, 99),
        min_size=1,
    )
)
def test_a_file_always_covers_its_fullest_month_and_none_outside_those_it_has(rows):
    covers = covered_months(rows)
    assert covers.first <= max(rows, key=rows.get) <= covers.last
    assert min(rows) <= covers.first
    assert covers.last <= Period.containing(max(rows)).last


@pytest.mark.django_db
def test_rows_of_the_month_before_are_added_to_theirs():
    load(FIRST, SECOND)
    refused = load(*FEBRUARY)
    assert refused.status == LedgerImport.Status.REFUSED
    assert "2026-01" in refused.message
    assert "lägg till" in refused.message
    done = load(*FEBRUARY, choice="ADD")
    assert (done.pk, done.status, done.lines, done.loaded, done.left_out) == (refused.pk, "LOADED", 3, 3, 0)
    assert sums() == {"2026-01": Decimal("3500.00"), "2026-02": Decimal("7000.00")}
    covered = (
        LedgerDelivery.objects.filter(ledger_import=done).order_by("month").values_list("month__month", "is_covered")
    )
    assert list(covered) == [(1, False), (2, True)]


@pytest.mark.django_db
def test_or_they_are_left_out_and_told():
    load(FIRST, SECOND)
    done = load(*FEBRUARY, choice="LEAVE")
    assert (done.lines, done.loaded, done.left_out, done.amount_sek) == (3, 2, 1, Decimal("7000.00"))
    assert sums() == {"2026-01": Decimal("3000.00"), "2026-02": Decimal("7000.00")}


@pytest.mark.django_db
def test_a_mended_whole_file_is_loaded_beside_its_good_rows_without_counting_them_twice():
    good = [
        make.ledger_row("10000,00", "2026-09-10", invoice="C1"),
        make.ledger_row("1250,00-", "2026-09-13", invoice="C4"),
    ]
    bad = [make.ledger_row("tusen", "2026-09-11", invoice="C2"), make.ledger_row("fel", "2026-09-12", invoice="C3")]
    mended = [
        make.ledger_row("-2500,00", "2026-09-11", invoice="C2"),
        make.ledger_row("-300,00", "2026-09-12", invoice="C3"),
    ]
    first = load(good[0], *bad, good[1], good_rows_only=True)
    assert (first.loaded, first.rejected, first.amount_sek) == (2, 2, Decimal("8750.00"))
    done = load(good[0], *mended, good[1], choice="ADD")
    assert (done.lines, done.loaded, done.left_out, done.rejected) == (4, 2, 2, 0)
    assert done.amount_sek == Decimal("-2800.00")
    assert list(done.rests_on.all()) == [first]
    assert sums() == {"2026-09": Decimal("5950.00")}
    again = load(good[1], *mended, good[0], choice="ADD")  # the same rows in another order: another file
    assert again.status == LedgerImport.Status.REFUSED
    assert "finns redan" in again.message
    assert not again.rests_on.exists()
    assert sums() == {"2026-09": Decimal("5950.00")}


@pytest.mark.django_db
def test_equal_postings_are_as_many_as_the_file_with_most_of_them_has():
    load(FIRST, FIRST, SECOND)
    done = load(FIRST, FIRST, FIRST, choice="ADD")
    assert (done.loaded, done.left_out) == (1, 2)
    assert sums() == {"2026-01": Decimal("5000.00")}


@pytest.mark.django_db
def test_a_corrected_file_replaces_what_covers_the_month_and_leaves_what_strayed_in_from_another():
    make.contract("A-1")
    load(FIRST, SECOND)
    load(*FEBRUARY, choice="ADD")
    corrected = make.ledger_row("2500,00", "2026-01-28", invoice="B2")
    done = load(FIRST, corrected, choice="REPLACE")
    assert (done.loaded, done.left_out) == (2, 0)
    assert sums() == {"2026-01": Decimal("4000.00"), "2026-02": Decimal("7000.00")}
    # A file that has the stray row too has it once.
    last = load(FIRST, corrected, STRAY, make.ledger_row("1,00", "2026-01-02"), choice="REPLACE")
    assert (last.loaded, last.left_out) == (3, 1)
    assert sums() == {"2026-01": Decimal("4001.00"), "2026-02": Decimal("7000.00")}


@pytest.mark.django_db
def test_a_corrected_file_replaces_the_earlier_one_whole_with_what_had_strayed_in_with_it():
    load(FIRST, SECOND)
    load(*FEBRUARY, choice="ADD")
    corrected = make.ledger_row("550,00", "2026-01-31", invoice="B5")
    load(*FEBRUARY[:2], corrected, choice="REPLACE")
    assert sums() == {"2026-01": Decimal("3550.00"), "2026-02": Decimal("7000.00")}


@pytest.mark.django_db
def test_a_month_the_file_is_said_to_cover_and_has_no_rows_of_is_emptied():
    load(FIRST, FEBRUARY[0])
    done = load(
        make.ledger_row("7,00", "2026-01-02"), choice="REPLACE", covers=Period(date(2026, 1, 1), date(2026, 2, 28))
    )
    assert done.status == LedgerImport.Status.LOADED
    assert sums() == {"2026-01": Decimal("7.00")}


@pytest.mark.django_db
def test_a_credit_loses_its_invoice_when_that_is_replaced_and_follows_the_one_that_comes(settings):
    make.contract("A-1", valid_from=date(2026, 1, 1), until=date(2026, 1, 31))
    make.rules()
    load(make.ledger_row("1000,00", "2026-01-10", invoice="K1"))
    load(make.ledger_row("-100,00", "2026-03-10", invoice="K1"))
    assert JudgedRow.objects.get(sum_sek=-100).bucket == "ON_CONTRACT"
    load(make.ledger_row("1000,00", "2026-01-10", invoice="K2"), choice="REPLACE")
    assert JudgedRow.objects.get(sum_sek=-100).bucket == "UNEXPLAINED"
    load(make.ledger_row("900,00", "2026-01-11", invoice="K1"), choice="REPLACE")
    assert JudgedRow.objects.get(sum_sek=-100).bucket == "ON_CONTRACT"
    assert sums() == {"2026-01": Decimal("900.00"), "2026-03": Decimal("-100.00")}


@pytest.mark.django_db
def test_the_terminal_says_how_one_goes_on_and_does_it(tmp_path):
    path = {}
    for name, rows in (("januari", (FIRST, SECOND)), ("februari", FEBRUARY)):
        path[name] = tmp_path / f"{name}.csv"
        path[name].write_bytes(make.ledger_file(*rows))
    call_command("import_ledger", path["januari"], stdout=io.StringIO())
    with pytest.raises(CommandError, match="--add, --replace eller --leave"):
        call_command("import_ledger", path["februari"], stdout=io.StringIO(), stderr=io.StringIO())
    with pytest.raises(CommandError, match="inga månader"):
        call_command("import_ledger", path["februari"], covers="2026-13", stdout=io.StringIO())
    call_command("import_ledger", path["februari"], choice="ADD", covers="2026-02", stdout=(out := io.StringIO()))
    assert "3 rader, 3 inlästa, 0 avvisade" in out.getvalue()
    assert sums() == {"2026-01": Decimal("3500.00"), "2026-02": Decimal("7000.00")}
