"""What a person sends about the register and its prices."""

from contracts.forms.fixed_prices import FixedPriceDecisionForm
from contracts.forms.register import (
    AwardImportForm,
    CheckForm,
    CheckImportForm,
    ContactForm,
    ContractForm,
    ContractImportForm,
    DocumentForm,
    FrameworkForm,
    MergeForm,
    OptionDecisionForm,
    OptionDeclineForm,
    OptionForm,
    PermitForm,
    PlacementStopForm,
    RequirementsForm,
    SupplierForm,
    TerminationForm,
    UnitForm,
)
from contracts.forms.what_if import FiguresField, PercentField, WhatIfForm

__all__ = [
    "AwardImportForm",
    "CheckForm",
    "CheckImportForm",
    "ContactForm",
    "ContractForm",
    "ContractImportForm",
    "DocumentForm",
    "FiguresField",
    "FixedPriceDecisionForm",
    "FrameworkForm",
    "MergeForm",
    "OptionDecisionForm",
    "OptionDeclineForm",
    "OptionForm",
    "PercentField",
    "PermitForm",
    "PlacementStopForm",
    "RequirementsForm",
    "SupplierForm",
    "TerminationForm",
    "UnitForm",
    "WhatIfForm",
]
