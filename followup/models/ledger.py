"""The ledger, what each krona was judged to be, and the measures.

Verdicts belong to keys, the few distinct combinations among millions of rows: a new contract, rule or identifier
touches thousands of keys, while the rows stay facts that nobody changes. See docs/adr/0002.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.models import Category, Contract, ContractArea, Supplier
from followup.querysets import (
    ClassificationRuleQuerySet,
    JudgedRowQuerySet,
    LedgerImportQuerySet,
    SpendMonthQuerySet,
)
from huddinge_vo.common.audit import tracked
from huddinge_vo.common.kept_files import ledger_path
from huddinge_vo.common.models import Organization
from procurement.models import Placement


class Bucket(models.TextChoices):
    """Where a krona belongs. The buckets of a ledger always add up to it, to the öre. domain.md §3."""

    ON_CONTRACT = "ON_CONTRACT", "På avtal"
    APPROVED_DEVIATION = "APPROVED_DEVIATION", "Godkänt avsteg"
    UNEXPLAINED = "UNEXPLAINED", "Utan avtal"
    UNKNOWN = "UNKNOWN", "Kan inte bedömas"
    EXCLUDED = "EXCLUDED", "Undantaget"


class Reason(models.TextChoices):
    """Why a krona is in its bucket. For UNEXPLAINED it is a proposal, to be looked at by a person."""

    NAMED_CONTRACT = "NAMED_CONTRACT", "raden anger avtalet"
    CONTRACT_IN_AREA = "CONTRACT_IN_AREA", "avtal i underkategorin"
    STAYS_ON = "STAYS_ON", "kvarboende enligt avrop"
    TIED = "TIED", "knutet till avsteg"
    COVERED = "COVERED", "avsteg täcker dagen"
    AFTER_THE_FACT = "AFTER_THE_FACT", "avsteg godkänt i efterhand"
    LATE_INVOICE = "LATE_INVOICE", "troligen sen faktura"
    CONTRACT_ENDED = "CONTRACT_ENDED", "avtalet har löpt ut (kvarboende)"
    OTHER_SUBCATEGORY = "OTHER_SUBCATEGORY", "avtal bara i annan underkategori"
    OTHER_AREA = "OTHER_AREA", "avtal bara i annat avtalsområde"
    NOT_BEGUN = "NOT_BEGUN", "avtalet hade inte börjat"
    DIRECT_AWARD_BESIDE_FRAMEWORK = "DIRECT_AWARD_BESIDE_FRAMEWORK", "direktupphandling vid sidan av ramavtal"
    NEVER_UNDER_CONTRACT = "NEVER_UNDER_CONTRACT", "aldrig haft avtal"
    NO_SUBCATEGORY = "NO_SUBCATEGORY", "underkategori saknas"
    NO_SUPPLIER = "NO_SUPPLIER", "leverantören kan inte fastställas"
    EXCLUDED_BY_RULE = "EXCLUDED_BY_RULE", "undantaget enligt regel"
    EXCLUDED_BY_HAND = "EXCLUDED_BY_HAND", "undantaget efter bedömning"
    NOT_JUDGED = "NOT_JUDGED", "ännu inte bedömd"


class LedgerImport(models.Model):
    """A received ledger file and what became of it. `lines` = `loaded` + `rejected`, always."""

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", "mottagen"
        LOADED = "LOADED", "inläst"
        REFUSED = "REFUSED", "inte inläst"

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


class SpendKey(models.Model):
    """A distinct combination of what decides a verdict: who was paid, on which account, by whom, naming which contract.

    The texts are as the ledger has them. `org_number` is the normalised number when it is a valid one, and `supplier`
    is who that is; null when the supplier cannot be told.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    supplier_ref = models.CharField("leverantörens id i reskontran", max_length=200)
    supplier_name = models.CharField("leverantörens namn i reskontran", max_length=300)
    account = models.CharField("konto", max_length=60)
    account_text = models.CharField("kontotext", max_length=300)
    unit = models.CharField("förvaltning", max_length=200)
    contract_ref = models.CharField("angivet avtal", max_length=200)
    org_number = models.CharField("organisationsnummer", max_length=10, null=True)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, related_name="spend_keys", verbose_name="leverantör"
    )

    class Meta:
        verbose_name = "nyckel"
        verbose_name_plural = "nycklar"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier_ref", "supplier_name", "account", "unit", "contract_ref"],
                name="spend_key_is_distinct",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_name} {self.account}"


