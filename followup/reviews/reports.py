"""How a year's reviews are shared out among its months and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followup.reviews.models import Review
from huddinge_vo.common.people.models import User

NOBODY = "Ingen uppföljare"


@dataclass(frozen=True)
class MonthLoad:
    """How many reviews there are in a month, and how many of them are new."""

    whole: int
    new: int


@dataclass(frozen=True)
class PersonLoad:
    """A person's reviews, month by month from January, and of the year. The last of them all is everybody's."""

    name: str
    months: tuple[MonthLoad, ...]
    year: MonthLoad


def load_of(planned: Mapping[tuple[int | None, int], int], new: Sequence[Review]) -> tuple[PersonLoad, ...]:
    """What each person has each month: planned already (person, month → how many), and new ones; and all together."""
    added = Counter((each.reviewer_id, each.planned_on.month) for each in new)
    people = {person for person, _ in (*planned, *added)}
    names: dict[int | None, str] = {
        each.pk: str(each)
        for each in User.objects.filter(pk__in=[pk for pk in people if pk]).order_by("username", "pk")
    }
    names[None] = NOBODY
    lines = [_line(names[pk], pk, planned, added) for pk in sorted(people, key=lambda pk: (pk is None, names[pk]))]
    return (*lines, _all("Alla", lines))


def _line(
    name: str, pk: int | None, planned: Mapping[tuple[int | None, int], int], added: Counter[tuple[int | None, int]]
) -> PersonLoad:
    months = tuple(
        MonthLoad(planned.get((pk, month), 0) + added[pk, month], added[pk, month]) for month in range(1, 13)
    )
    return PersonLoad(name, months, _sum(months))


def _all(name: str, lines: Sequence[PersonLoad]) -> PersonLoad:
    months = tuple(_sum([line.months[index] for line in lines]) for index in range(12))
    return PersonLoad(name, months, _sum(months))


def _sum(months: Sequence[MonthLoad]) -> MonthLoad:
    return MonthLoad(sum(each.whole for each in months), sum(each.new for each in months))
