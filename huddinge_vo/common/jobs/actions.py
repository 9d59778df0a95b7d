"""Keeping a job from being done twice at once, and account of those that fail."""

from __future__ import annotations

import errno
import hashlib
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, OperationalError, connection, transaction
from kombu.exceptions import OperationalError as NoBroker
from psycopg.errors import LockNotAvailable
from redis.exceptions import RedisError

from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.jobs.progress import note_to_tell, note_told
from huddinge_vo.common.jobs.querysets import lock_of, standing_of
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import Asked


class ToldAsItIs(Exception):
    """What keeps a job from succeeding, in words that may stand on a page."""


_LOOK_FOR_CLIENT = "5s"
_LONGEST_SUBJECT = 200
_MOST_DEATHS = 10
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # the disk's, a share of it, or what one file may have
_DIED = "Arbetsprocessen avbröts innan jobbet var klart."


def subject_of(kwargs: Asked) -> str:
    """What a job is about, as text: ledger_import_id=7. One that is about much is told from any other by its mark."""
    said = ", ".join(f"{name}={kwargs[name]}" for name in sorted(kwargs))
    mark = hashlib.sha256(said.encode()).hexdigest()[:16]
    return said if len(said) <= _LONGEST_SUBJECT else f"{said[: _LONGEST_SUBJECT - len(mark) - 1]} {mark}"


@contextmanager
def alone(name: str, subject: str = "") -> Iterator[bool]:
    """Whether nobody else is doing this job just now; if so, nobody else does until the end.

    The lock is the connection's: it is gone with a worker that dies, and needs no transaction around the whole job.
    The database looks every few seconds whether the worker still lives: else it would finish what it was asked, which
    may take minutes, and hold the lock and the rows meanwhile, for nobody.
    """
    key = lock_of(name, subject)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(hashtextextended(%s, 0)), "
            "set_config('client_connection_check_interval', %s, false)",
            [key, _LOOK_FOR_CLIENT],
        )
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
            except DatabaseError:
                connection.close()  # the lock goes with it


@transaction.atomic
def want_job(*, name: str, kwargs: Asked, at: datetime, buyer_id: int | None = None) -> UnfinishedJob:
    """Write down that a job is asked for, so that it is done also where the queue loses it or is away just now.

    One that failed is as if it never had been tried; one that is given up waits for a person, and one that is under way
    goes on.
    """
    job, is_new = UnfinishedJob.objects.select_for_update().get_or_create(
        name=name,
        subject=subject_of(kwargs),
        defaults={"kwargs": dict(kwargs), "buyer_id": buyer_id, "begun_at": at},
    )
    if not is_new and not job.is_given_up and job.failed_at and job.failed_at >= job.begun_at:
        job.tries, job.begun_at, job.failed_at, job.reason = 0, at, None, ""
        job.cancel_asked_at = None
        job.save()
    return job


@transaction.atomic
def note_asked(*, job: UnfinishedJob, by: User, href: str, at: datetime) -> AskedJob:
    """Keep that a person has asked for a job, to tell him when it is over. Asked for again it is under way again."""
    asked, _ = AskedJob.objects.update_or_create(
        name=job.name,
        subject=job.subject,
        asked_by=by,
        defaults={
            "kwargs": job.kwargs,
            "buyer_id": job.buyer_id,
            "href": href[:300],
            "asked_at": at,
            "outcome": "",
            "ended_at": None,
            "seen_at": None,
        },
    )
    return asked


@transaction.atomic
def note_ended(*, name: str, subject: str, outcome: AskedJob.Outcome, at: datetime) -> None:
    """Keep how a job went for all who have asked for it, so that each is told on the next page he opens."""
    waiting = AskedJob.objects.of_job(name, subject).exclude(outcome=outcome)
    people = sorted(set(waiting.values_list("asked_by", flat=True)))
    if not people:
        return
    waiting.update(outcome=outcome, ended_at=at, seen_at=None)
    transaction.on_commit(lambda: note_to_tell(people))


@transaction.atomic
def note_seen(*, by: User, at: datetime) -> list[AskedJob]:
    """What is over of what a person has asked for and not been told, now that he is. A second time nothing."""
    waiting = AskedJob.objects.visible_to(by).to_tell().select_for_update(of=("self",), skip_locked=True)
    found = list(waiting.order_by("-ended_at", "-pk"))
    AskedJob.objects.filter(pk__in=[each.pk for each in found]).update(seen_at=at)
    note_told(by.pk)
    return found


class CannotCancel(Exception):
    """A job that is over, or that would leave something half done."""

    def __init__(self) -> None:
        super().__init__("Jobbet går inte att avbryta: det är klart, eller har kommit för långt.")


