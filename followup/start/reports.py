"""The start page: what needs a person today, what has changed, and where he usually goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone

from activities.activities.models import Activity, ProgressNote
from activities.plan.models import CategoryPlan
from contracts.documents.models import Document
from contracts.terms.models import ExtensionOption
from followup.approvals.kinds import Answer
from followup.approvals.reports import Waiting, answers_to, approvals_for
from followup.duties.models import Duty
from followup.duties.querysets import seen_by
from followup.duties.reminders import still_asked
from followup.ledger.models import LedgerImport
from followup.measures.reports import GoalLine, goal_lines
from followup.report.models import StatusReport
from followup.reviews.models import Finding, Review
from followup.start.changes import KINDS
from followup.start.kinds import ALL, STEPS, Step
from followup.start.models import FirstSteps
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.jobs.reports import LEFT_AS_IT_WAS
from huddinge_vo.common.jobs.tasks import title_of
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.rights import roles_of
from huddinge_vo.common.saved_views.models import SavedView
from procurement.projects.models import Project

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization

_SHOWN_DUTIES = 8
_SHOWN_CHANGES = 10
_SHOWN_VIEWS = 8
_SHOWN_JOBS = 5
_KEEPS_THE_SYSTEM = "common.change_user"  # as the page of the system's health asks
_CHANGED_WITHIN_DAYS = 14
# words, address, permission: those a person may use are shown, in this order
_SHORTCUTS = (
    ("Hitta plats", "procurement:find-place", "procurement.add_placement"),
    ("Nytt avsteg", "procurement:deviation-create", "procurement.add_placement"),
    ("Anmäl en brist hos en leverantör", "followup:finding-report", "followup.add_finding"),
    ("Leverantörer", "contracts:supplier-list", "contracts.view_supplier"),
    ("Sök i dokument", "contracts:document-list", "contracts.view_document"),
    ("Nytt avtal", "contracts:contract-create", "contracts.add_contract"),
    ("Ny upphandling", "procurement:project-create", "procurement.add_project"),
    ("Granska nya priser", "contracts:adjustment-list", "contracts.change_priceadjustment"),
    ("Läs in reskontra", "followup:import-upload", "followup.add_ledgerimport"),
    ("Aktiviteternas tavla", "activities:activity-board", "activities.change_activity"),
    ("Planera årets uppföljningar", "followup:review-list", "followup.add_review"),
    ("Statusrapporten", "followup:status-report", "followup.change_statusreport"),
    ("Åtkomstlogg", "reading-list", "common.view_secretreading"),
)


@dataclass(frozen=True)
class Shortcut:
    """Somewhere a person often goes."""

    words: str
    href: str


@dataclass(frozen=True)
class News:
    """Something that has happened, and where to read of it."""

    on: date
    words: str
    href: str


@dataclass(frozen=True)
class StepLine:
    """A first step, where it begins, and whether the person has taken it."""

    step: Step
    href: str
    is_done: bool


@dataclass(frozen=True)
class StepList:
    """The first steps of a person's roles at a buyer."""

    lines: tuple[StepLine, ...]

    @property
    def done(self) -> int:
        """How many are taken."""
        return sum(line.is_done for line in self.lines)

    @property
    def is_complete(self) -> bool:
        """Whether all are."""
        return self.done == len(self.lines)

    @property
    def next(self) -> StepLine | None:
        """The first that is not taken."""
        return next((line for line in self.lines if not line.is_done), None)


@dataclass(frozen=True)
class Changed:
    """So many of a kind since a moment; `rows` are the latest of them, as text and address, where that was asked."""

    code: str
    words: str
    rows: tuple[tuple[str, str], ...] = ()
    more: int = 0


def changed_since(*, user: User, buyer: Organization | None, since: datetime, shown: int = 0) -> tuple[Changed, ...]:
    """What has changed at a buyer since a moment, of what a person may see: one question a kind, two with its rows."""
    if buyer is None:
        return ()
    found = []
    for kind in KINDS:
        if not user.has_perm(kind.permission, buyer):
            continue
        rows = kind.rows(user, buyer, since)
        if count := rows.count():
            latest = tuple((kind.title(row), kind.href(row)) for row in rows[:shown]) if shown else ()
            words = f"{count} {kind.one if count == 1 else kind.many}"
            found.append(Changed(kind.code, words, latest, max(count - len(latest), 0)))
    return tuple(found)


@dataclass(frozen=True)
class FailedJob:
    """A job that did not go, and that waits for somebody; `retry` is the id to try it again by, where he may."""

    href: str
    title: str
    reason: str
    retry: int | None


