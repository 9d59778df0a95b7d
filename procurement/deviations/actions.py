"""Actions about what is bought outside contract: one person asks, another decides within the delegation order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from contracts.register.models import Contract
from huddinge_vo.common.money import sek
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_shown, check_version
from procurement.deviations import rules
from procurement.deviations.models import Delegation, Deviation
from procurement.deviations.reports import checks_of, contract_prices
from procurement.placements.actions import (
    carry_on,
    end_placement,
    end_what_it_follows,
    extensions_of,
    place,
    why_carried_on,
    why_ended,
)
from procurement.placements.choices import EndKind, Sequel
from procurement.placements.models import AskedSupplier, Placement, PlacementEnd

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class CannotDecide(Exception):
    """The deviation cannot be decided on so by this person, and why not."""


class CannotDelegate(Exception):
    """The delegation order cannot be changed so, and why not."""


_BIASED = "Intyga att du inte är jävig. Är du det lämnar du över beslutet till någon annan."


@transaction.atomic
def request_deviation(
    *,
    placement: Placement,
    form: Deviation,
    asked: Iterable[AskedSupplier] = (),
    follows_id: int | None = None,
    how: str = "",
    version: int | None = None,
    by: User,
    at: datetime,
) -> Deviation:
    """Ask for a placement outside contract, or change what is asked for while nobody has decided.

    `asked` are those with a contract for the need who could not, all of them: what was asked before is replaced. With
    `follows_id` it carries an approved one on, `how` by Sequel. Whoever asked first stays who asked; whoever changes it
    has written in it: none of them decides it. `version` is the form's when it was opened, as in save_checked.
    Raises ValidationError, ChangedMeanwhile, CannotChange, and CannotDecide for what has been decided.
    """
    if placement.contract_id is not None:
        raise ValidationError({"contract": "Ett avsteg är en placering utanför avtal."})
    if placement.pk is not None:
        Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
        if why := why_over(placement):
            raise CannotDecide(f"{why} Gör en ny begäran.")
    form.version = check_version(form, version)
    if not form.asker_is_unbiased:
        raise ValidationError({"asker_is_unbiased": "Intyga att du inte är jävig. Är du det lämnar du över begäran."})
    asked = list(asked)
    _refuse_unasked(placement, form, asked, by)
    if form.is_acute:
        _refuse_unchecked(placement, by, at)
    if follows_id is None:
        place(placement=placement, by=by, at=at)
    else:
        _refuse_to_follow(follows_id)
        _refuse_part_of_chain(form, follows_id, how)
        carry_on(placement=placement, earlier_id=follows_id, how=how, by=by, at=at)
    form.placement = placement
    if form.pk is None:
        form.asked_at = at
    prices = contract_prices(area=placement.area, per=placement.price_per, on=placement.valid_from)
    form.contract_price_sek = prices.highest_sek if prices else None
    form.full_clean()
    form.save()
    AskedSupplier.objects.filter(placement=placement).delete()
    for each in asked:
        each.pk, each.placement = None, placement
        each.full_clean()
        each.save()
    return form


@transaction.atomic
def approve_deviation(
    *, placement_id: int, by: User, at: datetime, is_unbiased: bool, words: str = "", shown: str | None = None
) -> Deviation:
    """Approve what is asked for, today, by the delegation order that holds today.

    A permit that is needed and not there stops it. Another check that is lacking, and a permit of which it is not known
    whether it is needed, are answered in `words`. What the checks say now is kept with the decision. `shown` is mark_of
    what the person was shown. Raises CannotDecide and NotAsShown.
    """
    form = _locked(placement_id, by, shown)
    if not is_unbiased:
        raise CannotDecide(_BIASED)
    today = swedish_day(at)
    number = form.placement.number
    checks = checks_of(form.placement, user=by, on=today)
    if checks.stopping:
        raise CannotDecide(
            f"{number} kan inte godkännas: {rules.listed(checks.stopping)} är inte "
            f"{'kontrollerat och giltigt' if len(checks.stopping) == 1 else 'kontrollerade och giltiga'}. "
            "Kontrollera hos IVO och registrera kontrollen på leverantörens sida."
        )
    delegation = _delegation(form, by, at)
    if checks.to_explain and not words:
        raise CannotDecide(
            f"Motivera varför {number} kan godkännas fast det brister i {rules.listed(checks.to_explain)}. "
            "Skriv det i motiveringen."
        )
    form.outcome, form.decided_by, form.decided_at = "APPROVED", by, at
    form.delegation, form.decided_as = delegation, delegation.role
    form.decider_is_unbiased, form.decision_words = True, words
    form.checks = checks.as_kept()
    form.full_clean()
    form.save()
    placement = form.placement
    placement.approved_by, placement.approved_on = by, today
    placement.full_clean()
    placement.save(update_fields=["approved_by", "approved_on"])
    end_what_it_follows(placement=placement, by=by, at=at)
    return form


@transaction.atomic
def refuse_deviation(
    *, placement_id: int, by: User, at: datetime, words: str, is_unbiased: bool, shown: str | None = None
) -> Deviation:
    """Say no to what is asked for, and why. What the checks say now is kept with it, as with a yes.

    `shown` as when it is approved. Raises CannotDecide and NotAsShown.
    """
    form = _locked(placement_id, by, shown)
    if not is_unbiased:
        raise CannotDecide(_BIASED)
    if not words:
        raise CannotDecide("Skriv varför det avslås.")
    form.outcome, form.decided_by, form.decided_at, form.decision_words = "REFUSED", by, at, words
    form.decider_is_unbiased = is_unbiased
    form.checks = checks_of(form.placement, user=by, on=swedish_day(at)).as_kept()
    form.full_clean()
    form.save()
    _let_go(form.placement)
    return form


@transaction.atomic
def take_back_deviation(*, placement_id: int, by: User, at: datetime, words: str = "") -> Deviation:
    """Let whoever asked, or wrote in it, take back what nobody has decided on. Raises CannotDecide."""
    form = _form_of(placement_id)
    require(by, "procurement.add_placement", form.placement)
    if why := why_over(form.placement):
        raise CannotDecide(why)
    if form.placement.requested_by_id != by.pk and not form.placement.writers.filter(pk=by.pk).exists():
        raise CannotDecide(f"Bara den som begärde {form.placement.number} tar tillbaka det.")
    form.outcome, form.decided_by, form.decided_at, form.decision_words = "TAKEN_BACK", by, at, words
    form.full_clean()
    form.save()
    _let_go(form.placement)
    return form


@transaction.atomic
def withdraw_deviation(
    *, placement_id: int, last_day: date, reason: str, is_unbiased: bool, by: User, at: datetime
) -> PlacementEnd:
    """Withdraw what was approved, from the day after `last_day` on: a decision of its own beside the one that stands.

    As an approval it is made within the delegation order of its day, by somebody who is not disqualified.
    Raises CannotDecide, CannotChange, ValidationError.
    """
    form = _form_of(placement_id)
    if why := why_not_approved(form.placement):
        raise CannotDecide(f"{why} Bara ett godkänt avsteg återkallas.")
    require(by, "procurement.change_placement", form.placement)
    if not is_unbiased:
        raise CannotDecide(_BIASED)
    _refuse_extended(form.placement)
    return end_placement(
        placement_id=placement_id,
        kind=EndKind.WITHDRAWN,
        last_day=last_day,
        reason=reason,
        by=by,
        at=at,
        delegation_id=_delegation(form, by, at).pk,
        is_unbiased=is_unbiased,
    )


@transaction.atomic
def register_number(*, placement_id: int, number: str, by: User, at: datetime) -> Deviation:
    """Write down the decision's number in W3D3, which comes after it. Raises CannotDecide, ValidationError."""
    form = _form_of(placement_id)
    require(by, "procurement.add_placement", form.placement)
    if why := why_not_approved(form.placement):
        raise CannotDecide(f"{why} Diarienumret sätts när avsteget är godkänt.")
    form.registry_number = number
    form.full_clean()
    form.save(update_fields=["registry_number"])
    return form