@transaction.atomic
def cancel_job(*, asked_job_id: int, can_cancel: bool, by: User, at: datetime) -> UnfinishedJob:
    """Want a job that one has asked for broken off. The worker does so at its next step; twice is once.

    Raises CannotCancel for one that is over, or whose kind may not be (`can_cancel`).
    """
    asked = AskedJob.objects.visible_to(by).get(pk=asked_job_id)
    job = UnfinishedJob.objects.select_for_update().filter(name=asked.name, subject=asked.subject).first()
    if not can_cancel or job is None or job.is_given_up or asked.outcome:
        raise CannotCancel
    if job.cancel_asked_at is None:
        job.cancel_asked_at = at
        job.save(update_fields=["cancel_asked_at"])
    return job


def leave_job(*, name: str, kwargs: Asked, at: datetime, buyer_id: int | None = None) -> None:
    """Write down a job that is left to whoever is at it: he may die before he has written it down himself.

    One who is writing it down just now is not waited for.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1s'")
            want_job(name=name, kwargs=kwargs, at=at, buyer_id=buyer_id)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise


@transaction.atomic
def take_up_broken_off(*, before: datetime, at: datetime) -> list[UnfinishedJob]:
    """The jobs that were asked for or begun before a time, have not failed since, and that nobody is at.

    Each is written down as asked for now: one that waits long in the queue is not sent each time somebody looks.
    """
    found = UnfinishedJob.objects.select_for_update(skip_locked=True).broken_off(before)
    jobs = [job for job in found.order_by("pk") if not standing_of(job.name, job.subject).is_being_done]
    for job in jobs:
        job.begun_at = at
    UnfinishedJob.objects.bulk_update(jobs, ["begun_at"])
    return jobs


@transaction.atomic
def begin_job(
    *, name: str, kwargs: Asked, most_tries: int | None, at: datetime, buyer_id: int | None = None
) -> UnfinishedJob:
    """Count a try before it is made, so that one whose worker dies is counted too.

    Given up when there have been as many as there may be: then it is not to be done. One that may be tried without end
    is left, and counted from nought again, when its worker has died time after time: else it would take every worker
    with it, and nobody be told.
    """
    job, is_new = UnfinishedJob.objects.select_for_update().get_or_create(
        name=name,
        subject=subject_of(kwargs),
        defaults={"kwargs": dict(kwargs), "buyer_id": buyer_id, "begun_at": at, "tries": 1},
    )
    if is_new or job.is_given_up:
        return job
    has_failed = job.failed_at is not None and job.failed_at >= job.begun_at
    if most_tries is not None and job.tries >= most_tries:
        job.is_given_up, job.failed_at, job.reason = True, job.failed_at or at, job.reason or _DIED
    elif job.tries >= _MOST_DEATHS and not has_failed:
        job.tries, job.begun_at, job.failed_at, job.reason = 0, at, at, _DIED
    else:
        job.tries, job.begun_at = job.tries + 1, at
    job.save()
    return job


def fail_job(*, job: UnfinishedJob, error: BaseException, most_tries: int | None, at: datetime) -> UnfinishedJob:
    """Write down why a try failed. Its last one gives the job up."""
    job.failed_at, job.reason = at, reason_of(error)
    job.is_given_up = most_tries is not None and job.tries >= most_tries
    job.save(update_fields=["failed_at", "reason", "is_given_up"])
    return job


def end_job(*, name: str, kwargs: Asked) -> None:
    """It succeeded, or is to be tried from the beginning: nothing is left to tell."""
    UnfinishedJob.objects.filter(name=name, subject=subject_of(kwargs)).delete()


def reason_of(error: BaseException) -> str:  # noqa: PLR0911 - a ladder of faults, each with its words
    """Why a job failed, in words for whoever sees the page. Never what the error says itself: that may hold secrets."""
    kind = type(error).__name__
    if isinstance(error, ToldAsItIs):
        return str(error)[:300]
    if isinstance(error, OperationalError):
        return "Databasen svarade inte."
    if isinstance(error, MemoryError):
        return "Minnet räckte inte."
    if isinstance(error, FileNotFoundError):
        return "Filen finns inte kvar på servern."
    if isinstance(error, smtplib.SMTPException):
        return f"E-postservern tog inte emot brevet ({kind})."
    if isinstance(error, (NoBroker, RedisError)):
        return "Kön (Valkey) svarade inte."
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return "Disken är full."
    if isinstance(error, OSError):
        return f"Servern nådde inte en fil eller en annan dator ({kind})."
    return f"Ett fel som ingen har förutsett ({kind}). Serverns logg säger mer."
