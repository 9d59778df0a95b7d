"""Which first end is meant by a register that may say the end that holds now: pure, both end days counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.terms.rules.durations import Duration

# How long something lasts with a first end; none is its round's, or until further notice.
Lasting = Callable[[date | None], Duration]


class FirstEndUnknown(Exception):
    """What is said of the ends does not go together with the options that are decided. The message is for the user."""


@dataclass(frozen=True, kw_only=True)
class ToldEnds:
    """What a row of a register says of a term's end: the first end, and the one that holds now. Both days count.

    A register mostly has one end, the one that holds now. To take that for the first would add the decided options once
    more: 60 + 12 months is 72, also when the register is read in again. What a register has no column for is not said.
    """

    first: date | None = None
    now: date | None = None
    says_first: bool = False
    says_now: bool = False

    def meant(self, lasting: Lasting, *, stored: date | None, is_new: bool, has_round: bool) -> date | None:
        """The first end that is meant, by how long the term would last with each that it may be.

        `stored` is the first end that the register has, where it is not new. Raises FirstEndUnknown.
        """
        if self.first is not None or not self.says_now:
            return self._first(lasting)
        if self.now is None:
            renews = not is_new and not self.says_first and lasting(stored).ends_on() is None
            return stored if renews else None
        if not is_new and self.now in {stored, *_ends(lasting(stored))}:
            return stored
        for each in (*((None,) if has_round and self.says_first else ()), self.now):
            if self.now in _ends(lasting(each)):
                return each
        end = lasting(self.now if is_new else stored).current_end()
        if is_new:
            raise FirstEndUnknown(
                f"Med de optioner som är beslutade skulle det sluta {end}, och inte {self.now}; ange det första slutet "
                "i ursprunglig_avtalstid_till."
            )
        raise FirstEndUnknown(
            f"Förlängd t.o.m. {end}; ange det första slutet i ursprunglig_avtalstid_till, och inte {self.now}."
        )

    def _first(self, lasting: Lasting) -> date | None:
        """The first end as it is said, if the end that holds now follows of it."""
        if self.first is not None and self.now is not None and self.now not in _ends(ends := lasting(self.first)):
            raise FirstEndUnknown(
                f"Med ursprunglig avtalstid till {self.first} och de optioner som är beslutade slutar det "
                f"{ends.current_end()}, och inte {self.now}. Rätta slutet, eller registrera optionen och läs in "
                "filen igen."
            )
        return self.first


def _ends(lasts: Duration) -> set[date | None]:
    """What may be called its end now: with a termination, and but for it."""
    return {lasts.ends_on(), lasts.current_end()}
