"""Every trial of a change leaves a trace: a rule, an order, a file, a merger that is looked at before it is done.

What a trial tells is of what the person may see (`visible_to`). A test of the house finds each place in the code that
does something and takes it back, and asks that it notes so here or says why not.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from huddinge_vo.common.secrecy.models import TriedChange

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_LONGEST = 300


def note_trial(*, kind: TriedChange.Kind, what: str, buyer_id: int | None, by: User | None, at: datetime) -> None:
    """Note that somebody has tried something; nobody in particular, a command, leaves no trace.

    `what` is what was asked, by numbers and conditions, never what was answered. It has to be called outside of what is
    taken back.
    """
    if by is None:
        return
    TriedChange.objects.create(user=by, buyer_id=buyer_id, kind=kind, what=what[:_LONGEST], at=at)
