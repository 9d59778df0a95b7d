"""What belongs to a placement: who was asked, how it ended, who stays on, and what a buyer's placing goes by."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from procurement.placements.choices import EndKind, PassedOver, StayCause, StayDecision
from procurement.placements.models.placement import Placement
from procurement.placements.querysets import OfPlacementQuerySet

# To withdraw what was approved outside contract is a decision as the approval was: within the delegation order, by
# somebody who says that he is not disqualified. actions.withdraw_deviation says it in time and in words.
_WITHDRAWN_BY_DELEGATION = """
    IF NOT NEW.decider_is_unbiased OR NOT EXISTS (
        SELECT FROM procurement_delegation d
        JOIN procurement_placement p ON p.id = NEW.placement_id
        JOIN procurement_deviation f ON f.placement_id = p.id AND f.outcome = 'APPROVED'
        JOIN common_membership m ON m.buyer_id = d.buyer_id AND m.role_id = d.role_id AND m.user_id = NEW.decided_by_id
        WHERE d.id = NEW.delegation_id AND d.buyer_id = p.buyer_id AND d.ground = f.ground
            AND d.during @> (NEW.decided_at AT TIME ZONE 'Europe/Stockholm')::date
            AND (d.up_to_sek IS NULL OR f.expected_value_sek <= d.up_to_sek)
    ) THEN
        RAISE EXCEPTION 'Återkallelsen ligger utanför delegationsordningen, eller saknar intyg om jäv.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_is_within_the_delegation_order';
    END IF;
    RETURN NEW;
