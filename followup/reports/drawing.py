"""The reports' pictures, and the June report on paper: what a template needs beside the frozen figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from followup.reports.cards import Card
from followup.reports.loyalty import BucketMonth
from followup.reports.sections import MeasurePart
from followup.reports.status import YearReport, by_year
from followup.rules import FORECAST_RULE
from huddinge_vo.common import charts
from huddinge_vo.common.money import mnkr, percent
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.periods import MONTHS, Period

_SEEN = 100  # parts of the tallest bar that a bar's height is drawn to


def spark(card: Card) -> str:
    """The small curve of the last two years; the words beside it say the same."""
    return charts.sparkline([point.value for point in card.series][-24:], title=f"{card.title}, utveckling")


def trend(card: Card) -> dict[str, Any]:
    """A measure's curve against its dated target with its forecast, and the same as a table of years."""
    forecast = (card.forecast_on, card.forecast) if card.forecast is not None and card.forecast_on else None
    words = f"{card.title} var {percent(card.value)} för {card.period}, mot målet {percent(card.target)}. {card.signal.label}."
    return {
        "card": card,
        "svg": charts.loyalty_trend(
            series=card.series, targets=card.targets, forecast=forecast, title=card.title, description=words
        ),
        "years": by_year(card.series),
    }


def months_chart(months: Iterable[BucketMonth], period: Period, whole: Any) -> str:
    """Where the money goes, month by month. No finer than can be seen: measured to the öre a bar would tell a payment."""
    rows = list(months)
    largest = max((abs(row.sum_sek) for row in rows), default=Decimal(0))
    digits = len(str(int(largest / _SEEN))) - 1
    return charts.spend_by_bucket(
        [(row.month, row.bucket.label, round(row.sum_sek, -digits)) for row in rows],
        title=f"Köp per månad och utfall, {period}",
        description=f"Totalt {mnkr(whole.ledger)} mnkr, varav {mnkr(whole.on_contract)} mnkr på avtal.",
    )


_LOYALTY = "Avtalstrohet"  # drawn from the cards, with their years in a table


def _has_curve(measure: MeasurePart) -> bool:
    return measure.is_share and len(measure.series) > 1 and not measure.name.startswith(_LOYALTY)


def _picture(measure: MeasurePart) -> tuple[MeasurePart, str]:
    """A measure's curve, its words saying what it shows."""
    ahead = (measure.forecast_on, measure.forecast_value) if measure.forecast_on and measure.forecast_value else None
    drawn = charts.loyalty_trend(
        series=measure.series,
        targets=measure.targets,
        forecast=ahead,
        title=measure.name,
        description=f"{measure.name} var {measure.value}, mot målet {measure.target}. {measure.signal.label}.",
    )
    return measure, drawn


def status_report_context(report: YearReport) -> dict[str, Any]:
    """What the report's template draws from, on screen and on paper alike."""
    return {
        "report": report,
        "trends": [trend(card) for card in report.cards if card.targets],
        "pictures": {
            goal.number: [_picture(each) for each in goal.measures if _has_curve(each)] for goal in report.goals
        },
        "months_chart": months_chart(report.months, report.period, report.whole),
        "month_names": [name[:3] for name in MONTHS],
        "forecast_rule": FORECAST_RULE,
    }


def status_report_pdf(report: YearReport) -> bytes:
    """The report as PDF/UA."""
    return render_pdf(
        template="followup/status_report_pdf.html",
        context=status_report_context(report),
        title=f"{report.title}, {report.buyer}",
    )
