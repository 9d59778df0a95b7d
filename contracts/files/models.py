"""A file of rounds, contracts or units that was sent in: looked at first, brought in when a person says so, and undone
if it was wrong.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from contracts.files.querysets import RegisterImportQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.people.models import Organization


class RegisterImport(models.Model):
    """One file and what became of it. The history of what it changed carries its number, which is how it is undone."""

    class Kind(models.TextChoices):
        FRAMEWORKS = "FRAMEWORKS", "upphandlingsomgångar"
        CONTRACTS = "CONTRACTS", "avtal"
        UNITS = "UNITS", "verksamheter"
        PRICES = "PRICES", "priser"

    class Status(models.TextChoices):
        PREVIEW = "PREVIEW", "förhandsgranskas"
        APPLIED = "APPLIED", "inläst"
        UNDONE = "UNDONE", "ångrad"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="register_imports", verbose_name="köpare")
    kind = models.CharField("innehåll", max_length=20, choices=Kind, default=Kind.CONTRACTS)
    original_name = FreeLine("filnamn", max_length=255)
    file = models.FileField("fil", upload_to="register/%Y/%m/")
    status = models.CharField("läge", max_length=10, choices=Status, default=Status.PREVIEW)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inskickad av"
    )
    uploaded_at = models.DateTimeField("inskickad")
    applied_at = models.DateTimeField("inläst", null=True)
    undone_at = models.DateTimeField("ångrad", null=True)
    created = models.PositiveIntegerField("nya", default=0)
    changed = models.PositiveIntegerField("ändrade", default=0)
    unchanged = models.PositiveIntegerField("oförändrade", default=0)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning till registret"
        verbose_name_plural = "inläsningar till registret"

    def __str__(self) -> str:
        return f"{self.original_name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("contracts:register-import", args=[self.pk])
