"""That two suppliers in the register are one, done so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contracts.suppliers.models.supplier import Supplier
from contracts.suppliers.querysets import SupplierMergeQuerySet


class SupplierMerge(models.Model):
    """One supplier taken up by another: who did it, when, and perhaps who undid it."""

    secret_through = ("source", "target")

    source = models.ForeignKey(Supplier, models.PROTECT, related_name="merges_out", verbose_name="upphör")
    target = models.ForeignKey(Supplier, models.PROTECT, related_name="merges_in", verbose_name="består")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    merged_at = models.DateTimeField("sammanslagna")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ångrat av"
    )
    undone_at = models.DateTimeField("ångrat", null=True, blank=True)

    buyer_through = ()
    objects = SupplierMergeQuerySet.as_manager()

    class Meta:
        verbose_name = "sammanslagning"
        verbose_name_plural = "sammanslagningar"
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="merge_is_of_two",
                violation_error_message="En leverantör kan inte slås samman med sig själv. Välj en annan.",
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(undone_at__isnull=True),
                name="supplier_is_merged_once",
                violation_error_message="Leverantören är redan sammanslagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class SupplierMergeRow(models.Model):
    """One row that a merge moved, so that an undo moves back just those."""

    secret_through = ("merge",)

    merge = models.ForeignKey(SupplierMerge, models.CASCADE, related_name="rows", verbose_name="sammanslagning")
    kind = models.CharField("slag", max_length=40)
    object_id = models.PositiveBigIntegerField("id")

    buyer_through = ()

    class Meta:
        verbose_name = "flyttad uppgift"
        verbose_name_plural = "flyttade uppgifter"
        constraints = [models.UniqueConstraint(fields=["merge", "kind", "object_id"], name="row_is_moved_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class FinalSupplier(models.Model):
    """Who a supplier that was taken up by another is now: a view, that follows a chain of mergers to its last.

    The one rule of it. Those that nobody took up are not in it: see SupplierQuerySet.now_of, same_as and called.
    """

    secret_through = ("supplier", "final")

    supplier = models.OneToOneField(
        Supplier, models.DO_NOTHING, primary_key=True, related_name="final_of_it", verbose_name="upphörd"
    )
    final = models.ForeignKey(Supplier, models.DO_NOTHING, related_name="+", verbose_name="är nu")

    buyer_through = ()

    class Meta:
        managed = False
        db_table = "contracts_finalsupplier"
        default_permissions = ()
        verbose_name = "vem en upphörd leverantör är nu"
        verbose_name_plural = "vilka upphörda leverantörer är nu"

    def __str__(self) -> str:
        return f"{self.supplier} → {self.final}"
