"""Every question asked of deviations and of the delegation order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet
from procurement.deviations.rules import Timing, timing

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User
    from procurement.placements.querysets import PlacementQuerySet


class DelegationQuerySet(models.QuerySet):
    """The delegation order is public: whoever reads deviations may read by whom they are decided."""

    def visible_to(self, user: User) -> Self:
        """At the buyers where a person reads placements."""
        return self.filter(buyer__in=buyers_of(user, may="procurement.view_placement"))

    def in_force_on(self, day: date) -> Self:
        """The order of a day; both end days count."""
        return self.filter(during__contains=day)

    def with_use(self) -> Self:
        """With whether a decision or a withdrawal rests on each (`is_used`), and when the last was made (`used_at`)."""
        decided = self.model._meta.get_field("deviations").related_model.objects  # type: ignore[union-attr]
        withdrawn = self.model._meta.get_field("withdrawals").related_model.objects  # type: ignore[union-attr]
        last = [
            Subquery(of.filter(delegation=OuterRef("pk")).order_by("-decided_at", "-pk").values("decided_at")[:1])
            for of in (decided, withdrawn)
        ]
        found = self.annotate(used_at=Greatest(*last))
        return found.annotate(is_used=Q(used_at__isnull=False))

    def that_let(self, user: User, *, buyer: Organization, ground: str, value_sek: Decimal, on: date) -> Self:
        """Those by which a person may approve so much on a ground on a day: the lowest amount that is enough first."""
        roles = user.memberships.filter(buyer=buyer).values("role")
        enough = Q(up_to_sek__isnull=True) | Q(up_to_sek__gte=value_sek)
        found = self.in_force_on(on).filter(enough, buyer=buyer, ground=ground, role__in=roles)
        return found.order_by(F("up_to_sek").asc(nulls_last=True), "pk")


class DeviationQuerySet(SecuredQuerySet):
    """Forms of placements outside contract, seen where the placement is."""

    seen_with = "procurement.view_placement"

    def waiting(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(outcome="")

    def approved(self) -> Self:
        """Those that were approved."""
        return self.filter(outcome="APPROVED")


def acute_in_time(placements: PlacementQuerySet) -> list[int]:
    """Of some placements those that were approved after they began, and yet in time since they were acute.

    Working days are counted by rules.timing alone; those that it is asked of are few.
    """
    from procurement.placements.models import PlacementTerm

    own = dict(PlacementTerm.objects.values_list("buyer", "acute_working_days"))
    start: int = PlacementTerm._meta.get_field("acute_working_days").default
    late = placements.outside_contract().filter(form__is_acute=True, approved_on__gt=F("valid_from"))
    found = late.order_by("pk").values_list("pk", "buyer", "approved_on", "valid_from")
    return [
        pk
        for pk, buyer, approved_on, valid_from in found
        if timing(approved_on, valid_from, is_acute=True, working_days=own.get(buyer, start)) is Timing.ACUTE
    ]


def chain_of(placement_id: int) -> RawSQL:
    """The ids of what a placement carries on from, of itself and of what carries it on, however long the chain."""
    return RawSQL(
        """WITH RECURSIVE earlier AS (
            SELECT id, follows_id FROM procurement_placement WHERE id = %s
            UNION SELECT p.id, p.follows_id FROM procurement_placement p JOIN earlier e ON p.id = e.follows_id
        ), later AS (
            SELECT id FROM procurement_placement WHERE id = %s
            UNION SELECT p.id FROM procurement_placement p JOIN later l ON p.follows_id = l.id
        ) SELECT id FROM earlier UNION SELECT id FROM later""",
        [placement_id, placement_id],
    )
