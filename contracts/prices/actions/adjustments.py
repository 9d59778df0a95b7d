"""What people do with proposed prices: ask, change, reject, send, approve.

The approved become the price list's next rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from contracts.prices import rules
from contracts.prices.actions.prices import Following, follow_with
from contracts.prices.models import (
    AdjustmentLine,
    Price,
    PriceAdjustment,
    PriceClause,
    PriceRequest,
    PriceSetByHand,
)
from contracts.prices.querysets import with_clause
from contracts.register.models import Contract
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import ChangedMeanwhile

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_Status = PriceAdjustment.Status
MAY_WORK, MAY_APPROVE = "contracts.change_priceadjustment", "contracts.approve_priceadjustment"


class AdjustmentMoved(Exception):
    """The adjustment is no longer where the action needs it to be."""


class SamePerson(Exception):
    """Whoever sent an adjustment, or set a price in it by hand, cannot be the one to approve it."""

    def __init__(self) -> None:
        super().__init__(
            "Du har skickat prisjusteringen eller ändrat ett pris i den: en annan person ska godkänna den."
        )


@dataclass(frozen=True)
class LineChange:
    """What an officer settles on for a line: another price, or that it is left out; `reason` says why."""

    new_sek: Decimal
    is_left_out: bool
    reason: str


def window_of_request(*, contract: Contract, received_on: date, effective_on: date | None) -> rules.Window | None:
    """The window that a request is judged by: of the day it names, else of the next adjustment from when it came.

    Null where the contract's clause asks for no request.
    """
    clause_id = with_clause(Contract.objects.filter(pk=contract.pk)).values_list("clause_id", flat=True).get()
    clause = PriceClause.objects.filter(pk=clause_id, kind=PriceClause.Kind.INDEX, needs_request=True).first()
    if clause is None:
        return None
    calendar = clause.calendar()
    if effective_on is None:
        moved = PriceAdjustment.objects.approved().filter(contract=contract, is_below_threshold=False)
        adjusted_on = moved.order_by("-effective_on", "-pk").values_list("effective_on", flat=True).first()
        effective_on = calendar.next_adjustment(starts_on=contract.valid_from, adjusted_on=adjusted_on, on=received_on)
    return calendar.window(effective_on)


@transaction.atomic
def register_price_request(*, request: PriceRequest, by: User, at: datetime) -> PriceRequest:
    """Register that a supplier has asked for a higher price. Raises ValidationError, as for the same day twice.

    One that comes too late is registered too, with the day it should have come.
    """
    require(by, "contracts.add_pricerequest", request)
    window = window_of_request(
        contract=request.contract, received_on=request.received_on, effective_on=request.effective_on
    )
    if window is not None:
        request.asked_for_on, request.ask_by = window.effective_on, window.ask_by
    request.registered_by, request.registered_at = by, at
    request.full_clean()
    request.save()
    return request


@transaction.atomic
def decline_price_request(*, request_id: int, reason: str, by: User, at: datetime) -> PriceRequest:
    """Say no to a request.

    It no longer lets a price rise. Raises ValidationError without a reason, and AdjustmentMoved.
    """
    request = PriceRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    require(by, MAY_WORK, request)
    if request.adjustments.filter(status__in=(_Status.SUBMITTED, _Status.APPROVED)).exists():
        raise AdjustmentMoved("Begäran ligger redan till grund för en prisjustering som är skickad eller godkänd.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför begäran avslås."})
    request.declined_at, request.declined_by, request.declined_reason = at, by, reason.strip()
    request.save()
    return request


def _locked(adjustment_id: int, *, among: tuple[str, ...], version: int | None = None) -> PriceAdjustment:
    """The adjustment, locked, when it is in one of some states. Raises AdjustmentMoved and ChangedMeanwhile."""
    adjustment = (
        PriceAdjustment.objects.select_for_update(of=("self",)).select_related("contract").get(pk=adjustment_id)
    )
    if adjustment.status not in among:
        raise AdjustmentMoved(f"{adjustment} är {adjustment.get_status_display()} och går inte att ändra så.")
    if version is not None and adjustment.version != version:
        raise ChangedMeanwhile(adjustment)
    adjustment.version += 1
    return adjustment


def _require_either(by: User, adjustment: PriceAdjustment) -> None:
    """Whoever works with adjustments at the contract's buyer, or approves them, may say no to one and give it back."""
    if not by.has_perm(MAY_APPROVE, adjustment):
        require(by, MAY_WORK, adjustment)


