"""Invented e-invoices, written as Peppol BIS Billing 3 has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{_UBL}CommonAggregateComponents-2", f"{_UBL}CommonBasicComponents-2"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as it is written: in a credit note what is credited stands without a minus."""

    amount: Decimal
    quantity: Decimal = Decimal(1)
    unit: str = "DAY"
    name: str = "Vårddygn"
    item_id: str = ""
    price: Decimal | None = None
    per: Decimal | None = None
    vat: Decimal = Decimal(0)
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A document as it is written."""

    number: str
    issued_on: date
    lines: Sequence[Line]
    seller: str
    seller_name: str = "Provhem AB"
    buyer: str = "2120000068"
    buyer_name: str = "Huddinge kommun"
    is_credit: bool = False
    currency: str = "SEK"
    contract: str = ""
    order: str = ""
    reference: str = ""
    note: str = ""
    credits: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    without_vat: Decimal | None = None  # where it is not the lines' own sum
    charges: Sequence[Decimal] = field(default=())  # what is added to the whole; taken off when negative
    account: str = ""
    f_tax: bool = False

    def xml(self) -> bytes:
        """The document."""
        root = "CreditNote" if self.is_credit else "Invoice"
        code = "381" if self.is_credit else "380"
        of_lines = sum((each.amount for each in self.lines), Decimal(0))
        whole = of_lines + sum(self.charges, Decimal(0)) if self.without_vat is None else self.without_vat
        vat = sum((each.amount * each.vat / 100 for each in self.lines), Decimal(0)).quantize(Decimal("0.01"))
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<{root} xmlns="{_UBL}{root}-2" xmlns:cac="{_CAC}" xmlns:cbc="{_CBC}">',
            _said("CustomizationID", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"),
            _said("ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
            _said("ID", self.number),
            _said("IssueDate", self.issued_on),
            _said(f"{root}TypeCode", code),
            _said("Note", self.note),
            _said("DocumentCurrencyCode", self.currency),
            _said("BuyerReference", self.reference),
            _period(self.first, self.last),
            _within("OrderReference", _said("ID", self.order)),
            *(_within("BillingReference", _within("InvoiceDocumentReference", _said("ID", n))) for n in self.credits),
            _within("ContractDocumentReference", _said("ID", self.contract)),
            _party("AccountingSupplierParty", self.seller, self.seller_name, f_tax=self.f_tax),
            _party("AccountingCustomerParty", self.buyer, self.buyer_name),
            _within("PaymentMeans", _within("PayeeFinancialAccount", _said("ID", self.account))),
            *(self._charge(each) for each in self.charges),
            _within("TaxTotal", self._money("TaxAmount", vat)),
            _within(
                "LegalMonetaryTotal",
                self._money("LineExtensionAmount", of_lines)
                + self._money("TaxExclusiveAmount", whole)
                + self._money("TaxInclusiveAmount", whole + vat)
                + self._money("PayableAmount", whole + vat),
            ),
            *(self._line(no, each) for no, each in enumerate(self.lines, start=1)),
            f"</{root}>",
        ]
        return "\n".join(filter(None, parts)).encode()

    def _money(self, name: str, amount: Decimal) -> str:
        return f'<cbc:{name} currencyID="{self.currency}">{amount}</cbc:{name}>'

    def _charge(self, amount: Decimal) -> str:
        is_added = "true" if amount > 0 else "false"
        return _within("AllowanceCharge", _said("ChargeIndicator", is_added) + self._money("Amount", abs(amount)))

    def _line(self, no: int, line: Line) -> str:
        name, quantity = (
            ("CreditNoteLine", "CreditedQuantity") if self.is_credit else ("InvoiceLine", "InvoicedQuantity")
        )
        price = line.amount / line.quantity if line.price is None else line.price
        return _within(
            name,
            _said("ID", no)
            + f"<cbc:{quantity} unitCode={quoteattr(line.unit)}>{line.quantity}</cbc:{quantity}>"
            + self._money("LineExtensionAmount", line.amount)
            + _period(line.first, line.last)
            + _within(
                "Item",
                _said("Name", line.name)
                + _within("SellersItemIdentification", _said("ID", line.item_id))
                + _within("ClassifiedTaxCategory", _said("ID", "S" if line.vat else "E") + _said("Percent", line.vat)),
            )
            + _within(
                "Price",
                self._money("PriceAmount", abs(price)) + (_said("BaseQuantity", line.per) if line.per else ""),
            ),
        )


def _said(name: str, value: object) -> str:
    text = escape(str(value)) if value or value == 0 else ""
    return f"<cbc:{name}>{text}</cbc:{name}>" if text else ""


def _within(name: str, content: str) -> str:
    return f"<cac:{name}>{content}</cac:{name}>" if content else ""


def _period(first: date | None, last: date | None) -> str:
    return _within(
        "InvoicePeriod", (_said("StartDate", first) if first else "") + (_said("EndDate", last) if last else "")
    )


_F_TAX = _within("PartyTaxScheme", _said("CompanyID", "Godkänd för F-skatt") + _within("TaxScheme", _said("ID", "TAX")))


def _party(role: str, number: str, name: str, *, f_tax: bool = False) -> str:
    number_said = f'<cbc:CompanyID schemeID="0007">{escape(number)}</cbc:CompanyID>' if number else ""
    return _within(
        role,
        _within(
            "Party",
            f'<cbc:EndpointID schemeID="0007">{escape(number or "okänd")}</cbc:EndpointID>'
            + (_F_TAX if f_tax else "")
            + _within("PartyLegalEntity", _said("RegistrationName", name) + number_said),
        ),
    )
