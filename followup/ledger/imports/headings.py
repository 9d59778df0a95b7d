"""Which column of a ledger file holds what: by the specification's headings and their aliases, or by a profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from followup.ledger.imports.how import How, Note
from huddinge_vo.common.files.tabular import (
    Record,
    SheetTable,
    TextTable,
    UndecidedFile,
    UnreadableFile,
    clean_heading,
    plain_heading,
)

# Our names ← headings without case, accents and signs. The first heading is the specification's own.
HEADINGS: dict[str, tuple[str, ...]] = {
    "buyer_ref": ("kopareid", "koparensid", "koparensorganisationsnummer", "kopareorgnr", "koparorgnr"),
    "buyer_name": ("kopare", "kopandeenhet", "koparensnamn", "koparenamn"),
    "voucher": ("verifikationsnummer", "verifikation", "vernr", "verifikationsnr", "vernummer"),
    "supplier_name": ("leverantor", "leverantorsnamn", "leverantorensnamn", "leverantornamn"),
    "supplier_ref": (
        "leverantorid",
        "leverantorsid",
        "organisationsnummer",
        "orgnr",
        "leverantorensorganisationsnummer",
        "leverantorsorgnr",
        "leverantororgnr",
        "leverantorsnummer",
        "leverantorsnr",
    ),
    "account": ("kontonr", "konto", "kontonummer"),
    "account_text": ("kontotext", "kontonamn", "kontobenamning"),
    "amount": (
        "belopp",
        "nettobelopp",
        "beloppsek",
        "beloppexklmoms",
        "beloppexklusivemoms",
        "beloppexmoms",
        "beloppkr",
    ),
    "booked_on": ("datum", "bokforingsdatum", "bokforddatum", "bokford", "verifikationsdatum"),
    "unit": ("forvaltning", "enhet", "namnd", "organisationsenhet"),
    "invoice_number": ("fakturanummer", "fakturanr", "faktura"),
    "basis": ("grund", "grundforinkopet", "inkopsgrund"),
    "contract_ref": ("avtal", "avtalsnummer", "avtalsid", "avtalsnr"),
    "service_on": ("fakturaperiodslut", "leveransdatum", "tjanstedatum", "prestationsdatum"),
}
_FIELD_OF = {heading: name for name, headings in HEADINGS.items() for heading in headings}
# What a person calls our fields: the specification's own headings, in its own order.
SPEC = {
    "buyer_ref": "kopare_id",
    "buyer_name": "kopare",
    "voucher": "verifikationsnummer",
    "supplier_name": "leverantor",
    "supplier_ref": "leverantor_id",
    "account": "konto_nr",
    "account_text": "konto_text",
    "amount": "belopp",
    "booked_on": "datum",
    "unit": "forvaltning",
    "invoice_number": "fakturanummer",
    "contract_ref": "avtal",
    "service_on": "leveransdatum",
}
# Headings of other systems, from which a person's choices are filled in beforehand. Nothing is read by them alone.
GUESSES: dict[str, tuple[str, ...]] = {
    "buyer_ref": ("bodycode", "organisationcode", "buyerid", "entityid", "bolagsnr"),
    "buyer_name": ("bodyname", "organisationname", "buyer", "entity", "publicbody", "bolag", "organisation"),
    "voucher": ("transactionnumber", "transactionno", "transno", "voucherno", "vouchernumber", "voucher", "ver"),
    "supplier_name": (
        *("suppliername", "vendorname", "supplier", "vendor", "payee", "beneficiary", "beneficiaryname", "merchant"),
        *("motpart", "mottagare", "levnamn", "lev"),
    ),
    "supplier_ref": ("supplierid", "suppliernumber", "vendorid", "vendornumber", "motpartsid", "levnr", "levorgnr"),
    "account": ("account", "accountcode", "nominalcode", "subjectivecode", "expensecode", "objektkonto"),
    "account_text": (
        *("accountname", "accountdescription", "expensetype", "expensearea", "subjectivedetail", "nominalname"),
        *("description", "purpose", "kontobeskrivning"),
    ),
    "amount": (
        *("invoicenettamount", "netamount", "nettamount", "amountexclvat", "amount", "netsum", "transactionamount"),
        *("sum", "summa", "netto", "kronor", "value", "utfall"),
    ),
    "booked_on": (
        *("invoicecreationdate", "postingdate", "paymentdate", "datepaid", "transactiondate", "date", "bokfdatum"),
        *("period", "manad", "month", "invoicedate", "fakturadatum"),
    ),
    "unit": ("department", "directorate", "service", "servicearea", "division", "costcentre", "ansvar", "avdelning"),
    "invoice_number": ("invoicenumber", "invoiceno", "invoice", "documentnumber", "lopnr"),
    "contract_ref": ("contractnumber", "contractid", "contract", "contractreference", "purchaseorder"),
    "service_on": ("servicedate", "deliverydate", "periodend"),
}
# Parts of a heading that say that a column names the buyer, though it is not one that we know.
_BUYER_WORDS = ("kopare", "kopande", "kopar", "buyer", "bestallare", "purchaser")
_GIVEN_BACK = ("rad", "orsak")  # the columns that we add to rows given back
_WITHIN = 30  # lines in which the headings are looked for
_SHOWN = 8


def field_named(words: str) -> str | None:
    """Our field by what a person calls it: belopp, leverantor, or any alias of it."""
    plain = plain_heading(words)
    spoken = {plain_heading(said): name for name, said in SPEC.items()}
    return spoken.get(plain) or ("booked_on" if plain == "period" else _FIELD_OF.get(plain))


def supplier_column(header: Sequence[str]) -> int | None:
    """Where a file with these headings has the supplier's number."""
    names = [_FIELD_OF.get(plain_heading(text)) for text in header]
    return names.index("supplier_ref") if "supplier_ref" in names else None


