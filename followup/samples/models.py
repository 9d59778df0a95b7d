"""Purchases drawn at random and looked at: what no flag sees."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.samples.choices import Outcome
from followup.samples.querysets import SampledPurchaseQuerySet, SampleQuerySet
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization

LARGEST = 500
PAPERS = "Faktura, beställning eller placering, närvaro eller antal dygn, avtalets pris"


@tracked()
class Sample(models.Model):
    """A random check of a period's purchases: `seed` and `size` tell which were drawn, today and in five years.

    `population` and `population_sek` are what they were drawn from. What is secret is not.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    first_on = models.DateField("bokförda från")
    last_on = models.DateField("bokförda till")
    size = models.PositiveIntegerField(
        "antal köp", validators=[MinValueValidator(2), MaxValueValidator(LARGEST)], default=60
    )
    seed = models.PositiveIntegerField("frö", validators=[MaxValueValidator(2_000_000_000)])
    papers = FreeLine("underlag som behövs", max_length=300, default=PAPERS)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="granskas av")
    due_on = models.DateField("klart senast")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="draget av")
    drawn_at = models.DateTimeField("draget")
    population = models.PositiveIntegerField("köp i perioden")
    population_sek = models.DecimalField("kronor i perioden", max_digits=17, decimal_places=2)

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = "stickprov"
        verbose_name_plural = "stickprov"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "first_on", "last_on", "seed", "size"],
                name="sample_is_drawn_once",
                violation_error_message="Stickprovet är redan draget: välj ett annat frö.",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="sample_period_goes_forward",
                violation_error_message="Sista dagen kan inte ligga före den första.",
            ),
        ]

    def __str__(self) -> str:
        return f"Stickprov {self.first_on}–{self.last_on}"

    def get_absolute_url(self) -> str:
        return reverse("followup:sample-detail", args=[self.pk])


class SampleStratum(models.Model):
    """A part of the purchases by kronor and risk, and how many were drawn of it. Made with its sample."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="strata", verbose_name="stickprov")
    number = models.PositiveSmallIntegerField("nummer")
    is_risky = models.BooleanField("leverantören har en flagga")
    lower_sek = models.DecimalField("från, kr", max_digits=17, decimal_places=2)
    upper_sek = models.DecimalField("till, kr", max_digits=17, decimal_places=2)
    population = models.PositiveIntegerField("köp")
    population_sek = models.DecimalField("kronor", max_digits=17, decimal_places=2)
    drawn = models.PositiveIntegerField("dragna")

    buyer_through = ("sample__buyer",)

    class Meta:
        verbose_name = "del av stickprov"
        verbose_name_plural = "delar av stickprov"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="stratum_of_sample_is_one"),
            models.CheckConstraint(
                condition=Q(drawn__lte=F("population")),
                name="no_more_are_drawn_than_there_are",
                violation_error_message="Fler än det finns kan inte dras.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample}: {self.number}"


@tracked()
class SampledPurchase(models.Model):
    """A purchase that was drawn: an invoice as the ledger has it, and what its papers showed."""

    secret_through = ("supplier", "contract")

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="purchases", verbose_name="stickprov")
    stratum = models.ForeignKey(SampleStratum, models.PROTECT, related_name="purchases", verbose_name="del")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", verbose_name="leverantör")
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtal"
    )
    invoice_number = models.CharField("fakturanummer", max_length=200)
    voucher = models.CharField("verifikation", max_length=200)
    booked_on = models.DateField("bokförd")
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, blank=True)
    error_sek = models.DecimalField("fel, kr", max_digits=17, decimal_places=2, null=True, blank=True)
    comment = FreeText("vad underlaget visar", blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="granskat av"
    )
    reviewed_at = models.DateTimeField("granskat", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, editable=False)

    buyer_through = ("sample__buyer",)
    objects = SampledPurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = "köp i stickprov"
        verbose_name_plural = "köp i stickprov"
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "supplier", "invoice_number", "voucher"], name="purchase_is_drawn_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", error_sek__isnull=True, reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(outcome="RIGHT", error_sek=0, reviewed_by__isnull=False, reviewed_at__isnull=False)
                | Q(outcome="ERROR", error_sek__isnull=False, reviewed_by__isnull=False, reviewed_at__isnull=False)
                & ~Q(error_sek=0)
                | Q(outcome="NO_PAPERS", error_sek=F("sum_sek"), reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="sampled_error_is_what_the_outcome_says",
                violation_error_message="Ange felet i kronor när beloppet är fel, annars inte.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, {self.invoice_number or self.voucher}"

    def get_absolute_url(self) -> str:
        return reverse("followup:sample-detail", args=[self.sample_id])
