"""What the demo has done about its findings, read of its suppliers, asked their users, and agreed with them.

Invented, and the same each time. Nothing of it names a person, and no feed is ever fetched.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from contracts.plan.models import ContractArea
from contracts.suppliers.models import Supplier, SupplierUnit
from followup.findings.actions import (
    decide_penalty,
    register_answer,
    report_to_authority,
    send_step,
    take_step,
)
from followup.findings.models import FindingStep
from followup.meetings.actions import agree, invite_suppliers, note_attendance, save_meeting
from followup.meetings.models import MeetingTask, SupplierMeeting
from followup.reviews.models import Finding
from followup.surveys.actions import load_survey, preview_survey, propose_requirement
from followup.surveys.imports import ResultRow
from followup.surveys.models import Survey, SurveyResult
from followup.watch.actions import judge_hit, keep_hits, report_hit
from followup.watch.choices import Priority
from followup.watch.imports import Item
from followup.watch.models import Feed, MediaHit, SearchWord
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.workdays import working_day_from

_WATCHED = 6
_ARTICLES = (
    "{name} får kritik för bemanningen",
    "{name} öppnar nytt boende",
    "Fackförbund varslar om konflikt med {name}",
)
_QUESTIONS = ("Känner du dig trygg?", "Får du bestämma själv hur din dag ser ut?", "Bemöter personalen dig väl?")
_MEANS = (("4.2", "3.9", "4.5"), ("4.0", "2.7", "4.4"), ("4.3", "2.5", "4.6"))
_SEASONS = ("vintern", "våren", "sommaren", "hösten")
_AGENDA = "1. Läget i området\n2. Resultat av årets uppföljning\n3. Bemanning på helger\n4. Frågor från leverantörerna"


def load_findings(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Steps, reports, hits, a survey for three years and two meetings; once."""
    if Feed.objects.filter(buyer=buyer).exists():
        return
    _climb(buyer, users, on, at)
    _watch(buyer, users, on, at)
    _ask_users(buyer, users, on, at)
    _meet(buyer, users, on, at)


