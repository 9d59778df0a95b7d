"""Where a contract stands, in a word."""

from __future__ import annotations

from datetime import date

from contracts.register.models import Contract


def standing(contract: Contract, today: date) -> tuple[str, str]:
    """Where a contract stands on a day, as a word and the colour that helps it."""
    if contract.status == Contract.Status.DRAFT:
        return "Utkast", "none"
    if contract.valid_from > today:
        return "Börjar senare", "none"
    if contract.ends_on is not None and contract.ends_on < today:
        return "Avslutat", "off"
    return "I kraft", "good"
