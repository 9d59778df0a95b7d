"""Adding and changing rows of the plan."""

from __future__ import annotations

from django.utils import timezone

from huddinge_vo.common.pages.views import EditPage
from procurement.plan.forms import NeedForm
from procurement.plan.models import PlannedNeed


class NeedEdit(EditPage):
    """Add or change a row."""

    permission_required = ("procurement.add_plannedneed", "procurement.change_plannedneed")
    form_class = NeedForm
    model = PlannedNeed
    new_title = "Nytt behov"
    list_name = "procurement:plan"

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def get_initial(self) -> dict[str, object]:
        """What is added now was not in the plan."""
        return {"is_added": True, "year": timezone.localdate().year} if self.is_new else {}
