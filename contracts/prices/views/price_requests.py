"""Suppliers' requests for a higher price: the inbox, registering one, and saying no."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from contracts.prices import actions
from contracts.prices.filters import PriceRequestFilter
from contracts.prices.forms import PriceRequestForm, ReasonForm
from contracts.prices.models import PriceRequest
from contracts.prices.tables import PriceRequestTable
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context

_MAY_SEE = "contracts.view_priceadjustment"
_MAY_WORK = "contracts.change_priceadjustment"
_MAY_APPROVE = "contracts.approve_priceadjustment"


class PriceRequestList(ListPage):
    """The inbox of requests for a higher price."""

    permission_required = _MAY_SEE
    filterset_class = PriceRequestFilter
    table_class = PriceRequestTable
    template_name = "contracts/prices/price_request_list.html"
    title = "Begäran om prisjustering"
    export_name = "begaran-om-prisjustering"

    def get_queryset(self) -> QuerySet[PriceRequest]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return PriceRequest.objects.visible_to(user).for_list().order_by("-received_on", "-pk")


class PriceRequestRegister(ActionPage):
    """Register that a supplier has asked."""

    permission_required = "contracts.add_pricerequest"
    form_class = PriceRequestForm
    title = "Registrera begäran om prisjustering"
    submit = "Registrera"

    def get_form_kwargs(self) -> Context:
        """The form narrows its choices by who asks, and takes no day to come."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, object]:
        """Today, and the contract that one came from."""
        return {"received_on": timezone.localdate(), "contract": self.request.GET.get("avtal", "")}

    def back(self) -> str:
        """To the inbox."""
        return reverse("contracts:price-request-list")

    def do(self, form: PriceRequestForm) -> PriceRequest:
        """Register it."""
        user = user_of(self.request)
        return actions.register_price_request(request=form.instance, by=user, at=timezone.now())

    def done(self, result: PriceRequest) -> str:
        """What happened, and what follows where it came too late or too early."""
        if words := result.late_words or result.early_words:
            messages.warning(self.request, words)
            return "Begäran är registrerad."
        return (
            "Begäran är registrerad. Kom den i tid räknas förslaget fram senast i natt, eller genast från avtalets "
            "sida."
        )


class PriceRequestDecline(ActionPage):
    """Say no to a request."""

    permission_required = _MAY_WORK
    permission_of = PriceRequest
    form_class = ReasonForm
    submit = "Avslå begäran"
    refusals = (actions.AdjustmentMoved,)

    @property
    def price_request(self) -> PriceRequest:
        """The one of the address."""
        user = user_of(self.request)
        return get_object_or_404(PriceRequest.objects.visible_to(user).select_related("contract"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        asked = self.price_request
        title = f"Avslå begäran från {asked.received_on}, {asked.contract.number}"
        return {**super().get_context_data(**kwargs), "title": title}

    def back(self) -> str:
        """To the inbox."""
        return reverse("contracts:price-request-list")

    def do(self, form: ReasonForm) -> PriceRequest:
        """Decline it."""
        user = user_of(self.request)
        asked = self.price_request
        return actions.decline_price_request(
            request_id=asked.pk, reason=form.cleaned_data["reason"], by=user, at=timezone.now()
        )

    def done(self, result: PriceRequest) -> str:
        """What happened."""
        return "Begäran är avslagen."
