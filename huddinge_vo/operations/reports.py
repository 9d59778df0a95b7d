"""How the system is: what runs, what was done last, what is kept where, and what somebody has to see to."""

from __future__ import annotations

import platform
import shutil
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import django
from celery import current_app
from celery.schedules import BaseSchedule, maybe_schedule
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from kombu.exceptions import OperationalError as NoBroker
from redis.exceptions import RedisError

from followup.duties.models import SentMail
from followup.ledger.models import LedgerRow
from huddinge_vo.common.backup.actions import Kept, kept_in
from huddinge_vo.common.backup.tasks import back_up
from huddinge_vo.common.health import missing_migrations
from huddinge_vo.common.jobs.done import Done, last_done
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.jobs.tasks import known_jobs
from huddinge_vo.common.logins.checks import owns_history
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.version import VERSION
from huddinge_vo.operations.certificates import Certificate

CERTIFICATES = "certificates"  # where the nightly look at them is kept, in the cache
_LEAST_FREE = 0.1  # of a disk
_COPY_WITHIN, _TRIED_WITHIN = timedelta(hours=36), timedelta(days=100)
_CERTIFICATE_WITHIN = timedelta(days=30)
_QUEUE_MAY_HOLD = 100
_ASK_AT_ONCE = 8  # people, through the whole ledger
_LATE_BY = {True: timedelta(minutes=2), False: timedelta(minutes=45)}  # by whether it is done more than once an hour


@dataclass(frozen=True)
class Concern:
    """Something that somebody has to see to, in a sentence, and the page where it is done."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class Version:
    """A program, and which version of it runs."""

    of: str
    is_: str


@dataclass(frozen=True)
class LastJob:
    """A job that is done by the clock: when it last was, and whether it should have been since."""

    title: str
    done: Done | None
    is_late: bool
    failed_for: str


@dataclass(frozen=True)
class Disk:
    """Room for something: bytes in all and free, where it lies."""

    holds: str
    total: int
    free: int

    @property
    def is_nearly_full(self) -> bool:
        """Whether less than a tenth is free."""
        return self.free < self.total * _LEAST_FREE

    @property
    def share(self) -> int:
        """How much of it is free, in percent."""
        return round(100 * self.free / self.total) if self.total else 0


@dataclass(frozen=True)
class Operations:
    """How the system is at a moment. `waiting` is None when the queue does not answer."""

    at: datetime
    concerns: list[Concern]
    versions: list[Version]
    waiting: int | None
    jobs: list[LastJob]
    disks: list[Disk]
    database_bytes: int
    copies: list[Kept]
    copies_are_made: bool
    certificates: list[Certificate] | None
    refused_mails: int


def _about_invented() -> list[Concern]:
    """Demo data in production came with a copy: as long as it is there no mail goes out (demo/mail.py)."""
    if not (settings.PRODUCTION and Organization.objects.filter(is_demo=True).exists()):
        return []
    return [Concern("Här finns demodata. Inga mejl skickas så länge den finns kvar.")]


def _about_login() -> list[Concern]:
    """Who owns the tables could change history."""
    if not (settings.PRODUCTION and owns_history()):
        return []
    return [
        Concern("Databasens användare äger tabellerna, så historiken kan ändras. Se ”Två inloggningar” i drift.md.")
    ]


def _about_locks() -> list[Concern]:
    """A question through the whole ledger locks every file's partition and their indexes, for each who asks it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH tree AS (SELECT relid FROM pg_partition_tree(%s))
            SELECT (SELECT count(*) FROM tree) + (SELECT count(*) FROM pg_index JOIN tree ON indrelid = relid),
                current_setting('max_locks_per_transaction')::bigint * current_setting('max_connections')::bigint
            """,
            [LedgerRow._meta.db_table],
        )
        held, room = cursor.fetchone()
    if held * _ASK_AT_ONCE <= room:
        return []
    return [
        Concern(
            f"En fråga genom hela reskontran låser {held} tabeller och index, och databasen har plats för {room} lås. "
            "Höj max_locks_per_transaction och starta om den, se drift.md."
        )
    ]


def operations(user: User, *, at: datetime) -> Operations:
    """How the system is. Of jobs that failed and mails that were refused, those are told that a person may know of."""
    waiting, queue_version = ask_queue()
    failed = UnfinishedJob.objects.visible_to(user).filter(failed_at__isnull=False)
    copies = kept_in(Path(settings.VO_BACKUP_DIR)) if settings.VO_BACKUP_DIR else []
    refused = SentMail.objects.not_taken(user).count()
    certificates: list[Certificate] | None = cache.get(CERTIFICATES)
    jobs = last_jobs(dict(failed.order_by("pk").values_list("name", "reason")), at=at)
    disks = disks_there_are()
    missing = missing_migrations()
    concerns = [
        *_about_invented(),
        *_about_login(),
        *([Concern(f"{len(missing)} migreringar är inte körda: kör manage.py migrate.")] if missing else []),
        *_about_locks(),
        *_about_queue(waiting),
        *(Concern(f"{each.title} skulle ha gjorts: arbetaren eller schemaläggaren står.") for each in _late(jobs)),
        *_about_failures(failed.count()),
        *(Concern(f"Disken för {each.holds} är snart full: {each.share} % är ledigt.") for each in _nearly_full(disks)),
        *_about_copies(copies, at=at),
        *([Concern(f"{refused} mejl togs inte emot.", reverse("followup:duty-list"))] if refused else []),
        *_about_certificates(certificates or [], at=at),
    ]
    return Operations(
        at=at,
        concerns=concerns,
        versions=_versions(queue_version),
        waiting=waiting,
        jobs=jobs,
        disks=disks,
        database_bytes=database_bytes(),
        copies=copies,
        copies_are_made=bool(settings.VO_BACKUP_DIR),
        certificates=certificates,
        refused_mails=refused,
    )


def ask_queue() -> tuple[int | None, str]:
    """How many jobs wait, and the version of what keeps them; None when it does not answer."""
    try:
        with current_app.connection_for_read(connect_timeout=2) as broker:
            client = broker.default_channel.client
            told = client.info("server")
            return int(client.llen(current_app.conf.task_default_queue)), str(
                told.get("valkey_version") or told.get("redis_version", "")
            )
    except (RedisError, NoBroker, OSError):
        return None, ""


def database_bytes() -> int:
    """What the database takes of its disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def disks_there_are() -> list[Disk]:
    """The room for received files, and for copies; a folder that is not there yet is looked for above it."""
    places = {"mottagna filer": settings.MEDIA_ROOT}
    if settings.VO_BACKUP_DIR:
        places["säkerhetskopior"] = Path(settings.VO_BACKUP_DIR)
    found = []
    for holds, folder in places.items():
        there = next((each for each in (folder, *folder.parents) if each.exists()), Path("/"))
        used = shutil.disk_usage(there)
        found.append(Disk(holds, used.total, used.free))
    return found


