"""What screen and paper both say of a review in the field, and of a contract's key figures."""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from contracts.register.models import Contract
from followup.field.models import ContractKpi, GateCount, GroupCompany, PayslipCheck, ReviewPhoto, SheetRow
from followup.field.querysets import activity_by_quarter
from followup.field.rules import LEAST_KPIS, Score, hourly, quarters_until, score, share_met, unregistered
from followup.reviews.models import Finding, FollowUpClass, Review, ReviewAnswer
from huddinge_vo.common import charts
from huddinge_vo.common.files.photos import NotAPhoto, without_metadata
from huddinge_vo.common.money import share
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.periods import MONTHS

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_ON_PAPER = 900  # points along the longest side of a photo on paper
_MOST_ON_PAPER = 12


@dataclass(frozen=True)
class GateLine:
    """A span in which the gate was watched. `beyond` are those that were seen and not registered."""

    pk: int
    on: date
    begins: time
    ends: time
    seen: int
    registered: int
    beyond: int
    note: str

    @property
    def when(self) -> str:
        """Its day and the span of it."""
        return f"{self.on} {self.begins:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True)
class GateSheet:
    """All of them in order of time, and what they come to."""

    lines: tuple[GateLine, ...]
    seen: int
    registered: int
    deviating: int

    @property
    def beyond(self) -> int:
        """Seen and not registered, of all spans."""
        return unregistered(self.seen, self.registered)


def gate_sheet(rows: QuerySet[GateCount]) -> GateSheet:
    """Seen against registered, span by span."""
    lines = tuple(
        GateLine(
            each.pk,
            each.on,
            each.begins,
            each.ends,
            each.seen,
            each.registered,
            unregistered(each.seen, each.registered),
            each.note,
        )
        for each in rows.order_by("on", "begins", "pk")
    )
    return GateSheet(
        lines,
        sum(line.seen for line in lines),
        sum(line.registered for line in lines),
        sum(line.beyond != 0 for line in lines),
    )


def gate_picture(sheet: GateSheet) -> SafeString:
    """Seen and registered beside one another."""
    rows = []
    for line in sheet.lines:
        when = f"{line.on.day} {MONTHS[line.on.month - 1][:3]} {line.begins:%H:%M}"
        rows += [(when, "Sedda", line.seen), (when, "Registrerade", line.registered)]
    return charts.counts_by(
        rows,
        title="Sedda och registrerade",
        description=f"Av {sheet.seen} sedda var {sheet.registered} registrerade. "
        f"{sheet.deviating} av {len(sheet.lines)} observationer avviker.",
    )


@dataclass(frozen=True)
class PayslipLine:
    """A payslip. The figures are null when their day has come."""

    pk: int
    month: date
    hours: Decimal | None
    pay_sek: Decimal | None
    hourly_sek: Decimal | None
    agreed_sek: Decimal | None
    is_under: bool
    delete_on: date

    @property
    def when(self) -> str:
        """Its month."""
        return f"{self.month:%Y-%m}"


@dataclass(frozen=True)
class PayslipSheet:
    """All of them, and how many are under the agreement."""

    lines: tuple[PayslipLine, ...]
    under: int


def payslip_sheet(rows: QuerySet[PayslipCheck]) -> PayslipSheet:
    """Pay held to the agreement, payslip by payslip."""
    lines = tuple(
        PayslipLine(
            each.pk,
            each.month,
            each.hours,
            each.pay_sek,
            hourly(each.hours, each.pay_sek) if each.hours is not None and each.pay_sek is not None else None,
            each.agreed_sek,
            each.is_under,
            each.delete_on,
        )
        for each in rows.order_by("month", "pk")
    )
    return PayslipSheet(lines, sum(line.is_under for line in lines))


@dataclass(frozen=True)
class Company:
    """A company of a group in a year. `depth` is how many owners there are above it; a margin of nothing is null."""

    depth: int
    name: str
    org_number: str
    parent: str
    turnover_sek: Decimal | None
    result_sek: Decimal | None
    margin: Decimal | None


@dataclass(frozen=True)
class GroupYear:
    """A group in a year, owners before what they own."""

    year: int
    companies: tuple[Company, ...]


def group_of(rows: QuerySet[GroupCompany]) -> tuple[GroupYear, ...]:
    """A group year by year, the latest first. Who owns whom in a circle is told at the end, without depth."""
    years: dict[int, list[GroupCompany]] = defaultdict(list)
    for each in rows.order_by("-year", "name", "pk"):
        years[each.year].append(each)
    return tuple(GroupYear(year, tuple(_in_order(companies))) for year, companies in years.items())


def _in_order(companies: Sequence[GroupCompany]) -> list[Company]:
    names = {each.org_number: each.name for each in companies}
    below: dict[str, list[GroupCompany]] = defaultdict(list)
    for each in companies:
        below[each.parent_number if each.parent_number in names else ""].append(each)
    found: list[Company] = []
    waiting = [(each, 0) for each in reversed(below[""])]
    told: set[str] = set()
    while waiting:
        each, depth = waiting.pop()
        told.add(each.org_number)
        found.append(_company(each, depth, names))
        waiting += [(child, depth + 1) for child in reversed(below[each.org_number])]
    return found + [_company(each, 0, names) for each in companies if each.org_number not in told]


