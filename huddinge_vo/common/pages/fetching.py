"""A list of many rows, a long document or many letters as a file: how far it has come, told while it is fetched.

The file is written as it is sent and kept nowhere, so that nobody has it who may not see the list when it is sent.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from huddinge_vo.common.jobs.progress import told_or_not
from huddinge_vo.common.jobs.reports import JobProgress
from huddinge_vo.common.jobs.rules import seconds_left, time_words
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn

MANY_ROWS = 1_000  # at one to three milliseconds each, more take so long that one wants to see how it goes
MANY_LETTERS = 3
FETCHED_AS = "hamtning"  # what an address calls the fetching that it belongs to
WAITS = "vanta"  # and how it asks for a page to wait on while a document is drawn
_A_MARK = re.compile(r"[\w-]{16,32}", re.ASCII)
_TELL_EVERY = 200  # rows
_KEPT_SECONDS = 3600
_WRITES, _DRAWS = "Skriver filen", "Ritar sidorna"
_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Fetched:
    """How many rows or letters of a file there are, of how many, and how it ended: whole, or broken off.

    A document of one piece has none of them, and tells only that it is being drawn.
    """

    began_at: datetime
    done: int = 0
    whole: int = 0
    unit: str = "rader"
    stage: str = _WRITES
    is_whole: bool = False
    is_broken_off: bool = False

    def progress(self, *, at: datetime) -> JobProgress:
        """As jobs tell theirs. When all letters are drawn nobody knows how long it takes to write them."""
        percent = 100 * self.done // self.whole if self.done < self.whole else None
        left = seconds_left(percent, (at - self.began_at).total_seconds(), None)
        return JobProgress(
            is_being_done=True,
            stage=self.stage,
            done=self.done,
            whole=self.whole,
            steps=(),
            percent=percent,
            left=time_words(left) if left is not None else "",
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
    key, so_far = _key(person_id, mark), Fetched(timezone.now(), whole=whole)
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

    Stands behind the mixin that asks whether the person may have it. One of many parts says what they are called
    (`unit`), draws them as they come from `one_by_one`, and says by `takes_long` whether they are worth a page.
    """

    title = ""
    kind = "PDF"
    unit = ""
    _fetched: Fetched | None = None

    def back(self) -> str:
        """The page that it belongs to."""
        raise NotImplementedError

    def takes_long(self) -> bool:
        """Whether there is anything to wait for."""
        return True

    def dispatch(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponseBase:
        """The page to wait on, or the document itself."""
        if WAITS in request.GET and self.takes_long():
            query = request.GET.copy()
            del query[WAITS]
            return _page(request, query, title=self.title, kind=self.kind, back=self.back())
        if not mark_in(request):
            return super().dispatch(request, *args, **kwargs)
        self._fetched = Fetched(timezone.now(), unit=self.unit, stage=_DRAWS)
        self._tell()
        is_drawn = False
        try:
            answer = super().dispatch(request, *args, **kwargs)
            is_drawn = True
        finally:
            if not is_drawn:
                self._tell(is_broken_off=True)
        if isinstance(answer, StreamingHttpResponse):
            answer.streaming_content = self._to_the_end(cast("Iterator[bytes]", answer.streaming_content))
        else:
            self._tell(is_whole=True)
        return answer

    def one_by_one(self, parts: Sequence[_Part]) -> Iterator[_Part]:
        """The parts of a document, telling how many have been drawn when the next one is asked for."""
        for number, part in enumerate(parts):
            self._tell(done=number, whole=len(parts))
            yield part
        self._tell(done=len(parts), whole=len(parts), stage=_WRITES)

    def _to_the_end(self, content: Iterator[bytes]) -> Iterator[bytes]:
        """What is drawn while it is sent, telling how it ended."""
        is_whole = False
        try:
            yield from content
            is_whole = True
        finally:
            self._tell(is_whole=is_whole, is_broken_off=not is_whole)

    def _tell(self, **now: Any) -> None:  # noqa: ANN401 - the fields of Fetched
        if self._fetched is not None:  # else nobody listens
            self._fetched = replace(self._fetched, **now)
            _tell(_key(user_of(self.request).pk, mark_in(self.request)), self._fetched)


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
    progress = fetched.progress(at=timezone.now()) if fetched else None
    return render(request, "common/_fetching.html", {"mark": mark, "fetched": fetched, "progress": progress})


def _tell(key: str, fetched: Fetched) -> None:
    with told_or_not():
        cache.set(key, fetched, _KEPT_SECONDS)


def _key(person_id: int, mark: str) -> str:
    return f"fetching:{person_id}:{mark}"
