"""Keeping verdicts and sums true to the contracts, rules and rows they rest on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from contracts.plan.models import CategoryLoyalty
from followup.judging import sql
from followup.judging.models import SpendKey, SpendMonth, Touched


def _buyers() -> list[int]:
    return list(SpendKey.objects.order_by("buyer").values_list("buyer", flat=True).distinct())


@transaction.atomic
def judge_changes(*, at: datetime) -> int:
    """Judge again what changed since the last time, and only that. Returns the number of keys judged.

    The outbox rows are deleted in the same transaction: a job that dies leaves them for the next, and of two jobs at
    once the second waits for the first and then finds nothing left to do.
    """
    touched = list(Touched.objects.select_for_update().order_by("pk"))
    if not touched:
        return 0
    Touched.objects.filter(pk__in=[change.pk for change in touched]).delete()
    everything = any(change.supplier_id is None and change.area_id is None for change in touched)
    suppliers = sorted({change.supplier_id for change in touched if change.supplier_id is not None})
    areas = sorted({change.area_id for change in touched if change.area_id is not None})
    judged = 0
    for buyer_id in _buyers():
        sql.lock_buyer(buyer_id)
        sql.begin()
        sql.resolve_suppliers(buyer_id)
        if everything:
            sql.choose_all(buyer_id)
        else:
            sql.choose_touched(buyer_id, suppliers=suppliers, areas=areas)
        judged += _judge_and_sum(buyer_id, at=at)
    return judged


@transaction.atomic
def recompute_everything(*, at: datetime) -> int:
    """Judge every key and sum every month anew, nightly and on demand. Returns the number of keys judged."""
    Touched.objects.all().delete()
    judged = 0
    for buyer_id in _buyers():
        sql.lock_buyer(buyer_id)
        sql.begin()
        sql.resolve_suppliers(buyer_id)
        sql.choose_all(buyer_id)
        judged += _judge_and_sum(buyer_id, at=at)
    return judged


def judge_import(*, buyer_id: int, ledger_import_id: int, at: datetime) -> None:
    """Judge what a newly loaded file brought: its unseen keys, the credits it completes, its months."""
    sql.lock_buyer(buyer_id)
    sql.begin()
    sql.resolve_suppliers(buyer_id)
    sql.choose_unjudged(buyer_id)
    sql.mark_import_stale(ledger_import_id)
    _judge_and_sum(buyer_id, at=at)


def _judge_and_sum(buyer_id: int, *, at: datetime) -> int:
    judged = sql.judge_keys()
    sql.judge_credits(buyer_id)
    sql.roll_up()
    sql.publish_volumes(buyer_id, at=at)
    _publish_loyalty(buyer_id)
    return judged


def _publish_loyalty(buyer_id: int) -> None:
    """Tell those below how loyal each category is, as the one definition of loyalty has it."""
    CategoryLoyalty.objects.filter(category__buyer=buyer_id).delete()
    CategoryLoyalty.objects.bulk_create(
        CategoryLoyalty(
            category_id=category,
            month=month,
            on_contract_sek=loyalty.on_contract,
            purchasable_sek=loyalty.purchasable,
        )
        for (category, month), loyalty in SpendMonth.objects.for_buyer(buyer_id).loyalty_by("category", "month")
        if category is not None
    )