def failed_jobs(user: User, buyer: Organization | None) -> tuple[FailedJob, ...]:
    """Jobs that failed and have not gone since: those that a person has asked for, the latest first, and for whoever
    keeps the system those that nothing tries again by itself. Three questions.

    Why is told in the system's words to whoever can do something about it, and to others what it means to them.
    """
    mine = list(AskedJob.objects.visible_to(user).failed().order_by("-ended_at", "-pk")[:_SHOWN_JOBS])
    kept = UnfinishedJob.objects.filter(name__in={each.name for each in mine}, failed_at__isnull=False)
    stored = {(each.name, each.subject): each for each in kept.order_by("pk")} if mine else {}
    told = []
    for asked in mine:
        job = stored.get((asked.name, asked.subject))
        may = job is not None and user.has_perm("common.change_unfinishedjob", job)
        told.append(
            FailedJob(
                asked.get_absolute_url(),
                title_of(asked),
                job.reason if job is not None and may else LEFT_AS_IT_WAS,
                job.pk if job is not None and may else None,
            )
        )
    if buyer is not None and user.has_perm(_KEEPS_THE_SYSTEM, buyer):
        theirs = UnfinishedJob.objects.visible_to(user).filter(failed_at__isnull=False, is_given_up=True)
        own = {(each.name, each.subject) for each in mine}
        told += [
            FailedJob(reverse("job-list"), title_of(job), job.reason, job.pk)
            for job in theirs.order_by("-failed_at", "-pk")[:_SHOWN_JOBS]
            if (job.name, job.subject) not in own
        ]
    return tuple(told)


@dataclass(frozen=True)
class StartPage:
    """What one sees first. Goals are told to those who may read measures; projects to those who buy."""

    steps: StepList | None
    approvals: tuple[Waiting, ...]
    jobs: tuple[FailedJob, ...]
    since: datetime
    was_here: bool
    changed: tuple[Changed, ...]
    answers: tuple[Answer, ...]
    duties: tuple[Duty, ...]
    more_duties: int
    goals: tuple[GoalLine, ...]
    projects: tuple[Project, ...]
    late_activities: tuple[Activity, ...]
    report: StatusReport | None
    news: tuple[News, ...]
    shortcuts: tuple[Shortcut, ...]
    views: tuple[SavedView, ...]


def start_page(
    *, user: User, buyer: Organization | None, on: date, at: datetime, since: datetime | None = None
) -> StartPage:
    """Everything on the start page, as the person may see it. `since` is when he was here last, if that is known."""
    was_here = since is not None
    since = since or at - timedelta(days=_CHANGED_WITHIN_DAYS)
    mine = Duty.objects.of_person(user).to_do_on(on).for_list().order_by("due_on", "pk")
    duties = seen_by(still_asked(mine, on), user)
    plan = CategoryPlan.objects.visible_to(user).current_for(buyer, on=on).select_related("category").first()
    goals = goal_lines(plan) if plan and user.has_perm("followup.view_measure", buyer) else ()
    projects = Project.objects.visible_to(user).filter(buyer=buyer, status="ONGOING").order_by("contract_start", "pk")
    late = Activity.objects.visible_to(user).filter(plan=plan).late_on(on).order_by("ends_on", "pk")
    reports = StatusReport.objects.visible_to(user).filter(category__buyer=buyer)
    reports = reports.exclude(status=StatusReport.Status.LOCKED).order_by("-year", "pk")
    return StartPage(
        steps=first_steps(user, buyer),
        approvals=approvals_for(user, buyer),
        jobs=failed_jobs(user, buyer),
        since=since,
        was_here=was_here,
        changed=changed_since(user=user, buyer=buyer, since=since),
        answers=answers_to(user, since=at - timedelta(days=_CHANGED_WITHIN_DAYS)),
        duties=tuple(duties[:_SHOWN_DUTIES]),
        more_duties=max(len(duties) - _SHOWN_DUTIES, 0),
        goals=goals,
        projects=tuple(projects[:5]) if user.has_perm("procurement.change_project", buyer) else (),
        late_activities=tuple(late[:5]) if user.has_perm("activities.change_activity", buyer) else (),
        report=reports.first() if user.has_perm("followup.view_statusreport", buyer) else None,
        news=tuple(
            sorted(_news(user, buyer, since=at - timedelta(days=_CHANGED_WITHIN_DAYS)), key=_latest_first)[
                :_SHOWN_CHANGES
            ]
        ),
        shortcuts=tuple(_shortcuts(user, buyer)),
        views=tuple(SavedView.objects.owned_by(user).filter(buyer=buyer).order_by("-saved_at", "-pk")[:_SHOWN_VIEWS]),
    )


