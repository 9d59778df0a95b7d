"""What another municipality's file changes: looked at first, then brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from followup.joint.imports import JointRow
from followup.joint.models import JointReview
from followup.joint.querysets import joint_contracts
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from contracts.register.models import Contract
    from huddinge_vo.common.people.models import User

_TOLD = ("method", "done_on", "result")


@dataclass(frozen=True)
class JointChange:
    """What a row of a file would do: NEW, CHANGED with what stands there now, SAME, OURS or UNKNOWN."""

    row: JointRow
    kind: str
    review: JointReview | None = None
    now: JointReview | None = None


def look_at_joint(*, buyer: Organization, rows: Sequence[JointRow], by: User) -> list[JointChange]:
    """What a file would change, row by row. Nothing is kept.

    Our own reviews are ours to tell of. A round or a supplier that is not joint, or that the person may not know of, is
    unknown.
    """
    contracts: dict[tuple[str, str], Contract] = {}
    found = joint_contracts(buyer, user=by).select_related("framework", "supplier").order_by("-valid_from", "-pk")
    for contract in found:
        if contract.framework is not None:  # a joint contract always has its round
            contracts.setdefault((contract.framework.number.casefold(), contract.supplier.org_number or ""), contract)
    stored = {
        (each.contract_id, each.municipality.casefold(), each.planned_on): each
        for each in JointReview.objects.filter(contract__in=contracts.values()).order_by("pk")
    }
    changes = []
    for row in rows:
        of = contracts.get((row.framework.casefold(), row.org_number))
        if row.municipality.casefold() == buyer.name.casefold():
            changes.append(JointChange(row, "OURS"))
        elif of is None:
            changes.append(JointChange(row, "UNKNOWN"))
        else:
            now = stored.get((of.pk, row.municipality.casefold(), row.planned_on))
            if now is None:
                new = JointReview(contract=of, municipality=row.municipality, planned_on=row.planned_on)
                changes.append(JointChange(row, "NEW", new))
            elif all(getattr(now, name) == getattr(row, name) for name in _TOLD):
                changes.append(JointChange(row, "SAME", now, now))
            else:
                changes.append(JointChange(row, "CHANGED", now, now))
    return changes


@transaction.atomic
def load_joint(*, buyer: Organization, rows: Sequence[JointRow], by: User, at: datetime) -> int:
    """Bring in what another municipality tells of its reviews. Twice changes nothing. Returns how many are new or
    changed.
    """
    require(by, "followup.change_review", buyer)
    Organization.objects.select_for_update().get(pk=buyer.pk)  # of two at once the second waits, and changes nothing
    changed = 0
    for change in look_at_joint(buyer=buyer, rows=rows, by=by):
        if change.kind not in {"NEW", "CHANGED"} or change.review is None:
            continue
        for name in _TOLD:
            setattr(change.review, name, getattr(change.row, name))
        change.review.told_on = swedish_day(at)
        change.review.full_clean()
        change.review.save()
        changed += 1
    return changed
