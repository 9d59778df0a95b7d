"""Letters of new prices: on paper, one or many, and by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View

from contracts.prices import actions, tasks
from contracts.prices.models import PriceAdjustment
from contracts.prices.reports import PriceLetter, price_letter_files, price_letter_pdf, price_letters
from contracts.prices.views.adjustment_list import MOST_LETTERS, back_to_list, chosen_adjustments
from huddinge_vo.common.files.packages import packed
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.jobs.tasks import ask_for, where_to_wait
from huddinge_vo.common.pages.asked import read_ids
from huddinge_vo.common.pages.fetching import MANY_LETTERS, WAITS, WaitedFor
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed

_SHOWN = 20


class PriceLetterFile(PermissionRequiredMixin, View):
    """One approved adjustment's letter."""

    permission_required = "contracts.view_priceadjustment"
    permission_of = PriceAdjustment

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """None before it is approved."""
        user = user_of(request)
        letters = price_letters(PriceAdjustment.objects.visible_to(user).filter(pk=pk))
        if not letters:
            raise Http404("Prisjusteringen är inte godkänd.")
        pdf = HttpResponse(price_letter_pdf(letters), content_type="application/pdf")
        return _download(pdf, f"{_name(letters[0])}.pdf")


class PriceLetterBatch(PermissionRequiredMixin, WaitedFor):
    """Letters of all that were ticked, as one file or one file each in a package."""

    permission_required = "contracts.view_priceadjustment"
    http_method_names = ["get", "post"]
    title = "Brev om nytt pris"
    unit = "brev"

    @property
    def kind(self) -> str:  # type: ignore[override]
        """What a file is asked for."""
        return "PDF" if self.kwargs["form"] == "pdf" else "ZIP"

    def back(self) -> str:
        """The list as it was narrowed."""
        return back_to_list(self.request, "contracts:adjustment-list")

    @cached_property
    def letters(self) -> tuple[PriceLetter, ...]:
        """Those of the adjustments in the address that are approved, as far as one may see them."""
        asked = read_ids(self.request.GET.getlist("id"))
        return price_letters(PriceAdjustment.objects.visible_to(user_of(self.request)).filter(pk__in=asked))

    def takes_long(self) -> bool:
        """Few are there before one has read that they are on their way."""
        return len(self.letters) > MANY_LETTERS

    def post(self, request: HttpRequest, form: str) -> HttpResponse:
        """Lead to the letters of what was ticked, which have an address to be fetched from while a page tells of it."""
        chosen = PriceAdjustment.objects.visible_to(user_of(request)).filter(pk__in=chosen_adjustments(request))
        ids = chosen.approved().order_by("pk").values_list("pk", flat=True)
        query = QueryDict(mutable=True)
        query.setlist("id", [str(pk) for pk in ids[: MOST_LETTERS + 1]])
        query[WAITS], query["tillbaka"] = "1", self.back()
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")

    def get(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """`form` is pdf or zip. A package is sent while its letters are drawn, a letter at a time."""
        letters = self.letters
        if not letters:
            messages.warning(request, "Välj minst en godkänd prisjustering: brev finns först efter godkännandet.")
        elif len(letters) > MOST_LETTERS:
            messages.warning(
                request, f"Välj högst {MOST_LETTERS} i taget. Begränsa listan, till exempel per avtalsområde."
            )
        elif form == "pdf":
            pdf = price_letter_pdf(letters, one_by_one=self.one_by_one)
            return _download(HttpResponse(pdf, content_type="application/pdf"), "brev-om-nytt-pris.pdf")
        else:
            names = (f"{number:03}-{_name(letter)}.pdf" for number, letter in enumerate(letters, start=1))
            files = price_letter_files(letters, one_by_one=self.one_by_one)
            package = StreamingHttpResponse(packed(zip(names, files, strict=True)), content_type="application/zip")
            return _download(package, "brev-om-nytt-pris.zip")
        return HttpResponseRedirect(self.back())


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
        for letter_id in ordered.letter_ids:  # ordered once more by hand is tried from the beginning
            end_job(name=tasks.send_price_letter.name, kwargs={"letter_id": letter_id})
        if ordered.without_address:
            messages.warning(
                request,
                "Ingen e-post för avtalsfrågor finns registrerad hos leverantören till "
                f"{', '.join(ordered.without_address[:20])}. Lägg till en kontakt, eller skicka brevet som PDF.",
            )
        back = back_to_list(request, "contracts:adjustment-list")
        if not ordered.letter_ids:
            return HttpResponseRedirect(back)
        asked = ask_for(tasks.send_price_letters, by=user, href=back, letter_ids=list(ordered.letter_ids))
        return HttpResponseRedirect(where_to_wait([asked], back))

    def ask(self, ids: list[int], *, has_moved: bool = False) -> HttpResponse:
        """The page that says how many letters go, to whom, and which have no address."""
        to_mail = actions.letters_to_mail(adjustment_ids=ids, by=user_of(self.request))
        back = back_to_list(self.request, "contracts:adjustment-list")
        if not to_mail.letters and not to_mail.without_address:
            said = "Inget att skicka: välj godkända prisjusteringar vars brev inte redan är skickade."
            messages.warning(self.request, " ".join([said, *to_mail.left_words]))
            return HttpResponseRedirect(back)
        today = timezone.localdate()
        begun = [each.effective_on for each, _address in to_mail.letters if each.effective_on <= today]
        context = {
            "letters": to_mail.letters[:_SHOWN],
            "begun": len(begun),
            "first_day": min(begun, default=None),
            "count": len(to_mail.letters),
            "more": max(len(to_mail.letters) - _SHOWN, 0),
            "without_address": to_mail.without_address[:_SHOWN],
            "without": len(to_mail.without_address),
            "left": " ".join(to_mail.left_words),
            "mark": to_mail.mark,
            "has_moved": has_moved,
            "ids": [] if self.request.POST.get("alla") else ids,
            "action": self.request.get_full_path(),
            "back": back,
        }
        return render(self.request, "contracts/prices/letter_mail.html", context)


def _name(letter: PriceLetter) -> str:
    return f"nytt-pris-{slugify(letter.number) or 'avtal'}-{letter.effective_on}"


def _download(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
