"""The administrator's page of how the system is, what a monitor reads, and the page of a fault."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from prometheus_client import CONTENT_TYPE_LATEST

from huddinge_vo.common.logs import current_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn
from huddinge_vo.operations.metrics import read_metrics
from huddinge_vo.operations.reports import operations


class Operations(PermissionRequiredMixin, TemplateView):
    """How the system is, and what somebody has to see to."""

    permission_required = "common.change_user"  # who looks after the system looks after its users
    template_name = "operations/operations.html"

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """As it is now."""
        told = operations(user_of(self.request), at=timezone.now())
        return {**super().get_context_data(**kwargs), "told": told}


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who knows the token, as Prometheus sends it. For all others, and without a token, there is no such page."""
    asked = f"Bearer {settings.VO_METRICS_TOKEN}"
    if not settings.VO_METRICS_TOKEN or not constant_time_compare(request.headers.get("Authorization", ""), asked):
        raise Http404
    return HttpResponse(read_metrics(), content_type=CONTENT_TYPE_LATEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a fault, with the id that the log tells it by."""
    return HttpResponse(render_to_string("500.html", {"request_id": current_id()}), status=500)
