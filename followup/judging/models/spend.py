"""Judged rows, and the months they are summed in: what every page of spend reads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.plan.models import Category, ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.judging.models.judging import ClassificationRule, SpendKey, Verdict
from followup.judging.querysets import JudgedRowQuerySet, SpendMonthQuerySet
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
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.bucket} {self.sum_sek}"
