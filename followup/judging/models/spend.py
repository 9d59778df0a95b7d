"""Judged rows, and the months they are summed in: what every page of spend reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.plan.models import Category, ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.judging.choices import Bucket, Reason
from followup.judging.models.judging import ClassificationRule, SpendKey, Verdict
from followup.judging.querysets import JudgedRowQuerySet, SpendMonthQuerySet, SpendTotalQuerySet, SupplierMonthQuerySet
from huddinge_vo.common.people.models import Organization


class JudgedRow(Verdict):
    """Every ledger row of an active delivery with its verdict: a view, and the relation SpendMonth is summed from."""

    secret_through = ("key", "supplier", "contract")

    # Nothing is ever deleted or set to null in a view: the tables under it look after themselves.
    category = models.ForeignKey(Category, models.DO_NOTHING, null=True, related_name="+", verbose_name="underkategori")
    area = models.ForeignKey(ContractArea, models.DO_NOTHING, null=True, related_name="+", verbose_name="avtalsområde")
    supplier = models.ForeignKey(Supplier, models.DO_NOTHING, null=True, related_name="+", verbose_name="leverantör")
    contract = models.ForeignKey(Contract, models.DO_NOTHING, null=True, related_name="+", verbose_name="avtal")
    rule = models.ForeignKey(ClassificationRule, models.DO_NOTHING, null=True, related_name="+", verbose_name="regel")
    pk = models.CompositePrimaryKey("ledger_import_id", "line_no")
    ledger_import = models.ForeignKey(
        "followup.LedgerImport", models.DO_NOTHING, related_name="+", verbose_name="inläsning"
    )
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

    @property
    def place(self) -> str:
        """What a box that is ticked calls it."""
        return f"{self.ledger_import_id}-{self.line_no}"

    def get_absolute_url(self) -> str:
        return reverse("followup:row-detail", args=[self.ledger_import_id, self.line_no])


class SpendMonth(Verdict):
    """The roll-up that pages read: JudgedRow summed by key, month and verdict."""

    secret_through = ("key", "supplier", "contract")

    # Both stand first in an index below.
    buyer = models.ForeignKey(
        Organization, models.PROTECT, db_constraint=False, db_index=False, related_name="+", verbose_name="köpare"
    )
    key = models.ForeignKey(
        SpendKey, models.PROTECT, db_constraint=False, db_index=False, related_name="+", verbose_name="nyckel"
    )
    month = models.DateField("månad")
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    n = models.IntegerField("rader")
    is_judged_by_hand = models.BooleanField("bedömd för sig", default=False, db_default=False)

    objects = SpendMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "köp per månad"
        verbose_name_plural = "köp per månad"
        indexes = [
            models.Index(fields=["buyer", "month"], name="spend_month_of_buyer"),
            models.Index(fields=["key", "month"], name="spend_month_of_key"),
            models.Index(
                fields=["buyer", "month"],
                name="spend_month_no_rule_takes",
                condition=Q(rule=None, is_judged_by_hand=False),
            ),
            models.Index(fields=["buyer", "month"], name="spend_month_unexplained", condition=Q(bucket="UNEXPLAINED")),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.bucket} {self.sum_sek}"


class SupplierMonth(models.Model):
    """SpendMonth summed over accounts, units and rules: what was bought from whom, on which contract, and why on none.

    Triggers keep it, as they keep SpendTotal, and here too what is secret to somebody is in it together with all else:
    a key may be secret by the name it carries, whoever it was resolved to.
    """

    seen_apart: ClassVar[Mapping[str, str]] = {
        "supplier": "asked what a person may see it refuses: that is told by all there is less what is hidden by key",
        "contract": "the same: of a secret contract nothing is told by itself",
    }

    buyer = models.ForeignKey(
        Organization, models.PROTECT, db_constraint=False, db_index=False, related_name="+", verbose_name="köpare"
    )
    month = models.DateField("månad")
    supplier = models.ForeignKey(
        Supplier,
        models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="leverantör",
    )
    # A contract that is deleted leaves SpendMonth, and this follows.
    contract = models.ForeignKey(
        Contract,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="avtal",
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="underkategori",
    )
    bucket = models.CharField("utfall", max_length=20, choices=Bucket)
    reason = models.CharField("skäl", max_length=40, choices=Reason)
    supplier_under_contract = models.BooleanField("leverantören har något avtal i kraft")
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    n = models.IntegerField("rader")

    objects = SupplierMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "köp per leverantör och månad"
        verbose_name_plural = "köp per leverantör och månad"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "buyer",
                    "month",
                    "supplier",
                    "contract",
                    "category",
                    "bucket",
                    "reason",
                    "supplier_under_contract",
                ],
                nulls_distinct=False,
                name="spend_of_a_supplier_is_summed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.bucket} {self.sum_sek}"


class SpendTotal(models.Model):
    """SpendMonth summed over keys, suppliers and contracts: what pages read that tell of all spend at once, or of own
    units.

    There are some thousands where SpendMonth has hundreds of thousands. Triggers on SpendMonth add to it and take from
    it (migrations/sql/sums_of_sums.sql), whoever writes there: the two are the same sums at every moment.

    What is secret to somebody is in here together with all else, for sums that may include it. What a person may see
    of it is had by querysets/seen.py alone.
    """

    buyer = models.ForeignKey(
        Organization, models.PROTECT, db_constraint=False, db_index=False, related_name="+", verbose_name="köpare"
    )
    month = models.DateField("månad")
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="underkategori",
    )
    area = models.ForeignKey(
        ContractArea,
        models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="avtalsområde",
    )
    bucket = models.CharField("utfall", max_length=20, choices=Bucket)
    reason = models.CharField("skäl", max_length=40, choices=Reason)
    supplier_under_contract = models.BooleanField("leverantören har något avtal i kraft")
    # A rule that is deleted leaves SpendMonth, and this follows.
    rule = models.ForeignKey(
        ClassificationRule,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="regel",
    )
    is_judged_by_hand = models.BooleanField("bedömd för sig")
    # The key's own: see SpendKey.
    unit = models.CharField("förvaltning", max_length=200)
    sum_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    n = models.IntegerField("rader")

    objects = SpendTotalQuerySet.as_manager()

    class Meta:
        verbose_name = "köp i klump per månad"
        verbose_name_plural = "köp i klump per månad"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "buyer",
                    "month",
                    "category",
                    "area",
                    "bucket",
                    "reason",
                    "supplier_under_contract",
                    "rule",
                    "is_judged_by_hand",
                    "unit",
                ],
                nulls_distinct=False,
                name="spend_is_totalled_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.bucket} {self.sum_sek}"
