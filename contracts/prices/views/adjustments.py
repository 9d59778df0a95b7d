"""The page of one adjustment, and what is done on it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView

from contracts.prices import actions
from contracts.prices.forms import LinesForm, ProposeForm, ReasonForm
from contracts.prices.models import PriceAdjustment, PriceTerm
from contracts.prices.reports import adjustment_words, why_prices_stay
from contracts.prices.rules import Refused
from contracts.register.models import Contract
from huddinge_vo.common.jobs.querysets import failure_of
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.untyped import PassedOn

_MAY_SEE = "contracts.view_priceadjustment"
_MAY_WORK = "contracts.change_priceadjustment"
_MAY_APPROVE = "contracts.approve_priceadjustment"


class AdjustmentPage(PermissionRequiredMixin, DetailView):
    """One adjustment: the prices, the figures they rest on, and what can be done."""

    permission_required = _MAY_SEE
    template_name = "contracts/prices/adjustment_detail.html"
    context_object_name = "adjustment"

    def get_queryset(self) -> QuerySet[PriceAdjustment]:
        """One of a contract that one may not know of does not exist."""
        user = user_of(self.request)
        return PriceAdjustment.objects.visible_to(user).select_related(
            "contract__supplier", "clause", "request__registered_by", "submitted_by", "approved_by", "rejected_by"
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With words, letters and history."""
        context = super().get_context_data(**kwargs)
        adjustment: PriceAdjustment = context["adjustment"]
        user = user_of(self.request)
        sending = ("contracts.prices.tasks.send_price_letter", "letter_id")
        return {
            **context,
            "words": adjustment_words(adjustment=adjustment),
            "letters": adjustment.letters.select_related("asked_by")
            .annotate(failure=failure_of(*sending, "reason"), failed_job=failure_of(*sending, "pk"))
            .order_by("pk"),
            "sent_by_me": PriceAdjustment.objects.filter(pk=adjustment.pk).made_by(user).exists(),
            "changes": changes_of(adjustment, user=user_of(self.request)),
        }


class _OfAdjustment(ActionPage):
    """An action on one adjustment."""

    permission_required: object = _MAY_WORK
    permission_of = PriceAdjustment
    refusals = (actions.AdjustmentMoved,)

    @property
    def adjustment(self) -> PriceAdjustment:
        """The one of the address."""
        user = user_of(self.request)
        found = PriceAdjustment.objects.visible_to(user).select_related("contract__supplier")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.adjustment.get_absolute_url()


class AdjustmentLines(_OfAdjustment):
    """Settle on other prices than the clause's. Where that is too late, the prices are shown, and why they stay."""

    form_class = LinesForm
    template_name = "contracts/prices/adjustment_lines.html"
    submit = "Spara priserna"

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """The form, or the prices as they stay."""
        return self._as_they_stay() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Save them, or say why it is too late."""
        return self._as_they_stay(refused=True) or super().post(request, *args, **kwargs)

    def _as_they_stay(self, *, refused: bool = False) -> HttpResponse | None:
        """The prices without a form; nothing where they may be changed."""
        adjustment = self.adjustment
        stays = why_prices_stay(adjustment)
        if not stays:
            return None
        context = {
            "adjustment": adjustment,
            "title": f"Priser, {adjustment.contract.number} från {adjustment.effective_on}",
            "stays": stays,
            "refused": refused,
            "words": adjustment_words(adjustment=adjustment),
            "back": self.back(),
        }
        return render(self.request, self.template_name, context, status=422 if refused else 200)

    def get_form_kwargs(self) -> dict[str, object]:
        """With the lines."""
        adjustment = self.adjustment
        lines = list(adjustment.lines.select_related("item__unit").order_by("item__name", "pk"))
        return {
            **super().get_form_kwargs(),
            "lines": lines,
            "version": adjustment.version,
            "limit_percent": PriceTerm.limit_of(adjustment.contract.buyer_id),
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        adjustment = self.adjustment
        title = f"Ändra priser, {adjustment.contract.number} från {adjustment.effective_on}"
        return {**super().get_context_data(**kwargs), "title": title, "adjustment": adjustment}

    def do(self, form: LinesForm) -> PriceAdjustment:
        """Save them."""
        user = user_of(self.request)
        return actions.change_lines(
            adjustment_id=self.kwargs["pk"],
            changes=form.changes(),
            by=user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
        )

    def done(self, result: PriceAdjustment) -> str:
        """What happened."""
        return "Priserna är sparade. Skicka prisjusteringen till godkännande när den är klar."


class AdjustmentReject(_OfAdjustment):
    """Say that prices are not adjusted this time."""

    permission_required = _MAY_SEE
    opened_by = (_MAY_WORK, _MAY_APPROVE)  # whoever works with it, and whoever it was sent to
    form_class = ReasonForm
    submit = "Avvisa prisjusteringen"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {
            **super().get_context_data(**kwargs),
            "title": f"Avvisa {str(self.adjustment)[:1].lower()}{str(self.adjustment)[1:]}",
        }

    def do(self, form: ReasonForm) -> PriceAdjustment:
        """Reject it."""
        user = user_of(self.request)
        return actions.reject_adjustment(
            adjustment_id=self.kwargs["pk"], reason=form.cleaned_data["reason"], by=user, at=timezone.now()
        )

    def done(self, result: PriceAdjustment) -> str:
        """What happened."""
        return "Prisjusteringen är avvisad. Priserna ligger kvar, och den föreslås inte igen för samma dag."


class AdjustmentReturn(PermissionRequiredMixin, View):
    """Give a sent one back to be worked on."""

    permission_required = _MAY_SEE
    opened_by = (_MAY_WORK, _MAY_APPROVE)  # as above
    permission_of = PriceAdjustment
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it back."""
        user = user_of(request)
        adjustment = get_object_or_404(PriceAdjustment.objects.visible_to(user), pk=pk)
        try:
            actions.return_adjustment(adjustment_id=pk, by=user, at=timezone.now())
        except actions.AdjustmentMoved as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Prisjusteringen är tillbaka bland förslagen.")
        return HttpResponseRedirect(adjustment.get_absolute_url())


class AdjustmentRecompute(PermissionRequiredMixin, View):
    """Compute an open one anew."""

    permission_required = _MAY_WORK
    permission_of = PriceAdjustment
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compute it, and say what came of it."""
        user = user_of(request)
        adjustment = get_object_or_404(PriceAdjustment.objects.visible_to(user), pk=pk)
        try:
            done = actions.recompute_adjustment(adjustment_id=pk, by=user, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, f"Omräknad med dagens värden och priser. Status är nu: {done.get_status_display()}."
            )
        return HttpResponseRedirect(adjustment.get_absolute_url())


class AdjustmentPropose(ActionPage):
    """Propose one contract's prices from a day that a person names."""

    permission_required = _MAY_WORK
    permission_of = Contract
    form_class = ProposeForm
    submit = "Räkna fram förslag"
    refusals = (Refused,)

    @property
    def contract(self) -> Contract:
        """The one of the address."""
        user = user_of(self.request)
        return get_object_or_404(Contract.objects.visible_to(user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"Justera priserna i {self.contract.number}"}

    def back(self) -> str:
        """To the contract."""
        return self.contract.get_absolute_url()

    def do(self, form: ProposeForm) -> PriceAdjustment:
        """Propose it."""
        user = user_of(self.request)
        return actions.propose_adjustment(
            contract=self.contract, effective_on=form.cleaned_data["effective_on"], by=user, at=timezone.now()
        )

    def done(self, result: PriceAdjustment) -> str:
        """What happened."""
        return "Förslaget är framräknat."
