"""How far a job has come: in the cache, since its own transaction shows nothing outside.

It is good to know, and nothing to break a job off for when the queue's server is away.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache
from redis.exceptions import RedisError

from huddinge_vo.common.jobs.models import UnfinishedJob

_SECONDS = 3600
_log = logging.getLogger(__name__)


class JobCancelled(Exception):
    """Whoever asked for a job wants it broken off. What it has done is taken back with its transaction."""

    def __init__(self) -> None:
        super().__init__("Avbrutet av den som begärde det.")


@dataclass(frozen=True)
class Told:
    """What a job last said: at which stage it is, and how many it has done of how many; nought where nobody knows."""

    stage: str
    done: int = 0
    whole: int = 0


@dataclass(frozen=True)
class _Doing:
    name: str
    subject: str
    can_cancel: bool


_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)


@contextmanager
def telling(name: str, subject: str, *, can_cancel: bool = False) -> Iterator[None]:
    """Within it, what `tell` says is about this job. Forgotten when the job is over."""
    token = _doing.set(_Doing(name, subject, can_cancel))
    try:
        yield
    finally:
        _doing.reset(token)
        with told_or_not():
            cache.delete(_key(name, subject))


def tell(stage: str, done: int = 0, whole: int = 0) -> None:
    """Say how far the job that is being done has come. Outside a job, as from a terminal, nobody listens.

    Raises JobCancelled where the job may be broken off and somebody wants it to be.
    """
    doing = _doing.get()
    if doing is None:
        return
    with told_or_not():
        cache.set(_key(doing.name, doing.subject), Told(stage, done, whole), _SECONDS)
    look_if_cancelled()


def look_if_cancelled() -> None:
    """Raises JobCancelled where the job that is being done may be broken off, and somebody wants it to be."""
    doing = _doing.get()
    if doing is not None and doing.can_cancel:
        asked = UnfinishedJob.objects.filter(name=doing.name, subject=doing.subject, cancel_asked_at__isnull=False)
        if asked.exists():
            raise JobCancelled


def told(name: str, subject: str) -> Told | None:
    """What a job last said; null where it has said nothing, or is over."""
    try:
        found = cache.get(_key(name, subject))
    except (RedisError, OSError):
        return None
    return found if isinstance(found, Told) else None


def note_to_tell(person_ids: list[int]) -> None:
    """Remember that a job of some persons is over, so that the next page each of them opens asks which."""
    with told_or_not():
        cache.set_many({_waits(pk): True for pk in person_ids}, None)


def is_to_tell(person_id: int) -> bool:
    """Whether a job of a person may be over that he has not been told of."""
    try:
        return bool(cache.get(_waits(person_id)))
    except (RedisError, OSError):
        return False


def note_told(person_id: int) -> None:
    """He has been told of all."""
    with told_or_not():
        cache.delete(_waits(person_id))


def _key(name: str, subject: str) -> str:
    # A subject has spaces and whatever its job is asked with, which not every cache takes in a key.
    return f"job-progress:{sha256(f'{name} {subject}'.encode()).hexdigest()}"


def _waits(person_id: int) -> str:
    return f"job-to-tell:{person_id}"


@contextmanager
def told_or_not() -> Iterator[None]:
    """Within it the cache may be away: what would have been told is not, and all else goes on."""
    try:
        yield
    except (RedisError, OSError) as error:
        _log.warning("progress could not be told: %s", error)
