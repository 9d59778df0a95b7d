"""Who uses the system, for whom, and what they may know."""

from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.people.models import (
    GroupRole,
    Membership,
    Organization,
    RoleProposal,
    User,
)
from huddinge_vo.common.retention.models import RegisterExtract, RetentionResult, RetentionRun, RetentionTerm
from huddinge_vo.common.saved_views.models import SavedView
from huddinge_vo.common.secrecy.models import (
    AccessGrant,
    MarkProposal,
    SecretReading,
    Secured,
    TriedChange,
)
from huddinge_vo.common.signin.models import SignInEvent

__all__ = [
    "AccessGrant",
    "AskedJob",
    "GroupRole",
    "MarkProposal",
    "Membership",
    "Organization",
    "RegisterExtract",
    "RetentionResult",
    "RetentionRun",
    "RetentionTerm",
    "RoleProposal",
    "SavedView",
    "SecretReading",
    "Secured",
    "SignInEvent",
    "TriedChange",
    "UnfinishedJob",
    "User",
]
