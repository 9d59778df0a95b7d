"""What the law asks for: read by everybody, changed by those who keep it."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from contracts.law.forms import LawValueForm, PermitRuleForm
from contracts.law.models import LawValue, PermitRule
from contracts.law.reports import figure, law_groups, permit_areas, permit_row
from contracts.plan.models import ContractArea
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import EditPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.untyped import Context


class LawPage(PermissionRequiredMixin, TemplateView):
    """Limits, days and conditions of the law, and which areas need a permit."""

    permission_required = "contracts.view_lawvalue"
    template_name = "contracts/law/law.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """All of it as of today, the areas those of the buyer one works for."""
        today = timezone.localdate()
        seen = ContractArea.objects.visible_to(user_of(self.request)).values("pk")
        areas = permit_areas(buyer=self.place, on=today).filter(pk__in=seen)
        return {
            **super().get_context_data(**kwargs),
            "groups": law_groups(on=today),
            "areas": [permit_row(area) for area in areas],
            "may_change": self.may("contracts.change_lawvalue"),
            "may_judge": self.may("contracts.change_permitrule"),
        }


class LawValuePage(PermissionRequiredMixin, DetailView):
    """One figure or condition with its source and history."""

    permission_required = "contracts.view_lawvalue"
    template_name = "contracts/law/law_value.html"
    context_object_name = "value"

    def get_queryset(self) -> QuerySet[LawValue]:
        """The law is public."""
        return LawValue.objects.visible_to(user_of(self.request))

    def get_context_data(self, **kwargs: object) -> Context:
        """With its history."""
        context = super().get_context_data(**kwargs)
        value: LawValue = context["value"]
        changes = changes_of(value, user=user_of(self.request))
        may = self.may("contracts.change_lawvalue")
        return {**context, "figure": figure(value), "changes": changes, "may_change": may}


class LawValueEdit(EditPage):
    """Add or change what the law says. It is the same for all buyers; who may is asked at the chosen one."""

    permission_required = "contracts.change_lawvalue"
    form_class = LawValueForm
    model = LawValue
    new_title = "Nytt värde enligt lag"
    list_name = "contracts:law"


class AreaPermitPage(PermissionRequiredMixin, DetailView):
    """An area's rules about permits, with their sources and history."""

    permission_required = "contracts.view_contractarea"
    template_name = "contracts/law/area_permit.html"
    context_object_name = "area"

    def get_queryset(self) -> QuerySet[ContractArea]:
        """Narrowed to what the person may see."""
        return ContractArea.objects.visible_to(user_of(self.request)).select_related("category")

    def get_context_data(self, **kwargs: object) -> Context:
        """The latest rule first, with what has been changed in each."""
        context = super().get_context_data(**kwargs)
        area: ContractArea = context["area"]
        user, today = user_of(self.request), timezone.localdate()
        rules = list(area.permit_rules.order_by(F("valid_from").desc(nulls_last=True), "pk"))
        holding = set(area.permit_rules.latest_on(today).values_list("pk", flat=True))
        changes = [change for rule in rules for change in changes_of(rule, user=user, limit=10)]
        return {
            **context,
            "rules": [(rule, rule.pk in holding) for rule in rules],
            "changes": sorted(changes, key=lambda change: change.at, reverse=True),
            "may_judge": self.may("contracts.change_permitrule"),
        }


class PermitRuleEdit(EditPage):
    """Add a rule about an area's permits, or change one."""

    permission_required = "contracts.change_permitrule"
    form_class = PermitRuleForm
    model = PermitRule
    new_title = "Ny regel om tillstånd"

    def permission_rows(self) -> QuerySet | None:
        """A new one is asked about at its area's buyer."""
        return self._areas() if self.is_new else super().permission_rows()

    def _areas(self) -> QuerySet[ContractArea]:
        return ContractArea.objects.visible_to(user_of(self.request)).filter(pk=self.kwargs["area"])

    def blank(self) -> PermitRule:
        """Of the area in the address, read today."""
        return PermitRule(area=get_object_or_404(self._areas()), read_on=timezone.localdate())

    def back(self) -> str:
        """To the area's rules."""
        return reverse("contracts:area-permit", args=[self.kwargs["area"]]) if self.is_new else super().back()

    def get_context_data(self, **kwargs: object) -> Context:
        """With which area it is about."""
        context = super().get_context_data(**kwargs)
        return {**context, "intro": f"Avtalsområde: {context['form'].instance.area}"}
