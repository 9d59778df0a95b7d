"""What a person did last with many rows of a list, kept with his session while it can be taken back."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from huddinge_vo.common.untyped import Context

UNDO = "vo_undo"  # in the session: what was done last, and how each of them was before


def undo_of(request: HttpRequest, path: str) -> Context | None:
    """What the person did last with many rows of a list, if it can still be taken back."""
    kept: Context | None = request.session.get(UNDO)
    if not kept or kept["list"] != path or kept["until"] < timezone.now().timestamp():
        return None
    return kept
