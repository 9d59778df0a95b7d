"""What two people may do to the same thing: by what it is, how it is before, and the actions."""

import itertools

from tests.faults.pairs import accounts, ledger, prices, procurement, register, reviews, todo

ABOUT = {
    what: about
    for module in (prices, register, procurement, ledger, reviews, todo, accounts)
    for what, about in module.ABOUT.items()
}
# Where two at once have left what neither order leaves: these are tried whatever else is.
FOUND = {
    ("a contract", "use_option", "end_contract"),
    ("who answers for a contract", "put_in_deputy", "give_contracts_back"),
    ("suppliers that are one", "undo_merge", "merge_further"),
    ("the last who give roles", "shut_one_keeper", "shut_other_keeper"),
    ("a measure", "assess", "assess_otherwise"),
    ("what a contract requires", "say_what_is_required", "say_otherwise_what_is_required"),
    ("what is secret", "let_in", "let_in_longer"),
    ("templates of milestones", "choose_small_template", "choose_large_template"),
    ("how long something is kept", "keep_longer", "keep_shorter"),
    ("two rules", "order_rules", "remove_rule"),
    ("a row", "judge_row", "judge_row_otherwise"),
    ("what can be asked back", "make_claim", "control_prices"),
    ("a claim that is credited", "control_prices", "drop_claim"),
    ("a survey", "load_survey", "discard_survey"),
}
# Each with each other; and the first with itself, as when two press the same button.
PAIRS = [
    (what, before, *pair)
    for what, (before, actions) in ABOUT.items()
    for pair in ((actions[0], actions[0]), *itertools.combinations(actions, 2))
]
