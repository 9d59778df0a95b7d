"""Looking at what a file would do, before anything is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Case, F, Max, Q, Sum, Value, When

from contracts.suppliers.models import Supplier
from followup.judging import sql
from followup.judging.actions import judge_import
from followup.judging.choices import Bucket
from followup.judging.models import SpendMonth
from followup.ledger.actions.folders import work_folder
from followup.ledger.actions.loading import Progress, covered_by, marks_of, meets
from followup.ledger.actions.meeting import compare, deliveries_there, replaced_by
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
from followup.ledger.imports.alike import ALIKE, note_of_alike
from followup.ledger.imports.headings import field_named
from followup.ledger.models import LedgerDelivery, LedgerImport
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.money import NotAnAmount, parse_amount
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import month_start
from huddinge_vo.common.secrecy.models import TriedChange
from huddinge_vo.common.secrecy.querysets import is_secret, secret_to
from huddinge_vo.common.secrecy.trials import note_trial
from huddinge_vo.common.sql import written_out
from huddinge_vo.common.untyped import Context

_MOST_NAMED = 200  # rows judged by hand that the file does not have; the rest are counted


def preview_ledger_import(*, ledger_import_id: int, at: datetime, progress: Progress | None = None) -> LedgerImport:
    """Look at a received file: what is in it, what it meets, what it would become. Safe to call twice.

    Nothing is done but that the import then waits for a choice, with what was found: how the buckets would fall is
    found by loading the file as it is, in the place of what is there, and taking all of that back. A worker that dies
    midway leaves it RECEIVED. A file of which nothing can be loaded is REFUSED, with the reason or with every bad row.
    """
    with transaction.atomic(), work_folder() as folder:
        free = LedgerImport.objects.select_for_update(skip_locked=True).filter(pk=ledger_import_id).first()
        if free is None or free.status != LedgerImport.Status.RECEIVED:
            return free or LedgerImport.objects.get(pk=ledger_import_id)
        report = progress or (lambda _stage, _done: None)
        report("Läser filen", 0)
        try:
            how = how_to_read(free, Path(free.file.path))
            with read_ledger(
                Path(free.file.path),
                work_folder=folder,
                file_name=free.original_name,
                progress=lambda done: report("Läser filen", done),
                how=how,
            ) as reading:
                return _look(free, reading, folder=folder, at=at, report=report)
        except UnreadableFile as error:
            return refuse(free, str(error))


def _look(
    ledger_import: LedgerImport, reading: LedgerReading, *, folder: Path, at: datetime, report: Progress
) -> LedgerImport:
    try:
        buyer = note_reading(ledger_import, reading)
    except (NotAllowedForBuyer, BuyerNotTold) as error:
        return refuse(ledger_import, str(error))
    months = months_of(reading)
    if not months:
        return refuse(ledger_import, "Filen har inga rader som går att läsa in.")
    covers = covered_by(ledger_import, months)
    first, last = min(*months, covers.first), max(*months, covers.last)
    there = deliveries_there(buyer, first, last) if buyer.pk else []
    met = meets(there, months, covers)
    replaced = replaced_by(covers, there)
    if alike := note_of_alike(reading):
        ledger_import.notes = [*(note for note in ledger_import.notes if note["kind"] != ALIKE), alike.as_json()]
    report("Jämför med det som finns", 0)
    compared, judged = _compared(reading, sorted({*met, *replaced}, key=_order), folder=folder)
    report("Prövar hur raderna skulle bedömas", 0)
    # The buyer that a file would register is registered by its load alone.
    outcome = _tried(ledger_import, buyer, reading, months, folder=folder, at=at)
    ledger_import.preview = {
        "sum_sek": str(reading.file_total),
        "rejected": _rejected_sums(ledger_import),
        "months": _by_month(reading, met, compared),
        "files": _by_file(replaced) if met else [],
        "meets": [f"{month:%Y-%m}" for month in sorted({each.month for each in met})],
        "judged": {"rows": judged[:_MOST_NAMED], "number": len(judged)},
        "there": marks_of(there),
        **outcome,
    }
    ledger_import.covers_from, ledger_import.covers_until = covers.first, month_start(covers.last)
    ledger_import.status = LedgerImport.Status.PREVIEWED
    ledger_import.save()
    what = f"Inläsning {ledger_import.pk}, {ledger_import.lines} rader"
    by = ledger_import.received_by
    note_trial(kind=TriedChange.Kind.LEDGER_FILE, what=what, buyer_id=buyer.pk, by=by, at=at)
    return ledger_import


_COMPARED = """
WITH both_sides AS (
    SELECT coalesce(f.month, t.month) AS month, coalesce(f.pair, t.pair) AS pair, f.amount AS ours, t.amount AS theirs,
        coalesce(f.line_no, t.line_no) AS line_no
    FROM file_row f FULL JOIN there_row t USING (posting, nr)
), alone AS (
    SELECT month, pair, ours, theirs, row_number() OVER (PARTITION BY month, pair, ours IS NULL ORDER BY line_no) AS nr
    FROM both_sides WHERE ours IS NULL OR theirs IS NULL
), counted AS (
    SELECT month, 'same' AS what, count(*) AS n, sum(ours) AS sek FROM both_sides
    WHERE ours IS NOT NULL AND theirs IS NOT NULL GROUP BY month
    UNION ALL SELECT month, 'new', count(*), sum(ours) FROM alone WHERE ours IS NOT NULL GROUP BY month
    UNION ALL SELECT month, 'gone', count(*), sum(theirs) FROM alone WHERE theirs IS NOT NULL GROUP BY month
    UNION ALL SELECT month, 'changed', count(*), sum(n.ours - g.theirs)
        FROM alone n JOIN alone g USING (month, pair, nr) WHERE n.ours IS NOT NULL AND g.theirs IS NOT NULL
        GROUP BY month
)
SELECT month, what, n, sek FROM counted
"""
_JUDGED_AND_GONE = """
SELECT t.ledger_import_id, t.line_no FROM there_row t
JOIN followup_rowjudgement j ON j.ledger_import_id = t.ledger_import_id AND j.line_no = t.line_no
WHERE NOT EXISTS (SELECT FROM file_row f WHERE f.posting = t.posting AND f.nr = t.nr)
ORDER BY t.ledger_import_id, t.line_no
"""
Compared = dict[tuple[date, str], tuple[int, Decimal]]


def _compared(
    reading: LedgerReading, met: list[LedgerDelivery], *, folder: Path
) -> tuple[Compared, list[tuple[int, int]]]:
    """Rows and kronor by month and what they are: the same, new, gone (there, and not in the file), or changed.

    Changed are also among the new and the gone: of the same payment to the same supplier by voucher and invoice, with
    another day or amount; their kronor are the difference. With them the rows judged by hand that the file lacks.
    """
    if not met:
        return {}, []
    compare(reading, met, folder=folder)
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED)
        compared = {(month, what): (n, sek) for month, what, n, sek in cursor.fetchall()}
        cursor.execute(_JUDGED_AND_GONE)
        return compared, cursor.fetchall()


def _by_month(reading: LedgerReading, met: list[LedgerDelivery], compared: Compared) -> list[Context]:
    rows = reading.connection.execute(
        "SELECT date_trunc('month', booked_on)::DATE, count(*), sum(amount) FROM ledger_rows GROUP BY 1"
    ).fetchall()
    in_file = {month: (number, total) for month, number, total in rows}
    nothing = (0, Decimal(0))
    there = {each.month for each in met}
    told = []
    for month in sorted(in_file.keys() | there):
        number, total = in_file.get(month, nothing)
        line: Context = {
            "month": f"{month:%Y-%m-%d}",
            "rows": number,
            "sum_sek": str(total),
            "is_there": month in there,
        }
        for what in ("same", "new", "gone", "changed"):
            default = (number, total) if what == "new" and month not in there else nothing
            line[what], line[f"{what}_sek"] = compared.get((month, what), default)
            line[f"{what}_sek"] = str(line[f"{what}_sek"])
        told.append(line)
    return told


def _order(delivery: LedgerDelivery) -> tuple[date, int]:
    return delivery.month, delivery.pk


def _by_file(replaced: Collection[LedgerDelivery]) -> list[Context]:
    """Of each file that is met: what of it a replacement takes out, and how many of those rows this file lacks."""
    goes = sorted({each.pk for each in replaced})
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.ledger_import_id, count(*), count(*) FILTER (WHERE d.id = ANY(%s)),
                count(*) FILTER (WHERE d.id = ANY(%s) AND f.line_no IS NULL),
                coalesce(sum(t.amount) FILTER (WHERE d.id = ANY(%s) AND f.line_no IS NULL), 0)
            FROM there_row t
            JOIN followup_ledgerdelivery d ON d.ledger_import_id = t.ledger_import_id AND d.month = t.month
            LEFT JOIN file_row f ON f.posting = t.posting AND f.nr = t.nr
            GROUP BY t.ledger_import_id ORDER BY t.ledger_import_id
            """,
            [goes, goes, goes],
        )
        return [
            {"import": pk, "rows": rows, "replaced": replaced_, "lost": lost, "lost_sek": str(sek)}
            for pk, rows, replaced_, lost, sek in cursor.fetchall()
        ]


