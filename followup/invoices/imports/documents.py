"""One Peppol BIS Billing 3 document (UBL 2.1): an invoice or a credit note, to plain facts or the faults it has.

A document type declaration is refused before anything is parsed, so that there are no entities, and the parser asks for
nothing outside. Free-text notes, contacts, addresses and attachments are never read. Credit notes carry positive
amounts and become negative; a negative invoice stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from followup.invoices.imports.facts import Fault, Party, ReadInvoice, ReadLine, UnreadableInvoice
from huddinge_vo.common import org_numbers
from huddinge_vo.common.personal_numbers import personal_number_in

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_DOCUMENT = 25 << 20  # bytes
_MOST_FAULTS = 20  # of one document
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CBC = "{" + _UBL + "CommonBasicComponents-2}"
_CAC = "{" + _UBL + "CommonAggregateComponents-2}"
_INVOICE = "{" + _UBL + "Invoice-2}Invoice"
_CREDIT_NOTE = "{" + _UBL + "CreditNote-2}CreditNote"
_ENVELOPE = "StandardBusinessDocument"
_CREDIT_CODES = {"81", "83", "381", "396", "532"}
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?")
_TEN_FIGURES = re.compile(r"(?:\d\D{0,3}){10}")
_ORE = Decimal("0.01")


# Entities are never resolved, nothing is fetched, no more than libxml2's own bounds is taken in.
_HARDENED = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


def read_invoice(content: bytes) -> ReadInvoice:
    """What a document says. Raises UnreadableInvoice."""
    root = _root_of(content)
    reader = _Reader(root)
    found = reader.read()
    if reader.faults or found is None:
        raise UnreadableInvoice(
            reader.faults[:_MOST_FAULTS],
            number=org_numbers.mask_in(reader.number)[:200],
            supplier_org_number=reader.supplier.org_number if reader.supplier else "",
        )
    return found


def _refuse(reason: str, line: int | None = None) -> UnreadableInvoice:
    return UnreadableInvoice([Fault("dokumentet", line, reason)])


def _root_of(content: bytes) -> _Element:
    """The invoice's or credit note's own element. Raises UnreadableInvoice."""
    if len(content) > LARGEST_DOCUMENT:
        raise _refuse(f"Dokumentet är större än {LARGEST_DOCUMENT >> 20} MB.")
    if not content.strip():
        raise _refuse("Filen är tom.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:200]:
        raise _refuse("Dokumentet är inte skrivet i UTF-8, som Peppol kräver.")
    content = content.removeprefix(b"\xef\xbb\xbf")
    said = _ENCODING.match(content)
    if said and said.group(1).lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise _refuse("Dokumentet säger att det inte är skrivet i UTF-8, som Peppol kräver.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _refuse("Dokumentet har en dokumenttypsdeklaration (DTD). Sådana läses inte.")
    try:
        root = etree.fromstring(content, etree.XMLParser(**_HARDENED))
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise _refuse("Dokumentet är ingen giltig XML, eller är för stort eller djupt.", line) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refuse("Dokumentet har en dokumenttypsdeklaration (DTD). Sådana läses inte.")
    if etree.QName(root).localname == _ENVELOPE:
        root = next((each for each in root if each.tag in {_INVOICE, _CREDIT_NOTE}), root)
    if root.tag not in {_INVOICE, _CREDIT_NOTE}:
        raise _refuse(
            "Dokumentet är varken en faktura eller en kreditfaktura enligt UBL 2.1 (Peppol BIS Billing 3).", 1
        )
    return root


class _Reader:
    """Reads one document, and gathers what is wrong with it."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.is_credit = root.tag == _CREDIT_NOTE
        self.faults: list[Fault] = []
        self.number = ""
        self.supplier: Party | None = None

    def read(self) -> ReadInvoice | None:
        """The whole of it, or null where something is missing that nothing can be without."""
        root = self.root
        self.number = self._text(root, "cbc:ID", longest=200)
        supplier = self.supplier = self._party("cac:AccountingSupplierParty")
        buyer = self._party("cac:AccountingCustomerParty")
        issued_on = self._day(root, "cbc:IssueDate", must=True)
        currency = self._text(root, "cbc:DocumentCurrencyCode", longest=3)
        if currency and not _CURRENCY.fullmatch(currency):
            self._fault(root, "cbc:DocumentCurrencyCode", f"”{currency}” är ingen valuta.")
        type_code = self._type_code()
        period = self._period(root)
        amounts = self._amounts(currency)
        lines = tuple(self._lines(currency))
        if amounts is not None and not self.faults:
            self._hold_together(lines, *amounts)
        if not self.number:
            self._fault(root, "cbc:ID", "Fakturan har inget nummer.")
        if not lines and not self.faults:
            self._fault(root, self._line_name, "Fakturan har inga rader.")
        if supplier is None or not supplier.ref:
            self._fault(root, "cac:AccountingSupplierParty", "Det går inte att se vem som säljer.")
        if buyer is None:
            self._fault(root, "cac:AccountingCustomerParty", "Det går inte att se vem som köper.")
        if self.faults or amounts is None or issued_on is None or supplier is None or buyer is None:
            return None
        return (
            ReadInvoice(
                is_credit=self.is_credit,
                type_code=type_code,
                number=self.number,
                issued_on=issued_on,
                currency=currency,
                amount=self._sign(amounts[1]),
                vat_amount=self._sign(amounts[2]),
                period_from=period[0],
                period_until=period[1],
                order_ref=self._free(root, "cac:OrderReference/cbc:ID"),
                buyer_ref=self._free(root, "cbc:BuyerReference"),
                contract_ref=self._free(root, "cac:ContractDocumentReference/cbc:ID"),
                credits=tuple(self._credits()),
                supplier=supplier,
                buyer=buyer,
                lines=lines,
                account=self._account(),
                says_f_tax=self._says_f_tax(),
            )
            if not self.faults
            else None
        )

    # ------------------------------------------------------------------------------------------------- its parts

    @property
    def _line_name(self) -> str:
        return "cac:CreditNoteLine" if self.is_credit else "cac:InvoiceLine"

    def _type_code(self) -> str:
        name = "cbc:CreditNoteTypeCode" if self.is_credit else "cbc:InvoiceTypeCode"
        code = self._text(self.root, name, longest=4)
        if code and (code in _CREDIT_CODES) != self.is_credit:
            kind = "kreditfaktura" if self.is_credit else "faktura"
            self._fault(self.root, name, f"Typkoden {code} hör inte till en {kind}.")
        return code

    def _amounts(self, currency: str) -> tuple[Decimal | None, Decimal, Decimal] | None:
        """The sum of the lines where it is said, the sum without VAT, and the VAT."""
        totals = _first(self.root, "cac:LegalMonetaryTotal")
        if totals is None:
            self._fault(self.root, "cac:LegalMonetaryTotal", "Fakturans summor saknas.")
            return None
        of_lines = self._money(totals, "cbc:LineExtensionAmount", currency)
        without_vat = self._money(totals, "cbc:TaxExclusiveAmount", currency, must=True)
        vat = Decimal(0)
        for total in self.root.iterfind(_named("cac:TaxTotal")):
            said = _first(total, "cbc:TaxAmount")
            if said is not None and said.get("currencyID") == currency:
                vat = self._money(total, "cbc:TaxAmount", currency) or Decimal(0)
                break
        return None if without_vat is None else (of_lines, without_vat, vat)

    def _hold_together(
        self, lines: tuple[ReadLine, ...], of_lines: Decimal | None, without_vat: Decimal, _vat: Decimal
    ) -> None:
        """The sums of the lines, with what the document adds and takes off, are those that it says."""
        totals = _first(self.root, "cac:LegalMonetaryTotal")
        assert totals is not None
        added = sum((self._sign(each.amount) for each in lines), Decimal(0))
        slack = _ORE * max(len(lines), 1)
        if of_lines is not None and abs(added - of_lines) > slack:
            reason = f"Raderna är tillsammans {_told(added)}, men fakturan säger {_told(of_lines)}."
            self._fault(totals, "cbc:LineExtensionAmount", reason)
            return
        for each in self.root.iterfind(_named("cac:AllowanceCharge")):
            amount = self._number(each, "cbc:Amount") or Decimal(0)
            added += amount if _said(each, "cbc:ChargeIndicator") == "true" else -amount
        if abs(added - without_vat) > slack:
            reason = (
                f"Raderna med tillägg och avdrag är tillsammans {_told(added)}, men fakturan säger "
                f"{_told(without_vat)} utan moms."
            )
            self._fault(totals, "cbc:TaxExclusiveAmount", reason)

    def _lines(self, currency: str) -> Iterator[ReadLine]:
        quantity_name = "cbc:CreditedQuantity" if self.is_credit else "cbc:InvoicedQuantity"
        for line in self.root.iterfind(_named(self._line_name)):
            amount = self._money(line, "cbc:LineExtensionAmount", currency, must=True)
            quantity = self._number(line, quantity_name)
            said = _first(line, quantity_name)
            item, price = _first(line, "cac:Item"), _first(line, "cac:Price")
            tax = _first(item, "cac:ClassifiedTaxCategory") if item is not None else None
            period = self._period(line)
            if amount is None:
                continue
            yield ReadLine(
                line_id=_said(line, "cbc:ID")[:60],
                amount=self._sign(amount),
                quantity=None if quantity is None else self._sign(quantity),
                unit_code=(said.get("unitCode") or "")[:10] if said is not None else "",
                item_name=self._free(item, "cbc:Name") if item is not None else "",
                seller_item_id=self._free(item, "cac:SellersItemIdentification/cbc:ID") if item is not None else "",
                standard_item_id=_said(item, "cac:StandardItemIdentification/cbc:ID")[:200] if item is not None else "",
                price=self._number(price, "cbc:PriceAmount") if price is not None else None,
                base_quantity=(self._number(price, "cbc:BaseQuantity") if price is not None else None) or Decimal(1),
                period_from=period[0],
                period_until=period[1],
                vat_category=_said(tax, "cbc:ID")[:3] if tax is not None else "",
                vat_percent=self._number(tax, "cbc:Percent") if tax is not None else None,
            )

    def _credits(self) -> Iterator[tuple[str, date | None]]:
        for each in self.root.iterfind(_named("cac:BillingReference/cac:InvoiceDocumentReference")):
            number = self._text(each, "cbc:ID", longest=200)
            if number:
                yield number, self._day(each, "cbc:IssueDate")

    def _party(self, name: str) -> Party | None:
        party = _first(self.root, f"{name}/cac:Party")
        if party is None:
            return None
        numbers = tuple(dict.fromkeys(_swedish_numbers(party)))
        legal = _first(party, "cac:PartyLegalEntity")
        named = (_said(legal, "cbc:RegistrationName") if legal is not None else "") or _said(
            party, "cac:PartyName/cbc:Name"
        )
        # A person's number may stand behind a sole trader's name.
        named = org_numbers.mask_in(named)[:300]
        scheme, ref = ("0007", numbers[0]) if numbers else _other_ref(party, named)
        return Party(numbers, scheme[:20], ref[:200], named)

    def _account(self) -> str:
        """The account that is to be paid to; the first where several are offered."""
        return _said(self.root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")[:200]

    def _says_f_tax(self) -> bool:
        """Whether the seller says that it is approved for F-tax: a tax registration beside the VAT number."""
        schemes = self.root.iterfind(_named("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme"))
        return any(
            _said(each, "cac:TaxScheme/cbc:ID") != "VAT" and "f-skatt" in _said(each, "cbc:CompanyID").casefold()
            for each in schemes
        )

    # ---------------------------------------------------------------------------------------------- what they say

    def _sign(self, amount: Decimal) -> Decimal:
        return -amount if self.is_credit and amount else amount

    def _period(self, of: _Element) -> tuple[date | None, date | None]:
        period = _first(of, "cac:InvoicePeriod")
        if period is None:
            return None, None
        first, last = self._day(period, "cbc:StartDate"), self._day(period, "cbc:EndDate")
        if first and last and last < first:
            self._fault(period, "cbc:EndDate", "Perioden slutar innan den börjar.")
        return first, last

    def _text(self, of: _Element, name: str, *, longest: int) -> str:
        text = _said(of, name)
        if len(text) > longest:
            self._fault(of, name, f"Texten är längre än {longest} tecken.")
        return text[:longest]

    def _free(self, of: _Element, name: str) -> str:
        """A text that people write in: a personal number in it refuses the document."""
        text = " ".join(_said(of, name).split())[:200]
        if text and (not text.isascii() or _TEN_FIGURES.search(text)) and personal_number_in(text):
            reason = "Här står något som ser ut som ett personnummer. Be leverantören om en faktura utan."
            self._fault(of, name, reason)
        return text

    def _day(self, of: _Element, name: str, *, must: bool = False) -> date | None:
        text = _said(of, name)
        if not text:
            if must:
                self._fault(of, name, "Datum saknas.")
            return None
        try:
            found = _DAY.fullmatch(text)
            if found and 1990 <= int(found[1]) <= 2100:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        self._fault(of, name, f"”{text[:30]}” är inget datum.")
        return None

    def _number(self, of: _Element, name: str) -> Decimal | None:
        text = _said(of, name)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self._fault(of, name, f"”{text[:30]}” är inget tal.")
            return None
        return Decimal(text)

    def _money(self, of: _Element, name: str, currency: str, *, must: bool = False) -> Decimal | None:
        amount = self._number(of, name)
        if amount is None:
            if must and not _said(of, name):
                self._fault(of, name, "Beloppet saknas.")
            return None
        element = _first(of, name)
        said = element.get("currencyID") if element is not None else None
        if said != currency:
            self._fault(of, name, f"Beloppet är i {said or 'ingen valuta'}, men fakturan är i {currency}.")
        if amount != amount.quantize(_ORE):
            self._fault(of, name, f"Beloppet {str(amount).replace('.', ',')} har fler än två decimaler.")
        return amount

    def _fault(self, of: _Element, name: str, reason: str) -> None:
        element = _first(of, name)
        nearest = element if element is not None else of
        self.faults.append(Fault(f"{_place(of)}{name}"[:300], nearest.sourceline, reason))


def _told(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _swedish_numbers(party: _Element) -> Iterator[str]:
    """The valid Swedish organisation numbers that a party goes by, the one that says most first."""
    legal = _first(party, "cac:PartyLegalEntity/cbc:CompanyID")
    scheme = legal.get("schemeID") if legal is not None else "none"
    is_abroad = _said(party, "cac:PostalAddress/cac:Country/cbc:IdentificationCode") not in {"", "SE"}
    if legal is not None and (scheme == "0007" or (not scheme and not is_abroad)):
        yield from _valid(legal.text)
    endpoint = _first(party, "cbc:EndpointID")
    if endpoint is not None and endpoint.get("schemeID") in {"0007", "9955"}:
        yield from _valid(_of_vat(endpoint.text) if endpoint.get("schemeID") == "9955" else endpoint.text)
    for each in party.iterfind(_named("cac:PartyIdentification/cbc:ID")):
        if each.get("schemeID") == "0007":
            yield from _valid(each.text)
    for each in party.iterfind(_named("cac:PartyTaxScheme/cbc:CompanyID")):
        yield from _valid(_of_vat(each.text))


def _valid(text: str | None) -> Iterator[str]:
    if number := org_numbers.normalise(text):
        yield number


def _of_vat(text: str | None) -> str:
    """The organisation number within a Swedish VAT number, SE and twelve figures; else nothing."""
    found = re.fullmatch(r"\s*SE(\d{10})\d\d\s*", text or "")
    return found[1] if found else ""


def _other_ref(party: _Element, name: str) -> tuple[str, str]:
    """What else a party is known by: its electronic address, which every Peppol document has; else its number, name."""
    endpoint = _first(party, "cbc:EndpointID")
    if endpoint is not None and (endpoint.text or "").strip():
        return endpoint.get("schemeID") or "", (endpoint.text or "").strip()
    for each in (
        "cac:PartyLegalEntity/cbc:CompanyID",
        "cac:PartyTaxScheme/cbc:CompanyID",
        "cac:PartyIdentification/cbc:ID",
    ):
        if said := _said(party, each):
            return "id", said
    return "namn", name


_NAMES: dict[str, str] = {}


def _named(name: str) -> str:
    """A path as it is written in the standard, with the namespaces written out."""
    found = _NAMES.get(name)
    if found is None:
        found = _NAMES[name] = name.replace("cbc:", _CBC).replace("cac:", _CAC)
    return found


def _first(of: _Element, name: str) -> _Element | None:
    found: _Element | None = of.find(_named(name))
    return found


def _said(of: _Element, name: str) -> str:
    text: str | None = of.findtext(_named(name))
    return text.strip() if text else ""


def _place(of: _Element) -> str:
    """Where an element stands in its document, as cac:InvoiceLine[2]/."""
    steps = []
    while (parent := of.getparent()) is not None:
        name = etree.QName(of).localname
        same = [each for each in parent if each.tag == of.tag]
        steps.append(f"cac:{name}[{same.index(of) + 1}]/" if len(same) > 1 else f"cac:{name}/")
        of = parent
    return "".join(reversed(steps))
