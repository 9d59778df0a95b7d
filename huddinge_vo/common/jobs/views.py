"""The page of jobs that did not succeed, where each can be tried again."""

from __future__ import annotations

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from huddinge_vo.common.jobs import actions
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.jobs.tasks import ask_for, known_jobs, title_of
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn

_MOST = 200


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
    back = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if is_safe else reverse("job-list"))