def _rejected_sums(ledger_import: LedgerImport) -> Context:
    """What the rejected rows amount to, as far as their amounts can be read by themselves."""
    header = ledger_import.header
    of_profile = ledger_import.profile.mapping.get("amount") if ledger_import.profile else None
    named = (index for index, text in enumerate(header) if text == of_profile or field_named(text) == "amount")
    at = next(named, None)
    total, unread = Decimal(0), 0
    for raw in ledger_import.rejected_rows.order_by("line_no", "pk").values_list("raw", flat=True).iterator(5000):
        text = str(raw[at]) if at is not None and len(raw) == len(header) else ""
        try:
            total += parse_amount(text, "," if "," in text else ".")
        except NotAnAmount:
            unread += 1
    return {"sum_sek": str(total), "unread": unread}


def _told_bucket() -> Case:
    """The bucket that a sum is told under.

    What is secret is told as the same rows would be of somebody whom nobody knows: a file with one row would else be a
    way of asking whether a number is of a secret supplier, and whether he has a contract.
    """
    secret = secret_to(None, SpendMonth) & ~Q(bucket=Bucket.EXCLUDED)
    return Case(
        When(secret & (Q(rule=None) | Q(key__org_number=None)), then=Value(Bucket.UNKNOWN.value)),
        When(secret, then=Value(Bucket.UNEXPLAINED.value)),
        default=F("bucket"),
    )


