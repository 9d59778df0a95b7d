"""Red flags as they were found and what people made of them, what they go by, and what registers tell of suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.plan.models import Category
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier, SupplierUnit
from followup.flags.choices import Fact, Status
from followup.flags.kinds import KINDS
from followup.flags.querysets import FlagQuerySet, FlagRowQuerySet, SupplierFactQuerySet
from followup.invoices.models import Invoice
from followup.judging.models import SpendKey
from followup.ledger.models import LedgerImport
from followup.reviews.models import Finding
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization

if TYPE_CHECKING:
    from followup.flags.kinds import FlagKind


class Flag(models.Model):
    """A reason to look at a supplier, found anew each night until a person has looked.

    `subject` tells what is the same flag another night: the kind, and who and what it is about. An open one changes
    with its rows and goes when they no longer say it; a closed one stays as it was closed.
    """

    secret_through = (
        *("supplier", "key", "contract", "framework", "unit", "other", "finding"),
        *("rows__key", "rows__contract"),  # a sum of rows of which one is secret tells of that one
    )

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare", db_index=False)
    kind = models.CharField("flagga", max_length=20)
    subject = models.CharField("vad den gäller", max_length=32)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="flags", verbose_name="leverantör"
    )
    key = models.ForeignKey(
        SpendKey,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="namn i reskontran",
        db_constraint=False,
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="flags", verbose_name="avtal"
    )
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="verksamhet"
    )
    other = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="en annan leverantör"
    )
    sum_sek = models.DecimalField("kronor", max_digits=17, decimal_places=2)
    reason = models.TextField("skäl")
    found_on = models.DateField("först funnen")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.OPEN)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bedömd av"
    )
    closed_at = models.DateTimeField("bedömd", null=True, blank=True)
    closed_reason = FreeText("bedömningens skäl", blank=True)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="flags", verbose_name="brist"
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = "röd flagga"
        verbose_name_plural = "röda flaggor"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "subject"],
                condition=Q(status="OPEN"),
                name="flag_is_open_once",
                violation_error_message="Flaggan är redan öppen.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="OPEN",
                    closed_by__isnull=True,
                    closed_at__isnull=True,
                    closed_reason="",
                )
                | ~Q(status="OPEN") & ~Q(closed_reason="") & Q(closed_by__isnull=False, closed_at__isnull=False),
                name="closed_flag_says_who_and_why",
                violation_error_message="En bedömd flagga har en person och ett skäl.",
            ),
            models.CheckConstraint(
                condition=Q(finding__isnull=True) | Q(status="CONFIRMED"),
                name="only_a_confirmed_flag_has_a_finding",
                violation_error_message="Bara en bekräftad flagga leder till en brist.",
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "status", "kind"], name="flags_by_kind"),
            models.Index(fields=["buyer", "subject"], name="flags_by_subject"),
        ]

    def __str__(self) -> str:
        return self.what.name if self.what else self.kind

    def get_absolute_url(self) -> str:
        return reverse("followup:flag-detail", args=[self.pk])

    @property
    def what(self) -> FlagKind | None:
        """Its kind; null where there is none of that code any longer."""
        return KINDS.get(self.kind)


class FlagRow(models.Model):
    """A row that a flag rests on: by what it is known again when its file is delivered anew, and where it is now.

    `key`, `contract` and `category` are the row's, for who may know of it.
    """

    secret_through = ("flag", "key", "contract", "invoice")

    flag = models.ForeignKey(Flag, models.CASCADE, related_name="rows", verbose_name="flagga", db_index=False)
    identity = models.BigIntegerField("känns igen på")
    ledger_import = models.ForeignKey(
        LedgerImport,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="inläsning",
        db_index=False,
        db_constraint=False,
    )
    line_no = models.PositiveIntegerField("rad i reskontran", null=True, blank=True)
    key = models.ForeignKey(
        SpendKey, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="nyckel", db_constraint=False
    )
    contract = models.ForeignKey(
        Contract, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="avtal"
    )
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="underkategori", db_index=False
    )
    invoice = models.ForeignKey(
        Invoice, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="e-faktura"
    )

    buyer_through = ("flag__buyer",)
    objects = FlagRowQuerySet.as_manager()

    class Meta:
        verbose_name = "flaggans rad"
        verbose_name_plural = "flaggans rader"
        default_permissions = ()
        indexes = [models.Index(fields=["flag", "identity"], name="rows_of_flag")]

    def __str__(self) -> str:
        return f"{self.flag_id}: {self.identity}"


@tracked()
class FlagTerm(models.Model):
    """A bound that a buyer has set for a kind of flag, where it differs from the start value; or the budget."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    kind = models.CharField("flagga", max_length=20)
    name = models.CharField("gräns", max_length=20)
    value = models.DecimalField("värde", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = "gräns för röd flagga"
        verbose_name_plural = "gränser för röda flaggor"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "kind", "name"],
                name="flag_bound_is_set_once",
                violation_error_message="Gränsen är redan satt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


@tracked()
class FlagSwitch(models.Model):
    """Whether a buyer looks for a kind of flag, and why not. Without one it is looked for."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    kind = models.CharField("flagga", max_length=20)
    is_on = models.BooleanField("söks", default=True)
    reason = FreeLine("skäl", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="beslutat av"
    )
    decided_at = models.DateTimeField("beslutat")

    class Meta:
        verbose_name = "avstängd flagga"
        verbose_name_plural = "avstängda flaggor"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "kind"],
                name="flag_is_switched_once",
                violation_error_message="Flaggan har redan ett beslut.",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class FlagRun(models.Model):
    """When a buyer's flags were last looked for, and what it came to."""

    buyer = models.OneToOneField(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    at = models.DateTimeField("beräknat")
    found = models.PositiveIntegerField("funna", default=0)

    class Meta:
        verbose_name = "beräkning av flaggor"
        verbose_name_plural = "beräkningar av flaggor"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.buyer_id}: {self.at}"


class SupplierFact(models.Model):
    """What a register tells of a supplier on a day: by file, each with its source.

    An address or a name is kept as a fingerprint alone (`token`): it shows that two are the same, and not which. Who of
    the buyer's own has told of a side business is not kept at all.
    """

    secret_through = ("supplier",)

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="facts", verbose_name="leverantör")
    kind = models.CharField("uppgift", max_length=20, choices=Fact)
    token = models.CharField("fingeravtryck", max_length=32, blank=True)
    number = models.DecimalField("värde", max_digits=17, decimal_places=2, null=True, blank=True)
    on = models.DateField("uppgift den")
    source = FreeLine("källa", max_length=120)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inläst av"
    )
    registered_at = models.DateTimeField("inläst")

    objects = SupplierFactQuerySet.as_manager()

    class Meta:
        verbose_name = "registeruppgift"
        verbose_name_plural = "registeruppgifter"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier", "kind", "token", "on"],
                name="supplier_fact_is_told_once",
                violation_error_message="Uppgiften finns redan.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ADDRESS", "BOARD"], number__isnull=True) & ~Q(token="")
                | Q(kind="SIDE_BUSINESS", number__isnull=True, token="")
                | Q(kind__in=["TURNOVER", "STAFF", "F_TAX"], number__isnull=False, token=""),
                name="supplier_fact_has_what_its_kind_has",
                violation_error_message="Uppgiften har inte det värde som den ska ha.",
            ),
        ]
        indexes = [models.Index(fields=["buyer", "kind", "token"], name="supplier_facts_alike")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"
