"""Deficiencies at suppliers: reported in a minute, acted upon, mended, verified by another person."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.suppliers.models import Supplier
from followup.reviews.models import Finding
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_Status = Finding.Status


class CannotVerify(Exception):
    """Whoever registered or mended a finding cannot be the one who says that it is mended."""


class CannotJudge(Exception):
    """Whoever reported a finding, or has worked on it, cannot be the one who says what becomes of it."""

    def __init__(self) -> None:
        super().__init__("Du har själv anmält eller arbetat med bristen. Någon annan måste bedöma den.")


class FindingNotOpen(Exception):
    """The finding does not stand where the action begins."""


def _check_parts(finding: Finding) -> None:
    """Unit, contract and review are the supplier's own: they follow a merger, and a finding keeps whom it was about."""
    owners = [each.supplier_id for each in (finding.unit, finding.contract) if each is not None]
    now = Supplier.objects.now_of([finding.supplier_id, *owners]) if owners else {}
    supplier = now.get(finding.supplier_id)
    if finding.unit is not None and now[finding.unit.supplier_id] != supplier:
        raise ValidationError({"unit": "Verksamheten hör till en annan leverantör."})
    if finding.contract is not None and now[finding.contract.supplier_id] != supplier:
        raise ValidationError({"contract": "Avtalet hör till en annan leverantör."})
    if finding.review is not None and finding.review.contract_id != finding.contract_id:
        raise ValidationError({"review": "Uppföljningen gäller ett annat avtal."})


@transaction.atomic
def report_deficiency(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Register a deficiency at a supplier. Anybody on the staff may; somebody else decides what becomes of it."""
    finding.registered_by, finding.registered_on = by, swedish_day(at)
    finding.status = _Status.REPORTED
    _check_parts(finding)
    finding.full_clean()
    finding.save()
    finding.writers.add(by)
    return finding


def _stored(finding: Finding, *allowed: str) -> Finding:
    """The finding as it is stored, locked, when it stands at one of the given places."""
    stored = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if stored.status not in allowed:
        raise FindingNotOpen(f"Bristen är {stored.get_status_display()}.")
    return stored


@transaction.atomic
def open_finding(*, finding: Finding, by: User, at: datetime, version: int | None = None) -> Finding:
    """Decide what shall be done about a finding, and until when; or change that.

    Raises FindingNotOpen, ChangedMeanwhile, and CannotJudge for whoever reported it.
    """
    stored = _stored(finding, _Status.REPORTED, _Status.OPEN)
    if stored.status == _Status.REPORTED and stored.registered_by_id == by.pk:
        raise CannotJudge
    missing = {}
    if finding.due_on is None:
        missing["due_on"] = "Ange när bristen ska vara åtgärdad."
    if not finding.action.strip():
        missing["action"] = "Skriv vad som ska göras."
    if missing:
        raise ValidationError(missing)
    following = check_version(finding, version)
    finding.status = _Status.OPEN
    finding.responsible = finding.responsible or by
    _check_parts(finding)
    finding.full_clean()
    finding.version = following
    finding.save()
    finding.writers.add(by)
    return finding


@transaction.atomic
def dismiss_finding(*, finding: Finding, reason: str, by: User, at: datetime) -> Finding:
    """Say that there is nothing in it, and why. Raises FindingNotOpen, and CannotJudge."""
    stored = _stored(finding, _Status.REPORTED, _Status.OPEN)
    if stored.is_work_of(by):
        raise CannotJudge
    stored.status, stored.dismissed_reason = _Status.DISMISSED, reason.strip()
    return _saved(stored)


@transaction.atomic
def fix_finding(*, finding: Finding, fixed_on: date, by: User, at: datetime) -> Finding:
    """Say that a finding is mended; it waits for another person to verify it. Raises FindingNotOpen."""
    stored = _stored(finding, _Status.OPEN)
    if fixed_on > swedish_day(at):
        raise ValidationError({"fixed_on": "Dagen har inte varit än."})
    stored.status, stored.fixed_on, stored.fixed_by = _Status.FIXED, fixed_on, by
    stored.writers.add(by)  # it may be opened again and mended by another: both have worked on it
    return _saved(stored)


@transaction.atomic
def close_finding(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Verify that a finding is mended, and close it. Raises CannotVerify and FindingNotOpen.

    Not by whoever registered it, changed what is to be done about it, or says that it is done.
    """
    stored = _stored(finding, _Status.FIXED)
    require(by, "followup.verify_finding", stored)
    if stored.is_work_of(by):
        raise CannotVerify("Du har själv registrerat, ändrat eller åtgärdat bristen. Någon annan måste verifiera den.")
    stored.status, stored.verified_on, stored.verified_by = _Status.CLOSED, swedish_day(at), by
    return _saved(stored)


@transaction.atomic
def reopen_finding(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Say that a finding was not mended after all. Raises FindingNotOpen."""
    stored = _stored(finding, _Status.FIXED)
    require(by, "followup.verify_finding", stored)
    stored.status, stored.fixed_on, stored.fixed_by = _Status.OPEN, None, None
    return _saved(stored)


@transaction.atomic
def escalate_finding(
    *,
    finding: Finding,
    step: str,
    by: User,
    at: datetime,
    reported_to: str = "",
    reported_on: date | None = None,
    confirmed_on: date | None = None,
) -> Finding:
    """Take a step up the ladder, or tell an authority. Raises FindingNotOpen.

    A ladder is climbed: a step below the one taken is refused. The last step is a report and names whom it went to.
    """
    stored = _stored(finding, _Status.OPEN, _Status.FIXED)
    ladder = list(Finding.Step.values)
    if ladder.index(step) < ladder.index(stored.step):
        raise ValidationError({"step": f"Bristen har redan nått steget {stored.get_step_display()}."})
    stored.step = step
    if reported_to or reported_on:
        stored.reported_to, stored.reported_on = reported_to.strip(), reported_on
    if confirmed_on:
        stored.is_irregularity, stored.confirmed_on = True, confirmed_on
    stored.writers.add(by)
    return _saved(stored)


def _saved(stored: Finding) -> Finding:
    stored.version += 1
    stored.full_clean()
    stored.save()
    return stored