def first_steps(user: User, buyer: Organization | None) -> StepList | None:
    """The steps of the person's roles, ticked; nothing for who has put the list away or has no role.

    Two questions, however many steps and roles: what is kept of the list, and which steps have left their traces.
    """
    roles = {ALL, *roles_of(user, buyer)}
    steps = [
        step for step in STEPS.values() if not roles.isdisjoint(step.roles) and user.has_perm(step.permission, buyer)
    ]
    if len(roles) == 1 or not steps:
        return None
    mine = FirstSteps.objects.filter(user=user).first()
    if mine is not None and mine.put_away_at is not None:
        return None
    traced = {step.code: Exists(step.done(user)) for step in steps if step.done is not None}
    taken = User.objects.filter(pk=user.pk).values(**traced).get() if traced else {}
    read = set(mine.read) if mine is not None else set()
    return StepList(
        tuple(
            StepLine(
                step, reverse("followup:first-step", args=[step.code]), step.code in read or bool(taken.get(step.code))
            )
            for step in steps
        )
    )


def _latest_first(news: News) -> tuple[int, str]:
    return (-news.on.toordinal(), news.words)


def _news(user: User, buyer: Organization | None, *, since: datetime) -> Iterator[News]:
    """What has happened lately at a buyer of what a person may see; each kind is cut where it would fill the page."""
    loaded = LedgerImport.objects.visible_to(user).filter(buyer=buyer, loaded_at__gte=since, status="LOADED")
    for file in loaded.order_by("-loaded_at", "-pk")[:3]:
        if file.loaded_at:
            yield News(
                timezone.localdate(file.loaded_at), f"Reskontra inläst: {file.original_name}", file.get_absolute_url()
            )
    of_buyer = (Q(**{name: None}) | Q(**{f"{name}__buyer": buyer}) for name in ("contract", "framework"))
    documents = Document.objects.visible_to(user).with_holders().filter(*of_buyer, uploaded_at__gte=since)
    for document in documents.order_by("-uploaded_at", "-pk")[:5]:
        words = f"Nytt dokument: {document.title}, {document.holder}"
        yield News(timezone.localdate(document.uploaded_at), words, document.holder.get_absolute_url())
    activities = Activity.objects.visible_to(user).filter(plan__category__buyer=buyer)
    notes = ProgressNote.objects.filter(activity__in=activities, at__gte=since)
    for said in notes.select_related("activity").order_by("-at", "-pk")[:5]:
        yield News(
            timezone.localdate(said.at),
            f"Aktivitet {said.activity}: {said.text[:100]}",
            said.activity.get_absolute_url(),
        )
    yield from _followed_up(user, buyer, timezone.localdate(since))
    decided = (
        ExtensionOption.objects.visible_to(user)
        .filter(Q(framework__buyer=buyer) | Q(contract__buyer=buyer), decided_on__gte=timezone.localdate(since))
        .select_related("framework", "contract")
    )
    for option in decided.order_by("-decided_on", "-pk")[:5]:
        holder = option.framework or option.contract
        if holder is not None and option.decided_on is not None:
            yield News(option.decided_on, f"Option {option.number} beslutad: {holder}", holder.get_absolute_url())


def _followed_up(user: User, buyer: Organization | None, since: date) -> Iterator[News]:
    """Reviews done and findings reported since a day."""
    done = Review.objects.visible_to(user).filter(contract__buyer=buyer, status=Review.Status.DONE, done_on__gte=since)
    for review in done.select_related("contract__supplier").order_by("-done_on", "-pk")[:3]:
        if review.done_on is not None:
            yield News(review.done_on, f"Uppföljd: {review.contract.supplier}", review.get_absolute_url())
    found = Finding.objects.visible_to(user).filter(buyer=buyer, registered_on__gte=since).select_related("supplier")
    for finding in found.order_by("-registered_on", "-pk")[:3]:
        yield News(finding.registered_on, f"Brist anmäld: {finding.supplier}", finding.get_absolute_url())


def _shortcuts(user: User, buyer: Organization | None) -> Iterator[Shortcut]:
    for words, name, permission in _SHORTCUTS:
        if user.has_perm(permission, buyer):
            yield Shortcut(words, reverse(name))
