"""Every deed that changes the ledger or what it is judged to be."""

from followup.actions.duties import (
    NotYours,
    delegate_duty,
    fingerprint,
    finish_duty,
    load_reminder_rules,
    make_calendar_feed,
    move_duties,
    people_with_mail,
    refresh_duties,
    revoke_calendar_feed,
    send_mails,
    set_mail_frequency,
    snooze_duty,
)
from followup.actions.judging import judge_changes, recompute_everything
from followup.actions.ledger import (
    AlreadyReceived,
    NotAllowedForBuyer,
    load_ledger_import,
    receive_ledger_file,
)
from followup.actions.measures import assess_measure, compute_outcomes, load_measures, save_target
from followup.actions.rules import (
    Moved,
    RulesRefused,
    import_rules,
    judge_row,
    move_rule,
    remove_rule,
    save_rule,
    try_rule,
)

__all__ = [
    "AlreadyReceived",
    "Moved",
    "NotAllowedForBuyer",
    "NotYours",
    "RulesRefused",
    "assess_measure",
    "compute_outcomes",
    "delegate_duty",
    "fingerprint",
    "finish_duty",
    "import_rules",
    "judge_changes",
    "judge_row",
    "load_ledger_import",
    "load_measures",
    "load_reminder_rules",
    "make_calendar_feed",
    "move_duties",
    "move_rule",
    "people_with_mail",
    "receive_ledger_file",
    "recompute_everything",
    "refresh_duties",
    "remove_rule",
    "revoke_calendar_feed",
    "save_rule",
    "save_target",
    "send_mails",
    "set_mail_frequency",
    "snooze_duty",
    "try_rule",
]
