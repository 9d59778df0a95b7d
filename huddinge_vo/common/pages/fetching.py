"""A list of many rows as a file: how far it has come, told on a page while the browser fetches it.

The file is written as it is sent and kept nowhere, so that nobody has it who may not see the list when it is sent.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huddinge_vo.common.jobs.reports import JobProgress
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.people.request import user_of

MANY_ROWS = 20_000  # more take so long that one wants to see how it goes
FETCHED_AS = "hamtning"  # what an address calls the fetching that it belongs to
_A_MARK = re.compile(r"[\w-]{16,32}", re.ASCII)
_TELL_EVERY = 1000  # rows
_KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Fetched:
    """How many rows of a file have been written, of how many, and how it ended: whole, or broken off."""

    done: int
    whole: int
    is_whole: bool = False
    is_broken_off: bool = False

    @property
    def progress(self) -> JobProgress:
        """As jobs tell theirs."""
        return JobProgress(
            is_being_done=True,
            stage="Skriver filen",
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
                cache.set(key, so_far, _KEPT_SECONDS)
            yield row
        so_far = replace(so_far, is_whole=True)
    finally:
        cache.set(key, replace(so_far, is_broken_off=not so_far.is_whole), _KEPT_SECONDS)


def fetching_page(request: HttpRequest, *, title: str, kind: str, rows: int) -> HttpResponse:
    """A page that has the browser fetch the file that the address asks for, and tells how far it has come."""
    mark = secrets.token_urlsafe(16)
    query, back = request.GET.copy(), request.GET.copy()
    query[FETCHED_AS] = mark
    del back["export"]
    href = f"{request.path}?{query.urlencode()}"
    told = {"title": title, "kind": kind.upper(), "rows": rows, "href": href, "mark": mark}
    page = render(request, "common/fetching.html", {**told, "back": f"{request.path}?{back.urlencode()}"})
    page.headers["Refresh"] = f"0; url={href}"  # also where there is no script; a file leaves the page as it is
    return page


@permission_required("common.view_askedjob")
def fetching_progress(request: HttpRequest, mark: str) -> HttpResponse:
    """How far a file of one's own has come, asked for every second or two until it is over."""
    fetched = cache.get(_key(user_of(request).pk, mark[:32]))
    return render(request, "common/_fetching.html", {"mark": mark, "fetched": fetched})


def _key(person_id: int, mark: str) -> str:
    return f"fetching:{person_id}:{mark}"
