"""Everything that changes the price control."""

from followup.price_control.actions.claims import (
    CannotClaim,
    address_of,
    answer_claim,
    drop_claim,
    mail_claim,
    make_claim,
    send_claim,
)
from followup.price_control.actions.controlling import control_everything, control_prices
from followup.price_control.actions.matching import confirm_match

__all__ = [
    "CannotClaim",
    "address_of",
    "answer_claim",
    "confirm_match",
    "control_everything",
    "control_prices",
    "drop_claim",
    "mail_claim",
    "make_claim",
    "send_claim",
]
