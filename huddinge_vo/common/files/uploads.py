"""Files on their way in: how large one may be, told before it has filled a disk."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string


def too_large(size: int | None) -> str:
    """Why a file of so many bytes is not taken in; empty where it is."""
    if size is None or size <= settings.VO_LARGEST_UPLOAD:
        return ""
    limit = settings.VO_LARGEST_UPLOAD // 1024 // 1024
    return f"Filen är större än {limit} MB. Dela upp den per månad eller år."


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps little more of a file than the largest that is taken in, and counts the rest: its size is told as it was.

    Two gigabytes sent to a page would else stand on the server's disk before the form can say no. What is kept of such
    a file is itself too large for every form, so that none takes the beginning for the whole.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what comes, as far as it may be of use."""
        if start <= max(settings.VO_LARGEST_UPLOAD, settings.VO_LARGEST_DOCUMENT):
            super().receive_data_chunk(raw_data, start)


MAY_SEND = "may_send"  # in the session of one whom a page has let send more: so many bytes
_LARGEST_OF_STRANGERS = 64 << 10  # bytes: a name, a password and a token


class BoundedBodiesMiddleware:
    """Nobody who has not signed in sends more than a form of a few fields: it is refused before any of it is read.

    Else what a stranger sends stands on the disk while it is looked for a token in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0  # Django reads nothing of such a body
        if size > _LARGEST_OF_STRANGERS and not request.user.is_authenticated and size > _let_send(request):
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_: object) -> None:
        """One file at a time, but for a page that says `most_files` of itself. Raises TooManyFilesSent."""
        most = getattr(getattr(view, "view_class", None), "most_files", 1)
        if request.content_type == "multipart/form-data" and sum(len(sent) for _, sent in request.FILES.lists()) > most:
            raise TooManyFilesSent


def _let_send(request: HttpRequest) -> int:
    """What a page has let this session send, such as one who came by a link to answer."""
    return int(request.session.get(MAY_SEND, 0))
