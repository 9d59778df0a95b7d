"""A contract's key figures quarter by quarter, and a template of what an area's contracts ask for."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from contracts.register.models import Contract
from followup.field import actions
from followup.field.forms import KpiForm, KpiValueForm, ProposeForm
from followup.field.models import ContractKpi
from followup.field.querysets import with_few_kpis
from followup.field.reports import scorecard
from followup.field.rules import LEAST_KPIS
from followup.reviews.models import ReviewTemplate
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context


class Scorecard(PermissionRequiredMixin, DetailView):
    """A contract's key figures: the last four quarters, held to their targets."""

    permission_required = "followup.view_review"
    template_name = "followup/field/scorecard.html"
    context_object_name = "contract"

    def get_queryset(self) -> QuerySet[Contract]:
        """A contract one may not know of does not exist."""
        found = Contract.objects.visible_to(user_of(self.request))
        return found.select_related("supplier", "follow_up_class")

    def get_context_data(self, **kwargs: object) -> Context:
        """With the card."""
        context = super().get_context_data(**kwargs)
        return {**context, "card": scorecard(context["contract"], on=timezone.localdate())}


class KpisMissing(PermissionRequiredMixin, TemplateView):
    """Contracts of class 1 that have fewer key figures than they should."""

    permission_required = "followup.view_review"
    template_name = "followup/field/kpis_missing.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """As far as the person may know of them."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        found = with_few_kpis(buyer, user=user_of(self.request), on=timezone.localdate(), least=LEAST_KPIS)
        return {**super().get_context_data(**kwargs), "classes": found, "least": LEAST_KPIS}


class KpiEdit(EditPage):
    """Add a key figure to a contract, or change it."""

    permission_required = "followup.change_review"
    form_class = KpiForm
    model = ContractKpi
    new_title = "Nytt nyckeltal"

    def permission_model(self) -> type[Contract | ContractKpi]:
        """A new one is asked about at its contract."""
        return Contract if self.is_new else ContractKpi

    @property
    def permission_key(self) -> str:  # type: ignore[override]  # the address of a new one names its contract
        """What the address names."""
        return "contract" if self.is_new else "pk"

    def contract(self) -> Contract:
        """The contract of a new one, if one may know of it."""
        found = Contract.objects.visible_to(user_of(self.request))
        return get_object_or_404(found, pk=self.kwargs["contract"])

    def blank(self) -> ContractKpi:
        """For the contract of the address."""
        return ContractKpi(contract=self.contract())

    def back(self) -> str:
        """To the scorecard."""
        contract = self.kwargs["contract"] if self.is_new else self.instance().contract_id
        return reverse("followup:scorecard", args=[contract])

    def do(self, form: KpiForm) -> ContractKpi:
        """Save it."""
        version = form.cleaned_data.get("version")
        return actions.save_kpi(kpi=form.instance, by=user_of(self.request), at=timezone.now(), version=version)


class KpiValueEdit(ActionPage):
    """What a key figure was in a quarter."""

    permission_required = "followup.change_review"
    permission_of = ContractKpi
    form_class = KpiValueForm
    refusals = (actions.NoQuarter,)

    @property
    def kpi(self) -> ContractKpi:
        """The key figure, if one may know of it."""
        found = ContractKpi.objects.visible_to(user_of(self.request)).select_related("contract")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @property
    def quarter(self) -> date:
        """Its first day."""
        try:
            return date(self.kwargs["year"], self.kwargs["quarter"] * 3 - 2, 1)
        except (ValueError, OverflowError) as error:
            raise Http404 from error

    def back(self) -> str:
        """To the scorecard."""
        return self.kpi.get_absolute_url()

    def get_initial(self) -> Context:
        """As it stands."""
        stored = self.kpi.values.filter(quarter=self.quarter).first()
        return {"value": stored.value if stored else None}

    def get_context_data(self, **kwargs: object) -> Context:
        """With which key figure and quarter it is."""
        context, kpi = super().get_context_data(**kwargs), self.kpi
        number, year = self.kwargs["quarter"], self.kwargs["year"]
        return {**context, "title": f"{kpi}, kvartal {number} {year}", "intro": kpi.definition}

    def do(self, form: KpiValueForm) -> ContractKpi:
        """Save it."""
        kpi = self.kpi
        actions.save_kpi_value(
            kpi=kpi,
            quarter=self.quarter,
            value=form.cleaned_data["value"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        return kpi


class TemplatePropose(ActionPage):
    """A template for an area, of what its contracts and their rounds ask for."""

    permission_required = "followup.change_reviewtemplate"
    form_class = ProposeForm
    title = "Föreslå mall ur avtalens krav"
    submit = "Gör mallen"

    def buyer(self) -> Organization:
        """For whom."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def get_form_kwargs(self) -> Context:
        """With the areas of the buyer."""
        return {**super().get_form_kwargs(), "user": user_of(self.request), "buyer": self.buyer()}

    def get_context_data(self, **kwargs: object) -> Context:
        """With where the questions come from."""
        intro = "Frågorna hämtas ur kraven i områdets öppna avtal i kraft och i deras ramavtal eller valfrihetssystem."
        return {**super().get_context_data(**kwargs), "intro": intro}

    def back(self) -> str:
        """To the templates."""
        return reverse("followup:template-list")

    def do(self, form: ProposeForm) -> ReviewTemplate:
        """Make it."""
        area = form.cleaned_data["area"]
        return actions.propose_template(area=area, buyer=self.buyer(), by=user_of(self.request), at=timezone.now())

    def done(self, result: ReviewTemplate) -> str:
        """Which."""
        return f"Mallen ”{result}” följer nu avtalens krav. Läs igenom den innan den används."
