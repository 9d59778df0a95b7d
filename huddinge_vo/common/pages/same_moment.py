"""Two people at the same moment, where no form sees it: what the database refused is said, and is no fault; and so is
that what somebody acts on has been taken away since he opened the page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from psycopg.errors import DeadlockDetected, ExclusionViolation, SerializationFailure, UniqueViolation

_OF_A_MOMENT = (UniqueViolation, ExclusionViolation, DeadlockDetected, SerializationFailure)
_log = logging.getLogger(__name__)


def is_of_a_moment(error: Exception) -> bool:
    """Whether the database refused something since somebody else did the same in the very same moment."""
    return isinstance(error, DatabaseError) and isinstance(error.__cause__, _OF_A_MOMENT)


class SameMomentMiddleware:
    """Answers 409 where somebody else did the same in the very same moment, so that no check saw it.

    Pages with a form ask once more and say it at the field (`ActionPage`); this is for buttons without one, and for
    whatever else writes. All of the request is taken back by then. Other faults of the database go on as faults. What a
    page found and its action did not find any more is answered the same way: actions lock what they act on by its id.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so, or nothing for another exception."""
        if request.method == "POST" and isinstance(exception, ObjectDoesNotExist):
            _log.warning("gone since the page was opened: %s", exception, exc_info=exception)
        elif is_of_a_moment(exception):
            _log.warning("refused by the database: %s", type(exception.__cause__).__name__)
        else:
            return None
        return render(request, "409.html", status=HTTPStatus.CONFLICT)
