"""Placements: that somebody is cared for at a supplier, on a contract or outside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.urls import reverse

from contracts.plan.models import Category, ContractArea
from contracts.prices.models import PriceItem
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit, TargetGroup
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.writers import approved_by_no_writer, writers_field
from huddinge_vo.common.secrecy.models import NUMBER_TAKEN, Secured
from huddinge_vo.common.words import words_index
from procurement.placements.choices import Sequel
from procurement.placements.querysets import PlacementQuerySet

# What is outside contract is approved by a decision on its form (procurement.deviations), which keeps to the delegation
# order. What was approved before there were forms stays approved.
_APPROVED_BY_FORM = """
    IF TG_OP = 'UPDATE' AND OLD.approved_on IS NOT NULL THEN RETURN NEW; END IF;
    IF NOT EXISTS (
        SELECT FROM procurement_deviation d WHERE d.placement_id = NEW.id AND d.outcome = 'APPROVED'
            AND d.decided_by_id = NEW.approved_by_id
    ) THEN
        RAISE EXCEPTION 'Ett avsteg godkänns genom beslut på dess blankett.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_is_approved_by_its_form';
    END IF;
    RETURN NEW;
"""


# Nor does what has a form lose its area afterwards.
_KEEPS_AREA = """
    IF EXISTS (SELECT FROM procurement_deviation d WHERE d.placement_id = NEW.id) THEN
        RAISE EXCEPTION 'Ange avtalsområdet.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_keeps_its_area';
    END IF;
    RETURN NEW;
"""


@tracked()
class Placement(Secured):
    """A placement: a call-off on `contract`, or, without one, a deviation that another person must approve.

    Both end days count; an open placement has no `valid_until`. An extension that never began, as whoever was to stay
    left before, ends the day before its first: only `actions.end_placement` lets it. `unit` is the buyer's own unit as
    the ledger names it.

    No client is ever named: the case reference is a number in the case system.
    """

    secret_through = ("supplier", "contract", "place")
    seen_apart: ClassVar[Mapping[str, str]] = {
        "follows": "what came before may be secret where this is not: it is named only to those who may know of it"
    }

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
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name="avtalsområde"
    )
    place = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name="verksamhet"
    )
    target_group = models.ForeignKey(
        TargetGroup, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name="målgrupp"
    )
    unit = FreeLine("förvaltning", max_length=200, blank=True)
    valid_from = models.DateField("från och med")
    valid_until = models.DateField("till och med", null=True, blank=True)
    price_sek = models.DecimalField(
        "pris, kr", max_digits=17, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    price_per = models.CharField("pris per", max_length=10, choices=PriceItem.Per, default=PriceItem.Per.DAY)
    why = FreeLine("varför den här leverantören", max_length=500, blank=True)
    broke_order = FreeLine("skäl att frångå avropsordningen", max_length=500, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements_in_charge",
        verbose_name="ansvarig",
    )
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="sequel", verbose_name="fortsätter", editable=False
    )
    follows_as = models.CharField("fortsätter som", max_length=10, choices=Sequel, blank=True, editable=False)
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
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=ExpressionWrapper(F("valid_from") - 1, output_field=models.DateField())),
                name="placement_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("requested_by")),
                name="placement_is_approved_by_another",
                violation_error_message="Den som begärde placeringen kan inte godkänna den. Be någon annan göra det.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="approval_has_a_person_and_a_day",
                violation_error_message="Ange både vem som godkände och när.",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True, follows_as="") | (Q(follows__isnull=False) & ~Q(follows_as="")),
                name="sequel_says_how_it_follows",
                violation_error_message="Ange hur placeringen fortsätter den förra.",
            ),
        ]
        indexes = [
            words_index("number", name="placement_words"),
            models.Index(fields=["place"], name="placement_at_a_unit", condition=Q(place__isnull=False)),
            models.Index(fields=["buyer", "category", "-valid_from"], name="placement_of_a_need"),
        ]
        triggers = [
            approved_by_no_writer(
                "placement_is_approved_by_nobody_who_wrote_in_it",
                table="procurement_placement",
                approver="approved_by",
                words="Den som har skrivit i placeringen kan inte godkänna den.",
            ),
            pgtrigger.Trigger(
                name="deviation_keeps_its_area",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__area__isnull=False, new__area__isnull=True),
                func=_KEEPS_AREA,
            ),
            pgtrigger.Trigger(
                name="deviation_is_approved_by_its_form",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__approved_on__isnull=False, new__contract__isnull=True),
                func=_APPROVED_BY_FORM,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.supplier}"

    def get_absolute_url(self) -> str:
        name = "deviation" if self.contract_id is None else "placement-detail"
        return reverse(f"procurement:{name}", args=[self.pk])

    @property
    def never_began(self) -> bool:
        """Whether it is an extension of a placement that ended before it."""
        return self.valid_until is not None and self.valid_until < self.valid_from

    @property
    def until_said(self) -> str:
        """Until when, as it is said after "till"."""
        if self.valid_until is None:
            return "vidare"
        return f"{self.valid_until}, började aldrig" if self.never_began else str(self.valid_until)

    def shows_case_to(self, user: User) -> bool:
        """Whether a person may read the case reference: as `PlacementQuerySet.with_cases_of` has it, of one."""
        return user.pk is not None and user.pk in {self.requested_by_id, self.approved_by_id, self.responsible_id}
