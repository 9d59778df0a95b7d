"""Who may decide on what is bought outside contract: the delegation order, as dated rows."""

from __future__ import annotations

import pgtrigger
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from procurement.deviations.choices import LegalGround
from procurement.deviations.querysets import DelegationQuerySet

# The one rule that the database keeps too: actions._refuse_used says it in time and in words.
_USED_STAYS = """
    IF EXISTS (
        SELECT FROM procurement_deviation d WHERE d.delegation_id = OLD.id
        UNION ALL SELECT FROM procurement_placementend e WHERE e.delegation_id = OLD.id
    ) AND (
        (NEW.buyer_id, NEW.role_id, NEW.ground, NEW.valid_from, NEW.registry_number, NEW.point)
            IS DISTINCT FROM (OLD.buyer_id, OLD.role_id, OLD.ground, OLD.valid_from, OLD.registry_number, OLD.point)
        OR NEW.up_to_sek IS DISTINCT FROM OLD.up_to_sek
        OR NEW.valid_until < (
            SELECT max((d.decided_at AT TIME ZONE 'Europe/Stockholm')::date) FROM (
                SELECT decided_at FROM procurement_deviation WHERE delegation_id = OLD.id
                UNION ALL SELECT decided_at FROM procurement_placementend WHERE delegation_id = OLD.id
            ) d
        )
    ) THEN
        RAISE EXCEPTION 'En delegation som har använts ändras inte. Avsluta den och lägg till en ny.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'used_delegation_stays';
    END IF;
    RETURN NEW;
"""


@tracked(exclude=["during"])
class Delegation(models.Model):
    """That a role may approve deviations on a legal ground up to an amount, from a day on, by which decision.

    `up_to_sek` counts itself in; null is without limit. Both days count. What has been used is never rewritten: a new
    order ends the rows of the old one.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="delegations", verbose_name="köpare")
    role = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="roll")
    ground = models.CharField("laglig grund", max_length=20, choices=LegalGround)
    up_to_sek = models.DecimalField(
        "till och med, kr",
        max_digits=17,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Beslutets förväntade värde utan moms. Tomt: utan beloppsgräns.",
    )
    valid_from = models.DateField("från och med")
    valid_until = models.DateField("till och med", null=True, blank=True, help_text="Tomt: tills vidare.")
    during = models.GeneratedField(
        expression=Func(
            "valid_from",
            Func("valid_until", template="%(expressions)s + 1"),
            Value("[)"),
            function="daterange",
        ),
        output_field=DateRangeField(),
        db_persist=True,
        verbose_name="gäller dagarna",
    )
    registry_number = FreeLine("beslutets diarienummer", max_length=60)
    point = FreeLine("punkt i ordningen", max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "delegation"
        verbose_name_plural = "delegationsordning"
        constraints = [
            ExclusionConstraint(
                name="role_has_one_delegation_a_day",
                expressions=[
                    ("buyer", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("ground", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Rollen har redan en delegation på den grunden för några av dagarna. "
                "Avsluta den först.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="delegation_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=~Q(registry_number=""),
                name="delegation_has_a_decision",
                violation_error_message="Ange diarienumret på beslutet om delegation.",
            ),
            models.CheckConstraint(
                condition=Q(up_to_sek__isnull=True) | Q(up_to_sek__gte=0),
                name="delegation_is_not_below_nothing",
                violation_error_message="Beloppet kan inte vara negativt.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="used_delegation_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=_USED_STAYS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.get_ground_display()}, {self.registry_number}"

    def get_absolute_url(self) -> str:
        return reverse("procurement:delegation-list")
