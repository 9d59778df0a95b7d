"""A list of many rows, or a long document, as a file: how far it has come, told while the browser fetches it.

The file is written as it is sent and kept nowhere, so that nobody has it who may not see the list when it is sent.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from huddinge_vo.common.jobs.progress import told_or_not
from huddinge_vo.common.jobs.reports import JobProgress
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn

MANY_ROWS = 20_000  # more take so long that one wants to see how it goes
FETCHED_AS = "hamtning"  # what an address calls the fetching that it belongs to
WAITS = "vanta"  # and how it asks for a page to wait on while a document is drawn
_A_MARK = re.compile(r"[\w-]{16,32}", re.ASCII)
_TELL_EVERY = 1000  # rows
_KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Fetched:
    """How many rows of a file have been written, of how many, and how it ended: whole, or broken off.

    A document has no rows, and tells only that it is being drawn.
    """

    done: int
    whole: int
    stage: str = "Skriver filen"
    is_whole: bool = False
    is_broken_off: bool = False

    @property
    def progress(self) -> JobProgress:
        """As jobs tell theirs."""
        return JobProgress(
            is_being_done=True,
            stage=self.stage,
            done=self.done,
            whole=self.whole,
            steps=(),
            percent=min(100 * self.done // self.whole, 100) if self.whole else None,
            left="",
            trouble="",
            asked=None,
            may_cancel=False,
            is_being_cancelled=False,
        )


def mark_in(request: HttpRequest) -> str:
    """The fetching that an address belongs to; empty where it belongs to none that we have made."""
    mark = request.GET.get(FETCHED_AS, "")
    return mark if _A_MARK.fullmatch(mark) else ""


def told_as_written(rows: Iterable[list[object]], *, person_id: int, mark: str, whole: int) -> Iterator[list[object]]:
    """The headings and rows of a file as they come, telling how many there have been; nobody listens without a mark."""
    if not mark:
        yield from rows
        return
    key, so_far = _key(person_id, mark), Fetched(0, whole)
    try:
        for number, row in enumerate(rows):  # the headings are nought
            so_far = replace(so_far, done=number)
            if number % _TELL_EVERY == 0:
                _tell(key, so_far)
            yield row
        so_far = replace(so_far, is_whole=True)
    finally:
        _tell(key, replace(so_far, is_broken_off=not so_far.is_whole))


class WaitedFor(View):
    """A document that takes seconds to draw: a page to wait on comes first, where the address asks for one.

    Stands behind the mixin that asks whether the person may have it.
    """

    title = ""

    def back(self) -> str:
        """The page that it belongs to."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponseBase:
        """The page to wait on, or the document itself."""
        if WAITS in request.GET:
            query = request.GET.copy()
            del query[WAITS]
            return _page(request, query, title=self.title, kind="PDF", back=self.back())
        mark = mark_in(request)
        if not mark:
            return super().dispatch(request, *args, **kwargs)
        key, drawn = _key(user_of(request).pk, mark), Fetched(0, 0, stage="Ritar sidorna")
        _tell(key, drawn)
        try:
            answer = super().dispatch(request, *args, **kwargs)
            drawn = replace(drawn, is_whole=True)
        finally:
            _tell(key, replace(drawn, is_broken_off=not drawn.is_whole))
        return answer


def fetching_page(request: HttpRequest, *, title: str, kind: str, rows: int) -> HttpResponse:
    """A page that has the browser fetch the file of a list that the address asks for, and tells how far it has come."""
    back = request.GET.copy()
    del back["export"]
    to_list = f"{request.path}?{back.urlencode()}"
    return _page(request, request.GET.copy(), title=title, kind=kind.upper(), rows=rows, back=to_list)


def _page(
    request: HttpRequest, query: QueryDict, *, title: str, kind: str, back: str, rows: int | None = None
) -> HttpResponse:
    mark = query[FETCHED_AS] = secrets.token_urlsafe(16)
    href = f"{request.path}?{query.urlencode()}"
    told = {"title": title, "kind": kind, "rows": rows, "href": href, "mark": mark, "back": back}
    page = render(request, "common/fetching.html", told)
    page.headers["Refresh"] = f"0; url={href}"  # also where there is no script; a file leaves the page as it is
    return page


@permission_required("common.view_askedjob")
def fetching_progress(request: HttpRequest, mark: str) -> HttpResponse:
    """How far a file of one's own has come, asked for every second or two until it is over."""
    if not _A_MARK.fullmatch(mark):
        raise Http404
    fetched = None
    with told_or_not():
        fetched = cache.get(_key(user_of(request).pk, mark))
    return render(request, "common/_fetching.html", {"mark": mark, "fetched": fetched})


def _tell(key: str, fetched: Fetched) -> None:
    with told_or_not():
        cache.set(key, fetched, _KEPT_SECONDS)


def _key(person_id: int, mark: str) -> str:
    return f"fetching:{person_id}:{mark}"
