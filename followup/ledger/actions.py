"""Receiving a ledger file and loading it."""

from __future__ import annotations

import csv
import hashlib
import os
import select as waiting
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction

from contracts.suppliers.actions import register_suppliers_from_ledger
from followup.judging.actions import judge_import
from followup.ledger.imports import How, LedgerReading, read_ledger, recognise
from followup.ledger.models import LedgerDelivery, LedgerImport, LedgerProfile, RejectedRow
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import save_checked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from huddinge_vo.common.people.models import User

Progress = Callable[[str, int], None]


class AlreadyReceived(Exception):
    """The very same file has been received before. Carries that import."""

    def __init__(self, earlier: LedgerImport) -> None:
        self.earlier = earlier
        super().__init__(
            f"Filen är redan mottagen {earlier.received_at:%Y-%m-%d} som ”{earlier.original_name}” "
            f"(inläsning {earlier.pk}). Inget har ändrats."
        )


class NotAllowedForBuyer(Exception):
    """The file is for a buyer whose ledger the person may not load."""


class BuyerNotTold(Exception):
    """The file names a buyer by something that is no organisation number and no buyer's name here."""


@transaction.atomic
def receive_ledger_file(
    *,
    file: IO[bytes],
    name: str,
    by: User | None,
    at: datetime,
    good_rows_only: bool = False,
    is_demo: bool = False,
    profile: LedgerProfile | None = None,
) -> LedgerImport:
    """Keep a file as it came, to be loaded by `load_ledger_import`.

    The fingerprint tells whether it has come before. A file that was refused may come again, for instance to have its
    good rows loaded: it takes up its earlier import. Without a profile the file's headings tell which one it is
    of. Raises AlreadyReceived when it is loaded or waits to be.
    """
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    file.seek(0)
    sha256 = digest.hexdigest()
    earlier = LedgerImport.objects.with_content(sha256).first()
    if earlier is not None:
        if earlier.status not in {LedgerImport.Status.REFUSED, LedgerImport.Status.FAILED}:
            raise AlreadyReceived(earlier)
        earlier.rejected_rows.all().delete()
        earlier.status = LedgerImport.Status.RECEIVED
        earlier.good_rows_only = good_rows_only
        earlier.received_at = at
        earlier.received_by = by
        earlier.original_name = name[:255]
        earlier.message = ""
        earlier.notes = []
        earlier.profile = profile
        earlier.lines = earlier.loaded = earlier.rejected = 0
        earlier.save()
        return earlier
    ledger_import = LedgerImport(
        sha256=sha256,
        original_name=name[:255],
        good_rows_only=good_rows_only,
        received_at=at,
        received_by=by,
        is_demo=is_demo,
        profile=profile,
    )
    # A file of an earlier attempt that was rolled back may still lie there; it is the same to the last byte.
    storage = ledger_import.file.storage
    target = ledger_import.file.field.generate_filename(ledger_import, name)
    if storage.exists(target):
        storage.delete(target)
    ledger_import.file.save(name, File(file), save=False)
    ledger_import.save(force_insert=True)
    return ledger_import


def load_ledger_import(*, ledger_import_id: int, at: datetime, progress: Progress | None = None) -> LedgerImport:
    """Turn a received file into ledger rows with verdicts and sums. Safe to call twice.

    The row lock makes a second worker leave at once, with the file as it stands, and the status one who comes later; a
    worker that dies midway rolls back to RECEIVED, so redelivery simply tries again. A file that cannot be loaded
    becomes REFUSED, with the reason or with every bad row; nothing of it is loaded unless the good rows were asked for.
    """
    with transaction.atomic(), tempfile.TemporaryDirectory(prefix="vo-ledger-") as folder:
        free = LedgerImport.objects.select_for_update(skip_locked=True).filter(pk=ledger_import_id).first()
        if free is None or free.status != LedgerImport.Status.RECEIVED:
            return free or LedgerImport.objects.get(pk=ledger_import_id)
        ledger_import = free
        report = progress or (lambda _stage, _done: None)
        path = Path(ledger_import.file.path)
        try:
            how = _how(ledger_import, path)
            with read_ledger(
                path,
                work_folder=Path(folder),
                file_name=ledger_import.original_name,
                progress=lambda done: report("Läser filen", done),
                how=how,
            ) as reading:
                return _take_in(ledger_import, reading, folder=Path(folder), at=at, report=report)
        except UnreadableFile as error:
            return _refuse(ledger_import, str(error))


def _how(ledger_import: LedgerImport, path: Path) -> How | None:
    """How a file is read: by the profile that was chosen for it, else by the one that it is recognised to be of."""
    if ledger_import.profile is not None:
        return ledger_import.profile.how()
    profiles = list(LedgerProfile.objects.for_files_of(ledger_import.received_by).order_by("pk"))
    hows = [profile.how() for profile in profiles]
    how = recognise(path, hows)
    if how is not None:
        ledger_import.profile = profiles[hows.index(how)]
    return how


