"""Roles that take two persons."""

from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_page
from huddinge_vo.common.administration.querysets import proposals_to_settle_by
from huddinge_vo.common.people.models import RoleProposal

KINDS.add(
    ApprovalKind(
        code="ROLE",
        number=9,
        model=RoleProposal,
        permission="common.add_membership",
        one="roll väntar på att du bekräftar den",
        many="roller väntar på att du bekräftar dem",
        waiting=proposals_to_settle_by,
        href=the_page("proposal-list"),
    )
)
