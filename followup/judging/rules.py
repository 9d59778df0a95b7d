"""What a classification rule can say of the spend that it is to take."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol


class Taken(Protocol):
    """A key, as far as a rule asks about it."""

    org_number: str | None
    supplier_ref: str
    account: str
    unit: str


def rule_of(keys: Collection[Taken]) -> dict[str, str]:
    """The narrowest rule that takes all of some keys: the supplier and the unit where they share one, and the accounts
    from the first to the last. What they do not share, or have not, is left empty, and empty takes all.
    """
    numbers = {key.org_number or key.supplier_ref for key in keys}
    units = {key.unit for key in keys}
    accounts = sorted(key.account for key in keys)  # by code point, as rules compare them
    return {
        "supplier_ref": next(iter(numbers)) if len(numbers) == 1 else "",
        "account_from": accounts[0] if all(accounts) else "",
        "account_to": accounts[-1] if all(accounts) else "",
        "unit": next(iter(units)) if len(units) == 1 else "",
    }


def reordered(order: Sequence[int], places: Mapping[int, int]) -> list[int]:
    """An order in which some come to stand in other places (1 is the first); the others close up and make room."""
    found = list(order)
    for one, place in sorted(places.items(), key=lambda each: each[1]):
        if one in found and found.index(one) != place - 1:
            found.remove(one)
            found.insert(max(place - 1, 0), one)
    return found


def unsaid(keys: Collection[Taken]) -> list[str]:
    """What of some keys a rule cannot say, so that it may take more than them."""
    numbers = {key.org_number or key.supplier_ref for key in keys}
    said = []
    if len(numbers) > 1:
        said.append("En regel kan ange en leverantör; du har valt flera, så den tar alla leverantörer på kontona.")
    if numbers == {""}:
        said.append("Leverantören saknar nummer i reskontran, så regeln tar alla leverantörer på kontot.")
    if len({key.account for key in keys}) > 1:
        said.append("Alla konton mellan det första och det sista ingår.")
    if len({key.unit for key in keys}) > 1:
        said.append("En regel kan ange en förvaltning; du har valt flera, så den tar alla.")
    return said