@transaction.atomic
def save_profile(*, profile: LedgerProfile, by: User | None, at: datetime, version: int | None = None) -> LedgerProfile:
    """Keep how another system's files are read. Raises ValidationError, ChangedMeanwhile, NotAllowed.

    From the terminal nobody in particular asks.
    """
    if by is not None:
        require(by, "followup.add_ledgerimport", profile.buyer)
    return save_checked(profile, by=by, at=at, version=version)


@transaction.atomic
def read_again(
    *, ledger_import: LedgerImport, profile: LedgerProfile, good_rows_only: bool, by: User, at: datetime
) -> LedgerImport:
    """Let a file that was refused be read anew, by a profile. One that has been loaded meanwhile is left as it is."""
    require(by, "followup.add_ledgerimport", profile.buyer)
    kept = LedgerImport.objects.select_for_update().get(pk=ledger_import.pk)
    if kept.status not in {LedgerImport.Status.REFUSED, LedgerImport.Status.FAILED}:
        return kept
    with kept.file.open("rb") as file:
        return receive_ledger_file(
            file=file, name=kept.original_name, by=by, at=at, good_rows_only=good_rows_only, profile=profile
        )


@transaction.atomic
def give_up_load(*, ledger_import_id: int, reason: str) -> LedgerImport:
    """Leave a file that could not be loaded however often it was tried, until somebody wants it tried again."""
    ledger_import = LedgerImport.objects.select_for_update().get(pk=ledger_import_id)
    if ledger_import.status == LedgerImport.Status.RECEIVED:
        ledger_import.status = LedgerImport.Status.FAILED
        ledger_import.message = reason
        ledger_import.save(update_fields=["status", "message"])
    return ledger_import


@transaction.atomic
def retry_load(*, ledger_import_id: int) -> LedgerImport:
    """Let a file that was given up wait to be loaded again."""
    ledger_import = LedgerImport.objects.select_for_update().get(pk=ledger_import_id)
    if ledger_import.status == LedgerImport.Status.FAILED:
        ledger_import.status = LedgerImport.Status.RECEIVED
        ledger_import.message = ""
        ledger_import.save(update_fields=["status", "message"])
    return ledger_import


def _take_in(
    ledger_import: LedgerImport, reading: LedgerReading, *, folder: Path, at: datetime, report: Progress
) -> LedgerImport:
    ledger_import.lines = reading.lines
    ledger_import.rejected = len({error.line for error in reading.errors})
    ledger_import.header = list(reading.header)
    ledger_import.notes = [note.as_json() for note in reading.notes]
    _keep_rejected(ledger_import, reading)
    try:
        buyer = _buyer(reading, by=ledger_import.received_by, profile=ledger_import.profile)
    except (NotAllowedForBuyer, BuyerNotTold) as error:
        return _refuse(ledger_import, str(error))
    ledger_import.buyer = buyer if buyer.pk else None
    if reading.errors and not ledger_import.good_rows_only:
        return _refuse(
            ledger_import,
            f"{ledger_import.rejected} av {reading.lines} rader går inte att läsa. Ingenting är inläst.",
        )
    months = _months(reading)
    if not months:
        return _refuse(ledger_import, "Filen har inga rader som går att läsa in.")
    if buyer.pk is None:  # not before: a file that is refused registers nobody; of two files at once one registers
        buyer, _ = Organization.objects.get_or_create(org_number=buyer.org_number, defaults={"name": buyer.name})
        ledger_import.buyer = buyer
    taken = LedgerDelivery.objects.filter(buyer=buyer, month__in=months, is_active=True).select_related("ledger_import")
    if taken:
        listed = ", ".join(f"{delivery.month:%Y-%m}" for delivery in taken.order_by("month", "pk"))
        names = ", ".join(sorted({f"”{delivery.ledger_import.original_name}”" for delivery in taken}))
        return _refuse(
            ledger_import,
            f"{buyer} har redan en inläst reskontra för {listed} ({names}). En månad kan bara komma från en fil.",
        )
    ledger_import.loaded = reading.lines - ledger_import.rejected
    ledger_import.amount_sek = reading.file_total
    ledger_import.status = LedgerImport.Status.LOADED
    ledger_import.loaded_at = at
    ledger_import.message = ""
    ledger_import.save()
    report("Lägger in raderna", 0)
    _load_rows(ledger_import, reading, folder=folder)
    LedgerDelivery.objects.bulk_create(
        [LedgerDelivery(ledger_import=ledger_import, buyer=buyer, month=month) for month in months]
    )
    report("Bedömer raderna", ledger_import.loaded)
    judge_import(buyer_id=buyer.pk, ledger_import_id=ledger_import.pk, at=at)
    return ledger_import


