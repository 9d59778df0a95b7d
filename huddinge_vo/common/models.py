"""Who uses the system, for whom, and what they may know."""

from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.people.models import (
    Membership,
    Organization,
    RoleProposal,
    User,
)
from huddinge_vo.common.secrecy.models import (
    AccessGrant,
    SecretReading,
    Secured,
    TriedChange,
)

__all__ = [
    "AccessGrant",
    "Membership",
    "Organization",
    "RoleProposal",
    "SecretReading",
    "Secured",
    "TriedChange",
    "UnfinishedJob",
    "User",
]
