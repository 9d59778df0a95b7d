"""Keeping verdicts and sums true to the contracts, rules and rows they rest on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from contracts.plan.models import CategoryLoyalty
from followup.judging import sql
from followup.judging.models import SpendKey, SpendTotal, Touched
from huddinge_vo.common.jobs.progress import tell


def _buyers() -> list[int]:
    return list(SpendKey.objects.order_by("buyer").values_list("buyer", flat=True).distinct())


def _be_alone() -> None:
    """Wait for all who judge or load anybody's ledger, before any row of the outbox is locked.

    Who judges a buyer has his lock and then takes from the outbox. Whoever did it the other way round, and waited,
    would have that one wait for him.
    """
    for buyer_id in _buyers():
        sql.lock_buyer(buyer_id)


@transaction.atomic
def judge_changes(*, at: datetime, wait: bool = True) -> int:
    """Judge again what changed since the last time, and only that. Returns the number of keys judged.

    The outbox rows are deleted in the same transaction: a job that dies leaves them for the next, and of two jobs at
    once the second finds nothing left to do. Without `wait` a buyer whose ledger somebody else is judging or loading
    keeps his changes in the outbox for the next time.
    """
    if wait:
        _be_alone()
    waiting = Touched.objects.select_for_update(skip_locked=not wait).order_by("pk")
    changes = list(waiting.values_list("pk", flat=True))
    if not changes:
        return 0
    judged = 0
    for buyer_id in _buyers():
        reach = sql.reach_of(buyer_id, changes=changes)
        if not reach.anything:
            continue
        if not sql.lock_buyer(buyer_id, wait=wait):
            sql.leave_for_later(buyer_id, changes=changes)
            continue
        sql.begin()
        if reach.suppliers:
            sql.resolve_suppliers(buyer_id)
        if reach.everything:
            sql.choose_all(buyer_id)
        else:
            sql.choose_touched(buyer_id, changes=changes)
        judged += _judge_and_sum(buyer_id, at=at, everything=reach.everything)
    Touched.objects.filter(pk__in=changes).delete()
    return judged


def judge_key(*, key: SpendKey, at: datetime) -> bool:
    """Judge one key again at once, so that the page that follows shows it; false when that has to wait for another.

    What else is waiting in the outbox stays there, and so does the key's change when it has to wait.
    """
    return judge_these(buyer_id=key.buyer_id, keys=[key.pk], at=at)


@transaction.atomic
def judge_these(*, buyer_id: int, keys: Sequence[int], at: datetime) -> bool:
    """The same of several keys of a buyer, at once."""
    if not sql.lock_buyer(buyer_id, wait=False):
        return False
    Touched.objects.filter(key_id__in=keys).delete()
    sql.begin()
    sql.choose_keys(list(keys))
    _judge_and_sum(buyer_id, at=at)
    return True


@transaction.atomic
def recompute_everything(*, at: datetime) -> int:
    """Judge every key and sum every month of all buyers anew, nightly. Returns the number of keys judged."""
    _be_alone()
    Touched.objects.all().delete()
    return sum(_recompute(buyer_id, at=at) for buyer_id in _buyers())


@transaction.atomic
def recompute_buyer(*, buyer_id: int, at: datetime) -> int:
    """The same of one buyer, on demand. What is waiting for all buyers waits on, for the others' sake."""
    sql.lock_buyer(buyer_id)
    Touched.objects.filter(buyer_id=buyer_id).delete()
    return _recompute(buyer_id, at=at)


def _recompute(buyer_id: int, *, at: datetime) -> int:
    sql.lock_buyer(buyer_id)
    sql.begin()
    sql.resolve_suppliers(buyer_id)
    sql.choose_all(buyer_id)
    return _judge_and_sum(buyer_id, at=at, everything=True)


def judge_import(*, buyer_id: int, ledger_import_id: int, at: datetime, gone: Sequence[tuple[int, date]] = ()) -> None:
    """Judge what a newly loaded file brought: its unseen keys, the credits it completes, its months, the rows of it
    that a person has judged. `gone` are imports and months whose rows do not count any more.
    """
    sql.lock_buyer(buyer_id)
    sql.begin()
    sql.resolve_suppliers(buyer_id)
    sql.choose_unjudged(buyer_id)
    sql.choose_judged_by_hand([ledger_import_id])
    sql.mark_import_stale(ledger_import_id)
    sql.mark_months_stale(gone)
    _judge_and_sum(buyer_id, at=at, imports={ledger_import_id, *(each[0] for each in gone)})


def judge_months(*, buyer_id: int, changed: Sequence[tuple[int, date]], at: datetime) -> None:
    """Judge what it means that the rows of imports, of some months each, count again or do not any more."""
    sql.lock_buyer(buyer_id)
    sql.begin()
    sql.resolve_suppliers(buyer_id)
    sql.choose_unjudged(buyer_id)
    imports = {each[0] for each in changed}
    sql.choose_judged_by_hand(imports)
    sql.mark_months_stale(changed)
    _judge_and_sum(buyer_id, at=at, imports=imports)


def _judge_and_sum(buyer_id: int, *, at: datetime, everything: bool = False, imports: Collection[int] = ()) -> int:
    tell("Bedömer köpen")
    judged = sql.judge_keys(mark_stale=not everything)
    sql.judge_credits(buyer_id, everything=everything, imports=imports)
    tell("Summerar månaderna")
    if everything:
        sql.roll_up_everything(buyer_id)
    else:
        sql.roll_up(brings_rows=bool(imports))
    tell("Räknar avtalens volymer")
    sql.publish_volumes(buyer_id, at=at, everything=everything)
    _publish_loyalty(buyer_id, months=None if everything else sql.stale_months())
    if everything or imports:
        transaction.on_commit(sql.count_anew, robust=True)
    return judged


def _publish_loyalty(buyer_id: int, *, months: list[date] | None) -> None:
    """Tell those below how loyal each category is, as the one definition of loyalty has it; null months are all."""
    earlier = CategoryLoyalty.objects.filter(category__buyer=buyer_id)
    spend = SpendTotal.objects.for_buyer(buyer_id)
    if months is not None:
        earlier, spend = earlier.filter(month__in=months), spend.filter(month__in=months)
    earlier.delete()
    CategoryLoyalty.objects.bulk_create(
        CategoryLoyalty(
            category_id=category,
            month=month,
            on_contract_sek=loyalty.on_contract,
            purchasable_sek=loyalty.purchasable,
        )
        for (category, month), loyalty in spend.loyalty_by("category", "month")
        if category is not None
    )
