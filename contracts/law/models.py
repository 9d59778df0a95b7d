"""What the law asks for, as dated rows with their source: permits by area, and the figures of LOU. domain.md §6, §7."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.law.choices import LawKind, LawUnit, PermitNeed
from contracts.law.querysets import LawValueQuerySet, PermitRuleQuerySet
from contracts.plan.models import ContractArea
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked


@tracked()
class PermitRule(models.Model):
    """Whether the services of an area need a permit from IVO, from a day on and until the area's next rule.

    Without a first day it has always been so. An area without any rule on a day is one of which it is not known.
    `ground` is the law's own paragraph, `source` where it was read, and `read_on` when.
    """

    area = models.ForeignKey(ContractArea, models.PROTECT, related_name="permit_rules", verbose_name="avtalsområde")
    need = models.CharField("tillstånd från IVO", max_length=12, choices=PermitNeed)
    valid_from = models.DateField(
        "från och med", null=True, blank=True, help_text="Tomt: det har alltid varit så, så långt tillbaka som avtalen."
    )
    ground = FreeLine("lagrum", max_length=200, blank=True)
    source = models.CharField("källa", max_length=300)
    read_on = models.DateField("läst den", null=True, blank=True)
    note = FreeLine("anmärkning", max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("area__category__buyer",)
    objects = PermitRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "tillståndsregel"
        verbose_name_plural = "tillståndsregler"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "valid_from"],
                name="permit_rule_is_one_from_a_day",
                nulls_distinct=False,
                violation_error_message="Området har redan en regel från samma dag. Ändra den.",
            ),
            models.CheckConstraint(
                condition=~Q(need=PermitNeed.REQUIRED) | ~Q(ground=""),
                name="a_permit_is_needed_on_a_ground",
                violation_error_message="Ange lagrummet som kräver tillstånd.",
            ),
        ]

    def __str__(self) -> str:
        when = f"från {self.valid_from}" if self.valid_from else "alltid"
        return f"{self.area}: {self.get_need_display()}, {when}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:area-permit", args=[self.area_id])


@tracked()
class LawValue(models.Model):
    """A figure or a condition that the law sets, from a day on and until the next of its kind, or its own last day.

    A figure that is not there is still to be written in: until then nothing is decided by it. `stated_as` is how the
    law says it, such as an amount in euro. The law is the same for all buyers.
    """

    kind = models.CharField("vad", max_length=30, choices=LawKind)
    valid_from = models.DateField(
        "från och med", null=True, blank=True, help_text="Tomt: det har gällt så långt tillbaka som avtalen."
    )
    valid_until = models.DateField(
        "till och med", null=True, blank=True, help_text="Tomt: till nästa värde, eller tills vidare."
    )
    value = models.DecimalField(
        "värde", max_digits=17, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    stated_as = FreeLine("så som lagen anger det", max_length=200, blank=True)
    conditions = FreeText("villkor", blank=True, max_length=2000)
    source = FreeLine("källa", max_length=300)
    note = FreeLine("anmärkning", max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ()
    objects = LawValueQuerySet.as_manager()

    class Meta:
        verbose_name = "värde enligt lag"
        verbose_name_plural = "värden enligt lag"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="law_value_is_one_from_a_day",
                nulls_distinct=False,
                violation_error_message="Det finns redan ett värde från samma dag. Ändra det.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="law_value_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="law_value_is_not_negative",
                violation_error_message="Värdet kan inte vara negativt.",
            ),
        ]

    def __str__(self) -> str:
        label = str(self.get_kind_display())
        when = f", från {self.valid_from}" if self.valid_from else ""
        return f"{label[:1].upper()}{label[1:]}{when}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:law-value", args=[self.pk])

    @property
    def unit(self) -> LawUnit:
        """What its figure is counted in."""
        return LawKind(self.kind).unit

    @property
    def is_missing(self) -> bool:
        """Whether its figure is still to be written in."""
        return self.unit != LawUnit.WORDS and self.value is None
