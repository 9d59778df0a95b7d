"""How verdicts are made: a handful of set-based statements over keys. The definitions are those of domain.md §3.

Every function runs inside the caller's transaction and speaks through temporary tables, so that the number of
statements is the same for ten keys and for ten thousand:

    judge_key(key_id)                      what to judge
    subject(subject_id, key_id, …)         a key, or a row that a person has judged (negative ids)
    verdict(subject_id, during, …)         the outcome, one span of days after another
    stale(key_id, month)                   what the roll-up has to sum again
    month_sum(key_id, month, …)            its rows, summed before it is known what they were judged to be
    supposed_rule, change, unseen          rules that are tried, see trials.py and changes.py
"""

from followup.judging.sql.changes import find_changes, note_spend, sum_changes
from followup.judging.sql.choosing import (
    Conditions,
    choose_all,
    choose_judged_by_hand,
    choose_keys,
    choose_taken_by,
    choose_touched,
    choose_unjudged,
    chosen_rows,
    leave_for_later,
    reach_of,
    resolve_suppliers,
)
from followup.judging.sql.credits import gather_credits, judge_credits
from followup.judging.sql.ordering import (
    suppose_order,
)
from followup.judging.sql.sums import (
    forget_stale,
    mark_import_stale,
    mark_months_stale,
    publish_volumes,
    roll_up,
    roll_up_everything,
    stale_months,
)
from followup.judging.sql.trials import (
    SUPPOSED,
    Moved,
    Supposed,
    by_rule,
    decided_since,
    first_that_takes,
    flows,
    keep_seen,
    leave_unseen,
    moved,
    next_after,
    redecided,
    steps,
    suppose,
)
from followup.judging.sql.verdicts import find_verdicts, judge_keys
from followup.judging.sql.workspace import begin, count_anew, lock_buyer

__all__ = [
    "SUPPOSED",
    "Conditions",
    "Moved",
    "Supposed",
    "begin",
    "by_rule",
    "choose_all",
    "choose_judged_by_hand",
    "choose_keys",
    "choose_taken_by",
    "choose_touched",
    "choose_unjudged",
    "chosen_rows",
    "count_anew",
    "decided_since",
    "find_changes",
    "find_verdicts",
    "first_that_takes",
    "flows",
    "forget_stale",
    "gather_credits",
    "judge_credits",
    "judge_keys",
    "keep_seen",
    "leave_for_later",
    "leave_unseen",
    "lock_buyer",
    "mark_import_stale",
    "mark_months_stale",
    "moved",
    "next_after",
    "note_spend",
    "publish_volumes",
    "reach_of",
    "redecided",
    "resolve_suppliers",
    "roll_up",
    "roll_up_everything",
    "stale_months",
    "steps",
    "sum_changes",
    "suppose",
    "suppose_order",
]
