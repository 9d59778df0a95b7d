"""Whether the system can do its work: what a container engine, a load balancer or a monitor asks."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def _ask_cache() -> None:
    cache.get("health")


_PARTS: dict[str, Callable[[], None]] = {"databas": _ask_database, "cache": _ask_cache}


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when database and cache answer, else 503. Says which part is down and not why: the page is open to all."""
    parts = {}
    for name, ask in _PARTS.items():
        try:
            ask()
            parts[name] = "ok"
        except (DatabaseError, RedisError, OSError):
            parts[name] = "svarar inte"
    well = set(parts.values()) == {"ok"}
    return JsonResponse({"status": "ok" if well else "fel", **parts}, status=200 if well else 503)
