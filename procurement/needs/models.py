"""Needs that are bought outside contract again and again: they are foreseeable, and belong in the procurement plan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.plan.models import Category, ContractArea
from contracts.suppliers.models import TargetGroup
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from procurement.deviations.choices import Reason
from procurement.needs.querysets import ForeseenNeedQuerySet
from procurement.plan.models import PlannedNeed


@tracked()
class ForeseenNeed(models.Model):
    """That deviations alike keep coming: the need is foreseeable, and is proposed for the procurement plan.

    Alike are those of one subcategory, area, reason and target group. `used_sek` and `limit_sek` are what had been
    bought in twelve months and the limit when it was first proposed; null is a limit that is not known. It is answered
    by a line of the plan, or by why none is needed.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="foreseen_needs", verbose_name="köpare")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="underkategori")
    area = models.ForeignKey(ContractArea, models.PROTECT, null=True, related_name="+", verbose_name="avtalsområde")
    reason = models.CharField("orsak", max_length=20, choices=Reason)
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, null=True, related_name="+", verbose_name="målgrupp")
    proposed_on = models.DateField("föreslaget")
    count = models.PositiveIntegerField("avsteg på tolv månader")
    used_sek = models.DecimalField("värde på tolv månader, kr", max_digits=17, decimal_places=2)
    limit_sek = models.DecimalField("gräns, kr", max_digits=17, decimal_places=2, null=True)
    planned = models.ForeignKey(
        PlannedNeed, models.PROTECT, null=True, related_name="foreseen", verbose_name="rad i planen"
    )
    why_not = FreeLine("varför ingen upphandling", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="besvarat av"
    )
    answered_at = models.DateTimeField("besvarat", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ForeseenNeedQuerySet.as_manager()

    class Meta:
        verbose_name = "behov som återkommer"
        verbose_name_plural = "behov som återkommer"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "category", "area", "reason", "target_group"],
                condition=Q(answered_at__isnull=True),
                name="need_is_proposed_once_at_a_time",
                nulls_distinct=False,
                violation_error_message="Behovet är redan föreslaget.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, planned__isnull=True, why_not="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & (Q(planned__isnull=False) | ~Q(why_not="")),
                name="foreseen_need_is_answered_by_a_plan_or_a_reason",
                violation_error_message="Svara med en rad i planen, eller med varför ingen behövs.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area or self.category}: {self.get_reason_display()}"

    def get_absolute_url(self) -> str:
        return reverse("procurement:foreseen-need", args=[self.pk])
