"""E-invoices of Peppol BIS Billing 3, read: a document at a time, out of a file, a zip or a folder."""

from followup.invoices.imports.documents import read_invoice
from followup.invoices.imports.facts import (
    Fault,
    ReadInvoice,
    ReadLine,
    UnreadableInvoice,
)
from followup.invoices.imports.packages import (
    MOST_DOCUMENTS,
    Document,
    UnreadablePackage,
    documents_in,
    told_name,
)

__all__ = [
    "MOST_DOCUMENTS",
    "Document",
    "Fault",
    "ReadInvoice",
    "ReadLine",
    "UnreadableInvoice",
    "UnreadablePackage",
    "documents_in",
    "read_invoice",
    "told_name",
]