def _company(each: GroupCompany, depth: int, names: dict[str, str]) -> Company:
    margin = None
    if each.turnover_sek is not None and each.result_sek is not None:
        margin = share(each.result_sek, each.turnover_sek)
    parent = names.get(each.parent_number, "")
    return Company(depth, each.name, each.org_number, parent, each.turnover_sek, each.result_sek, margin)


@dataclass(frozen=True)
class Photo:
    """A photo on paper: the picture itself, and what it shows."""

    caption: str
    data: str


@dataclass(frozen=True)
class ReviewSummary:
    """All that paper says of a review."""

    title: str
    buyer: str
    contract: str
    supplier: str
    method: str
    status: str
    planned_on: date
    done_on: date | None
    next_on: date | None
    summary: str
    followed_routine: bool | None
    counts: tuple[tuple[str, int], ...]
    answers: tuple[ReviewAnswer, ...]
    findings: tuple[Finding, ...]
    rows: tuple[SheetRow, ...]
    gate: GateSheet
    payslips: PayslipSheet
    group: tuple[GroupYear, ...]
    photos: tuple[Photo, ...]
    left_out: int
    on: date
    is_demo: bool


def review_summary(review: Review, *, user: User, on: date) -> ReviewSummary:
    """A review as a person may know of it, as it stands on a day."""
    answers = tuple(review.answers.order_by("order", "pk"))
    counted = Counter(each.answer for each in answers)
    photos = ReviewPhoto.objects.visible_to(user).filter(review=review, media_type__startswith="image/")
    shown = list(photos.order_by("uploaded_at", "pk"))
    rows = SheetRow.objects.visible_to(user).filter(review=review)
    return ReviewSummary(
        title=f"Uppföljning av {review.contract.supplier}",
        buyer=review.contract.buyer.name,
        contract=str(review.contract),
        supplier=str(review.contract.supplier),
        method=review.get_method_display(),
        status=review.get_status_display(),
        planned_on=review.planned_on,
        done_on=review.done_on,
        next_on=review.next_on,
        summary=review.summary,
        followed_routine=review.followed_routine,
        counts=tuple((label, counted[code]) for code, label in (*ReviewAnswer.Answer.choices, ("", "inte besvarat"))),
        answers=answers,
        findings=tuple(Finding.objects.visible_to(user).filter(review=review).order_by("registered_on", "pk")),
        rows=tuple(rows.order_by("kind", "reference", "pk")),
        gate=gate_sheet(GateCount.objects.visible_to(user).filter(review=review)),
        payslips=payslip_sheet(PayslipCheck.objects.visible_to(user).filter(review=review)),
        group=group_of(GroupCompany.objects.visible_to(user).filter(review=review)),
        photos=tuple(found for each in shown[:_MOST_ON_PAPER] if (found := _on_paper(each))),
        left_out=max(len(shown) - _MOST_ON_PAPER, 0),
        on=on,
        is_demo=review.contract.buyer.is_demo,
    )


def _on_paper(photo: ReviewPhoto) -> Photo | None:
    try:
        with photo.file.open("rb") as file:
            drawn = without_metadata(file, longest=_ON_PAPER).getvalue()
    except (NotAPhoto, FileNotFoundError):
        return None  # a copy that was brought back without its files has the rest
    return Photo(str(photo), f"data:image/jpeg;base64,{base64.b64encode(drawn).decode()}")


def review_pdf(summary: ReviewSummary) -> bytes:
    """As a tagged PDF."""
    return render_pdf(
        template="followup/field/review_pdf.html",
        context={"review": summary, "picture": gate_picture(summary.gate)},
        title=summary.title,
        is_demo=summary.is_demo,
    )


@dataclass(frozen=True)
class Quarter:
    """A quarter of a scorecard, and whether anything was bought on the contract in it."""

    first: date
    number: int
    has_activity: bool

    @property
    def name(self) -> str:
        """As people say it."""
        return f"kv {self.number} {self.first.year}"


@dataclass(frozen=True)
class CardLine:
    """A key figure, quarter by quarter."""

    kpi: ContractKpi
    scores: tuple[tuple[Quarter, Score], ...]


@dataclass(frozen=True)
class Card:
    """A contract's key figures. `met` of `scored` are as they should; `missing` is how many key figures it lacks."""

    quarters: tuple[Quarter, ...]
    lines: tuple[CardLine, ...]
    met: int
    scored: int
    missing: int


def scorecard(contract: Contract, *, on: date) -> Card:
    """The last four quarters that are over on a day. Without activity nothing is scored, and that is said."""
    firsts = quarters_until(on)
    active = activity_by_quarter(contract, firsts)
    quarters = tuple(Quarter(first, (first.month + 2) // 3, first in active) for first in firsts)
    lines = []
    for kpi in ContractKpi.objects.of_contract(contract):
        values = {each.quarter: each.value for each in kpi.values.all()}
        scores = tuple(
            (
                each,
                score(
                    values.get(each.first),
                    target=kpi.target,
                    more_is_better=kpi.more_is_better,
                    has_activity=each.has_activity,
                ),
            )
            for each in quarters
        )
        lines.append(CardLine(kpi, scores))
    met, scored = share_met([found for line in lines for _, found in line.scores])
    level = FollowUpClass.objects.filter(contract=contract).values_list("effective", flat=True).first()
    missing = max(LEAST_KPIS - len(lines), 0) if level == 1 else 0
    return Card(quarters, tuple(lines), met, scored, missing)
