"""Reading a Peppol document: what it says, what is refused and where, and what is never read. Without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from followup.invoices.imports import UnreadableInvoice, read_invoice
from huddinge_vo.demo.peppol import Line, Written

SELLER = "5566778899"
PLAIN = Written(
    number="F-17",
    issued_on=date(2026, 3, 31),
    seller=SELLER,
    lines=(
        Line(amount=Decimal("3700.00"), quantity=Decimal(2), price=Decimal("1850.00")),
        Line(amount=Decimal("120.50")),
    ),
)


def refused(content):
    with pytest.raises(UnreadableInvoice) as error:
        read_invoice(content)
    return error.value


def only_fault(content):
    (fault,) = refused(content).faults
    return fault


def test_an_invoice_says_who_when_and_how_much():
    read = read_invoice(PLAIN.xml())
    assert (read.number, read.issued_on, read.is_credit) == ("F-17", date(2026, 3, 31), False)
    assert (read.amount, read.currency) == (Decimal("3820.50"), "SEK")
    assert (read.supplier.scheme, read.supplier.ref, read.supplier.org_number) == ("0007", SELLER, SELLER)
    assert read.buyer.numbers == ("2120000068",)
    first, second = read.lines
    assert (first.amount, first.quantity, first.price, first.unit_code) == (3700, 2, 1850, "DAY")
    assert (second.amount, second.item_name) == (Decimal("120.50"), "Vårddygn")


def test_a_credit_note_is_negative_in_all_its_parts_and_names_what_it_credits():
    read = read_invoice(replace(PLAIN, is_credit=True, credits=("F-16",)).xml())
    assert (read.is_credit, read.amount) == (True, Decimal("-3820.50"))
    assert [line.amount for line in read.lines] == [Decimal("-3700.00"), Decimal("-120.50")]
    assert read.lines[0].quantity == -2
    assert read.lines[0].price == 1850
    assert read.credits == (("F-16", None),)


def test_a_negative_invoice_stays_negative_and_a_negative_line_of_a_credit_note_becomes_positive():
    less = (Line(amount=Decimal("-500.00"), quantity=Decimal(-1)),)
    assert read_invoice(replace(PLAIN, lines=less).xml()).amount == Decimal("-500.00")
    assert read_invoice(replace(PLAIN, lines=less, is_credit=True).xml()).amount == Decimal("500.00")


def test_what_is_added_and_taken_off_is_in_the_sum_without_vat_and_the_vat_is_not():
    lines = (Line(amount=Decimal("1000.00"), vat=Decimal(25)),)
    read = read_invoice(replace(PLAIN, lines=lines, charges=(Decimal("25.00"), Decimal("-10.00"))).xml())
    assert (read.amount, read.vat_amount) == (Decimal("1015.00"), Decimal("250.00"))


def test_a_sum_that_is_not_that_of_the_lines_is_refused_with_both():
    fault = only_fault(replace(PLAIN, without_vat=Decimal("3920.50")).xml())
    assert fault.place == "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount"
    assert "3820,50" in fault.reason
    assert "3920,50" in fault.reason
    assert fault.line is not None


def test_notes_are_never_read():
    noted = replace(PLAIN, note="Gäller Anna, 850709-9805").xml()
    assert b"Anna" in noted
    assert "Anna" not in repr(read_invoice(noted))
    assert read_invoice(noted).digest == read_invoice(PLAIN.xml()).digest


@pytest.mark.parametrize("where", ["name", "reference", "order", "contract", "item_id"])
def test_a_personal_number_in_what_would_be_kept_refuses_the_document_and_is_not_said_again(where):
    written = "Vårddygn 850709-9805"
    if where in {"name", "item_id"}:
        bad = replace(PLAIN, lines=(PLAIN.lines[0], replace(PLAIN.lines[1], **{where: written})))
        place = "cac:InvoiceLine[2]/cac:Item/"
    else:
        bad, place = replace(PLAIN, **{where: written}), ""
    fault = only_fault(bad.xml())
    assert fault.place.startswith(place)
    assert "personnummer" in fault.reason
    assert "9805" not in fault.reason


def test_a_sole_traders_number_is_a_number_of_a_supplier():
    assert read_invoice(replace(PLAIN, seller="8507099805").xml()).supplier.org_number == "8507099805"


def test_a_number_with_a_wrong_check_digit_is_kept_as_an_address_and_tells_no_supplier():
    read = read_invoice(replace(PLAIN, seller="5566778898").xml())
    assert (read.supplier.org_number, read.supplier.ref) == ("", "5566778898")


def test_the_same_content_written_otherwise_has_the_same_fingerprint_and_another_amount_another():
    again = PLAIN.xml().replace(b"3700.00<", b"3700.0<").replace(b"\n", b"\n   ")
    assert read_invoice(again).digest == read_invoice(PLAIN.xml()).digest
    assert read_invoice(replace(PLAIN, reference="VON").xml()).digest != read_invoice(PLAIN.xml()).digest


DTD = b'<!DOCTYPE Invoice [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"hej", "giltig XML"),
        (PLAIN.xml()[:-20], "giltig XML"),
        (PLAIN.xml().replace(b"<Invoice", DTD + b"<Invoice", 1), "DTD"),
        (PLAIN.xml().decode().encode("utf-16"), "UTF-8"),
        (PLAIN.xml().replace(b'"UTF-8"', b'"ISO-8859-1"', 1), "UTF-8"),
        (PLAIN.xml().replace(b'"UTF-8"', b'"UTF-7"', 1), "UTF-8"),
        (b'<?xml version="1.0"?><Order/>', "varken en faktura"),
        (b"<a>" * 5000 + b"</a>" * 5000, "giltig XML"),
    ],
)
def test_what_is_no_invoice_is_refused_with_the_reason(content, words):
    assert words in only_fault(content).reason


def test_an_entity_reads_no_file_of_the_server(tmp_path):
    secret = tmp_path / "hemlig.txt"
    secret.write_text("hemligt")
    declared = f'<!DOCTYPE Invoice [<!ENTITY x SYSTEM "{secret.as_uri()}">]><Invoice'.encode()
    content = PLAIN.xml().replace(b"<Invoice", declared, 1).replace(b"F-17", b"&x;")
    assert "hemligt" not in str(refused(content))


def test_a_document_that_is_too_large_is_not_parsed():
    assert "större än" in only_fault(PLAIN.xml() + b" " * (25 << 20)).reason


@pytest.mark.parametrize(
    ("was", "becomes", "place", "words"),
    [
        (b"<cbc:ID>F-17</cbc:ID>", b"", "cbc:ID", "inget nummer"),
        (b"2026-03-31", b"2026-02-31", "cbc:IssueDate", "inget datum"),
        (b"<cbc:IssueDate>2026-03-31</cbc:IssueDate>", b"", "cbc:IssueDate", "saknas"),
        (b">380<", b">381<", "cbc:InvoiceTypeCode", "hör inte till"),
        (b">SEK<", b">kr<", "cbc:DocumentCurrencyCode", "ingen valuta"),
        (b"3820.50", b"3 820,50", "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", "inget tal"),
        (b"3820.50", b"3820.505", "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", "två decimaler"),
        (b'"SEK">120.50', b'"EUR">120.50', "cac:InvoiceLine[2]/cbc:LineExtensionAmount", "EUR"),
        (b"AccountingCustomerParty", b"BuyerCustomerParty", "cac:AccountingCustomerParty", "vem som köper"),
        (b"AccountingSupplierParty", b"SellerSupplierParty", "cac:AccountingSupplierParty", "vem som säljer"),
        (b"cac:LegalMonetaryTotal", b"cac:OtherTotal", "cac:LegalMonetaryTotal", "summor saknas"),
        (b"2026-03-31", b"1889-03-31", "cbc:IssueDate", "inget datum"),
        (b"F-17", b"F" * 201, "cbc:ID", "längre än 200"),
        (
            b'<cbc:TaxExclusiveAmount currencyID="SEK">3820.50</cbc:TaxExclusiveAmount>',
            b"",
            "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
            "saknas",
        ),
        (
            b'<cbc:LineExtensionAmount currencyID="SEK">120.50',
            b"<cbc:LineExtensionAmount>120.50",
            "cac:InvoiceLine[2]/cbc:LineExtensionAmount",
            "ingen valuta",
        ),
        (
            b'<cbc:LineExtensionAmount currencyID="SEK">3820.50',
            b'<cbc:LineExtensionAmount currencyID="SEK">3820.60',
            "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
            "3820,60",
        ),
    ],
)
def test_each_fault_says_its_place_and_its_reason(was, becomes, place, words):
    content = PLAIN.xml()
    assert was in content
    faults = refused(content.replace(was, becomes)).faults
    assert any(each.place == place and words in each.reason and each.line for each in faults), faults


def test_a_document_with_several_faults_tells_all_of_them():
    content = PLAIN.xml().replace(b"2026-03-31", b"igar").replace(b"120.50<", b"x<")
    assert len(refused(content).faults) >= 2


def test_an_invoice_in_its_peppol_envelope_is_read():
    inner = PLAIN.xml().split(b"\n", 1)[1]
    content = b'<StandardBusinessDocument xmlns="urn:sbdh"><Header/>' + inner + b"</StandardBusinessDocument>"
    assert read_invoice(content).amount == Decimal("3820.50")


def test_an_invoice_without_lines_is_refused():
    assert "inga rader" in only_fault(replace(PLAIN, lines=()).xml()).reason


def test_a_period_that_ends_before_it_begins_is_refused_at_the_line_it_stands_on():
    turned = replace(PLAIN.lines[0], first=date(2026, 3, 31), last=date(2026, 3, 1))
    fault = only_fault(replace(PLAIN, lines=(turned, PLAIN.lines[1])).xml())
    assert fault.place == "cac:InvoiceLine[1]/cac:InvoicePeriod/cbc:EndDate"
    assert "innan den börjar" in fault.reason


def test_no_more_faults_are_told_than_a_person_reads():
    lines = tuple(Line(amount=Decimal(1), name=f"Dygn {no}") for no in range(40))
    content = replace(PLAIN, lines=lines).xml().replace(b'<cbc:LineExtensionAmount currencyID="SEK">1<', b"<x>1<")
    content = content.replace(b"1</cbc:LineExtensionAmount>", b"1</x>")
    assert len(refused(content).faults) == 20


def test_a_vat_in_another_currency_is_not_counted_as_the_invoices():
    lines = (Line(amount=Decimal("1000.00"), vat=Decimal(25)),)
    content = replace(PLAIN, lines=lines).xml()
    assert read_invoice(content).vat_amount == Decimal("250.00")
    in_euro = b'<cbc:TaxAmount currencyID="EUR">'
    assert read_invoice(content.replace(b'<cbc:TaxAmount currencyID="SEK">', in_euro)).vat_amount == 0


def test_an_item_is_the_same_by_its_number_and_by_its_name_however_that_is_written():
    def key(**line):
        return read_invoice(replace(PLAIN, lines=(Line(amount=Decimal(1), **line),)).xml()).lines[0].item_key

    assert key(name="Vårddygn, HVB") == key(name="vårddygn  HVB")
    assert key(name="Vårddygn", item_id="17") == key(name="Boendedygn", item_id="17")
    assert key(name="Vårddygn", unit="DAY") != key(name="Vårddygn", unit="HUR")
    assert key(name="") == ""


def of_seller(parts, *, is_abroad=False):
    """The plain invoice whose seller says nothing of itself but these parts."""
    content = PLAIN.xml().decode()
    before, rest = content.split("<cac:AccountingSupplierParty><cac:Party>", 1)
    after = rest.split("</cac:Party></cac:AccountingSupplierParty>", 1)[1]
    country = "<cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country>"
    party = f"{parts}{f'<cac:PostalAddress>{country}</cac:PostalAddress>' if is_abroad else ''}"
    opened, closed = "<cac:AccountingSupplierParty><cac:Party>", "</cac:Party></cac:AccountingSupplierParty>"
    return read_invoice(f"{before}{opened}{party}{closed}{after}".encode()).supplier


@pytest.mark.parametrize(
    ("parts", "is_abroad", "ref", "org_number"),
    [
        ('<cbc:EndpointID schemeID="9955">SE556677889901</cbc:EndpointID>', False, SELLER, SELLER),
        (
            f'<cac:PartyIdentification><cbc:ID schemeID="0007">{SELLER}</cbc:ID></cac:PartyIdentification>',
            False,
            SELLER,
            SELLER,
        ),
        (
            "<cac:PartyTaxScheme><cbc:CompanyID>SE556677889901</cbc:CompanyID></cac:PartyTaxScheme>",
            False,
            SELLER,
            SELLER,
        ),
        # A number of another country that happens to be a Swedish one is its own alone.
        (f"<cac:PartyLegalEntity><cbc:CompanyID>{SELLER}</cbc:CompanyID></cac:PartyLegalEntity>", True, SELLER, ""),
        (
            f"<cac:PartyLegalEntity><cbc:CompanyID>{SELLER}</cbc:CompanyID></cac:PartyLegalEntity>",
            False,
            SELLER,
            SELLER,
        ),
        ("<cac:PartyIdentification><cbc:ID>K-9</cbc:ID></cac:PartyIdentification>", False, "K-9", ""),
        ("<cac:PartyTaxScheme><cbc:CompanyID>NO123</cbc:CompanyID></cac:PartyTaxScheme>", True, "NO123", ""),
        ("<cac:PartyName><cbc:Name>Provhem AS</cbc:Name></cac:PartyName>", False, "Provhem AS", ""),
    ],
)
def test_a_seller_is_known_by_the_number_that_says_most_else_by_what_else_it_goes_by(parts, is_abroad, ref, org_number):
    party = of_seller(parts, is_abroad=is_abroad)
    assert (party.ref, party.org_number) == (ref, org_number)


def test_a_seller_that_is_called_nothing_at_all_is_refused():
    with pytest.raises(UnreadableInvoice) as error:
        of_seller("<cbc:Other/>")
    assert any("vem som säljer" in each.reason for each in error.value.faults)
