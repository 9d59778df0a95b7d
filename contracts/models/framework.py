"""Rounds of procurement, whose terms the supplier contracts inherit."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.models.plan import ContractArea, Form
from contracts.querysets import FrameworkQuerySet
from huddinge_vo.common.audit import tracked
from huddinge_vo.common.models import Organization, Secured


def amount(label: str, **options: Any) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=17, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **options
    )


@tracked()
class Framework(Secured):
    """One round of procurement for one or more areas. Its supplier contracts inherit its terms."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="frameworks", verbose_name="köpare")
    number = models.CharField("nummer", max_length=60)
    title = models.CharField("rubrik", max_length=250)
    areas = models.ManyToManyField(ContractArea, related_name="frameworks", verbose_name="avtalsområden")
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    lead = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="led_frameworks", verbose_name="samordnas av"
    )
    valid_from = models.DateField("gäller från och med")
    initial_until = models.DateField(
        "gäller till och med", null=True, blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare."
    )
    ceiling_sek = amount("takvolym, kr", help_text="Ramavtalet upphör att gälla när takvolymen är nådd.")
    call_off_method = models.CharField("avropsordning", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "upphandlingsomgång"
        verbose_name_plural = "upphandlingsomgångar"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="framework_number_is_unique_for_buyer",
                violation_error_message="Det finns redan en upphandlingsomgång med det numret.",
            ),
            models.CheckConstraint(
                condition=Q(initial_until__isnull=True) | Q(initial_until__gte=F("valid_from")),
                name="framework_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(ceiling_sek__isnull=True) | Q(ceiling_sek__gte=0),
                name="framework_ceiling_is_not_negative",
                violation_error_message="Takvolymen kan inte vara negativ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:framework-detail", args=[self.pk])


@tracked()
class FrameworkAreaLink(Framework.areas.through):  # type: ignore[name-defined, misc]
    """Keeps history of which areas a framework is for."""

    class Meta:
        proxy = True
        verbose_name = "upphandlingsomgångens avtalsområde"