@transaction.atomic
def register_notice(*, placement_id: int, notice_on: date, notice_url: str, by: User, at: datetime) -> Deviation:
    """Write down when the award notice was published, and where it is read. Raises CannotDecide, ValidationError."""
    form = _form_of(placement_id)
    require(by, "procurement.change_deviation", form.placement)
    if why := why_not_approved(form.placement):
        raise CannotDecide(f"{why} Efterannonsen hör till ett godkänt avsteg.")
    if form.decided_at is not None and notice_on < swedish_day(form.decided_at):
        raise ValidationError({"notice_on": f"Avsteget beslutades {swedish_day(form.decided_at)}."})
    if notice_on > swedish_day(at):
        raise ValidationError({"notice_on": "Ange dagen när annonsen är publicerad."})
    form.notice_on, form.notice_url = notice_on, notice_url
    form.full_clean()
    form.save(update_fields=["notice_on", "notice_url"])
    return form


@transaction.atomic
def save_delegation(*, delegation: Delegation, by: User, at: datetime, version: int | None = None) -> Delegation:
    """Add a row to the delegation order, or mend one that no decision rests on.

    Raises ValidationError, ChangedMeanwhile, CannotDelegate.
    """
    require(by, "procurement.change_delegation", delegation)
    if delegation.pk is not None:
        _refuse_used(delegation)
    return _keep(delegation, version)


