"""Looking after the system: people, settings, jobs, secrecy and what is kept."""

from __future__ import annotations

from followup.start.kinds.step import STEPS, Step, traces_of
from huddinge_vo.common.people.models import RoleProposal
from huddinge_vo.common.secrecy.models import MarkProposal

STEPS.add(
    Step(
        code="GIVE_ROLE",
        number=70,
        words="Lägg upp en användare och ge en roll",
        why="En annan än du bekräftar rollen innan den gäller.",
        roles=("förvaltare",),
        permission="common.add_membership",
        page="person-list",
        done=traces_of(RoleProposal, "proposed_by"),
    )
)
STEPS.add(
    Step(
        code="SETTINGS",
        number=71,
        words="Gå igenom inställningarna",
        why="Frister, delegationsordning, mallar och påminnelser: det som arbetet går efter.",
        roles=("förvaltare",),
        permission="contracts.change_category",
        page="settings",
    )
)
STEPS.add(
    Step(
        code="JOBS",
        number=72,
        words="Se om något jobb har stannat",
        why="Inläsningar och omräkningar som inte gick står här, och kan göras om.",
        roles=("förvaltare",),
        permission="common.view_unfinishedjob",
        page="job-list",
    )
)
STEPS.add(
    Step(
        code="RETENTION",
        number=73,
        words="Se vad som gallras och när",
        why="Hur länge varje slag av uppgifter sparas, och vad nästa gallring tar bort.",
        roles=("förvaltare", "säkerhetsansvarig"),
        permission="common.view_retentionterm",
        page="retention",
    )
)
STEPS.add(
    Step(
        code="MARK",
        number=74,
        words="Besluta om en sekretessmarkering",
        why="Den som äger ett avtal begär att det hemlighålls. Du bekräftar eller avslår.",
        roles=("säkerhetsansvarig",),
        permission="common.add_accessgrant",
        page="mark-list",
        done=traces_of(MarkProposal, "decided_by"),
    )
)
STEPS.add(
    Step(
        code="GRANTS",
        number=75,
        words="Se vem som har åtkomst till det som är hemligt",
        why="Härifrån ger och avslutar du åtkomst.",
        roles=("säkerhetsansvarig",),
        permission="common.view_accessgrant",
        page="grant-list",
    )
)
STEPS.add(
    Step(
        code="READINGS",
        number=76,
        words="Se vem som har läst det som är hemligt",
        why="Åtkomstloggen visar vem som öppnade vad och när.",
        roles=("säkerhetsansvarig",),
        permission="common.view_secretreading",
        page="reading-list",
    )
)
