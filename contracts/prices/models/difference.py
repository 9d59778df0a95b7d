"""What the final figures of an index changed in a price that was adjusted by preliminary ones."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.prices.models.adjustment import AdjustmentLine, person
from contracts.prices.querysets import (
    PriceDifferenceQuerySet,
)
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.money import sek


@tracked()
class PriceDifference(models.Model):
    """What the final figures made a line's price differ from what was paid, for one payer and one budget year.

    A row to approve and to settle; the price that was paid stays in the price list as it was. What is bought, or
    revised, after a row was decided comes as the next part: the parts add up to the whole difference. Purchases are
    known by the month: `broken_months` says which were parted by days because the price began or ended in them.
    """

    secret_through = ("line",)

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", "att godkänna"
        APPROVED = "APPROVED", "att reglera"
        SETTLED = "SETTLED", "reglerad"
        REJECTED = "REJECTED", "avvisad"

    line = models.ForeignKey(AdjustmentLine, models.PROTECT, related_name="differences", verbose_name="rad")
    payer = models.CharField("förvaltning", max_length=200, blank=True)
    budget_year = models.PositiveSmallIntegerField("budgetår")
    part = models.PositiveSmallIntegerField("omgång", default=1)
    paid_sek = models.DecimalField("betalt pris, kr", max_digits=12, decimal_places=2)
    final_sek = models.DecimalField("pris på slutligt värde, kr", max_digits=12, decimal_places=2)
    bought_sek = models.DecimalField("köpt, kr", max_digits=17, decimal_places=2)
    broken_months = models.CharField("delade månader", max_length=300, blank=True)
    difference_sek = models.DecimalField("skillnad, kr", max_digits=17, decimal_places=2)
    final_factor = models.DecimalField("slutlig faktor", max_digits=24, decimal_places=16)
    figures = models.CharField("slutliga värden", max_length=300)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PROPOSED)
    found_at = models.DateTimeField("räknad")
    approved_by = person("godkänd av")
    approved_at = models.DateTimeField("godkänd", null=True)
    settled_by = person("reglerad av")
    settled_on = models.DateField("reglerad", null=True)
    reason = FreeLine("skäl", max_length=300, blank=True)

    buyer_through = ("line__adjustment__contract__buyer",)
    objects = PriceDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "skillnad mot slutligt värde"
        verbose_name_plural = "skillnader mot slutliga värden"
        constraints = [
            models.UniqueConstraint(
                fields=["line", "payer", "budget_year", "part"],
                name="difference_is_found_once",
                violation_error_message="Skillnaden är redan räknad.",
            ),
            models.UniqueConstraint(
                fields=["line", "payer", "budget_year"],
                condition=Q(status="PROPOSED"),
                name="difference_waits_once",
                violation_error_message="En skillnad för samma rad och år väntar redan på godkännande.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "REJECTED"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="approved_difference_says_by_whom",
                violation_error_message="En godkänd skillnad har någon som godkände den.",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("approved_by")),
                name="difference_is_settled_by_another",
                violation_error_message=(
                    "Den som godkände skillnaden kan inte också reglera den. Be någon annan göra det."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="SETTLED") | Q(settled_by__isnull=False, settled_on__isnull=False),
                name="settled_difference_says_when",
                violation_error_message="En reglerad skillnad har en dag och någon som reglerade den.",
            ),
            models.CheckConstraint(
                condition=~Q(status="REJECTED") | ~Q(reason=""),
                name="rejected_difference_says_why",
                violation_error_message="Skriv varför skillnaden avvisas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line.item}, {self.budget_year}: {sek(self.difference_sek)} kr"

    def get_absolute_url(self) -> str:
        return reverse("contracts:difference-list")
