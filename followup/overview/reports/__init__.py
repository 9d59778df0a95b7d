"""What Översikt says: the cards, what ends soon, and the plan's own figures beside ours."""

from followup.overview.reports.cards import (
    Card,
    cards,
)
from followup.overview.reports.ending import (
    EndingContract,
    EndingGroup,
    ending_contracts,
    ending_groups,
)
from followup.overview.reports.overview import (
    overview,
)
from followup.overview.reports.pictures import (
    loyalty_bands,
    months_chart,
    rows_of_month,
    spark,
    trend,
    waterfall,
)
from followup.overview.reports.plan_figures import (
    PlanComparison,
    plan_comparisons,
)
from followup.overview.reports.spend_map import (
    SpendMap,
    spend_map,
)
from followup.overview.reports.why import (
    Part,
    Why,
    gap,
    why,
)

__all__ = [
    "Card",
    "EndingContract",
    "EndingGroup",
    "Part",
    "PlanComparison",
    "SpendMap",
    "Why",
    "cards",
    "ending_contracts",
    "ending_groups",
    "gap",
    "loyalty_bands",
    "months_chart",
    "overview",
    "plan_comparisons",
    "rows_of_month",
    "spark",
    "spend_map",
    "trend",
    "waterfall",
    "why",
]
