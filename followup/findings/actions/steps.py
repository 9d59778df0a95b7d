"""The ladder: steps with their reasons, penalties that two persons stand behind, and letters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from contracts.suppliers.models import SupplierContact
from followup.findings.actions.links import make_link, token_of_letter
from followup.findings.actions.terms import terms_of
from followup.findings.choices import StepState
from followup.findings.models import AuthorityReport, FindingStep
from followup.findings.reports import step_letter, step_letter_pdf
from followup.reviews.actions import FindingNotOpen, escalate_finding
from followup.reviews.models import Finding
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from huddinge_vo.common.people.models import User

_UNSETTLED = (Finding.Status.OPEN, Finding.Status.FIXED)


class CannotDecide(Exception):
    """The penalty is not there to decide, or not for this person. The message is shown to him."""


class CannotSend(Exception):
    """The letter cannot be sent that way, or has gone already. The message is shown."""


def _locked(finding_id: int) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).get(pk=finding_id)


@transaction.atomic
def take_step(
    *,
    finding: Finding,
    step: str,
    reason: str,
    by: User,
    at: datetime,
    answer_by: date | None = None,
    penalty_sek: Decimal | None = None,
    clause: str = "",
) -> FindingStep:
    """Take a step up the ladder and keep it; a penalty is only proposed. The same step twice in a day is taken once.

    Raises FindingNotOpen, and ValidationError for a step below the one reached, or what the step lacks.
    """
    stored, on = _locked(finding.pk), swedish_day(at)
    require(by, "followup.change_finding", stored)
    there = FindingStep.objects.filter(finding=stored, step=step, taken_on=on).exclude(state=StepState.DECLINED).first()
    if there is not None:
        return there
    if step == Finding.Step.REPORTED:
        raise ValidationError({"step": "En anmälan till myndighet registreras för sig, med myndighet, dag och nummer."})
    if answer_by is not None and answer_by < on:
        raise ValidationError({"answer_by": "Dagen har redan varit."})
    is_penalty = step == Finding.Step.PENALTY
    made = FindingStep(
        finding=stored,
        step=step,
        state=StepState.PROPOSED if is_penalty else StepState.TAKEN,
        taken_on=on,
        taken_by=by,
        reason=reason,
        answer_by=answer_by or on + timedelta(days=terms_of(stored.buyer_id).answer_days),
        penalty_sek=penalty_sek,
        clause=clause,
    )
    made.full_clean()
    if not is_penalty:
        escalate_finding(finding=stored, step=step, by=by, at=at)
    elif stored.status not in _UNSETTLED:
        raise FindingNotOpen(f"Bristen är {stored.get_status_display()}.")
    stored.writers.add(by)
    made.save()
    return made


@transaction.atomic
def decide_penalty(*, step_id: int, approve: bool, by: User, at: datetime, words: str = "") -> FindingStep:
    """Say that a proposed penalty holds, or not and why. Never by whoever proposed it. Raises CannotDecide."""
    step = FindingStep.objects.select_for_update(of=("self",)).get(pk=step_id)
    finding = _locked(step.finding_id)
    require(by, "followup.decide_findingstep", finding)
    if step.taken_by_id == by.pk:
        raise CannotDecide("Du har själv föreslagit vitet. Någon annan måste besluta det.")
    if step.state != StepState.PROPOSED:
        raise CannotDecide("Vitet är redan beslutat. Ladda om sidan.")
    if not approve and not words.strip():
        raise CannotDecide("Skriv varför vitet inte beslutas.")
    if finding.status not in _UNSETTLED:
        raise CannotDecide(f"Bristen är {finding.get_status_display()}.")
    step.state = StepState.TAKEN if approve else StepState.DECLINED
    step.decided_by, step.decided_on, step.decision_words = by, swedish_day(at), words.strip()
    step.version += 1
    step.full_clean()
    step.save()
    ladder = list(Finding.Step.values)
    if approve and ladder.index(finding.step) < ladder.index(Finding.Step.PENALTY):
        escalate_finding(finding=finding, step=Finding.Step.PENALTY, by=by, at=at)
    return step


@transaction.atomic
def report_to_authority(
    *,
    finding: Finding,
    authority: str,
    reported_on: date,
    by: User,
    at: datetime,
    number: str = "",
    other_name: str = "",
) -> AuthorityReport:
    """Write down that an authority has been told. The first report is the one that measure 7 counts.

    The same report twice is kept once. What is mended and closed may be told of too. Raises FindingNotOpen.
    """
    stored = _locked(finding.pk)
    require(by, "followup.change_finding", stored)
    same = {"finding": stored, "authority": authority, "reported_on": reported_on, "number": number.strip()}
    if there := AuthorityReport.objects.filter(**same).first():
        return there
    if stored.status not in (*_UNSETTLED, Finding.Status.CLOSED):
        raise FindingNotOpen(f"Bristen är {stored.get_status_display()}.")
    if reported_on > swedish_day(at):
        raise ValidationError({"reported_on": "Dagen har inte varit än."})
    made = AuthorityReport(**same, other_name=other_name.strip(), reported_by=by)
    made.full_clean()
    made.save()
    if stored.reported_on is None or reported_on < stored.reported_on:
        stored.reported_to, stored.reported_on = made.name, reported_on
    stored.step = Finding.Step.REPORTED
    stored.version += 1
    stored.full_clean()
    stored.save()
    stored.writers.add(by)
    return made


def address_of(step: FindingStep) -> str:
    """Where a step's letter is mailed: to whom contracts are with; empty where nobody is registered or it is secret."""
    if not FindingStep.objects.public().filter(pk=step.pk).exists():
        return ""
    contacts = SupplierContact.objects.filter(
        supplier=step.finding.supplier_id, role=SupplierContact.Role.AGREEMENT, unit__isnull=True
    )
    found = contacts.exclude(email="").order_by("pk").values_list("email", flat=True).first()
    return found or ""


