"""Where a file meets rows that are there already: which of its postings are the same.

A posting is who was paid and on which account (as the file has it), its voucher, invoice number, booking day and
amount, and its running number among equals of the same buyer. It is told by a hash of those, computed for the file in
DuckDB and for what is there in PostgreSQL, only for the months in which they meet (docs/adr/0011). A test holds the two
to each other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import connection

from followup.judging.models import RowJudgement
from followup.ledger.actions.rows import stream
from followup.ledger.imports import LedgerReading
from followup.ledger.models import LedgerDelivery
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import Period

NEW_ROWS = "new_rows"  # what is loaded of a file when not all of it is
_APART = "chr(31)"  # the unit separator: no cell has it
_PAID = f"{{k}}supplier_ref || {_APART} || {{k}}supplier_name || {_APART} || {{k}}account"
_NAMED = f"{{r}}voucher || {_APART} || {{r}}invoice_number"
# What makes a posting itself, and what a corrected one still has: the same in both engines but for a cast.
_PAIR = f"md5({_PAID} || {_APART} || {_NAMED})"
_POSTING = (
    f"md5({_PAID} || {_APART} || {_NAMED} || {_APART} || (({{r}}booked_on - DATE '2000-01-01')::{{text}})"
    f" || {_APART} || ({{r}}{{amount}}::{{text}}))"
)
_IN_FILE = {"k": "", "r": "", "amount": "amount", "text": "VARCHAR"}
_IN_LEDGER = {"k": "k.", "r": "r.", "amount": "amount_sek", "text": "text"}


def deliveries_there(buyer: Organization, first: date, last: date) -> list[LedgerDelivery]:
    """What counts already of the months from the one to the other, with the other months of the same files."""
    active = LedgerDelivery.objects.filter(buyer=buyer, is_active=True)
    files = active.filter(month__gte=first, month__lte=last).values("ledger_import")
    return list(active.filter(ledger_import__in=files).select_related("ledger_import").order_by("month", "pk"))


def replaced_by(covers: Period, there: Collection[LedgerDelivery]) -> list[LedgerDelivery]:
    """What a corrected file that covers these months replaces: what other files deliver of them as theirs.

    A file all of whose own months are replaced goes whole, with what strayed in with it; what strayed into these months
    from a file about others stays.
    """
    goes = {each.pk for each in there if each.is_covered and covers.first <= each.month <= covers.last}
    stays_on = {each.ledger_import_id for each in there if each.is_covered and each.pk not in goes}
    replaced = {each.ledger_import_id for each in there if each.pk in goes} - stays_on
    return [each for each in there if each.pk in goes or each.ledger_import_id in replaced]


def compare(reading: LedgerReading, there: Collection[LedgerDelivery], *, folder: Path) -> None:
    """Fill temporary tables with the postings of both sides, of the months in which they meet.

    file_row(line_no, posting, pair, month, amount, nr) and there_row(ledger_import_id, line_no, …, is_covered, nr): the
    same posting has the same `posting` and `nr` in both; a corrected one the same `pair`.
    """
    months = sorted({each.month for each in there})
    select = (
        "SELECT line_no, posting, pair, month, amount, row_number() OVER (PARTITION BY posting ORDER BY line_no) FROM ("
        f"SELECT line_no, {_POSTING.format(**_IN_FILE)} AS posting, {_PAIR.format(**_IN_FILE)} AS pair, "
        "date_trunc('month', booked_on)::DATE AS month, amount FROM ledger_rows) p "
        f"WHERE month IN ({_listed(months)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DROP TABLE IF EXISTS file_row, there_row;
            CREATE TEMP TABLE file_row (line_no integer, posting uuid, pair uuid, month date, amount numeric(17, 2),
                nr integer) ON COMMIT DROP
            """
        )
        (fifo := folder / "postings").unlink(missing_ok=True)
        with cursor.copy("COPY file_row FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
            for block in stream(reading.connection, select, fifo):
                copy.write(block)
        # Naming the imports lets the planner leave all other partitions alone; of those the booking day has an index.
        cursor.execute(
            f"""
            CREATE TEMP TABLE there_row ON COMMIT DROP AS
            SELECT p.*, row_number() OVER (PARTITION BY posting ORDER BY is_covered DESC, ledger_import_id, line_no)
                AS nr
            FROM (
                SELECT r.ledger_import_id, r.line_no, {_POSTING.format(**_IN_LEDGER)}::uuid AS posting,
                    {_PAIR.format(**_IN_LEDGER)}::uuid AS pair, d.month, r.amount_sek AS amount, d.is_covered
                FROM followup_ledgerrow r
                JOIN followup_spendkey k ON k.id = r.key_id
                JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
                    AND d.month = date_trunc('month', r.booked_on::timestamp)::date
                WHERE d.id = ANY(%s) AND r.ledger_import_id = ANY(%s)
                    AND r.booked_on >= %s AND r.booked_on < (%s + interval '1 month')::date
            ) p;
            """,
            [[each.pk for each in there], sorted({each.ledger_import_id for each in there}), months[0], months[-1]],
        )
        cursor.execute("ANALYZE file_row; ANALYZE there_row")


_SAME = "SELECT f.line_no, f.amount, t.ledger_import_id FROM file_row f JOIN there_row t USING (posting, nr)"


def leave_out_the_same(reading: LedgerReading, *, folder: Path) -> tuple[int, Decimal, list[int]]:
    """Make NEW_ROWS of the reading without what is there already, after `compare`; where nothing is, it is not made.

    Returns how many rows that is, their sum, and which imports have them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), coalesce(sum(amount), 0), array_agg(DISTINCT ledger_import_id) FROM ({_SAME}) s"
        )
        number, total, imports = cursor.fetchone()
        with (
            (file := folder / "left_out.csv").open("wb") as out,
            cursor.copy(f"COPY (SELECT line_no FROM ({_SAME}) s) TO STDOUT (FORMAT csv)") as copy,
        ):
            for block in copy:
                out.write(block)
    if number:
        reading.connection.execute(
            "CREATE TEMP TABLE left_out AS SELECT * FROM read_csv(?, header = false, auto_detect = false, "
            "columns = {'line_no': 'BIGINT'})",
            [str(file)],
        )
        reading.connection.execute(
            f"CREATE TEMP VIEW {NEW_ROWS} AS SELECT r.* FROM ledger_rows r ANTI JOIN left_out USING (line_no)"
        )
    return number, Decimal(total), list(imports or [])


def leave_out_months(reading: LedgerReading, months: Collection[date]) -> tuple[int, Decimal]:
    """Make NEW_ROWS of the reading without its rows of some months. Returns how many rows that is, and their sum."""
    theirs = f"date_trunc('month', booked_on)::DATE IN ({_listed(months)})"
    found = reading.connection.execute(
        f"SELECT count(*), coalesce(sum(amount), 0) FROM ledger_rows WHERE {theirs}"
    ).fetchone()
    assert found is not None
    reading.connection.execute(f"CREATE TEMP VIEW {NEW_ROWS} AS SELECT * FROM ledger_rows WHERE NOT {theirs}")
    return found[0], Decimal(found[1])


def _listed(months: Collection[date]) -> str:
    return ", ".join(f"DATE '{month:%Y-%m-%d}'" for month in sorted(months))


# Which judgements by hand are about rows that do not count (theirs), each with its number among equals in its own file;
# and the rows that count instead (ours). They are few, so what makes a posting is compared as it is.
_CARRY_JUDGEMENTS = """
WITH theirs AS (
    SELECT j.*, r.booked_on, r.amount_sek, r.voucher, r.invoice_number, k.supplier_ref, k.supplier_name, k.account, (
        SELECT count(*) FROM followup_ledgerrow e JOIN followup_spendkey ek ON ek.id = e.key_id
        WHERE e.ledger_import_id = r.ledger_import_id AND e.booked_on = r.booked_on AND e.line_no <= r.line_no
            AND (e.amount_sek, e.voucher, e.invoice_number, ek.supplier_ref, ek.supplier_name, ek.account)
              = (r.amount_sek, r.voucher, r.invoice_number, k.supplier_ref, k.supplier_name, k.account)
    ) AS nr
    FROM followup_rowjudgement j
    JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
    JOIN followup_spendkey k ON k.id = r.key_id
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND NOT d.is_active
        AND d.month = date_trunc('month', r.booked_on::timestamp)::date
    WHERE r.ledger_import_id = ANY(%(sources)s) AND d.month = ANY(%(months)s::date[])
), ours AS (
    SELECT r.ledger_import_id, r.line_no, r.booked_on, r.amount_sek, r.voucher, r.invoice_number, k.supplier_ref,
        k.supplier_name, k.account,
        row_number() OVER (PARTITION BY r.ledger_import_id, r.booked_on, r.amount_sek, r.voucher, r.invoice_number,
            k.supplier_ref, k.supplier_name, k.account ORDER BY r.line_no) AS nr
    FROM followup_ledgerrow r JOIN followup_spendkey k ON k.id = r.key_id
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on::timestamp)::date
    WHERE r.ledger_import_id = ANY(%(targets)s) AND k.buyer_id = %(buyer)s
        AND r.booked_on IN (SELECT booked_on FROM theirs)
)
INSERT INTO followup_rowjudgement
    (ledger_import_id, line_no, category_id, area_id, exclusion, deviation_id, reason, judged_by_id, judged_at, version)
