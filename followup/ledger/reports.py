"""What the page, the file and the terminal say of a file: what it would do, and rows that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier, SupplierIdentifier, SupplierUnit
from contracts.suppliers.rules import plain_name
from followup.judging.choices import Bucket
from followup.judging.models import JudgedRow, SpendKey
from followup.ledger.imports import How, supplier_column
from followup.ledger.imports.look import Look, try_rows
from followup.ledger.models import LedgerImport
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import plain_heading

if TYPE_CHECKING:
    from followup.ledger.models import RejectedRow
    from huddinge_vo.common.people.models import User

PROTECTED = "Skyddade uppgifter"
_NUMBER = re.compile(r"(?<!\d)(?:16|18|19|20)?(\d{6})[- ]?(\d{4})(?!\d)")
_QUOTED = re.compile(r"”.*”", re.DOTALL)
_SHORTEST_NAME = 3  # letters and digits; "AB" alone would hide half the file


@dataclass(frozen=True)
class Counted:
    """Rows, and their kronor (of what has changed: the difference)."""

    n: int
    sum_sek: Decimal


@dataclass(frozen=True)
class MonthMet:
    """What a file has of a month, beside what is there: the same, new, gone (there and not in the file), changed.

    Changed are also among the new and the gone: the same supplier, account, voucher and invoice, another day or amount.
    """

    month: date
    in_file: Counted
    same: Counted
    new: Counted
    gone: Counted
    changed: Counted
    is_there: bool


@dataclass(frozen=True)
class FileReplaced:
    """A file that a replacement takes rows of, and what of them this file lacks."""

    ledger_import: LedgerImport | None
    replaced: int
    lost: Counted


@dataclass(frozen=True)
class Preview:
    """What loading a file would do, found when it was looked at. Sums in kronor without VAT."""

    rows: Counted
    rejected_sek: Decimal
    rejected_unread: int
    months: tuple[MonthMet, ...]
    files: tuple[FileReplaced, ...]
    meets: tuple[str, ...]
    buckets: tuple[tuple[str, Counted], ...]
    known: Counted
    new: Counted
    unknown: Counted
    judged: tuple[JudgedRow, ...]
    judged_protected: int

    @property
    def file_sek(self) -> Decimal:
        """The file's own sum, of all rows whose amount can be read."""
        return self.rows.sum_sek + self.rejected_sek

    @property
    def has_free_months(self) -> bool:
        """Whether anything is left to load when the months that are there are left as they are."""
        return any(not each.is_there and each.in_file.n for each in self.months)

    @property
    def new_in_all(self) -> Counted:
        """What adding the new rows adds."""
        return Counted(sum(each.new.n for each in self.months), sum((each.new.sum_sek for each in self.months), _NIL))

    @property
    def changed_in_all(self) -> Counted:
        """What of the new rows looks like another version of rows that are there."""
        number = sum(each.changed.n for each in self.months)
        return Counted(number, sum((each.changed.sum_sek for each in self.months), _NIL))

    @property
    def lost(self) -> Counted:
        """What a replacement takes out without the file having it."""
        return Counted(sum(each.lost.n for each in self.files), sum((each.lost.sum_sek for each in self.files), _NIL))


_NIL = Decimal(0)


