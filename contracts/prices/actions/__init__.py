"""Every action that changes prices."""

from contracts.prices.actions.adjustments import (
    AdjustmentMoved,
    LineChange,
    SamePerson,
    approve_adjustments,
    change_lines,
    decline_price_request,
    register_price_request,
    reject_adjustment,
    return_adjustment,
    submit_adjustments,
    window_of_request,
)
from contracts.prices.actions.bulk import (
    ListAction,
    ListMoved,
    LookedOver,
    do_to_list,
    look_over,
)
from contracts.prices.actions.clauses import (
    save_clause,
)
from contracts.prices.actions.differences import (
    ALREADY_DECIDED,
    DifferenceMoved,
    approve_differences,
    find_differences,
    mark_of_difference,
    reject_difference,
    settle_differences,
)
from contracts.prices.actions.fixed_price_preview import (
    preview_fixed_price,
)
from contracts.prices.actions.fixed_prices import (
    decide_fixed_price,
)
from contracts.prices.actions.letters import (
    LettersMoved,
    letters_to_mail,
    order_letters,
    send_letter,
)
from contracts.prices.actions.price_imports import (
    import_prices,
    unknown_references,
    withdraw_import,
)
from contracts.prices.actions.prices import (
    Ending,
    Following,
    PricesMoved,
    add_price_item,
    end_prices,
    follow_with,
    latest_price,
    save_price_item,
)
from contracts.prices.actions.proposing import (
    propose_adjustment,
    propose_adjustments,
    recompute_adjustment,
)
from contracts.prices.actions.second_person import (
    AlreadyDecided,
    HeldTo,
    MustBeAnother,
    NotYours,
    confirm_price,
    decline_price,
    register_price,
    withdraw_price,
    withdraw_question,
)

__all__ = [
    "ALREADY_DECIDED",
    "AdjustmentMoved",
    "AlreadyDecided",
    "DifferenceMoved",
    "Ending",
    "Following",
    "HeldTo",
    "LettersMoved",
    "LineChange",
    "ListAction",
    "ListMoved",
    "LookedOver",
    "MustBeAnother",
    "NotYours",
    "PricesMoved",
    "SamePerson",
    "add_price_item",
    "approve_adjustments",
    "approve_differences",
    "change_lines",
    "confirm_price",
    "decide_fixed_price",
    "decline_price",
    "decline_price_request",
    "do_to_list",
    "end_prices",
    "find_differences",
    "follow_with",
    "import_prices",
    "latest_price",
    "letters_to_mail",
    "look_over",
    "mark_of_difference",
    "order_letters",
    "preview_fixed_price",
    "propose_adjustment",
    "propose_adjustments",
    "recompute_adjustment",
    "register_price",
    "register_price_request",
    "reject_adjustment",
    "reject_difference",
    "return_adjustment",
    "save_clause",
    "save_price_item",
    "send_letter",
    "settle_differences",
    "submit_adjustments",
    "unknown_references",
    "window_of_request",
    "withdraw_import",
    "withdraw_price",
    "withdraw_question",
]
