"""The demo's e-invoices: of the last months' ledger rows, as their suppliers could have sent them, by the real import.

Most are at the contract's price. A few are above it, a few have something that the contract does not, one credits
another, and some tell of purchases that are not booked yet. Who gets which is by place, and the same each time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from django.db.models import Min, Sum

from contracts.prices.models import Price, PriceItem
from contracts.suppliers.models import Supplier
from followup.invoices.actions import load_invoice_import, receive_invoices
from followup.invoices.models import InvoiceImport
from followup.judging.choices import Bucket
from followup.judging.models import JudgedRow
from followup.price_control.actions import answer_claim, control_prices, make_claim, send_claim
from followup.price_control.models import PriceDeviation
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import LAST_YEAR, Period, add_months, month_start
from huddinge_vo.demo.peppol import Line, Written

NAME = "e-fakturor demo.zip"
_MOST = 160
_MONTHS = 3
_SENT_BEFORE = timedelta(days=6)  # a posting
_ABOVE, _EXTRA, _LATER = 9, 14, 20  # every so manieth
_TOO_MUCH = Decimal("1.06")
_CREDITED_AFTER, _WAITS = 25, 12  # days ago
_ORE = Decimal("0.01")
_OF = ("supplier", "supplier__name", "supplier__org_number")
_UNITS = {"DAY": "DAY", "HOUR": "HUR", "MONTH": "MON", "VISIT": "C62", "PLACE": "C62"}


def load_invoices(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Read them in and hold them to the price lists, as a controller would, and ask some of it back."""
    if InvoiceImport.objects.filter(buyer=buyer, is_demo=True).exists():
        return
    written = list(_written(buyer, on))
    if not written:
        return
    by = users["controller"]
    wrong = replace(written[0], number="FEL-1", without_vat=Decimal("1.00"))
    _read(NAME, [*written, wrong], buyer, by, at)
    _claim({each.number: each for each in written}, buyer, by, on, at)


def _read(name: str, written: Sequence[Written], buyer: Organization, by: User, at: datetime) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for no, each in enumerate(written, start=1):
            made.writestr(f"{no:03}.xml", each.xml())
    content.seek(0)
    received = receive_invoices(file=content, name=name, buyer=buyer, by=by, at=at)
    InvoiceImport.objects.filter(pk=received.pk).update(is_demo=True)
    load_invoice_import(invoice_import_id=received.pk, at=at)
    control_prices(buyer_id=buyer.pk, at=at)


def _claim(written: dict[str, Written], buyer: Organization, by: User, on: date, at: datetime) -> None:
    """Three claims: one that has been credited, one that waits for its answer, and one to be read before it is sent."""
    deviations = PriceDeviation.objects.visible_to(by).for_buyer(buyer)
    suppliers = [each["line__invoice__supplier"] for each in deviations.by_supplier().filter(free__gt=0)[:3]]
    claims = [make_claim(supplier=Supplier.objects.get(pk=pk), buyer=buyer, by=by, at=at) for pk in suppliers]
    for claim, ago in zip(claims, (_CREDITED_AFTER, _WAITS), strict=False):
        send_claim(claim_id=claim.pk, on=on - timedelta(days=ago), by=by, at=at)
    if not claims:
        return
    first = claims[0]
    answered_on = on - timedelta(days=_WAITS)
    words = "Priset höjdes av misstag. Vi krediterar."
    answer_claim(claim_id=first.pk, answer="ACCEPTED", words=words, on=answered_on, by=by, at=at)
    deviation = first.deviations.select_related("line__invoice").order_by("pk").first()
    if deviation is not None and deviation.line.invoice.number in written:
        one = written[deviation.line.invoice.number]
        lines = (Line(amount=first.claimed_sek, name="Rättelse av pris", unit="C62"),)
        note = replace(one, number=f"R{one.number}", is_credit=True, credits=(one.number,), issued_on=answered_on)
        _read(f"rattelser {NAME}", [replace(note, lines=lines, charges=())], buyer, by, at)


def _written(buyer: Organization, on: date) -> Iterator[Written]:
    """One for each supplier and number of the last months, on a contract with a price list; nothing secret."""
    since = add_months(month_start(on), -_MONTHS)
    rows = JudgedRow.objects.public().filter(buyer=buyer, bucket=Bucket.ON_CONTRACT, month__gte=since)
    rows = rows.filter(contract__in=PriceItem.objects.values("contract"), supplier__is_sole_trader=False)
    bought = rows.exclude(invoice_number="").values(*_OF, "contract", "contract__number", "invoice_number")
    summed = bought.annotate(total=Sum("sum_sek"), day=Min("booked_on")).filter(total__gt=1000)
    found = list(summed.order_by("-day", "contract", "invoice_number", "supplier")[:_MOST])
    prices = _prices({each["contract"] for each in found})
    for no, each in enumerate(found, start=1):
        sent = each["day"] - _SENT_BEFORE
        month = Period.containing(month_start(sent) - timedelta(days=1))  # of what was done the month before
        price = next((one for one in prices.get(each["contract"], ()) if month.last in _days(one)), None)
        if price is None or not each["supplier__org_number"]:
            continue
        lines = tuple(_lines(no, price, each["total"]))
        left = each["total"] - sum(line.amount for line in lines)
        one = Written(
            number=each["invoice_number"] if no % _LATER else f"{each['invoice_number']}-B",
            issued_on=sent,
            seller=each["supplier__org_number"],
            seller_name=each["supplier__name"],
            buyer=buyer.org_number,
            buyer_name=buyer.name,
            contract=each["contract__number"],
            first=month.first,
            last=month.last,
            lines=lines,
            charges=(left,) if left else (),
            account=f"{each['supplier__org_number'][-6:]}-{0 if no > 1 else 9}",  # the latest wants another account
            f_tax=True,
        )
        yield one
        if no % (_ABOVE * 4) == 0:
            less = (replace(one.lines[0], amount=one.lines[0].price or Decimal(1), quantity=Decimal(1)),)
            credit = replace(one, number=f"K{one.number}", is_credit=True, credits=(one.number,))
            yield replace(credit, lines=less, charges=())


def _lines(no: int, price: Price, total: Decimal) -> Iterator[Line]:
    """At the contract's price, or above it; and here and there something that it does not have."""
    asked = (price.amount_sek * _TOO_MUCH).quantize(_ORE) if no % _ABOVE == 0 else price.amount_sek
    extra = (total / 20).quantize(_ORE) if no % _EXTRA == 0 else Decimal(0)
    quantity = max(((total - extra) / asked).quantize(Decimal(1), ROUND_DOWN), Decimal(1))
    yield Line(
        amount=(asked * quantity).quantize(_ORE),
        quantity=quantity,
        price=asked,
        name=price.item.name,
        unit=_UNITS[price.item.per],
        item_id=f"A{price.item_id:05}",
    )
    if extra:
        yield Line(amount=extra, name="Tillägg utanför avtalet", unit="C62", item_id="T1")


def _days(price: Price) -> Period:
    return Period(price.valid_from, price.valid_until or date(LAST_YEAR, 12, 31))


def _prices(contracts: set[int]) -> dict[int, list[Price]]:
    """The price lists of some contracts, by contract; not what units have of their own."""
    found: dict[int, list[Price]] = {}
    items = PriceItem.objects.filter(contract__in=contracts, unit__isnull=True)
    standing = Price.objects.standing().filter(item__in=items).select_related("item")
    for price in standing.order_by("item__contract", "item__name", "item", "-valid_from", "pk"):
        found.setdefault(price.item.contract_id or 0, []).append(price)
    return found
