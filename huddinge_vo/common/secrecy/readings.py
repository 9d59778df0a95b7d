"""Every reading of something secret is noted, wherever it is shown.

A secret object notes itself when it is fetched from the database (Secured.from_db), so that no page, list, export, PDF
or form can forget to. What is fetched as bare values has to be noted by whoever fetches it. The middleware writes the
notes when the answer is ready, for a streamed file when it has been sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.querysets import hide_for_a_request

# (model, id) of what this request has fetched; None where nobody reads, as in a job or a command.
_noted: ContextVar[set[tuple[type[models.Model], int]] | None] = ContextVar("noted", default=None)


def note(model: type[models.Model], ids: Iterable[int]) -> None:
    """Note that secret objects are being shown to whoever asked."""
    noted = _noted.get()
    if noted is not None:
        noted.update((model, pk) for pk in ids)


@contextmanager
def nobody_reads() -> Iterator[None]:
    """While the system asks itself something: what is fetched in it is shown to nobody, and must not be."""
    before = _noted.set(None)
    try:
        yield
    finally:
        _noted.reset(before)


class SecretReadingMiddleware:
    """Writes who read what that is secret, when and on which page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        noted: set[tuple[type[models.Model], int]] = set()
        _noted.set(noted)
        if request.user.is_authenticated:
            hide_for_a_request(user_of(request))
        response = self.get_response(request)
        if noted or response.streaming:
            # What is secret, and files, which may be, are kept neither by the browser nor by anything on the way.
            response.headers.setdefault("Cache-Control", "private, no-store")
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _then(
                cast("Iterator[bytes]", response.streaming_content), lambda: _write(request, noted), noted
            )
        else:
            _write(request, noted)
            _noted.set(None)
        return response


def _then(
    content: Iterator[bytes], action: Callable[[], None], noted: set[tuple[type[models.Model], int]]
) -> Iterator[bytes]:
    """Send all of it, then do something, also when the reader hangs up midway."""
    _noted.set(noted)
    try:
        yield from content
    finally:
        action()
        _noted.set(None)


def _write(request: HttpRequest, noted: set[tuple[type[models.Model], int]]) -> None:
    from huddinge_vo.common.secrecy.models import SecretReading

    user: User | None = getattr(request, "user", None)
    if not noted or user is None or not user.is_authenticated:
        return
    at = timezone.now()
    SecretReading.objects.bulk_create(
        SecretReading(
            user=user,
            content_type=ContentType.objects.get_for_model(model, for_concrete_model=True),
            object_id=pk,
            at=at,
            # The path alone: what was searched for is the reader's own business.
            address=request.path[:300],
        )
        for model, pk in sorted(noted, key=lambda each: (each[0]._meta.label, each[1]))
    )
