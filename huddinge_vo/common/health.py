"""Whether the system lives, and can do its work: what a container engine, a load balancer or a monitor asks."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def _ask_cache() -> None:
    cache.get("health")


class _Behind(Exception):
    """The database has not been through all migrations that are here."""


def _ask_migrations() -> None:
    if missing_migrations():
        raise _Behind


def missing_migrations() -> list[str]:
    """Migrations that are here and that the database has not been through, as app.name. One question."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [f"{app}.{name}" for app, name in sorted(_migrations_here() - applied)]


@functools.cache
def _migrations_here() -> frozenset[tuple[str, str]]:
    """They are read from files once: those of a running process do not change."""
    return frozenset(MigrationLoader(None).disk_migrations)


_PARTS: dict[str, Callable[[], None]] = {"databas": _ask_database, "cache": _ask_cache}
_TO_START: dict[str, Callable[[], None]] = {**_PARTS, "migreringar": _ask_migrations}


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """200 as long as the web process answers at all: an engine that gets none starts it anew."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when database and cache answer, else 503. Says which part is down and not why: the page is open to all."""
    return _asked(_PARTS)


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The same, and that the tables are those of this version: until then nobody is to be sent here."""
    return _asked(_TO_START)


def _asked(parts: dict[str, Callable[[], None]]) -> JsonResponse:
    told = {}
    for name, ask in parts.items():
        try:
            ask()
            told[name] = "ok"
        except _Behind:
            told[name] = "inte körda"
        except (DatabaseError, RedisError, OSError):
            told[name] = "svarar inte"
    well = set(told.values()) == {"ok"}
    return JsonResponse({"status": "ok" if well else "fel", **told}, status=200 if well else 503)