def preview_of(*, ledger_import: LedgerImport, user: User | None) -> Preview:
    """What was found when a file was looked at, as far as a person may see it; nobody sees sums and numbers alone."""
    found = ledger_import.preview
    files: dict[int, LedgerImport] = {}
    judged: tuple[JudgedRow, ...] = ()
    if user is not None:
        files = LedgerImport.objects.visible_to(user).in_bulk([each["import"] for each in found["files"]])
        rows = JudgedRow.objects.visible_to(user).filter(pk__in=[tuple(each) for each in found["judged"]["rows"]])
        judged = tuple(rows.for_list().order_by("booked_on", "pk")) if found["judged"]["number"] else ()
    suppliers = {what: Counted(number, Decimal(total)) for what, (number, total) in found["suppliers"].items()}
    nobody = Counted(0, _NIL)
    return Preview(
        rows=Counted(ledger_import.lines - ledger_import.rejected, Decimal(found["sum_sek"])),
        rejected_sek=Decimal(found["rejected"]["sum_sek"]),
        rejected_unread=found["rejected"]["unread"],
        months=tuple(
            MonthMet(
                month=date.fromisoformat(each["month"]),
                in_file=Counted(each["rows"], Decimal(each["sum_sek"])),
                is_there=each["is_there"],
                **{
                    what: Counted(each[what], Decimal(each[f"{what}_sek"]))
                    for what in ("same", "new", "gone", "changed")
                },
            )
            for each in found["months"]
        ),
        files=tuple(
            FileReplaced(files.get(each["import"]), each["replaced"], Counted(each["lost"], Decimal(each["lost_sek"])))
            for each in found["files"]
            if each["replaced"]
        ),
        meets=tuple(found["meets"]),
        buckets=tuple(
            (bucket.label, Counted(found["buckets"][bucket][0], Decimal(found["buckets"][bucket][1])))
            for bucket in Bucket
            if bucket in found["buckets"]
        ),
        known=suppliers.get("known", nobody),
        new=suppliers.get("new", nobody),
        unknown=suppliers.get("unknown", nobody),
        judged=judged,
        judged_protected=found["judged"]["number"] - len(judged),
    )


@dataclass(frozen=True)
class ToldRow:
    """A rejected row as a person may see it. A protected one has its line and the reason, but nothing it said."""

    line_no: int
    raw: tuple[str, ...]
    column: str
    reason: str
    is_protected: bool


class Unseen:
    """Names and numbers of what a person has not been let in on: suppliers, their units, contracts and rounds.

    A row that cannot be read may have anything in any column, so every cell is looked at.
    """

    def __init__(self, user: User) -> None:
        suppliers = Supplier.objects.exclude(pk__in=Supplier.objects.visible_to(user).values("pk"))
        units = SupplierUnit.objects.exclude(pk__in=SupplierUnit.objects.visible_to(user).values("pk"))
        identifiers = SupplierIdentifier.objects.filter(supplier__in=suppliers)
        keys = SpendKey.objects.filter(supplier__in=suppliers)
        frameworks = Framework.objects.exclude(pk__in=Framework.objects.open_to(user).values("pk"))
        contracts = Contract.objects.filter(
            ~Q(pk__in=Contract.objects.open_to(user).values("pk"))
            | Q(supplier__in=suppliers)
            | Q(framework__in=frameworks)
        )
        names = {
            *suppliers.values_list("name", flat=True),
            *units.values_list("name", flat=True),
            *keys.values_list("supplier_name", flat=True).distinct(),
        }
        self._names = {plain for name in names if len(plain := plain_heading(name)) >= _SHORTEST_NAME}
        # As words too, without the form of the company, which ledgers write in many ways or not at all.
        self._words = {f" {plain} " for name in names if len(plain := plain_name(name)) >= _SHORTEST_NAME}
        self._numbers = {
            *suppliers.exclude(org_number=None).values_list("org_number", flat=True),
            *identifiers.values_list("value", flat=True),
            *keys.exclude(supplier_ref="").values_list("supplier_ref", flat=True).distinct(),
            *contracts.values_list("number", flat=True),
            *frameworks.values_list("number", flat=True),
        }
        self._anything = bool(self._names or self._numbers)

    def is_told_by(self, cells: Sequence[str], *, number_at: int | None = None) -> bool:
        """Whether any of the texts says one of the names or numbers.

        An economy system's own number may be short, and the same as an amount: where the row has its columns it counts
        only as a cell of its own, the amount's never. `number_at` is where the supplier's number stands.
        """
        if not self._anything:
            return False
        for at, cell in enumerate(cells):
            heading, words = plain_heading(cell), f" {plain_name(cell)} "
            if any(name in heading for name in self._names) or any(name in words for name in self._words):
                return True
            if any("".join(found) in self._numbers for found in _NUMBER.findall(cell)):
                return True
            whole = cell.strip()
            if whole in self._numbers and (at == number_at or number_at is None or not whole.isdigit()):
                return True
            if number_at is None and any(part.strip('" ') in self._numbers for part in re.split(r"[;,|\t]", cell)):
                return True
        return False