@transaction.atomic
def send_step(*, step_id: int, by: User, at: datetime, by_mail: bool = False) -> FindingStep:
    """Say that a step's letter has gone, or order it by mail with a link to answer by. Raises CannotSend.

    What is secret is never mailed, and has no link.
    """
    step = FindingStep.objects.select_for_update(of=("self",)).select_related("finding").get(pk=step_id)
    require(by, "followup.change_finding", step.finding)
    if step.state != StepState.TAKEN:
        raise CannotSend("Vitet är inte beslutat. Brevet skickas när det gäller.")
    if step.sent_on is not None:
        raise CannotSend("Brevet är redan skickat. Ladda om sidan.")
    if by_mail:
        step.address = address_of(step)
        if not step.address:
            raise CannotSend(
                "Det går inte att mejla: e-post för avtalsfrågor är inte registrerad, eller är uppgifterna skyddade. "
                "Skicka brevet som PDF."
            )
    step.sent_on, step.sent_by = swedish_day(at), by
    step.version += 1
    step.save()
    return step


@transaction.atomic
def mail_step(*, step_id: int, site: str, at: datetime, connection: BaseEmailBackend | None = None) -> bool:
    """Send an ordered letter with its link; false when it has been sent, or has become secret meanwhile.

    A mail that fails leaves it unsent, and makes no link.
    """
    step = FindingStep.objects.select_for_update(of=("self",)).select_related("finding").get(pk=step_id)
    if step.mailed_at is not None or not step.address or step.sent_by is None or not address_of(step):
        return False
    letter = step_letter(step, user=step.sent_by, on=step.sent_on or swedish_day(at))
    token = make_link(step=step, by=step.sent_by, at=at, token=token_of_letter(step))
    message = EmailMessage(
        subject=letter.title,
        body=letter.mail(f"{site}{reverse('followup:answer-open', args=[token])}"),
        to=[step.address],
        headers={"Message-ID": f"<vo-steg-{step.pk}@huddinge-vo>"},
        connection=connection or get_connection(),
    )
    message.attach("brev.pdf", step_letter_pdf(letter), "application/pdf")
    message.send()
    step.mailed_at = at
    step.save(update_fields=["mailed_at"])
    return True


def is_to_send(step: FindingStep) -> bool:
    """Whether a step's letter is still to go."""
    return step.state == StepState.TAKEN and step.sent_on is None
