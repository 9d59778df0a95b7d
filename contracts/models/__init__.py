"""The register: what is bought, from whom, on which contract, and until when."""

from contracts.models.award import Award
from contracts.models.check import CheckKind, CheckTerm, SupplierCheck
from contracts.models.contract import Contract, ContractAreaLink, ContractVolume
from contracts.models.document import Document
from contracts.models.framework import CallOff, Framework, FrameworkAreaLink
from contracts.models.merge import SupplierMerge, SupplierMergeRow
from contracts.models.option import ExtensionOption, OptionException
from contracts.models.plan import Category, CategoryScope, ContractArea, Form, PriceModel
from contracts.models.register_import import RegisterImport
from contracts.models.requirement import Requirement
from contracts.models.supplier import Supplier, SupplierIdentifier
from contracts.models.unit import Permit, PlacementStop, SupplierContact, SupplierUnit, SupplierUnitAreaLink

__all__ = [
    "Award",
    "CallOff",
    "Category",
    "CategoryScope",
    "CheckKind",
    "CheckTerm",
    "Contract",
    "ContractArea",
    "ContractAreaLink",
    "ContractVolume",
    "Document",
    "ExtensionOption",
    "Form",
    "Framework",
    "FrameworkAreaLink",
    "OptionException",
    "Permit",
    "PlacementStop",
    "PriceModel",
    "RegisterImport",
    "Requirement",
    "Supplier",
    "SupplierCheck",
    "SupplierContact",
    "SupplierIdentifier",
    "SupplierMerge",
    "SupplierMergeRow",
    "SupplierUnit",
    "SupplierUnitAreaLink",
]
