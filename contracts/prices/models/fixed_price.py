"""Prices that are decided for a whole area at once, where no supplier sets its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.plan.models import ContractArea
from contracts.prices.querysets import (
    FixedPriceDecisionQuerySet,
)
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


@tracked()
class FixedPriceDecision(models.Model):
    """The council's yearly decision on an area's fixed prices: entered once, it counts for all the area's contracts."""

    area = models.ForeignKey(ContractArea, models.PROTECT, related_name="fixed_prices", verbose_name="avtalsområde")
    valid_from = models.DateField("gäller från och med")
    percent = models.DecimalField(
        "förändring, procent",
        max_digits=6,
        decimal_places=3,
        help_text="Från priset dagen före. Minus för en sänkning.",
    )
    decided_on = models.DateField("beslutat")
    registry_number = FreeLine("diarienummer", max_length=60, blank=True)
    note = FreeLine("anteckning", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="registrerat av", editable=False
    )
    entered_at = models.DateTimeField("registrerat", editable=False)

    buyer_through = ("area__category__buyer",)
    objects = FixedPriceDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "beslut om fast pris"
        verbose_name_plural = "beslut om fasta priser"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "valid_from"],
                name="fixed_price_is_decided_once",
                violation_error_message="Det finns redan ett beslut för området från den dagen. Välj en senare dag.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=-100),
                name="fixed_price_stays_above_nothing",
                violation_error_message="Priset kan inte sänkas till noll eller under. Ange en mindre sänkning.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} från {self.valid_from}: {self.percent} %"

    def get_absolute_url(self) -> str:
        return reverse("contracts:fixed-price-area", args=[self.area_id])
