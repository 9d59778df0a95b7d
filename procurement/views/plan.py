"""The plan and its rows."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import TemplateView

from huddinge_vo.common.buyer import current_buyer
from huddinge_vo.common.views import EditPage
from procurement.forms import NeedForm
from procurement.models import PlannedNeed
from procurement.reports import plan_picture


class Plan(PermissionRequiredMixin, TemplateView):
    """What is to be procured in which year, and when to begin."""

    permission_required = "procurement.view_plannedneed"
    template_name = "procurement/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the picture."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        user: Any = self.request.user
        picture = plan_picture(user=user, buyer=buyer, on=timezone.localdate())
        return {**super().get_context_data(**kwargs), "picture": picture}


class NeedEdit(EditPage):
    """Add or change a row."""

    permission_required = ("procurement.add_plannedneed", "procurement.change_plannedneed")
    form_class = NeedForm
    model = PlannedNeed
    new_title = "Nytt behov"
    list_name = "procurement:plan"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def get_initial(self) -> dict[str, Any]:
        """What is added now was not in the plan."""
        return {"is_added": True, "year": timezone.localdate().year} if self.is_new else {}
