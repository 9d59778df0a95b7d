"""When each job was last done, and how long it took.

Kept in the cache: it is written every few seconds, is nobody's history, and a job must not fail for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from redis.exceptions import RedisError


@dataclass(frozen=True)
class Done:
    """A job that succeeded: when it ended, and the seconds it took."""

    at: datetime
    seconds: float


def note_done(name: str, *, began: datetime, at: datetime) -> None:
    """Remember that a job has just been done."""
    with suppress(RedisError, OSError):
        cache.set(_key(name), Done(at, (at - began).total_seconds()), None)


def last_done(names: Iterable[str]) -> dict[str, Done]:
    """Of the jobs by these names, those that have been done since the cache was last emptied. One question."""
    by_key = {_key(name): name for name in names}
    return {by_key[key]: done for key, done in cache.get_many(by_key).items()}


def _key(name: str) -> str:
    return f"job-done:{name}"
