"""The jobs that one has asked for, how far each has come, and those that did not succeed, to be tried again."""

from __future__ import annotations

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView
from django_htmx.http import HttpResponseClientRefresh

from huddinge_vo.common.jobs import actions
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.jobs.progress import is_to_tell
from huddinge_vo.common.jobs.reports import LEFT_AS_IT_WAS, progress_of
from huddinge_vo.common.jobs.tasks import ask_for, known_jobs, title_of
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn

_MOST = 200
_SEES_OWN = "common.view_askedjob"


class JobList(PermissionRequiredMixin, TemplateView):
    """Jobs that have failed and not succeeded since."""

    permission_required = "common.view_unfinishedjob"
    template_name = "common/job_list.html"

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """The latest first."""
        visible = UnfinishedJob.objects.visible_to(user_of(self.request))
        failed = visible.filter(failed_at__isnull=False).order_by("-failed_at", "-pk")[:_MOST]
        jobs = [{"job": job, "title": title_of(job)} for job in failed]
        return {**super().get_context_data(**kwargs), "jobs": jobs}


@require_POST
@permission_required("common.change_unfinishedjob", of=UnfinishedJob)
@transaction.atomic
def retry_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a job again from the beginning, as if it had never failed."""
    job = get_object_or_404(
        UnfinishedJob.objects.visible_to(user_of(request)).filter(name__in=known_jobs(), failed_at__isnull=False), pk=pk
    )
    name, kwargs, title = job.name, job.kwargs, title_of(job)
    if prepare := known_jobs()[name].prepare:
        prepare(kwargs)
    actions.end_job(name=name, kwargs=kwargs)  # what is counted of it too
    ask_for(current_app.tasks[name], **kwargs)
    messages.success(request, f"{title} görs om nu.")
    return HttpResponseRedirect(_back(request) or reverse("job-list"))


def ended_jobs(request: HttpRequest) -> Context:
    """What every page says of the jobs that one has asked for and that are over since the last one.

    Asked only where a worker has said that one is; and told once, by the first whole page that is drawn.
    """

    def found() -> list[Context]:
        if not request.user.is_authenticated or not is_to_tell(user_of(request).pk):
            return []
        return [_told(each) for each in actions.note_seen(by=user_of(request), at=timezone.now())]

    return {"ended_jobs": found}


def _told(asked: AskedJob) -> Context:
    return {"asked": asked, "title": title_of(asked)}


class OwnJobs(PermissionRequiredMixin, TemplateView):
    """The jobs that one has asked for: under way, failed, done."""

    permission_required = _SEES_OWN
    template_name = "common/own_jobs.html"

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """The latest first."""
        mine = AskedJob.objects.visible_to(user_of(self.request)).order_by("-asked_at", "-pk")[:_MOST]
        return {**super().get_context_data(**kwargs), "jobs": [_told(each) for each in mine]}


def _progress(asked: AskedJob, request: HttpRequest) -> Context:
    """How far a job has come, where it is one that there still is."""
    known = known_jobs().get(asked.name)
    if known is None or asked.outcome:
        return {}
    return {"progress": progress_of(known, asked.kwargs, user=user_of(request), at=timezone.now())}


class OwnJob(PermissionRequiredMixin, DetailView):
    """One job that one has asked for: how far it has come, or how it went."""

    permission_required = _SEES_OWN
    permission_of = AskedJob
    template_name = "common/own_job.html"
    context_object_name = "asked"

    def get_queryset(self) -> QuerySet[AskedJob]:
        """One's own."""
        return AskedJob.objects.visible_to(user_of(self.request))

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """With its steps, or why it did not go."""
        asked: AskedJob = self.object
        failed = UnfinishedJob.objects.filter(name=asked.name, subject=asked.subject, failed_at__isnull=False)
        return {
            **super().get_context_data(**kwargs),
            **_progress(asked, self.request),
            "title": title_of(asked),
            "failed": failed.first() if asked.outcome == AskedJob.Outcome.FAILED else None,
            "left": LEFT_AS_IT_WAS,
        }


@permission_required(_SEES_OWN, of=AskedJob)
def own_job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job has come, asked for every second or two; the whole page when it is over."""
    asked = get_object_or_404(AskedJob.objects.visible_to(user_of(request)), pk=pk)
    told = _progress(asked, request)
    if not told:
        return HttpResponseClientRefresh()
    return render(request, "common/_own_job_progress.html", {"asked": asked, **told})


@require_POST
@permission_required(_SEES_OWN, of=AskedJob)
def cancel_own_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Want a job of one's own broken off."""
    asked = get_object_or_404(AskedJob.objects.visible_to(user_of(request)), pk=pk)
    known = known_jobs().get(asked.name)
    can_cancel = known is not None and known.can_cancel
    try:
        actions.cancel_job(asked_job_id=asked.pk, can_cancel=can_cancel, by=user_of(request), at=timezone.now())
    except actions.CannotCancel as error:
        messages.warning(request, str(error))
    else:
        messages.info(request, "Jobbet avbryts vid nästa steg. Det som det har gjort tas tillbaka.")
    return HttpResponseRedirect(_back(request) or asked.get_absolute_url())


def _back(request: HttpRequest) -> str:
    """Where one came from, if that is one of our pages."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if is_ours else ""
