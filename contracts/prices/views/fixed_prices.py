"""Pages of fixed prices and the council's yearly decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView, FormView, TemplateView

from contracts.plan.models import ContractArea
from contracts.prices import actions
from contracts.prices.forms import FixedPriceDecisionForm
from contracts.prices.models import FixedPriceDecision
from contracts.prices.reports import (
    FixedPricePicture,
    decision_effect,
    fixed_price_areas,
    fixed_price_picture,
    last_year_bought,
)
from huddinge_vo.common import charts
from huddinge_vo.common.pages.conflicts import keep_typed
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import with_errors
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


class FixedPriceList(PermissionRequiredMixin, TemplateView):
    """The areas whose prices the council sets."""

    permission_required = "contracts.view_priceitem"
    template_name = "contracts/prices/fixed_price_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With last decision and price now."""
        user = user_of(self.request)
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        rows = fixed_price_areas(user=user, buyer=buyer, on=timezone.localdate())
        return {**super().get_context_data(**kwargs), "rows": rows}


class FixedPriceAreaPage(PermissionRequiredMixin, DetailView):
    """One area: what was decided, what it cost, and whether fixed prices suit it."""

    permission_required = "contracts.view_priceitem"
    template_name = "contracts/prices/fixed_price_area.html"
    context_object_name = "area"

    def get_queryset(self) -> QuerySet[ContractArea]:
        """Narrowed to what the person may see."""
        return ContractArea.objects.visible_to(user_of(self.request)).select_related("category")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the picture over the years."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        picture = fixed_price_picture(area=context["area"], user=user, on=timezone.localdate())
        return {**context, "picture": picture, "chart": _chart(picture, context["area"])}


def _chart(picture: FixedPricePicture, area: ContractArea) -> str:
    return charts.index_lines(
        first=("Fast pris", [(each.year, each.fixed) for each in picture.years if each.fixed is not None]),
        second=("Indexkorgen", [(each.year, each.basket) for each in picture.years if each.basket is not None]),
        title=f"Fast pris och indexkorg för {area}, första året 100",
        description=picture.answer or "Jämförelsen går inte att göra: uppgifter saknas.",
    )


class FixedPriceDecide(PermissionRequiredMixin, FormView):
    """Enter a decision: sent once it shows each price before and after, sent again as it was shown it counts."""

    permission_required = "contracts.add_fixedpricedecision"
    permission_of = ContractArea
    template_name = "contracts/prices/fixed_price_decide.html"
    form_class = FixedPriceDecisionForm

    @property
    def area(self) -> ContractArea:
        """The area, if one works with it."""
        return get_object_or_404(ContractArea.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, object]:
        """A new decision for the area."""
        instance = FixedPriceDecision(area=self.area)
        today = timezone.localdate()
        return {
            **super().get_form_kwargs(),
            "instance": instance,
            "initial": {"valid_from": today.replace(year=today.year + 1, month=1, day=1)},
        }

    def get_form(self, form_class: type[FixedPriceDecisionForm] | None = None) -> FixedPriceDecisionForm:
        """Held to the day: nothing is decided tomorrow."""
        form: FixedPriceDecisionForm = super().get_form(form_class)
        form.hold_to(timezone.localdate())
        return form

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the area."""
        context = super().get_context_data(**kwargs)
        return {**context, "area": context["form"].instance.area}

    def form_valid(self, form: FixedPriceDecisionForm) -> HttpResponse:
        """Show what it would do; do it when that has been seen and is still so."""
        user = user_of(self.request)
        at = timezone.now()
        # Any: an action's arguments by name
        facts: dict[str, Any] = {"rounding": form.cleaned_data["rounding"], "by": user, "at": at}
        try:
            preview = actions.preview_fixed_price(decision=form.instance, **facts)
            if form.cleaned_data["shown"] == preview.mark and "visa" not in self.request.POST:
                count = actions.decide_fixed_price(decision=form.instance, **facts)
                messages.success(
                    self.request,
                    f"Beslutet är registrerat. {count} {'nytt pris' if count == 1 else 'nya priser'} gäller från "
                    f"{form.instance.valid_from}.",
                )
                return HttpResponseRedirect(form.instance.get_absolute_url())
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        has_changed = form.cleaned_data["shown"] not in {"", preview.mark}
        keep_typed(form, shown=preview.mark)
        bought = last_year_bought(area=form.instance.area, user=user, changes_on=form.instance.valid_from)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                preview=preview,
                has_changed=has_changed,
                bought=bought,
                effect=decision_effect(bought[1], form.instance.percent) if bought else None,
            )
        )

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page again, marked as refused."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response
