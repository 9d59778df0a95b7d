"""What a supplier sees who comes by a link: the one thing it is asked, and nothing else.

The secret goes from the address into the session at once, so that it stands in no log and no reference of the page.
"""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from followup.findings import actions
from followup.findings.forms import SupplierAnswerForm
from followup.findings.models import AnswerLink
from followup.findings.rules import token_hash
from huddinge_vo.common.files.uploads import MAY_SEND
from huddinge_vo.common.pages.views import with_errors
from huddinge_vo.common.signin.address import counted_address
from huddinge_vo.common.untyped import PassedOn

_LINK = "answer_link"
_MOST_WRONG, _COUNTED_SECONDS = 30, 600  # links that open nothing, from one address


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    """The same answer whether there never was such a link, it is used, or it has gone out."""
    for name in (_LINK, MAY_SEND):
        request.session.pop(name, None)
    key = _counter(request)
    cache.add(key, 0, _COUNTED_SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # it went out in between
        cache.add(key, 1, _COUNTED_SECONDS)
    return _unkept(render(request, "followup/findings/answer_gone.html", status=404))


def _counter(request: HttpRequest) -> str:
    return f"wrong-links:{counted_address(request)}"


@method_decorator(login_not_required, name="dispatch")
class _Open(View):
    """Open to whoever has a link; nobody tries many."""

    def dispatch(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponseBase:
        """After so many wrong ones from an address nothing is answered for a while, right ones neither."""
        if cache.get(_counter(request), 0) >= _MOST_WRONG:
            return render(request, "429.html", status=429)
        return super().dispatch(request, *args, **kwargs)


class AnswerOpen(_Open):
    """A link as it was sent."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """On to the page, with the secret out of the address. Looking uses nothing up."""
        hashed = token_hash(token)
        try:
            actions.find_link(hashed=hashed, at=timezone.now())
        except actions.LinkGone:
            return _gone(request)
        request.session[_LINK] = hashed
        request.session[MAY_SEND] = actions.MOST_FILES * actions.LARGEST_FILE + (1 << 20)
        response = HttpResponseRedirect(reverse("followup:answer"))
        response["Referrer-Policy"] = "no-referrer"  # the form's own page has none of the secret, and needs its origin
        return _unkept(response)


class AnswerPage(_Open):
    """What is asked, and the answer to it."""

    most_files = 3

    def setup(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> None:
        """By the link that the session was opened with."""
        super().setup(request, *args, **kwargs)
        self.hashed = str(request.session.get(_LINK, ""))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The question."""
        try:
            link = actions.find_link(hashed=self.hashed, at=timezone.now())
        except actions.LinkGone:
            return _gone(request)
        return self._page(link, SupplierAnswerForm(questions=self._questions(link)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The answer, once."""
        now = timezone.now()
        try:
            link = actions.find_link(hashed=self.hashed, at=now)
            form = SupplierAnswerForm(request.POST, request.FILES, questions=self._questions(link))
            if not form.is_valid():
                return self._page(link, form, status=422)
            sent = [actions.Sent(each.name or "fil", each.file) for each in form.cleaned_data["attached"]]
            actions.answer_by_link(
                hashed=self.hashed, words=form.cleaned_data["words"], files=sent, lines=form.lines(), at=now
            )
        except actions.LinkGone:
            return _gone(request)
        except ValidationError as error:
            return self._page(link, with_errors(form, error), status=422)
        for name in (_LINK, MAY_SEND):
            request.session.pop(name, None)
        return HttpResponseRedirect(reverse("followup:answer-thanks"))

    def _questions(self, link: AnswerLink) -> list[PassedOn]:
        return list(link.review.answers.order_by("order", "pk")) if link.review else []

    def _page(self, link: AnswerLink, form: SupplierAnswerForm, status: int = 200) -> HttpResponse:
        step, review = link.step, link.review
        about = step.finding if step else cast("PassedOn", review).contract
        told = {
            "form": form,
            "step": step,
            "review": review,
            "buyer": about.buyer.name,
            "supplier": about.supplier.name,
            "until": link.expires_at,
        }
        return _unkept(render(self.request, "followup/findings/answer.html", told, status=status))


class AnswerThanks(_Open):
    """That it has come in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Nothing of what was sent."""
        return _unkept(render(request, "followup/findings/answer_thanks.html"))
