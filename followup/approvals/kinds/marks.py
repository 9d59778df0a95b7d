"""What is to become secret, or open again."""

from django.urls import reverse

from followup.approvals.kinds.kind import KINDS, ApprovalKind
from huddinge_vo.common.secrecy.models import MarkProposal

KINDS.add(
    ApprovalKind(
        code="MARK",
        number=11,
        model=MarkProposal,
        permission="common.add_accessgrant",
        one="begäran om sekretess väntar på dig",
        many="begäranden om sekretess väntar på dig",
        waiting=MarkProposal.objects.to_approve_by,
        href=lambda _user, _buyer: f"{reverse('mark-list')}?lage=vantar",
    )
)
