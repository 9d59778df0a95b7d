"""What a flag is worth, and how many are worth the time. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from huddinge_vo.common.money import percent

# Start values. A flag that nobody can use is noise: so few of the suppliers are looked at in a year.
BUDGET_PERCENT = Decimal(5)
ENOUGH_CLOSED = 20
DEPENDENT = Decimal("0.5")  # of a supplier's turnover: at least half of it comes from us
BUDGET, BUDGET_NAME = "BUDGET", "share"


@dataclass(frozen=True)
class Tally:
    """How a kind's flags have been judged."""

    open: int = 0
    confirmed: int = 0
    explained: int = 0
    not_worth: int = 0

    @property
    def closed(self) -> int:
        """How many a person has looked at."""
        return self.confirmed + self.explained + self.not_worth

    @property
    def share(self) -> Decimal | None:
        """How many of those were what they said; null where nobody has looked at any."""
        return Decimal(self.confirmed) / self.closed if self.closed else None

    @property
    def weight(self) -> Decimal:
        """What a krona of the kind is worth looking at: the share, drawn towards a half while few have been judged."""
        return Decimal(self.confirmed + 1) / (self.closed + 2)

    @property
    def is_to_turn_off(self) -> bool:
        """Whether it has been looked at often enough, and never was anything."""
        return self.closed >= ENOUGH_CLOSED and self.confirmed == 0


@dataclass(frozen=True)
class Asked:
    """An open flag as the budget weighs it: whom it is about, of what kind, and its kronor."""

    pk: int
    whom: str
    kind: str
    sum_sek: Decimal


@dataclass(frozen=True)
class Budget:
    """Which flags are worth the time this year, and how many suppliers there is time for."""

    suppliers: int
    looked_at: int
    chosen: frozenset[int]
    held_back: int
    held_back_sek: Decimal

    @property
    def left(self) -> int:
        """For how many more there is time."""
        return max(self.suppliers - self.looked_at, 0)


def weighed(sum_sek: Decimal, tally: Tally) -> Decimal:
    """Kronor times confirmed share. Flags without kronor weigh as much as one krona."""
    return max(sum_sek, Decimal(1)) * tally.weight


def budget(
    flags: Iterable[Asked], tallies: Mapping[str, Tally], *, bought_from: int, percent: Decimal, looked_at: set[str]
) -> Budget:
    """The flags of as many suppliers as there is time for, those whose heaviest flag weighs most first.

    Suppliers that somebody has looked at this year have used a place each, and what comes anew of them is shown beside:
    it takes none.
    """
    whole = math.ceil(bought_from * percent / 100)
    heaviest: dict[str, Decimal] = {}
    each = list(flags)
    for flag in each:
        weight = weighed(flag.sum_sek, tallies.get(flag.kind, Tally()))
        heaviest[flag.whom] = max(weight, heaviest.get(flag.whom, Decimal(0)))
    room = max(whole - len(looked_at), 0)
    waiting = sorted((whom for whom in heaviest if whom not in looked_at), key=lambda whom: (-heaviest[whom], whom))
    shown = {*waiting[:room], *(looked_at & heaviest.keys())}
    held = [flag for flag in each if flag.whom not in shown]
    return Budget(
        suppliers=whole,
        looked_at=len(looked_at),
        chosen=frozenset(flag.pk for flag in each if flag.whom in shown),
        held_back=len(held),
        held_back_sek=sum((flag.sum_sek for flag in held), Decimal(0)),
    )


def risk_words(confirmed: int, grave: int, part: Decimal | None) -> str:
    """Why a supplier's contracts should be followed up more closely, in a sentence; empty where nothing says so."""
    said = []
    if confirmed:
        flags = "en bekräftad röd flagga" if confirmed == 1 else f"{confirmed} bekräftade röda flaggor"
        said.append(f"{flags} på två år")
    if grave:
        said.append(
            "en allvarlig brist som inte är löst" if grave == 1 else f"{grave} allvarliga brister som inte är lösta"
        )
    if part is not None and part >= DEPENDENT:
        said.append(f"vi är {percent(part, 0)} av omsättningen")
    return f"Risk: {' och '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}." if said else ""
