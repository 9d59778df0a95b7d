"""What a person sends about the register and its prices."""

from contracts.forms.clauses import ClauseForm, row_values
from contracts.forms.clauses import values_of as clause_values
from contracts.forms.prices import DayForm, NewPriceForm, PriceItemChangeForm, PriceItemForm, WithdrawForm
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

__all__ = [
    "AwardImportForm",
    "CheckForm",
    "CheckImportForm",
    "ClauseForm",
    "ContactForm",
    "ContractForm",
    "ContractImportForm",
    "DayForm",
    "DocumentForm",
    "FrameworkForm",
    "MergeForm",
    "NewPriceForm",
    "OptionDecisionForm",
    "OptionDeclineForm",
    "OptionForm",
    "PermitForm",
    "PlacementStopForm",
    "PriceItemChangeForm",
    "PriceItemForm",
    "RequirementsForm",
    "SupplierForm",
    "TerminationForm",
    "UnitForm",
    "WithdrawForm",
    "clause_values",
    "row_values",
]
