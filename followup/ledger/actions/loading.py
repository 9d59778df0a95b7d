"""Loading a received file: all of it, what is new in it, or instead of what is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from followup.judging import sql
from followup.judging.actions import judge_import
from followup.ledger.actions.folders import work_folder
from followup.ledger.actions.meeting import (
    NEW_ROWS,
    carry_judgements,
    compare,
    deliveries_there,
    leave_out_months,
    leave_out_the_same,
    replaced_by,
)
from followup.ledger.actions.reading import (
    BuyerNotTold,
    NotAllowedForBuyer,
    how_to_read,
    months_of,
    note_reading,
    refuse,
)
from followup.ledger.actions.rows import load_rows
from followup.ledger.imports import LedgerReading, read_ledger
from followup.ledger.models import LedgerDelivery, LedgerImport
from followup.ledger.rules import covered_months
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import Period

Progress = Callable[[str, int], None]


class NothingNew(Exception):
    """Not one row of the file is new."""


def load_ledger_import(*, ledger_import_id: int, at: datetime, progress: Progress | None = None) -> LedgerImport:
    """Turn a received file into ledger rows with verdicts and sums. Safe to call twice.

    One that has been looked at is loaded as was chosen; one that has not, from a terminal, in one step as it came with
    its choice. The row lock makes a second worker leave at once, with the file as it stands, and the status one who
    comes later; a worker that dies midway rolls back to where it was, so redelivery simply tries again. A file that
    cannot be loaded becomes REFUSED, with the reason or with every bad row; nothing of it is loaded unless the good
    rows were asked for. Where something else came in between look and load it is RECEIVED, to be looked at anew; the
    same job delivered twice does not load it then by the choice that was made before.
    """
    with transaction.atomic(), work_folder() as folder:
        free = LedgerImport.objects.select_for_update(skip_locked=True).filter(pk=ledger_import_id).first()
        if free is None or not free.is_under_way or free.waits_for_another_look:
            return free or LedgerImport.objects.get(pk=ledger_import_id)
        ledger_import = free
        report = progress or (lambda _stage, _done: None)
        report("Läser filen", 0)
        try:
            how = how_to_read(ledger_import, Path(ledger_import.file.path))
            with read_ledger(
                Path(ledger_import.file.path),
                work_folder=folder,
                file_name=ledger_import.original_name,
                progress=lambda done: report("Läser filen", done),
                how=how,
            ) as reading:
                return _take_in(ledger_import, reading, folder=folder, at=at, report=report)
        except UnreadableFile as error:
            return refuse(ledger_import, str(error))


def _take_in(
    ledger_import: LedgerImport, reading: LedgerReading, *, folder: Path, at: datetime, report: Progress
) -> LedgerImport:
    try:
        buyer = note_reading(ledger_import, reading)
    except (NotAllowedForBuyer, BuyerNotTold) as error:
        return refuse(ledger_import, str(error))
    if reading.errors and not ledger_import.good_rows_only:
        return refuse(
            ledger_import,
            f"{ledger_import.rejected} av {reading.lines} rader går inte att läsa. Ingenting är inläst.",
        )
    months = months_of(reading)
    if not months:
        return refuse(ledger_import, "Filen har inga rader som går att läsa in.")
    if buyer.pk is None:  # not before: a file that is refused registers nobody; of two files at once one registers
        buyer, _ = Organization.objects.get_or_create(org_number=buyer.org_number, defaults={"name": buyer.name})
        ledger_import.buyer = buyer
    sql.lock_buyer(buyer.pk)  # of two files of the same months the second meets the rows of the first
    covers = covered_by(ledger_import, months)
    there = deliveries_there(buyer, min(*months, covers.first), max(*months, covers.last))
    if ledger_import.chosen_at is not None and ledger_import.preview.get("there") != marks_of(there):
        ledger_import.status = LedgerImport.Status.RECEIVED
        ledger_import.chosen_at = ledger_import.chosen_by = None
        ledger_import.received_at = at
        ledger_import.message = "Annat har lästs in för samma månader sedan filen granskades. Granska och välj igen."
        ledger_import.save()
        return ledger_import
    met = meets(there, months, covers)
    if met and not ledger_import.choice:
        ledger_import.preview = {"meets": [f"{month:%Y-%m}" for month in sorted({each.month for each in met})]}
        return refuse(ledger_import, _refused_for(buyer, met))
    ledger_import.covers_from, ledger_import.covers_until = covers.first, covers.last.replace(day=1)
    try:
        with transaction.atomic():
            return _load(ledger_import, reading, there, months=set(months), folder=folder, at=at, report=report)
    except NothingNew:
        ledger_import.rests_on.clear()
        return refuse(ledger_import, "Alla rader i filen finns redan. Ingenting har ändrats.")


def covered_by(ledger_import: LedgerImport, months: dict[date, int]) -> Period:
    """The months a file is about: as was chosen, else as its rows say."""
    if ledger_import.covers_from and ledger_import.covers_until:
        return Period(ledger_import.covers_from, Period.containing(ledger_import.covers_until).last)
    return covered_months(months)


def marks_of(there: list[LedgerDelivery]) -> list[int]:
    """What tells whether something else has been loaded or undone since a look."""
    return sorted(each.pk for each in there)


def meets(there: list[LedgerDelivery], months: dict[date, int], covers: Period) -> list[LedgerDelivery]:
    """Those of the deliveries there that a file has to do with: of months it has rows of, or is about."""
    return [each for each in there if each.month in months or covers.first <= each.month <= covers.last]


def _refused_for(buyer: Organization, met: list[LedgerDelivery]) -> str:
    listed = ", ".join(sorted({f"{delivery.month:%Y-%m}" for delivery in met}))
    names = ", ".join(sorted({f"”{delivery.ledger_import.original_name}”" for delivery in met}))
    return (
        f"{buyer} har redan en inläst reskontra för {listed} ({names}). Ingenting är inläst. Läs in filen igen och "
        "välj: lägg till de rader som är nya, ersätt månaderna, eller lämna dem som de är."
    )


def _load(
    ledger_import: LedgerImport,
    reading: LedgerReading,
    there: list[LedgerDelivery],
    *,
    months: set[date],
    folder: Path,
    at: datetime,
    report: Progress,
) -> LedgerImport:
    buyer = ledger_import.buyer
    assert buyer is not None
    covers = covered_by(ledger_import, {})
    replaced = replaced_by(covers, there) if ledger_import.choice == LedgerImport.Choice.REPLACE else []
    LedgerDelivery.objects.filter(pk__in=[each.pk for each in replaced]).update(
        is_active=False, replaced_by=ledger_import
    )
    left_out, left_out_sek = _leave_out(ledger_import, reading, there, replaced, months, folder=folder)
    ledger_import.left_out = left_out
    ledger_import.loaded = reading.lines - ledger_import.rejected - left_out
    if not ledger_import.loaded:
        raise NothingNew
    ledger_import.amount_sek = reading.file_total - left_out_sek
    ledger_import.status = LedgerImport.Status.LOADED
    ledger_import.loaded_at = at
    ledger_import.message = ""
    ledger_import.save()
    report("Lägger in raderna", 0)
    source = NEW_ROWS if left_out else "ledger_rows"
    load_rows(ledger_import, reading, folder=folder, source=source)
    loaded = (
        [
            row[0]
            for row in reading.connection.execute(
                f"SELECT DISTINCT date_trunc('month', booked_on)::DATE FROM {source} ORDER BY 1"
            ).fetchall()
        ]
        if left_out
        else sorted(months)
    )
    LedgerDelivery.objects.bulk_create(
        LedgerDelivery(
            ledger_import=ledger_import,
            buyer=buyer,
            month=month,
            is_covered=covers.first <= month <= covers.last,
        )
        for month in loaded
    )
    carry_judgements(buyer, onto=[ledger_import.pk], months=loaded)
    report("Bedömer raderna", ledger_import.loaded)
    judge_import(
        buyer_id=buyer.pk,
        ledger_import_id=ledger_import.pk,
        gone=[(each.ledger_import_id, each.month) for each in replaced],
        at=at,
    )
    return ledger_import


def _leave_out(
    ledger_import: LedgerImport,
    reading: LedgerReading,
    there: list[LedgerDelivery],
    replaced: list[LedgerDelivery],
    months: set[date],
    *,
    folder: Path,
) -> tuple[int, Decimal]:
    """What of the file is not loaded, for it is there and stays, or as was chosen: how many rows, and their sum."""
    gone = {each.pk for each in replaced}
    stays = [each for each in there if each.pk not in gone and each.month in months]
    if not stays:
        return 0, Decimal(0)
    if ledger_import.choice == LedgerImport.Choice.LEAVE:
        return leave_out_months(reading, {each.month for each in stays})
    compare(reading, stays, folder=folder)
    number, total, imports = leave_out_the_same(reading, folder=folder)
    ledger_import.rests_on.set(imports)
    return number, total
