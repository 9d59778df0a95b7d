"""Every question asked of checks, and which contracts have all that they ask for."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from contracts.checks.rules import DEMANDS, Demand
from contracts.register.models import Contract
from contracts.register.querysets import ContractQuerySet
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet


class SupplierCheckQuerySet(SecuredQuerySet):
    """Checks of suppliers and their units."""

    def latest_on(self, day: date | Combinable) -> Self:
        """For each supplier, unit and kind the last check made up to a day; what came before it no longer counts."""
        from contracts.checks.models import SupplierCheck

        no_unit = models.Value(0)  # in SQL one null is not another
        newer = SupplierCheck.objects.annotate(of_unit=Coalesce("unit_id", no_unit)).filter(
            Q(checked_on__gt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on"), pk__gt=OuterRef("pk")),
            of_unit=Coalesce(OuterRef("unit_id"), no_unit),
            supplier=OuterRef("supplier"),
            kind=OuterRef("kind"),
            checked_on__lte=day,
        )
        return self.filter(~models.Exists(newer), checked_on__lte=day)

    def relied_upon_on(self, day: date | Combinable) -> Self:
        """The latest checks that hold on a day: passed, or a rating with a written reason. Both end days count."""
        return self.latest_on(day).filter(Q(outcome="PASSED") | Q(kind="RATING") & ~Q(reason=""), valid_until__gte=day)


def with_all_checks(contracts: ContractQuerySet, *, on: date) -> ContractQuerySet:
    """Those of some contracts whose supplier has every check that the contract asks for (domain.md §7), valid on a day.

    Made from rules.DEMANDS. A permit may be held by any of the supplier's units.
    """
    from contracts.checks.models import SupplierCheck

    def checked(kind: str) -> models.Exists:
        found = SupplierCheck.objects.relied_upon_on(on).filter(kind=kind, supplier=OuterRef("supplier"))
        return models.Exists(found)

    def asked(demand: Demand) -> Q | models.Exists:
        if not demand.is_of_area:
            return Q(form=demand.form) if demand.form else ~Q(pk__in=[])
        says = Q(**{f"contractarea__{demand.area_says}": True}) if demand.area_says else Q()
        begun = Q(**{f"contractarea__{demand.area_from}__lte": on}) if demand.area_from else Q()
        return models.Exists(Contract.areas.through.objects.filter(says | begun, contract=OuterRef("pk")))

    return contracts.filter(*(~asked(demand) | checked(demand.kind) for demand in DEMANDS))
