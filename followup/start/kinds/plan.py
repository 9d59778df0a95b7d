"""The category plan, its activities, and the report on them."""

from __future__ import annotations

from activities.activities.models import ProgressNote
from followup.report.models import GoalComment, StatusReport
from followup.start.kinds.step import STEPS, Step, traces_of

STEPS.add(
    Step(
        code="PLAN",
        number=60,
        words="Läs kategoriplanen",
        why="Effektmålen, styrsignalerna och vad som har lovats.",
        roles=("hållbarhetsstrateg",),
        permission="activities.view_categoryplan",
        page="activities:plan",
    )
)
STEPS.add(
    Step(
        code="NOTE",
        number=61,
        words="Skriv hur det går med en aktivitet",
        why="En rad räcker. Det är det som statusrapporten byggs av.",
        roles=("kategoriledare", "hållbarhetsstrateg"),
        permission="activities.change_activity",
        page="activities:activity-board",
        done=traces_of(ProgressNote, "by"),
    )
)
STEPS.add(
    Step(
        code="GOAL_COMMENT",
        number=62,
        words="Kommentera ett effektmål i statusrapporten",
        why="Siffran säger hur det gick. Kommentaren säger varför, och vad som görs.",
        roles=("kategoriledare", "hållbarhetsstrateg"),
        permission="followup.change_goalcomment",
        page="followup:status-report",
        done=traces_of(GoalComment, "by"),
    )
)
STEPS.add(
    Step(
        code="APPROVE_REPORT",
        number=63,
        words="Godkänn en statusrapport",
        why="Siffrorna fryses då, och rapporten kan lämnas till nämnden.",
        roles=("upphandlingschef",),
        permission="followup.approve_statusreport",
        page="followup:status-report",
        done=traces_of(StatusReport, "approved_by"),
    )
)
STEPS.add(
    Step(
        code="READ_REPORT",
        number=64,
        words="Läs den senaste statusrapporten",
        why="Målen, utfallet och det som görs åt det, på några sidor.",
        roles=("läsare", "hållbarhetsstrateg"),
        permission="followup.view_statusreport",
        page="followup:status-report",
    )
)
