"""The pages of help: for everybody who has logged in."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huddinge_vo.common.people.request import user_of
from huddinge_vo.demo.anew import ASK_AGAIN, can_be_made_anew, order_anew, ordered_by
from huddinge_vo.help.reports import DOCUMENTS, STATEMENT, Section, section_of, sections


@require_safe
def help_of_page(request: HttpRequest) -> HttpResponse:
    """The help of the page that one comes from; without one the manual's beginning."""
    return HttpResponseRedirect(section_of(request.GET.get("sida", "")).get_absolute_url())


@require_safe
def document(request: HttpRequest, name: str) -> HttpResponse:
    """A document, from its first section."""
    return _page(request, name, None)


@require_safe
def section(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    """One section, with all of them beside it."""
    return _page(request, name, slug)


@login_not_required
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """How accessible the system is, and whom one tells of what is not; `sida` is the page that one comes from."""
    page = request.GET.get("sida", "")
    told = urlencode({"subject": "Tillgänglighet i Huddinge VO", "body": f"Sida: {page[:200]}\n"}, quote_via=quote)
    context = {"sections": sections(STATEMENT), "mail": settings.VO_ACCESSIBILITY_MAIL, "told": told}
    return render(request, "help/statement.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def example_anew(request: HttpRequest) -> HttpResponse:
    """Make the example as new, for anybody who is in it; where it is not the example, or nobody keeps it, no such page.

    No permission: everybody there can sign in as anybody, so one would keep nobody out. Whoever waited for it to be
    done comes back here, is signed in no more, and is sent to sign in, not to ask for it once more afterwards.
    """
    if not request.user.is_authenticated:
        return redirect("account_login")
    if not can_be_made_anew():
        raise Http404
    if request.method == "POST":
        order_anew(user_of(request))
    if ordered_by():
        answer = render(request, "help/being_made_anew.html")
        answer.headers["Refresh"] = ASK_AGAIN
        return answer
    return render(request, "help/example.html")


def _page(request: HttpRequest, name: str, slug: str | None) -> HttpResponse:
    if name not in DOCUMENTS:
        raise Http404
    found: list[Section] = [each for each in sections(name) if slug in {None, each.slug}]
    if not found:
        raise Http404
    context = {
        "section": found[0],
        "sections": sections(name),
        "documents": DOCUMENTS.items(),
        "title": DOCUMENTS[name],
    }
    return render(request, "help/section.html", context)
