"""What a person says that a flag was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from followup.flags.choices import Status
from followup.flags.models import Flag
from followup.reviews.actions import report_deficiency
from followup.reviews.models import Finding
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class FlagClosed(Exception):
    """Somebody has judged it already, or its rows no longer say it. The message is shown to the person."""


@transaction.atomic
def close_flag(
    *,
    flag_id: int,
    outcome: str,
    reason: str,
    by: User,
    at: datetime,
    severity: str = Finding.Severity.MEDIUM,
    is_irregularity: bool = False,
) -> Flag:
    """Say what a flag was, and why. One that is confirmed becomes a deficiency at its supplier, for others to act upon.

    Raises FlagClosed where somebody was first.
    """
    flag = Flag.objects.select_for_update(of=("self",)).filter(pk=flag_id).first()
    if flag is None:
        raise FlagClosed("Flaggan finns inte längre: raderna säger inte det de sade.")
    require(by, "followup.change_flag", flag)
    if flag.status != Status.OPEN:
        raise FlagClosed(f"Flaggan är redan bedömd: {flag.get_status_display()}, av {flag.closed_by}.")
    if outcome not in Status.values or outcome == Status.OPEN:
        raise ValidationError({"outcome": "Välj vad flaggan var."})
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför."})
    flag.status, flag.closed_reason = outcome, reason.strip()
    flag.closed_by, flag.closed_at = by, at
    if outcome == Status.CONFIRMED and flag.supplier is not None:
        flag.finding = report_deficiency(
            finding=Finding(
                buyer=flag.buyer,
                supplier=flag.supplier,
                unit=flag.unit,
                contract=flag.contract,
                source=Finding.Source.REVIEW,
                severity=severity,
                evidence=f"{flag}: {flag.reason}\n\n{flag.closed_reason}",
                is_irregularity=is_irregularity,
            ),
            by=by,
            at=at,
        )
    flag.full_clean()
    flag.save()
    return flag


@transaction.atomic
def close_flags(*, flag_ids: Sequence[int], outcome: str, reason: str, by: User, at: datetime) -> list[Flag]:
    """Say of many flags with one reason what they were. All or none; those that somebody has judged meanwhile are left.

    None is confirmed so: that makes a finding, which is looked at by itself.
    """
    if outcome == Status.CONFIRMED:
        raise ValidationError({"outcome": "En flagga bekräftas på sin egen sida."})
    still = Flag.objects.visible_to(by).filter(pk__in=flag_ids).values_list("pk", flat=True)
    locked = Flag.objects.select_for_update(of=("self",)).filter(pk__in=list(still)).order_by("pk")
    open_ones = [pk for pk, status in locked.values_list("pk", "status") if status == Status.OPEN]
    return [close_flag(flag_id=pk, outcome=outcome, reason=reason, by=by, at=at) for pk in open_ones]
