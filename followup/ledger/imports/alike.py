"""Rows of a file that are alike in all that tells postings apart: each is loaded, and whoever sent it is told."""

from __future__ import annotations

from followup.ledger.imports.how import Note
from followup.ledger.imports.reading import LedgerReading

ALIKE = "ALIKE"
_NAMED = 3  # lines; with these the others are found in the file
_POSTING = "supplier_ref, supplier_name, account, voucher, invoice_number, booked_on, amount"
# Numbers are counted far faster than texts: only what has the number of another row is compared by what it says.
_FOUND = f"""
WITH met AS (SELECT hash({_POSTING}) AS number FROM ledger_rows GROUP BY number HAVING count(*) > 1),
alike AS (
    SELECT line_no, row_number() OVER (PARTITION BY {_POSTING} ORDER BY line_no) AS nr
    FROM ledger_rows WHERE hash({_POSTING}) IN (SELECT number FROM met)
)
SELECT line_no, count(*) OVER () FROM alike WHERE nr > 1 ORDER BY line_no LIMIT {_NAMED}
"""


def note_of_alike(reading: LedgerReading) -> Note | None:
    """How many rows are as an earlier one of the file, and the first of their lines; nothing where none is.

    An invoice may well have several rows that are, so they are loaded; but a file that was put together twice has, too.
    How much they come to is told to nobody: of few it would be what was paid in secret.
    """
    found = reading.connection.execute(_FOUND).fetchall()
    if not found:
        return None
    lines, number = tuple(line for line, _ in found), found[0][1]
    where = ", ".join(map(str, lines[:-1])) + (f" och {lines[-1]}" if len(lines) > 1 else str(lines[-1]))
    rows = "rad är lika" if number == 1 else "rader är lika"
    loaded = "Den läses in som en egen rad" if number == 1 else "De läses in som egna rader"
    examples = "rad" if number == len(lines) else "till exempel rad"
    return Note(
        ALIKE,
        f"{number} {rows} en tidigare rad i leverantör, konto, verifikation, fakturanummer, dag och belopp ({examples} "
        f"{where}). {loaded}: en faktura kan ha flera lika rader. Är något med två gånger läser du in en rättad fil.",
        lines,
    )
