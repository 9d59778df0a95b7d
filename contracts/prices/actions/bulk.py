"""Sending or approving a whole list of adjustments: counted first with what is left and why, then done to the
number.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.prices.actions.adjustments import MAY_APPROVE, MAY_WORK, approve_adjustments, submit_adjustments
from contracts.prices.models import PriceAdjustment, PriceTerm

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_Status = PriceAdjustment.Status


class ListAction(StrEnum):
    """What is done with a whole list."""

    SUBMIT = "SUBMIT"
    APPROVE = "APPROVE"


_MAY = {ListAction.SUBMIT: MAY_WORK, ListAction.APPROVE: MAY_APPROVE}
_NEEDED = {ListAction.SUBMIT: _Status.PROPOSED, ListAction.APPROVE: _Status.SUBMITTED}
_OTHER_STATE = {
    (ListAction.SUBMIT, _Status.WAITING): "väntar på en begäran eller ett värde",
    (ListAction.SUBMIT, _Status.SUBMITTED): "är redan skickade till godkännande",
    (ListAction.APPROVE, _Status.WAITING): "väntar på en begäran eller ett värde",
    (ListAction.APPROVE, _Status.PROPOSED): "är inte skickade till godkännande",
}
_DECIDED = {_Status.APPROVED: "är redan godkända", _Status.REJECTED: "är avvisade"}
_OWN = "har du själv skickat eller ändrat ett pris i: en annan person ska godkänna dem"
_NOT_HERE = "hör till en köpare där du inte har rätt att göra det här"
_MOVED = "rör prislistor som har ändrats sedan förslaget räknades: räkna om dem först"


@dataclass(frozen=True)
class LeftOut:
    """Adjustments of a list that an action does not reach, and why, as a clause that goes on from how many they are."""

    why: str
    adjustments: tuple[PriceAdjustment, ...]


@dataclass(frozen=True)
class LookedOver:
    """What an action would do to a list. `mark` changes when anything of it does."""

    reached: tuple[PriceAdjustment, ...]
    effect_sek: Decimal
    left: tuple[LeftOut, ...]
    large: tuple[PriceAdjustment, ...]  # of those that it reaches, the ones with a price that changes much
    mark: str

    @property
    def ids(self) -> tuple[int, ...]:
        """Those that it reaches."""
        return tuple(each.pk for each in self.reached)

    @property
    def left_count(self) -> int:
        """How many it does not reach."""
        return sum(len(each.adjustments) for each in self.left)


class ListMoved(Exception):
    """The list is no longer as it was shown. Carries how it is now; nothing was done."""

    def __init__(self, now: LookedOver) -> None:
        self.now = now
        super().__init__("Listan har ändrats sedan den visades. Ingenting är gjort.")


def look_over(*, adjustment_ids: Iterable[int], action: ListAction, by: User) -> LookedOver:
    """What an action would do to the adjustments of a list: how many, at what yearly effect, and for which it cannot
    and why.
    """
    ids = list(adjustment_ids)
    found = PriceAdjustment.objects.filter(pk__in=ids).with_moved_prices().select_related("contract")
    own = set(PriceAdjustment.objects.filter(pk__in=ids).made_by(by).values_list("pk", flat=True))
    limits = PriceTerm.limits()
    doable: list[PriceAdjustment] = []
    left: defaultdict[str, list[PriceAdjustment]] = defaultdict(list)
    for adjustment in found.prefetch_related("lines").order_by("contract__number", "effective_on", "pk"):
        may = by.has_perm(_MAY[action], adjustment)
        why = _why_not(adjustment, action, is_own=adjustment.pk in own) if may else _NOT_HERE
        (left[why] if why else doable).append(adjustment)
    told = f"{action} {[(each.pk, each.version, each.yearly_effect_sek) for each in doable]}"
    return LookedOver(
        reached=tuple(doable),
        effect_sek=sum((each.yearly_effect_sek or Decimal(0) for each in doable), Decimal(0)),
        large=tuple(
            each
            for each in doable
            if any(line.changes_much(limits[each.contract.buyer_id]) for line in each.lines.all())
        ),
        left=tuple(LeftOut(why, tuple(each)) for why, each in sorted(left.items(), key=lambda item: -len(item[1]))),
        mark=hashlib.sha256(told.encode()).hexdigest()[:32],
    )


def _why_not(adjustment: PriceAdjustment, action: ListAction, *, is_own: bool) -> str:
    status = _Status(adjustment.status)
    if status != _NEEDED[action]:
        return _OTHER_STATE.get((action, status)) or _DECIDED[status]
    if action == ListAction.SUBMIT:
        return ""
    if is_own:
        return _OWN
    return _MOVED if adjustment.has_moved_prices else ""  # type: ignore[attr-defined]


@transaction.atomic
def do_to_list(*, adjustment_ids: Iterable[int], action: ListAction, mark: str, by: User, at: datetime) -> int:
    """Send or approve all of a list that can be, as it was looked over (`mark`).

    Returns how many, which is as many as shown.

    Raises ListMoved where the list is another by now, and ValidationError as approving does.
    """
    ids = list(adjustment_ids)
    # Locked before it is counted: nobody changes what is then done.
    list(PriceAdjustment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    now = look_over(adjustment_ids=ids, action=action, by=by)
    if now.mark != mark:
        raise ListMoved(now)
    act = submit_adjustments if action == ListAction.SUBMIT else approve_adjustments
    return act(adjustment_ids=now.ids, by=by, at=at)
