"""What is said of a deviation: how its checks stand before somebody is placed outside contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from contracts.checks.reports import CheckLine, Checks, placement_checks

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from procurement.placements.models import Placement


@dataclass(frozen=True)
class KeptLine:
    """One check as it stood, and whether it stops the placement."""

    line: CheckLine
    blocks: bool

    @property
    def kind(self) -> str:
        """Which check."""
        return self.line.kind

    @property
    def label(self) -> str:
        """What it is called."""
        return self.line.label


@dataclass(frozen=True)
class PlacementChecks:
    """The checks of domain.md §7 for one placement outside contract, the permit first."""

    checks: Checks
    lines: tuple[KeptLine, ...]

    def as_kept(self) -> list[dict[str, Any]]:
        """What is kept with a decision: the words that were shown, and what they rested on."""
        return [
            {
                "kind": each.kind,
                "label": each.label,
                "words": each.line.words,
                "colour": each.line.colour,
                "checked_on": each.line.check.checked_on.isoformat() if each.line.check else None,
                "valid_until": each.line.check.valid_until.isoformat() if each.line.check else None,
                "source": each.line.check.source if each.line.check else "",
                "score": each.line.check.score if each.line.check else None,
                "reason": each.line.check.reason if each.line.check else "",
            }
            for each in self.lines
        ]


def checks_of(placement: Placement, *, user: User, on: date) -> PlacementChecks:
    """How the checks of a placement's supplier and unit stand on a day.

    A permit that the service needs and that is not there blocks the placement, and so does one of which it is not
    known whether it is needed: nothing is guessed.
    """
    checks = placement_checks(supplier=placement.supplier, place=placement.place, area=placement.area, user=user, on=on)
    lines = [KeptLine(line, line.is_asked_for and line.colour == "off") for line in checks.lines]
    return PlacementChecks(checks, tuple(lines))
