"""Price lists, clauses, adjustments, differences, and who set what by hand."""

from contracts.prices.models.adjustment import (
    AdjustmentLetter,
    AdjustmentLine,
    AdjustmentValue,
    PriceAdjustment,
)
from contracts.prices.models.by_hand import (
    PriceSetByHand,
)
from contracts.prices.models.clause import (
    ClauseComponent,
    PriceClause,
)
from contracts.prices.models.difference import (
    PriceDifference,
)
from contracts.prices.models.fixed_price import (
    FixedPriceDecision,
)
from contracts.prices.models.price import (
    Price,
    PriceItem,
    PriceTerm,
)
from contracts.prices.models.request import (
    PriceRequest,
)
from contracts.prices.models.to_confirm import (
    PriceToConfirm,
)

__all__ = [
    "AdjustmentLetter",
    "AdjustmentLine",
    "AdjustmentValue",
    "ClauseComponent",
    "FixedPriceDecision",
    "Price",
    "PriceAdjustment",
    "PriceClause",
    "PriceDifference",
    "PriceItem",
    "PriceRequest",
    "PriceSetByHand",
    "PriceTerm",
    "PriceToConfirm",
]
