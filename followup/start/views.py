"""The start page, and what has changed since one was here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from followup.field.rules import person_on_device
from followup.start import actions
from followup.start.kinds import STEPS
from followup.start.reports import changed_since, start_page
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.sessions import began_at

_SHOWN = 50  # of each kind
# A sign-in is noted a moment before or after its session begins: what is so near is no earlier visit.
_SAME_VISIT = timedelta(minutes=1)
_AT_FIRST = timedelta(days=14)  # of one who was never here before


def _last_visit(request: HttpRequest) -> datetime | None:
    """When the person was here last, before this session; null for one who never was."""
    return SignInEvent.objects.last_visit(user_of(request), before=began_at(request) - _SAME_VISIT)


class StartPageView(PermissionRequiredMixin, TemplateView):
    """What needs me today, what has changed, and where I usually go."""

    permission_required = "followup.view_duty"
    template_name = "followup/start/start.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """For the person and the buyer he works for."""
        user, since = user_of(self.request), _last_visit(self.request)
        today, now = timezone.localdate(), timezone.now()
        page = start_page(user=user, buyer=current_buyer(self.request), on=today, at=now, since=since)
        told = {"page": page, "today": today, "person": person_on_device(user.pk)}
        return {**super().get_context_data(**kwargs), **told}


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


class ChangedPage(PermissionRequiredMixin, TemplateView):
    """What has changed since I was here, one by one."""

    permission_required = "followup.view_duty"
    template_name = "followup/start/changed.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The latest of each kind."""
        user, last = user_of(self.request), _last_visit(self.request)
        since = last or timezone.now() - _AT_FIRST
        changed = changed_since(user=user, buyer=current_buyer(self.request), since=since, shown=_SHOWN)
        context = super().get_context_data(**kwargs)
        return {**context, "changed": changed, "since": since, "was_here": last is not None}
