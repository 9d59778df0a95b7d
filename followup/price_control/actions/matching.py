"""What a person says that a supplier's item is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.prices.models import PriceItem
from followup.invoices.actions.settling import lock_invoices
from followup.invoices.models import InvoiceLine
from followup.price_control.actions.controlling import control_prices
from followup.price_control.models import ItemMatch, PriceDeviation
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def confirm_match(*, line: InvoiceLine, item: PriceItem | None, by: User, at: datetime) -> ItemMatch:
    """Say which line of the price list a supplier's item is, or that it is in none. It holds for all its invoices."""
    invoice = line.invoice
    assert invoice.buyer is not None
    assert invoice.supplier is not None
    require(by, "followup.change_pricedeviation", PriceDeviation(buyer=invoice.buyer))
    lock_invoices(invoice.buyer.pk)  # of two at once the second says it anew
    key = {"buyer": invoice.buyer, "supplier": invoice.supplier, "item_key": line.item_key}
    match = ItemMatch.objects.filter(**key).first() or ItemMatch(**key)
    match.name, match.per = (item.name, item.per) if item else ("", "")
    match.confirmed_by, match.confirmed_at = by, at
    match.save()
    control_prices(buyer_id=invoice.buyer.pk, at=at)
    return match
