"""Pages of people, roles, secrets and what a buyer's work goes by."""

from huddinge_vo.common.administration.views.account import (
    Forgotten,
    ForgottenDone,
    NewPassword,
    NewPasswordDone,
    OwnAccount,
    OwnPassword,
)
from huddinge_vo.common.administration.views.groups import (
    GroupRoleAdd,
    GroupRoleConfirm,
    GroupRoleEnd,
    GroupRoleList,
)
from huddinge_vo.common.administration.views.marks import MarkAsk, MarkDecide, MarkList
from huddinge_vo.common.administration.views.people import (
    PersonActive,
    PersonAdd,
    PersonEdit,
    PersonFactors,
    PersonLink,
    PersonList,
    PersonPage,
    PersonUnlink,
    PersonUnlock,
    ProposalList,
    ProposalSettle,
    RoleEnd,
    RoleGive,
)
from huddinge_vo.common.administration.views.readings import ReadingList
from huddinge_vo.common.administration.views.secrets import GrantAdd, GrantEnd, GrantList, SecurityLog
from huddinge_vo.common.administration.views.settings import Settings

__all__ = [
    "Forgotten",
    "ForgottenDone",
    "GrantAdd",
    "GrantEnd",
    "GrantList",
    "GroupRoleAdd",
    "GroupRoleConfirm",
    "GroupRoleEnd",
    "GroupRoleList",
    "MarkAsk",
    "MarkDecide",
    "MarkList",
    "NewPassword",
    "NewPasswordDone",
    "OwnAccount",
    "OwnPassword",
    "PersonActive",
    "PersonAdd",
    "PersonEdit",
    "PersonFactors",
    "PersonLink",
    "PersonList",
    "PersonPage",
    "PersonUnlink",
    "PersonUnlock",
    "ProposalList",
    "ProposalSettle",
    "ReadingList",
    "RoleEnd",
    "RoleGive",
    "SecurityLog",
    "Settings",
]
