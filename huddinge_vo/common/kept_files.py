"""Where files that people hand in are kept: by fingerprint, so that a name from outside never becomes a path.

They stand here and not beside their models because migrations name them, and a migration is never rewritten when a
model finds a better home.
"""

from __future__ import annotations

from typing import Protocol


class KeptByFingerprint(Protocol):
    """What has a file, and the fingerprint of what is in it."""

    sha256: str


def document_path(document: KeptByFingerprint, name: str) -> str:
    """By fingerprint: the same content is kept once, and a name tells nobody anything."""
    return f"documents/{document.sha256[:2]}/{document.sha256}"


def ledger_path(ledger_import: KeptByFingerprint, name: str) -> str:
    """The file is kept as it came, under its own fingerprint."""
    return f"ledger/{ledger_import.sha256}"


def invoice_path(invoice_import: KeptByFingerprint, name: str) -> str:
    """The file is kept until it has been read, under its own fingerprint."""
    return f"invoices/{invoice_import.sha256}"


def finding_path(file: KeptByFingerprint, name: str) -> str:
    """A photo, or what a supplier sent: by fingerprint, as documents are."""
    return f"findings/{file.sha256[:2]}/{file.sha256}"
