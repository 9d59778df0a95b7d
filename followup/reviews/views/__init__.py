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
    ReviewCancel,
    ReviewEdit,
    ReviewFinish,
    ReviewList,
    ReviewPage,
    ReviewResume,
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
    "ReviewCancel",
    "ReviewEdit",
    "ReviewFinish",
    "ReviewList",
    "ReviewPage",
    "ReviewPlan",
    "ReviewResume",
    "TemplateEdit",
    "TemplateList",
    "YearProposal",
    "contract_reviews",
    "contract_standing",
    "start_review",
    "undo_plan",
]
