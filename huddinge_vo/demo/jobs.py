"""What the demo's people have asked for in the background the last days: done, failed with a reason, and broken off."""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import Task
from django.urls import reverse

from followup.flags.tasks import compute_flags_of_buyer
from followup.judging.tasks import recompute_buyer
from followup.ledger.models import LedgerImport
from followup.ledger.tasks import load_ledger_import
from followup.measures.tasks import compute_outcomes_of_buyer
from huddinge_vo.common.jobs.actions import subject_of
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import Asked

_DONE, _FAILED, _CANCELLED = AskedJob.Outcome.DONE, AskedJob.Outcome.FAILED, AskedJob.Outcome.CANCELLED
_MOST_TRIES = 6


def load_jobs(*, buyer: Organization, users: dict[str, User], at: datetime) -> None:
    """Rows for those who would have asked, with a job that failed and can be tried again; once."""
    if AskedJob.objects.filter(buyer=buyer).exists():
        return
    whole = {"buyer_id": buyer.pk}
    flags, measures = reverse("followup:flag-list"), reverse("followup:measure-list")
    told: list[tuple[str, Task, Asked, str, timedelta, AskedJob.Outcome]] = [
        ("controller", recompute_buyer, whole, reverse("followup:import-list"), timedelta(days=2, hours=3), _CANCELLED),
        ("controller", compute_outcomes_of_buyer, whole, measures, timedelta(hours=20), _FAILED),
        ("upphandlingschef", compute_flags_of_buyer, whole, flags, timedelta(days=1, hours=1), _CANCELLED),
        ("kategoriledare", compute_flags_of_buyer, whole, flags, timedelta(days=4), _DONE),
    ]
    for number, one in enumerate(LedgerImport.objects.filter(buyer=buyer, is_demo=True).order_by("-pk")[:2]):
        ago = timedelta(days=3 + 30 * number, hours=2)
        told.append(
            ("controller", load_ledger_import, {"ledger_import_id": one.pk}, one.get_absolute_url(), ago, _DONE)
        )
    AskedJob.objects.bulk_create(
        AskedJob(
            asked_by=users[login],
            buyer=buyer,
            name=task.name,
            subject=subject_of(kwargs),
            kwargs=kwargs,
            href=href,
            asked_at=at - ago,
            outcome=outcome,
            ended_at=at - ago + timedelta(minutes=3),
            seen_at=at - ago + timedelta(minutes=4),
        )
        for login, task, kwargs, href, ago, outcome in told
    )
    UnfinishedJob.objects.get_or_create(
        name=compute_outcomes_of_buyer.name,
        subject=subject_of(whole),
        defaults={
            "buyer": buyer,
            "kwargs": whole,
            "tries": _MOST_TRIES,
            "begun_at": at - timedelta(hours=20),
            "failed_at": at - timedelta(hours=20) + timedelta(minutes=3),
            "reason": "Databasen svarade inte.",
            "is_given_up": True,
        },
    )
