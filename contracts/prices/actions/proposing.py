"""Proposing new prices: which contracts' windows are open, and what their clauses give. Computed for all at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from contracts.prices.actions.drafting import BEFORE_MONTHS, Books, Draft
from contracts.prices.models import (
    AdjustmentLine,
    AdjustmentValue,
    PriceAdjustment,
    PriceClause,
)
from contracts.prices.querysets import PriceAdjustmentQuerySet, people_stay_on, with_clause
from contracts.prices.rules import Refusal, Refused
from contracts.register.models import Contract
from contracts.register.querysets import ContractQuerySet
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import add_months, swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_WAITS = ("request", "status", "waits_for", "waits_words")  # what a proposal waits for


@dataclass(frozen=True)
class Proposed:
    """What a run did: adjustments made, computed anew, and those that wait, with why (Refusal → how many)."""

    new: int
    changed: int
    unchanged: int
    waiting: dict[str, int] = field(default_factory=dict)
    yearly_effect_sek: Decimal = Decimal(0)


def _adjusted_by_index(contracts: ContractQuerySet) -> ContractQuerySet:
    """Contracts whose clause is an index basket, with the clause."""
    indexed = PriceClause.objects.filter(kind=PriceClause.Kind.INDEX).values("pk")
    return with_clause(contracts).filter(clause_id__in=indexed).select_related("supplier")


@transaction.atomic
def propose_adjustments(*, buyer: Organization, on: date, at: datetime) -> Proposed:
    """Propose new prices for all contracts whose window is open on a day.

    Twice in a row, or two at once, makes nothing twice.

    What waits is tried again, what nobody has touched is computed anew when a figure or a price has changed, and what a
    person has changed, sent or decided is left as it is; what was changed while it waited for a request waits no more
    when one has come. Contracts that have ended while people stay on are adjusted by the same clause (activity 2.11).

    Locks as every action on prices does, so that none waits for another in a ring: the buyer, then adjustments by id,
    then their lines, then price items. What is open is locked before anything is read: an action that is under way is
    waited for and then seen, and one that comes meanwhile waits and sees what was computed.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # of two at once the second waits
    open_ = PriceAdjustment.objects.open().filter(contract__buyer=buyer)
    list(open_.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    of_buyer = Contract.objects.signed().filter(buyer=buyer)
    stay_on = people_stay_on(on, since=add_months(on, -BEFORE_MONTHS))
    after_end = set(of_buyer.filter(stay_on).values_list("pk", flat=True))
    wanted = (Q(valid_from__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))) | Q(pk__in=after_end)
    contracts = list(
        _adjusted_by_index(of_buyer.filter(wanted | Q(pk__in=open_.values("contract")))).order_by("number", "pk")
    )
    books = Books(contracts, on=on)
    stored = {(each.contract_id, each.effective_on): each for each in _stored(open_)}
    decided = set(
        PriceAdjustment.objects.filter(contract__in=[each.pk for each in contracts])
        .exclude(pk__in=open_.values("pk"))
        .values_list("contract", "effective_on")
    )
    drafts: dict[tuple[int, date], Draft] = {}
    for contract in contracts:
        clause = books.clauses[contract.clause_id]
        window = books.window(contract, clause, on)
        key = (contract.pk, window.effective_on)
        held = _holds_on(contract, window.effective_on) or contract.pk in after_end
        if window.opens_on <= on and held and key not in decided:
            drafts[key] = books.draft(contract, clause, window, on=on, is_after_end=contract.pk in after_end)
        for pk, effective_on in stored:
            if pk == contract.pk and (pk, effective_on) not in drafts:
                old = clause.calendar().window(effective_on)
                drafts[pk, effective_on] = books.draft(
                    contract, clause, old, on=on, is_after_end=contract.pk in after_end
                )
    return _store_draft(drafts, stored, at)


def _holds_on(contract: Contract, day: date) -> bool:
    return contract.valid_from <= day and (contract.ends_on is None or contract.ends_on >= day)


def _stored(adjustments: PriceAdjustmentQuerySet) -> PriceAdjustmentQuerySet:
    return adjustments.select_related("clause", "request").prefetch_related("values", "lines").order_by("pk")