def _tried(
    ledger_import: LedgerImport,
    buyer: Organization,
    reading: LedgerReading,
    months: Collection[date],
    *,
    folder: Path,
    at: datetime,
) -> Context:
    """The buckets and suppliers of the file's rows, by loading them alone in their months and taking that back."""
    kept_buyer = ledger_import.buyer
    with transaction.atomic():
        if buyer.pk is None:
            buyer, _ = Organization.objects.get_or_create(org_number=buyer.org_number, defaults={"name": buyer.name})
        ledger_import.buyer = buyer
        sql.lock_buyer(buyer.pk)
        last_known = Supplier.objects.aggregate(last=Max("pk"))["last"] or 0
        theirs = LedgerDelivery.objects.filter(buyer=buyer, is_active=True, month__in=months)
        theirs.update(is_active=False)
        SpendMonth.objects.filter(buyer=buyer, month__in=months).delete()  # so that what is summed is the file's alone
        load_rows(ledger_import, reading, folder=folder)
        LedgerDelivery.objects.bulk_create(
            LedgerDelivery(ledger_import=ledger_import, buyer=buyer, month=month) for month in months
        )
        judge_import(buyer_id=buyer.pk, ledger_import_id=ledger_import.pk, at=at)
        spend = SpendMonth.objects.filter(buyer=buyer, month__in=list(months)).annotate(told=_told_bucket())
        buckets = spend.values_list("told").annotate(count=Sum("n"), total=Sum("sum_sek")).order_by("told")
        outcome: Context = {
            "buckets": {bucket: [n, str(total)] for bucket, n, total in buckets},
            "suppliers": _suppliers(buyer, months, last_known),
        }
        transaction.set_rollback(True)  # its only argument
    ledger_import.buyer = kept_buyer
    return outcome


_WHOSE = """
SELECT CASE WHEN k.supplier_id IS NULL OR s.is_secret AND k.org_number IS NULL THEN 'unknown'
        WHEN k.supplier_id > %s OR s.is_secret THEN 'new' ELSE 'known' END,
    count(DISTINCT (k.supplier_id, CASE WHEN k.supplier_id IS NULL THEN k.supplier_ref END,
        CASE WHEN k.supplier_id IS NULL THEN k.supplier_name END)), sum(s.sum_sek)
FROM ({spend}) s(key_id, sum_sek, is_secret) JOIN followup_spendkey k ON k.id = s.key_id GROUP BY 1
"""


def _suppliers(buyer: Organization, months: Collection[date], last_known: int) -> Context:
    """How many of the suppliers in the file are known, how many would be new, how many cannot be told; and kronor.

    One that is secret is told as a number is that nobody goes by.
    """
    spend = SpendMonth.objects.filter(buyer=buyer, month__in=sorted(months)).order_by()
    secret = spend.annotate(hidden=is_secret(SpendMonth)).values_list("key", "sum_sek", "hidden")
    asked, params = written_out(secret)
    with connection.cursor() as cursor:
        cursor.execute(_WHOSE.format(spend=asked), [last_known, *params])
        return {what: [number, str(total)] for what, number, total in cursor.fetchall()}
