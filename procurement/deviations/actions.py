"""Actions about what is bought outside contract: one person asks, another decides within the delegation order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from huddinge_vo.common.money import sek
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from procurement.deviations import rules
from procurement.deviations.models import Delegation, Deviation
from procurement.deviations.reports import checks_of
from procurement.placements.actions import end_what_it_follows, place
from procurement.placements.models import AskedSupplier, Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class CannotDecide(Exception):
    """The deviation cannot be decided on so by this person, and why not."""


@transaction.atomic
def request_deviation(
    *, placement: Placement, form: Deviation, asked: Iterable[AskedSupplier] = (), by: User, at: datetime
) -> Deviation:
    """Ask for a placement outside contract, or change what is asked for while nobody has decided.

    `asked` are those with a contract for the need who could not, all of them: what was asked before is replaced.
    Whoever asked first stays who asked; whoever changes it has written in it: none of them decides it.
    Raises ValidationError, and CannotDecide for what has been decided.
    """
    if placement.contract_id is not None:
        raise ValidationError({"contract": "Ett avsteg är en placering utanför avtal."})
    if placement.pk is not None and Deviation.objects.filter(placement=placement).exclude(outcome="").exists():
        raise CannotDecide(f"{placement.number} är redan beslutat. Gör en ny begäran.")
    if not form.asker_is_unbiased:
        raise ValidationError({"asker_is_unbiased": "Intyga att du inte är jävig. Är du det lämnar du över begäran."})
    place(placement=placement, by=by, at=at)
    form.placement = placement
    if form.pk is None:
        form.asked_at = at
    form.full_clean()
    form.save()
    AskedSupplier.objects.filter(placement=placement).delete()
    for each in asked:
        each.pk, each.placement = None, placement
        each.full_clean()
        each.save()
    return form


@transaction.atomic
def approve_deviation(*, placement_id: int, by: User, at: datetime, is_unbiased: bool, words: str = "") -> Deviation:
    """Approve what is asked for, today, by the delegation order that holds today. See `why_not` for what is refused.

    What the checks say now is kept with the decision. Raises CannotDecide.
    """
    form = _locked(placement_id, by)
    if not is_unbiased:
        raise CannotDecide("Intyga att du inte är jävig. Är du det lämnar du över beslutet till någon annan.")
    today = swedish_day(at)
    checks = checks_of(form.placement, user=by, on=today)
    if stopped := [line.label for line in checks.lines if line.kind in rules.BLOCKING and line.blocks]:
        raise CannotDecide(
            f"{form.placement.number} kan inte godkännas: {rules.listed(stopped)} är inte kontrollerat och giltigt. "
            "Kontrollera hos IVO och registrera kontrollen på leverantörens sida."
        )
    delegation = _delegation(form, by, at)
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
def refuse_deviation(*, placement_id: int, by: User, at: datetime, words: str) -> Deviation:
    """Say no to what is asked for, and why. Raises CannotDecide."""
    form = _locked(placement_id, by)
    form.outcome, form.decided_by, form.decided_at, form.decision_words = "REFUSED", by, at, words
    form.full_clean()
    form.save()
    return form


@transaction.atomic
def take_back_deviation(*, placement_id: int, by: User, at: datetime, words: str = "") -> Deviation:
    """Let whoever asked, or wrote in it, take back what nobody has decided on. Raises CannotDecide."""
    form = Deviation.objects.select_for_update(of=("self",)).select_related("placement").get(placement=placement_id)
    require(by, "procurement.add_placement", form.placement)
    if form.outcome:
        raise CannotDecide(f"{form.placement.number} är redan {form.get_outcome_display()}.")
    if form.placement.requested_by_id != by.pk and not form.placement.writers.filter(pk=by.pk).exists():
        raise CannotDecide(f"Bara den som begärde {form.placement.number} tar tillbaka det.")
    form.outcome, form.decided_by, form.decided_at, form.decision_words = "TAKEN_BACK", by, at, words
    form.full_clean()
    form.save()
    return form


@transaction.atomic
def register_number(*, placement_id: int, number: str, by: User, at: datetime) -> Deviation:
    """Write down the decision's number in W3D3, which comes after it. Raises CannotDecide, ValidationError."""
    form = Deviation.objects.select_for_update(of=("self",)).select_related("placement").get(placement=placement_id)
    require(by, "procurement.add_placement", form.placement)
    if form.outcome != "APPROVED":
        raise CannotDecide("Diarienumret sätts när avsteget är godkänt.")
    form.registry_number = number
    form.full_clean()
    form.save(update_fields=["registry_number"])
    return form


def _locked(placement_id: int, by: User) -> Deviation:
    """The form to decide on, if this person may decide on it. Raises CannotDecide."""
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
    if form.outcome:
        raise CannotDecide(f"{number} är redan {form.get_outcome_display()}.")
    if placement.requested_by_id == by.pk:
        raise CannotDecide(f"Du begärde {number} och kan inte själv besluta om det.")
    if placement.writers.filter(pk=by.pk).exists():
        raise CannotDecide(f"Du har ändrat {number} och kan inte själv besluta om det.")
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
