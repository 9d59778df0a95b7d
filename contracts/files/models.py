"""A file of rounds, contracts or units that was sent in: looked at first, brought in when a person says so, and undone
if it was wrong.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.files.querysets import RegisterImportQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.people.models import Organization


class RegisterImport(models.Model):
    """One file and what became of it. The history of what it changed carries its number, which is how it is undone.

    A file that changes prices by more than the limit is asked for by one person, and brought in by another.
    """

    class Kind(models.TextChoices):
        FRAMEWORKS = "FRAMEWORKS", "ramavtal och valfrihetssystem"
        CONTRACTS = "CONTRACTS", "avtal"
        UNITS = "UNITS", "verksamheter"
        PRICES = "PRICES", "priser"

    class Status(models.TextChoices):
        PREVIEW = "PREVIEW", "förhandsgranskas"
        ASKED = "ASKED", "begärd, väntar på en andra person"
        DECLINED = "DECLINED", "avslagen"
        APPLIED = "APPLIED", "inläst"
        UNDONE = "UNDONE", "ångrad"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="register_imports", verbose_name="köpare")
    kind = models.CharField("innehåll", max_length=20, choices=Kind, default=Kind.CONTRACTS)
    original_name = FreeLine("filnamn", max_length=255)
    file = models.FileField("fil", upload_to="register/%Y/%m/")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PREVIEW)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inskickad av"
    )
    uploaded_at = models.DateTimeField("inskickad")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="begärd av"
    )
    asked_at = models.DateTimeField("begärd", null=True)
    why = FreeLine("varför", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="avgjord av"
    )
    decided_at = models.DateTimeField("avgjord", null=True)
    reason = FreeLine("skäl", max_length=300, blank=True)
    applied_at = models.DateTimeField("inläst", null=True)
    undone_at = models.DateTimeField("ångrad", null=True)
    created = models.PositiveIntegerField("nya", default=0)
    changed = models.PositiveIntegerField("ändrade", default=0)
    unchanged = models.PositiveIntegerField("oförändrade", default=0)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning till registret"
        verbose_name_plural = "inläsningar till registret"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("uploaded_by"))),
                name="file_is_confirmed_by_another",
                violation_error_message=(
                    "Den som har skickat in filen eller begärt den kan inte också avgöra den. Be någon annan göra det."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ASKED", "DECLINED"])
                | (Q(asked_by__isnull=False, asked_at__isnull=False) & ~Q(why="")),
                name="file_asked_for_says_by_whom_and_why",
                violation_error_message="Skriv varför priserna ändras så mycket.",
            ),
            models.CheckConstraint(
                condition=~Q(status="DECLINED")
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
                name="file_declined_says_by_whom_and_why",
                violation_error_message="Skriv varför filen avslås.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="file_sent_in_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kind", "original_name", "uploaded_by", "uploaded_at"),
                func="RAISE EXCEPTION 'a file that was sent in stays as it came; send another';",
            ),
            pgtrigger.Trigger(
                name="file_is_emptied_or_stays",  # what is too old to keep is emptied
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__file__df=pgtrigger.F("new__file")) & ~pgtrigger.Q(new__file=""),
                func="RAISE EXCEPTION 'a file that was sent in stays as it came; send another';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("contracts:register-import", args=[self.pk])
