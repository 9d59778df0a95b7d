"""Keys, the rules that say what they are bought for, and their verdicts.

Verdicts belong to keys, the few distinct combinations among millions of rows: a new contract, rule or identifier
touches thousands of keys, while the rows stay facts that nobody changes. See docs/adr/0002.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from contracts.plan.models import Category, ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.judging.choices import Bucket, Reason
from followup.judging.querysets import ClassificationRuleQuerySet, SpendKeyQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from procurement.placements.models import Placement


class SpendKey(models.Model):
    """A distinct combination of what decides a verdict: who was paid, on which account, by whom, naming which contract.

    The texts are as the ledger has them. `org_number` is the normalised number when it is a valid one, and `supplier`
    is who that is; null when the supplier cannot be told.
    """

    secret_through = ("supplier", "told_suppliers__supplier")

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    supplier_ref = models.CharField("leverantörens id i reskontran", max_length=200)
    supplier_name = models.CharField("leverantörens namn i reskontran", max_length=300)
    account = models.CharField("konto", max_length=60)
    account_text = models.CharField("kontotext", max_length=300)
    unit = models.CharField("förvaltning", max_length=200)
    contract_ref = models.CharField("angivet avtal", max_length=200)
    org_number = models.CharField("organisationsnummer", max_length=10, null=True)  # noqa: DJ001 - a number that is unknown is null, so that two unknown are not the same
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, related_name="spend_keys", verbose_name="leverantör"
    )
    plain_name = models.GeneratedField(
        expression=Func("supplier_name", function="contracts_plain_name", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="namn att jämföra",
    )

    objects = SpendKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "nyckel"
        verbose_name_plural = "nycklar"
        indexes = [
            models.Index(fields=["plain_name"], name="spend_key_by_plain_name"),
            models.Index(fields=["org_number"], name="spend_key_by_unread_number", condition=Q(supplier=None)),
            models.Index(fields=["supplier_ref"], name="spend_key_by_unread_ref", condition=Q(supplier=None)),
            # A name among other words, of those few that no number tells of.
            GinIndex(
                fields=["plain_name"],
                name="spend_key_words_in_name",
                opclasses=["gin_trgm_ops"],
                condition=Q(supplier=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier_ref", "supplier_name", "account", "unit", "contract_ref"],
                name="spend_key_is_distinct",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_name} {self.account}"


class ToldSupplier(models.Model):
    """A secret supplier that a key tells of though it was not resolved to him: by name, or by a number yet unread.

    A view, in which what is told in two ways is twice. It says who may read the key, and never who was paid.
    """

    seen_apart: ClassVar[Mapping[str, str]] = {
        "key": "it is the key that is as secret as this, and not the other way",
        "supplier": "nobody is shown any of it: it is asked of by the keys' secrecy alone",
    }
    buyer_through = ("key__buyer",)

    pk = models.CompositePrimaryKey("key_id", "supplier_id")
    key = models.ForeignKey(SpendKey, models.DO_NOTHING, related_name="told_suppliers", verbose_name="nyckel")
    supplier = models.ForeignKey(Supplier, models.DO_NOTHING, related_name="+", verbose_name="leverantör")

    class Meta:
        managed = False
        db_table = "followup_toldsupplier"
        default_permissions = ()
        verbose_name = "leverantör som en nyckel säger"
        verbose_name_plural = "leverantörer som nycklar säger"

    def __str__(self) -> str:
        return f"{self.key_id}: {self.supplier_id}"


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
    unit = FreeLine("förvaltning", max_length=200, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="underkategori"
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtalsområde"
    )
    exclusion = FreeLine("undantag", max_length=200, blank=True, help_text="Varför köpet inte går att upphandla.")
    version = models.PositiveIntegerField(default=1, editable=False)

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
    """What a person has decided about one row: its subcategory, that it is excluded, or the deviation it belongs to.

    `reason` is why, in the person's words; empty for what was judged before it was asked for.
    """

    secret_through = ("deviation",)

    ledger_import = models.ForeignKey(
        "followup.LedgerImport", models.PROTECT, related_name="+", verbose_name="inläsning"
    )
    line_no = models.PositiveIntegerField("rad")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="underkategori"
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avtalsområde"
    )
    exclusion = FreeLine("undantag", max_length=200, blank=True)
    deviation = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avsteg"
    )
    reason = FreeLine("motivering", max_length=300, blank=True, db_default="")
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="bedömd av")
    judged_at = models.DateTimeField("bedömd")
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("ledger_import__buyer",)

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

    secret_through: ClassVar[tuple[str, ...]] = ("supplier", "contract")

    # All of this is derived, written hundreds of thousands at a time by statements that look each number up in the very
    # table it points at: the database does not look them up once more, one by one (db_constraint), which took longer
    # than judging. What is pointed at is protected from deletion as everywhere, and a deleted contract is judged anew.
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
        ContractArea, models.PROTECT, null=True, db_constraint=False, related_name="+", verbose_name="avtalsområde"
    )
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, db_constraint=False, related_name="+", verbose_name="leverantör"
    )
    # A contract that is deleted takes no krona with it: a trigger lets what was judged to be on it stand as not judged,
    # until it is judged again. The same for its rows and their sums, so that these agree at every moment.
    contract = models.ForeignKey(
        Contract, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name="avtal"
    )
    bucket = models.CharField("utfall", max_length=20, choices=Bucket)
    reason = models.CharField("skäl", max_length=40, choices=Reason)
    supplier_under_contract = models.BooleanField("leverantören har något avtal i kraft")
    rule = models.ForeignKey(
        ClassificationRule,
        models.SET_NULL,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="regel",
    )

    class Meta:
        abstract = True


class KeyVerdict(Verdict):
    """The verdict of a key on the days of a span; the spans of a key cover every day once."""

    secret_through = ("key", "supplier", "contract")

    key = models.ForeignKey(
        SpendKey,
        models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="verdicts",
        verbose_name="nyckel",
    )
    during = DateRangeField("gäller dagarna")

    buyer_through = ("key__buyer",)

    class Meta:
        verbose_name = "bedömning av nyckel"
        verbose_name_plural = "bedömningar av nycklar"
        constraints = [
            # A key that is judged twice has two spans from the same day. That they do not overlap else follows from how
            # they are made, each from one day of change to the next; to let the database compare all spans of all keys
            # took as long as all the rest of a judgement.
            models.UniqueConstraint(
                F("key"), F("during__startswith"), nulls_distinct=False, name="key_has_one_verdict_from_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.bucket}"


class RowVerdict(Verdict):
    """The exceptions: rows judged by hand, and credits that take the verdict of the invoice they name."""

    pk = models.CompositePrimaryKey("ledger_import_id", "line_no")
    ledger_import = models.ForeignKey(
        "followup.LedgerImport",
        models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="inläsning",
    )
    line_no = models.PositiveIntegerField("rad")
    is_credit = models.BooleanField("följer den faktura som krediteras", default=False)

    buyer_through = ("ledger_import__buyer",)

    class Meta:
        verbose_name = "bedömning av enskild rad"
        verbose_name_plural = "bedömningar av enskilda rader"

    def __str__(self) -> str:
        return f"{self.ledger_import_id}/{self.line_no}: {self.bucket}"


class Touched(models.Model):
    """An outbox: that something verdicts rest on has changed since they were made. Written by triggers alone.

    It says as narrowly as it can what to judge again: a key; the keys that a rule with these conditions takes; those
    that a supplier or an area bears on; else everything. A buyer narrows each of them to his own ledger.
    """

    buyer_id = models.BigIntegerField("köpare", null=True)
    supplier_id = models.BigIntegerField("leverantör", null=True)
    area_id = models.BigIntegerField("avtalsområde", null=True)
    key_id = models.BigIntegerField("nyckel", null=True)
    # A rule's conditions, all of them or none. Null is that no rule is meant; an empty text is what a rule may ask for.
    supplier_ref = models.TextField("regelns leverantör", null=True)  # noqa: DJ001 - null is no rule
    account_from = models.TextField("regelns konto från", null=True)  # noqa: DJ001 - null is no rule
    account_to = models.TextField("regelns konto till", null=True)  # noqa: DJ001 - null is no rule
    unit = models.TextField("regelns förvaltning", null=True)  # noqa: DJ001 - null is no rule
    at = models.DateTimeField("när")

    class Meta:
        verbose_name = "ändring att bedöma"
        verbose_name_plural = "ändringar att bedöma"

    def __str__(self) -> str:
        return f"{self.buyer_id} {self.supplier_id} {self.area_id} {self.key_id}"
