"""What users say of units, question by question and year by year: no answers, but their mean. domain.md §10."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.models import ContractArea
from contracts.suppliers.models import Supplier, SupplierUnit
from followup.reviews.models import Finding
from followup.surveys.querysets import RequirementProposalQuerySet, SurveyQuerySet, SurveyResultQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization


class Survey(models.Model):
    """A survey of a year, as it came in a file: looked at first, and counted when somebody has read it in."""

    class State(models.TextChoices):
        PREVIEW = "PREVIEW", "granskas"
        LOADED = "LOADED", "inläst"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare", editable=False)
    name = FreeLine("undersökning", max_length=120)
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2199)])
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtalsområde"
    )
    state = models.CharField("status", max_length=10, choices=State, default=State.PREVIEW, editable=False)
    original_name = FreeLine("filnamn", max_length=255, editable=False)
    faults = models.TextField("fel i filen", blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inlagd av", editable=False
    )
    made_at = models.DateTimeField("inlagd", editable=False)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="inläst av",
        editable=False,
    )
    loaded_at = models.DateTimeField("inläst", null=True, blank=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "brukarundersökning"
        verbose_name_plural = "brukarundersökningar"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "name", "year"],
                condition=Q(state="LOADED"),
                name="survey_of_a_year_is_read_in_once",
                violation_error_message="Undersökningen är redan inläst för det året.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("followup:survey-detail", args=[self.pk])


class SurveyResult(models.Model):
    """What one question came to at a supplier, or at one of its units."""

    secret_through = ("supplier", "unit", "finding")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="results", verbose_name="undersökning")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="survey_results", verbose_name="leverantör")
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="survey_results", verbose_name="verksamhet"
    )
    question = FreeLine("fråga", max_length=300)
    mean = models.DecimalField("medelvärde", max_digits=6, decimal_places=2)
    scale = models.DecimalField("högsta på skalan", max_digits=6, decimal_places=2)
    answers = models.PositiveIntegerField("antal svar")
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="brist")

    buyer_through = ("survey__buyer",)
    objects = SurveyResultQuerySet.as_manager()

    if TYPE_CHECKING:  # annotated by counted()
        share: Decimal

    class Meta:
        verbose_name = "resultat i brukarundersökning"
        verbose_name_plural = "resultat i brukarundersökningar"
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "supplier", "unit", "question"],
                name="question_has_one_result_at_a_unit",
                nulls_distinct=False,
                violation_error_message="Frågan har redan ett resultat för verksamheten.",
            ),
            models.CheckConstraint(
                condition=Q(mean__gte=0, scale__gt=0, mean__lte=F("scale")),
                name="result_lies_on_its_scale",
                violation_error_message="Medelvärdet ligger utanför skalan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.mean}"


@tracked()
class RequirementProposal(models.Model):
    """A requirement for the next procurement, that a result has led somebody to propose."""

    secret_through = ("result",)

    result = models.OneToOneField(
        SurveyResult, models.PROTECT, related_name="proposal", verbose_name="resultat", editable=False
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtalsområde"
    )
    text = FreeLine("krav", max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="föreslaget av", editable=False
    )
    proposed_on = models.DateField("föreslaget", editable=False)

    buyer_through = ("result__survey__buyer",)
    objects = RequirementProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "föreslaget krav"
        verbose_name_plural = "föreslagna krav"

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("followup:requirement-proposals")
