"""Pages of reviews and findings."""

from followup.reviews.views.classes import (
    ClassDecide,
    ClassList,
)
from followup.reviews.views.findings import (
    FindingDismiss,
    FindingEscalate,
    FindingFix,
    FindingList,
    FindingOpen,
    FindingPage,
    FindingReport,
    close_finding,
    reopen_finding,
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
    "FindingDismiss",
    "FindingEscalate",
    "FindingFix",
    "FindingList",
    "FindingOpen",
    "FindingPage",
    "FindingReport",
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
    "close_finding",
    "contract_reviews",
    "contract_standing",
    "reopen_finding",
    "start_review",
    "undo_plan",
]
