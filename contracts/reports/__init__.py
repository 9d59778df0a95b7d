"""What the register's pages and papers say."""

from contracts.reports.checks import (
    CHECK_COLOURS,
    CHECK_WORDS,
    Checks,
    contract_checks,
    supplier_checks,
    unit_traffic,
)
from contracts.reports.terms import (
    ContractFacts,
    FrameworkFacts,
    Letter,
    SupplierSide,
    contract_facts,
    extension_letters,
    framework_facts,
    standing,
    supplier_side,
)

__all__ = [
    "CHECK_COLOURS",
    "CHECK_WORDS",
    "Checks",
    "ContractFacts",
    "FrameworkFacts",
    "Letter",
    "SupplierSide",
    "contract_checks",
    "contract_facts",
    "extension_letters",
    "framework_facts",
    "standing",
    "supplier_checks",
    "supplier_side",
    "unit_traffic",
]
