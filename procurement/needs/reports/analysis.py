"""Activity 2.2: which needs contracts do not meet, why, for how much, and what is paid above the contracts' prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from huddinge_vo.common import charts
from huddinge_vo.common.money import mnkr, share
from huddinge_vo.common.periods import MONTHS, Period, month_start
from procurement.needs.reports.awards import DEVIATION, DirectAward, whole
from procurement.needs.rules import PLAN_SAVING_SEK, Total

_AREAS_DRAWN = 12  # the largest; the others are one bar together


@dataclass(frozen=True)
class Line:
    """What deviations have in common, how many and for how much, what was paid above contract price, and its rows.

    `premium_sek` is of those whose premium is known; `unknown` is how many it is not of. Null is that it is of none.
    """

    label: str
    total: Total
    premium_sek: Decimal | None
    unknown: int
    href: str


@dataclass(frozen=True)
class Analysis:
    """The deviations that begin in a year, seen in four ways. A chain of extensions counts once in each line."""

    year: int
    until: date
    whole: Line
    by_reason: tuple[Line, ...]
    by_area: tuple[Line, ...]
    by_category: tuple[Line, ...]
    by_month: tuple[Line, ...]
    saving_sek: Decimal
    saving_share: Decimal | None
    reasons_chart: SafeString
    areas_chart: SafeString
    months_chart: SafeString


def analysis(rows: Iterable[DirectAward], *, year: int, on: date) -> Analysis | None:
    """The deviations whose first day is in a year; what was paid is counted up to a day. Null where there are none."""
    period = Period.year(year)
    theirs = [row for row in rows if row.kind == DEVIATION and row.first_on in period]
    if not theirs:
        return None
    paid = Period(period.first, min(period.last, max(on, period.first)))

    def line(label: str, some: list[DirectAward], **asked: object) -> Line:
        premiums = [row.premium(paid) for row in some]
        known = [each for each in premiums if each is not None]
        query = urlencode({"slag": DEVIATION, "ar": year} | asked)
        return Line(
            label,
            whole(some),
            sum(known, Decimal(0)) if known else None,
            len(premiums) - len(known),
            f"{reverse('procurement:direct-awards')}?{query}",
        )

    def by(key: Callable[[DirectAward], tuple[str, tuple[tuple[str, object], ...]]]) -> tuple[Line, ...]:
        groups: dict[tuple[str, tuple[tuple[str, object], ...]], list[DirectAward]] = defaultdict(list)
        for row in theirs:
            groups[key(row)].append(row)
        lines = [line(label, some, **dict(asked)) for (label, asked), some in groups.items()]
        return tuple(sorted(lines, key=lambda each: (-each.total.sum_sek, -each.total.count, each.label)))

    by_area = by(lambda row: (row.needs[0].label, tuple(row.needs[0].asked_by.items())))
    drawn = [(each.label, each.total.sum_sek) for each in by_area[:_AREAS_DRAWN]]
    if left := by_area[_AREAS_DRAWN:]:
        drawn.append((f"{len(left)} andra", sum((each.total.sum_sek for each in left), Decimal(0))))
    all_of_it = line("Alla avsteg", theirs)
    by_reason = by(lambda row: (row.reason_words, (("orsak", row.reason),)))
    months = [
        line(
            MONTHS[month.month - 1],
            [row for row in theirs if month_start(row.first_on) == month],
            fran=month,
            till=Period.containing(month).last,
        )
        for month in period.months()
        if month <= on or any(month_start(row.first_on) == month for row in theirs)
    ]
    return Analysis(
        year=year,
        until=paid.last,
        whole=all_of_it,
        by_reason=by_reason,
        by_area=by_area,
        by_category=by(lambda row: (row.about.category.name, (("underkategori", row.about.category_id),))),  # type: ignore[union-attr]  # a placement
        by_month=tuple(months),
        saving_sek=PLAN_SAVING_SEK,
        saving_share=None if all_of_it.premium_sek is None else share(all_of_it.premium_sek, PLAN_SAVING_SEK),
        reasons_chart=charts.kronor_by(
            [(each.label, each.total.sum_sek) for each in by_reason],
            title=f"Förväntat värde av avsteg {year}, per orsak",
            description="; ".join(f"{each.label}: {mnkr(each.total.sum_sek)} mnkr" for each in by_reason),
        ),
        areas_chart=charts.kronor_by(
            drawn,
            title=f"Förväntat värde av avsteg {year}, per avtalsområde",
            description="; ".join(f"{label}: {mnkr(value)} mnkr" for label, value in drawn),
        ),
        months_chart=charts.kronor_by(
            [(each.label, each.total.sum_sek) for each in months],
            title=f"Förväntat värde av avsteg {year}, per månad som de börjar",
            description="; ".join(f"{each.label}: {mnkr(each.total.sum_sek)} mnkr" for each in months),
        ),
    )
