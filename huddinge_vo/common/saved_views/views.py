"""The views of a list: those that are saved, and the list as it is shown, to be saved."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from huddinge_vo.common.pages.permissions import may_open, permission_required
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.saved_views import actions
from huddinge_vo.common.saved_views.forms import SaveForm, list_of
from huddinge_vo.common.saved_views.models import SavedView
from huddinge_vo.common.untyped import Context, PassedOn

_SAVES = "common.add_savedview"


class Views(ActionPage):
    """Of one list, which the address names: one's own views of it, those that others share, and a form to save one."""

    permission_required = _SAVES
    form_class = SaveForm
    template_name = "saved_views/views.html"
    title = "Sparade vyer"
    submit = "Spara vyn"
    refusals = (actions.TooManyViews,)

    @cached_property
    def address(self) -> str:
        """The list as it was shown; empty where there is none, or where the person may not open it."""
        asked = (self.request.POST.get("sida") or self.request.GET.get("sida") or "").replace("\0", "")
        try:
            list_of(asked)
        except ValidationError:
            return ""
        return asked if may_open(self.request, asked) else ""

    def buyer(self) -> Organization:
        """For whom one works."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def get_initial(self) -> Context:
        """The list is known."""
        return {"sida": self.address}

    def back(self) -> str:
        """To the list."""
        return self.address or "/"

    def get_context_data(self, **kwargs: object) -> Context:
        """With what is saved: of this list, or one's own of all."""
        seen = SavedView.objects.visible_to(user_of(self.request))
        if self.address:
            views = seen.of_list(list_of(self.address)[0], buyer=self.buyer())
        else:
            views = seen.filter(owner=user_of(self.request), buyer=self.buyer()).order_by("page", "name", "pk")
        return {**super().get_context_data(**kwargs), "views": list(views), "address": self.address}

    def do(self, form: PassedOn) -> SavedView:
        """Save it."""
        if not self.address:
            raise PermissionDenied
        page, query = form.cleaned_data["sida"]
        return actions.save_view(
            owner=user_of(self.request),
            buyer=self.buyer(),
            page=page,
            query=query,
            name=form.cleaned_data["name"],
            is_shared=form.cleaned_data["is_shared"],
            at=timezone.now(),
        )

    def done(self, result: SavedView) -> str:
        """What was saved."""
        return f"Vyn ”{result}” är sparad."


@require_POST
@permission_required(_SAVES)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own view away, and go back to the list."""
    view = get_object_or_404(SavedView.objects.owned_by(user_of(request)), pk=pk)
    actions.remove_view(view=view, by=user_of(request))
    messages.success(request, f"Vyn ”{view}” är borttagen.")
    return HttpResponseRedirect(view.page)
