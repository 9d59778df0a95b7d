"""Every action on the ladder and on what suppliers answer."""

from followup.findings.actions.links import (
    LARGEST_FILE,
    MOST_FILES,
    CannotLink,
    LinkGone,
    Sent,
    add_photo,
    answer_by_link,
    find_link,
    make_link,
    may_link,
    register_answer,
)
from followup.findings.actions.steps import (
    CannotDecide,
    CannotSend,
    address_of,
    decide_penalty,
    is_to_send,
    mail_step,
    report_to_authority,
    send_step,
    take_step,
)
from followup.findings.actions.terms import terms_of

__all__ = [
    "LARGEST_FILE",
    "MOST_FILES",
    "CannotDecide",
    "CannotLink",
    "CannotSend",
    "LinkGone",
    "Sent",
    "add_photo",
    "address_of",
    "answer_by_link",
    "decide_penalty",
    "find_link",
    "is_to_send",
    "mail_step",
    "make_link",
    "may_link",
    "register_answer",
    "report_to_authority",
    "send_step",
    "take_step",
    "terms_of",
]
