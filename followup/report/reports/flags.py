"""The June report's red flags. Plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.plan.models import Category
from followup.flags.kinds import KINDS
from followup.flags.models import Flag, FlagRun
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class FlagLine:
    """A kind of flag in a period: how many were found and judged in it, and how many waited when it ended.

    `confirmed_sek` is what the confirmed ones are about; the same krona may be in several kinds.
    """

    name: str
    found: int
    confirmed: int
    explained: int
    not_worth: int
    open: int
    confirmed_sek: Decimal


@dataclass(frozen=True)
class FlagPart:
    """The kinds that there was something of, those with the most kronor confirmed first."""

    lines: tuple[FlagLine, ...]

    @property
    def found(self) -> int:
        """Found in the period."""
        return sum(line.found for line in self.lines)

    @property
    def confirmed(self) -> int:
        """Confirmed in the period."""
        return sum(line.confirmed for line in self.lines)

    @property
    def open(self) -> int:
        """Waiting to be looked into when the period ended."""
        return sum(line.open for line in self.lines)


def are_looked_for(root: Category) -> bool:
    """Whether the buyer's flags have ever been looked for."""
    return FlagRun.objects.filter(buyer=root.buyer_id).exists()


def flag_part(root: Category, *, user: User, period: Period) -> FlagPart | None:
    """What flags a person may see came to in a period; none for whoever sees none."""
    if not user.has_perm("followup.view_flag", root.buyer):
        return None
    lines = [
        FlagLine(
            KINDS[kind].name if kind in KINDS else kind,
            found=int(counts["found"]),
            confirmed=int(counts["confirmed"]),
            explained=int(counts["explained"]),
            not_worth=int(counts["not_worth"]),
            open=int(counts["open"]),
            confirmed_sek=Decimal(counts["confirmed_sek"]),
        )
        for kind, counts in Flag.objects.visible_to(user).filter(buyer=root.buyer_id).told_in(period).items()
    ]
    return FlagPart(tuple(sorted(lines, key=lambda line: (-line.confirmed_sek, -line.found - line.open, line.name))))
