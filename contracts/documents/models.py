"""Documents of the register: what was signed, decided and shown. Served through permission, never by address."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.documents.querysets import DocumentQuerySet
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import document_path
from huddinge_vo.common.secrecy.models import Secured

HOLDERS = ("framework", "contract", "supplier", "unit")


@tracked(exclude=["text"])
class Document(Secured):
    """One version of a document that belongs to a round, a contract, a supplier or a unit.

    A new version replaces none.
    """

    secret_through = ("framework", "contract", "supplier", "unit")

    class Kind(models.TextChoices):
        CONTRACT = "CONTRACT", "avtal"
        AMENDMENT = "AMENDMENT", "tilläggsavtal"
        TENDER_DOCUMENT = "TENDER_DOCUMENT", "upphandlingsdokument"
        DECISION = "DECISION", "beslut"
        EVIDENCE = "EVIDENCE", "underlag för kontroll"
        LETTER = "LETTER", "brev"
        OTHER = "OTHER", "annat"

    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="avtal"
    )
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="leverantör"
    )
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="verksamhet"
    )
    kind = models.CharField("slag", max_length=20, choices=Kind)
    title = FreeLine("rubrik", max_length=200)
    version = models.PositiveSmallIntegerField("version", editable=False)
    file = models.FileField("fil", upload_to=document_path, max_length=200)
    original_name = FreeLine("filnamn", max_length=255, editable=False)
    media_type = models.CharField("filtyp", max_length=100, editable=False)
    size = models.PositiveBigIntegerField("storlek, byte", editable=False)
    sha256 = models.CharField("kontrollsumma", max_length=64, editable=False)
    text = models.TextField("text", blank=True, editable=False)
    registry_number = FreeLine("diarienummer (W3D3)", max_length=60, blank=True)
    registry_url = FreeLine(
        "länk till W3D3", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inlagt av", editable=False
    )
    uploaded_at = models.DateTimeField("inlagt", editable=False)

    buyer_through = ("contract__buyer", "framework__buyer")
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokument"
        indexes = [GinIndex(SearchVector("title", "text", config="swedish"), name="document_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(framework__isnull=False, contract=None, supplier=None, unit=None)
                | Q(framework=None, contract__isnull=False, supplier=None, unit=None)
                | Q(framework=None, contract=None, supplier__isnull=False, unit=None)
                | Q(framework=None, contract=None, supplier=None, unit__isnull=False),
                name="document_belongs_to_one_thing",
                violation_error_message=(
                    "Ett dokument hör till en omgång, ett avtal, en leverantör eller en verksamhet."
                ),
            ),
            models.UniqueConstraint(
                fields=[*HOLDERS, "title", "version"],
                name="document_version_is_unique",
                nulls_distinct=False,
                violation_error_message="Versionen finns redan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version_for_reader}"

    @property
    def version_for_reader(self) -> int:
        """Among those that whoever it was fetched for may know of; where it was fetched for nobody, among all."""
        return int(getattr(self, "shown_version", self.version))

    def get_absolute_url(self) -> str:
        return reverse("contracts:document-file", args=[self.pk])

    @property
    def holder(self) -> Framework | Contract | Supplier | SupplierUnit:
        """What it belongs to."""
        holders = (self.framework, self.contract, self.supplier, self.unit)
        return next(each for each in holders if each is not None)
