"""The register: what is bought, from whom, on which contract, and until when."""

from contracts.models.adjustment import (
    AdjustmentLetter,
    AdjustmentLine,
    AdjustmentValue,
    FixedPriceDecision,
    PriceAdjustment,
    PriceDifference,
    PriceRequest,
)
from contracts.models.award import Award
from contracts.models.by_hand import PriceSetByHand
from contracts.models.check import CheckKind, CheckTerm, SupplierCheck
from contracts.models.clause import ClauseComponent, PriceClause
from contracts.models.contract import Contract, ContractAreaLink, ContractPayerVolume, ContractVolume
from contracts.models.document import Document
from contracts.models.framework import CallOff, Framework, FrameworkAreaLink
from contracts.models.index import IndexChain, IndexFetch, IndexImport, IndexSeries, IndexStatus, IndexValue
from contracts.models.merge import SupplierMerge, SupplierMergeRow
from contracts.models.option import ExtensionOption, OptionException
from contracts.models.plan import Category, CategoryLoyalty, CategoryScope, ContractArea, Form, PriceModel
from contracts.models.price import Price, PriceItem, PriceTerm
from contracts.models.register_import import RegisterImport
from contracts.models.requirement import Requirement
from contracts.models.supplier import Supplier, SupplierIdentifier
from contracts.models.unit import Permit, PlacementStop, SupplierContact, SupplierUnit, SupplierUnitAreaLink

__all__ = [
    "AdjustmentLetter",
    "AdjustmentLine",
    "AdjustmentValue",
    "Award",
    "CallOff",
    "Category",
    "CategoryLoyalty",
    "CategoryScope",
    "CheckKind",
    "CheckTerm",
    "ClauseComponent",
    "Contract",
    "ContractArea",
    "ContractAreaLink",
    "ContractPayerVolume",
    "ContractVolume",
    "Document",
    "ExtensionOption",
    "FixedPriceDecision",
    "Form",
    "Framework",
    "FrameworkAreaLink",
    "IndexChain",
    "IndexFetch",
    "IndexImport",
    "IndexSeries",
    "IndexStatus",
    "IndexValue",
    "OptionException",
    "Permit",
    "PlacementStop",
    "Price",
    "PriceAdjustment",
    "PriceClause",
    "PriceDifference",
    "PriceItem",
    "PriceModel",
    "PriceRequest",
    "PriceSetByHand",
    "PriceTerm",
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
