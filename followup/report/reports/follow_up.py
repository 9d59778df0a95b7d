"""The June report's reviews and checks. Plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from contracts.checks.models import SupplierCheck
from contracts.checks.querysets import check_counts
from contracts.plan.models import Category
from contracts.register.models import Contract
from followup.measures.kinds import counting_of
from followup.report.reports.goals import GoalPart
from followup.reviews.models import Depth, Finding, FollowUpClass, Review
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_CHECKS_WITHIN_DAYS = 90


@dataclass(frozen=True)
class CheckPart:
    """The checks of suppliers: contracts in force, those with every check valid, and checks that go out soon.

    `unclear` are the contracts that lack nothing known, where it is not known whether a permit is needed; they are not
    among the valid. Null in what was locked before it was asked.
    """

    in_force: int
    all_valid: int
    going_out: int
    within_days: int
    unclear: int | None = None
    as_of: date | None = None
    is_known: bool = True  # whether any check had been made by then: none is not the same as none that holds


@dataclass(frozen=True)
class ClassRow:
    """A class of follow-up: its contracts in force, and those that are followed up in time."""

    name: str
    contracts: int
    in_time: int

    @property
    def share(self) -> Decimal | None:
        """The part followed up in time; unknown where there are no contracts."""
        return share(self.in_time, self.contracts)


@dataclass(frozen=True)
class ReviewPart:
    """Reviews against class, and findings by how they stand. `done` is over the report's period."""

    done: int
    classes: tuple[ClassRow, ...]
    findings: tuple[tuple[str, int], ...]
    overdue: int
    classes_as_of: date | None = None
    findings_as_of: date | None = None


_CLASS_ONE = "CLASS_ONE"


def review_part(
    root: Category, *, user: User, period: Period, made_on: date, goals: tuple[GoalPart, ...]
) -> ReviewPart:
    """How contracts were followed up and what had been found when a period ended, as a person may see it.

    Class 1 in time is also one of the plan's measures, and is told once: as the measure counts it.
    """
    last = period.last
    classes = FollowUpClass.objects.visible_to(user).filter(contract__buyer=root.buyer_id)
    as_measured = _class_one_as_measured(goals)
    measured = {} if as_measured is None else {Depth.ONE.value: as_measured}
    parts, classes_told = classes.in_time_by_level(last, levels=[each for each in Depth.values if each not in measured])
    measured |= {level: (part.whole, part.met) for level, part in parts.items()}
    rows = [ClassRow(str(name), *measured[level]) for level, name in Depth.choices]
    every = Finding.objects.visible_to(user).filter(buyer=root.buyer_id)
    findings, told = every.as_they_stood_on(last)
    late = Count("pk", distinct=True, filter=Q(late_then=True))
    by_status = findings.order_by().values_list("status_then").annotate(n=Count("pk", distinct=True), late=late)
    counted = {status: (n, late_ones) for status, n, late_ones in by_status}
    done = Review.objects.visible_to(user).filter(contract__buyer=root.buyer_id).done_in(period).count()
    stand = tuple((str(label), counted[code][0]) for code, label in Finding.Status.choices if code in counted)
    return ReviewPart(
        done,
        tuple(rows),
        stand,
        sum(late_ones for _, late_ones in counted.values()),
        last if classes_told else made_on,
        last if told or not counted else made_on,
    )


def _class_one_as_measured(goals: tuple[GoalPart, ...]) -> tuple[int, int] | None:
    """(in force, followed up in time) of class 1's contracts as the plan's measure has it; null without figures."""
    source = counting_of(_CLASS_ONE)
    figures = {
        words: value
        for goal in goals
        for measure in goal.measures
        if measure.code == _CLASS_ONE
        for words, value in measure.figures
    }
    if source is None or not {source.whole_is, source.part_is} <= figures.keys():
        return None
    return int(figures[source.whole_is]), int(figures[source.part_is])


def check_part(root: Category, *, user: User, on: date) -> CheckPart:
    """How the checks stand on a day."""
    from datetime import timedelta

    in_force = Contract.objects.visible_to(user).filter(buyer=root.buyer_id).in_force_on(on)
    last = on + timedelta(days=_CHECKS_WITHIN_DAYS)
    going_out = (
        SupplierCheck.objects.visible_to(user)
        .relied_upon_on(on)
        .filter(supplier__in=in_force.values("supplier"), valid_until__lte=last)
    )
    counted = check_counts(in_force, on=on)
    is_known = (
        SupplierCheck.objects.visible_to(user)
        .filter(supplier__in=in_force.values("supplier"), checked_on__lte=on)
        .exists()
    )
    return CheckPart(
        counted.contracts, counted.all_valid, going_out.count(), _CHECKS_WITHIN_DAYS, counted.unclear, on, is_known
    )