class LedgerRow(models.Model):
    """One posting, as it stood in the file. A fact: never changed. Partitioned by import, so that a load is one COPY."""

    pk = models.CompositePrimaryKey("ledger_import_id", "line_no")
    ledger_import = models.ForeignKey(LedgerImport, models.PROTECT, related_name="rows", verbose_name="inläsning")
    line_no = models.PositiveIntegerField("rad i filen")
    key = models.ForeignKey(SpendKey, models.PROTECT, related_name="rows", verbose_name="nyckel")
    invoice_number = models.CharField("fakturanummer", max_length=200)
    voucher = models.CharField("verifikation", max_length=200)
    booked_on = models.DateField("bokförd")
    service_on = models.DateField("utförd", null=True)
    amount_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)

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

    class Meta:
        verbose_name = "avvisad rad"
        verbose_name_plural = "avvisade rader"
        constraints = [
            models.UniqueConstraint(fields=["ledger_import", "line_no"], name="line_is_rejected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_no}: {self.reason}"


@tracked()
class ClassificationRule(models.Model):
    """What a ledger row is bought for. The first rule that matches decides alone.

    An empty condition matches everything. Accounts are compared as text, both ends included, an empty end is open.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="classification_rules", verbose_name="köpare")
    order = models.PositiveIntegerField("ordning", validators=[MinValueValidator(1)])
    supplier_ref = models.CharField("leverantörens id", max_length=200, blank=True)
    account_from = models.CharField("konto från", max_length=60, blank=True)
    account_to = models.CharField("konto till", max_length=60, blank=True)
    unit = models.CharField("förvaltning", max_length=200, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="underkategori"
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtalsområde"
    )
    exclusion = models.CharField(
        "undantag", max_length=200, blank=True, help_text="Varför köpet inte går att upphandla."
    )

    objects = ClassificationRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "klassificeringsregel"
        verbose_name_plural = "klassificeringsregler"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "order"],
                name="rule_order_is_unique_for_buyer",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Det finns redan en regel med den ordningen.",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False, exclusion="") | (Q(area__isnull=True) & ~Q(exclusion="")),
                name="rule_gives_a_subcategory_or_an_exclusion",
                violation_error_message="Ange antingen en underkategori eller ett undantag.",
            ),
            models.CheckConstraint(
                condition=Q(account_from="") | Q(account_to="") | Q(account_to__gte=F("account_from")),
                name="rule_account_range_is_forward",
                violation_error_message="Konto till kan inte komma före konto från.",
            ),
        ]

    def __str__(self) -> str:
        return f"Regel {self.order}"


@tracked()
class RowJudgement(models.Model):
    """What a person has decided about one row: its subcategory, that it is excluded, or the deviation it belongs to."""

    ledger_import = models.ForeignKey(LedgerImport, models.PROTECT, related_name="+", verbose_name="inläsning")
    line_no = models.PositiveIntegerField("rad")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="underkategori"
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtalsområde"
    )
    exclusion = models.CharField("undantag", max_length=200, blank=True)
    deviation = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avsteg"
    )
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="bedömd av")
    judged_at = models.DateTimeField("bedömd")

    class Meta:
        verbose_name = "bedömning av rad"
        verbose_name_plural = "bedömningar av rader"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger_import", "line_no"],
                name="row_is_judged_once",
                violation_error_message="Raden är redan bedömd.",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False) | ~Q(exclusion="") | Q(deviation__isnull=False),
                name="judgement_says_something",
                violation_error_message="Ange underkategori, undantag eller avsteg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger_import_id}/{self.line_no}"


class Verdict(models.Model):
    """What a krona was judged to be. `supplier` is who was paid, when that can be told."""

    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", verbose_name="underkategori")
    area = models.ForeignKey(ContractArea, models.PROTECT, null=True, related_name="+", verbose_name="avtalsområde")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="+", verbose_name="leverantör")
    contract = models.ForeignKey(Contract, models.CASCADE, null=True, related_name="+", verbose_name="avtal")
    bucket = models.CharField("utfall", max_length=20, choices=Bucket)
    reason = models.CharField("skäl", max_length=40, choices=Reason)
    supplier_under_contract = models.BooleanField("leverantören har något avtal i kraft")
    rule = models.ForeignKey(ClassificationRule, models.SET_NULL, null=True, related_name="+", verbose_name="regel")

    class Meta:
        abstract = True


class KeyVerdict(Verdict):
    """The verdict of a key on the days of a span; the spans of a key cover every day once."""

    key = models.ForeignKey(SpendKey, models.CASCADE, related_name="verdicts", verbose_name="nyckel")
    during = DateRangeField("gäller dagarna")

    class Meta:
        verbose_name = "bedömning av nyckel"
        verbose_name_plural = "bedömningar av nycklar"
        constraints = [
            ExclusionConstraint(
                name="key_has_one_verdict_a_day",
                expressions=[("key", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.bucket}"


class RowVerdict(Verdict):
    """The exceptions: rows judged by hand, and credits that take the verdict of the invoice they name."""

    pk = models.CompositePrimaryKey("ledger_import_id", "line_no")
    ledger_import = models.ForeignKey(LedgerImport, models.CASCADE, related_name="+", verbose_name="inläsning")
    line_no = models.PositiveIntegerField("rad")
    is_credit = models.BooleanField("följer den faktura som krediteras", default=False)

    class Meta:
        verbose_name = "bedömning av enskild rad"
        verbose_name_plural = "bedömningar av enskilda rader"

    def __str__(self) -> str:
        return f"{self.ledger_import_id}/{self.line_no}: {self.bucket}"


class JudgedRow(Verdict):
    """Every ledger row of an active delivery with its verdict: a view, and the relation SpendMonth is summed from."""

    # Nothing is ever deleted or set to null in a view: the tables under it look after themselves.
    category = models.ForeignKey(Category, models.DO_NOTHING, null=True, related_name="+", verbose_name="underkategori")
    area = models.ForeignKey(ContractArea, models.DO_NOTHING, null=True, related_name="+", verbose_name="avtalsområde")
    supplier = models.ForeignKey(Supplier, models.DO_NOTHING, null=True, related_name="+", verbose_name="leverantör")
    contract = models.ForeignKey(Contract, models.DO_NOTHING, null=True, related_name="+", verbose_name="avtal")
    rule = models.ForeignKey(ClassificationRule, models.DO_NOTHING, null=True, related_name="+", verbose_name="regel")
    pk = models.CompositePrimaryKey("ledger_import_id", "line_no")
    ledger_import = models.ForeignKey(LedgerImport, models.DO_NOTHING, related_name="+", verbose_name="inläsning")
    line_no = models.PositiveIntegerField("rad")
    buyer = models.ForeignKey(Organization, models.DO_NOTHING, related_name="+", verbose_name="köpare")
    key = models.ForeignKey(SpendKey, models.DO_NOTHING, related_name="+", verbose_name="nyckel")
    month = models.DateField("månad")
    booked_on = models.DateField("bokförd")
    service_on = models.DateField("utförd", null=True)
    invoice_number = models.CharField("fakturanummer", max_length=200)
    voucher = models.CharField("verifikation", max_length=200)
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    n = models.IntegerField("rader")
    is_judged_by_hand = models.BooleanField("bedömd för sig")

    objects = JudgedRowQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "followup_judgedrow"
        verbose_name = "reskontrarad"
        verbose_name_plural = "reskontrarader"

    def __str__(self) -> str:
        return f"{self.ledger_import_id}/{self.line_no}"

    def get_absolute_url(self) -> str:
        return reverse("followup:row-detail", args=[self.ledger_import_id, self.line_no])


class SpendMonth(Verdict):
    """The roll-up that pages read: JudgedRow summed by key, month and verdict."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    key = models.ForeignKey(SpendKey, models.CASCADE, related_name="+", verbose_name="nyckel")
    month = models.DateField("månad")
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    n = models.IntegerField("rader")

    objects = SpendMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "köp per månad"
        verbose_name_plural = "köp per månad"
        indexes = [
            models.Index(fields=["buyer", "month"], name="spend_month_of_buyer"),
            models.Index(fields=["key", "month"], name="spend_month_of_key"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.bucket} {self.sum_sek}"


class Touched(models.Model):
    """An outbox: that something verdicts rest on has changed since they were made. Written by triggers alone.

    A supplier or an area narrows what to judge again; without either everything is judged again.
    """

    supplier_id = models.BigIntegerField("leverantör", null=True)
    area_id = models.BigIntegerField("avtalsområde", null=True)
    at = models.DateTimeField("när")

    class Meta:
        verbose_name = "ändring att bedöma"
        verbose_name_plural = "ändringar att bedöma"

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.area_id}"
