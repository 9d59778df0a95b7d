"""Checks of suppliers before and during a contract, and how long each holds. domain.md §7 is the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from contracts.checks.querysets import SupplierCheckQuerySet
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


class CheckKind(models.TextChoices):
    """What is checked. The plan asks for each before a contract and before every placement outside one."""

    PERMIT = "PERMIT", "tillstånd från IVO"
    IVO_REGISTER = "IVO_REGISTER", "IVO:s register över HVB och stödboende"
    TAXES = "TAXES", "skatter och sociala avgifter"
    RATING = "RATING", "kreditbetyg"
    EU_2022_576 = "EU_2022_576", "försäkran enligt EU 2022/576"
    NONPROFIT_REGISTER = "NONPROFIT_REGISTER", "Kammarkollegiets register"
    COMPANY_STATUS = "COMPANY_STATUS", "bolagsstatus"


@tracked()
class CheckTerm(models.Model):
    """How many days a check holds and what it must reach, where it differs from the plan's start value (rules.py)."""

    kind = models.CharField("kontroll", max_length=30, choices=CheckKind, unique=True)
    valid_days = models.PositiveSmallIntegerField("giltig, dagar")
    lowest_score = models.PositiveSmallIntegerField("lägsta betyg", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ()

    class Meta:
        verbose_name = "villkor för kontroll"
        verbose_name_plural = "villkor för kontroller"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_days__gte=1),
                name="check_holds_a_day_at_least",
                violation_error_message="Ange minst en dag.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.valid_days} dagar"


@tracked()
class SupplierCheck(models.Model):
    """What was found about a supplier, or one of its units, on a day, and until when it is relied upon.

    Both days count.

    A rating without score is one that does not exist, which is not nought. A rating below what is asked for, or
    missing, is relied upon only with a written reason.
    """

    secret_through = ("supplier", "unit")
    seen_apart: ClassVar[Mapping[str, str]] = {
        "evidence": "a check may be known where its evidence is secret: the reports fetch the evidence by visible_to",
    }

    class Outcome(models.TextChoices):
        PASSED = "PASSED", "godkänd"
        FAILED = "FAILED", "underkänd"

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="checks", verbose_name="leverantör")
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="checks", verbose_name="verksamhet"
    )
    kind = models.CharField("kontroll", max_length=30, choices=CheckKind)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome)
    checked_on = models.DateField("kontrollerad")
    valid_until = models.DateField("gäller till och med", editable=False)
    source = FreeLine("källa", max_length=120)
    evidence_url = FreeLine(
        "länk till underlag", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    evidence = models.ForeignKey(
        "contracts.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks",
        verbose_name="underlag",
        help_text="Ett av leverantörens dokument. Lägg först till det på leverantörens sida.",
    )
    score = models.PositiveSmallIntegerField("betyg", null=True, blank=True, validators=[MaxValueValidator(100)])
    band = FreeLine("klass", max_length=60, blank=True)
    model = FreeLine("modell", max_length=60, blank=True)
    reason = FreeLine("skäl att godta ändå", max_length=500, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="registrerad av",
        editable=False,
    )
    registered_at = models.DateTimeField("registrerad", editable=False)

    buyer_through = ()
    objects = SupplierCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "kontroll"
        verbose_name_plural = "kontroller"
        permissions = [("import_checks", "Kan läsa in kontroller från fil")]
        indexes = [models.Index(fields=["supplier", "kind", "-checked_on"], name="latest_check_of_supplier")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("checked_on")),
                name="check_holds_from_its_day",
                violation_error_message="Kontrollen kan inte sluta gälla före sin egen dag.",
            ),
            models.CheckConstraint(
                condition=Q(kind="RATING") | Q(score__isnull=True),
                name="only_a_rating_has_a_score",
                violation_error_message=(
                    "Bara ett kreditbetyg har ett betyg. Lämna betyget tomt, eller välj kreditbetyg som kontroll."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="RATING", outcome="PASSED", score__isnull=True),
                name="a_missing_rating_is_not_passed",
                violation_error_message="Ett betyg som saknas är inte godkänt. Ange betyget, eller välj underkänd.",
            ),
            models.UniqueConstraint(
                fields=["supplier", "unit", "kind", "checked_on", "source"],
                name="check_is_registered_once",
                nulls_distinct=False,
                violation_error_message=(
                    "Kontrollen är redan registrerad. Ange en annan dag eller källa om det är en ny kontroll."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit or self.supplier}"

    @property
    def is_accepted(self) -> bool:
        """Whether it can be relied upon while it holds: passed, or a rating with a reason."""
        return self.outcome == self.Outcome.PASSED or (self.kind == CheckKind.RATING and self.reason != "")
