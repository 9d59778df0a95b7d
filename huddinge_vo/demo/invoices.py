"""The demo's e-invoices: of the last months' ledger rows, as their suppliers could have sent them, by the real import.

Most are at the contract's price. A few are above it, a few have something that the contract does not, one credits
another, and some tell of purchases that are not booked yet. Who gets which is by place, and the same each time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Min, Sum

from contracts.prices.models import Price, PriceItem
from followup.invoices.actions import load_invoice_import, receive_invoices
from followup.invoices.models import InvoiceImport
from followup.judging.choices import Bucket
from followup.judging.models import JudgedRow
from followup.price_control.actions import control_prices
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import add_months, month_start
from huddinge_vo.demo.peppol import Line, Written

NAME = "e-fakturor demo.zip"
_MOST = 160
_MONTHS = 3
_SENT_BEFORE = timedelta(days=6)  # a posting
_ABOVE, _EXTRA, _LATER = 9, 14, 20  # every so manieth
_TOO_MUCH = Decimal("1.06")
_ORE = Decimal("0.01")
_OF = ("supplier", "supplier__name", "supplier__org_number")
_UNITS = {"DAY": "DAY", "HOUR": "HUR", "MONTH": "MON", "VISIT": "C62", "PLACE": "C62"}


def load_invoices(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Read them in, as a controller would."""
    if InvoiceImport.objects.filter(buyer=buyer, is_demo=True).exists():
        return
    written = list(_written(buyer, on))
    if not written:
        return
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for no, each in enumerate(written, start=1):
            made.writestr(f"{no:03}.xml", each.xml())
        made.writestr("999.xml", replace(written[0], number="FEL-1", without_vat=Decimal("1.00")).xml())
    content.seek(0)
    received = receive_invoices(file=content, name=NAME, buyer=buyer, by=users["controller"], at=at)
    received.is_demo = True
    received.save(update_fields=["is_demo"])
    load_invoice_import(invoice_import_id=received.pk, at=at)
    control_prices(buyer_id=buyer.pk, at=at)


def _written(buyer: Organization, on: date) -> Iterator[Written]:
    """One for each supplier and number of the last months, on a contract with a price list; nothing secret."""
    since = add_months(month_start(on), -_MONTHS)
    rows = JudgedRow.objects.public().filter(buyer=buyer, bucket=Bucket.ON_CONTRACT, month__gte=since)
    rows = rows.filter(contract__in=PriceItem.objects.values("contract"), supplier__is_sole_trader=False).exclude(
        invoice_number=""
    )
    bought = (
        rows.values(
            "supplier", "supplier__name", "supplier__org_number", "contract", "contract__number", "invoice_number"
        )
        .annotate(total=Sum("sum_sek"), day=Min("booked_on"))
        .filter(total__gt=1000)
        .order_by("-day", "contract", "invoice_number", "supplier")
    )
    found = list(bought.distinct()[:_MOST])
    prices = _prices({each["contract"] for each in found})
    for no, each in enumerate(found, start=1):
        item = next((one for one in prices.get(each["contract"], ()) if one[2].item.unit_id is None), None)
        if item is None or not each["supplier__org_number"]:
            continue
        name, per, price = item
        # The whole sum may be of several rows of the list's: the invoice is of the rows' own sum.
        sent = each["day"] - _SENT_BEFORE
        one = Written(
            number=each["invoice_number"] if no % _LATER else f"{each['invoice_number']}-B",
            issued_on=sent,
            seller=each["supplier__org_number"],
            seller_name=each["supplier__name"],
            buyer=buyer.org_number,
            buyer_name=buyer.name,
            contract=each["contract__number"],
            first=month_start(sent),
            last=sent,
            lines=tuple(_lines(no, name, per, price.amount_sek, each["total"])),
        )
        yield one
        if no % (_ABOVE * 4) == 0:
            less = (replace(one.lines[0], amount=(one.lines[0].amount / 10).quantize(_ORE), quantity=Decimal(1)),)
            yield replace(one, number=f"K{one.number}", is_credit=True, credits=(one.number,), lines=less)


def _lines(no: int, name: str, per: str, price: Decimal, total: Decimal) -> Iterator[Line]:
    asked = (price * _TOO_MUCH).quantize(_ORE) if no % _ABOVE == 0 else price
    extra = (total / 20).quantize(_ORE) if no % _EXTRA == 0 else Decimal(0)
    quantity = ((total - extra) / asked).quantize(_ORE)
    yield Line(
        amount=total - extra, quantity=quantity, price=asked, name=name, unit=_UNITS[per], item_id=f"A{no % 40:03}"
    )
    if extra:
        yield Line(amount=extra, name="Tillägg utanför avtalet", unit="C62", item_id="T1")


def _prices(contracts: set[int]) -> dict[int, list[tuple[str, str, Price]]]:
    """The price lists of some contracts as they stand last: what, per what, and the price."""
    found: dict[int, list[tuple[str, str, Price]]] = {}
    items = PriceItem.objects.filter(contract__in=contracts)
    standing = Price.objects.standing().filter(item__in=items).select_related("item")
    for price in standing.order_by("item__contract", "item__name", "item", "-valid_from", "pk"):
        lines = found.setdefault(price.item.contract_id or 0, [])
        if not any(one[2].item_id == price.item_id for one in lines):
            lines.append((price.item.name, price.item.per, price))
    return found
