"""The register: what is bought, from whom, on which contract, and until when."""

from contracts.awards.models import (
    Award,
)
from contracts.checks.models import (
    CheckKind,
    CheckTerm,
    SupplierCheck,
)
from contracts.documents.models import (
    Document,
)
from contracts.files.models import (
    RegisterImport,
)
from contracts.index.models import (
    IndexChain,
    IndexFetch,
    IndexImport,
    IndexSeries,
    IndexStatus,
    IndexValue,
)
from contracts.law.models import (
    LawValue,
    PermitRule,
)
from contracts.plan.choices import (
    Form,
    PriceModel,
)
from contracts.plan.models import (
    Category,
    CategoryLoyalty,
    CategoryScope,
    ContractArea,
)
from contracts.prices.models import (
    AdjustmentLetter,
    AdjustmentLine,
    AdjustmentValue,
    ClauseComponent,
    FixedPriceDecision,
    Price,
    PriceAdjustment,
    PriceClause,
    PriceDifference,
    PriceItem,
    PriceRequest,
    PriceSetByHand,
    PriceTerm,
    PriceToConfirm,
)
from contracts.register.models import (
    CallOff,
    Contract,
    ContractAreaLink,
    ContractPayerVolume,
    ContractVolume,
    Framework,
    FrameworkAreaLink,
    Requirement,
)
from contracts.suppliers.models import (
    FinalSupplier,
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierIdentifier,
    SupplierMerge,
    SupplierMergeRow,
    SupplierProposal,
    SupplierUnit,
    SupplierUnitAreaLink,
    SupplierUnitTargetGroupLink,
    TargetGroup,
    WithdrawnAnswer,
)
from contracts.terms.models import (
    ExtensionOption,
    OptionException,
)

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
    "FinalSupplier",
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
    "LawValue",
    "OptionException",
    "Permit",
    "PermitRule",
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
    "PriceToConfirm",
    "RegisterImport",
    "Requirement",
    "Supplier",
    "SupplierCheck",
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
