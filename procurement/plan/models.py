"""The procurement plan: what is to be procured in which year, and what planning goes by."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.law.choices import LawKind
from contracts.law.querysets import law_figure
from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.words import words_index
from procurement.plan import rules
from procurement.plan.querysets import PlannedNeedQuerySet


@tracked()
class PlannedNeed(models.Model):
    """A row of the plan. `is_added` was not in the plan when it was decided; `start_by` is a person's own day."""

    class Status(models.TextChoices):
        PLANNED = "PLANNED", "planerad"
        ONGOING = "ONGOING", "pågår"
        DONE = "DONE", "genomförd"
        DROPPED = "DROPPED", "utgår"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="planned_needs", verbose_name="köpare")
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    name = FreeLine("behov", max_length=300)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="planned_needs", verbose_name="underkategori"
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="planned_needs", verbose_name="avtalsområde"
    )
    is_added = models.BooleanField(
        "tillkommande", default=False, help_text="Behovet fanns inte i planen när den beslutades."
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PLANNED)
    start_by = models.DateField("börja senast", null=True, blank=True, help_text="Tomt: föreslås ur avtalens slut.")
    note = FreeLine("anmärkning", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlannedNeedQuerySet.as_manager()

    class Meta:
        verbose_name = "behov"
        verbose_name_plural = "upphandlingsplan"
        indexes = [words_index("name", name="need_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "year", "name"],
                name="planned_need_is_unique_in_year",
                violation_error_message=(
                    "Behovet finns redan i planen för det året. Ändra det som finns, eller välj ett annat år."
                ),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="planned_need_has_a_year",
                violation_error_message="Ange ett år mellan 2000 och 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    def get_absolute_url(self) -> str:
        return f"{reverse('procurement:plan')}#behov-{self.pk}"


@tracked()
class ProcurementTerm(models.Model):
    """What a buyer's planning goes by, where it differs from the start values."""

    buyer = models.OneToOneField(Organization, models.PROTECT, related_name="procurement_term", verbose_name="köpare")
    start_months_before = models.PositiveSmallIntegerField(
        "börja så många månader före avtalets slut",
        default=rules.START_MONTHS_BEFORE,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    standstill_days = models.PositiveSmallIntegerField(
        "egen längre avtalsspärr, dagar",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Tomt: så många dagar som lagen säger. Aldrig färre.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "planeringsvärden"
        verbose_name_plural = "planeringsvärden"
        constraints = [
            models.CheckConstraint(
                condition=Q(standstill_days__isnull=True) | Q(standstill_days__gte=1),
                name="standstill_is_at_least_a_day",
                violation_error_message="Ange minst en dag.",
            ),
            models.CheckConstraint(
                condition=Q(start_months_before__gte=1),
                name="start_is_at_least_a_month_before",
                violation_error_message="Ange minst en månad.",
            ),
        ]

    def __str__(self) -> str:
        return f"Planeringsvärden för {self.buyer}"

    @classmethod
    def of(cls, buyer: Organization) -> ProcurementTerm:
        """The buyer's own, else the start values (not stored)."""
        return cls.objects.filter(buyer=buyer).first() or cls(buyer=buyer)

    def standstill_on(self, day: date) -> int:
        """How long the standstill is of what is awarded about a day: the law's by electronic means, or longer.

        Raises LawNotEntered where the law's is not written in.
        """
        return max(int(law_figure(LawKind.STANDSTILL_ELECTRONIC, day)), self.standstill_days or 0)


@tracked()
class MilestoneTemplate(models.Model):
    """The milestones a kind of procurement has, with the time between them."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="milestone_templates", verbose_name="köpare")
    name = FreeLine("namn", max_length=100)
    is_default = models.BooleanField("förvald", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "mall för tidplan"
        verbose_name_plural = "mallar för tidplan"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "name"],
                name="milestone_template_name_is_unique",
                violation_error_message="Det finns redan en mall med det namnet. Välj ett annat namn.",
            ),
            models.UniqueConstraint(
                fields=["buyer"],
                condition=Q(is_default=True),
                name="one_milestone_template_is_default",
                violation_error_message="En mall är redan förvald.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("procurement:milestone-templates")

    def as_rules(self) -> tuple[rules.Step, ...]:
        """Its steps in order."""
        return tuple(
            rules.Step(each.code, each.name, each.working_days_before_next, each.is_standstill)
            for each in self.steps.order_by("order", "pk")
        )


@tracked()
class TemplateStep(models.Model):
    """A milestone of a template. The last one is the contract's start."""

    template = models.ForeignKey(MilestoneTemplate, models.CASCADE, related_name="steps", verbose_name="mall")
    order = models.PositiveSmallIntegerField("ordning")
    code = models.SlugField("kod", max_length=30)
    name = models.CharField("namn", max_length=150)
    working_days_before_next = models.PositiveSmallIntegerField(
        "arbetsdagar till nästa", default=0, validators=[MaxValueValidator(1000)]
    )
    is_standstill = models.BooleanField("avtalsspärr följer", default=False)

    buyer_through = ("template__buyer",)

    class Meta:
        verbose_name = "steg i mall"
        verbose_name_plural = "steg i mall"
        constraints = [
            models.UniqueConstraint(
                fields=["template", "code"],
                name="template_step_code_is_unique",
                violation_error_message="Mallen har redan ett steg med den koden.",
            ),
            models.UniqueConstraint(
                fields=["template", "order"],
                name="template_step_order_is_unique",
                violation_error_message="Mallen har redan ett steg med den platsen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
