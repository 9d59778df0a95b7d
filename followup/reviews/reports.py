"""How a year's reviews are shared out among its months, people and departments, and what of the money they cover."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from followup.reviews.models import Depth, Finding, Review, ReviewAnswer
from followup.reviews.querysets import bought_by_payer, planned_and_done, reviewed_in_time
from huddinge_vo.common import charts
from huddinge_vo.common.money import share
from huddinge_vo.common.order import person_order
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import MONTHS, Period

NOBODY = "Ingen uppföljare"
NO_CLASS = "Utan klass"


@dataclass(frozen=True)
class MonthLoad:
    """How many reviews there are in a month, and how many of them are new."""

    whole: int
    new: int


@dataclass(frozen=True)
class YearLoad:
    """The reviews of a person or of a class, month by month from January, and of the year. The last of them is all."""

    name: str
    months: tuple[MonthLoad, ...]
    year: MonthLoad


def load_of(planned: Mapping[tuple[int | None, int], int], new: Sequence[Review]) -> tuple[YearLoad, ...]:
    """What each person has each month: planned already (person, month → how many), and new ones; and all together."""
    added = Counter((each.reviewer_id, each.planned_on.month) for each in new)
    people = {person for person, _ in (*planned, *added)}
    names: dict[int | None, str] = {
        each.pk: str(each)
        for each in User.objects.filter(pk__in=[pk for pk in people if pk]).order_by(person_order(), "username", "pk")
    }
    names[None] = NOBODY
    lines = [_line(names[pk], pk, planned, added) for pk in sorted(people, key=lambda pk: (pk is None, names[pk]))]
    return (*lines, _all("Alla", lines))


def load_by_class(counts: Mapping[tuple[int | None, int], int]) -> tuple[YearLoad, ...]:
    """The same of each class, the reviews of contracts without one too: (class, month) → how many."""
    lines = [_line(name, level, counts, Counter()) for name, level in _classes(counts).items()]
    return (*lines, _all("Alla", lines))


def _classes(counts: Mapping[tuple[int | None, int], int]) -> dict[str, int | None]:
    """What each class is called. All of them, so that each keeps its colour from year to year; none where it is so."""
    classes: dict[str, int | None] = {depth.label.capitalize(): depth.value for depth in Depth}
    return classes | ({NO_CLASS: None} if any(level is None for level, _ in counts) else {})


def _line(
    name: str, pk: int | None, planned: Mapping[tuple[int | None, int], int], added: Counter[tuple[int | None, int]]
) -> YearLoad:
    months = tuple(
        MonthLoad(planned.get((pk, month), 0) + added[pk, month], added[pk, month]) for month in range(1, 13)
    )
    return YearLoad(name, months, _sum(months))


def _all(name: str, lines: Sequence[YearLoad]) -> YearLoad:
    months = tuple(_sum([line.months[index] for line in lines]) for index in range(12))
    return YearLoad(name, months, _sum(months))


def _sum(months: Sequence[MonthLoad]) -> MonthLoad:
    return MonthLoad(sum(each.whole for each in months), sum(each.new for each in months))


def load_picture(counts: Mapping[tuple[int | None, int], int], *, year: int) -> SafeString:
    """A year's reviews month by month, in their classes: (class, month) → how many. A bar opens those it counts."""
    months = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
    classes = _classes(counts)
    rows = [
        (month, name, counts.get((level, number), 0))
        for month, number in months.items()
        for name, level in classes.items()
    ]

    def opens(month: str, name: str) -> str:
        asked = {"ar": year, "manad": months[month], "klass": classes[name] or "utan", "installda": "utan"}
        return f"{reverse('followup:review-list')}?{urlencode(asked)}"

    whole = sum(counts.values())
    return charts.counts_by(
        rows,
        title=f"Uppföljningar {year} efter månad och klass",
        description=f"{whole} uppföljningar är planerade eller genomförda. "
        "Tabellerna visar dem per klass, person och månad.",
        stacked=True,
        leads=opens,
        ahead=True,
    )


@dataclass(frozen=True)
class BoardLine:
    """A department with the contracts it buys on: its plan against what is done, and what of its money is covered.

    `covered` is null where nothing has been bought, or less than nothing.
    """

    name: str
    contracts: int
    planned: int
    done: int
    late: int
    bought_sek: Decimal
    covered_sek: Decimal
    covered: Decimal | None


@dataclass(frozen=True)
class BoardPlan:
    """All departments and what they come to: a contract that two buy on is planned once in the whole."""

    lines: tuple[BoardLine, ...]
    whole: BoardLine
    period: Period


def board_plan(buyer: Organization, *, user: User, year: int, on: date) -> BoardPlan:
    """A year's plan against what is done, for each department, of the contracts that a person may see.

    A department's contracts are those that it has bought on in the twelve months that are measured.
    """
    bought, period = bought_by_payer(buyer, user=user, on=on)
    covered = reviewed_in_time(buyer, user=user, on=on)
    planned = planned_and_done(buyer, user=user, year=year, on=on)
    by_payer: dict[str, dict[int, Decimal]] = defaultdict(dict)
    whole: dict[int, Decimal] = defaultdict(Decimal)
    for row in bought:
        by_payer[row.payer][row.contract] = row.kronor
        whole[row.contract] += row.kronor
    lines = tuple(
        _board_line(payer or "Utan förvaltning", contracts, planned, covered) for payer, contracts in by_payer.items()
    )
    return BoardPlan(lines, _board_line("Alla", whole, planned, covered), period)


def _board_line(
    name: str, kronor: Mapping[int, Decimal], planned: Mapping[int, tuple[int, int, int]], covered: set[int]
) -> BoardLine:
    of_contracts = [planned.get(pk, (0, 0, 0)) for pk in kronor]
    bought = sum(kronor.values(), Decimal(0))
    part = sum((amount for pk, amount in kronor.items() if pk in covered), Decimal(0))
    return BoardLine(
        name=name,
        contracts=len(kronor),
        planned=sum(each[0] for each in of_contracts),
        done=sum(each[1] for each in of_contracts),
        late=sum(each[2] for each in of_contracts),
        bought_sek=bought,
        covered_sek=part,
        covered=share(part, bought),
    )


def unmet_untold(review: Review) -> list[str]:
    """The requirements that a review found not met, of which neither a comment nor a deficiency says anything more.

    A deficiency tells of the requirement that it names; one that names none tells of them all.
    """
    named = set(Finding.objects.filter(review=review).values_list("requirement", flat=True))
    if "" in named:
        return []
    unmet = review.answers.filter(answer=ReviewAnswer.Answer.NOT_MET, comment="").order_by("order", "pk")
    return [each.text for each in unmet if each.text not in named]
