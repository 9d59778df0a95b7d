"""Actions about placements: registered, carried on and ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q

from contracts.register.models import CallOff
from contracts.suppliers.models import PlacementStop
from contracts.terms.reports import ceilings_of
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from procurement.placements.choices import EndKind, PassedOver, Sequel
from procurement.placements.models import AskedSupplier, Placement, PlacementEnd
from procurement.placements.reports import passed_over_by, term_of
from procurement.placements.rules import Need

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class CannotChange(Exception):
    """The placement cannot be changed, carried on or ended so, and why not."""


@transaction.atomic
def place(
    *, placement: Placement, by: User, at: datetime, asked: Sequence[AskedSupplier] = (), need: Need | None = None
) -> Placement:
    """Register a placement, or mend one that nobody has decided on. Raises ValidationError, CannotChange.

    Without a number it gets the next of its kind and year. Whoever asked first stays who asked; whoever changes it has
    written in it. What is outside contract has a form (procurement.deviations), and another approves it.

    A call-off begins on a day that its contract holds; what goes on from one may begin later where the contract says
    that call-offs do.

    One that is new on its contract keeps to its round's ranked order, or says why not: `asked` are those before it,
    each with its answer, by the `need` that they were looked for with. Where the round is competed for anew they are
    all others that could, and that somebody was not asked has a reason.
    """
    require(by, "procurement.add_placement", placement)
    _refuse_full(placement, by)
    _refuse_stopped(placement)
    stored = Placement.objects.select_for_update(of=("self",)).filter(pk=placement.pk).first()
    if stored is not None:
        if stored.approved_on is not None:
            raise CannotChange(f"{stored.number} är godkänt och ändras inte. Förläng, flytta eller avsluta det.")
        if why := why_ended(stored):
            raise CannotChange(why)
    _refuse_before_first(placement)
    _refuse_outside_term(placement, stored, at)
    placement.requested_by = stored.requested_by if stored else by
    placement.approved_by = placement.approved_on = None
    if not placement.number:
        with connection.cursor() as cursor:  # of two at once the second waits, and gets the next
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"placement of {placement.buyer_id}"])
        kind = "AVR" if placement.contract_id else "AVS"
        placement.number = Placement.objects.next_number(placement.buyer, kind, placement.valid_from)
    if stored is None or stored.contract_id != placement.contract_id:
        _refuse_broken_order(placement, asked, need, by)
    placement.full_clean()
    placement.save()
    placement.writers.add(by)
    for each in asked:
        each.placement = placement
        each.full_clean()
        each.save()
    return placement


def why_ended(placement: Placement) -> str:
    """That somebody has ended a placement, as a sentence; nothing while nobody has."""
    has_ended = PlacementEnd.objects.filter(placement=placement).exists()
    return f"{placement.number} är redan avslutad." if has_ended else ""


def why_carried_on(placement: Placement) -> str:
    """That a placement goes on in another, as a sentence; nothing while it does not."""
    is_followed = Placement.objects.filter(follows=placement).exists()
    return f"{placement.number} har redan en fortsättning." if is_followed else ""


@transaction.atomic
def end_placement(
    *,
    placement_id: int,
    kind: str,
    last_day: date,
    reason: str,
    by: User,
    at: datetime,
    delegation_id: int | None = None,
    is_unbiased: bool = False,
) -> PlacementEnd:
    """Let a placement end on a day, before or instead of the one that it was made until. Once, and for good.

    What a call-off was extended as ends with it: nobody stays on in what follows who has left before. An extension that
    has not begun by then never does, and ends the day before its first.

    To withdraw what was approved outside contract is a decision: it asks for the right to approve, and keeps by which
    row of the delegation order it was made (procurement.deviations).
    Raises CannotChange, ValidationError.
    """
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement_id)
    is_decision = kind == EndKind.WITHDRAWN
    require(by, "procurement.change_placement" if is_decision else "procurement.add_placement", placement)
    if why := why_ended(placement):
        raise CannotChange(why)
    if placement.valid_until is not None and last_day > placement.valid_until:
        raise ValidationError(
            {"last_day": f"Placeringen gäller till {placement.valid_until}. Förläng den för att den ska gälla längre."}
        )
    never_began = placement.follows_as == Sequel.EXTENDED and last_day == placement.valid_from - _A_DAY
    if last_day < placement.valid_from and not never_began:
        raise ValidationError({"last_day": f"Sista dagen kan inte ligga före första dagen, {placement.valid_from}."})
    if kind == EndKind.ENDED:
        _end_extension(placement, reason=reason, by=by, at=at)
    end = PlacementEnd(
        placement=placement,
        kind=kind,
        last_day=last_day,
        planned_until=placement.valid_until,
        reason=reason,
        decided_by=by,
        decided_at=at,
        delegation_id=delegation_id,
        decider_is_unbiased=is_unbiased,
    )
    end.full_clean()
    end.save()
    placement.valid_until = last_day
    placement.save(update_fields=["valid_until"])
    return end


@transaction.atomic
def carry_on(
    *,
    placement: Placement,
    earlier_id: int,
    how: str,
    by: User,
    at: datetime,
    asked: Sequence[AskedSupplier] = (),
    need: Need | None = None,
) -> Placement:
    """Extend, move or change a placement: what follows is a placement of its own, and the earlier one stays as it was.

    An extension begins the day after the earlier one's last. For a move or a change the earlier one ends the day before
    the new begins: at once on a contract, and outside contract when the new one is approved (`end_what_it_follows`).
    Raises CannotChange, ValidationError.
    """
    earlier = Placement.objects.select_for_update(of=("self",)).get(pk=earlier_id)
    if why := why_ended(earlier) or why_carried_on(earlier):
        raise CannotChange(why)
    if how == Sequel.EXTENDED:
        if earlier.valid_until is None:
            raise CannotChange(f"{earlier.number} gäller tills vidare och behöver inte förlängas.")
        if placement.valid_from != earlier.valid_until + _A_DAY:
            raise ValidationError({"valid_from": f"Förlängningen börjar {earlier.valid_until + _A_DAY}."})
        if placement.valid_until is not None and placement.valid_until < placement.valid_from:
            words = f"Förlängningen börjar {placement.valid_from}. Ange den dagen eller en senare."
            raise ValidationError({"valid_until": words})
    elif placement.valid_from <= earlier.valid_from:
        raise ValidationError({"valid_from": f"Ange en dag efter {earlier.valid_from}."})
    placement.follows, placement.follows_as = earlier, how
    place(placement=placement, by=by, at=at, asked=asked, need=need)
    if placement.contract_id is not None:
        end_what_it_follows(placement=placement, by=by, at=at)
    return placement


def extensions_of(placement: Placement) -> list[Placement]:
    """What a placement was extended as, and what that was extended as in turn, the next first. What never began is
    nothing that is left.
    """
    found: list[Placement] = []
    last = placement
    while (later := Placement.objects.filter(follows=last, follows_as=Sequel.EXTENDED).first()) is not None:
        if later.never_began:
            break
        found.append(later)
        last = later
    return found


def _end_extension(placement: Placement, *, reason: str, by: User, at: datetime) -> None:
    """The next one; its own ends with it in turn."""
    later = next(iter(extensions_of(placement)), None)
    if later is None:
        return
    if later.contract_id is None:
        raise CannotChange(f"{placement.number} är förlängt som avsteget {later.number}. Återkalla det först.")
    if PlacementEnd.objects.filter(placement=later).exists():
        raise CannotChange(f"{placement.number} är förlängd som {later.number}, som redan är avslutad.")
    day = later.valid_from - _A_DAY
    end_placement(placement_id=later.pk, kind=EndKind.ENDED, last_day=day, reason=reason, by=by, at=at)


def continued(earlier: Placement, **changes: object) -> Placement:
    """What would follow a placement: the same but for some fields, not saved."""
    kept = {name: getattr(earlier, name) for name in _CONTINUED}
    return Placement(**{**kept, **changes})


_CONTINUED = (
    *("buyer", "case_reference", "supplier", "category", "contract", "area", "place", "target_group", "unit"),
    *("valid_until", "price_sek", "price_per", "why", "responsible"),
)


def end_what_it_follows(*, placement: Placement, by: User, at: datetime) -> None:
    """End what a move or a change carries on from, the day before it begins. What has ended by then stays so."""
    earlier, day = placement.follows, placement.valid_from - _A_DAY
    if earlier is None or placement.follows_as == Sequel.EXTENDED:
        return
    if earlier.valid_until is not None and earlier.valid_until <= day:
        return
    kind = EndKind.MOVED if placement.follows_as == Sequel.MOVED else EndKind.CHANGED
    reason = f"Fortsätter som {placement.number}"
    end_placement(placement_id=earlier.pk, kind=kind, last_day=day, reason=reason, by=by, at=at)


_A_DAY = timedelta(days=1)


def _refuse_broken_order(placement: Placement, asked: Sequence[AskedSupplier], need: Need | None, by: User) -> None:
    """Whoever stands before in a ranked round could not, and whoever competes anew answered, each in what is kept.

    An extension stays put.
    """
    if placement.follows is not None and placement.follows.contract_id == placement.contract_id:
        return
    wanted = need or Need(on=placement.valid_from, target_group=placement.target_group_id)
    before = passed_over_by(placement, need=wanted, user=by)
    answered = {each.contract_id for each in asked}
    missing = [contract for contract, _judged in before if contract.pk not in answered]
    if missing:
        names = ", ".join(f"{each.supplier} ({each.number})" for each in missing)
        if _is_ranked(placement):
            raise ValidationError({"contract": f"Före i rangordningen står {names}. Skriv varför var och en inte kan."})
        raise ValidationError({"contract": f"Omgången konkurrensutsätts på nytt. Skriv vad som svarades av {names}."})
    if _is_ranked(placement):
        if before and not placement.broke_order:
            raise ValidationError({"broke_order": "Skriv varför avropet frångår rangordningen."})
    elif any(each.answer == PassedOver.NOT_ASKED for each in asked) and not placement.broke_order:
        raise ValidationError({"broke_order": "Skriv varför inte alla tillfrågades."})


def _is_ranked(placement: Placement) -> bool:
    framework = placement.contract.framework if placement.contract else None
    return framework is not None and framework.call_off_method == CallOff.RANKED


def _refuse_stopped(placement: Placement) -> None:
    """Nobody new is placed where there is a stop on the first day. Who is there already may be mended."""
    there = Q(pk=placement.pk) | Q(pk=placement.follows_id)  # whoever stays where he is, is nobody new
    if Placement.objects.filter(there, supplier=placement.supplier, place=placement.place).exists():
        return
    stops = PlacementStop.objects.in_force_on(placement.valid_from).filter(supplier=placement.supplier)
    here = Q(unit__isnull=True) | Q(unit=placement.place) if placement.place_id else Q(unit__isnull=True)
    if stop := stops.filter(here).order_by("valid_from", "pk").first():
        words = f"Placeringsstopp sedan {stop.valid_from}: {stop.reason}"
        raise ValidationError({"place" if stop.unit_id else "supplier": words})


def _refuse_before_first(placement: Placement) -> None:
    """The database refuses it too, but not at the field."""
    if placement.valid_until is not None and placement.valid_until < placement.valid_from:
        words = f"Sista dagen kan inte ligga före första dagen, {placement.valid_from}."
        raise ValidationError({"valid_until": words})


def _refuse_outside_term(placement: Placement, stored: Placement | None, at: datetime) -> None:
    """What begins when the contract does not hold is no call-off on it. What stands there already may be mended."""
    contract = placement.contract
    if contract is None:
        return
    if stored is not None and (stored.contract_id, stored.valid_from) == (contract.pk, placement.valid_from):
        return
    before = placement.follows
    stays = before is not None and before.contract_id == contract.pk and placement.follows_as != Sequel.MOVED
    term = term_of(contract, on=swedish_day(at))
    if why_not := term.why_not_from(placement.valid_from, stays=stays):
        raise ValidationError({"valid_from": why_not})


def _refuse_full(placement: Placement, by: User | None) -> None:
    """Nothing more is called off where a ceiling is reached, the contract's or its round's (C-23/20).

    One that is on the contract already may be changed: it is no new call-off.
    """
    contract = placement.contract
    if contract is None or Placement.objects.filter(pk=placement.pk, contract=contract).exists():
        return
    for ceiling in ceilings_of([contract], user=by)[contract.pk]:
        if ceiling.use.stops_call_offs:
            raise ValidationError({"contract": f"{ceiling.words} på {contract.number}. Välj ett annat avtal."})
