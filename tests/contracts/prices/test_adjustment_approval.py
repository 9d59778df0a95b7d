"""Adjustments that another approves: the next row of the price list, what it rested on, and what stops it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from contracts.index.models import IndexValue
from contracts.prices import actions
from contracts.prices.models import (
    AdjustmentLine,
    AdjustmentValue,
    Price,
    PriceAdjustment,
    PriceItem,
)
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

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(chained_prices)
contract = pytest.fixture(priced_contract)
clause = pytest.fixture(basket_clause)


def follow(item, amount, day, by):
    return actions.follow_with([actions.Following(item, amount, day)], origin="CORRECTION", by=by, at=AT)


def test_approval_by_another_makes_the_next_row_of_the_price_list(contract, clause):
    propose()
    sender, approver = people()
    adjustment = PriceAdjustment.objects.get()
    approve(adjustment, sender, approver)
    item = PriceItem.objects.get()
    assert list(
        item.prices.order_by("valid_from").values_list("amount_sek", "valid_from", "valid_until", "origin")
    ) == [
        (Decimal("1850.00"), date(2025, 1, 1), date(2026, 12, 31), "TENDER"),
        (Decimal("1902.85"), NEW_YEAR, None, "ADJUSTMENT"),
    ]
    assert Price.objects.on(date(2026, 12, 31)).get().amount_sek == Decimal("1850.00")
    assert Price.objects.on(NEW_YEAR).get().amount_sek == Decimal("1902.85")
    assert actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=AT) == 0  # twice is once
    assert propose().new == 0


def test_nobody_approves_what_he_sent_and_the_database_says_so_too(contract, clause):
    propose()
    leader = make.user("kategoriledare")
    adjustment = PriceAdjustment.objects.get()
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=leader, at=AT)
    with pytest.raises(actions.SamePerson):
        actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=leader, at=AT)
    with pytest.raises(IntegrityError, match="adjustment_is_approved_by_another"), transaction.atomic():
        PriceAdjustment.objects.filter(pk=adjustment.pk).update(status="APPROVED", approved_by=leader, approved_at=AT)
    assert Price.objects.count() == 1


def test_what_is_approved_stays_with_the_figures_it_rested_on(contract, clause, lci):
    propose()
    adjustment = approve(PriceAdjustment.objects.get(), *people())
    for change in (
        lambda: PriceAdjustment.objects.filter(pk=adjustment.pk).update(reason="ny"),
        lambda: AdjustmentLine.objects.update(new_sek=1),
        lambda: AdjustmentValue.objects.update(new_value=1),
        lambda: AdjustmentLine.objects.all().delete(),
        lambda: IndexValue.objects.update(value=1),
        lambda: IndexValue.objects.all().delete(),
        lambda: Price.objects.update(amount_sek=1),
        lambda: Price.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    make.index_value(lci, "2026K2", "999.0")  # a new revision
    propose()
    adjustment.refresh_from_db()
    assert adjustment.lines.get().new_sek == Decimal("1902.85")


def test_year_by_year_goes_on_from_the_last_adjustments_own_figures(contract, clause, lci, kpi):
    propose()
    approve(PriceAdjustment.objects.get(), *people())
    make.index_value(lci, "2027K2", "150.0")
    make.index_value(make.series("KPI-2020"), "2027M08", "127.00")
    next_year = datetime(2027, 10, 15, 8, tzinfo=UTC)
    propose(on=next_year.date(), at=next_year)
    second = PriceAdjustment.objects.get(effective_on=date(2028, 1, 1))
    values = {
        value.series.code: (value.base_period, value.base_value, value.new_value) for value in second.values.all()
    }
    assert values["LCI-ARB-Q"] == ("2026K2", Decimal("145.1"), Decimal("150.0"))
    assert values["KPI-1980"] == ("2026M08", Decimal("419.40"), Decimal("426.62"))
    # 1 902.85 · (0.8 · 150.0/145.1 + 0.2 · 426.62/419.40)
    assert second.lines.get().new_sek == Decimal("1960.81")


def test_a_change_below_the_threshold_is_kept_for_next_year_or_lost_as_the_clause_says(contract, lci):
    kept = make.clause(
        [(lci, "1", "2024K2", "144.0")], contract=contract, needs_request=False, threshold_percent=Decimal(2)
    )
    propose()
    held = PriceAdjustment.objects.get()
    assert held.is_below_threshold  # 0.76 per cent
    assert held.lines.get().new_sek == Decimal("1850.00")
    sender, approver = people()
    approve(held, sender, approver)
    assert Price.objects.count() == 1
    make.index_value(lci, "2027K2", "147.0")
    later = datetime(2027, 10, 15, 8, tzinfo=UTC)
    propose(on=later.date(), at=later)
    assert PriceAdjustment.objects.get(effective_on=date(2028, 1, 1)).lines.get().new_sek == Decimal(
        "1888.54"
    )  # · 147/144
    PriceAdjustment.objects.filter(effective_on=date(2028, 1, 1)).delete()
    kept.carries_over = False
    kept.save()
    propose(on=later.date(), at=later)
    lost = PriceAdjustment.objects.get(effective_on=date(2028, 1, 1))
    assert lost.is_below_threshold  # 147/145.1 is 1.3 per cent


def test_an_officer_changes_a_line_with_a_reason_and_that_is_what_is_approved(contract, clause):
    make.price("400.00", of=contract, item="Resa", per="VISIT")
    propose()
    adjustment = PriceAdjustment.objects.get()
    journey, day = adjustment.lines.order_by("item__name")
    sender, approver = people()
    with pytest.raises(ValidationError, match="varför"):
        actions.change_lines(
            adjustment_id=adjustment.pk,
            changes={day.pk: actions.LineChange(Decimal("1890.00"), is_left_out=False, reason=" ")},
            by=sender,
            at=AT,
        )
    changes = {
        day.pk: actions.LineChange(Decimal("1890.00"), is_left_out=False, reason="Överenskommet"),
        journey.pk: actions.LineChange(journey.new_sek, is_left_out=True, reason="Ingår inte"),
    }
    actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=sender, at=AT)
    assert propose().unchanged == 1
    adjustment.refresh_from_db()
    approve(adjustment, sender, approver)
    assert sorted(Price.objects.on(NEW_YEAR).values_list("amount_sek", flat=True)) == [
        Decimal("400.00"),
        Decimal("1890.00"),
    ]


def test_a_rejected_adjustment_says_why_and_does_not_come_back(contract, clause):
    propose()
    sender, _ = people()
    adjustment = PriceAdjustment.objects.get()
    with pytest.raises(ValidationError):
        actions.reject_adjustment(adjustment_id=adjustment.pk, reason="", by=sender, at=AT)
    actions.reject_adjustment(adjustment_id=adjustment.pk, reason="Avtalet ska upphandlas om", by=sender, at=AT)
    assert propose().new == 0
    assert PriceAdjustment.objects.get().status == "REJECTED"


def test_a_price_list_that_changed_meanwhile_stops_the_approval(contract, clause):
    propose()
    sender, approver = people()
    adjustment = PriceAdjustment.objects.get()
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=AT)
    follow(PriceItem.objects.get(), Decimal(1900), date(2026, 11, 1), sender)
    with pytest.raises(ValidationError, match="Räkna om"):
        actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=AT)
    assert Price.objects.filter(origin="ADJUSTMENT").count() == 0
