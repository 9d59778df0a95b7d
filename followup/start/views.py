"""The start page."""

from __future__ import annotations

from django.utils import timezone
from django.views.generic import TemplateView

from followup.start.reports import start_page
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
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
