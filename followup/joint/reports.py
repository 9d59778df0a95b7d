"""Which municipality reviews which joint contract, and the file that we send to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from contracts.register.models import Contract
from followup.joint.imports import COLUMNS
from followup.joint.models import JointReview
from followup.joint.querysets import joint_contracts
from followup.reviews.models import Review
from huddinge_vo.common.org_numbers import is_personal
from huddinge_vo.common.periods import add_months

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_TOLD_MONTHS = 24  # how far back we tell of what is done


@dataclass(frozen=True)
class JointLine:
    """A review of a joint contract, ours or another's."""

    who: str
    planned_on: date
    method: str
    done_on: date | None
    result: str
    href: str = ""  # of ours


@dataclass(frozen=True)
class JointContract:
    """A joint contract with all that is told of it. `is_left` where nobody plans or has lately made a review of it."""

    contract: Contract
    lead: str
    parties: tuple[str, ...]
    lines: tuple[JointLine, ...]
    is_left: bool

    @property
    def older(self) -> int:
        """How many more there are than a list shows."""
        return max(len(self.lines) - 4, 0)


def joint_overview(buyer: Organization, *, user: User, on: date) -> tuple[JointContract, ...]:
    """Joint contracts in force, as a person may know of them, with everybody's reviews, the latest first."""
    contracts = list(
        joint_contracts(buyer, user=user)
        .in_force_on(on)
        .select_related("supplier", "framework__lead")
        .prefetch_related("framework__parties")
        .order_by("framework__number", "number", "pk")
    )
    lines: dict[int, list[JointLine]] = defaultdict(list)
    own = Review.objects.visible_to(user).filter(contract__in=contracts).exclude(status="CANCELLED")
    for each in own.order_by("-planned_on", "pk"):
        ours = JointLine(
            buyer.name, each.planned_on, each.get_method_display(), each.done_on, each.summary, each.get_absolute_url()
        )
        lines[each.contract_id].append(ours)
    theirs = JointReview.objects.visible_to(user).filter(contract__in=contracts)
    for other in theirs.order_by("-planned_on", "municipality", "pk"):
        method = other.get_method_display()
        lines[other.contract_id].append(
            JointLine(other.municipality, other.planned_on, method, other.done_on, other.result)
        )
    since = add_months(on, -_TOLD_MONTHS)
    return tuple(
        JointContract(
            contract=each,
            lead=str((each.framework and each.framework.lead) or ""),
            parties=tuple(sorted(str(party) for party in each.framework.parties.all())),
            lines=tuple(sorted(lines[each.pk], key=lambda line: (line.planned_on, line.who), reverse=True)),
            is_left=not any((line.done_on or line.planned_on) >= since for line in lines[each.pk]),
        )
        for each in contracts
    )


def joint_rows(buyer: Organization, *, user: User, on: date) -> Iterator[tuple[str, ...]]:
    """Our plan and results for the others, headings first: of what is no secret to anybody, for it leaves the house.

    What is done more than two years ago is left out, and so are suppliers whose number is a person's.
    """
    yield COLUMNS
    shared = joint_contracts(buyer, user=user).filter(pk__in=Contract.objects.public().values("pk"))
    reviews = Review.objects.visible_to(user).filter(contract__in=shared).exclude(status="CANCELLED")
    recent = reviews.filter(planned_on__gte=add_months(on, -_TOLD_MONTHS))
    for each in recent.select_related("contract__framework", "contract__supplier").order_by(
        "contract__framework__number", "planned_on", "pk"
    ):
        number = each.contract.supplier.org_number or ""
        if not number or is_personal(number):
            continue
        yield (
            str(each.contract.framework and each.contract.framework.number),
            number,
            buyer.name,
            str(each.planned_on),
            each.get_method_display(),
            str(each.done_on or ""),
            each.summary if each.done_on else "",
        )
