"""What every job of the worker has around it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery.exceptions import TaskPredicate
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from huddinge_vo.common.jobs import actions
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import buyer_id_in
from huddinge_vo.common.untyped import Asked, PassedOn

GivenUp = Callable[[Asked, str], None]
Prepare = Callable[[Asked], None]
About = Callable[[Asked], QuerySet]


@dataclass(frozen=True)
class Job:
    """What there is to know of a job: its Celery name, and what a person calls it."""

    name: str
    title: str
    prepare: Prepare | None


JOBS: dict[str, Job] = {}


def the_buyer(asked: Asked) -> QuerySet:
    """What a job for a whole buyer is about."""
    return Organization.objects.filter(pk=asked["buyer_id"])


def title_of(unfinished: UnfinishedJob) -> str:
    """What a person calls a job, with the number of what it is about."""
    about = ", ".join(str(value) for value in unfinished.kwargs.values())
    title = JOBS[unfinished.name].title if unfinished.name in JOBS else unfinished.name
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
        JOBS[name] = Job(name, title, prepare)

        @functools.wraps(run)
        def guarded(*args: PassedOn, **kwargs: PassedOn) -> object:
            with actions.alone(name, actions.subject_of(kwargs)) as is_ours:
                if not is_ours:
                    return None
                whose = buyer_id_in(about(kwargs)) if about else []
                begun = actions.begin_job(
                    name=name,
                    kwargs=kwargs,
                    most_tries=most_tries,
                    at=timezone.now(),
                    buyer_id=whose[0] if whose else None,
                )
                if begun.is_given_up:
                    if given_up:
                        given_up(kwargs, begun.reason)
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
                return result

        return guarded

    return around
