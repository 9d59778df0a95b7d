"""The reports' pictures, and the June report on paper: what a template needs beside the frozen figures."""

from __future__ import annotations

from django.utils import timezone

from followup.measures.kinds import card_codes
from followup.measures.rules import FORECAST_RULE
from followup.overview.reports import loyalty_bands, months_chart, trend
from followup.report.models import StatusReport
from followup.report.reports.goals import MeasurePart
from followup.report.reports.snapshot import kept_report
from followup.report.reports.status import YearReport
from huddinge_vo.common import charts
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.periods import MONTHS


def _has_curve(measure: MeasurePart) -> bool:
    """Whether a measure is drawn under its goal. Those with a card are drawn from it, with their years in a table."""
    return measure.is_share and len(measure.series) > 1 and measure.code not in card_codes()


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


def status_report_context(report: YearReport) -> dict[str, object]:
    """What the report's template draws from, on screen and on paper alike."""
    return {
        "report": report,
        "bands": loyalty_bands(report.cards),
        "trends": [trend(card) for card in report.cards if card.targets],
        "pictures": {
            goal.number: [_picture(each) for each in goal.measures if _has_curve(each)] for goal in report.goals
        },
        "months_chart": months_chart(report.months, report.period, report.whole),
        "month_names": [name[:3] for name in MONTHS],
        "forecast_rule": FORECAST_RULE,
    }


def _standing(kept: StatusReport | None) -> str:
    """How far the report has come, with the days and the person of what is decided."""
    if kept is None:
        return "Utkast, inte öppnat för beslut"
    words = str(kept.get_status_display()).capitalize()
    approved = f"{timezone.localdate(kept.approved_at)} av {kept.approved_by}" if kept.approved_at else ""
    if kept.status == StatusReport.Status.LOCKED and kept.locked_at:
        return f"{words} {timezone.localdate(kept.locked_at)}, godkänd {approved}"
    return f"{words} {approved}".strip()


def status_report_pdf(report: YearReport, kept: StatusReport | None = None) -> bytes:
    """The report as PDF/UA. `kept` tells on its cover how far it has come; it has no figures of its own."""
    return render_pdf(
        template="followup/report/status_report_pdf.html",
        context={**status_report_context(report), "standing": _standing(kept)},
        title=f"{report.title}, {report.buyer}",
        is_demo=report.freshness.is_demo,
    )


def kept_report_pdf(kept: StatusReport) -> bytes:
    """An approved report on paper, as it was said when it was approved."""
    return status_report_pdf(kept_report(kept), kept)
