"""What every page needs for its frame."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Filled in by the frame's own room."""
    return {}
