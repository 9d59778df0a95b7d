"""Every question asked of the register and its prices."""

from contracts.prices.querysets.figures import (
    Figures,
    Found,
    as_components,
)
from contracts.prices.querysets.prices import (
    FixedPriceDecisionQuerySet,
    OfContractQuerySet,
    PriceAdjustmentQuerySet,
    PriceClauseQuerySet,
    PriceDifferenceQuerySet,
    PriceItemQuerySet,
    PriceQuerySet,
    PriceSetByHandQuerySet,
    PriceToConfirmQuerySet,
    bought_after_end,
    bought_between,
    ended_but_bought,
    first_contract_days,
    last_published_month,
    people_stay_on,
    with_clause,
)

__all__ = [
    "Figures",
    "FixedPriceDecisionQuerySet",
    "Found",
    "OfContractQuerySet",
    "PriceAdjustmentQuerySet",
    "PriceClauseQuerySet",
    "PriceDifferenceQuerySet",
    "PriceItemQuerySet",
    "PriceQuerySet",
    "PriceSetByHandQuerySet",
    "PriceToConfirmQuerySet",
    "as_components",
    "bought_after_end",
    "bought_between",
    "ended_but_bought",
    "first_contract_days",
    "last_published_month",
    "people_stay_on",
    "with_clause",
]