def _climb(buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    by, chief = users["uppfoljare"], users["upphandlingschef"]
    found = {each.step: each for each in Finding.objects.public().filter(buyer=buyer, status="OPEN").order_by("-pk")}
    if told := found.get("REPORTED"):
        day = told.reported_on or on
        report_to_authority(finding=told, authority="IVO", reported_on=day, number="8.5-2041/2026", by=by, at=at)
    if warned := found.get("WARNING"):
        reason = "Fakturerade dygn stämmer inte med närvaron. Rättas det inte prövar vi vite."
        step = take_step(finding=warned, step="WARNING", reason=reason, by=by, at=at)
        send_step(step_id=step.pk, by=by, at=at)
        register_answer(step=step, words="Vi har gått igenom närvaron och återkommer med rättelser.", by=by, at=at)
        _propose(warned, Decimal(50_000), "Rättelserna har inte kommit.", by, at)
    if corrected := found.get("CORRECTION"):
        reason = "Bemanningen nattetid är lägre än avtalet. Rätta schemat."
        step = take_step(finding=corrected, step="CORRECTION", reason=reason, by=by, at=at)
        send_step(step_id=step.pk, by=by, at=at)
    if open_one := found.get("DIALOGUE"):
        step = _propose(open_one, Decimal(20_000), "Planerna saknas fortfarande.", by, at)
        decide_penalty(step_id=step.pk, approve=True, by=chief, at=at)


def _propose(finding: Finding, penalty_sek: Decimal, reason: str, by: User, at: datetime) -> FindingStep:
    return take_step(
        finding=finding, step="PENALTY", reason=reason, penalty_sek=penalty_sek, clause="kap. 9.3", by=by, at=at
    )


def _some_suppliers(buyer: Organization, number: int) -> list[Supplier]:
    """Open ones with a contract, the same each time."""
    found = Supplier.objects.public().filter(contracts__buyer=buyer, merged_into__isnull=True).distinct()
    return list(found.order_by("pk")[:number])


def _watch(buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    # Addresses that lead nowhere: the demo asks nobody.
    feed, _other = (
        Feed.objects.create(buyer=buyer, name=name, url=f"https://{host}.example.se/rss", is_active=False)
        for name, host in (("Lokaltidningen", "lokaltidningen"), ("Tillsyn i länet", "tillsyn"))
    )
    suppliers = _some_suppliers(buyer, _WATCHED)
    items = []
    for no, each in enumerate(suppliers):
        priority = Priority.HIGH if no < 2 else Priority.NORMAL
        SearchWord.objects.create(buyer=buyer, supplier=each, words=each.name[:100], priority=priority)
        title = _ARTICLES[no % len(_ARTICLES)].format(name=each.name)
        items.append(Item(f"https://lokaltidningen.example.se/{no}", title, "", on - timedelta(days=no)))
    keep_hits(feed=feed, items=items, at=at)
    by = users["uppfoljare"]
    hits = list(MediaHit.objects.filter(buyer=buyer).order_by("pk")[:3])
    for hit, is_relevant in zip(hits[1:], (False, True), strict=False):
        judge_hit(hit_id=hit.pk, is_relevant=is_relevant, reason="" if is_relevant else "Annan ort", by=by, at=at)
    if hits:
        words = "Artikeln säger att bemanningen har varit för låg under hösten."
        report_hit(hit_id=hits[0].pk, severity="MEDIUM", words=words, by=by, at=at)


def _ask_users(buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    by = users["uppfoljare"]
    units = SupplierUnit.objects.public().filter(supplier__org_number__isnull=False, supplier__is_sole_trader=False)
    most = ContractArea.objects.filter(units__in=units.values("pk")).annotate(n=Count("units")).order_by("-n", "pk")
    area = most.first()
    asked = list(units.filter(areas=area).select_related("supplier").order_by("pk")[:8])
    for back, means in zip((2, 1, 0), _MEANS, strict=True):
        rows = [
            ResultRow(
                line=no + 2,
                org_number=str(unit.supplier.org_number),
                unit=unit.name,
                question=question,
                mean=Decimal(mean) + Decimal(of % 3) / 10,
                scale=Decimal(5),
                answers=4 if of == 7 else 12 + of,
            )
            for of, unit in enumerate(asked)
            for no, (question, mean) in enumerate(zip(_QUESTIONS, means, strict=True))
        ]
        survey = preview_survey(
            buyer=buyer,
            name="Brukarenkät boende",
            year=on.year - back,
            area=area,
            file_name=f"brukarenkat-{on.year - back}.xlsx",
            rows=rows,
            errors=[],
            by=by,
            at=at,
        )
        if rows:
            load_survey(survey_id=survey.pk, by=by, at=at)
    latest = Survey.objects.filter(buyer=buyer, year=on.year)
    low = SurveyResult.objects.filter(survey__in=latest, question=_QUESTIONS[1]).order_by("mean", "pk").first()
    if low is not None:
        text = "Den enskilde väljer själv tider för måltider och aktiviteter."
        propose_requirement(result_id=low.pk, text=text, by=by, at=at)


def _meet(buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    by = users["uppfoljare"]
    areas = list(ContractArea.objects.filter(category__buyer=buyer).order_by("pk")[:2])
    for days, notes in ((-60, "Alla redovisade bemanningen. Två saknar plan för helgerna."), (60, "")):
        day = working_day_from(on + timedelta(days=days))
        starts_at = datetime.combine(day, time(13), tzinfo=timezone.get_default_timezone())
        meeting = SupplierMeeting(
            buyer=buyer,
            title=f"Leverantörsmöte {_SEASONS[(day.month - 1) // 3]} {day.year}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            place="Kommunalhuset, sal Fullersta",
            agenda=_AGENDA,
            notes=notes,
        )
        save_meeting(meeting=meeting, areas=areas, by=by, at=at)
        invited = invite_suppliers(meeting_id=meeting.pk, by=by, at=min(at, starts_at - timedelta(days=30)))
        if days < 0:
            note_attendance(meeting_id=meeting.pk, came=[each.pk for each in invited[::2]], by=by, at=at)
            due_on = on + timedelta(days=10)
            task = MeetingTask(meeting=meeting, what="Begär in planer för helgerna", due_on=due_on, responsible=by)
            agree(task=task, by=by, at=at)
