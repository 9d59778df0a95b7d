"""Letters of new prices: on paper, one or many, and by mail."""

from __future__ import annotations

import io
import zipfile

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from contracts.prices import actions, tasks
from contracts.prices.models import PriceAdjustment
from contracts.prices.reports import PriceLetter, price_letter_pdf, price_letters
from contracts.prices.views.adjustment_list import back_to_list, chosen_adjustments
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed

_MOST = 200  # letters made while somebody waits
_SHOWN = 20


class PriceLetterFile(PermissionRequiredMixin, View):
    """One approved adjustment's letter."""

    permission_required = "contracts.view_priceadjustment"
    permission_of = PriceAdjustment

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """None before it is approved."""
        user = user_of(request)
        letters = price_letters(PriceAdjustment.objects.visible_to(user).filter(pk=pk))
        if not letters:
            raise Http404("Prisjusteringen är inte godkänd.")
        return _download(price_letter_pdf(letters), f"{_name(letters[0])}.pdf", "application/pdf")


class PriceLetterBatch(PermissionRequiredMixin, View):
    """Letters of all that were ticked, as one file or one file each in a package."""

    permission_required = "contracts.view_priceadjustment"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, form: str) -> HttpResponse:
        """`form` is pdf or zip."""
        user = user_of(request)
        chosen = chosen_adjustments(request)
        letters = price_letters(PriceAdjustment.objects.visible_to(user).filter(pk__in=chosen))
        if not letters:
            messages.warning(request, "Välj minst en godkänd prisjustering: brev finns först efter godkännandet.")
        elif len(letters) > _MOST:
            messages.warning(request, f"Välj högst {_MOST} i taget. Begränsa listan, till exempel per avtalsområde.")
        elif form == "pdf":
            return _download(price_letter_pdf(letters), "brev-om-nytt-pris.pdf", "application/pdf")
        else:
            return _download(_package(letters), "brev-om-nytt-pris.zip", "application/zip")
        return HttpResponseRedirect(back_to_list(request, "contracts:adjustment-list"))


class PriceLetterMail(PermissionRequiredMixin, View):
    """Send the letters by mail, when it has been shown how many go and where."""

    permission_required = "contracts.change_priceadjustment"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what would be mailed; order it when that has been seen and is still so. The worker sends."""
        user = user_of(request)
        ids, mark = chosen_adjustments(request), request.POST.get("visat", "")
        try:
            if not mark:
                return self.ask(ids)
            ordered = actions.order_letters(adjustment_ids=ids, mark=mark, by=user, at=timezone.now())
        except actions.LettersMoved:
            return self.ask(ids, has_moved=True)
        except NotAllowed as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(back_to_list(request, "contracts:adjustment-list"))
        for letter_id in ordered.letter_ids:
            # Ordered once more by hand is tried from the beginning.
            end_job(name="contracts.prices.tasks.send_price_letter", kwargs={"letter_id": letter_id})
            ask_for(tasks.send_price_letter, letter_id=letter_id)
        count = len(ordered.letter_ids)
        if count:
            messages.success(request, f"{count} brev skickas nu.")
        if ordered.without_address:
            messages.warning(
                request,
                "Ingen e-post för avtalsfrågor finns registrerad hos leverantören till "
                f"{', '.join(ordered.without_address[:20])}. Lägg till en kontakt, eller skicka brevet som PDF.",
            )
        return HttpResponseRedirect(back_to_list(request, "contracts:adjustment-list"))

    def ask(self, ids: list[int], *, has_moved: bool = False) -> HttpResponse:
        """The page that says how many letters go, to whom, and which have no address."""
        to_mail = actions.letters_to_mail(adjustment_ids=ids, by=user_of(self.request))
        back = back_to_list(self.request, "contracts:adjustment-list")
        if not to_mail.letters and not to_mail.without_address:
            messages.warning(
                self.request, "Inget att skicka: välj godkända prisjusteringar vars brev inte redan är skickade."
            )
            return HttpResponseRedirect(back)
        context = {
            "letters": to_mail.letters[:_SHOWN],
            "count": len(to_mail.letters),
            "more": max(len(to_mail.letters) - _SHOWN, 0),
            "without_address": to_mail.without_address[:_SHOWN],
            "without": len(to_mail.without_address),
            "mark": to_mail.mark,
            "has_moved": has_moved,
            "ids": [] if self.request.POST.get("alla") else ids,
            "action": self.request.get_full_path(),
            "back": back,
        }
        return render(self.request, "contracts/prices/letter_mail.html", context)


def _name(letter: PriceLetter) -> str:
    return f"nytt-pris-{slugify(letter.number) or 'avtal'}-{letter.effective_on}"


def _package(letters: tuple[PriceLetter, ...]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for number, letter in enumerate(letters, start=1):
            package.writestr(f"{number:03}-{_name(letter)}.pdf", price_letter_pdf((letter,)))
    return held.getvalue()


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
