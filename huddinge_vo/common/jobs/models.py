"""Jobs that have not succeeded."""

from __future__ import annotations

from django.db import models

from huddinge_vo.common.jobs.querysets import UnfinishedJobQuerySet
from huddinge_vo.common.people.models import Organization


class UnfinishedJob(models.Model):
    """A job of the worker that was asked for or begun and has not succeeded since: how often it was tried, and why it
    failed.

    `buyer` is that of what the job is about; null for a job that is done for all. Gone as soon as it succeeds. One
    without `tries` waits for a worker; of the others one without `failed_at` is being done, or its worker died.
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
