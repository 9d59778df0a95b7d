"""The price control: what is not as agreed, what items are, and what is asked back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from contracts.suppliers.models import Supplier
from followup.invoices.models import InvoiceLine
from followup.price_control import actions, tasks
from followup.price_control.filters import ClaimFilter, DeviationFilter
from followup.price_control.forms import AnswerForm, DropForm, MatchForm
from followup.price_control.models import ItemMatch, PriceClaim, PriceDeviation
from followup.price_control.querysets import unmatched_items
from followup.price_control.reports import claim_letter, claim_letter_pdf, claim_lines, money_by_year
from followup.price_control.rules import answer_by
from followup.price_control.tables import ClaimTable, DeviationTable
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of

_SHOWN = 100


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class DeviationList(ListPage):
    """Lines that are not as agreed."""

    permission_required = "followup.view_pricedeviation"
    filterset_class = DeviationFilter
    table_class = DeviationTable
    template_name = "followup/price_control/deviation_list.html"
    title = "Priskontroll"
    export_name = "prisavvikelser"

    def get_queryset(self) -> QuerySet[PriceDeviation]:
        """Narrowed to what the person may see, of the chosen buyer."""
        found = PriceDeviation.objects.visible_to(user_of(self.request)).for_buyer(current_buyer(self.request))
        return found.for_list().order_by("-difference_sek", "pk")


class BySupplier(PermissionRequiredMixin, TemplateView):
    """The kronor of each supplier, and of each year."""

    permission_required = "followup.view_pricedeviation"
    template_name = "followup/price_control/by_supplier.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As far as the person may see."""
        user, buyer = user_of(self.request), _buyer(self.request)
        suppliers = PriceDeviation.objects.visible_to(user).for_buyer(buyer).by_supplier()
        return {
            **super().get_context_data(**kwargs),
            "suppliers": suppliers[:_SHOWN],
            "shown": _SHOWN,
            "years": money_by_year(buyer=buyer, user=user),
        }


class ItemList(PermissionRequiredMixin, TemplateView):
    """Items that stand in no price list as far as the system can tell, and those that a person has spoken of."""

    permission_required = "followup.view_pricedeviation"
    template_name = "followup/price_control/item_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of the chosen buyer."""
        user, buyer = user_of(self.request), _buyer(self.request)
        confirmed = ItemMatch.objects.visible_to(user).filter(buyer=buyer, confirmed_at__isnull=False)
        return {
            **super().get_context_data(**kwargs),
            "items": unmatched_items(buyer=buyer, user=user),
            "confirmed": confirmed.select_related("supplier", "confirmed_by").order_by("-confirmed_at", "-pk")[:_SHOWN],
        }


class ItemMatchPage(ActionPage):
    """Say once which line of the price list a supplier's item is."""

    permission_required = "followup.change_pricedeviation"
    permission_of = InvoiceLine
    form_class = MatchForm
    title = "Vad är artikeln?"
    submit = "Spara"

    def line(self) -> InvoiceLine:
        """A line with the item, if one may see it."""
        lines = InvoiceLine.objects.visible_to(user_of(self.request)).select_related(
            "invoice__supplier", "invoice__buyer"
        )
        found = lines.filter(invoice__supplier__isnull=False, invoice__buyer__isnull=False)
        return get_object_or_404(found.exclude(item_key=""), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, object]:
        """With the price lists of the supplier."""
        self.of = self.line()
        said = self.of.item_name or self.of.seller_item_id or "artikeln"
        self.title = f"Vad är ”{said}” hos {self.of.invoice.supplier}?"
        return {**super().get_form_kwargs(), "line": self.of, "user": user_of(self.request)}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:price-items")

    def do(self, form: MatchForm) -> PriceToItems:
        """Remember it, and hold the lines anew."""
        actions.confirm_match(line=self.of, item=form.chosen(), by=user_of(self.request), at=timezone.now())
        return PriceToItems()

    def done(self, result: object) -> str:
        """It holds for all."""
        return "Sparat. Det gäller alla leverantörens fakturor, tidigare och kommande."


class PriceToItems:
    """Where one goes when an item has been said."""

    def get_absolute_url(self) -> str:
        return reverse("followup:price-items")


class ClaimList(ListPage):
    """What is asked back."""

    permission_required = "followup.view_pricedeviation"
    filterset_class = ClaimFilter
    table_class = ClaimTable
    template_name = "followup/price_control/claim_list.html"
    title = "Priskrav"
    export_name = "priskrav"

    def get_queryset(self) -> QuerySet[PriceClaim]:
        """Narrowed to what the person may see, of the chosen buyer."""
        found = PriceClaim.objects.visible_to(user_of(self.request)).filter(buyer=current_buyer(self.request))
        return found.select_related("supplier").order_by("-made_at", "-pk")


