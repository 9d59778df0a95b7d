"""What a page says when a job it rests on has failed."""

from __future__ import annotations

from django import template

from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context

register = template.Library()


@register.inclusion_tag("common/_failed_job.html", takes_context=True)
def failed_job(context: template.Context, *names: str, words: str) -> Context:
    """That one of these jobs has failed and not succeeded since, why, and a way to try it again."""
    request = context["request"]
    felt = UnfinishedJob.objects.felt_by(user_of(request)).filter(name__in=names)
    failed = felt.order_by("-failed_at", "-pk").first()
    return {
        "failed": failed,
        "words": words,
        "next": request.get_full_path(),
        "may_retry": failed is not None and request.user.has_perm("common.change_unfinishedjob", failed),
        "csrf_token": context.get("csrf_token"),
    }
