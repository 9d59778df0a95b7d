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
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import ledger_path
from huddinge_vo.common.people.models import Organization


class LedgerImport(models.Model):
    """A received ledger file and what became of it.

    `lines` = `loaded` + `left_out` + `rejected`, always: what counts, what was left out because it was there already or
    because the person chose so, and what could not be read. `amount_sek` is the sum of what was loaded.
    """

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", "mottagen"
        PREVIEWED = "PREVIEWED", "väntar på ditt val"
        LOADING = "LOADING", "läses in"
        LOADED = "LOADED", "inläst"
        REFUSED = "REFUSED", "inte inläst"
        FAILED = "FAILED", "gick inte att läsa in"
        UNDONE = "UNDONE", "ångrad"

    class Choice(models.TextChoices):
        """What becomes of a file that has months which are there already."""

        ADD = "ADD", "lägg till de rader som är nya"
        REPLACE = "REPLACE", "ersätt månaderna"
        LEAVE = "LEAVE", "lämna de månader som finns och läs in resten"

    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="ledger_imports", verbose_name="köpare"
    )
    sha256 = models.CharField("fingeravtryck", max_length=64)
    file = models.FileField("fil", upload_to=ledger_path, max_length=200)
    original_name = FreeLine("filnamn", max_length=255)
    good_rows_only = models.BooleanField("läs in de rader som går att läsa", default=False)
    status = models.CharField("status", max_length=20, choices=Status, default=Status.RECEIVED)
    received_at = models.DateTimeField("mottagen")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inläst av"
    )
    # What the person chose, having seen the preview; from a terminal it comes with the file.
    choice = models.CharField("månader som redan finns", max_length=20, choices=Choice, blank=True)
    covers_from = models.DateField("omfattar från och med månaden", null=True, blank=True)
    covers_until = models.DateField("omfattar till och med månaden", null=True, blank=True)
    chosen_at = models.DateTimeField("valt", null=True, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="valt av"
    )
    loaded_at = models.DateTimeField("inläst", null=True, blank=True)
    undone_at = models.DateTimeField("ångrad", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ångrad av"
    )
    lines = models.PositiveIntegerField("rader i filen", default=0)
    loaded = models.PositiveIntegerField("inlästa rader", default=0)
    left_out = models.PositiveIntegerField("utelämnade rader", default=0)
    rejected = models.PositiveIntegerField("avvisade rader", default=0)
    amount_sek = models.DecimalField("summa, kr", max_digits=17, decimal_places=2, default=0)
    header = models.JSONField("rubriker", default=list)
    message = models.TextField("förklaring", blank=True)
    # Shown whole, never asked: see followup.ledger.reports.Preview, which reads it.
    preview = models.JSONField("granskning", default=dict, blank=True)
    profile = models.ForeignKey(
        "followup.LedgerProfile", models.PROTECT, null=True, blank=True, related_name="imports", verbose_name="profil"
    )
    notes = models.JSONField("att veta om läsningen", default=list, blank=True)
    is_demo = models.BooleanField("demodata", default=False)
    # Files whose rows were found to be the same as some of this one's, which were left out here for that: as long as
    # this one counts, those have to.
    rests_on = models.ManyToManyField("self", symmetrical=False, related_name="borne", verbose_name="vilar på")

    objects = LedgerImportQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning av reskontra"
        verbose_name_plural = "inläsningar av reskontra"
        permissions = [("recompute", "Kan räkna om allt")]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~Q(status="UNDONE"),
                name="file_counts_once",
                violation_error_message="Filen är redan mottagen.",
            ),
            models.CheckConstraint(
                condition=~Q(status="LOADED") | Q(lines=F("loaded") + F("left_out") + F("rejected")),
                name="every_line_is_loaded_or_rejected",
                violation_error_message="Inlästa, utelämnade och avvisade rader ska vara lika många som filens rader.",
            ),
            models.CheckConstraint(
                condition=~Q(status="LOADED") | Q(buyer__isnull=False, loaded_at__isnull=False),
                name="loaded_import_has_a_buyer_and_a_time",
                violation_error_message="En inläst fil ska ha en köpare.",
            ),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True, covers_until__isnull=True)
                | Q(covers_from__lte=F("covers_until")),
                name="import_covers_months_forward",
                violation_error_message="Den sista månaden kan inte komma före den första.",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("followup:import-detail", args=[self.pk])

    @property
    def has_gone(self) -> bool:
        """Whether its file has grown old and been thrown away. What came of it stays."""
        return not self.file

    @property
    def may_come_again(self) -> bool:
        """Whether nothing of it is loaded or on its way to be, so that it may be read anew."""
        return self.status in {self.Status.PREVIEWED, self.Status.REFUSED, self.Status.FAILED}

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has it, or is to have it."""
        return self.status in {self.Status.RECEIVED, self.Status.LOADING}

    @property
    def waits_for_another_look(self) -> bool:
        """Whether it has been looked at and is to be again: until then nobody has chosen what becomes of it."""
        return self.status == self.Status.RECEIVED and bool(self.preview)


class LedgerDelivery(models.Model):
    """That an import has rows of a buyer's month, and whether they count.

    A month comes in pieces: several files may have active rows of it. The file that covers the month is the one a
    corrected file replaces; what strayed in from a file of another month stays when it does. A delivery that was
    replaced keeps its rows and says by which import, so that it comes back when that is undone.
    """

    ledger_import = models.ForeignKey(LedgerImport, models.PROTECT, related_name="deliveries", verbose_name="inläsning")
    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    month = models.DateField("månad")
    is_active = models.BooleanField("gäller", default=True)
    is_covered = models.BooleanField("filen omfattar månaden", default=True)
    replaced_by = models.ForeignKey(
        LedgerImport, models.PROTECT, null=True, blank=True, related_name="replaced", verbose_name="ersatt av"
    )

    class Meta:
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"
        constraints = [
            models.UniqueConstraint(fields=["ledger_import", "month"], name="delivery_holds_a_month_once"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(is_active=False),
                name="replaced_delivery_does_not_count",
                violation_error_message="En ersatt leverans gäller inte.",
            ),
        ]
        indexes = [models.Index(fields=["buyer", "month"], condition=Q(is_active=True), name="active_deliveries")]

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
    name = FreeLine("namn", max_length=100)
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
                violation_error_message="Köparen har redan en profil med det namnet. Välj ett annat namn.",
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
