"""Deviations alike, put together: how often and for how much the same need has been bought outside contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from contracts.law.querysets import LawBook
from contracts.law.reports import limits_on
from procurement.needs.reports.awards import DEVIATION, DirectAward, Need, whole
from procurement.needs.rules import Total, standing, twelve_months
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from procurement.needs.models import ForeseenNeed


class GroupKey(NamedTuple):
    """What makes deviations alike, of one buyer."""

    category_id: int
    area_id: int | None
    reason: str
    target_group_id: int | None


@dataclass(frozen=True)
class Group:
    """Deviations alike in the twelve months up to a day, what all of their need comes to, and its limit that day.

    `limit_sek` is null where it is not known.
    """

    key: GroupKey
    rows: tuple[DirectAward, ...]
    total: Total
    need: Total
    is_largest: bool
    limit_sek: Decimal | None


def key_of(row: DirectAward) -> GroupKey:
    """The group that a deviation belongs to."""
    placement = row.about
    if not isinstance(placement, Placement):
        raise TypeError("Only placements come back.")
    return GroupKey(placement.category_id, placement.area_id, row.reason, placement.target_group_id)


def key_of_foreseen(foreseen: ForeseenNeed) -> GroupKey:
    """The group that a proposal is about."""
    return GroupKey(foreseen.category_id, foreseen.area_id, foreseen.reason, foreseen.target_group_id)


def groups_on(rows: Iterable[DirectAward], *, on: date, book: LawBook) -> list[Group]:
    """Deviations alike of the twelve months up to a day, with what their need comes to in all, contracts counted in."""
    period = twelve_months(on)
    by_need: dict[Need, list[DirectAward]] = defaultdict(list)
    by_key: dict[GroupKey, list[DirectAward]] = defaultdict(list)
    for row in rows:
        if row.first_on in period:
            for need in row.needs:
                by_need[need].append(row)
            if row.kind == DEVIATION:
                by_key[key_of(row)].append(row)
    found = []
    for key, theirs in by_key.items():
        (need,) = theirs[0].needs
        of_need = whole(by_need[need])
        limit = standing(of_need, limits_on(set(need.annexes), on, book)).limit_sek
        found.append((need, Group(key, tuple(theirs), whole(theirs), of_need, False, limit)))  # noqa: FBT003 - until all are there
    largest: dict[Need, tuple[Decimal, int, GroupKey]] = {}
    for need, group in found:
        place = (group.total.sum_sek, group.total.count, group.key)
        if need not in largest or place[:2] > largest[need][:2]:
            largest[need] = place
    return [
        Group(one.key, one.rows, one.total, one.need, largest[need][2] == one.key, one.limit_sek) for need, one in found
    ]


def figures_of(key: GroupKey, rows: Iterable[DirectAward], *, on: date) -> tuple[Total, list[DirectAward]]:
    """What deviations alike come to in the twelve months up to a day, and which they are."""
    period = twelve_months(on)
    theirs = [row for row in rows if row.kind == DEVIATION and row.first_on in period and key_of(row) == key]
    return whole(theirs), theirs
