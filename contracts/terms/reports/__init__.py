"""What a contract's page and its papers say: frozen, computed once, drawn on screen and in PDF."""

from contracts.terms.reports.ceilings import (
    Ceiling,
    CeilingsMissing,
    CeilingWatch,
    ceiling_watch,
    ceilings_by_month,
    ceilings_missing,
    ceilings_of,
)
from contracts.terms.reports.facts import (
    Bar,
    ContractFacts,
    FrameworkFacts,
    NextDecision,
    OptionLine,
    TimeLine,
    contract_facts,
    framework_facts,
    next_decision,
)
from contracts.terms.reports.options import (
    Letter,
    OptionChoice,
    OptionEffect,
    changes_with_options,
    extension_letters,
    option_choice,
)
from contracts.terms.reports.suppliers import (
    SupplierSide,
    supplier_side,
)

__all__ = [
    "Bar",
    "Ceiling",
    "CeilingWatch",
    "CeilingsMissing",
    "ContractFacts",
    "FrameworkFacts",
    "Letter",
    "NextDecision",
    "OptionChoice",
    "OptionEffect",
    "OptionLine",
    "SupplierSide",
    "TimeLine",
    "ceiling_watch",
    "ceilings_by_month",
    "ceilings_missing",
    "ceilings_of",
    "changes_with_options",
    "contract_facts",
    "extension_letters",
    "framework_facts",
    "next_decision",
    "option_choice",
    "supplier_side",
]