@dataclass(frozen=True)
class Layout:
    """Which column holds what. `buyer_at` are further columns that name the buyer; `notes` what is said of headings."""

    header: list[str]
    at: dict[str, int]
    heading_line: int
    buyer_at: tuple[int, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def heading(self, name: str) -> str:
        """The file's own heading for one of our names, for errors."""
        return self.header[self.at[name]] if name in self.at else SPEC.get(name, name)

    @property
    def unused(self) -> list[int]:
        """The columns that are not read."""
        read = {*self.at.values(), *self.buyer_at}
        return [index for index in range(len(self.header)) if index not in read]


def named_headings(fields: Sequence[str]) -> list[str]:
    """Headings by which each column can be chosen: blank ones by their place, and those that come again numbered."""
    seen = Counter[str]()
    names = []
    for place, text in enumerate(fields, start=1):
        name = clean_heading(text) or f"Kolumn {place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def heading_record(table: TextTable | SheetTable, skip_lines: int = 0) -> Record:
    """The row of headings: the first that is not blank below what is skipped. Raises UnreadableFile."""
    for record in table.records():
        if record.line > skip_lines and not record.is_blank:
            return record
    raise UnreadableFile("Filen är tom." if not skip_lines else f"Filen har inga rader efter rad {skip_lines}.")


def find_layout(table: TextTable | SheetTable, how: How | None) -> Layout:
    """Which column holds what. Raises UndecidedFile when the headings do not tell."""
    if how is not None and (how.mapping or how.headings):
        return _by_profile(table, how)
    first = heading_record(table, how.skip_lines if how else 0)
    record = _known_headings(table, first)
    layout = _by_specification(record, how)
    if record.line == first.line:
        return layout
    above = Note("LINES_ABOVE", f"Raderna ovanför rubrikerna på rad {record.line} lästes inte.")
    return replace(layout, notes=(above, *layout.notes))


def _known_headings(table: TextTable | SheetTable, first: Record) -> Record:
    """The row of headings: the first row, unless a later one near the top is one that we know."""
    if not _lacking(_fields(first)):
        return first
    for record in islice(table.records(), _WITHIN):
        if record.line > first.line and not record.broken and not _lacking(_fields(record)):
            return record
    return first


def _fields(record: Record) -> set[str]:
    return {name for text in record.fields if (name := _FIELD_OF.get(plain_heading(text)))}


def _lacking(known: set[str]) -> list[str]:
    """What a file must have and these fields do not: an amount, a day, a supplier's name or number."""
    missing = [SPEC[name] for name in ("amount", "booked_on") if name not in known]
    if not {"supplier_name", "supplier_ref"} & known:
        missing.append("leverantor eller leverantor_id")
    return missing


def _by_specification(record: Record, how: How | None) -> Layout:
    header = [clean_heading(value) for value in record.fields]
    constants = dict(how.constants) if how else {}
    at: dict[str, int] = {}
    for index, text in enumerate(header):
        name = _FIELD_OF.get(plain_heading(text))
        if name is None:
            continue
        if name in at:
            raise UndecidedFile(
                f"Rubrikerna ”{header[at[name]]}” och ”{text}” betyder samma sak. Behåll den som ska läsas."
            )
        at[name] = index
    given = {"booked_on"} if how and how.period_from_name else set()
    if missing := _lacking({*at, *constants, *given}):
        found = ", ".join(text for text in header if text)[:300]
        if not at:
            raise UndecidedFile(f"Filens rubriker känns inte igen. På rad {record.line} står: {found}.")
        raise UndecidedFile(
            f"Kolumnen {' och '.join(missing)} saknas på rad {record.line}. Rubriker som hittades: {found}."
        )
    return _with_notes(record, header, at, constants)


def _by_profile(table: TextTable | SheetTable, how: How) -> Layout:
    record = heading_record(table, how.skip_lines)
    header = named_headings(record.fields)
    places = {plain_heading(text) or text: index for index, text in reversed(list(enumerate(header)))}
    at: dict[str, int] = {}
    for name, heading in how.mapping.items():
        if heading in header:
            at[name] = header.index(heading)
        elif (plain := plain_heading(heading)) in places:
            at[name] = places[plain]
        else:
            found = ", ".join(header)[:300]
            raise UndecidedFile(
                f"{_called(how)} läser {SPEC.get(name, name)} ur ”{heading}”, som inte finns på rad "
                f"{record.line}. Rubriker som hittades: {found}."
            )
    given = {"booked_on"} if how.period_from_name else set()
    if missing := _lacking({*at, *how.constants, *given}):
        raise UndecidedFile(f"{_called(how)} säger inte var {' och '.join(missing)} står.")
    return _with_notes(record, header, at, how.constants)


def _with_notes(record: Record, header: list[str], at: dict[str, int], constants: Mapping[str, str]) -> Layout:
    buyer_at = tuple(
        index
        for index, text in enumerate(header)
        if index not in at.values() and plain_heading(text).startswith(_BUYER_WORDS)
    )
    layout = Layout(header, at, record.line, buyer_at, constants)
    return Layout(header, at, record.line, buyer_at, constants, tuple(_notes(record, layout)))


def _notes(record: Record, layout: Layout) -> Iterator[Note]:
    marks = ("\ufeff", "ï»¿")
    if any(mark in text for text in record.fields for mark in marks):
        yield Note(
            "BYTE_ORDER_MARK",
            f"Rubriken ”{layout.header[0]}” började med ett dolt tecken (byte order mark), som togs bort.",
        )
    unused = [layout.header[index] for index in layout.unused if layout.header[index].lower() not in _GIVEN_BACK]
    basis = layout.at.get("basis")
    if basis is not None:
        unused.append(layout.header[basis])
    if unused := [text for text in unused if text]:
        more = f" och {len(unused) - _SHOWN} till" if len(unused) > _SHOWN else ""
        word = "Kolumnen" if len(unused) == 1 else "Kolumnerna"
        yield Note("HEADINGS_NOT_USED", f"{word} {', '.join(unused[:_SHOWN])}{more} lästes inte.")


def guess_mapping(header: Sequence[str]) -> dict[str, str]:
    """Our fields and the headings that seem to hold them, to be filled in for a person to look at."""
    plain = [plain_heading(text) for text in header]
    taken: set[int] = set()
    found: dict[str, str] = {}
    for wanted in (HEADINGS, GUESSES):
        for name in SPEC:
            if name in found:
                continue
            place = next((plain.index(word) for word in wanted[name] if word in plain), None)
            if place is not None and place not in taken:
                taken.add(place)
                found[name] = header[place]
    return found


def _called(how: How) -> str:
    return f"Profilen ”{how.name}”" if how.name else "Det som är valt"
