"""What the register's pages and papers say."""

from contracts.reports.checks import (
    CHECK_COLOURS,
    CHECK_WORDS,
    Checks,
    contract_checks,
    supplier_checks,
    unit_traffic,
)
from contracts.reports.clause_templates import STANDARD as STANDARD_CLAUSE
from contracts.reports.clause_templates import TEMPLATES as CLAUSE_TEMPLATES
from contracts.reports.clause_templates import template_clause
from contracts.reports.clause_wording import standard_text
from contracts.reports.clauses import ClauseText, basket_words, clause_changes, clause_text
from contracts.reports.prices import AdjustedHow, PriceLine, PriceList, adjusted_how, price_list
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
    "CLAUSE_TEMPLATES",
    "STANDARD_CLAUSE",
    "AdjustedHow",
    "Checks",
    "ClauseText",
    "ContractFacts",
    "FrameworkFacts",
    "Letter",
    "PriceLine",
    "PriceList",
    "SupplierSide",
    "adjusted_how",
    "basket_words",
    "clause_changes",
    "clause_text",
    "contract_checks",
    "contract_facts",
    "extension_letters",
    "framework_facts",
    "price_list",
    "standard_text",
    "standing",
    "supplier_checks",
    "supplier_side",
    "template_clause",
    "unit_traffic",
]
