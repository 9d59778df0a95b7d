"""Everything that changes e-invoices."""

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
    "AlreadyReceived",
    "claim_invoices",
    "forget_item_names",
    "give_up_invoices",
    "import_invoices",
    "load_invoice_import",
    "receive_invoices",
    "retry_invoices",
    "settle_everything",
    "settle_invoices",
]
