"""What a page says when a job it rests on has failed."""

from __future__ import annotations

from django import template
from django.http import HttpRequest

from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context

register = template.Library()


def _failed(request: HttpRequest) -> list[UnfinishedJob]:
    """The latest failed one of each kind that a person feels: asked once for a page, however many it speaks of."""
    found: list[UnfinishedJob] | None = getattr(request, "_vo_failed_jobs", None)
    if found is None:
        felt = UnfinishedJob.objects.felt_by(user_of(request))
        found = list(felt.order_by("name", "-failed_at", "-pk").distinct("name"))
        request._vo_failed_jobs = found  # type: ignore[attr-defined]  # noqa: SLF001 - kept with the request, as the frame is
    return found


@register.inclusion_tag("common/_failed_job.html", takes_context=True)
def failed_job(context: template.Context, *names: str, words: str) -> Context:
    """That one of these jobs has failed and not succeeded since, why, and a way to try it again."""
    request = context["request"]
    of_these = [job for job in _failed(request) if job.name in names]
    failed = max(of_these, key=lambda job: (job.failed_at, job.pk), default=None)
    return {
        "failed": failed,
        "words": words,
        "next": request.get_full_path(),
        "may_retry": failed is not None and request.user.has_perm("common.change_unfinishedjob", failed),
        "csrf_token": context.get("csrf_token"),
    }