@transaction.atomic
def change_lines(
    *, adjustment_id: int, changes: Mapping[int, LineChange], by: User, at: datetime, version: int | None = None
) -> PriceAdjustment:
    """Settle on other prices than the clause's, line by line (line id → change), each with its reason.

    Whoever changes a line is written down beside those who did before; one that is sent as it stood is nobody's change.
    Raises ValidationError for a change without a reason, AdjustmentMoved, and ChangedMeanwhile.
    """
    adjustment = _locked(adjustment_id, among=(_Status.PROPOSED, _Status.WAITING), version=version)
    require(by, MAY_WORK, adjustment)
    effect = Decimal(0)
    touched = False
    for line in adjustment.lines.select_for_update(of=("self",)).order_by("pk"):
        change = changes.get(line.pk)
        if change is not None and change != LineChange(line.new_sek, line.is_left_out, line.reason):
            moved = (change.new_sek, change.is_left_out) != (line.new_sek, line.is_left_out)
            differs = change.is_left_out or change.new_sek != line.computed_sek
            line.new_sek, line.is_left_out = change.new_sek, change.is_left_out
            line.reason = change.reason.strip() if differs else ""
            settled = line.old_sek if line.is_left_out else line.new_sek
            line.effect_sek = rules.difference(bought_sek=line.bought_sek, paid_price=line.old_sek, final_price=settled)
            line.full_clean(exclude=["adjustment", "item", "old_price"])
            line.save()
            if moved:
                PriceSetByHand.objects.create(
                    line=line,
                    new_sek=line.new_sek,
                    is_left_out=line.is_left_out,
                    reason=line.reason,
                    set_by=by,
                    set_at=at,
                )
        touched = touched or line.is_left_out or line.new_sek != line.computed_sek
        effect += line.effect_sek
    last = PriceSetByHand.objects.standing().filter(line__adjustment=adjustment).order_by("pk").last()
    adjustment.yearly_effect_sek, adjustment.is_changed_by_hand = effect, touched
    adjustment.changed_by_id = last.set_by_id if last else None
    adjustment.save()
    return adjustment


@transaction.atomic
def reject_adjustment(*, adjustment_id: int, reason: str, by: User, at: datetime) -> PriceAdjustment:
    """Say that a contract's prices are not adjusted this time, and why. Raises ValidationError and AdjustmentMoved."""
    adjustment = _locked(adjustment_id, among=(_Status.PROPOSED, _Status.WAITING, _Status.SUBMITTED))
    _require_either(by, adjustment)
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför prisjusteringen avvisas."})
    adjustment.status, adjustment.reason = _Status.REJECTED, reason.strip()
    adjustment.rejected_by, adjustment.rejected_at = by, at
    adjustment.save()
    return adjustment


@transaction.atomic
def submit_adjustments(*, adjustment_ids: Iterable[int], by: User, at: datetime) -> int:
    """Send proposed prices to be approved by somebody else.

    Those that wait, or are sent already, are left. Returns how many.
    """
    found = PriceAdjustment.objects.select_for_update(of=("self",)).filter(
        pk__in=list(adjustment_ids), status=_Status.PROPOSED
    )
    chosen = list(found.select_related("contract").order_by("pk"))
    for adjustment in chosen:
        require(by, MAY_WORK, adjustment)
    sent = [adjustment.pk for adjustment in chosen]
    return PriceAdjustment.objects.filter(pk__in=sent).update(
        status=_Status.SUBMITTED, submitted_by=by, submitted_at=at, version=F("version") + 1
    )


@transaction.atomic
def return_adjustment(*, adjustment_id: int, by: User, at: datetime) -> PriceAdjustment:
    """Give a sent adjustment back to be worked on."""
    adjustment = _locked(adjustment_id, among=(_Status.SUBMITTED,))
    _require_either(by, adjustment)
    adjustment.status, adjustment.submitted_by, adjustment.submitted_at = _Status.PROPOSED, None, None
    adjustment.save()
    return adjustment


@transaction.atomic
def approve_adjustments(*, adjustment_ids: Iterable[int], by: User, at: datetime) -> int:
    """Approve sent adjustments: each line's new price counts from its day. All or none. Returns how many.

    Raises SamePerson where the approver sent one of them or set a price in it, and ValidationError where a price list
    has changed meanwhile so that the new price does not fit.
    """
    found = PriceAdjustment.objects.select_for_update(of=("self",)).filter(
        pk__in=list(adjustment_ids), status=_Status.SUBMITTED
    )
    chosen = list(found.select_related("contract").order_by("pk"))
    for adjustment in chosen:
        require(by, MAY_APPROVE, adjustment)
    if PriceAdjustment.objects.filter(pk__in=[adjustment.pk for adjustment in chosen]).made_by(by).exists():
        raise SamePerson
    lines = [
        line
        for line in AdjustmentLine.objects.filter(adjustment__in=chosen)
        .select_related("adjustment", "item__contract", "item__area", "old_price")
        .order_by("adjustment", "pk")
        if not line.is_left_out and line.new_sek != line.old_sek
    ]
    following = [
        Following(line.item, line.new_sek, line.adjustment.effective_on, expects=line.old_price) for line in lines
    ]
    follow_with(following, origin=Price.Origin.ADJUSTMENT, by=by, at=at)
    for day in sorted({adjustment.effective_on for adjustment in chosen}):
        made = Price.objects.standing().filter(item=OuterRef("item"), valid_from=day)
        of_day = [line.pk for line in lines if line.adjustment.effective_on == day]
        AdjustmentLine.objects.filter(pk__in=of_day).update(new_price=Subquery(made.values("pk")[:1]))
    return PriceAdjustment.objects.filter(pk__in=[adjustment.pk for adjustment in chosen]).update(
        status=_Status.APPROVED, approved_by=by, approved_at=at, version=F("version") + 1
    )
