"""Pages of findings, of the ladder, and of whoever answers by a link."""

from followup.findings.views.answers import AnswerOpen, AnswerPage, AnswerThanks
from followup.findings.views.findings import (
    FindingDismiss,
    FindingFix,
    FindingList,
    FindingOpen,
    FindingPage,
    FindingReport,
    close_finding,
    reopen_finding,
)
from followup.findings.views.ladder import (
    FindingEscalate,
    FindingFileDownload,
    FindingTell,
    FollowUpTerms,
    PenaltyDecide,
    PenaltyList,
    StepAnswer,
    StepLetterFile,
    make_step_link,
    send_step,
)
from followup.findings.views.self_reports import SelfReports, make_review_link

__all__ = [
    "AnswerOpen",
    "AnswerPage",
    "AnswerThanks",
    "FindingDismiss",
    "FindingEscalate",
    "FindingFileDownload",
    "FindingFix",
    "FindingList",
    "FindingOpen",
    "FindingPage",
    "FindingReport",
    "FindingTell",
    "FollowUpTerms",
    "PenaltyDecide",
    "PenaltyList",
    "SelfReports",
    "StepAnswer",
    "StepLetterFile",
    "close_finding",
    "make_review_link",
    "make_step_link",
    "reopen_finding",
    "send_step",
]
