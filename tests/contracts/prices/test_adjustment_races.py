"""The nightly job and people at the same time: nothing that a person has done is overwritten, and nobody waits in a
ring.
"""

import threading
import time
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from contracts.prices import actions
from contracts.prices.models import Price, PriceAdjustment
from huddinge_vo.common.saving import ChangedMeanwhile
from tests import factories as make
from tests.contracts.prices.adjustments import (
    AT,
    NEW_YEAR,
    basket_clause,
    chained_prices,
    labour_costs,
    people,
    priced_contract,
    propose,
)

pytestmark = pytest.mark.django_db(transaction=True)
AGREED = Decimal("1890.00")
lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(chained_prices)
contract = pytest.fixture(priced_contract)
clause = pytest.fixture(basket_clause)


class Beside(threading.Thread):
    """An action in a thread and a connection of its own; `result` is what it gave back or raised."""

    def __init__(self, action):
        super().__init__()
        self.action, self.result = action, None
        self.start()

    def run(self):
        try:
            self.result = self.action()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            self.result = error
        finally:
            connection.close()

    def done(self):
        self.join(timeout=60)
        assert not self.is_alive()
        return self.result


def until_somebody_waits():
    """Until another connection waits for a lock that this one holds."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def set_by_hand(adjustment, by, version=None):
    line = adjustment.lines.get()
    changes = {line.pk: actions.LineChange(AGREED, is_left_out=False, reason="Överenskommet")}
    return actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=by, at=AT, version=version)


def another_figure(lci):
    make.index_value(lci, "2026K2", "150.0")


def test_what_an_officer_sets_and_sends_while_the_job_runs_stays(contract, clause, lci):
    propose()
    sender, _ = people()
    adjustment = PriceAdjustment.objects.get()
    another_figure(lci)  # the job would compute another price
    with transaction.atomic():
        set_by_hand(adjustment, sender)
        actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=AT)
        job = Beside(propose)
        until_somebody_waits()
    assert job.done().unchanged == 1
    adjustment.refresh_from_db()
    line = adjustment.lines.get()
    assert (adjustment.status, adjustment.submitted_by, adjustment.is_changed_by_hand) == ("SUBMITTED", sender, True)
    assert (line.new_sek, line.reason) == (AGREED, "Överenskommet")


def test_what_is_approved_while_the_job_runs_neither_stops_it_nor_is_touched(contract, clause, lci):
    other = make.contract(
        "A-2", supplier=make.supplier("Två", make.ORG_NUMBERS[1]), valid_from=date(2025, 1, 1), until=None
    )
    make.price("1000.00", of=other)
    make.clause([(lci, "1", "2024K2", "140.2")], contract=other, needs_request=False)
    propose()
    sender, approver = people()
    adjustment = contract.price_adjustments.get()
    another_figure(lci)
    with transaction.atomic():
        actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=AT)
        actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=AT)
        job = Beside(propose)
        until_somebody_waits()
    done = job.done()
    assert (done.new, done.changed, done.unchanged) == (0, 1, 0)  # the other contract's
    adjustment.refresh_from_db()
    assert (adjustment.status, adjustment.lines.get().new_sek) == ("APPROVED", Decimal("1902.85"))
    assert Price.objects.on(NEW_YEAR).get(item__contract=contract).amount_sek == Decimal("1902.85")
    assert other.price_adjustments.get().lines.get().new_sek == Decimal("1069.90")  # 150.0 / 140.2


def test_who_changes_a_price_that_the_job_computes_meanwhile_is_told(contract, clause, lci):
    propose()
    sender, _ = people()
    adjustment = PriceAdjustment.objects.get()
    another_figure(lci)
    with transaction.atomic():
        propose()
        officer = Beside(lambda: set_by_hand(adjustment, sender, version=adjustment.version))
        until_somebody_waits()
    assert isinstance(officer.done(), ChangedMeanwhile)
    assert not PriceAdjustment.objects.get().is_changed_by_hand


def test_the_job_and_people_never_wait_for_each_other_in_a_ring(lci, kpi):
    made = []
    for number in range(12):
        seller = make.supplier(f"Nr {number}", None)
        made.append(make.contract(f"M-{number}", supplier=seller, valid_from=date(2025, 1, 1), until=None))
        make.price("100.00", of=made[-1])
        make.clause([(lci, "1", "2024K2", "140.2")], contract=made[-1], needs_request=False)
    propose()
    ids = list(PriceAdjustment.objects.order_by("-pk").values_list("pk", flat=True))
    sender, approver = people()
    for figure in ("146.0", "147.0", "148.0"):
        make.index_value(lci, "2026K2", figure)
        beside = [
            Beside(action)
            for action in (
                propose,
                lambda: actions.submit_adjustments(adjustment_ids=ids[:8], by=sender, at=AT),
                lambda: actions.approve_adjustments(adjustment_ids=ids[4:8], by=approver, at=AT),
                lambda: actions.return_adjustment(adjustment_id=ids[0], by=sender, at=AT),
                propose,
            )
        ]
        wrong = [each.done() for each in beside if isinstance(each.done(), Exception)]
        assert [error for error in wrong if not isinstance(error, actions.AdjustmentMoved)] == []
    for adjustment in PriceAdjustment.objects.all():
        approved = adjustment.status == "APPROVED"
        assert Price.objects.filter(item__contract=adjustment.contract_id, origin="ADJUSTMENT").exists() == approved
