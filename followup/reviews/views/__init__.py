"""Pages of reviews and findings."""

from followup.reviews.views.classes import (
    ClassDecide,
    ClassList,
)
from followup.reviews.views.of_contract import (
    contract_reviews,
    contract_standing,
)
from followup.reviews.views.planning import (
    BoardPlanPage,
    ReviewPlan,
    YearProposal,
    undo_plan,
)
from followup.reviews.views.reviews import (
    ReviewAnswers,
    ReviewEdit,
    ReviewFinish,
    ReviewList,
    ReviewPage,
    cancel_review,
    start_review,
)
from followup.reviews.views.templates import (
    TemplateEdit,
    TemplateList,
)

__all__ = [
    "BoardPlanPage",
    "ClassDecide",
    "ClassList",
    "ReviewAnswers",
    "ReviewEdit",
    "ReviewFinish",
    "ReviewList",
    "ReviewPage",
    "ReviewPlan",
    "TemplateEdit",
    "TemplateList",
    "YearProposal",
    "cancel_review",
    "contract_reviews",
    "contract_standing",
    "start_review",
    "undo_plan",
]
