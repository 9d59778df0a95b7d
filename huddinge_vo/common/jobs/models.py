"""Jobs that have not succeeded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from huddinge_vo.common.jobs.querysets import AskedJobQuerySet, UnfinishedJobQuerySet
from huddinge_vo.common.people.models import Organization, User


class UnfinishedJob(models.Model):
    """A job of the worker that was asked for or begun and has not succeeded since: how often it was tried, and why it
    failed.

    `buyer` is that of what the job is about; null for a job that is done for all. Gone as soon as it succeeds. One
    without `tries` waits for a worker; of the others one without `failed_at` is being done, or its worker died.
    `cancel_asked_at` is when whoever asked for it wanted it broken off: the worker does so at its next step.
    """

    name = models.CharField("jobb", max_length=200)
    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="köpare"
    )
    subject = models.CharField("gäller", max_length=200, blank=True)
    kwargs = models.JSONField("uppgifter", default=dict)
    tries = models.PositiveIntegerField("försök", default=0)
    begun_at = models.DateTimeField("påbörjat")
    failed_at = models.DateTimeField("misslyckades", null=True)
    reason = models.CharField("orsak", max_length=300, blank=True)
    is_given_up = models.BooleanField("görs inte om av sig självt", default=False)
    cancel_asked_at = models.DateTimeField("ska avbrytas", null=True)

    objects = UnfinishedJobQuerySet.as_manager()

    class Meta:
        verbose_name = "jobb som inte gick"
        verbose_name_plural = "jobb som inte gick"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "subject"],
                name="unfinished_job_is_kept_once",
                violation_error_message="Jobbet är redan antecknat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}".strip()


class AskedJob(models.Model):
    """A job that a person has asked for, and is to be told of when it is over, wherever he is by then.

    One of each job, subject and person: asked for once more it is under way again. `href` is where what comes of it is
    looked at; `seen_at` is when he was told how it ended.
    """

    class Outcome(models.TextChoices):
        DONE = "DONE", "klart"
        FAILED = "FAILED", "gick inte"
        CANCELLED = "CANCELLED", "avbrutet"

    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="begärt av")
    buyer = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", verbose_name="köpare")
    name = models.CharField("jobb", max_length=200)
    subject = models.CharField("gäller", max_length=200, blank=True)
    kwargs = models.JSONField("uppgifter", default=dict)
    href = models.CharField("sida", max_length=300, blank=True)
    asked_at = models.DateTimeField("begärt")
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, blank=True)
    ended_at = models.DateTimeField("slutade", null=True)
    seen_at = models.DateTimeField("sett", null=True)

    objects = AskedJobQuerySet.as_manager()

    class Meta:
        verbose_name = "begärt jobb"
        verbose_name_plural = "begärda jobb"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["name", "subject", "asked_by"],
                name="asked_job_is_kept_once",
                violation_error_message="Jobbet är redan begärt.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True, seen_at__isnull=True)
                | ~Q(outcome="") & Q(ended_at__isnull=False),
                name="asked_job_ends_somehow",
                violation_error_message="Ett jobb som är slut har gått på något sätt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        """Where one sees how far it has come."""
        return reverse("own-job", args=[self.pk])
