"""Keeping a job from being done twice at once, and account of those that fail."""

from __future__ import annotations

import errno
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, OperationalError, connection, transaction

from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.jobs.querysets import lock_of
from huddinge_vo.common.untyped import Asked


class ToldAsItIs(Exception):
    """What keeps a job from succeeding, in words that may stand on a page."""


_LOOK_FOR_CLIENT = "5s"
_DIED = "Arbetsprocessen avbröts innan jobbet var klart."


def subject_of(kwargs: Asked) -> str:
    """What a job is about, as text: ledger_import_id=7."""
    return ", ".join(f"{name}={kwargs[name]}" for name in sorted(kwargs))[:200]


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
def begin_job(
    *, name: str, kwargs: Asked, most_tries: int | None, at: datetime, buyer_id: int | None = None
) -> UnfinishedJob:
    """Count a try before it is made, so that one whose worker dies is counted too.

    Given up when there have been as many as there may be: then it is not to be done.
    """
    job, is_new = UnfinishedJob.objects.select_for_update().get_or_create(
        name=name,
        subject=subject_of(kwargs),
        defaults={"kwargs": dict(kwargs), "buyer_id": buyer_id, "begun_at": at, "tries": 1},
    )
    if is_new or job.is_given_up:
        return job
    if most_tries is not None and job.tries >= most_tries:
        job.is_given_up, job.failed_at, job.reason = True, job.failed_at or at, job.reason or _DIED
    else:
        job.tries, job.begun_at = job.tries + 1, at
    job.save()
    return job


def fail_job(*, job: UnfinishedJob, error: BaseException, most_tries: int | None, at: datetime) -> UnfinishedJob:
    """Write down why a try failed. Its last one gives the job up."""
    job.failed_at, job.reason = at, reason_of(error)
    job.is_given_up = most_tries is not None and job.tries >= most_tries
    job.save()
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
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "Disken är full."
    if isinstance(error, OSError):
        return f"Servern nådde inte en fil eller en annan dator ({kind})."
    return f"Ett fel som ingen har förutsett ({kind}). Serverns logg säger mer."