SELECT DISTINCT ON (ours.ledger_import_id, ours.line_no) ours.ledger_import_id, ours.line_no, category_id, area_id,
    exclusion, deviation_id, reason, judged_by_id, judged_at, 1
FROM theirs JOIN ours USING (booked_on, amount_sek, voucher, invoice_number, supplier_ref, supplier_name, account, nr)
ORDER BY ours.ledger_import_id, ours.line_no, judged_at DESC, theirs.id DESC
ON CONFLICT (ledger_import_id, line_no) DO UPDATE SET category_id = excluded.category_id, area_id = excluded.area_id,
    exclusion = excluded.exclusion, deviation_id = excluded.deviation_id, reason = excluded.reason,
    judged_by_id = excluded.judged_by_id, judged_at = excluded.judged_at,
    version = followup_rowjudgement.version + 1
WHERE followup_rowjudgement.judged_at < excluded.judged_at
"""


def carry_judgements(buyer: Organization, *, onto: Collection[int], months: Collection[date]) -> int:
    """Let what people decided about single rows follow their postings onto the rows of some imports, of some months.

    From rows that do not count any more; the latest decision speaks. Returns how many rows it was.
    """
    gone = LedgerDelivery.objects.filter(buyer=buyer, is_active=False, month__in=months).values("ledger_import")
    judged = RowJudgement.objects.filter(ledger_import__in=gone)
    # Naming the imports keeps all other partitions unread; mostly there are none.
    sources = sorted(judged.values_list("ledger_import", flat=True).distinct())
    if not sources or not onto:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _CARRY_JUDGEMENTS,
            {"buyer": buyer.pk, "months": sorted(months), "targets": sorted(onto), "sources": sources},
        )
        return int(cursor.rowcount)
