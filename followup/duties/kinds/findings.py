"""What findings ask for beside being mended: irregularities to be reported, and suppliers' answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import FOLLOWER, KINDS, Facts, ReminderKind, StartRule, own_page
from followup.findings.actions import terms_of
from followup.findings.models import FindingStep
from followup.findings.querysets import unreported
from followup.findings.rules import report_by
from followup.reviews.models import Finding

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _unreported(buyer: Organization, day: date) -> QuerySet[Finding]:
    """Irregularities that are confirmed, and that no authority has been told of: what measure 7 lacks."""
    return Finding.objects.filter(unreported(day), buyer=buyer).select_related("supplier")


def _of_unreported(found: QuerySet[Finding], buyer: Organization, day: date) -> Iterator[Facts]:
    days = terms_of(buyer).report_days
    for finding in found:
        assert finding.confirmed_on is not None
        due = report_by(finding.confirmed_on, days)
        yield Facts((Finding, finding.pk), due, f"Anmäl oegentlighet: {finding.supplier}", finding.responsible_id)


def _unanswered(buyer: Organization, day: date) -> QuerySet[FindingStep]:
    """Letters that have gone, and that the supplier has not answered."""
    return FindingStep.objects.filter(finding__buyer=buyer).unanswered().select_related("finding__supplier")


def _of_unanswered(found: QuerySet[FindingStep], buyer: Organization, day: date) -> Iterator[Facts]:
    for step in found:
        assert step.answer_by is not None
        title = f"Svar från {step.finding.supplier}: {step.get_step_display()}"
        yield Facts((FindingStep, step.pk), step.answer_by, title, step.finding.responsible_id or step.sent_by_id)


KINDS.add(
    ReminderKind(
        code="REPORT_IRREGULARITY",
        number=46,
        words="oegentlighet ska anmälas till myndighet",
        about=(Finding,),
        undone=_unreported,
        facts=_of_unreported,
        href=own_page,
        start_rules=(StartRule(role=FOLLOWER, days=7, grace_days=0, is_decision=True),),
    )
)
KINDS.add(
    ReminderKind(
        code="SUPPLIER_ANSWER",
        number=47,
        words="leverantör ska svara på brev om brist",
        about=(FindingStep,),
        undone=_unanswered,
        facts=_of_unanswered,
        href=own_page,
        start_rules=(StartRule(role=FOLLOWER, days=3, grace_days=14),),
    )
)
