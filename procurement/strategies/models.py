"""The strategy of a procurement: what is written, and each version as it was decided."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from procurement.projects.models import Project, _OfProject


@tracked()
class StrategySection(_OfProject):
    """A section's own words. What the system knows of it is filled in beside. `key` is one of reports.SECTIONS."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="sections", verbose_name="upphandling")
    key = models.CharField("avsnitt", max_length=30)
    text = FreeText("text", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "avsnitt i strategin"
        verbose_name_plural = "avsnitt i strategin"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"],
                name="strategy_section_is_written_once",
                violation_error_message="Avsnittet finns redan.",
            )
        ]

    def __str__(self) -> str:
        return self.key


class StrategyVersion(_OfProject):
    """A decided strategy, word for word and figure for figure as it was. Nobody changes it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="strategies", verbose_name="upphandling")
    number = models.PositiveSmallIntegerField("version")
    decided_on = models.DateField("beslutad")
    decided_by = FreeLine("beslutad av", max_length=200)
    decided_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="registrerad av"
    )
    snapshot = models.JSONField("innehåll")

    class Meta:
        verbose_name = "beslutad upphandlingsstrategi"
        verbose_name_plural = "beslutade upphandlingsstrategier"
        permissions = [("decide_strategy", "Kan registrera beslut om upphandlingsstrategi")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="strategy_version_is_unique",
                violation_error_message="Versionen finns redan.",
            )
        ]
        triggers = [pgtrigger.Protect(name="decided_strategies_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.project.number}, strategi version {self.number}"
