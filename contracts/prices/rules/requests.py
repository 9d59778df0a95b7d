"""Which request a supplier's higher price rests on, and what is said where none counts. Pure; all days count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from contracts.prices.rules.prices import Calendar, Refusal, Refused, Window


@dataclass(frozen=True)
class Asked:
    """A request that no approved price rests on yet.

    `wanted_from` is the day it names, null for the next adjustment.
    """

    key: int
    received_on: date
    wanted_from: date | None = None
    is_declined: bool = False


@dataclass(frozen=True)
class Asking:
    """What has been asked before an adjustment: the request it is judged by, null where none is, and what else has
    come.
    """

    window: Window
    request: Asked | None = None
    beside: Asked | None = None

    @property
    def is_in_time(self) -> bool:
        """Whether a price may rise."""
        return self.request is not None and self.request.received_on <= self.window.ask_by

    def refusal(self, *, on: date) -> Refused:
        """Why no price rises, and what has come all the same. Only for one that is not in time."""
        window, beside = self.window, self.beside
        if self.request is not None:
            counts = " Den räknas för nästa justering." if self.request.wanted_from is None else ""
            return Refused(
                Refusal.WINDOW_CLOSED,
                f"Begäran kom {self.request.received_on}, men skulle ha kommit senast {window.ask_by}.{counts}",
            )
        if beside is None:
            if on > window.ask_by:
                return Refused(
                    Refusal.WINDOW_CLOSED,
                    f"Tiden att begära höjning gick ut {window.ask_by} och ingen begäran är registrerad.",
                )
            return Refused(
                Refusal.NOT_ASKED_FOR,
                f"Leverantören har inte begärt höjning. Begäran ska komma senast {window.ask_by}.",
            )
        if beside.is_declined:
            told = f"Begäran som kom {beside.received_on} är avslagen."
        elif beside.wanted_from is not None:
            told = (
                f"Begäran som kom {beside.received_on} gäller från {beside.wanted_from}, inte från "
                f"{window.effective_on}."
            )
        elif beside.received_on > window.ask_by:
            told = f"Begäran som kom {beside.received_on} gäller en senare justering."
        else:
            told = f"Begäran som kom {beside.received_on} gäller en tidigare justering."
        if on > window.ask_by:
            return Refused(Refusal.WINDOW_CLOSED, f"{told} Tiden att begära höjning gick ut {window.ask_by}.")
        return Refused(Refusal.NOT_ASKED_FOR, f"{told} En ny ska komma senast {window.ask_by}.")


def closed_before(calendar: Calendar, window: Window, *, starts_on: date, adjusted_on: date | None) -> date | None:
    """The day that the window before this one closed: until it, requests were for an earlier price.

    Null where there was none.

    It is the window of a year ago, where the contract's price could have changed then, or that of the last adjustment.
    """
    year_ago = window.effective_on - relativedelta(years=1)
    before = [year_ago] if calendar.first_allowed(starts_on=starts_on, adjusted_on=None) <= year_ago else []
    before += [adjusted_on] if adjusted_on is not None and adjusted_on < window.effective_on else []
    return max((calendar.window(day).ask_by for day in before), default=None)


def asking(window: Window, requests: Iterable[Asked], *, closed_on: date | None) -> Asking:
    """What has been asked for the price of a window.

    A request that names no day is for the coming window from the day after the last one closed (`closed_on`), also when
    it comes before the window opens: it has been asked all the same. The first in time counts; one that came too late
    is said to have come.
    """
    ordered = sorted(requests, key=lambda each: (each.received_on, each.key))
    mine = [each for each in ordered if not each.is_declined and _is_for(each, window, closed_on)]
    request = mine[0] if mine else None
    others = [each for each in ordered if each not in mine]
    recent = [each for each in others if each.is_declined and _is_for(each, window, closed_on)] or others
    return Asking(window, request, None if request else (recent[-1] if recent else None))


def _is_for(asked: Asked, window: Window, closed_on: date | None) -> bool:
    if asked.wanted_from is not None:
        return asked.wanted_from == window.effective_on
    return (closed_on is None or asked.received_on > closed_on) and asked.received_on <= window.effective_on


def refuse_unasked(asked: Asking, *, rises: bool, needs_request: bool, on: date) -> None:
    """Raises Refused for an increase that nobody has asked for, where the clause wants that.

    A decrease is always proposed.

    `rises` is whether a price becomes higher than it is now: not what the basket has done since its base, for prices
    that have risen before fall when the index does.
    """
    if needs_request and rises and not asked.is_in_time:
        raise asked.refusal(on=on)
