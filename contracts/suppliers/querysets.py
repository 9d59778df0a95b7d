"""Every question asked of suppliers, their numbers, units, stops and mergers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Q

from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from contracts.suppliers.models import Supplier, SupplierUnit
    from huddinge_vo.common.people.models import User


class SupplierQuerySet(SecuredQuerySet):
    """Suppliers belong to no buyer: the register is one. Secret ones are for the named only."""

    def by_number(self, numbers: set[str]) -> dict[str, int]:
        """Which supplier goes by each organisation number: as identifiers say, for they follow a merger."""
        from contracts.suppliers.models import SupplierIdentifier

        own = self.filter(org_number__in=numbers).values_list("org_number", "pk")
        identified = SupplierIdentifier.objects.filter(
            scheme=SupplierIdentifier.Scheme.ORG_NUMBER, value__in=numbers, supplier__in=self
        ).values_list("value", "supplier_id")
        return {**{number: pk for number, pk in own if number}, **dict(identified)}

    def by_number_for(self, user: User | None, numbers: set[str]) -> tuple[dict[str, int], set[str]]:
        """As `by_number` as far as a person may know of them, nobody being a command; and the numbers of the others."""
        found = self.by_number(numbers)
        if user is None:
            return found, set()
        seen = set(self.visible_to(user).filter(pk__in=found.values()).values_list("pk", flat=True))
        known = {number: pk for number, pk in found.items() if pk in seen}
        return known, found.keys() - known.keys()

    def current(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)


class SupplierUnitQuerySet(SecuredQuerySet):
    """Where suppliers give care."""

    def for_list(self, *, on: date) -> Self:
        """With supplier and areas, and whether nobody new is placed there on a day."""
        from contracts.suppliers.models import PlacementStop

        stops = PlacementStop.objects.in_force_on(on).filter(
            Q(unit=OuterRef("pk")) | Q(unit__isnull=True, supplier=OuterRef("supplier"))
        )
        return self.select_related("supplier").prefetch_related("areas").annotate(is_stopped=models.Exists(stops))


class SupplierMergeQuerySet(SecuredQuerySet):
    """Suppliers that were made one."""

    def standing(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def of_supplier(self, supplier: Supplier) -> Self:
        """Those a supplier is one side of."""
        return self.filter(Q(source=supplier) | Q(target=supplier))


class PlacementStopQuerySet(SecuredQuerySet):
    """Where nobody new is placed."""

    def for_unit(self, unit: SupplierUnit) -> Self:
        """A unit's own stops, and those of its whole supplier."""
        return self.filter(Q(unit=unit) | Q(unit__isnull=True, supplier=unit.supplier_id))

    def in_force_on(self, day: date) -> Self:
        """The stops of a day; both end days count."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
