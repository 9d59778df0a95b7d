"""The search: a page of its own, and the list that comes under its field while one types."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.views.generic import TemplateView

from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.words import LONGEST
from huddinge_vo.search.kinds import KINDS
from huddinge_vo.search.reports import find


class Search(PermissionRequiredMixin, TemplateView):
    """Whatever a person may know of, by what it is called: for whoever may read any kind, and of that kind alone."""

    permission_required = ()
    opened_by = tuple(dict.fromkeys(each.permission for each in KINDS.values()))
    template_name = "search/search.html"

    def get_template_names(self) -> list[str]:
        """Only the list, for the field in the head."""
        return ["search/_found.html" if self.request.headers.get("HX-Target") == "sok-traffar" else self.template_name]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """What was found."""
        typed = self.request.GET.get("q", "")[:LONGEST].replace("\0", "")
        context = {**super().get_context_data(**kwargs), "typed": typed}
        try:
            refuse_personal_numbers(typed)
        except ValidationError as error:
            return {**context, "refused": " ".join(error.messages)}
        found = find(user_of(self.request), current_buyer(self.request), typed, on=timezone.localdate())
        return {**context, "found": found}