def rejected_rows(
    *, ledger_import: LedgerImport, rows: Iterable[RejectedRow], user: User, masked: bool = True
) -> Iterator[ToldRow]:
    """Rows of a file that could not be read, as far as a person may see them.

    Sole traders' personal numbers are masked, but for who is to mend the rows and load them again.
    """
    mask = org_numbers.mask_in if masked else str
    unseen = Unseen(user)
    header = ledger_import.header
    at = supplier_column(header)
    for row in rows:
        raw = tuple(str(cell) for cell in row.raw)
        has_columns = len(raw) == len(header)
        if not unseen.is_told_by((*raw, row.reason), number_at=at if has_columns else None):
            cells = tuple(mask(cell) for cell in raw)
            yield ToldRow(row.line_no, cells, row.column, mask(row.reason), is_protected=False)
            continue
        # A reason quotes what it could not read.
        yield ToldRow(row.line_no, (PROTECTED,), row.column, _QUOTED.sub("Värdet", row.reason), is_protected=True)


def told_message(*, ledger_import: LedgerImport, user: User) -> str:
    """Why a file was refused. What it quotes of a file without headings may be a row."""
    message = ledger_import.message
    if message and Unseen(user).is_told_by([message]):
        return f"Filen går inte att läsa. {PROTECTED}: den säger något som du inte har behörighet att se."
    return org_numbers.mask_in(message)


def told_notes(*, ledger_import: LedgerImport, user: User) -> list[dict[str, object]]:
    """What was decided or left out when a file was read. What it quotes as a heading may be a row."""
    unseen = Unseen(user)
    return [
        {**note, "text": f"{PROTECTED}: du har inte behörighet att se vad det gäller."}
        if unseen.is_told_by([str(note["text"])])
        else {**note, "text": org_numbers.mask_in(str(note["text"]))}
        for note in ledger_import.notes
    ]


@dataclass(frozen=True)
class MappingTrial:
    """The first rows of a file as they would be loaded by what is chosen, or why none can be read."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    bad_rows: tuple[ToldRow, ...]
    problem: str


def told_lines(*, look: Look, user: User) -> list[tuple[int, tuple[str, ...]]]:
    """The first lines of a file as they came; one that says what a person may not see has its number only."""
    unseen = Unseen(user)
    told = []
    for line, fields in look.lines:
        cells = (PROTECTED,) if unseen.is_told_by(fields) else tuple(map(org_numbers.mask_in, fields))
        told.append((line, (*cells, *("" for _ in range(len(look.headings) - len(cells))))))
    return told


_TRIED = {
    "line_no": "Rad",
    "booked_on": "Datum",
    "supplier_name": "Leverantör",
    "supplier_ref": "Nummer",
    "account": "Konto",
    "unit": "Förvaltning",
    "invoice_number": "Faktura",
    "amount": "Belopp, kr",
}


def mapping_trial(*, ledger_import: LedgerImport, how: How, user: User) -> MappingTrial:
    """What would become of a file's first rows. Nothing is kept of it."""
    trial = try_rows(Path(ledger_import.file.path), ledger_import.original_name, how)
    unseen = Unseen(user)
    rows = [
        (row["line_no"], PROTECTED)
        if unseen.is_told_by([str(value) for value in row.values()])
        else tuple(_masked(row[name]) for name in _TRIED)
        for row in trial.rows
    ]
    bad = []
    for error in trial.errors:
        is_protected = unseen.is_told_by([*error.raw, error.reason])
        reason = _QUOTED.sub("Värdet", error.reason) if is_protected else org_numbers.mask_in(error.reason)
        bad.append(ToldRow(error.line, (), error.column, reason, is_protected=is_protected))
    problem = trial.problem
    if problem and unseen.is_told_by([problem]):
        problem = f"Filen går inte att läsa så. {PROTECTED}: den säger något som du inte har behörighet att se."
    return MappingTrial(tuple(_TRIED.values()), tuple(rows), tuple(bad), org_numbers.mask_in(problem))


def _masked(value: object) -> object:
    return org_numbers.mask_in(value) if isinstance(value, str) else value
