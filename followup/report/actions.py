"""The June report on its way: opened, commented, looked through, approved by another, locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from activities.plan.models import EffectGoal
from contracts.plan.models import Category
from followup.report.models import GoalComment, LockedPaper, StatusReport
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import check_shown, mark_of_all, save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class ReportIsClosed(Exception):
    """The report is in a state where this cannot be done."""


class MustBeAnother(Exception):
    """Whoever opened the report, changed it or commented a goal in it cannot approve it."""

    def __init__(self) -> None:
        super().__init__("Du har skrivit i rapporten. Någon annan behöver godkänna den.")


_OPEN = (StatusReport.Status.DRAFT, StatusReport.Status.REVIEW)
_WHY = "Skriv varför rapporten blir utkast igen."


@transaction.atomic
def open_report(*, category: Category, year: int, by: User, at: datetime) -> StatusReport:
    """Begin a year's report; one that is begun already is that one."""
    require(by, "followup.change_statusreport", category)
    try:
        with transaction.atomic():
            report = StatusReport.objects.create(category=category, year=year, written_by=by)
            report.writers.add(by)
            return report
    except IntegrityError:
        return StatusReport.objects.get(category=category, year=year)


def _locked(report_id: int, *allowed: str) -> StatusReport:
    report = StatusReport.objects.select_for_update(of=("self",)).get(pk=report_id)
    if why := why_closed(report, *allowed):
        raise ReportIsClosed(why)
    return report


def why_closed(report: StatusReport, *allowed: str) -> str:
    """Where a report stands, as a sentence, unless it is where something is allowed: to be written in, if no more is
    said.
    """
    return "" if report.status in (allowed or _OPEN) else f"Rapporten är {report.get_status_display()}."


@transaction.atomic
def save_report(*, report: StatusReport, by: User, at: datetime, version: int | None) -> StatusReport:
    """Change the report's own words. Raises ReportIsClosed when it is approved, ValidationError, ChangedMeanwhile."""
    stored = _locked(report.pk, *_OPEN)
    require(by, "followup.change_statusreport", stored)
    if any(getattr(report, name) != getattr(stored, name) for name in StatusReport.WORDS):
        # Words that are saved as they stood are nobody's writing.
        stored.writers.add(by)
    return save_checked(report, by=by, at=at, version=version)


@transaction.atomic
def comment_goal(*, comment: GoalComment, by: User, at: datetime, version: int | None) -> GoalComment:
    """Say how a goal went. Raises as `save_report`."""
    report = _locked(comment.report_id, *_OPEN)
    report.writers.add(by)
    comment.by, comment.at = by, at
    return save_checked(comment, by=by, at=at, version=version)


def blank_comment(report: StatusReport, goal: EffectGoal, by: User, at: datetime) -> GoalComment:
    """The comment that a goal has in a report, or a new one."""
    found = report.comments.filter(goal=goal).first()
    return found or GoalComment(report=report, goal=goal, by=by, at=at)


@transaction.atomic
def send_for_review(*, report_id: int, by: User, at: datetime) -> StatusReport:
    """Let others look the report through. Raises ReportIsClosed."""
    report = _locked(report_id, StatusReport.Status.DRAFT)
    require(by, "followup.change_statusreport", report)
    return _move(report, StatusReport.Status.REVIEW)


@transaction.atomic
def reopen_report(*, report_id: int, reason: str, by: User, at: datetime) -> StatusReport:
    """Whoever writes takes a report that is not locked back; its snapshot goes.

    Raises ReportIsClosed, and ValidationError where another's approval goes with it and nothing is said of why.
    """
    report = _locked(report_id, StatusReport.Status.REVIEW, StatusReport.Status.APPROVED)
    require(by, "followup.change_statusreport", report)
    if report.status == StatusReport.Status.APPROVED and not reason.strip():
        raise ValidationError({"reason": _WHY})
    return _draft_again(report, reason=reason, by=by, at=at)


@transaction.atomic
def return_report(*, report_id: int, reason: str, by: User, at: datetime) -> StatusReport:
    """Whoever approves gives a report that is not locked back to be written. Raises as that."""
    report = _locked(report_id, StatusReport.Status.REVIEW, StatusReport.Status.APPROVED)
    require(by, "followup.approve_statusreport", report)
    if not reason.strip():
        raise ValidationError({"reason": _WHY})
    return _draft_again(report, reason=reason, by=by, at=at)


def _draft_again(report: StatusReport, *, reason: str, by: User, at: datetime) -> StatusReport:
    report.snapshot = report.approved_by = report.approved_at = None
    report.returned_reason, report.returned_by, report.returned_at = reason.strip(), by, at
    return _move(report, StatusReport.Status.DRAFT)


@transaction.atomic
def approve_report(
    *,
    report_id: int,
    snapshot: Callable[[StatusReport], object],
    by: User,
    at: datetime,
    shown: str | None = None,
) -> StatusReport:
    """Approve a report as it says now. Raises ReportIsClosed, MustBeAnother for whoever wrote in it, and NotAsShown.

    `snapshot` says what it says, and is asked under the lock: a comment is in the report, or is refused, never lost.
    `shown` is mark_of the words that the person was shown.
    """
    report = _locked(report_id, StatusReport.Status.REVIEW)
    require(by, "followup.approve_statusreport", report)
    if report.written_by_id == by.pk or report.writers.filter(pk=by.pk).exists():
        raise MustBeAnother
    check_shown(f"Texterna i {report}", shown=shown, now=mark_of(report))
    report.snapshot, report.approved_by, report.approved_at = snapshot(report), by, at
    report.returned_reason, report.returned_by, report.returned_at = "", None, None
    return _move(report, StatusReport.Status.APPROVED)


def mark_of(report: StatusReport) -> str:
    """What changes with any word that a person has written in a report."""
    return mark_of_all([report.version, *report.comments.order_by("pk").values_list("pk", "version")])


@transaction.atomic
def lock_report(*, report_id: int, draw: Callable[[StatusReport], bytes], by: User, at: datetime) -> StatusReport:
    """Lock an approved report for good, with the file that `draw` makes of it. Raises ReportIsClosed."""
    report = _locked(report_id, StatusReport.Status.APPROVED)
    require(by, "followup.approve_statusreport", report)
    report.locked_at = at
    _move(report, StatusReport.Status.LOCKED)
    LockedPaper.objects.create(report=report, content=draw(report), drawn_at=at)
    return report


def locked_paper(*, report: StatusReport, draw: Callable[[StatusReport], bytes], at: datetime) -> bytes:
    """A locked report's file, the same bytes each time. One that was locked before files were kept gets its own now.

    Of two that ask for the first time at once, both get the file of the one that was there first.
    """
    if report.status != StatusReport.Status.LOCKED:
        raise ReportIsClosed(f"Rapporten är {report.get_status_display()}, inte fastställd.")
    paper = LockedPaper.objects.filter(report=report).first()
    if paper is None:
        paper, _ = LockedPaper.objects.get_or_create(report=report, defaults={"content": draw(report), "drawn_at": at})
    return bytes(paper.content)


def _move(report: StatusReport, status: StatusReport.Status) -> StatusReport:
    report.status = status
    report.version += 1
    report.save()
    return report
