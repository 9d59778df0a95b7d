"""Adding and changing suppliers, their units and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from contracts.plan.models import ContractArea
from contracts.suppliers.models import PlacementStop, Supplier, SupplierIdentifier, SupplierUnit, TargetGroup
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import User

Kept = TypeVar("Kept", bound=Model)


@transaction.atomic
def save_supplier(*, supplier: Supplier, by: User, at: datetime, version: int | None) -> Supplier:
    """Add or change a supplier, as `save_contract`. What is paid to its organisation number follows the number."""
    supplier.org_number = supplier.org_number or None
    following = check_version(supplier, version)
    supplier.full_clean()
    numbers = SupplierIdentifier.objects.filter(scheme=SupplierIdentifier.Scheme.ORG_NUMBER)
    taken = numbers.filter(value=supplier.org_number or "")
    if taken.exclude(supplier=supplier.pk).exists():
        raise ValidationError({"org_number": "Numret hör redan till en annan leverantör."})
    before = Supplier.objects.filter(pk=supplier.pk).values_list("org_number", flat=True).first()
    supplier.version = following
    supplier.save()
    if before and before != supplier.org_number:
        numbers.filter(supplier=supplier, value=before).delete()
    if supplier.org_number and not taken.exists():
        SupplierIdentifier.objects.create(
            supplier=supplier, scheme=SupplierIdentifier.Scheme.ORG_NUMBER, value=supplier.org_number
        )
    return supplier


@transaction.atomic
def save_unit(
    *,
    unit: SupplierUnit,
    areas: Iterable[ContractArea],
    target_groups: Iterable[TargetGroup],
    by: User,
    at: datetime,
    version: int | None,
) -> SupplierUnit:
    """Add or change a unit. Raises ValidationError and ChangedMeanwhile as `save_contract`."""
    following = check_version(unit, version)
    unit.full_clean()
    unit.version = following
    unit.save()
    unit.areas.set(areas)
    unit.target_groups.set(target_groups)
    return unit


@transaction.atomic
def save_detail(*, detail: Kept, by: User, at: datetime) -> Kept:
    """Add or change a permit or a contact. Raises ValidationError for what the register cannot hold."""
    detail.full_clean()
    detail.save()
    return detail


@transaction.atomic
def stop_placements(*, stop: PlacementStop, by: User, at: datetime) -> PlacementStop:
    """Let nobody new be placed at a supplier or a unit."""
    stop.decided_by = by
    stop.full_clean()
    stop.save()
    return stop


class NumberStays(Exception):
    """The number is the supplier's own, and is changed with the supplier."""


@transaction.atomic
def remove_identifier(*, identifier: SupplierIdentifier, by: User, at: datetime) -> Supplier:
    """Take away a number of an economy system. Raises NumberStays for an organisation number."""
    require(by, "contracts.change_supplier", identifier)
    if identifier.scheme == SupplierIdentifier.Scheme.ORG_NUMBER:
        raise NumberStays("Ett organisationsnummer ändras på leverantörens egen sida.")
    supplier = identifier.supplier
    identifier.delete()
    return supplier
