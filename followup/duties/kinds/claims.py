"""What suppliers have been asked to credit, and have not answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import CONTROLLER, KINDS, Facts, ReminderKind, StartRule, own_page
from followup.price_control.models import PriceClaim

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _undone(buyer: Organization, day: date) -> QuerySet[PriceClaim]:
    """Letters that have gone and that neither an answer nor a credit note has come to."""
    return PriceClaim.objects.unanswered().filter(buyer=buyer).select_related("supplier")


def _facts(found: QuerySet[PriceClaim], buyer: Organization, day: date) -> Iterator[Facts]:
    for claim in found:
        assert claim.answer_by is not None
        yield Facts(
            (PriceClaim, claim.pk), claim.answer_by, f"Svar på priskrav {claim}: {claim.supplier}", claim.sent_by_id
        )


KINDS.add(
    ReminderKind(
        code="PRICE_CLAIM",
        number=49,
        words="leverantör ska svara på priskrav",
        about=(PriceClaim,),
        undone=_undone,
        facts=_facts,
        href=own_page,
        start_rules=(StartRule(role=CONTROLLER, days=3, grace_days=14),),
    )
)
