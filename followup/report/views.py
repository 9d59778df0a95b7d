"""The June report: on screen, on its way to be approved, and as the same on paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from contracts.plan.models import Category
from followup.judging.models import SpendMonth
from followup.judging.reports import PlanSpend, plan_spend_of
from followup.report import actions
from followup.report.forms import ApproveForm, GoalCommentForm, ReportForm, ReturnForm
from followup.report.models import GoalComment, StatusReport
from followup.report.reports import (
    YearReport,
    changes_since,
    goal_as_told,
    goals_told,
    kept_report,
    kept_report_pdf,
    lacking,
    last_written,
    report_years,
    snapshot,
    status_report,
    status_report_context,
    status_report_pdf,
    years_of,
)
from followup.report.reports.snapshot import Since
from followup.spend.reports import root_category
from huddinge_vo.common.pages.asked import misread
from huddinge_vo.common.pages.fetching import WaitedFor
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.querysets import look_up_hidden

_Status = StatusReport.Status


def _root(request: HttpRequest) -> Category | None:
    buyer = current_buyer(request)
    return root_category(buyer) if buyer else None


def _told(
    request: HttpRequest, root: Category, year: int, read: PlanSpend | None = None
) -> tuple[YearReport, StatusReport | None]:
    """A year's report as it is to be read: as it was approved, else as it stands for the person today."""
    user = user_of(request)
    seen = StatusReport.objects.visible_to(user).filter(category=root, year=year)
    kept = seen.select_related("category", "approved_by", "returned_by").first()
    if kept is not None and kept.snapshot is not None:
        return kept_report(kept), kept
    look_up_hidden(user, SpendMonth)
    return status_report(root=root, user=user, year=year, on=timezone.localdate(), read=read), kept


class StatusReportPage(PermissionRequiredMixin, TemplateView):
    """A year's report, and where it is on its way."""

    permission_required = "followup.view_statusreport"
    template_name = "followup/report/status_report.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """One report; the latest year unless another is asked for."""
        read = plan_spend_of(current_buyer(self.request), user_of(self.request))
        root = read.root if read else None
        context = {**super().get_context_data(**kwargs), "root": root}
        months = read.whole.months(timezone.localdate()) if read else None
        years = years_of(months.first, months.last) if months else []
        if root is None or not years:
            return context
        asked = self.request.GET.get("ar", "")
        # The latest June that has been; the coming one can be looked at as it stands.
        due = [year for year in years if year <= timezone.localdate().year]
        year = next((year for year in years if str(year) == asked), due[0] if due else years[0])
        report, kept = _told(self.request, root, year, read)
        since: tuple[Since, ...] = ()
        if kept is not None and kept.snapshot is not None:
            since = changes_since(report, status_report(root=root, user=None, year=year, on=timezone.localdate()))
        written = kept if kept is not None and kept.snapshot is None else None
        return {
            **context,
            "years": years,
            "misread": misread("år", f"år {year}") if asked and str(year) != asked else "",
            "kept": kept,
            "since": since,
            **(_standing(written, user_of(self.request)) if written else {}),
            **status_report_context(report),
        }


def _standing(kept: StatusReport, user: User) -> dict[str, object]:
    """What a report that is still written lacks, and the goals that a person may comment in it."""
    lacks = lacking(kept, on=timezone.localdate())
    every = user.has_perm("followup.change_goalcomment", kept)
    return {"lacks": lacks, "goals_to_comment": [goal for goal in lacks.told if every or goal.owner_id == user.pk]}


class StatusReportPdf(PermissionRequiredMixin, WaitedFor):
    """The same report as a file."""

    permission_required = "followup.view_statusreport"
    title = "Statusrapport"

    def back(self) -> str:
        """The report on screen."""
        return f"{reverse('followup:status-report')}?ar={self.kwargs['year']}"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Draw it; a year without a report has no page."""
        root = _root(request)
        if root is None or year not in report_years(root):
            raise Http404("Det finns ingen statusrapport för det året.")
        report, kept = _told(request, root, year)
        if kept is not None and kept.status == StatusReport.Status.LOCKED:
            pdf = actions.locked_paper(report=kept, draw=kept_report_pdf, at=timezone.now())
        else:
            pdf = status_report_pdf(report, kept)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="statusrapport-{year}.pdf"'
        return response


