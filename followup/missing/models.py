"""The buyer's own units, and what they are asked: where the deviation is for what they bought outside contract."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.models import Category
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.missing.choices import Answer
from followup.missing.querysets import DeviationQuestionQuerySet, OwnUnitQuerySet
from followup.missing.rules import ANSWER_DAYS, MOST_ANSWER_DAYS
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.order import swedish_order
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import MONTHS
from procurement.placements.models import Placement


@tracked(exclude=["sort_name"])
class OwnUnit(models.Model):
    """A unit of the buyer's own, by the name that the ledger has it: who answers for what it buys.

    Without a manager questions go to the category leader. `answer_days` are working days.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="own_units", verbose_name="köpare")
    name = FreeLine("enhet", max_length=200, help_text="Som i reskontran: det är så köpen hittar sin enhet.")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units_in_charge",
        verbose_name="ansvarig chef",
        help_text="Den som får frågan. Tomt: kategoriledaren.",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersättare"
    )
    answer_days = models.PositiveSmallIntegerField(
        "arbetsdagar att svara",
        default=ANSWER_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ANSWER_DAYS)],
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_name = swedish_order("name")

    objects = OwnUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "egen enhet"
        verbose_name_plural = "egna enheter"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "name"],
                name="own_unit_is_named_once",
                violation_error_message="Enheten finns redan. Ändra den, eller välj ett annat namn.",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__range=(1, MOST_ANSWER_DAYS)),
                name="own_unit_has_days_to_answer",
                violation_error_message=f"Ange mellan 1 och {MOST_ANSWER_DAYS} arbetsdagar.",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | Q(manager__isnull=False) & ~Q(deputy=F("manager")),
                name="own_unit_has_another_as_deputy",
                violation_error_message="Ersättaren är en annan än den ansvariga chefen. Välj en annan person.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:own-units")


@tracked()
class DeviationQuestion(models.Model):
    """That an own unit is asked for the deviation of what it bought outside contract from a supplier in a month.

    Of one subcategory, so that who works with that alone sees it. `n` and `sum_sek` are the rows and kronor there were
    when it was asked. One question at a time is open of the same; what was answered can be asked again.
    """

    secret_through = ("supplier", "deviation", "contract")

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="deviation_questions", verbose_name="köpare")
    unit = models.ForeignKey(OwnUnit, models.PROTECT, related_name="questions", verbose_name="enhet")
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="deviation_questions", verbose_name="leverantör"
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="underkategori")
    month = models.DateField("månad")
    n = models.PositiveIntegerField("rader")
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="frågat av")
    asked_at = models.DateTimeField("frågat")
    due_on = models.DateField("svar senast")
    answer = models.CharField("svar", max_length=10, choices=Answer, blank=True)
    deviation = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="answered_questions", verbose_name="avsteg"
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="answered_questions", verbose_name="avtal"
    )
    words = FreeLine("förklaring", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besvarat av"
    )
    answered_at = models.DateTimeField("besvarat", null=True, blank=True)

    objects = DeviationQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga om avsteg"
        verbose_name_plural = "frågor om avsteg"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "supplier", "category", "month"],
                condition=Q(answered_at__isnull=True),
                name="deviation_is_asked_for_once_at_a_time",
                violation_error_message="Enheten är redan frågad.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                & Q(deviation__isnull=True, contract__isnull=True, words="")
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & (
                    Q(answer="DEVIATION", deviation__isnull=False, contract__isnull=True)
                    | Q(answer="CONTRACT", deviation__isnull=True) & (Q(contract__isnull=False) | ~Q(words=""))
                    | Q(answer="NONE", deviation__isnull=True, contract__isnull=True) & ~Q(words="")
                ),
                name="deviation_question_is_answered_by_what_it_says",
                violation_error_message="Ange avsteget, avtalet, eller varför inget avsteg gjordes.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="deviation_question_is_of_a_whole_month",
                violation_error_message="Frågan gäller en hel månad.",
            ),
        ]
        indexes = [models.Index(fields=["buyer", "month"], name="deviation_question_of_month")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.supplier}, {MONTHS[self.month.month - 1]} {self.month.year}"

    def get_absolute_url(self) -> str:
        return reverse("followup:deviation-question", args=[self.pk])
