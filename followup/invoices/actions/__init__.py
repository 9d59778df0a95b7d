"""Everything that changes e-invoices."""

from followup.invoices.actions.hands import TIES_BY_HAND, CannotTie, tie_by_hand, untie_by_hand
from followup.invoices.actions.loading import import_invoices, load_invoice_import
from followup.invoices.actions.names import forget_item_names
from followup.invoices.actions.receiving import (
    AlreadyReceived,
    claim_invoices,
    give_up_invoices,
    receive_invoices,
    retry_invoices,
)
from followup.invoices.actions.settling import settle_everything, settle_invoices

__all__ = [
    "TIES_BY_HAND",
    "AlreadyReceived",
    "CannotTie",
    "claim_invoices",
    "forget_item_names",
    "give_up_invoices",
    "import_invoices",
    "load_invoice_import",
    "receive_invoices",
    "retry_invoices",
    "settle_everything",
    "settle_invoices",
    "tie_by_hand",
    "untie_by_hand",
]
