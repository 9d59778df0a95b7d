"""The register's doors."""

from contracts.views.edits import ContractEdit, FrameworkEdit, SupplierEdit
from contracts.views.imports import ContractImport
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

__all__ = [
    "ContractAreaList",
    "ContractAreaPage",
    "ContractEdit",
    "ContractImport",
    "ContractList",
    "ContractPage",
    "ContractTerminate",
    "ExtensionLetters",
    "FrameworkEdit",
    "FrameworkList",
    "FrameworkPage",
    "OptionAdd",
    "OptionDecide",
    "OptionDecline",
    "RequirementsEdit",
    "SupplierEdit",
    "SupplierList",
    "SupplierPage",
    "for_framework",
]
