"""Received ledger files, what each covers, and their rows: facts that nobody changes."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followup.judging.models import SpendKey
from followup.ledger.imports.how import How
from followup.ledger.querysets import LedgerImportQuerySet, LedgerProfileQuerySet
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import ledger_path
from huddinge_vo.common.people.models import Organization


class LedgerImport(models.Model):
    """A received ledger file and what became of it. `lines` = `loaded` + `rejected`, always."""

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", "mottagen"
        LOADED = "LOADED", "inläst"
        REFUSED = "REFUSED", "inte inläst"
        FAILED = "FAILED", "gick inte att läsa in"

    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="ledger_imports", verbose_name="köpare"
    )
    sha256 = models.CharField(
        "fingeravtryck", max_length=64, unique=True, error_messages={"unique": "Filen är redan mottagen."}
    )
    file = models.FileField("fil", upload_to=ledger_path, max_length=200)
    original_name = models.CharField("filnamn", max_length=255)
    good_rows_only = models.BooleanField("läs in de rader som går att läsa", default=False)
    status = models.CharField("status", max_length=20, choices=Status, default=Status.RECEIVED)
    received_at = models.DateTimeField("mottagen")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inläst av"
    )
    loaded_at = models.DateTimeField("inläst", null=True, blank=True)
    lines = models.PositiveIntegerField("rader i filen", default=0)
    loaded = models.PositiveIntegerField("inlästa rader", default=0)
    rejected = models.PositiveIntegerField("avvisade rader", default=0)
    amount_sek = models.DecimalField("summa, kr", max_digits=17, decimal_places=2, default=0)
    header = models.JSONField("rubriker", default=list)
    message = models.TextField("förklaring", blank=True)
    profile = models.ForeignKey(
        "followup.LedgerProfile", models.PROTECT, null=True, blank=True, related_name="imports", verbose_name="profil"
    )
    notes = models.JSONField("att veta om läsningen", default=list, blank=True)
    is_demo = models.BooleanField("demodata", default=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="ersätter"
    )

    objects = LedgerImportQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning av reskontra"
        verbose_name_plural = "inläsningar av reskontra"
        permissions = [("recompute", "Kan räkna om allt")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="LOADED") | Q(lines=F("loaded") + F("rejected")),
                name="every_line_is_loaded_or_rejected",
                violation_error_message="Inlästa och avvisade rader ska vara lika många som raderna i filen.",
            ),
            models.CheckConstraint(
                condition=~Q(status="LOADED") | Q(buyer__isnull=False, loaded_at__isnull=False),
                name="loaded_import_has_a_buyer_and_a_time",
                violation_error_message="En inläst fil ska ha en köpare.",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("followup:import-detail", args=[self.pk])


class LedgerDelivery(models.Model):
    """That an import is what we have for a buyer's month. Only active deliveries count; one a month can be active."""

    ledger_import = models.ForeignKey(LedgerImport, models.PROTECT, related_name="deliveries", verbose_name="inläsning")
    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    month = models.DateField("månad")
    is_active = models.BooleanField("gäller", default=True)

    class Meta:
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "month"],
                condition=Q(is_active=True),
                name="one_active_delivery_for_a_month",
                violation_error_message="Månaden är redan inläst.",
            ),
            models.UniqueConstraint(fields=["ledger_import", "month"], name="delivery_holds_a_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.buyer} {self.month:%Y-%m}"


class LedgerRow(models.Model):
    """One posting, as it stood in the file.

    A fact: never changed. Partitioned by import, so that a load is one COPY.
    """

    secret_through = ("key",)

    pk = models.CompositePrimaryKey("ledger_import_id", "line_no")
    ledger_import = models.ForeignKey(LedgerImport, models.PROTECT, related_name="rows", verbose_name="inläsning")
    line_no = models.PositiveIntegerField("rad i filen")
    key = models.ForeignKey(SpendKey, models.PROTECT, related_name="rows", verbose_name="nyckel")
    invoice_number = models.CharField("fakturanummer", max_length=200)
    voucher = models.CharField("verifikation", max_length=200)
    booked_on = models.DateField("bokförd")
    service_on = models.DateField("utförd", null=True)
    amount_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)

    buyer_through = ("ledger_import__buyer",)

    class Meta:
        verbose_name = "reskontrarad"
        verbose_name_plural = "reskontrarader"

    def __str__(self) -> str:
        return f"{self.ledger_import_id}/{self.line_no}"


class RejectedRow(models.Model):
    """A line that could not be read: kept as it was, with the column and the reason."""

    ledger_import = models.ForeignKey(
        LedgerImport, models.CASCADE, related_name="rejected_rows", verbose_name="inläsning"
    )
    line_no = models.PositiveIntegerField("rad")
    raw = models.JSONField("raden som den kom")
    column = models.CharField("kolumn", max_length=200)
    reason = models.TextField("orsak")

    buyer_through = ("ledger_import__buyer",)

    class Meta:
        verbose_name = "avvisad rad"
        verbose_name_plural = "avvisade rader"
        constraints = [
            models.UniqueConstraint(fields=["ledger_import", "line_no"], name="line_is_rejected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_no}: {self.reason}"


@tracked()
class LedgerProfile(models.Model):
    """How the files of another system are read: made once by a person, and recognised by the files' headings.

    `mapping` leads from our field to the file's heading, `constants` from our field to what all rows have, `dialect`
    says how the file is written. They are read as a whole, by `how`, and nothing is ever asked of their parts.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="ledger_profiles", verbose_name="köpare")
    name = models.CharField("namn", max_length=100)
    headings = models.JSONField("rubriker som den känns igen på", default=list, blank=True)
    mapping = models.JSONField("kolumner", default=dict, blank=True)
    constants = models.JSONField("samma på alla rader", default=dict, blank=True)
    dialect = models.JSONField("hur filen är skriven", default=dict, blank=True)
    is_active = models.BooleanField("används", default=True)
    version = models.PositiveIntegerField("version", default=1, editable=False)

    objects = LedgerProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "profil för reskontrafiler"
        verbose_name_plural = "profiler för reskontrafiler"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "name"],
                name="profile_name_is_the_buyers_own",
                violation_error_message="Köparen har redan en profil med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:profile-list")

    def clean(self) -> None:
        """That it says enough to read a file by. One without columns is for files with the specification's headings."""
        if not self.mapping and not self.headings:
            return
        says = {*self.mapping, *self.constants}
        lacking = []
        if "amount" not in self.mapping:
            lacking.append("belopp")
        if "booked_on" not in says and not self.dialect.get("period_from_name"):
            lacking.append("datum eller period")
        if not {"supplier_name", "supplier_ref"} & says:
            lacking.append("leverantörens namn eller nummer")
        if lacking:
            raise ValidationError(f"Profilen säger inte var {' och '.join(lacking)} står.")
        if twice := [heading for heading, n in Counter(self.mapping.values()).items() if n > 1]:
            raise ValidationError(f"Kolumnen ”{twice[0]}” är vald för flera fält.")

    def how(self) -> How:
        """How its files are read."""
        dialect = {**self.dialect, "sheets": tuple(self.dialect.get("sheets", ()))}
        headings = tuple(self.headings)
        return How(name=self.name, headings=headings, mapping=self.mapping, constants=self.constants, **dialect)
