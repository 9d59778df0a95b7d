"""Files that are fetched from the demo are called so: outside of the system no page says that they are invented."""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from huddinge_vo.common.people.buyer import place_of

LEAD = "demodata-"


class DemoFilesMiddleware:
    """Puts `demodata-` first in the name of each file that one fetches from a buyer with demo data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Content-Disposition" in response.headers and request.user.is_authenticated:
            place = place_of(request)
            if place is not None and place.is_demo:
                _rename(response)
        return response


def _rename(response: HttpResponseBase) -> None:
    header = Message()
    header["Content-Disposition"] = response.headers["Content-Disposition"]
    name = header.get_filename() or ""
    if name and not name.startswith(LEAD):
        as_attachment = header.get_content_disposition() == "attachment"
        response.headers["Content-Disposition"] = content_disposition_header(as_attachment, f"{LEAD}{name}") or ""
