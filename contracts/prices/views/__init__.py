"""Pages of prices."""

from contracts.prices.views.adjustment_list import (
    AdjustmentApprove,
    AdjustmentList,
    AdjustmentSubmit,
)
from contracts.prices.views.adjustments import (
    AdjustmentLines,
    AdjustmentPage,
    AdjustmentPropose,
    AdjustmentRecompute,
    AdjustmentReject,
    AdjustmentReturn,
)
from contracts.prices.views.clauses import (
    ClauseEdit,
    ClauseList,
    ClausePage,
    ClausePreview,
    ClauseWording,
)
from contracts.prices.views.differences import (
    DifferenceApprove,
    DifferenceList,
    DifferenceReject,
    DifferenceSettle,
)
from contracts.prices.views.fixed_prices import (
    FixedPriceAreaPage,
    FixedPriceDecide,
    FixedPriceList,
)
from contracts.prices.views.indices import (
    IndexList,
    IndexPage,
)
from contracts.prices.views.price_letters import (
    PriceLetterBatch,
    PriceLetterFile,
    PriceLetterMail,
)
from contracts.prices.views.price_requests import (
    PriceRequestDecline,
    PriceRequestList,
    PriceRequestRegister,
)
from contracts.prices.views.prices import (
    PriceFollow,
    PriceItemAdd,
    PriceItemEdit,
    PriceWithdraw,
    price_context,
)
from contracts.prices.views.second_person import (
    PriceConfirm,
    PriceDecline,
    PriceQuestionWithdraw,
    PriceToConfirmList,
)
from contracts.prices.views.terms import (
    PriceTerms,
)
from contracts.prices.views.what_if import (
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
    "ClauseEdit",
    "ClauseList",
    "ClausePage",
    "ClausePreview",
    "ClauseWording",
    "DifferenceApprove",
    "DifferenceList",
    "DifferenceReject",
    "DifferenceSettle",
    "FixedPriceAreaPage",
    "FixedPriceDecide",
    "FixedPriceList",
    "IndexList",
    "IndexPage",
    "PriceConfirm",
    "PriceDecline",
    "PriceFollow",
    "PriceItemAdd",
    "PriceItemEdit",
    "PriceLetterBatch",
    "PriceLetterFile",
    "PriceLetterMail",
    "PriceQuestionWithdraw",
    "PriceRequestDecline",
    "PriceRequestList",
    "PriceRequestRegister",
    "PriceTerms",
    "PriceToConfirmList",
    "PriceWithdraw",
    "WhatIfPage",
    "price_context",
]
