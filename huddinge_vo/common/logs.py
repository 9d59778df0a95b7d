"""What is written down of each request and job, so that one can be followed through all lines that tell of it.

A line never holds an address as it was asked for, only the route that it fits: an address may hold a secret, such as
that of a calendar or of a new password.
"""

from __future__ import annotations

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

_AGREED = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")
_requests = logging.getLogger("huddinge_vo.requests")


def current_id() -> str:
    """The id of the request or job at hand; empty outside of both."""
    return _current.get()


def begin(request_id: str) -> None:
    """What is logged from here on belongs to this request or job."""
    _current.set(request_id)


class RequestIdMiddleware:
    """Gives each request an id, the proxy's own if it has sent one that is fit to write down, and logs the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        begin(sent if _AGREED.fullmatch(sent) else uuid.uuid4().hex)
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = current_id()
        told = {"status": response.status_code, "ms": round(1000 * (time.perf_counter() - began))}
        user = getattr(request, "user", None)  # not there when a middleware above has answered
        if user is not None and user.is_authenticated:
            told["user"] = user.pk
        _requests.info("%s %s", request.method, route_of(request), extra={"told": told})
        return response


def route_of(request: HttpRequest) -> str:
    """The route that an address fits: kalender/<str:secret>.ics, and not the secret."""
    match = request.resolver_match
    return f"/{match.route}" if match else "(ingen sida)"


class _Formatter(logging.Formatter):
    """What all lines have in common: the id, and nothing of an address in what Django says of a request."""

    def about(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            return f"{getattr(record, 'status_code', '')} {route_of(request)}".strip()
        return record.getMessage()


class LineFormatter(_Formatter):
    """For a terminal: a line one reads."""

    def format(self, record: logging.LogRecord) -> str:
        told = " ".join(f"{name}={value}" for name, value in getattr(record, "told", {}).items())
        at = datetime.fromtimestamp(record.created).astimezone()
        parts = [f"{at:%H:%M:%S}", record.levelname, f"{record.name}:", self.about(record), told, current_id()[:8]]
        line = " ".join(part for part in parts if part)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonFormatter(_Formatter):
    """For a machine that gathers logs: an object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": self.about(record),
            "id": current_id(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in line.items() if value != ""}, ensure_ascii=False, default=str)
