"""Who asks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from huddinge_vo.common.people.models import User


def user_of(request: HttpRequest) -> User:
    """The person who is logged in. Django's type says that it may be nobody; LoginRequiredMiddleware lets nobody in."""
    return cast("User", request.user)
