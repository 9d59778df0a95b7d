"""How far a job has come: in the cache, since its own transaction shows nothing outside.

It is good to know, and nothing to break a job off for when the queue's server is away.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache
from redis.exceptions import RedisError

_SECONDS = 3600
_log = logging.getLogger(__name__)


@contextmanager
def telling(key: str) -> Iterator[Callable[[str, int], None]]:
    """What a job says how far it has come with: a stage, and how many. Forgotten when the job is over."""

    def tell(stage: str, done: int) -> None:
        with _told_or_not():
            cache.set(key, {"stage": stage, "done": done}, _SECONDS)

    try:
        yield tell
    finally:
        with _told_or_not():
            cache.delete(key)


def told(key: str) -> object:
    """What was last said; none where nothing was."""
    return cache.get(key)


@contextmanager
def _told_or_not() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        _log.warning("progress could not be told: %s", error)
