"""Roles that take two persons, given to a person or by a group."""

from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_page
from huddinge_vo.common.administration.querysets import group_roles_to_confirm_by, proposals_to_settle_by
from huddinge_vo.common.people.models import GroupRole, RoleProposal

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
KINDS.add(
    ApprovalKind(
        code="GROUP_ROLE",
        number=10,
        model=GroupRole,
        permission="common.add_membership",
        one="grupp som ger en roll väntar på att du bekräftar den",
        many="grupper som ger roller väntar på att du bekräftar dem",
        waiting=group_roles_to_confirm_by,
        href=the_page("group-role-list"),
    )
)