class ClaimPage(PermissionRequiredMixin, DetailView):
    """A claim: its lines, its letter, its answer and its credit note."""

    permission_required = "followup.view_pricedeviation"
    template_name = "followup/price_control/claim_detail.html"
    context_object_name = "claim"

    def get_queryset(self) -> QuerySet[PriceClaim]:
        """Narrowed to what the person may see."""
        found = PriceClaim.objects.visible_to(user_of(self.request))
        return found.select_related("supplier", "buyer", "credit", "made_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the lines, and who changed what."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        return {
            **context,
            "lines": claim_lines(context["claim"], user=user),
            "address": actions.address_of(context["claim"]) if context["claim"].status == "DRAFT" else "",
            "changes": changes_of(context["claim"], user=user),
        }


class ClaimLetterFile(PermissionRequiredMixin, View):
    """The letter of a claim, as PDF."""

    permission_required = "followup.view_pricedeviation"
    permission_of = PriceClaim

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """As it was sent, else as it would be sent today."""
        user, today = user_of(request), timezone.localdate()
        claims = PriceClaim.objects.visible_to(user).select_related("supplier", "buyer")
        claim = get_object_or_404(claims, pk=pk)
        letter = claim_letter(claim, user=user, on=today, answer_by=answer_by(today))
        response = HttpResponse(claim_letter_pdf(letter), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{claim.number}.pdf"'
        return response


@require_POST
@permission_required("followup.add_priceclaim")
def make_claim(request: HttpRequest, supplier: int) -> HttpResponse:
    """Gather what can be asked back of a supplier."""
    user = user_of(request)
    of = get_object_or_404(Supplier.objects.visible_to(user), pk=supplier)
    try:
        claim = actions.make_claim(supplier=of, buyer=_buyer(request), by=user, at=timezone.now())
    except actions.CannotClaim as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(reverse("followup:price-suppliers"))
    messages.success(request, f"{claim} är upplagt. Läs brevet innan du skickar det.")
    return HttpResponseRedirect(claim.get_absolute_url())


@require_POST
@permission_required("followup.change_priceclaim", of=PriceClaim)
@transaction.atomic
def send_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the letter has gone today, or have it mailed."""
    claim = get_object_or_404(PriceClaim.objects.visible_to(user_of(request)), pk=pk)
    by_mail = bool(request.POST.get("mejl"))
    try:
        actions.send_claim(
            claim_id=claim.pk, on=timezone.localdate(), by=user_of(request), at=timezone.now(), by_mail=by_mail
        )
    except actions.CannotClaim as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(claim.get_absolute_url())
    if by_mail:
        ask_for(tasks.send_claim_letter, by=user_of(request), href=claim.get_absolute_url(), claim_id=claim.pk)
    sent = "skickas nu" if by_mail else "är skickat"
    messages.success(request, f"Kravet {sent}. Krediteringen hittas när kreditfakturan läses in.")
    return HttpResponseRedirect(claim.get_absolute_url())


class _OfClaim(ActionPage):
    """A step of a claim."""

    permission_required = "followup.change_priceclaim"
    permission_of = PriceClaim
    refusals = (actions.CannotClaim,)

    def claim(self) -> PriceClaim:
        """The claim, if one may see it."""
        return get_object_or_404(PriceClaim.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def back(self) -> str:
        """To the claim."""
        return self.claim().get_absolute_url()


class ClaimAnswer(_OfClaim):
    """What the supplier answered."""

    form_class = AnswerForm
    title = "Leverantörens svar"

    def do(self, form: AnswerForm) -> PriceClaim:
        """Write it down."""
        said = form.cleaned_data
        return actions.answer_claim(
            claim_id=self.claim().pk,
            answer=said["answer"],
            words=said["words"],
            on=said["answered_on"],
            by=user_of(self.request),
            at=timezone.now(),
        )


class ClaimDrop(_OfClaim):
    """Give a claim up."""

    form_class = DropForm
    title = "Lägg ned kravet"
    submit = "Lägg ned"

    def do(self, form: DropForm) -> PriceClaim:
        """With the reason."""
        reason = form.cleaned_data["reason"]
        return actions.drop_claim(claim_id=self.claim().pk, reason=reason, by=user_of(self.request), at=timezone.now())