def last_jobs(failed: dict[str, str], *, at: datetime) -> list[LastJob]:
    """The jobs that are done by the clock, by title. `failed`: why, by the job's name, for those that have failed.

    Where no copies are made the job that would make them does nothing in time, and is not among them.
    """
    scheduled = {each["task"]: maybe_schedule(each["schedule"]) for each in settings.CELERY_BEAT_SCHEDULE.values()}
    if not settings.VO_BACKUP_DIR:
        del scheduled[back_up.name]
    done = last_done(scheduled)
    return sorted(
        (
            LastJob(
                known_jobs()[name].title, done.get(name), _is_late(schedule, done.get(name), at), failed.get(name, "")
            )
            for name, schedule in scheduled.items()
        ),
        key=lambda each: each.title,
    )


def _is_late(schedule: BaseSchedule, done: Done | None, at: datetime) -> bool:
    """Whether it should have been done again by now. Of one that has not been done it is not known."""
    if done is None:
        return False
    told_the_time = copy(schedule)
    told_the_time.nowfun = lambda: at
    left: timedelta = told_the_time.remaining_estimate(done.at)
    is_often = getattr(schedule, "run_every", timedelta(days=1)) < timedelta(hours=1)
    return -left > _LATE_BY[is_often]


def _late(jobs: list[LastJob]) -> list[LastJob]:
    return [each for each in jobs if each.is_late]


def _nearly_full(disks: list[Disk]) -> list[Disk]:
    return [each for each in disks if each.is_nearly_full]


def _about_queue(waiting: int | None) -> list[Concern]:
    if waiting is None:
        return [Concern("Kön svarar inte: inga jobb tas emot.")]
    return [Concern(f"{waiting} jobb väntar i kön.")] if waiting > _QUEUE_MAY_HOLD else []


def _about_failures(failed: int) -> list[Concern]:
    return [Concern(f"{failed} jobb har inte gått.", reverse("job-list"))] if failed else []


def _about_copies(copies: list[Kept], *, at: datetime) -> list[Concern]:
    """No copy, an old one, and none that has been tried of late. Nothing for a workplace without copies."""
    if not settings.VO_BACKUP_DIR:
        return [Concern("Inga säkerhetskopior görs: VO_BACKUP_DIR är inte satt.")] if settings.PRODUCTION else []
    if not copies or at - copies[0].made_at > _COPY_WITHIN:
        return [Concern("Ingen säkerhetskopia har gjorts sedan i går.")]
    tried = [each for each in copies if each.tried]
    if not tried or not tried[0].tried or at - tried[0].tried.made_at > _TRIED_WITHIN:
        return [Concern("Ingen säkerhetskopia har provats på hundra dagar.")]
    return [Concern("Den senaste säkerhetskopian som provades var inte hel.")] if tried[0].tried.wrong else []


def _about_certificates(certificates: list[Certificate], *, at: datetime) -> list[Concern]:
    wrong = [Concern(f"{each.address}: {each.wrong}") for each in certificates if each.wrong]
    ending = [
        Concern(f"Certifikatet för {each.address} går ut {each.ends_at:%Y-%m-%d}.")
        for each in certificates
        if each.ends_at and each.ends_at - at < _CERTIFICATE_WITHIN
    ]
    return wrong + ending


def _versions(queue: str) -> list[Version]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    return [
        Version("Huddinge VO", VERSION),
        Version("Python", platform.python_version()),
        Version("Django", django.__version__),
        Version("PostgreSQL", server.split()[0]),
        *([Version("Valkey", queue)] if queue else []),
    ]
