"""What a person sends about the register and its prices."""

from contracts.prices.forms.adjustments import (
    LinesForm,
    PriceRequestForm,
    ProposeForm,
    ReasonForm,
    RejectForm,
    SettleForm,
)
from contracts.prices.forms.clauses import (
    ClauseForm,
    row_values,
    values_of,
)
from contracts.prices.forms.fixed_prices import (
    FixedPriceDecisionForm,
)
from contracts.prices.forms.prices import (
    DayForm,
    NewPriceForm,
    PriceItemChangeForm,
    PriceItemForm,
    WithdrawForm,
)
from contracts.prices.forms.terms import (
    PriceTermForm,
)
from contracts.prices.forms.what_if import (
    WhatIfForm,
)

__all__ = [
    "ClauseForm",
    "DayForm",
    "FixedPriceDecisionForm",
    "LinesForm",
    "NewPriceForm",
    "PriceItemChangeForm",
    "PriceItemForm",
    "PriceRequestForm",
    "PriceTermForm",
    "ProposeForm",
    "ReasonForm",
    "RejectForm",
    "SettleForm",
    "WhatIfForm",
    "WithdrawForm",
    "row_values",
    "values_of",
]
