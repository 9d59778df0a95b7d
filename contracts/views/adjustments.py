"""Price adjustments: the work list, one adjustment, and what is done with them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.generic import DetailView

from contracts import actions
from contracts.filters import AdjustmentFilter, PriceRequestFilter
from contracts.forms import LinesForm, PriceRequestForm, ProposeForm, ReasonForm
from contracts.models import Contract, PriceAdjustment, PriceRequest
from contracts.reports import adjustment_words, why_prices_stay, work
from contracts.rules import Refused
from contracts.tables import AdjustmentTable, PriceRequestTable
from huddinge_vo.common.audit import changes_of
from huddinge_vo.common.views import DeedPage, ListPage

_MAY_SEE = "contracts.view_priceadjustment"
_MAY_WORK = "contracts.change_priceadjustment"
_MAY_APPROVE = "contracts.approve_priceadjustment"


class AdjustmentList(ListPage):
    """All adjustments that one may know of, with what is to be done area by area above."""

    permission_required = _MAY_SEE
    filterset_class = AdjustmentFilter
    table_class = AdjustmentTable
    template_name = "contracts/adjustment_list.html"
    title = "Prisjustering"
    export_name = "prisjusteringar"

    def get_queryset(self) -> QuerySet[PriceAdjustment]:
        """Narrowed at the door."""
        user: Any = self.request.user
        found = PriceAdjustment.objects.visible_to(user).for_list().prefetch_related("lines__item")
        # What is not decided first, area by area: that is how the work is done.
        return found.order_by("is_decided", "area_name", "effective_on", "contract__number", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the open work, and how many requests nobody has decided on."""
        user: Any = self.request.user
        requests = PriceRequest.objects.visible_to(user).undecided().count()
        return {**super().get_context_data(**kwargs), "work": work(user=user), "requests": requests}


def chosen_adjustments(request: HttpRequest) -> list[int]:
    """The adjustments a person has ticked, or with `alla` all that the list in the address shows; those he may know of."""
    user: Any = request.user
    visible = PriceAdjustment.objects.visible_to(user)
    if request.POST.get("alla"):
        narrowed = AdjustmentFilter(request.GET, queryset=visible, request=request)
        if not narrowed.is_valid():  # what cannot be understood chooses nothing, rather than everything
            return []
        visible = narrowed.qs
        return list(visible.order_by("pk").values_list("pk", flat=True).distinct())
    ticked = [int(raw) for raw in request.POST.getlist("id") if raw.isdecimal()]
    return list(visible.filter(pk__in=ticked).order_by("pk").values_list("pk", flat=True))


def back_to_list(request: HttpRequest, name: str) -> str:
    """The list as it was narrowed, or the page that a deed was done from."""
    came_from = request.POST.get("tillbaka", "")
    if came_from and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return came_from
    query = request.META.get("QUERY_STRING", "")
    return f"{reverse(name)}{'?' if query else ''}{query}"


class _Chosen(PermissionRequiredMixin, View):
    """One deed on all that were ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, and say what came of it."""
        ids = chosen_adjustments(request)
        if not ids:
            messages.warning(request, "Välj minst en prisjustering i listan.")
        else:
            try:
                messages.success(request, self.do(ids))
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            except actions.SamePerson as error:
                messages.error(request, str(error))
        return HttpResponseRedirect(back_to_list(request, "contracts:adjustment-list"))

    def do(self, ids: list[int]) -> str:
        """The deed; returns what to say."""
        raise NotImplementedError


class AdjustmentSubmit(_Chosen):
    """Send proposals to be approved by somebody else."""

    permission_required = _MAY_WORK

    def do(self, ids: list[int]) -> str:
        """Send those that are ready."""
        user: Any = self.request.user
        sent = actions.submit_adjustments(adjustment_ids=ids, by=user, at=timezone.now())
        left = len(ids) - sent
        told = f"{sent} {'prisjustering är skickad' if sent == 1 else 'prisjusteringar är skickade'} till godkännande."
        return told + (f" {left} lämnades: de väntar på något eller är redan skickade." if left else "")


