"""A report kept as it was said, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.terms.reports import CeilingsMissing
from followup.judging.choices import Bucket
from followup.judging.querysets import Loyalty
from followup.measures import rules as measure_rules
from followup.measures.kinds import card_codes
from followup.missing.reports import BoughtLine, DecidedLine, DeviationFigures, Tally
from followup.overview.reports import Card, EndingContract, PlanComparison
from followup.report.models import StatusReport
from followup.report.reports.activities import ActivityPart, ActivityRow
from followup.report.reports.flags import FlagLine, FlagPart
from followup.report.reports.follow_up import CheckPart, ClassRow, ReviewPart
from followup.report.reports.goals import GoalPart, GoalWords, MeasurePart
from followup.report.reports.prices import FixedPriceRow, PriceControl, PricePart, PriceRow
from followup.report.reports.procurements import PlannedRow, ProcurementPart, RiskRow
from followup.report.reports.status import AreaPortfolio, ReasonSum, UsedImport, YearReport
from followup.spend.reports import BucketMonth, Freshness, LoyaltyLine
from huddinge_vo.common.frozen import Thaw, freeze
from huddinge_vo.common.money import percent, sek
from huddinge_vo.common.periods import Period

_CLASSES = (
    YearReport,
    ReasonSum,
    AreaPortfolio,
    UsedImport,
    GoalPart,
    GoalWords,
    MeasurePart,
    ActivityPart,
    ActivityRow,
    CheckPart,
    PlannedRow,
    PricePart,
    PriceRow,
    PriceControl,
    FixedPriceRow,
    ProcurementPart,
    ClassRow,
    ReviewPart,
    RiskRow,
    Card,
    Freshness,
    BucketMonth,
    LoyaltyLine,
    EndingContract,
    PlanComparison,
    measure_rules.Point,
    measure_rules.Signal,
    measure_rules.Trend,
    CeilingsMissing,
    DeviationFigures,
    DecidedLine,
    FlagLine,
    FlagPart,
    BoughtLine,
    Tally,
    Loyalty,
    Bucket,
    Period,
)
_thaw = Thaw(_CLASSES)


def snapshot(report: YearReport) -> object:
    """A report as it is kept."""
    return freeze(report)


def kept_report(kept: StatusReport) -> YearReport:
    """A report as it was when it was approved."""
    found: YearReport = _thaw(kept.snapshot)
    return found


@dataclass(frozen=True)
class Since:
    """A figure that has another value today than in the kept report."""

    what: str
    then: str
    now: str


def changes_since(kept: YearReport, now: YearReport) -> tuple[Since, ...]:
    """The figures that differ. They are told beside a kept report and never inside it."""
    before, after = dict(_figures(kept)), dict(_figures(now))
    names = [*before, *(name for name in after if name not in before)]
    found = []
    for name in names:
        then, today = before.get(name, "–"), after.get(name, "–")
        if then != today:
            found.append(Since(name, then, today))
    return tuple(found)


def _figures(report: YearReport) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912 - a line for each figure of the report
    for name, value, _ in report.buckets:
        yield f"{name}, kr", sek(value)
    yield "Köp som kan göras på avtal, kr", sek(report.whole.purchasable)
    yield "Summa, kr", sek(report.whole.ledger)
    yield "Leverantörstrohet", percent(report.whole.supplier_loyalty)
    for card in report.cards:
        if not card.is_money:
            yield card.title, percent(card.value)
    for line in (*report.subcategories, *report.areas):
        yield f"{line.name}, kr", sek(line.loyalty.ledger)
        if not line.lacks_own_area:
            yield f"{line.name}, avtalstrohet", percent(line.loyalty.contract_loyalty)
    for reason in report.reasons:
        yield f"{reason.bucket}, {reason.reason or 'skälen'}, kr", sek(reason.sum_sek)
    for goal in report.goals:
        for measure in goal.measures:
            if measure.code not in card_codes():  # told above, as cards
                yield f"Effektmål {goal.number}: {measure.name}", measure.missing or measure.value
    yield "Effekt av aktiviteter, kr", sek(report.activities.effect_sek)
    for label, count in report.activities.counts:
        yield f"Aktiviteter, {label.lower()}", str(count)
    for label, count in report.procurement.counts:
        yield f"Upphandlingsplan, {label}", str(count)
    for label, count in report.reviews.findings:
        yield f"Brister, {label}", str(count)
    yield "Brister över tiden", str(report.reviews.overdue)
    yield "Genomförda uppföljningar", str(report.reviews.done)
    for level in report.reviews.classes:
        yield f"{level.name}: i tid", f"{level.in_time} av {level.contracts}"
    yield "Avtal där alla kontroller gäller", f"{report.checks.all_valid} av {report.checks.in_force}"
    if report.checks.unclear is not None:
        yield "Avtal där det är oklart om tillstånd krävs", str(report.checks.unclear)
    yield "Kontroller som går ut", str(report.checks.going_out)
    if report.prices is not None:
        yield "Prisjusteringar, antal", str(sum(row.contracts for row in report.prices.rows))
        yield "Prisjusteringar, kr per år", sek(report.prices.effect_sek)
        yield "Öppna prisjusteringar", str(report.prices.open)
        for label, total in report.prices.differences:
            yield f"Skillnader mot slutliga tal, {label}, kr", sek(total)
        if report.prices.control is not None:
            yield "Fakturerat över avtalspris, kr", sek(report.prices.control.found_sek)
            yield "Begärt tillbaka, kr", sek(report.prices.control.claimed_sek)
            yield "Krediterat, kr", sek(report.prices.control.recovered_sek)
    if report.flags is not None:
        for kind in report.flags.lines:
            yield f"Röda flaggor, {kind.name}, bekräftade", str(kind.confirmed)
    yield "Öppna risker", str(len(report.risks))
    yield "Avtal som slutar", str(len(report.ending))
    yield "Avtal i kraft", str(sum(area.in_force or 0 for area in report.portfolio))
    if report.ceilings_missing is not None:
        yield "Ramavtal i kraft utan takvolym", str(report.ceilings_missing.contracts)
    if report.deviations is not None:
        whole = report.deviations.whole
        for words, tally in (
            ("godkända i tid", whole.in_time),
            ("akuta, godkända i tid", whole.acute),
            ("godkända för sent", whole.late),
            ("väntar på beslut", whole.waiting),
        ):
            yield f"Avsteg, {words}", str(tally.count)
    yield "Inlästa filer", str(len(report.imports))
