"""The register's doors."""

from contracts.views.awards import AwardImport, AwardList
from contracts.views.checks import CheckImport, CheckList, CheckRegister, CheckTemplate
from contracts.views.clauses import ClauseEdit, ClauseList, ClausePage, ClausePreview, ClauseWording
from contracts.views.documents import DocumentAdd, DocumentFile, DocumentList
from contracts.views.edits import ContractEdit, FrameworkEdit, SupplierEdit
from contracts.views.imports import ContractImport, RegisterImportApply, RegisterImportPage, RegisterImportUndo
from contracts.views.lists import ContractAreaList, ContractList, FrameworkList, SupplierList
from contracts.views.options import (
    ContractTerminate,
    ExtensionLetters,
    OptionAdd,
    OptionDecide,
    OptionDecline,
    RequirementsEdit,
    for_framework,
)
from contracts.views.pages import ContractAreaPage, ContractPage, FrameworkPage, SupplierPage
from contracts.views.prices import PriceFollow, PriceItemAdd, PriceItemEdit, PriceWithdraw
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

__all__ = [
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
    "DocumentAdd",
    "DocumentFile",
    "DocumentList",
    "ExtensionLetters",
    "FrameworkEdit",
    "FrameworkList",
    "FrameworkPage",
    "OptionAdd",
    "OptionDecide",
    "OptionDecline",
    "PermitEdit",
    "PlacementStopEdit",
    "PriceFollow",
    "PriceItemAdd",
    "PriceItemEdit",
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
    "for_framework",
]
