"""What every job of the worker has around it."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from celery import Task, current_app, shared_task
from celery.exceptions import TaskPredicate
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError as NoBroker
from redis.exceptions import RedisError

from huddinge_vo.common.jobs import actions
from huddinge_vo.common.jobs.done import note_done
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.jobs.progress import JobCancelled, look_if_cancelled, telling
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.rights import buyer_id_in
from huddinge_vo.common.untyped import Asked, PassedOn

GivenUp = Callable[[Asked, str], None]
Prepare = Callable[[Asked], None]
About = Callable[[Asked], QuerySet]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What there is to know of a job: its Celery name, and what a person calls it and its steps."""

    name: str
    title: str
    most_tries: int | None = None
    given_up: GivenUp | None = None
    prepare: Prepare | None = None
    about: About | None = None
    steps: tuple[str, ...] = ()
    can_cancel: bool = False

    def whose(self, asked: Asked) -> int | None:
        """The buyer of what the job is about; null for one that is done for all."""
        found = buyer_id_in(self.about(asked)) if self.about else []
        return found[0] if found else None

    def leave(self, asked: Asked, outcome: AskedJob.Outcome, reason: str = "") -> None:
        """Tell whoever has asked for it that it is over, and what it was about that nothing came of it."""
        if outcome != AskedJob.Outcome.DONE and self.given_up:
            self.given_up(asked, reason)
        self.note_ended(asked, outcome)

    def note_ended(self, asked: Asked, outcome: AskedJob.Outcome) -> None:
        """Tell whoever has asked for it how it went."""
        actions.note_ended(name=self.name, subject=actions.subject_of(asked), outcome=outcome, at=timezone.now())


JOBS: dict[str, Job] = {}


def known_jobs() -> dict[str, Job]:
    """Every job there is, by name. A web process has read in only those that its pages start, until somebody asks."""
    for module in settings.CELERY_IMPORTS:
        import_module(module)
    return JOBS


def the_buyer(asked: Asked) -> QuerySet:
    """What a job for a whole buyer is about."""
    return Organization.objects.filter(pk=asked["buyer_id"])


def _words_of(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value)} st"
    return f"nr {value}" if isinstance(value, int) else str(value)


def title_of(unfinished: UnfinishedJob | AskedJob) -> str:
    """What a person calls a job, with the number of what it is about; whoever asked for it knows for which buyer.

    Of many it says how many they are.
    """
    told = {"buyer_id"} if isinstance(unfinished, AskedJob) else set()
    about = ", ".join(_words_of(value) for name, value in unfinished.kwargs.items() if name not in told)
    known = known_jobs().get(unfinished.name)
    title = known.title if known else unfinished.name
    return f"{title} ({about})" if about else title


def job(
    title: str,
    *,
    most_tries: int | None = None,
    given_up: GivenUp | None = None,
    prepare: Prepare | None = None,
    about: About | None = None,
    steps: tuple[str, ...] = (),
    can_cancel: bool = False,
) -> Callable[..., Any]:  # Any: Celery makes a task of it
    """One at a time, and told of when it fails; under `shared_task`.

    A job that is delivered again while it runs, since it takes longer than the queue waits, leaves at once and keeps no
    worker. One that is sent again until it succeeds says `most_tries`: after so many it is left until a person wants it
    tried again. `given_up` is told then, with what the job was about and why; `prepare` before it is tried by hand.
    A job for one object says which by `about`: it is told of, and tried again, at the object's buyer alone.
    `steps` are the stages that it tells of (`progress.tell`), in their order. `can_cancel` says that all it does is one
    transaction: then whoever asked for it may break it off at the next stage, and nothing is left half done.
    """

    def around(run: Callable[..., object]) -> Callable[..., Any]:  # Any: Celery makes a task of it
        name = f"{run.__module__}.{run.__name__}"
        JOBS[name] = known = Job(name, title, most_tries, given_up, prepare, about, steps, can_cancel)

        @functools.wraps(run)
        def guarded(*args: PassedOn, **kwargs: PassedOn) -> object:
            with actions.alone(name, actions.subject_of(kwargs)) as is_ours:
                if is_ours:
                    return _try(known, kwargs, lambda: run(*args, **kwargs))
                # Whoever is at it may not have written it down yet, and the queue may have this message alone: it is
                # taken up again should he die, and struck out when he is done.
                actions.leave_job(name=name, kwargs=kwargs, at=timezone.now(), buyer_id=known.whose(kwargs))
                return None

        return guarded

    return around


def _try(known: Job, kwargs: Asked, run: Callable[[], object]) -> object:
    """Do a job that nobody else is at, and keep account of how it went."""
    began = timezone.now()
    begun = actions.begin_job(
        name=known.name, kwargs=kwargs, most_tries=known.most_tries, at=began, buyer_id=known.whose(kwargs)
    )
    if begun.is_given_up:
        known.leave(kwargs, AskedJob.Outcome.FAILED, begun.reason)
    if begun.is_given_up or not begun.tries:
        return None
    try:
        with telling(known.name, begun.subject, can_cancel=known.can_cancel):
            look_if_cancelled()
            result = run()
    except TaskPredicate:  # to be tried again, as the job itself wants
        raise
    except JobCancelled as cancelled:
        actions.end_job(name=known.name, kwargs=kwargs)
        known.leave(kwargs, AskedJob.Outcome.CANCELLED, str(cancelled))
        return None
    except Exception as error:
        if connection.errors_occurred and not connection.is_usable():
            connection.close()  # the next question makes a new one
        failed = actions.fail_job(job=begun, error=error, most_tries=known.most_tries, at=timezone.now())
        if failed.is_given_up:
            known.leave(kwargs, AskedJob.Outcome.FAILED, failed.reason)
        elif known.most_tries is None:  # its next turn is the night's: whoever asked for it now is told that it failed
            known.note_ended(kwargs, AskedJob.Outcome.FAILED)
        raise
    actions.end_job(name=known.name, kwargs=kwargs)
    known.leave(kwargs, AskedJob.Outcome.DONE)
    note_done(known.name, began=began, at=timezone.now())
    return result


def ask_for(task: Task, *, by: User | None = None, href: str = "", **kwargs: PassedOn) -> AskedJob | None:
    """Have a job done when what asks for it is committed, also where the queue is away just then.

    What a person has done is done: that the worker cannot be told of it now is no reason to show an error. It is
    written down that the job is asked for, and `take_up_broken_off` sends it when the queue is there again.

    Whoever asks `by` name is told when it is over, wherever he is, with a link to `href`; how far it has come is then
    on the page of what is returned.
    """
    now = timezone.now()
    wanted = actions.want_job(name=task.name, kwargs=kwargs, at=now, buyer_id=JOBS[task.name].whose(kwargs))
    asked = actions.note_asked(job=wanted, by=by, href=href, at=now) if by is not None else None
    transaction.on_commit(lambda: _send(task.name, kwargs))
    return asked


def where_to_wait(asked: Sequence[AskedJob | None], otherwise: str) -> str:
    """Where one who has asked for some jobs sees how far they have come."""
    kept = [each for each in asked if each is not None]
    if len(kept) == 1:
        return kept[0].get_absolute_url()
    return reverse("own-jobs") if kept else otherwise


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
