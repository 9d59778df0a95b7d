"""The form of a deviation: why somebody is placed outside contract, what was looked into, and what was decided."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from procurement.deviations.choices import LegalGround, Outcome, Reason
from procurement.deviations.models.delegation import Delegation
from procurement.deviations.querysets import DeviationQuerySet
from procurement.placements.models import Placement

# The one rule that the database keeps too: rules.within says it of plain values, and a test asks both of the same.
_WITHIN_DELEGATION = """
    IF TG_OP = 'UPDATE' AND OLD.outcome = 'APPROVED' THEN RETURN NEW; END IF;
    IF NOT EXISTS (
        SELECT FROM procurement_delegation d
        JOIN procurement_placement p ON p.id = NEW.placement_id
        JOIN common_membership m ON m.buyer_id = d.buyer_id AND m.role_id = d.role_id AND m.user_id = NEW.decided_by_id
        WHERE d.id = NEW.delegation_id AND d.buyer_id = p.buyer_id AND d.ground = NEW.ground
            AND d.during @> (NEW.decided_at AT TIME ZONE 'Europe/Stockholm')::date
            AND (d.up_to_sek IS NULL OR NEW.expected_value_sek <= d.up_to_sek)
    ) THEN
        RAISE EXCEPTION 'Beslutet ligger utanför delegationsordningen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_is_within_the_delegation_order';
    END IF;
    RETURN NEW;
"""
# Without its area nobody knows which contracts, which permit and which limit count. What was asked for before the form
# asked for it stays. The form says it in time and in words.
_HAS_AREA = """
    IF (SELECT area_id FROM procurement_placement WHERE id = NEW.placement_id) IS NULL THEN
        RAISE EXCEPTION 'Ange avtalsområdet.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_has_an_area';
    END IF;
    RETURN NEW;
"""
# What was decided stays as it was decided; the number in W3D3 and the award notice come afterwards.
_STAYS_AS_DECIDED = """
    IF to_jsonb(NEW) - ARRAY['registry_number', 'notice_on', 'notice_url', 'version']
        IS DISTINCT FROM to_jsonb(OLD) - ARRAY['registry_number', 'notice_on', 'notice_url', 'version']
    THEN
        RAISE EXCEPTION 'Ett beslutat avsteg ändras inte. Gör en ny begäran.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decided_deviation_stays';
    END IF;
    RETURN NEW;
"""


@tracked()
class Deviation(models.Model):
    """What is asked for and decided about one placement outside contract. domain.md §8.

    The placement says for whom, where, when and at which price. Every extension, move or change is a placement of its
    own with a form of its own. Both who asks and who decides say that they are not disqualified (jäv), each time.
    `expected_value_sek` is without VAT and counts extensions in. `checks` is what the checks of domain.md §7 said when
    it was decided, and is only shown. `contract_price_sek` is what the area's contracts cost per the same, at most.
    """

    secret_through = ("placement",)

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="form", verbose_name="placering")
    need = FreeText("behov", max_length=2000, help_text="Vad som behövs och varför. Aldrig namn eller personnummer.")
    reason = models.CharField("orsak", max_length=20, choices=Reason)
    reason_words = FreeLine("förklaring", max_length=500, blank=True)
    ground = models.CharField("laglig grund", max_length=20, choices=LegalGround)
    ground_words = FreeLine("varför den grunden gäller", max_length=500, blank=True)
    expected_value_sek = models.DecimalField(
        "förväntat värde, kr",
        max_digits=17,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text="Utan moms, med förlängningar.",
    )
    contract_price_sek = models.DecimalField(
        "områdets avtalspris, kr", max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )
    template = FreeLine("avtalsmall", max_length=200, blank=True)
    is_acute = models.BooleanField(
        "akut: placerad innan blanketten", default=False, help_text="IVO kontrolleras alltid före placeringen."
    )
    asker_is_unbiased = models.BooleanField("den som begär är inte jävig", default=False)
    asked_at = models.DateTimeField("begärt", editable=False)
    checks = models.JSONField("kontroller vid beslutet", default=list, editable=False)
    outcome = models.CharField("beslut", max_length=10, choices=Outcome, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutat av",
        editable=False,
    )
    decided_at = models.DateTimeField("beslutat", null=True, blank=True, editable=False)
    decided_as = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutat som", editable=False
    )
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deviations",
        verbose_name="enligt delegation",
        editable=False,
    )
    decider_is_unbiased = models.BooleanField("den som beslutar är inte jävig", default=False, editable=False)
    decision_words = FreeLine("motivering till beslutet", max_length=500, blank=True)
    registry_number = FreeLine("diarienummer (W3D3)", max_length=60, blank=True)
    notice_on = models.DateField("efterannonserat", null=True, blank=True)
    notice_url = FreeLine(
        "länk till efterannonsen", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("placement__buyer",)
    objects = DeviationQuerySet.as_manager()

    class Meta:
        verbose_name = "avsteg"
        verbose_name_plural = "avsteg"
        indexes = [models.Index(fields=["outcome", "asked_at"], name="deviation_that_waits")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="OTHER") | ~Q(reason_words=""),
                name="another_reason_is_explained",
                violation_error_message="Förklara orsaken.",
            ),
            models.CheckConstraint(
                condition=Q(ground="LOW_VALUE") | ~Q(ground_words=""),
                name="exceptional_ground_is_explained",
                violation_error_message="Skriv varför grunden gäller.",
            ),
            models.CheckConstraint(
                condition=Q(expected_value_sek__gte=0),
                name="expected_value_is_not_negative",
                violation_error_message="Värdet kan inte vara negativt.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True, delegation__isnull=True)
                | Q(outcome="TAKEN_BACK", decided_by__isnull=False, decided_at__isnull=False)
                | Q(outcome="REFUSED", decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision_words="")
                | Q(
                    outcome="APPROVED",
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    decided_as__isnull=False,
                    delegation__isnull=False,
                ),
                name="decision_says_who_when_and_by_what",
                violation_error_message="Ange vem som beslutade, när och enligt vilken delegation; motivera avslag.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="APPROVED") | Q(asker_is_unbiased=True, decider_is_unbiased=True),
                name="nobody_disqualified_decides",
                violation_error_message="Både den som begär och den som beslutar intygar att de inte är jäviga.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="deviation_is_within_the_delegation_order",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__outcome="APPROVED"),
                func=_WITHIN_DELEGATION,
            ),
            pgtrigger.Trigger(
                name="deviation_has_an_area",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_HAS_AREA,
            ),
            pgtrigger.Trigger(
                name="decided_deviation_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__outcome=""),
                func=_STAYS_AS_DECIDED,
            ),
            pgtrigger.Protect(name="deviations_are_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.placement.number

    def get_absolute_url(self) -> str:
        return reverse("procurement:deviation", args=[self.placement_id])
