"""How far jobs have come, as every page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from huddinge_vo.common.jobs.actions import subject_of
from huddinge_vo.common.jobs.done import last_done
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.jobs.progress import told
from huddinge_vo.common.jobs.querysets import standing_of
from huddinge_vo.common.jobs.rules import percent_done, seconds_left, time_words
from huddinge_vo.common.untyped import Asked

if TYPE_CHECKING:
    from huddinge_vo.common.jobs.tasks import Job
    from huddinge_vo.common.people.models import User


# Why a job did not go, to whoever asked for it and cannot do it again: what it means, and who can.
LEFT_AS_IT_WAS = "Det som fanns innan ligger kvar som det var. En förvaltare kan göra om det."


@dataclass(frozen=True)
class Step:
    """A step of a job: what it is called, and whether it is done or being done."""

    words: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class JobProgress:
    """Where a job is. `stage` is what is being done, empty while it waits; `percent` and `left` are null where unknown.

    `trouble` says why it is not being done: it failed or was broken off, and is tried again by itself.
    `asked` is the reader's own asking for it, which can be cancelled where `may_cancel`.
    """

    is_being_done: bool
    stage: str
    done: int
    whole: int
    steps: tuple[Step, ...]
    percent: int | None
    left: str
    trouble: str
    asked: AskedJob | None
    may_cancel: bool
    is_being_cancelled: bool


def progress_of(kind: Job, kwargs: Asked, *, user: User, at: datetime) -> JobProgress:
    """Where a job is, told by its lock, what it last said, and how long it took the last time."""
    subject = subject_of(kwargs)
    standing = standing_of(kind.name, subject)
    said = told(kind.name, subject) if standing.is_being_done else None
    job = UnfinishedJob.objects.filter(name=kind.name, subject=subject).first()
    asked = AskedJob.objects.visible_to(user).filter(name=kind.name, subject=subject).under_way().first()
    percent = percent_done(kind.steps, said.stage, said.done, said.whole) if said else None
    left = None
    if standing.is_being_done and job is not None:
        usual = last_done([kind.name]).get(kind.name)
        left = seconds_left(percent, (at - job.begun_at).total_seconds(), usual.seconds if usual else None)
    is_being_cancelled = job is not None and job.cancel_asked_at is not None
    trouble = standing.failed_for or ("Arbetet avbröts." if standing.is_broken_off else "")
    return JobProgress(
        is_being_done=standing.is_being_done,
        stage=said.stage if said else "",
        done=said.done if said else 0,
        whole=said.whole if said else 0,
        steps=tuple(_steps(kind, said.stage if said else "")),
        percent=percent,
        left=time_words(left) if left is not None else "",
        trouble=trouble,
        asked=asked,
        may_cancel=kind.can_cancel and asked is not None and job is not None and not is_being_cancelled,
        is_being_cancelled=is_being_cancelled,
    )


def _steps(kind: Job, stage: str) -> list[Step]:
    now = kind.steps.index(stage) if stage in kind.steps else -1
    return [Step(words, is_done=place < now, is_now=place == now) for place, words in enumerate(kind.steps)]
