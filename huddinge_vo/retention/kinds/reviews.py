"""What a review has looked at and does not keep: figures of payslips."""

from __future__ import annotations

from django.db.models import DateTimeField
from django.db.models.functions import Cast

from followup.field.actions import forget_payslips
from followup.field.models import PayslipCheck
from huddinge_vo.retention.kinds.kind import KINDS, Days, RetentionKind

KINDS.add(
    RetentionKind(
        code="PAYSLIPS",
        number=95,
        processing="PLAN",
        words="Timmar och löner i granskade lönespecifikationer",
        why="Visar om leverantören betalar enligt avtalet (artikel 6.1 e). Raden har inget namn och inget nummer, men "
        "en lön kan ändå säga något om en enskild.",
        becomes="Timmar och belopp tas bort på den dag som står på raden. Om lönen följde avtalet är kvar.",
        held_by="Dagen har inte kommit.",
        days=Days(start=0, least=0, most=30),
        covers=("followup.PayslipCheck",),
        model=PayslipCheck,
        aged_by=Cast("delete_on", DateTimeField()),
        of=lambda buyer: PayslipCheck.objects.with_figures().filter(review__contract__buyer=buyer),
        forget=forget_payslips,
    )
)
