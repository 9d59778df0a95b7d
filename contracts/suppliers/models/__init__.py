"""Suppliers, where they give care, and that two were one."""

from contracts.suppliers.models.merge import (
    FinalSupplier,
    SupplierMerge,
    SupplierMergeRow,
)
from contracts.suppliers.models.proposal import SupplierProposal, WithdrawnAnswer
from contracts.suppliers.models.supplier import (
    Supplier,
    SupplierIdentifier,
)
from contracts.suppliers.models.unit import (
    Permit,
    PlacementStop,
    SupplierContact,
    SupplierUnit,
    SupplierUnitAreaLink,
    SupplierUnitTargetGroupLink,
    TargetGroup,
)

__all__ = [
    "FinalSupplier",
    "Permit",
    "PlacementStop",
    "Supplier",
    "SupplierContact",
    "SupplierIdentifier",
    "SupplierMerge",
    "SupplierMergeRow",
    "SupplierProposal",
    "SupplierUnit",
    "SupplierUnitAreaLink",
    "SupplierUnitTargetGroupLink",
    "TargetGroup",
    "WithdrawnAnswer",
]
