"""How a copy is named, and which copies are kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 14, 8, 12
_NAME = "vo-%Y-%m-%dT%H%M%S"


def name_of(made: datetime) -> str:
    """The folder of a copy made at a moment, which is told by the clock on the wall: vo-2026-11-29T023000."""
    return made.strftime(_NAME)


def made_at(name: str) -> datetime | None:
    """When a copy was made, by its folder's name; None for what is no copy of ours."""
    try:
        return datetime.strptime(name, _NAME)  # noqa: DTZ007 - the wall's clock, for order and calendar alone
    except ValueError:
        return None


def to_keep(names: Iterable[str]) -> set[str]:
    """The last copy of each of 14 days, 8 weeks and 12 months that have one; what is no copy of ours is not told of.

    Days without a copy do not count, so nothing is thrown away because no new one was made.
    """
    copies = sorted(((made, name) for name in names if (made := made_at(name))), reverse=True)
    kept: set[str] = set()
    for most, part in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        last: dict[Hashable, str] = {}
        for made, name in copies:
            last.setdefault(part(made), name)
        kept |= set(list(last.values())[:most])
    return kept


def _day(made: datetime) -> Hashable:
    return made.date()


def _week(made: datetime) -> Hashable:
    return made.isocalendar()[:2]


def _month(made: datetime) -> Hashable:
    return made.year, made.month
