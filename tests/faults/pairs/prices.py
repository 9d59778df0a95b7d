"""What two people may do to prices, and to the figures that they go by."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from contracts.index import actions as indices
from contracts.index.models import IndexImport, IndexSeries
from contracts.plan.models import ContractArea
from contracts.prices import actions as prices
from contracts.prices.models import (
    FixedPriceDecision,
    Price,
    PriceAdjustment,
    PriceClause,
    PriceDifference,
    PriceItem,
    PriceRequest,
    PriceToConfirm,
)
from contracts.register.models import Contract, Framework
from huddinge_vo.common.index_periods import IndexPeriod
from tests import factories as make
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, who


def adjustment():
    return PriceAdjustment.objects.get(contract__number="A-1")


def proposed_adjustment():
    """By the clause of its round: what the world has was proposed by none."""
    Contract.objects.filter(number="A-1").update(framework=Framework.objects.get(number="R-1"))
    make.index_value(series(), "2026K2", "106")
    recompute_price()


def adjustment_to_approve():
    proposed_adjustment()
    sent_adjustment()


def sent_adjustment():
    prices.submit_adjustments(adjustment_ids=[adjustment().pk], by=who("controller"), at=timezone.now())


def change_price():
    lines = {adjustment().lines.get().pk: prices.LineChange(Decimal("1890.00"), is_left_out=False, reason="Överens")}
    prices.change_lines(adjustment_id=adjustment().pk, changes=lines, by=who("controller"), at=timezone.now())


def approve_price():
    prices.approve_adjustments(adjustment_ids=[adjustment().pk], by=who("kategoriledare"), at=timezone.now())


def reject_price():
    prices.reject_adjustment(adjustment_id=adjustment().pk, reason="Nej", by=who("kategoriledare"), at=timezone.now())


def return_price():
    prices.return_adjustment(adjustment_id=adjustment().pk, by=who("controller"), at=timezone.now())


def propose_prices():
    prices.propose_adjustments(buyer=buyer(), on=timezone.localdate(), at=timezone.now())


def recompute_price():
    prices.recompute_adjustment(adjustment_id=adjustment().pk, by=who("controller"), at=timezone.now())


def line():
    return PriceItem.objects.get(contract__number="A-1", name="Dygn")


def seen_price():
    return Price.objects.filter(item=line(), brought_by=None).order_by("pk").first()


def register_price():
    prices.register_price(
        item=line(), amount_sek=Decimal("1010.00"), valid_from=date(2027, 3, 1), origin="CORRECTION",
        seen=seen_price().pk, **by_keeper(),
    )  # fmt: skip


def confirm_price():
    prices.confirm_price(price_id=PriceToConfirm.objects.get().pk, **by_colleague())


def decline_price():
    prices.decline_price(price_id=PriceToConfirm.objects.get().pk, reason="Nej", **by_colleague())


def withdraw_question():
    prices.withdraw_question(price_id=PriceToConfirm.objects.get().pk, **by_keeper())


def take_price_back():
    prices.withdraw_price(price_id=seen_price().pk, reason="Fel", **by_keeper())


def change_line():
    changed = line()
    changed.vat_percent, changed.yearly_quantity = 25, Decimal(10)
    prices.save_price_item(item=changed, seen=(None, None), **by_keeper())


def decide_fixed_price():
    area = ContractArea.objects.get(price_items__name="Plats")
    decision = FixedPriceDecision(
        area=area,
        valid_from=date(2027, 1, 1),
        percent=Decimal("2.0"),
        decided_on=date(2026, 10, 1),
        registry_number="KS 1",
    )
    prices.decide_fixed_price(decision=decision, rounding="KRONA", **by_keeper())


def decline_request():
    prices.decline_price_request(request_id=PriceRequest.objects.get().pk, reason="Nej", **by_keeper())


def change_clause():
    clause = PriceClause.objects.get(framework__number="R-1")
    clause.adjusts_day = 3
    prices.save_clause(clause=clause, components=list(clause.components.order_by("pk")), version=1, **by_keeper())


def difference():
    return PriceDifference.objects.order_by("pk").first().pk


def found_difference():
    prices.find_differences(buyer=buyer(), at=timezone.now())


def approved_difference():
    found_difference()
    approve_difference()


def find_difference():
    prices.find_differences(buyer=buyer(), at=timezone.now())


def approve_difference():
    prices.approve_differences(difference_ids=[difference()], **by_keeper())


def reject_difference():
    prices.reject_difference(difference_id=difference(), reason="Nej", **by_colleague())


def settle_difference():
    prices.settle_differences(difference_ids=[difference()], on=timezone.localdate(), **by_colleague())


def series():
    return IndexSeries.objects.get(code="LCI-ARB-Q")


def waiting_figure():
    indices.add_index_value(
        series=series(), period=IndexPeriod.parse("2026K1"), status="FINAL", value=Decimal(106),
        published_on=None, source="Prov", **by_keeper(),
    )  # fmt: skip


def waiting():
    return IndexImport.objects.latest("pk").pk


def store_figure():
    indices.store_index(index_import_id=waiting(), **by_colleague())


def discard_figure():
    indices.discard_index(index_import_id=waiting(), **by_colleague())


def bring_another_figure():
    indices.add_index_value(
        series=series(), period=IndexPeriod.parse("2026K2"), status="FINAL", value=Decimal(107),
        published_on=None, source="Prov", **by_keeper(),
    )  # fmt: skip


def change_series():
    changed = series()
    changed.name = "Arbetskostnad"
    indices.save_series(series=changed, version=1, **by_keeper())


ABOUT = {
    "a proposed price": (
        proposed_adjustment,
        [change_price, sent_adjustment, reject_price, recompute_price],
    ),
    "a price to be approved": (
        adjustment_to_approve,
        [approve_price, reject_price, return_price, propose_prices],
    ),
    "a line of a price list": (
        None,
        [register_price, confirm_price, withdraw_question, take_price_back],
    ),
    "a price that waits for another person": (None, [confirm_price, decline_price]),
    "what a line says besides": (None, [change_line, register_price]),
    "fixed prices": (None, [decide_fixed_price, register_price, change_clause]),
    "what a supplier asked for": (proposed_adjustment, [decline_request, sent_adjustment]),
    "a difference": (found_difference, [find_difference, approve_difference, reject_difference]),
    "a difference to be settled": (approved_difference, [settle_difference, find_difference]),
    "figures of an index": (waiting_figure, [store_figure, discard_figure, bring_another_figure, change_series]),
}
