"""The register's doors."""

from contracts.views.adjustment_list import (
    AdjustmentApprove,
    AdjustmentList,
    AdjustmentSubmit,
)
from contracts.views.adjustments import (
    AdjustmentLines,
    AdjustmentPage,
    AdjustmentPropose,
    AdjustmentRecompute,
    AdjustmentReject,
    AdjustmentReturn,
)
from contracts.views.awards import (
    AwardImport,
    AwardList,
)
from contracts.views.checks import (
    CheckImport,
    CheckList,
    CheckRegister,
    CheckTemplate,
)
from contracts.views.clauses import (
    ClauseEdit,
    ClauseList,
    ClausePage,
    ClausePreview,
    ClauseWording,
)
from contracts.views.differences import (
    DifferenceApprove,
    DifferenceList,
    DifferenceReject,
    DifferenceSettle,
)
from contracts.views.documents import (
    DocumentAdd,
    DocumentFile,
    DocumentList,
)
from contracts.views.edits import (
    ContractEdit,
    FrameworkEdit,
    SupplierEdit,
)
from contracts.views.fixed_prices import (
    FixedPriceAreaPage,
    FixedPriceDecide,
    FixedPriceList,
)
from contracts.views.imports import (
    ContractImport,
    RegisterImportApply,
    RegisterImportPage,
    RegisterImportUndo,
)
from contracts.views.indices import (
    IndexChainEdit,
    IndexCodes,
    IndexEdit,
    IndexFetchNow,
    IndexFile,
    IndexImportDiscard,
    IndexImportPage,
    IndexImportStore,
    IndexList,
    IndexPage,
    IndexValueAdd,
)
from contracts.views.lists import (
    ContractAreaList,
    ContractList,
    FrameworkList,
    SupplierList,
)
from contracts.views.options import (
    ContractTerminate,
    ExtensionLetters,
    OptionAdd,
    OptionDecide,
    OptionDecline,
    RequirementsEdit,
    for_framework,
)
from contracts.views.pages import (
    ContractAreaPage,
    ContractPage,
    FrameworkPage,
    SupplierPage,
)
from contracts.views.price_letters import (
    PriceLetterBatch,
    PriceLetterFile,
    PriceLetterMail,
)
from contracts.views.price_requests import (
    PriceRequestDecline,
    PriceRequestList,
    PriceRequestRegister,
)
from contracts.views.prices import (
    PriceFollow,
    PriceItemAdd,
    PriceItemEdit,
    PriceWithdraw,
)
from contracts.views.suppliers import (
    ContactEdit,
    PermitEdit,
    PlacementStopEdit,
    SupplierMergePage,
    SupplierMergeUndo,
    UnitEdit,
    UnitList,
    UnitPage,
)
from contracts.views.what_if import (
    WhatIfPage,
)

__all__ = [
    "AdjustmentApprove",
    "AdjustmentLines",
    "AdjustmentList",
    "AdjustmentPage",
    "AdjustmentPropose",
    "AdjustmentRecompute",
    "AdjustmentReject",
    "AdjustmentReturn",
    "AdjustmentSubmit",
    "AwardImport",
    "AwardList",
    "CheckImport",
    "CheckList",
    "CheckRegister",
    "CheckTemplate",
    "ClauseEdit",
    "ClauseList",
    "ClausePage",
    "ClausePreview",
    "ClauseWording",
    "ContactEdit",
    "ContractAreaList",
    "ContractAreaPage",
    "ContractEdit",
    "ContractImport",
    "ContractList",
    "ContractPage",
    "ContractTerminate",
    "DifferenceApprove",
    "DifferenceList",
    "DifferenceReject",
    "DifferenceSettle",
    "DocumentAdd",
    "DocumentFile",
    "DocumentList",
    "ExtensionLetters",
    "FixedPriceAreaPage",
    "FixedPriceDecide",
    "FixedPriceList",
    "FrameworkEdit",
    "FrameworkList",
    "FrameworkPage",
    "IndexChainEdit",
    "IndexCodes",
    "IndexEdit",
    "IndexFetchNow",
    "IndexFile",
    "IndexImportDiscard",
    "IndexImportPage",
    "IndexImportStore",
    "IndexList",
    "IndexPage",
    "IndexValueAdd",
    "OptionAdd",
    "OptionDecide",
    "OptionDecline",
    "PermitEdit",
    "PlacementStopEdit",
    "PriceFollow",
    "PriceItemAdd",
    "PriceItemEdit",
    "PriceLetterBatch",
    "PriceLetterFile",
    "PriceLetterMail",
    "PriceRequestDecline",
    "PriceRequestList",
    "PriceRequestRegister",
    "PriceWithdraw",
    "RegisterImportApply",
    "RegisterImportPage",
    "RegisterImportUndo",
    "RequirementsEdit",
    "SupplierEdit",
    "SupplierList",
    "SupplierMergePage",
    "SupplierMergeUndo",
    "SupplierPage",
    "UnitEdit",
    "UnitList",
    "UnitPage",
    "WhatIfPage",
    "for_framework",
]