class AdjustmentApprove(_Chosen):
    """Approve what another has sent."""

    permission_required = _MAY_APPROVE

    def do(self, ids: list[int]) -> str:
        """Approve those that were sent."""
        user: Any = self.request.user
        done = actions.approve_adjustments(adjustment_ids=ids, by=user, at=timezone.now())
        left = len(ids) - done
        told = (
            f"{done} {'prisjustering är godkänd' if done == 1 else 'prisjusteringar är godkända'}. "
            "De nya priserna står i prislistorna från sin dag."
        )
        return told + (f" {left} lämnades: de är inte skickade till godkännande." if left else "")


class AdjustmentPage(PermissionRequiredMixin, DetailView):
    """One adjustment: the prices, the figures they rest on, and what can be done."""

    permission_required = _MAY_SEE
    template_name = "contracts/adjustment_detail.html"
    context_object_name = "adjustment"

    def get_queryset(self) -> QuerySet[PriceAdjustment]:
        """One of a contract that one may not know of does not exist."""
        user: Any = self.request.user
        return PriceAdjustment.objects.visible_to(user).select_related(
            "contract__supplier", "clause", "request", "submitted_by", "approved_by", "rejected_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With words, letters and history."""
        context = super().get_context_data(**kwargs)
        adjustment: PriceAdjustment = context["adjustment"]
        return {
            **context,
            "words": adjustment_words(adjustment=adjustment),
            "letters": adjustment.letters.select_related("asked_by").order_by("pk"),
            "sent_by_me": self.request.user.pk in {adjustment.submitted_by_id, adjustment.changed_by_id},
            "changes": changes_of(adjustment),
        }


class _OfAdjustment(DeedPage):
    """A deed on one adjustment."""

    permission_required: Any = _MAY_WORK
    refusals = (actions.AdjustmentMoved, actions.ChangedMeanwhile)

    @property
    def adjustment(self) -> PriceAdjustment:
        """The one of the address."""
        user: Any = self.request.user
        found = PriceAdjustment.objects.visible_to(user).select_related("contract__supplier")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.adjustment.get_absolute_url()


class AdjustmentLines(_OfAdjustment):
    """Settle on other prices than the clause's. Where that is too late, the prices are shown, and why they stay."""

    form_class = LinesForm
    template_name = "contracts/adjustment_lines.html"
    submit = "Spara priserna"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the prices as they stay."""
        return self._as_they_stay() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the lines."""
        adjustment = self.adjustment
        lines = list(adjustment.lines.select_related("item__unit").order_by("item__name", "pk"))
        return {**super().get_form_kwargs(), "lines": lines, "version": adjustment.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        adjustment = self.adjustment
        title = f"Ändra priser, {adjustment.contract.number} från {adjustment.effective_on}"
        return {**super().get_context_data(**kwargs), "title": title, "adjustment": adjustment}

    def do(self, form: LinesForm) -> PriceAdjustment:
        """Save them."""
        user: Any = self.request.user
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

    form_class = ReasonForm
    submit = "Avvisa prisjusteringen"

    def has_permission(self) -> bool:
        """Whoever works with it, and whoever it was sent to."""
        user: Any = self.request.user
        return user.has_perm(_MAY_WORK) or user.has_perm(_MAY_APPROVE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        return {
            **super().get_context_data(**kwargs),
            "title": f"Avvisa {str(self.adjustment)[:1].lower()}{str(self.adjustment)[1:]}",
        }

    def do(self, form: ReasonForm) -> PriceAdjustment:
        """Reject it."""
        user: Any = self.request.user
        return actions.reject_adjustment(
            adjustment_id=self.kwargs["pk"], reason=form.cleaned_data["reason"], by=user, at=timezone.now()
        )

    def done(self, result: PriceAdjustment) -> str:
        """What happened."""
        return "Prisjusteringen är avvisad. Priserna ligger kvar, och den föreslås inte igen för samma dag."


class AdjustmentReturn(PermissionRequiredMixin, View):
    """Give a sent one back to be worked on."""

    permission_required = _MAY_SEE
    http_method_names = ["post"]

    def has_permission(self) -> bool:
        """Whoever works with it, and whoever it was sent to."""
        user: Any = self.request.user
        return user.has_perm(_MAY_WORK) or user.has_perm(_MAY_APPROVE)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it back."""
        user: Any = request.user
        adjustment = get_object_or_404(PriceAdjustment.objects.visible_to(user), pk=pk)
        try:
            actions.return_adjustment(adjustment_id=pk, by=user, at=timezone.now())
        except actions.AdjustmentMoved as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Prisjusteringen är tillbaka bland förslagen.")
        return HttpResponseRedirect(adjustment.get_absolute_url())


class AdjustmentRecompute(PermissionRequiredMixin, View):
    """Reckon an open one anew."""

    permission_required = _MAY_WORK
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reckon it, and say what came of it."""
        user: Any = request.user
        adjustment = get_object_or_404(PriceAdjustment.objects.visible_to(user), pk=pk)
        try:
            done = actions.recompute_adjustment(adjustment_id=pk, by=user, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, f"Omräknad med dagens värden och priser. Läget är nu: {done.get_status_display()}."
            )
        return HttpResponseRedirect(adjustment.get_absolute_url())


class AdjustmentPropose(DeedPage):
    """Propose one contract's prices from a day that a person names."""

    permission_required = _MAY_WORK
    form_class = ProposeForm
    submit = "Räkna fram förslag"
    refusals = (Refused,)

    @property
    def contract(self) -> Contract:
        """The one of the address."""
        user: Any = self.request.user
        return get_object_or_404(Contract.objects.visible_to(user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"Justera priserna i {self.contract.number}"}

    def back(self) -> str:
        """To the contract."""
        return self.contract.get_absolute_url()

    def do(self, form: ProposeForm) -> PriceAdjustment:
        """Propose it."""
        user: Any = self.request.user
        return actions.propose_adjustment(
            contract=self.contract, effective_on=form.cleaned_data["effective_on"], by=user, at=timezone.now()
        )

    def done(self, result: PriceAdjustment) -> str:
        """What happened."""
        return "Förslaget är framräknat."


class PriceRequestList(ListPage):
    """The inbox of requests for a higher price."""

    permission_required = _MAY_SEE
    filterset_class = PriceRequestFilter
    table_class = PriceRequestTable
    template_name = "contracts/price_request_list.html"
    title = "Begäran om prisjustering"
    export_name = "begaran-om-prisjustering"

    def get_queryset(self) -> QuerySet[PriceRequest]:
        """Narrowed at the door."""
        user: Any = self.request.user
        return PriceRequest.objects.visible_to(user).for_list().order_by("-received_on", "-pk")


class PriceRequestRegister(DeedPage):
    """Register that a supplier has asked."""

    permission_required = "contracts.add_pricerequest"
    form_class = PriceRequestForm
    title = "Registrera begäran om prisjustering"
    submit = "Registrera"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form narrows its choices by who asks."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Today, and the contract that one came from."""
        return {"received_on": timezone.localdate(), "contract": self.request.GET.get("avtal", "")}

    def back(self) -> str:
        """To the inbox."""
        return reverse("contracts:price-request-list")

    def do(self, form: PriceRequestForm) -> PriceRequest:
        """Register it."""
        user: Any = self.request.user
        return actions.register_price_request(request=form.instance, by=user, at=timezone.now())

    def done(self, result: PriceRequest) -> str:
        """What happened."""
        return "Begäran är registrerad. Kom den i tid räknas förslaget fram senast i natt, eller genast från avtalets sida."


class PriceRequestDecline(DeedPage):
    """Say no to a request."""

    permission_required = _MAY_WORK
    form_class = ReasonForm
    submit = "Avslå begäran"
    refusals = (actions.AdjustmentMoved,)

    @property
    def price_request(self) -> PriceRequest:
        """The one of the address."""
        user: Any = self.request.user
        return get_object_or_404(PriceRequest.objects.visible_to(user).select_related("contract"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        asked = self.price_request
        title = f"Avslå begäran från {asked.received_on}, {asked.contract.number}"
        return {**super().get_context_data(**kwargs), "title": title}

    def back(self) -> str:
        """To the inbox."""
        return reverse("contracts:price-request-list")

    def do(self, form: ReasonForm) -> PriceRequest:
        """Decline it."""
        user: Any = self.request.user
        asked = self.price_request
        return actions.decline_price_request(
            request_id=asked.pk, reason=form.cleaned_data["reason"], by=user, at=timezone.now()
        )

    def done(self, result: PriceRequest) -> str:
        """What happened."""
        return "Begäran är avslagen."
