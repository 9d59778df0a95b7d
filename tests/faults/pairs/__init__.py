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
}
# Where what is left differs, or the try finds nothing to act on, and nobody has looked yet whether the fault is the
# product's or the comparison's (docs/tillforlitlighet.md): `make faults` tells of them, and no sample by chance.
UNSETTLED = {
    ("a row", "judge_row", "judge_row"),
    ("a row", "judge_row", "judge_row_otherwise"),
    ("two rules", "order_rules", "remove_rule"),
    ("a judged row", "take_judgement_back", "recompute"),
    ("what can be asked back", "make_claim", "control_prices"),
    ("what can be asked back", "make_claim", "match_item"),
    ("what can be asked back", "make_claim", "match_nothing"),
    ("a survey", "load_survey", "discard_survey"),
    ("an activity", "change_activity", "change_activity"),
    ("an activity", "change_activity", "begin_activity"),
    ("an activity", "change_activity", "finish_activity"),
}
# Each with each other; and the first with itself, as when two press the same button.
PAIRS = [
    (what, before, *pair)
    for what, (before, actions) in ABOUT.items()
    for pair in ((actions[0], actions[0]), *itertools.combinations(actions, 2))
]
