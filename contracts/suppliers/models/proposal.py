"""What is to be sorted out among suppliers: found by night, decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.suppliers.models.supplier import Supplier, SupplierIdentifier
from contracts.suppliers.querysets import SupplierProposalQuerySet, WithdrawnAnswerQuerySet
from huddinge_vo.common.people.models import Organization


class SupplierProposal(models.Model):
    """That two suppliers may be one, or that a name in a ledger may be a supplier: never done by itself.

    Of the register: `supplier` and `other`, for all buyers. Of a buyer's ledger: the name and number as they stand in
    it, and the supplier they are like, if any is. What a person has said is not the same is never proposed again.
    """

    secret_through = ("supplier", "other")
    seen_apart: ClassVar[Mapping[str, str]] = {
        "tied": "a number of the very supplier that is named, or of who has taken that one up; only told to be there"
    }

    class Kind(models.TextChoices):
        ALIKE = "ALIKE", "liknande namn"
        NAMES = "NAMES", "ett nummer, flera namn"
        INVALID = "INVALID", "inget organisationsnummer"
        MISSING = "MISSING", "nummer saknas"
        MASKED = "MASKED", "nummer maskerat"

    class Outcome(models.TextChoices):
        SAME = "SAME", "samma"
        NOT_SAME = "NOT_SAME", "inte samma"
        LEFT = "LEFT", "lämnas som det är"

    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name="köpare", help_text="Reskontrans."
    )
    kind = models.CharField("slag", max_length=10, choices=Kind)
    # A supplier that a file brought may be taken back with it, and what was proposed of it goes.
    supplier = models.ForeignKey(
        Supplier, models.CASCADE, null=True, related_name="proposals", verbose_name="leverantör"
    )
    other = models.ForeignKey(Supplier, models.CASCADE, null=True, related_name="+", verbose_name="liknar")
    ledger_ref = models.CharField("nummer i reskontran", max_length=200, blank=True)
    ledger_name = models.CharField("namn i reskontran", max_length=300, blank=True)
    sum_sek = models.DecimalField("köpt för, kr", max_digits=17, decimal_places=2, null=True)
    similarity = models.DecimalField(
        "likhet",
        max_digits=4,
        decimal_places=3,
        null=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    found_at = models.DateTimeField("funnet")
    outcome = models.CharField("beslut", max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="beslutat av"
    )
    decided_at = models.DateTimeField("beslutat", null=True)
    # A number that an answer brought goes with the answer; one that was there already does not.
    tied = models.ForeignKey(
        SupplierIdentifier, models.SET_NULL, null=True, related_name="+", verbose_name="nummer som svaret gav"
    )

    objects = SupplierProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantör att reda ut"
        verbose_name_plural = "leverantörer att reda ut"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "kind", "supplier", "other", "ledger_ref", "ledger_name"],
                name="supplier_is_proposed_once",
                nulls_distinct=False,
                violation_error_message="Förslaget finns redan.",
            ),
            models.CheckConstraint(
                condition=Q(kind="ALIKE", buyer__isnull=True, supplier__lt=F("other"), ledger_name="")
                | (~Q(kind="ALIKE") & Q(buyer__isnull=False, other__isnull=True)),
                name="proposal_is_of_two_suppliers_or_a_ledger",
                violation_error_message="Förslaget gäller två leverantörer, eller ett namn i en reskontra.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="proposal_is_decided_by_a_person",
                violation_error_message="Ange både vem som beslutade och när.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier or self.ledger_name}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:supplier-proposal", args=[self.pk])

    @property
    def first_name(self) -> str:
        """The name that is asked about: the ledger's, or that of the first of two suppliers."""
        if self.kind == self.Kind.ALIKE and self.supplier is not None:
            return self.supplier.name
        return self.ledger_name or "(utan namn)"

    @property
    def first_number(self) -> str | None:
        """Its number, if it has any."""
        if self.kind == self.Kind.ALIKE and self.supplier is not None:
            return self.supplier.org_number
        return self.ledger_ref or None

    @property
    def like(self) -> Supplier | None:
        """The supplier of the register that it may be."""
        return self.other if self.kind == self.Kind.ALIKE else self.supplier

    @property
    def can_be_taken_back(self) -> bool:
        """Whether its answer can: that two were made one is undone where they were."""
        is_merger = self.kind == self.Kind.ALIKE and self.outcome == self.Outcome.SAME
        return self.decided_at is not None and not is_merger

    @property
    def can_be_tied(self) -> bool:
        """Whether the number in the ledger can point at the supplier: one that is there and whole."""
        longest = SupplierIdentifier._meta.get_field("value").max_length or 0
        return self.kind == self.Kind.INVALID and self.supplier_id is not None and len(self.ledger_ref) <= longest


class WithdrawnAnswer(models.Model):
    """An answer that somebody took back: what it was, who had given it and who took it back, and when.

    It says itself what was asked, for a proposal that is no more to be found goes.
    """

    secret_through = ("supplier", "other")

    buyer = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", verbose_name="köpare")
    kind = models.CharField("slag", max_length=10, choices=SupplierProposal.Kind)
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, related_name="+", verbose_name="leverantör")
    other = models.ForeignKey(Supplier, models.CASCADE, null=True, related_name="+", verbose_name="liknar")
    ledger_ref = models.CharField("nummer i reskontran", max_length=200, blank=True)
    ledger_name = models.CharField("namn i reskontran", max_length=300, blank=True)
    outcome = models.CharField("svar", max_length=10, choices=SupplierProposal.Outcome)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="svarat av")
    decided_at = models.DateTimeField("svarat")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="återtaget av"
    )
    withdrawn_at = models.DateTimeField("återtaget")

    objects = WithdrawnAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "återtaget svar"
        verbose_name_plural = "återtagna svar"
        indexes = [models.Index(fields=["kind", "supplier", "other"], name="withdrawn_answer_of_suppliers")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__gte=F("decided_at")),
                name="answer_is_taken_back_after_it_was_given",
                violation_error_message="Ett svar tas tillbaka efter att det har getts.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=""),
                name="answer_that_is_taken_back_said_something",
                violation_error_message="Ange vad svaret var.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier or self.ledger_name}: {self.get_outcome_display()}"