class StatusReportOpen(PermissionRequiredMixin, View):
    """Begin a year's report."""

    permission_required = "followup.change_statusreport"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Begin it; who begins it has written it."""
        root = _root(request)
        if root is None or year not in report_years(root):
            raise Http404("Det finns ingen statusrapport för det året.")
        user = user_of(request)
        report = actions.open_report(category=root, year=year, by=user, at=timezone.now())
        messages.success(request, f"{report} är öppnad som utkast.")
        return HttpResponseRedirect(report.get_absolute_url())


class StatusReportEdit(EditPage):
    """The report's own words."""

    permission_required = "followup.change_statusreport"
    form_class = ReportForm
    model = StatusReport
    refusals = (actions.ReportIsClosed,)

    def too_late(self) -> str:
        """What is approved stays as it was."""
        return actions.why_closed(self.instance())

    def do(self, form: ReportForm) -> StatusReport:
        """Save them."""
        user = user_of(self.request)
        version = form.cleaned_data.get("version")
        return actions.save_report(report=form.instance, by=user, at=timezone.now(), version=version)


class GoalCommentEdit(EditPage):
    """What a goal's owner says of the year: the owner himself, or somebody who may comment every goal."""

    permission_required = "followup.view_statusreport"
    permission_of = StatusReport
    template_name = "followup/report/goal_comment.html"
    form_class = GoalCommentForm
    model = GoalComment
    refusals = (actions.ReportIsClosed,)

    def too_late(self) -> str:
        """What is approved stays as it was."""
        return actions.why_closed(self.report)

    @property
    def report(self) -> StatusReport:
        """Whose comment it is."""
        user = user_of(self.request)
        return get_object_or_404(StatusReport.objects.visible_to(user), pk=self.kwargs["pk"])

    def instance(self) -> GoalComment:
        """The comment of the goal, new or not."""
        user = user_of(self.request)
        goal = get_object_or_404(
            goals_told(self.report, on=timezone.localdate()).visible_to(user), pk=self.kwargs["goal"]
        )
        if goal.owner_id != user.pk and not self.may("followup.change_goalcomment"):
            raise PermissionDenied
        return actions.blank_comment(self.report, goal, user, timezone.now())

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the goal and its measures, as the report tells them."""
        context = super().get_context_data(**kwargs)
        goal = context["form"].instance.goal
        return {
            **context,
            "title": f"Kommentera effektmål {goal}",
            "goal": goal,
            "kept": self.report,
            "line": goal_as_told(self.report, goal, on=timezone.localdate()),
        }

    def back(self) -> str:
        """To the report."""
        return self.report.get_absolute_url()

    def do(self, form: GoalCommentForm) -> GoalComment:
        """Save it."""
        user = user_of(self.request)
        version = form.cleaned_data.get("version")
        return actions.comment_goal(comment=form.instance, by=user, at=timezone.now(), version=version)


def _as_it_says_now(kept: StatusReport) -> object:
    """A report as nobody in particular reads it: what is secret is in no kept report, whoever approves it."""
    return snapshot(status_report(root=kept.category, user=None, year=kept.year, on=timezone.localdate()))


class StatusReportStep(ActionPage):
    """A step on the report's way: asked for with what the report lacks, and taken when that has been seen.

    Its address says what it asks for: who approves is another than who writes, also in what they may do.
    """

    permission_of = StatusReport
    template_name = "followup/report/step.html"
    form_class = Form
    refusals = (actions.ReportIsClosed, actions.MustBeAnother)
    question = ""  # its title, with the report's name in it
    begins_at: tuple[str, ...] = ()  # where the report stands before it

    def too_late(self) -> str:
        """Each step is taken from where it begins."""
        return actions.why_closed(self.report, *self.begins_at)

    @cached_property
    def report(self) -> StatusReport:
        """Whose step it is."""
        found = StatusReport.objects.visible_to(user_of(self.request)).select_related("category__buyer", "returned_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the report, and what it lacks."""
        report = self.report
        return {
            **super().get_context_data(**kwargs),
            "kept": report,
            "title": self.question.format(report=str(report)[:1].lower() + str(report)[1:]),
            **(_standing(report, user_of(self.request)) if report.snapshot is None else {}),
        }

    def back(self) -> str:
        """To the report."""
        return self.report.get_absolute_url()

    def done(self, result: StatusReport) -> str:
        """Where it stands now."""
        return f"{result} är nu {result.get_status_display()}."