"""


@tracked()
class AskedSupplier(models.Model):
    """Somebody with a contract for the need who did not get the placement, and why not.

    `contract` is the one he could have been called off from; `place` the unit that was asked, if one was.
    """

    secret_through = ("placement", "supplier", "contract", "place")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="asked", verbose_name="placering")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", verbose_name="leverantör")
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="passed_over", verbose_name="avtal"
    )
    place = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="verksamhet"
    )
    answer = models.CharField("varför inte", max_length=20, choices=PassedOver)
    words = FreeLine("förklaring", max_length=300, blank=True)

    buyer_through = ("placement__buyer",)
    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "tillfrågad leverantör"
        verbose_name_plural = "tillfrågade leverantörer"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "supplier", "place"],
                name="supplier_is_asked_once",
                nulls_distinct=False,
                violation_error_message="Leverantören står redan som tillfrågad. Välj en annan, eller töm raden.",
            ),
            models.CheckConstraint(
                condition=~Q(answer="OTHER") | ~Q(words=""),
                name="another_reason_is_told",
                violation_error_message="Skriv varför leverantören inte kunde.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.get_answer_display()}"


@tracked()
class PlacementEnd(models.Model):
    """That a placement ends on a day other than the one it was made until: a decision of its own, never changed.

    The placement's own last day follows it. `planned_until` is what it was before; null is until further notice. What
    was approved outside contract is withdrawn within the delegation order, by somebody who is not disqualified.
    """

    secret_through = ("placement",)

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="ended", verbose_name="placering")
    kind = models.CharField("hur", max_length=10, choices=EndKind)
    last_day = models.DateField("sista dag")
    planned_until = models.DateField("gällde till och med", null=True, blank=True)
    reason = FreeLine("skäl", max_length=500)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="beslutat av"
    )
    decided_at = models.DateTimeField("beslutat")
    delegation = models.ForeignKey(
        "procurement.Delegation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawals",
        verbose_name="enligt delegation",
        editable=False,
    )
    decider_is_unbiased = models.BooleanField("den som beslutar är inte jävig", default=False, editable=False)

    buyer_through = ("placement__buyer",)
    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "avslut av placering"
        verbose_name_plural = "avslut av placeringar"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="placement_ends_for_a_reason",
                violation_error_message="Skriv varför placeringen upphör.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="withdrawal_is_within_the_delegation_order",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind="WITHDRAWN"),
                func=_WITHDRAWN_BY_DELEGATION,
            ),
            pgtrigger.Protect(name="an_end_of_a_placement_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.placement.number} {self.get_kind_display()} {self.last_day}"


@tracked()
class StayOn(models.Model):
    """That somebody stays where he is after the ground for it is gone, and what was decided of it.

    From `since` on, both for a contract that has ended and for a person who belongs to another area (`area_after`).
    """

    secret_through = ("placement",)

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="stays", verbose_name="placering")
    cause = models.CharField("orsak", max_length=20, choices=StayCause)
    since = models.DateField("från och med")
    area_after = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hör nu till avtalsområde"
    )
    decision = models.CharField("beslut", max_length=20, choices=StayDecision, blank=True)
    decided_on = models.DateField("beslutat den", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutat av",
        editable=False,
    )
    note = FreeLine("anteckning", max_length=500, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="registrerat av", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("placement__buyer",)
    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "kvarboende"
        verbose_name_plural = "kvarboende"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "cause", "since"],
                name="staying_on_is_registered_once",
                violation_error_message=(
                    "Kvarboendet är redan registrerat från den dagen. Ange en annan dag om det är ett nytt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_on__isnull=False, decided_by__isnull=False)),
                name="staying_on_is_decided_by_somebody",
                violation_error_message="Ange både vad som beslutades och när.",
            ),
            models.CheckConstraint(
                condition=Q(cause="AREA_CHANGED") | Q(area_after__isnull=True),
                name="only_a_changed_area_has_another",
                violation_error_message="Ett annat avtalsområde hör till den som har bytt område.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement.number}: {self.get_cause_display()}"


@tracked()
class PlacementTerm(models.Model):
    """What a buyer's placing goes by, where it differs from the start values: where distances are counted from, how
    soon an acute placement's form is due, and when a need that comes back is proposed for the plan.
    """

    buyer = models.OneToOneField(Organization, models.PROTECT, related_name="placement_term", verbose_name="köpare")
    origin = FreeLine("avstånd räknas från", max_length=120, blank=True)
    latitude = models.DecimalField(
        "latitud",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        "longitud",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    acute_working_days = models.PositiveSmallIntegerField(
        "akut placering: blankett och beslut inom, arbetsdagar",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    foreseen_count = models.PositiveSmallIntegerField(
        "behov föreslås till planen efter, avsteg på tolv månader",
        default=3,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
    )
    foreseen_percent = models.PositiveSmallIntegerField(
        "eller vid, procent av direktupphandlingsgränsen",
        default=25,
        validators=[MinValueValidator(1), MaxValueValidator(49)],
        help_text="Alltid innan halva gränsen är använd.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "placeringsvärden"
        verbose_name_plural = "placeringsvärden"
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="origin_lies_somewhere_on_earth",
                violation_error_message="Ange både latitud (-90 till 90) och longitud (-180 till 180), eller ingen.",
            ),
            models.CheckConstraint(
                condition=Q(acute_working_days__gte=1),
                name="acute_form_has_a_working_day",
                violation_error_message="Ange minst en arbetsdag.",
            ),
            models.CheckConstraint(
                condition=Q(foreseen_percent__range=(1, 49)),
                name="need_is_foreseen_before_half_the_limit",
                violation_error_message="Ange 1 till 49 procent: alltid innan halva gränsen är använd.",
            ),
            models.CheckConstraint(
                condition=Q(foreseen_count__gte=2),
                name="need_that_comes_back_comes_twice",
                violation_error_message="Ange minst två.",
            ),
        ]

    def __str__(self) -> str:
        return f"Placeringsvärden för {self.buyer}"

    @classmethod
    def of(cls, buyer: Organization) -> PlacementTerm:
        """The buyer's own, else the start values (not stored)."""
        return cls.objects.filter(buyer=buyer).first() or cls(buyer=buyer)
