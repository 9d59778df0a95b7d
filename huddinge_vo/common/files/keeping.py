"""Under which names files are kept: a name from outside never becomes a path."""

from __future__ import annotations

from typing import Protocol


class Fingerprinted(Protocol):
    """What knows the fingerprint of its content."""

    sha256: str


def document_path(document: Fingerprinted, name: str) -> str:
    """By fingerprint: the same content is kept once, and a name tells nobody anything."""
    return f"documents/{document.sha256[:2]}/{document.sha256}"


def ledger_path(ledger_import: Fingerprinted, name: str) -> str:
    """A ledger file is kept as it came, under its own fingerprint."""
    return f"ledger/{ledger_import.sha256}"
