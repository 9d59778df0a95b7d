"""What others have bought: awarded contracts of Swedish buyers, as Upphandlingsmyndigheten publishes them (CC0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from contracts.awards.querysets import AwardQuerySet
from contracts.suppliers.models import Supplier


class Award(models.Model):
    """One supplier's award in one lot of one procurement. Open data: facts as published, never edited.

    A supplier of ours is tied to it only when exactly one in the register has that name: the source has no numbers.
    """

    seen_apart: ClassVar[Mapping[str, str]] = {
        "supplier": "what others have bought is published; who of ours won is told by with_known_supplier",
    }

    year = models.PositiveSmallIntegerField("år")
    buyer_name = models.CharField("köpare", max_length=200)
    buyer_org_number = models.CharField("köparens organisationsnummer", max_length=10, blank=True)
    procurement = models.CharField("upphandlings-ID", max_length=60)
    lot = models.CharField("anbudsområde", max_length=60, blank=True)
    title = models.CharField("rubrik", max_length=500)
    procedure = models.CharField("förfarande", max_length=120, blank=True)
    legal_ground = models.CharField("rättslig grund", max_length=60, blank=True)
    kind = models.CharField("typ av avtal", max_length=60, blank=True)
    cpv = models.CharField("CPV", max_length=120, blank=True)
    published_on = models.DateField("publicerad", null=True)
    supplier_name = models.CharField("leverantör", max_length=200)
    supplier = models.ForeignKey(
        Supplier, models.SET_NULL, null=True, related_name="awards", verbose_name="leverantör i registret"
    )
    company_size = models.CharField("företagsstorlek", max_length=60, blank=True)
    tenders = models.PositiveSmallIntegerField("kontrakterade anbud", default=1)
    fingerprint = models.CharField("fingeravtryck", max_length=64)

    buyer_through = ()
    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "tilldelning"
        verbose_name_plural = "tilldelningar"
        permissions = [("import_awards", "Kan läsa in marknadsdata från fil")]
        indexes = [models.Index(fields=["supplier_name"], name="awards_of_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                name="award_is_kept_once",
                violation_error_message="Tilldelningen finns redan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.supplier_name}"
