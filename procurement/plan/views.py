"""Adding and changing rows of the plan."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import EditPage, HasPage, TermsPage
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context
from procurement.plan import actions
from procurement.plan.forms import MilestoneTemplateForm, NeedForm, ProcurementTermForm
from procurement.plan.models import MilestoneTemplate, PlannedNeed, ProcurementTerm


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


class ProcurementTerms(TermsPage):
    """How early a procurement begins, and how long it stands still."""

    permission_required = "procurement.change_procurementterm"
    form_class = ProcurementTermForm
    model = ProcurementTerm
    new_title = "Planeringsvärden för upphandling"

    def get_form_kwargs(self) -> Context:
        """With the day: what the law asks for at least is as of today."""
        return {**super().get_form_kwargs(), "today": timezone.localdate()}


class MilestoneTemplateList(PermissionRequiredMixin, TemplateView):
    """The buyer's templates with their steps."""

    permission_required = "procurement.change_milestonetemplate"
    template_name = "procurement/plan/milestone_template_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Each with its steps."""
        found: QuerySet[MilestoneTemplate] = MilestoneTemplate.objects.filter(buyer=self.place).order_by("name", "pk")
        rows = [(each, each.as_rules()) for each in found]
        return {**super().get_context_data(**kwargs), "rows": rows, "place": self.place}


class MilestoneTemplateEdit(EditPage):
    """Add or change a template."""

    permission_required = "procurement.change_milestonetemplate"
    form_class = MilestoneTemplateForm
    model = MilestoneTemplate
    new_title = "Ny mall för tidplan"
    list_name = "procurement:milestone-templates"

    def permission_rows(self) -> QuerySet | None:
        """The template, at buyers one works for."""
        return None if self.is_new else self._template()

    def _template(self) -> QuerySet[MilestoneTemplate]:
        buyers = buyers_of(user_of(self.request), may="procurement.change_milestonetemplate")
        return MilestoneTemplate.objects.filter(pk=self.kwargs["pk"], buyer__in=buyers)

    def instance(self) -> MilestoneTemplate | None:
        """The one of the address."""
        return None if self.is_new else get_object_or_404(self._template())

    def blank(self) -> MilestoneTemplate:
        """Of the chosen buyer."""
        return MilestoneTemplate(buyer=self.buyer())

    def back(self) -> str:
        """To the list."""
        return reverse(self.list_name)

    def do(self, form: MilestoneTemplateForm) -> HasPage:
        """Save it with its steps."""
        user = user_of(self.request)
        return actions.save_milestone_template(
            template=form.instance,
            steps=form.cleaned_data["steps"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )
