"""Deviations of a period and the purchases that lack one: by reason and by own unit, each number with its rows.

A deviation is of the period that it begins in, and a purchase of the month it is booked in. docs/matt.md has each
measure's definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from contracts.plan.models import Category
from contracts.plan.querysets import below
from followup.judging.choices import Bucket
from followup.judging.choices import Reason as Proposed
from followup.judging.models import SpendTotal
from followup.judging.querysets import Group, SeenSpend
from followup.spend.reports import rows_url
from huddinge_vo.common.periods import Period, swedish_day
from procurement.deviations.choices import Outcome, Reason
from procurement.deviations.rules import Timing, timing
from procurement.placements.choices import NO_UNIT
from procurement.placements.models import Placement, PlacementTerm

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Tally:
    """How many, for how much, and where they are."""

    count: int = 0
    sum_sek: Decimal = _NOTHING
    href: str = ""


@dataclass(frozen=True)
class DecidedLine:
    """Deviations of one reason or of one unit, by when they were decided; their value is what was expected.

    `missing` is what was bought without a deviation: rows, and kronor. Of a reason there is none, for the reasons that
    the ledger proposes are others than those that people give.
    """

    name: str
    in_time: Tally
    acute: Tally
    late: Tally
    waiting: Tally
    missing: Tally | None = None


@dataclass(frozen=True)
class BoughtLine:
    """What was bought outside contract of one kind: rows and kronor of the ledger."""

    name: str
    bought: Tally


@dataclass(frozen=True)
class DeviationFigures:
    """What Översikt and the report say of deviations. `hidden_sek` is what the person may not see, pooled."""

    bought: tuple[BoughtLine, ...]
    reasons: tuple[DecidedLine, ...]
    missing: tuple[BoughtLine, ...]
    units: tuple[DecidedLine, ...]
    whole: DecidedLine
    hidden_sek: Decimal | None = None
    missing_href: str = ""


@dataclass(frozen=True)
class _Deviation:
    reason: str
    unit: str
    timing: Timing
    value_sek: Decimal


def deviation_figures(*, root: Category, user: User, period: Period, on: date) -> DeviationFigures:
    """Of a period of whole months, as it was known on a day and as far as the person may see it."""
    found = _deviations(root, user, period, on)
    outside = SeenSpend.by(user, SpendTotal.objects.all()).narrowed(
        lambda spend: spend.under_root(root).in_period(period).outside_contract()
    )
    by_all = outside.sums_by("bucket", "reason", "unit")
    sums = _by(by_all, 0, 1)
    by_unit = {
        unit: Tally(*told, _unit_rows(period, unit))
        for (bucket, unit), told in _by(by_all, 0, 2).items()
        if bucket == Bucket.UNEXPLAINED
    }
    units = sorted({each.unit for each in found} | by_unit.keys(), key=lambda name: (name == "", name.casefold(), name))
    lacking = _add(told for (bucket, _), told in sums.items() if bucket == Bucket.UNEXPLAINED)
    missing = Tally(*lacking, rows_url(period, utfall=Bucket.UNEXPLAINED.value))
    return DeviationFigures(
        bought=_bought(sums, period, missing),
        reasons=tuple(
            _line(words, [each for each in found if each.reason == reason], period, orsak=reason)
            for reason, words in [*Reason.choices, ("", "utan blankett")]
            if any(each.reason == reason for each in found)
        ),
        missing=tuple(
            BoughtLine(Proposed(reason).label, Tally(*told, rows_url(period, utfall=bucket, skal=reason)))
            for (bucket, reason), told in sorted(sums.items(), key=lambda line: (-line[1][1], line[0]))
            if bucket == Bucket.UNEXPLAINED
        ),
        units=tuple(
            _line(
                unit or "anger ingen enhet",
                [each for each in found if each.unit == unit],
                period,
                by_unit.get(unit, Tally(href=_unit_rows(period, unit))),
                enhet=unit or NO_UNIT,
            )
            for unit in units
        ),
        whole=_line("Alla", found, period, missing),
        hidden_sek=outside.hidden.pooled(),
        missing_href=f"{reverse('followup:missing-list')}?{urlencode({'fran': period.first, 'till': period.last})}",
    )


def _deviations(root: Category, user: User, period: Period, on: date) -> list[_Deviation]:
    """Those that begin in the period and that were asked for by the day, but for what was refused or taken back."""
    rows = (
        Placement.objects.visible_to(user)
        .outside_contract()
        .filter(buyer=root.buyer_id, category__in=below(root), valid_from__range=(period.first, period.last))
        .values_list(
            *("form__reason", "unit", "valid_from", "approved_on", "form__is_acute", "form__expected_value_sek"),
            *("form__asked_at", "form__outcome", "form__decided_at"),
        )
        .order_by("pk")
    )
    days = PlacementTerm.of(root.buyer).acute_working_days
    found = []
    for reason, unit, begins, approved_on, is_acute, value, asked_at, outcome, decided_at in rows:
        if asked_at is not None and swedish_day(asked_at) > on:
            continue
        is_decided = decided_at is not None and swedish_day(decided_at) <= on
        if is_decided and outcome in {Outcome.REFUSED, Outcome.TAKEN_BACK}:
            continue
        approved = approved_on if approved_on is not None and approved_on <= on else None
        when = timing(approved, begins, is_acute=bool(is_acute), working_days=days)
        found.append(_Deviation(reason or "", unit, when, value or _NOTHING))
    return found


def _by(sums: Mapping[Group, tuple[int, Decimal]], *places: int) -> dict[Group, tuple[int, Decimal]]:
    """The same by fewer of what they are by, named by their places."""
    parts: defaultdict[Group, list[tuple[int, Decimal]]] = defaultdict(list)
    for group, told in sums.items():
        parts[tuple(group[place] for place in places)].append(told)
    return {group: _add(told) for group, told in parts.items()}


def _unit_rows(period: Period, unit: str) -> str:
    return rows_url(period, utfall=Bucket.UNEXPLAINED.value, enhet=unit or NO_UNIT)


def _add(parts: Iterable[tuple[int, Decimal]]) -> tuple[int, Decimal]:
    told = list(parts)
    return sum(rows for rows, _ in told), sum((kronor for _, kronor in told), _NOTHING)


def _bought(sums: dict[tuple[str, str], tuple[int, Decimal]], period: Period, missing: Tally) -> tuple[BoughtLine, ...]:
    """On an approved deviation, of that approved afterwards, and without one."""
    approved = Bucket.APPROVED_DEVIATION.value
    all_approved = _add(told for (bucket, _), told in sums.items() if bucket == approved)
    late = sums.get((approved, Proposed.AFTER_THE_FACT.value), (0, _NOTHING))
    return (
        BoughtLine("på godkänt avsteg", Tally(*all_approved, rows_url(period, utfall=approved))),
        BoughtLine(
            "varav godkänt i efterhand",
            Tally(*late, rows_url(period, utfall=approved, skal=Proposed.AFTER_THE_FACT.value)),
        ),
        BoughtLine("saknar avsteg", missing),
    )


def _line(
    name: str, found: list[_Deviation], period: Period, missing: Tally | None = None, **narrowed: str
) -> DecidedLine:
    def tally(when: Timing) -> Tally:
        of = [each for each in found if each.timing == when]
        query = {"lage": when.value, "fran": period.first, "till": period.last, **narrowed}
        href = f"{reverse('procurement:deviation-list')}?{urlencode(query)}"
        return Tally(len(of), sum((each.value_sek for each in of), _NOTHING), href)

    return DecidedLine(
        name,
        in_time=tally(Timing.IN_TIME),
        acute=tally(Timing.ACUTE),
        late=tally(Timing.LATE),
        waiting=tally(Timing.WAITING),
        missing=missing,
    )