@transaction.atomic
def propose_adjustment(*, contract: Contract, effective_on: date, by: User, at: datetime) -> PriceAdjustment:
    """Propose one contract's new prices from a day that a person names.

    Raises Refused for what the clause does not allow.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=contract.buyer_id)
    found = _adjusted_by_index(Contract.objects.signed().filter(pk=contract.pk)).first()
    if found is None:
        raise Refused(Refusal.NO_PRICES, "Avtalet har ingen klausul som följer index.")
    on = swedish_day(at)
    books = Books([found], on=on)
    clause = books.clauses[found.clause_id]
    standing = PriceAdjustment.objects.filter(contract=found, effective_on=effective_on).exclude(status="REJECTED")
    if standing.exists():
        raise Refused(Refusal.TOO_SOON, f"Avtalet har redan en prisjustering från {effective_on}.")
    ended = not _holds_on(found, effective_on)
    draft = books.draft(found, clause, clause.calendar().window(effective_on), on=on, is_after_end=ended)
    if draft.refused and draft.refused.code != Refusal.NOT_ASKED_FOR:
        raise draft.refused
    _store_draft({(found.pk, effective_on): draft}, {}, at)
    return PriceAdjustment.objects.get(contract=found, effective_on=effective_on, status__in=("PROPOSED", "WAITING"))


@transaction.atomic
def recompute_adjustment(*, adjustment_id: int, by: User, at: datetime) -> PriceAdjustment:
    """Compute an open adjustment anew by the figures and prices that there are now. What was set by hand is let go.

    One that is sent comes back as a proposal. Raises Refused for one that is decided.
    """
    adjustment = (
        PriceAdjustment.objects.select_for_update(of=("self",))
        .select_related("contract", "clause", "request")
        .get(pk=adjustment_id)
    )
    if adjustment.status in {PriceAdjustment.Status.APPROVED, PriceAdjustment.Status.REJECTED}:
        raise Refused(Refusal.TOO_SOON, f"{adjustment} är {adjustment.get_status_display()} och räknas inte om.")
    contract = _adjusted_by_index(Contract.objects.filter(pk=adjustment.contract_id)).first()
    if contract is None:
        raise Refused(Refusal.NO_PRICES, "Avtalet har ingen klausul som följer index.")
    adjustment.status, adjustment.is_changed_by_hand = PriceAdjustment.Status.PROPOSED, False
    adjustment.submitted_by = adjustment.submitted_at = adjustment.changed_by = None
    adjustment.save()
    on = swedish_day(at)
    books = Books([contract], on=on)
    clause = books.clauses[contract.clause_id]
    window = clause.calendar().window(adjustment.effective_on)
    draft = books.draft(contract, clause, window, on=on, is_after_end=adjustment.is_after_end)
    _store_draft(
        {(contract.pk, adjustment.effective_on): draft}, {(contract.pk, adjustment.effective_on): adjustment}, at
    )
    return PriceAdjustment.objects.get(pk=adjustment.pk)


def _store_draft(  # noqa: PLR0912 - each standing of a proposal has its branch
    drafts: dict[tuple[int, date], Draft], stored: dict[tuple[int, date], PriceAdjustment], at: datetime
) -> Proposed:
    """Write what is new and what differs, and leave the rest."""
    new: list[tuple[PriceAdjustment, Draft]] = []
    changed: list[tuple[PriceAdjustment, Draft]] = []
    released: list[PriceAdjustment] = []  # its prices were set by hand, and what it waited for has come
    unchanged = 0
    waiting: defaultdict[str, int] = defaultdict(int)
    effect = Decimal(0)
    for key, draft in drafts.items():
        facts = draft.facts()
        if draft.refused:
            waiting[draft.refused.code.value] += 1
        elif facts["yearly_effect_sek"] is not None:
            effect += facts["yearly_effect_sek"]
        adjustment = stored.get(key)
        if adjustment is None:
            made = PriceAdjustment(contract=draft.contract, effective_on=key[1], proposed_at=at, **facts)
            new.append((made, draft))
        elif adjustment.status == PriceAdjustment.Status.SUBMITTED:
            unchanged += 1
        elif adjustment.is_changed_by_hand:
            if adjustment.status == PriceAdjustment.Status.WAITING and draft.may_rise and not draft.refused:
                for name in _WAITS:
                    setattr(adjustment, name, facts[name])
                adjustment.version += 1
                released.append(adjustment)
            else:
                unchanged += 1
        elif _differs(adjustment, draft, facts):
            for name, value in facts.items():
                setattr(adjustment, name, value)
            adjustment.proposed_at, adjustment.version = at, adjustment.version + 1
            changed.append((adjustment, draft))
        else:
            unchanged += 1
    PriceAdjustment.objects.bulk_create([made for made, _ in new], batch_size=500)
    if changed:
        names = [*changed[0][1].facts(), "proposed_at", "version"]
        PriceAdjustment.objects.bulk_update([each for each, _ in changed], names, batch_size=500)
    PriceAdjustment.objects.bulk_update(released, [*_WAITS, "version"], batch_size=500)
    gone = [each.pk for each, _ in changed]
    AdjustmentValue.objects.filter(adjustment__in=gone).delete()
    AdjustmentLine.objects.filter(adjustment__in=gone).delete()
    written = [*new, *changed]
    AdjustmentValue.objects.bulk_create([row for each, draft in written for row in draft.value_rows(each)])
    AdjustmentLine.objects.bulk_create([row for each, draft in written for row in draft.line_rows(each)])
    return Proposed(len(new), len(changed) + len(released), unchanged, dict(waiting), effect)


def _differs(adjustment: PriceAdjustment, draft: Draft, facts: dict[str, object]) -> bool:
    """Whether anything is not as it was when the adjustment was last computed."""
    if any(getattr(adjustment, name) != value for name, value in facts.items()):
        return True
    values = {(value.series_id, value.index_value_id, value.base_value) for value in adjustment.values.all()}
    if values != {(each.series.pk, each.index_value.pk, each.component.base.value) for each in draft.found}:
        return True
    # The settled price too: of one that is computed anew at a click, what was set by hand is let go.
    lines = {
        (
            line.item_id,
            line.old_price_id,
            line.computed_sek,
            line.bought_sek,
            line.new_sek,
            line.is_left_out,
            line.reason,
        )
        for line in adjustment.lines.all()
    }
    return lines != {
        (line.item.pk, line.old.pk, line.computed_sek, line.bought_sek, line.computed_sek, False, line.reason)
        for line in draft.lines
    }
