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

    def visible_to(self, user: User) -> Self:
        """What a person may know of."""
        return self.open_to(user)

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


class SupplierIdentifierQuerySet(models.QuerySet):
    """Numbers that suppliers go by."""

    def visible_to(self, user: User) -> Self:
        """Those of suppliers that a person may know of."""
        from contracts.suppliers.models import Supplier

        return self.filter(supplier__in=Supplier.objects.visible_to(user))


class OfSupplierQuerySet(models.QuerySet):
    """What belongs to a supplier, and perhaps to one of its units."""

    def visible_to(self, user: User) -> Self:
        """As much as a person may know of the supplier and of the unit."""
        from contracts.suppliers.models import Supplier, SupplierUnit

        return self.filter(
            Q(unit__isnull=True) | Q(unit__in=SupplierUnit.objects.visible_to(user)),
            supplier__in=Supplier.objects.visible_to(user),
        )


class SupplierUnitQuerySet(SecuredQuerySet):
    """Where suppliers give care."""

    def visible_to(self, user: User) -> Self:
        """A unit of a secret supplier is as secret."""
        from contracts.suppliers.models import Supplier

        return self.open_to(user).filter(supplier__in=Supplier.objects.visible_to(user))

    def for_list(self, *, on: date) -> Self:
        """With supplier and areas, and whether nobody new is placed there on a day."""
        from contracts.suppliers.models import PlacementStop

        stops = PlacementStop.objects.in_force_on(on).filter(
            Q(unit=OuterRef("pk")) | Q(unit__isnull=True, supplier=OuterRef("supplier"))
        )
        return self.select_related("supplier").prefetch_related("areas").annotate(is_stopped=models.Exists(stops))


class SupplierMergeQuerySet(models.QuerySet):
    """Suppliers that were made one."""

    def visible_to(self, user: User) -> Self:
        """Mergers of suppliers that a person may know of, both of them."""
        from contracts.suppliers.models import Supplier

        known = Supplier.objects.visible_to(user)
        return self.filter(source__in=known, target__in=known)

    def standing(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def of_supplier(self, supplier: Supplier) -> Self:
        """Those a supplier is one side of."""
        return self.filter(Q(source=supplier) | Q(target=supplier))


class PlacementStopQuerySet(OfSupplierQuerySet):
    """Where nobody new is placed."""

    def for_unit(self, unit: SupplierUnit) -> Self:
        """A unit's own stops, and those of its whole supplier."""
        return self.filter(Q(unit=unit) | Q(unit__isnull=True, supplier=unit.supplier_id))

    def in_force_on(self, day: date) -> Self:
        """The stops of a day; both end days count."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
