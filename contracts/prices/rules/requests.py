"""Which request a supplier's higher price rests on, and what is said where none counts. Pure; all days count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from contracts.prices.rules.prices import Refusal, Refused, Window
from contracts.terms.rules import DAY


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
        elif beside.wanted_from == window.effective_on:
            told = (
                f"Begäran som kom {beside.received_on} gäller från {beside.wanted_from} men kom mer än ett fönster i "
                "förväg och räknas inte."
            )
        elif beside.wanted_from is not None:
            told = (
                f"Begäran som kom {beside.received_on} gäller från {beside.wanted_from}, inte från "
                f"{window.effective_on}."
            )
        elif beside.received_on > window.ask_by:
            told = f"Begäran som kom {beside.received_on} gäller en senare justering."
        else:
            told = f"Begäran som kom {beside.received_on} kom i ett tidigare fönster och räknas inte längre."
        if on > window.ask_by:
            return Refused(Refusal.WINDOW_CLOSED, f"{told} Tiden att begära höjning gick ut {window.ask_by}.")
        return Refused(Refusal.NOT_ASKED_FOR, f"{told} En ny ska komma senast {window.ask_by}.")


def asks_from(*, ask_by: date, effective_on: date, names_the_day: bool) -> date:
    """The first day on which a request counts for the price of a window: the day after the window before it closed.

    That window was a year ago and closes whether or not the price could change then, so that no request is older than a
    year when its own window closes. One that names the day of the new price may come one window earlier still.
    """
    open_before = effective_on - ask_by
    return effective_on - relativedelta(years=2 if names_the_day else 1) - open_before + DAY


def asking(window: Window, requests: Iterable[Asked]) -> Asking:
    """What has been asked for the price of a window.

    A request that names no day is for the window that it came in, or came before: from the day after the last one
    closed, also when it comes before the window opens, for it has been asked all the same. One that names the day of
    the new price is for that, when it came in its window or in the one before. The first in time counts; one that came
    too late is said to have come.
    """
    ordered = sorted(requests, key=lambda each: (each.received_on, each.key))
    mine = [each for each in ordered if not each.is_declined and _is_for(each, window)]
    request = mine[0] if mine else None
    others = [each for each in ordered if each not in mine]
    recent = [each for each in others if each.is_declined and _is_for(each, window)] or others
    return Asking(window, request, None if request else (recent[-1] if recent else None))


def _is_for(asked: Asked, window: Window) -> bool:
    first = asks_from(
        ask_by=window.ask_by, effective_on=window.effective_on, names_the_day=asked.wanted_from is not None
    )
    if asked.received_on < first:
        return False
    if asked.wanted_from is not None:
        return asked.wanted_from == window.effective_on
    return asked.received_on <= window.effective_on


def comes_late(*, received_on: date, ask_by: date, effective_on: date) -> str:
    """That a request came after its last day and what follows by the clause, without full stop; empty where it is in
    time.
    """
    if received_on <= ask_by:
        return ""
    return (
        f"begäran kom {received_on}, men skulle ha kommit senast {ask_by} för nytt pris från {effective_on}, och "
        "priset höjs därför enligt klausulen inte den dagen och inte heller i efterhand"
    )


def comes_early(*, received_on: date, ask_by: date, effective_on: date, names_the_day: bool) -> str:
    """That a request came before any that counts for its price, without full stop; empty where it did not.

    It is so where the price is still fixed in the window that the request came in.
    """
    first = asks_from(ask_by=ask_by, effective_on=effective_on, names_the_day=names_the_day)
    if received_on >= first:
        return ""
    return (
        f"begäran kom {received_on}, men för nytt pris från {effective_on} räknas bara den som kommer från {first} "
        f"till {ask_by}, så en ny behövs"
    )


def where_it_came(asked: Asked, window: Window) -> str:
    """In which window the request came that an adjustment rests on, as a sentence.

    Of an adjustment approved long ago it may be an older one than counts now: that is said as it was.
    """
    came = f"Kom {asked.received_on}"
    if asked.received_on > window.ask_by:
        return f"{came}, efter sista dagen {window.ask_by}."
    named = f" Den gäller nytt pris från {asked.wanted_from}." if asked.wanted_from is not None else ""
    if asked.received_on >= window.opens_on:
        return f"{came}, i fönstret {window.opens_on} till {window.ask_by}.{named}"
    first = asks_from(ask_by=window.ask_by, effective_on=window.effective_on, names_the_day=False)
    if asked.received_on >= first:
        return f"{came}, innan fönstret öppnade {window.opens_on} och efter att det förra stängde.{named}"
    return f"{came}, i ett tidigare fönster: det här räknas från {first}.{named}"


def refuse_unasked(asked: Asking, *, rises: bool, needs_request: bool, on: date) -> None:
    """Raises Refused for an increase that nobody has asked for, where the clause wants that.

    A decrease is always proposed.

    `rises` is whether a price becomes higher than it is now: not what the basket has done since its base, for prices
    that have risen before fall when the index does.
    """
    if needs_request and rises and not asked.is_in_time:
        raise asked.refusal(on=on)
