"""The arithmetic of contract terms and ceilings. LOU and lag 1930:173 § 1 stand behind it."""

from contracts.terms.rules.ceilings import (
    HIGH,
    NEAR,
    REACHED,
    CeilingUse,
    ceiling_use,
)
from contracts.terms.rules.durations import (
    DAY,
    LONGEST_FRAMEWORK_MONTHS,
    TERM_IS_OVER,
    Duration,
    Lengthening,
    Notice,
    Option,
    OptionState,
    Renewing,
    Stage,
    end_of_term,
    is_longer_than_allowed,
    lengthened,
    lengthened_term,
    notice_by,
    option_state,
    why_lapsed,
)
from contracts.terms.rules.told_ends import (
    FirstEndUnknown,
    ToldEnds,
)

__all__ = [
    "DAY",
    "HIGH",
    "LONGEST_FRAMEWORK_MONTHS",
    "NEAR",
    "REACHED",
    "TERM_IS_OVER",
    "CeilingUse",
    "Duration",
    "FirstEndUnknown",
    "Lengthening",
    "Notice",
    "Option",
    "OptionState",
    "Renewing",
    "Stage",
    "ToldEnds",
    "ceiling_use",
    "end_of_term",
    "is_longer_than_allowed",
    "lengthened",
    "lengthened_term",
    "notice_by",
    "option_state",
    "why_lapsed",
]
