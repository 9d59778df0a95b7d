"""What waits for a person's word, as Start, Att göra and the mails say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from followup.approvals.kinds import KINDS, Answer, ApprovalKind
from huddinge_vo.common.people.buyer import buyers
from huddinge_vo.common.people.rights import rights_of, ways_to_buyer

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


@dataclass(frozen=True)
class Waiting:
    """So many of a kind wait for a person at a buyer; `elsewhere` where it is not the one he works for now."""

    kind: ApprovalKind
    count: int
    buyer: Organization
    href: str
    elsewhere: bool

    @property
    def words(self) -> str:
        """“7 prisjusteringar väntar på ditt godkännande”."""
        return f"{self.count} {self.kind.one if self.count == 1 else self.kind.many}"


def approvals_for(user: User, buyer: Organization | None) -> tuple[Waiting, ...]:
    """All that waits for a person, kind by kind and the chosen buyer first.

    One question for each kind that any of his roles may decide, however much waits.
    """
    found: list[Waiting] = []
    at = {each.pk: each for each in buyers(user)}
    for kind in KINDS.values():
        if not user.is_superuser and not any(kind.permission in given for given in rights_of(user).values()):
            continue
        for pk, count in _counted(kind, user, buyer):
            place = at[pk]
            found.append(Waiting(kind, count, place, kind.href(user, place), elsewhere=place != buyer))
    return tuple(sorted(found, key=lambda each: (each.elsewhere, each.kind.number, each.buyer.pk)))


def answers_to(user: User, *, since: datetime) -> tuple[Answer, ...]:
    """What was said since a moment of what a person has asked for himself, the latest first."""
    found = [answer for kind in KINDS.values() for answer in kind.answers(user, since)]
    return tuple(sorted(found, key=lambda each: (each.at, each.href), reverse=True))


def _counted(kind: ApprovalKind, user: User, buyer: Organization | None) -> Iterator[tuple[int, int]]:
    """(buyer id, how many). What belongs to no buyer waits where the person works now, if he may decide it there."""
    rows = kind.waiting(user).order_by()
    ways = ways_to_buyer(kind.model)
    if not ways:
        count = rows.count()
        places = [pk for pk, given in rights_of(user).items() if kind.permission in given]
        here = buyer is not None and user.has_perm(kind.permission, buyer)
        place = buyer.pk if buyer is not None and here else min(places, default=None)
        if count and place is not None:
            yield place, count
        return
    whose = F(ways[0]) if len(ways) == 1 else Coalesce(*ways)
    yield from rows.values(whose=whose).annotate(n=Count("pk", distinct=True)).values_list("whose", "n")
