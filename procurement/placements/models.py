"""Placements: that somebody is cared for at a supplier, on a contract or outside it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.models import Category
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.writers import approved_by_no_writer, writers_field
from huddinge_vo.common.secrecy.models import NUMBER_TAKEN, Secured
from procurement.placements.querysets import PlacementQuerySet


@tracked()
class Placement(Secured):
    """A placement: a call-off on `contract`, or, without one, a deviation that another person must approve.

    Both end days count; an open placement has no `valid_until`. `unit` is the buyer's own unit as the ledger names it.
    No client is ever named: the case reference is a number in the case system.
    """

    secret_through = ("supplier", "contract")

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="placements", verbose_name="köpare")
    number = FreeLine("nummer", max_length=60)
    case_reference = FreeLine("ärendereferens", max_length=60, blank=True)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="placements", verbose_name="leverantör")
    category = models.ForeignKey(Category, models.PROTECT, related_name="placements", verbose_name="underkategori")
    contract = models.ForeignKey(
        Contract,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name="avtal",
        help_text="Lämna tomt för ett avsteg: en placering utanför avtal.",
    )
    unit = FreeLine("förvaltning", max_length=200, blank=True)
    valid_from = models.DateField("från och med")
    valid_until = models.DateField("till och med", null=True, blank=True)
    price_sek = models.DecimalField(
        "pris, kr", max_digits=17, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requested_placements", verbose_name="begärd av"
    )
    writers = writers_field()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_placements",
        verbose_name="godkänd av",
    )
    approved_on = models.DateField("godkänd den", null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "placering"
        verbose_name_plural = "placeringar och avsteg"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="placement_number_is_unique_for_buyer",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="placement_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("requested_by")),
                name="placement_is_approved_by_another",
                violation_error_message="Den som begärde placeringen kan inte godkänna den.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="approval_has_a_person_and_a_day",
                violation_error_message="Ange både vem som godkände och när.",
            ),
        ]
        triggers = [
            approved_by_no_writer(
                "placement_is_approved_by_nobody_who_wrote_in_it",
                table="procurement_placement",
                approver="approved_by",
                words="Den som har skrivit i placeringen kan inte godkänna den.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.supplier}"

    def get_absolute_url(self) -> str:
        return reverse("procurement:placement-list")