def _refuse(ledger_import: LedgerImport, message: str) -> LedgerImport:
    ledger_import.status = LedgerImport.Status.REFUSED
    ledger_import.message = message
    ledger_import.loaded = 0
    ledger_import.amount_sek = 0
    ledger_import.save()
    return ledger_import


def _keep_rejected(ledger_import: LedgerImport, reading: LedgerReading) -> None:
    """One entry for each bad line; a line that is wrong in several ways says all of it."""
    by_line: dict[int, RejectedRow] = {}
    for error in reading.errors:
        row = by_line.get(error.line)
        if row is None:
            by_line[error.line] = RejectedRow(
                ledger_import=ledger_import,
                line_no=error.line,
                raw=list(error.raw),
                column=error.column[:200],
                reason=error.reason,
            )
        else:
            row.column = f"{row.column}, {error.column}"[:200]
            row.reason = f"{row.reason} {error.reason}"
    RejectedRow.objects.bulk_create(by_line.values(), batch_size=5000)


def _buyer(reading: LedgerReading, *, by: User | None, profile: LedgerProfile | None = None) -> Organization:
    """Whose ledger it is: as the file says, else, where it names nobody, its profile's buyer, or the installation's.

    A file gives nobody a role: it is taken only from those who may load ledgers at that very buyer. A buyer that is new
    here comes with the terminal or with a system administrator, and is given back unsaved, to be registered once the
    file is known to be loaded.
    """
    number = reading.buyer_org_number or _number_by_name(reading, profile)
    buyer = Organization.objects.filter(org_number=number).first()
    if buyer is None:
        name = settings.VO_BUYER_NAME if number == settings.VO_BUYER_ORG_NUMBER else org_numbers.display(number)
        if reading.buyer_org_number and reading.buyer_name:
            name = reading.buyer_name
        if by is not None and not by.is_superuser:
            raise NotAllowedForBuyer(
                f"Filen gäller {name} ({org_numbers.display(number)}), som inte är upplagd som köpare här. Ingenting "
                "är inläst. Be en systemadministratör lägga upp köparen, och förvaltaren där om en roll."
            )
        return Organization(org_number=number, name=name)
    if by is not None and not by.has_perm("followup.add_ledgerimport", buyer):
        raise NotAllowedForBuyer(
            f"Filen gäller {buyer}, vars reskontra du inte får läsa in. Ingenting är inläst. Be förvaltaren där om en "
            "roll."
        )
    return buyer


def _number_by_name(reading: LedgerReading, profile: LedgerProfile | None) -> str:
    """The number of the buyer that a file names without its number; where it names nobody, of whom it can only be.

    Raises BuyerNotTold: what is named and not known here is never taken for our own.
    """
    said = reading.buyer_unclear
    if not said and profile is not None:
        return str(profile.buyer.org_number)
    if not said or said.casefold() == settings.VO_BUYER_NAME.casefold():
        return str(settings.VO_BUYER_ORG_NUMBER)
    named = list(Organization.objects.filter(name__iexact=said).order_by("pk").values_list("org_number", flat=True)[:2])
    if len(named) == 1 and named[0]:
        return str(named[0])
    raise BuyerNotTold(
        f"Filen säger att köparen är ”{said}”, men har inget giltigt organisationsnummer för den, och ingen köpare här "
        "heter så. Ingenting är inläst. Välj vems reskontra det är."
    )


def _months(reading: LedgerReading) -> list[date]:
    rows = reading.connection.execute(
        "SELECT DISTINCT date_trunc('month', booked_on)::DATE FROM ledger_rows ORDER BY 1"
    ).fetchall()
    return [row[0] for row in rows]


_LOOK_AGAIN = 0.05  # seconds between two looks at whether the writer still lives
_KEY = ("supplier_ref", "supplier_name", "account", "unit", "contract_ref")