class StatusReportReview(StatusReportStep):
    """Send it to be looked through."""

    permission_required = "followup.change_statusreport"
    question, submit = "Skicka {report} på granskning?", "Skicka på granskning"
    begins_at = (_Status.DRAFT,)

    def do(self, form: Form) -> StatusReport:
        """Send it."""
        return actions.send_for_review(report_id=self.report.pk, by=user_of(self.request), at=timezone.now())


class StatusReportApprove(StatusReportStep):
    """Approve it as it says now."""

    permission_required = "followup.approve_statusreport"
    form_class = ApproveForm
    question, submit = "Godkänn {report}?", "Godkänn"
    begins_at = (_Status.REVIEW,)

    def mark_of_shown(self) -> str:
        """Of its words."""
        return actions.mark_of(self.report)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With when its words were written: the person has read them before or after."""
        return {**super().get_context_data(**kwargs), "written": last_written(self.report, user=user_of(self.request))}

    def do(self, form: ApproveForm) -> StatusReport:
        """Approve it."""
        return actions.approve_report(
            report_id=self.report.pk,
            snapshot=_as_it_says_now,
            shown=form.cleaned_data["shown"],
            by=user_of(self.request),
            at=timezone.now(),
        )


class StatusReportLock(StatusReportStep):
    """Lock it for good."""

    permission_required = "followup.approve_statusreport"
    question, submit = "Fastställ {report}?", "Fastställ"
    begins_at = (_Status.APPROVED,)

    def do(self, form: Form) -> StatusReport:
        """Lock it."""
        return actions.lock_report(
            report_id=self.report.pk, draw=kept_report_pdf, by=user_of(self.request), at=timezone.now()
        )


class StatusReportReopen(StatusReportStep):
    """Take it back to be written; why, where another's approval goes with it."""

    permission_required = "followup.change_statusreport"
    form_class = ReturnForm
    question, submit = "Ta tillbaka {report} som utkast?", "Ta tillbaka som utkast"
    begins_at = (_Status.REVIEW, _Status.APPROVED)

    def get_form_kwargs(self) -> dict[str, object]:
        """Another's approval is not taken back without a reason."""
        return {**super().get_form_kwargs(), "needs_reason": self.report.status == _Status.APPROVED}

    def do(self, form: ReturnForm) -> StatusReport:
        """Take it back."""
        reason, user = form.cleaned_data["reason"], user_of(self.request)
        return actions.reopen_report(report_id=self.report.pk, reason=reason, by=user, at=timezone.now())


class StatusReportReturn(StatusReportStep):
    """Give it back to whoever writes, with what there is to write."""

    permission_required = "followup.approve_statusreport"
    form_class = ReturnForm
    question, submit = "Skicka tillbaka {report}?", "Skicka tillbaka"
    begins_at = (_Status.REVIEW, _Status.APPROVED)

    def get_form_kwargs(self) -> dict[str, object]:
        """Whoever is to write again is told why."""
        return {**super().get_form_kwargs(), "needs_reason": True}

    def do(self, form: ReturnForm) -> StatusReport:
        """Give it back."""
        reason, user = form.cleaned_data["reason"], user_of(self.request)
        return actions.return_report(report_id=self.report.pk, reason=reason, by=user, at=timezone.now())