@transaction.atomic
def end_delegation(*, delegation_id: int, last_day: date, by: User, at: datetime) -> Delegation:
    """Let a row of the order hold until a day and no longer; what was decided by it stays within it.

    Raises CannotDelegate, ValidationError.
    """
    delegation = Delegation.objects.select_for_update(of=("self",)).select_related("role").get(pk=delegation_id)
    require(by, "procurement.change_delegation", delegation)
    used_at = Delegation.objects.with_use().get(pk=delegation_id).used_at  # type: ignore[attr-defined]  # annotated
    if used_at is not None and last_day < swedish_day(used_at):
        raise ValidationError({"last_day": f"Den har använts för ett beslut {swedish_day(used_at)}."})
    if delegation.valid_until is not None and last_day > delegation.valid_until:
        raise CannotDelegate(f"Delegationen gäller till {delegation.valid_until}. Lägg till en ny för tiden därefter.")
    if last_day < delegation.valid_from:
        raise ValidationError({"last_day": f"Delegationen gäller från {delegation.valid_from}."})
    delegation.valid_until = last_day
    return _keep(delegation, None)


def _keep(delegation: Delegation, version: int | None) -> Delegation:
    """Save a row that overlaps no other of its role and ground.

    Asked here and not by `validate_constraints`, which cannot compute the days of a row without a last one.
    """
    delegation.version = check_version(delegation, version)
    delegation.full_clean(exclude={"during"})
    others = Delegation.objects.filter(buyer=delegation.buyer, role=delegation.role, ground=delegation.ground)
    others = others.exclude(pk=delegation.pk).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=delegation.valid_from)
    )
    if delegation.valid_until is not None:
        others = others.filter(valid_from__lte=delegation.valid_until)
    if others.exists():
        raise ValidationError("Rollen har redan en delegation på den grunden för några av dagarna. Avsluta den först.")
    delegation.save()
    return delegation


def _refuse_used(delegation: Delegation) -> None:
    """What a decision rests on is read afterwards as it was then."""
    Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if Delegation.objects.with_use().get(pk=delegation.pk).is_used:  # type: ignore[attr-defined]  # annotated
        raise CannotDelegate("Delegationen har använts och ändras inte. Avsluta den och lägg till en ny.")


def _refuse_unasked(placement: Placement, form: Deviation, asked: list[AskedSupplier], by: User) -> None:
    """Contracts are used first: that nobody who has one was asked is said why."""
    if asked or form.reason_words or placement.area_id is None:
        return
    contracts = Contract.objects.visible_to(by).in_force_on(placement.valid_from)
    number = contracts.filter(areas=placement.area_id, buyer=placement.buyer).count()
    if number:
        raise ValidationError(
            {"reason_words": f"{number} avtal gäller i området. Skriv varför ingen av dem tillfrågades."}
        )


def _refuse_unchecked(placement: Placement, by: User, at: datetime) -> None:
    """An acute placement is made before the form, but never before IVO is looked into: on its first day it was so."""
    day = min(placement.valid_from, swedish_day(at))
    stopping = checks_of(placement, user=by, on=day).stopping
    if stopping:
        raise ValidationError(
            {
                "is_acute": f"IVO kontrolleras före placeringen: {rules.listed(stopping)} var inte "
                f"{'kontrollerat och giltigt' if len(stopping) == 1 else 'kontrollerade och giltiga'} {day}. "
                "Registrera kontrollen på leverantörens sida."
            }
        )


def _refuse_to_follow(earlier_id: int) -> None:
    """Only what was approved is extended, moved or changed, and not what has been withdrawn or ended."""
    if why := why_not_to_follow(Placement.objects.get(pk=earlier_id)):
        raise CannotDecide(why)


def why_not_to_follow(earlier: Placement) -> str:
    """Why a placement is not carried on, as a sentence; nothing while it can be."""
    if earlier.contract_id is None and earlier.approved_on is None:
        return f"{earlier.number} är inte godkänt. Ändra begäran i stället."
    if why_ended(earlier):
        return f"{earlier.number} är avslutat. Gör en ny begäran."
    return why_carried_on(earlier)


