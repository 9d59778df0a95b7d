"""The pictures of Översikt and of the report: small curves, months as bars, a long curve in a short table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from contracts.plan.models import Category
from followup.judging.choices import Bucket
from followup.judging.querysets import Loyalty
from followup.measures.rules import NEAR, Point
from followup.overview.reports.cards import Card
from followup.overview.reports.why import Why
from followup.spend.reports import PROTECTED, BucketMonth, rows_url
from huddinge_vo.common import charts
from huddinge_vo.common.money import mnkr, percent, short_percent
from huddinge_vo.common.periods import MONTHS, Period


@dataclass(frozen=True)
class YearRow:
    """A measure's values of one calendar year, January to December; null where there is none."""

    year: int
    values: tuple[Decimal | None, ...]


def by_year(series: tuple[Point, ...]) -> tuple[YearRow, ...]:
    """Monthly points as a row for each calendar year: a long curve in a short table."""
    months = {(point.on.year, point.on.month): point.value for point in series}
    return tuple(
        YearRow(year, tuple(months.get((year, month)) for month in range(1, 13)))
        for year in sorted({year for year, _ in months})
    )


def _rows_until(on: date, *, category: int | None) -> str:
    return rows_url(Period.rolling_12(on), underkategori=category)


def loyalty_bands(made: Iterable[Card], *, leads: bool = False, narrow: bool = False) -> str:
    """Each loyalty as a bar against its target for the period, in bands as its card is judged.

    With `leads` a bar opens what lies between it and its target: not in a report, which is paper too. `narrow` is the
    same for a phone.
    """
    rows, aimed = [], []
    for card in made:
        if card.is_money or card.value is None:
            continue
        against = f", mot målet {percent(card.target)} för perioden" if card.target is not None else ""
        words = f"{card.title}: {percent(card.value)}{against}. {card.signal.label}."
        aimed += [card] if card.targets else []
        rows.append(charts.Banded(card.title, card.value, card.target, NEAR, words, card.why_href if leads else ""))
    return charts.bands(
        rows,
        goal=_common_goal(aimed),
        title="Avtalstrohet mot målet",
        description=" ".join(row.words for row in rows),
        narrow=narrow,
    )


def _common_goal(aimed: Sequence[Card]) -> tuple[str, Decimal] | None:
    """What is decided for the last day that all have a target for, where it is the same for them all."""
    last = {max(card.targets, key=lambda point: point.on) for card in aimed}
    if len(last) != 1:
        return None
    goal = last.pop()
    return f"Mål {short_percent(goal.value)} {MONTHS[goal.on.month - 1][:3]} {goal.on.year}", goal.value


_SEEN = 100  # parts of the tallest bar that a bar's height is drawn to


def spark(card: Card) -> str:
    """The small curve of the last two years; the words beside it say the same."""
    return charts.sparkline([point.value for point in card.series][-24:], title=f"{card.title}, utveckling")


def trend(card: Card, *, root: Category | None = None) -> dict[str, object]:
    """A measure's curve against its dated target with its forecast, and the same as a table of years.

    With the root of its category each point opens the rows of its twelve months, and a phone has a drawing of its own:
    on no page that is a report too.
    """
    forecast = (card.forecast_on, card.forecast) if card.forecast is not None and card.forecast_on else None
    words = (
        f"{card.title} var {percent(card.value)} för {card.period}, mot målet {percent(card.target)}. "
        f"{card.signal.label}."
    )
    category = None if root is None or card.category_id == root.pk else card.category_id
    draw = partial(
        charts.loyalty_trend,
        series=card.series,
        targets=card.targets,
        forecast=forecast,
        title=card.title,
        description=words,
        leads=partial(_rows_until, category=category) if root else None,
    )
    return {"card": card, "svg": draw(), "narrow": draw(narrow=True) if root else "", "years": by_year(card.series)}


def months_chart(months: Iterable[BucketMonth], period: Period, whole: Loyalty, *, leads: bool = False) -> str:
    """Where the money goes, month by month. With `leads` a bar opens its rows: not in a report, which is paper too.

    No finer than can be seen: measured to the öre a bar would tell a payment.
    """
    rows = list(months)
    largest = max((abs(row.sum_sek) for row in rows), default=Decimal(0))
    digits = len(str(int(largest / _SEEN))) - 1
    return charts.spend_by_bucket(
        [(row.month, row.bucket.label, round(row.sum_sek, -digits)) for row in rows],
        title=f"Köp per månad och utfall, {period}",
        description=f"Totalt {mnkr(whole.ledger)} mnkr, varav {mnkr(whole.on_contract)} mnkr på avtal.",
        leads=rows_of_month if leads else None,
    )


_CODES = {bucket.label: bucket.value for bucket in Bucket}


def rows_of_month(month: date, bucket: str, **filters: object) -> str:
    """Where the rows of a month and a bucket, by its label, are."""
    return rows_url(Period.containing(month), utfall=_CODES[bucket], **filters)


def waterfall(report: Why, *, leads: bool) -> str:
    """From what is on contract, by each reason why something is not, to all that could be; the target as a line.

    With `leads`, for who may see rows, a reason opens its rows.
    """
    loyalty = report.loyalty
    if not loyalty.purchasable:
        return ""
    at = loyalty.on_contract
    stairs = [charts.Stair("På avtal", Decimal(0), at, is_whole=True)]
    for part in report.reasons:
        stairs.append(charts.Stair(part.words, at, at + part.sum_sek, href=part.href if leads else ""))
        at += part.sum_sek
    if report.protected:
        stairs.append(charts.Stair(PROTECTED, at, at + report.protected))
    stairs.append(charts.Stair("Allt som kan köpas på avtal", Decimal(0), loyalty.purchasable, is_whole=True))
    target = report.target
    mark = (f"Mål {percent(target)}", target * loyalty.purchasable) if target is not None else None
    words = (
        f"{report.title} är {percent(loyalty.contract_loyalty)} för {report.period}: {mnkr(loyalty.on_contract)} av "
        f"{mnkr(loyalty.purchasable)} mnkr köptes på avtal. Tabellen bredvid visar resten skäl för skäl."
    )
    return charts.waterfall(stairs, mark=mark, title=f"{report.title}: vägen till målet", description=words)
