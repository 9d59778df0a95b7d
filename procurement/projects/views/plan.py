"""The plan and its rows."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import TemplateView

from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from procurement.projects.reports import plan_picture


class Plan(PermissionRequiredMixin, TemplateView):
    """What is to be procured in which year, and when to begin."""

    permission_required = "procurement.view_plannedneed"
    template_name = "procurement/plan/plan.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the picture."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        user = user_of(self.request)
        picture = plan_picture(user=user, buyer=buyer, on=timezone.localdate())
        return {**super().get_context_data(**kwargs), "picture": picture}