def _refuse_extended(placement: Placement) -> None:
    """Nothing is left standing after what is withdrawn. Each extension has a form: the last is decided of first."""
    for later in reversed(extensions_of(placement)):
        if PlacementEnd.objects.filter(placement=later).exists():
            continue
        how = (
            "Återkalla det först."
            if later.approved_on is not None
            else "Avslå det först, eller låt den som begärde det ta tillbaka det."
        )
        raise CannotDecide(f"{placement.number} är förlängt som {later.number}. {how}")


def _refuse_part_of_chain(form: Deviation, earlier_id: int, how: str) -> None:
    """The form says what the whole chain comes to: whoever stays longer costs no less than was decided before."""
    earlier = Deviation.objects.filter(placement=earlier_id).first()
    if how != Sequel.EXTENDED or earlier is None or form.expected_value_sek is None:
        return
    if form.expected_value_sek < earlier.expected_value_sek:
        known = f"{sek(earlier.expected_value_sek)} kr"
        raise ValidationError({"expected_value_sek": f"Ange hela kedjans värde: {known} är redan beslutat."})


def _let_go(placement: Placement) -> None:
    """What was refused or taken back carries nothing on: the earlier one may be carried on anew. History keeps it."""
    if placement.follows_id is not None:
        placement.follows, placement.follows_as = None, ""
        placement.save(update_fields=["follows", "follows_as"])


def why_not_approved(placement: Placement) -> str:
    """That nobody has approved a deviation, as a sentence; nothing when somebody has."""
    is_approved = Deviation.objects.filter(placement=placement, outcome="APPROVED").exists()
    return "" if is_approved else f"{placement.number} är inte godkänt."


def why_over(placement: Placement) -> str:
    """What a deviation that is asked for has come to, as a sentence; nothing while it waits."""
    decided = Deviation.objects.filter(placement=placement).exclude(outcome="").first()
    return f"{placement.number} är redan {decided.get_outcome_display()}." if decided else ""


def _form_of(placement_id: int) -> Deviation:
    """The form of a placement, both locked, the placement first as everywhere."""
    placement = Placement.objects.select_for_update(of=("self",)).select_related("buyer").get(pk=placement_id)
    form = Deviation.objects.select_for_update(of=("self",)).filter(placement=placement).first()
    if form is None:
        raise CannotDecide(f"{placement.number} saknar avstegsblankett.")
    form.placement = placement
    return form


def mark_of(form: Deviation) -> str:
    """What changes with anything that is asked for: whoever changes the placement or those who were asked saves it."""
    return str(form.version)


def _locked(placement_id: int, by: User, shown: str | None) -> Deviation:
    """The form to decide on, if this person may decide on it and it is as it was shown. Raises as approve_deviation."""
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement_id)
    require(by, "procurement.change_placement", placement)
    number = placement.number
    if placement.contract_id is not None:
        raise CannotDecide(f"{number} är ett avrop på avtal och behöver inte godkännas.")
    if placement.approved_on is not None:
        raise CannotDecide(f"{number} är redan godkänt {placement.approved_on}.")
    form = Deviation.objects.select_for_update().filter(placement=placement).first()
    if form is None:
        raise CannotDecide(f"{number} saknar avstegsblankett. Fyll i den först.")
    if why := why_over(placement):
        raise CannotDecide(why)
    if placement.requested_by_id == by.pk:
        raise CannotDecide(f"Du begärde {number} och kan inte själv besluta om det.")
    if placement.writers.filter(pk=by.pk).exists():
        raise CannotDecide(f"Du har ändrat {number} och kan inte själv besluta om det.")
    check_shown(number, shown=shown, now=mark_of(form))
    form.placement = placement
    return form


def _delegation(form: Deviation, by: User, at: datetime) -> Delegation:
    """The row of the order that lets a person approve it. Raises CannotDecide."""
    buyer, value, today = form.placement.buyer, form.expected_value_sek, swedish_day(at)
    found = Delegation.objects.that_let(by, buyer=buyer, ground=form.ground, value_sek=value, on=today).first()
    if found is not None:
        return found
    order = Delegation.objects.in_force_on(today).filter(buyer=buyer, ground=form.ground)
    others = sorted({each.role.name for each in order.select_related("role") if rules.within(value, each.up_to_sek)})
    who = f"Det kan {rules.listed(others)}." if others else "Ingen roll har delegation för det den dagen."
    raise CannotDecide(
        f"{sek(value, 0)} kr på grunden {form.get_ground_display()} ligger utanför din delegation {today}. {who}"
    )
