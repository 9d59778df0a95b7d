"""What is asked in a review."""

from __future__ import annotations

from django.utils import timezone
from django.views.generic import TemplateView

from followup.reviews import actions
from followup.reviews.forms import (
    TemplateForm,
)
from followup.reviews.models import ReviewTemplate
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


class TemplateList(PermissionRequiredMixin, TemplateView):
    """The templates and their questions."""

    permission_required = "followup.view_review"
    template_name = "followup/reviews/template_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Two questions for all of them."""
        user = user_of(self.request)
        found = ReviewTemplate.objects.visible_to(user).filter(buyer=current_buyer(self.request))
        templates = found.prefetch_related("areas", "requirements").order_by("name", "pk")
        shown = [
            (each, sorted(each.requirements.all(), key=lambda requirement: requirement.order)) for each in templates
        ]
        return {**super().get_context_data(**kwargs), "templates": shown}


class TemplateEdit(EditPage):
    """Add or change a template."""

    permission_required = "followup.change_reviewtemplate"
    form_class = TemplateForm
    model = ReviewTemplate
    new_title = "Ny mall"
    list_name = "followup:template-list"

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": self.buyer() if self.is_new else kwargs["instance"].buyer}

    def do(self, form: TemplateForm) -> ReviewTemplate:
        """Save it with its requirements."""
        user = user_of(self.request)
        return actions.save_template(
            template=form.instance,
            areas=list(form.cleaned_data["areas"]),
            requirements=form.cleaned_data["requirements"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )
