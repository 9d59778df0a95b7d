"""The start page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from followup.start import actions
from followup.start.kinds import STEPS
from followup.start.reports import start_page
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


class StartPageView(PermissionRequiredMixin, TemplateView):
    """What needs me today, what has changed, and where I usually go."""

    permission_required = "followup.view_duty"
    template_name = "followup/start/start.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """For the person and the buyer he works for."""
        user = user_of(self.request)
        today, now = timezone.localdate(), timezone.now()
        page = start_page(user=user, buyer=current_buyer(self.request), on=today, at=now)
        return {**super().get_context_data(**kwargs), "page": page, "today": today}


@require_safe
@permission_required("followup.view_duty")
def open_step(request: HttpRequest, code: str) -> HttpResponse:
    """To the page where a first step begins; where to read it is all there is to do, that is noted."""
    step = STEPS.get(code)
    if step is None:
        raise Http404
    actions.open_step(step=step, by=user_of(request))
    return HttpResponseRedirect(reverse(step.page))


@require_POST
@permission_required("followup.view_duty")
def put_away(request: HttpRequest) -> HttpResponse:
    """Show the list no more."""
    actions.put_steps_away(by=user_of(request), at=timezone.now())
    messages.success(request, "Listan är undanlagd. Handboken når du med Hjälp om sidan, nederst i menyn.")
    return HttpResponseRedirect(reverse("followup:start"))
