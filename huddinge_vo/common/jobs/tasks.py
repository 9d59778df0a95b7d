"""What every job of the worker has around it."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from celery import Task, current_app, shared_task
from celery.exceptions import TaskPredicate
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError as NoBroker
from redis.exceptions import RedisError

from huddinge_vo.common.jobs import actions
from huddinge_vo.common.jobs.done import note_done
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import buyer_id_in
from huddinge_vo.common.untyped import Asked, PassedOn

GivenUp = Callable[[Asked, str], None]
Prepare = Callable[[Asked], None]
About = Callable[[Asked], QuerySet]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What there is to know of a job: its Celery name, and what a person calls it."""

    name: str
    title: str
    prepare: Prepare | None
    about: About | None

    def whose(self, asked: Asked) -> int | None:
        """The buyer of what the job is about; null for one that is done for all."""
        found = buyer_id_in(self.about(asked)) if self.about else []
        return found[0] if found else None


JOBS: dict[str, Job] = {}


def known_jobs() -> dict[str, Job]:
    """Every job there is, by name. A web process has read in only those that its pages start, until somebody asks."""
    for module in settings.CELERY_IMPORTS:
        import_module(module)
    return JOBS


def the_buyer(asked: Asked) -> QuerySet:
    """What a job for a whole buyer is about."""
    return Organization.objects.filter(pk=asked["buyer_id"])


def title_of(unfinished: UnfinishedJob) -> str:
    """What a person calls a job, with the number of what it is about."""
    about = ", ".join(str(value) for value in unfinished.kwargs.values())
    known = known_jobs().get(unfinished.name)
    title = known.title if known else unfinished.name
    return f"{title} (nr {about})" if about else title


def job(
    title: str,
    *,
    most_tries: int | None = None,
    given_up: GivenUp | None = None,
    prepare: Prepare | None = None,
    about: About | None = None,
) -> Callable[..., Any]:  # Any: Celery makes a task of it
    """One at a time, and told of when it fails; under `shared_task`.

    A job that is delivered again while it runs, since it takes longer than the queue waits, leaves at once and keeps no
    worker. One that is sent again until it succeeds says `most_tries`: after so many it is left until a person wants it
    tried again. `given_up` is told then, with what the job was about and why; `prepare` before it is tried by hand.
    A job for one object says which by `about`: it is told of, and tried again, at the object's buyer alone.
    """

    def around(run: Callable[..., object]) -> Callable[..., Any]:  # Any: Celery makes a task of it
        name = f"{run.__module__}.{run.__name__}"
        JOBS[name] = known = Job(name, title, prepare, about)

        @functools.wraps(run)
        def guarded(*args: PassedOn, **kwargs: PassedOn) -> object:
            with actions.alone(name, actions.subject_of(kwargs)) as is_ours:
                if not is_ours:
                    # Whoever is at it may not have written it down yet, and the queue may have this message alone: it is
                    # taken up again should he die, and struck out when he is done.
                    actions.want_job(name=name, kwargs=kwargs, at=timezone.now(), buyer_id=known.whose(kwargs))
                    return None
                began = timezone.now()
                begun = actions.begin_job(
                    name=name, kwargs=kwargs, most_tries=most_tries, at=began, buyer_id=known.whose(kwargs)
                )
                if begun.is_given_up and given_up:
                    given_up(kwargs, begun.reason)
                if begun.is_given_up or not begun.tries:
                    return None
                try:
                    result = run(*args, **kwargs)
                except TaskPredicate:  # to be tried again, as the job itself wants
                    raise
                except Exception as error:
                    if connection.errors_occurred and not connection.is_usable():
                        connection.close()  # the next question makes a new one
                    failed = actions.fail_job(job=begun, error=error, most_tries=most_tries, at=timezone.now())
                    if failed.is_given_up and given_up:
                        given_up(kwargs, failed.reason)
                    raise
                actions.end_job(name=name, kwargs=kwargs)
                note_done(name, began=began, at=timezone.now())
                return result

        return guarded

    return around


def ask_for(task: Task, **kwargs: PassedOn) -> None:
    """Have a job done when what asks for it is committed, also where the queue is away just then.

    What a person has done is done: that the worker cannot be told of it now is no reason to show an error. It is
    written down that the job is asked for, and `take_up_broken_off` sends it when the queue is there again.
    """
    actions.want_job(name=task.name, kwargs=kwargs, at=timezone.now(), buyer_id=JOBS[task.name].whose(kwargs))
    transaction.on_commit(lambda: _send(task.name, kwargs))


def _send(name: str, kwargs: Asked) -> None:
    try:
        current_app.send_task(name, kwargs=dict(kwargs))
    except (NoBroker, RedisError, OSError) as error:
        _log.warning("%s could not be sent, and is taken up later: %s", name, error)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Ta upp jobb som avbröts")
def take_up_broken_off() -> int:
    """Send anew the jobs that the queue lost, or whose worker died with them. Returns how many.

    One that is delivered again while it runs is left by the second worker, and acknowledged; if the first one then
    dies, the queue has nothing left to send.
    """
    now = timezone.now()
    found = actions.take_up_broken_off(before=now - timedelta(seconds=settings.VO_JOB_IS_LOST_AFTER), at=now)
    own = f"{__name__}.take_up_broken_off"
    for each in found:
        if each.name in known_jobs() and each.name != own:
            _send(each.name, each.kwargs)
    return len(found)
