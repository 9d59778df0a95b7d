"""Jobs that have not succeeded."""

from __future__ import annotations

from django.db import models


class UnfinishedJob(models.Model):
    """A job of the worker that was begun and has not succeeded since: how often it was tried, and why it failed.

    Gone as soon as it succeeds. One without `failed_at` is being done, or its worker died.
    """

    name = models.CharField("jobb", max_length=200)
    subject = models.CharField("gäller", max_length=200, blank=True)
    kwargs = models.JSONField("uppgifter", default=dict)
    tries = models.PositiveIntegerField("försök", default=0)
    begun_at = models.DateTimeField("påbörjat")
    failed_at = models.DateTimeField("misslyckades", null=True)
    reason = models.CharField("orsak", max_length=300, blank=True)
    is_given_up = models.BooleanField("görs inte om av sig självt", default=False)

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
