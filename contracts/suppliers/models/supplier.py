"""Who is bought from: suppliers, and the numbers they go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from contracts.suppliers.querysets import SupplierQuerySet
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.order import swedish_order
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.secrecy.models import Secured
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet
from huddinge_vo.common.words import words_index


@tracked(exclude=["sort_name", "plain_name"])
class Supplier(Secured):
    """A company, association or person that the municipality buys from, whatever contracts it holds."""

    seen_apart: ClassVar[Mapping[str, str]] = {
        "parent": "a group may be secret and its companies not: it is named only to those who may know of it",
        "merged_into": "suppliers are merged only when as secret as each other, and the merger shows by itself",
    }

    class Origin(models.TextChoices):
        REGISTER = "REGISTER", "registrerad"
        LEDGER = "LEDGER", "funnen i reskontran"

    name = models.CharField("namn", max_length=200)
    org_number = models.CharField(
        "organisationsnummer",
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": "Det finns redan en leverantör med det organisationsnumret."},
    )
    is_sole_trader = models.BooleanField("enskild näringsidkare", default=False)
    has_f_tax = models.BooleanField("godkänd för F-skatt", null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subsidiaries", verbose_name="moderbolag"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name="sammanslagen med"
    )
    origin = models.CharField("ursprung", max_length=20, choices=Origin, default=Origin.REGISTER, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_name = swedish_order("name")
    # rules.plain_name, which rules; stored, for names are compared with all of a ledger's.
    plain_name = models.GeneratedField(
        expression=Func("name", function="contracts_plain_name", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="namn att jämföra",
    )

    buyer_through = ()
    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantör"
        verbose_name_plural = "leverantörer"
        permissions = [("merge_supplier", "Kan slå samman leverantörer")]
        indexes = [
            words_index("name", name="supplier_words"),
            models.Index(fields=["sort_name", "name", "id"], name="supplier_in_swedish_order"),
            models.Index(fields=["plain_name"], name="supplier_by_plain_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(org_number__isnull=True) | Q(org_number__regex=r"^\d{10}$"),
                name="supplier_org_number_has_ten_digits",
                violation_error_message="Skriv organisationsnumret med tio siffror.",
            ),
            models.CheckConstraint(
                condition=Q(org_number__isnull=True) | Q(is_sole_trader=True) | Q(org_number__regex=r"^\d\d[2-9]"),
                name="personal_number_belongs_to_a_sole_trader",
                violation_error_message="Numret är ett personnummer: ange att leverantören är enskild näringsidkare.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="supplier_is_not_merged_into_itself",
                violation_error_message="En leverantör kan inte slås samman med sig själv.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contracts:supplier-detail", args=[self.pk])


@tracked()
class SupplierIdentifier(models.Model):
    """A number that a supplier goes by. Apart from the supplier, so that two can be merged and parted again.

    An organisation number holds for every buyer; a supplier number is the one economy system's own.
    """

    secret_through = ("supplier",)

    class Scheme(models.TextChoices):
        ORG_NUMBER = "ORG_NUMBER", "organisationsnummer"
        SUPPLIER_NUMBER = "SUPPLIER_NUMBER", "leverantörsnummer i ekonomisystemet"

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="identifiers", verbose_name="leverantör")
    scheme = models.CharField("slag", max_length=20, choices=Scheme)
    value = models.CharField("nummer", max_length=60)
    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="köpare"
    )

    objects = SecuredQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantörsnummer"
        verbose_name_plural = "leverantörsnummer"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value", "buyer"],
                name="identifier_points_at_one_supplier",
                nulls_distinct=False,
                violation_error_message=(
                    "Numret hör redan till en leverantör. Kontrollera att du har skrivit rätt nummer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(scheme="ORG_NUMBER", buyer__isnull=True) | Q(scheme="SUPPLIER_NUMBER"),
                name="org_number_holds_for_every_buyer",
                violation_error_message="Ett organisationsnummer gäller hos alla köpare: lämna köparen tom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"
