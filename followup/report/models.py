"""The June report through its states: written, looked through, approved, locked."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.plan.models import EffectGoal
from contracts.plan.models import Category
from followup.report.querysets import StatusReportQuerySet
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.writers import approved_by_no_writer, writers_field


@tracked(exclude=["snapshot"])
class StatusReport(models.Model):
    """A year's report. While it is written its figures are those of the day; approved, they are those of the snapshot.

    `snapshot` is the report as it was said when it was approved: it is read back whole and never asked about.
    `returned_reason` is why it was made a draft again, until it is approved.
    """

    WORDS = ("summary", "proposal", "registry_number")  # what a person writes of the whole

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "utkast"
        REVIEW = "REVIEW", "på granskning"
        APPROVED = "APPROVED", "godkänd"
        LOCKED = "LOCKED", "fastställd"

    category = models.ForeignKey(Category, models.PROTECT, related_name="status_reports", verbose_name="kategori")
    year = models.PositiveSmallIntegerField("år")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    summary = FreeText("sammanfattning", max_length=6000, blank=True)
    proposal = FreeText("förslag till beslut", max_length=3000, blank=True)
    registry_number = FreeLine("diarienummer", max_length=60, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skriven av", editable=False
    )
    writers = writers_field()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="godkänd av",
        editable=False,
    )
    approved_at = models.DateTimeField("godkänd", null=True, editable=False)
    locked_at = models.DateTimeField("fastställd", null=True, editable=False)
    returned_reason = FreeText("skäl till att den togs tillbaka", max_length=1000, blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="tillbakatagen av",
        editable=False,
    )
    returned_at = models.DateTimeField("tillbakatagen", null=True, editable=False)
    snapshot = models.JSONField("ögonblicksbild", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("category__buyer",)
    objects = StatusReportQuerySet.as_manager()

    class Meta:
        verbose_name = "statusrapport"
        verbose_name_plural = "statusrapporter"
        permissions = [("approve_statusreport", "Kan godkänna och fastställa statusrapporten")]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "year"],
                name="status_report_is_one_a_year",
                violation_error_message="Det finns redan en statusrapport för året.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["APPROVED", "LOCKED"], snapshot__isnull=False, approved_by__isnull=False)
                | Q(status__in=["DRAFT", "REVIEW"], snapshot__isnull=True, approved_by__isnull=True),
                name="approved_report_has_its_snapshot",
                violation_error_message="En godkänd rapport har en ögonblicksbild, och bara den.",
            ),
            models.CheckConstraint(
                condition=Q(status="LOCKED", locked_at__isnull=False)
                | (~Q(status="LOCKED") & Q(locked_at__isnull=True)),
                name="locked_report_has_its_day",
                violation_error_message="En fastställd rapport har en dag då den fastställdes, och bara den.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")),
                name="report_is_approved_by_another",
                violation_error_message="Den som skrev rapporten kan inte godkänna den. Be någon annan göra det.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="locked_reports_stay_as_they_are",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="LOCKED"),
            ),
            approved_by_no_writer(
                "report_is_approved_by_nobody_who_wrote_in_it",
                table="followup_statusreport",
                approver="approved_by",
                words="Den som har skrivit i rapporten kan inte godkänna den.",
            ),
        ]

    def __str__(self) -> str:
        return f"Statusrapport {self.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('followup:status-report')}?ar={self.year}"


class LockedPaper(models.Model):
    """A locked report as the file it was: what a board has decided on is the same to the last byte, for ever.

    Drawn anew it would say the same in other bytes, and with a later version of the system perhaps in another dress.
    """

    report = models.OneToOneField(StatusReport, models.CASCADE, related_name="paper", verbose_name="rapport")
    content = models.BinaryField("PDF", editable=False)
    drawn_at = models.DateTimeField("framställd", editable=False)

    buyer_through = ("report__category__buyer",)

    class Meta:
        verbose_name = "fastställd rapport som PDF"
        verbose_name_plural = "fastställda rapporter som PDF"
        triggers = [
            pgtrigger.Protect(name="papers_of_locked_reports_stay", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.report}, PDF"

    def get_absolute_url(self) -> str:
        return self.report.get_absolute_url()


@tracked()
class GoalComment(models.Model):
    """What the owner of a goal says of the year: how it went, why, what is steered, what was done, what can be done."""

    report = models.ForeignKey(StatusReport, models.CASCADE, related_name="comments", verbose_name="rapport")
    goal = models.ForeignKey(EffectGoal, models.PROTECT, related_name="+", verbose_name="effektmål")
    outcome = FreeText("hur gick det", max_length=2000, blank=True)
    reason = FreeText("varför", max_length=2000, blank=True)
    steered = FreeText("vad vi styr", max_length=2000, blank=True)
    done = FreeText("vad vi har gjort", max_length=2000, blank=True)
    ahead = FreeText("vad vi kan göra", max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skriven av", editable=False
    )
    at = models.DateTimeField("när", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("report__category__buyer",)

    class Meta:
        verbose_name = "kommentar till effektmål"
        verbose_name_plural = "kommentarer till effektmål"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "goal"],
                name="goal_is_commented_once_in_a_report",
                violation_error_message="Effektmålet har redan en kommentar i rapporten.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.goal}"

    def get_absolute_url(self) -> str:
        return self.report.get_absolute_url()
