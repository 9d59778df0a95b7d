"""A supplier beside another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common import org_numbers

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class SupplierSide:
    """One supplier beside another: what a person compares before saying that they are one."""

    supplier: Supplier
    parent: Supplier | None
    numbers: tuple[str, ...]
    contracts_in_force: int
    contracts: int
    units: tuple[str, ...]


def supplier_side(*, supplier: Supplier, user: User, on: date) -> SupplierSide:
    """What the user may see of a supplier, for comparison."""
    contracts = Contract.objects.visible_to(user).filter(supplier=supplier)
    return SupplierSide(
        supplier=supplier,
        parent=Supplier.objects.visible_to(user).filter(pk=supplier.parent_id or 0).first(),
        numbers=tuple(
            org_numbers.display_raw(value)
            for value in supplier.identifiers.order_by("scheme", "value", "pk").values_list("value", flat=True)
        ),
        contracts_in_force=contracts.in_force_on(on).count(),
        contracts=contracts.count(),
        units=tuple(
            SupplierUnit.objects.visible_to(user)
            .filter(supplier=supplier)
            .order_by("sort_name", "pk")
            .values_list("name", flat=True)
        ),
    )
