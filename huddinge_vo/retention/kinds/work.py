"""What the daily work leaves behind: what was to be done, mails about it, and jobs that failed."""

from __future__ import annotations

from django.db.models import DateTimeField, Q
from django.db.models.functions import Cast

from followup.duties.models import Duty, SentMail
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.retention.kinds.kind import KINDS, Days, RetentionKind

KINDS.add(
    RetentionKind(
        code="DUTIES",
        number=60,
        processing="WORK",
        words="Påminnelser som är klara eller inte längre aktuella",
        why="Visar vem som blev påmind om vad, och vem som gjorde det (artikel 6.1 e).",
        becomes="Påminnelsen och uppgiften om mejl om den tas bort. Det som den gällde är kvar.",
        held_by="Påminnelsen är öppen eller uppskjuten.",
        days=Days(start=730, least=365, most=3653),
        covers=("followup.Duty",),
        model=Duty,
        aged_by=Cast("due_on", DateTimeField()),
        of=lambda buyer: Duty.objects.filter(rule__buyer=buyer),
        held=lambda _at: ~Q(state__in=(Duty.State.DONE, Duty.State.GONE)),
    )
)
KINDS.add(
    RetentionKind(
        code="MAILS",
        number=70,
        processing="WORK",
        words="Uppgifter om skickade sammanställningar",
        why="Gör att ett mejl skickas en gång, och visar om det inte togs emot (artikel 6.1 e). Texten sparas aldrig.",
        becomes="Raderna tas bort.",
        held_by="Mejlet gäller ett beslut: det följer med sin påminnelse.",
        days=Days(start=365, least=30, most=1095),
        covers=("followup.SentMail",),
        model=SentMail,
        aged_by=Cast("on", DateTimeField()),
        of=lambda _buyer: SentMail.objects.filter(duty__isnull=True),
        is_shared=True,
    )
)
KINDS.add(
    RetentionKind(
        code="FAILED_JOBS",
        number=80,
        processing="WORK",
        words="Jobb som inte gick",
        why="Att se varför något inte gjordes, och göra om det (artikel 6.1 e). Säger inte vad som stod i filen.",
        becomes="Raderna tas bort. Jobbet kan då göras från början.",
        held_by="Jobbet görs eller har inte misslyckats.",
        days=Days(start=180, least=30, most=365),
        covers=("common.UnfinishedJob",),
        model=UnfinishedJob,
        aged_by="failed_at",
        of=lambda _buyer: UnfinishedJob.objects.filter(failed_at__isnull=False),
        is_shared=True,
    )
)
KINDS.add(
    RetentionKind(
        code="ASKED_JOBS",
        number=85,
        processing="WORK",
        words="Jobb som någon har begärt",
        why="Att den som begärde jobbet får veta hur det gick (artikel 6.1 e). Säger inte vad som stod i filen.",
        becomes="Raderna tas bort. Det som jobbet gjorde är kvar.",
        held_by="Jobbet är inte slut.",
        days=Days(start=90, least=7, most=365),
        covers=("common.AskedJob",),
        model=AskedJob,
        aged_by="asked_at",
        of=lambda _buyer: AskedJob.objects.all(),
        held=lambda _at: Q(outcome=""),
        is_shared=True,
    )
)