def _load_rows(ledger_import: LedgerImport, reading: LedgerReading, *, folder: Path) -> None:
    """Keys first, for they are few; then all rows in one COPY into a table of their own; then indexes and keys on it.

    Loading into a table without indexes and attaching it afterwards costs a third of filling an indexed one.
    """
    duck = reading.connection
    columns = ", ".join(_KEY)
    duck.execute(
        f"CREATE TEMP TABLE ledger_key AS SELECT row_number() OVER () AS nr, {columns}, max(account_text) AS "
        f"account_text FROM ledger_rows GROUP BY {columns}"
    )
    keys = duck.execute(f"SELECT nr, {columns}, account_text FROM ledger_key ORDER BY nr").fetchall()
    _upsert_keys(ledger_import, keys, id_file := folder / "key_ids.csv")
    duck.execute(
        "CREATE TEMP TABLE key_id AS SELECT * FROM read_csv(?, header = false, auto_detect = false, "
        "columns = {'nr': 'BIGINT', 'id': 'BIGINT'})",
        [str(id_file)],
    )
    same = " AND ".join(f"r.{column} = k.{column}" for column in _KEY)
    select = (
        f"SELECT {ledger_import.pk}, r.line_no, i.id, r.invoice_number, r.voucher, r.booked_on, r.service_on, r.amount "
        f"FROM ledger_rows r JOIN ledger_key k ON {same} JOIN key_id i ON i.nr = k.nr"
    )
    partition = f"followup_ledgerrow_{ledger_import.pk}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {partition}")
        cursor.execute(f"CREATE TABLE {partition} (LIKE followup_ledgerrow INCLUDING CONSTRAINTS)")
        # FREEZE is allowed as the table was made in this transaction: the rows never need to be written again.
        with cursor.copy(f"COPY {partition} FROM STDIN (FORMAT csv, FREEZE, NULL '\\N')") as copy:
            for block in _stream(duck, select, folder / "rows"):
                copy.write(block)
        cursor.execute(
            f"""
            ALTER TABLE {partition}
                ADD PRIMARY KEY (ledger_import_id, line_no),
                ADD CHECK (ledger_import_id = {ledger_import.pk}),
                ADD FOREIGN KEY (key_id) REFERENCES followup_spendkey (id);
            CREATE INDEX ON {partition} (key_id, booked_on);
            CREATE INDEX ON {partition} (booked_on, line_no);
            CREATE INDEX ON {partition} (invoice_number) WHERE invoice_number <> '';
            ALTER TABLE followup_ledgerrow ATTACH PARTITION {partition} FOR VALUES IN ({ledger_import.pk});
            ANALYZE {partition};
            """
        )


def _stream(duck: DuckDBPyConnection, select: str, fifo: Path) -> Iterable[bytes]:
    """What DuckDB selects, as CSV, while it selects it: a named pipe between its writer thread and our reader.

    The reader opens without waiting for a writer, who may fail before he ever opens the pipe: then there is nothing to
    read, and no writer any more to wait for. Raises what DuckDB raised.
    """
    os.mkfifo(fifo)
    failed: list[BaseException] = []

    def produce() -> None:
        try:
            duck.execute(f"COPY ({select}) TO '{fifo}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
        except BaseException as error:  # noqa: BLE001 - raised again by the reader
            failed.append(error)

    pipe = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        producer = threading.Thread(target=produce, daemon=True)
        producer.start()
        while True:
            # Looked at before the pipe is: what a writer left behind when he ended is then still read.
            is_writing = producer.is_alive()
            if not waiting.select([pipe], [], [], _LOOK_AGAIN)[0] and is_writing:
                continue
            try:
                block = os.read(pipe, 1 << 20)
            except BlockingIOError:  # a writer has the pipe open and has not written yet
                block = b""
            if block:
                yield block
            elif not is_writing:
                break
            else:  # no writer yet, or he has just closed the pipe
                producer.join(_LOOK_AGAIN)
    finally:
        os.close(pipe)  # a writer whose reader is gone fails, and ends
    producer.join()
    if failed:
        raise failed[0]


# Any: a row as DuckDB gives it
def _upsert_keys(ledger_import: LedgerImport, keys: Sequence[tuple[Any, ...]], id_file: Path) -> None:
    """Register unseen keys and the suppliers they name; write which id each key has."""
    names: dict[str, str] = {}
    buyer_id = ledger_import.buyer_id
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE new_key (nr bigint, supplier_ref text, supplier_name text, account text, unit text, "
            "contract_ref text, account_text text, org_number text) ON COMMIT DROP"
        )
        with cursor.copy("COPY new_key FROM STDIN") as copy:
            for key in keys:
                number = org_numbers.normalise(key[1])
                if number is not None:
                    names.setdefault(number, key[2])
                copy.write_row((*key, number))
        register_suppliers_from_ledger(names=names)
        cursor.execute(
            """
            INSERT INTO followup_spendkey (buyer_id, supplier_ref, supplier_name, account, account_text, unit,
                contract_ref, org_number)
            SELECT %s, supplier_ref, supplier_name, account, account_text, unit, contract_ref, org_number
            FROM new_key ORDER BY nr ON CONFLICT DO NOTHING
            """,
            [buyer_id],
        )
        cursor.execute(
            """
            SELECT n.nr, k.id FROM new_key n JOIN followup_spendkey k ON k.buyer_id = %s
                AND (k.supplier_ref, k.supplier_name, k.account, k.unit, k.contract_ref)
                  = (n.supplier_ref, n.supplier_name, n.account, n.unit, n.contract_ref)
            """,
            [buyer_id],
        )
        with id_file.open("w", newline="") as out:
            csv.writer(out).writerows(cursor.fetchall())
        cursor.execute("DROP TABLE new_key")
