"""Whatever a file holds, its lines add up, its mended rows make it whole, and what it replaced comes back as it was."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from followup.judging.models import JudgedRow, SpendMonth
from followup.ledger import actions
from followup.ledger.imports import write_rejected
from followup.ledger.models import LedgerImport
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
HEADINGS = make.LEDGER_HEADER.split(";")
TRIES = settings(max_examples=15, deadline=None, phases=[Phase.generate])
# What stands in a cell instead of what should.
WRONG = [
    ("belopp", "tusen"),
    ("belopp", ""),
    ("belopp", "12;50"),
    ("datum", "2026-13-01"),
    ("datum", ""),
    ("datum", "maj"),
]
NAMES = ["Provhem AB", 'Prov; "hem" AB', "=Åkers, Älvö\u00a0& Ö"]
POSTING = st.tuples(
    st.integers(1, 3),  # the month
    st.integers(-900, 900).filter(bool),
    st.integers(0, 2),  # the supplier
    st.one_of(st.none(), st.sampled_from(WRONG)),
)
FILE = st.lists(POSTING, min_size=1, max_size=9)


def right(postings, series="V"):
    """The rows as they should be. Each has a voucher of its own, so that no two are the same."""
    rows = []
    for place, (month, amount, number, _wrong) in enumerate(postings):
        on = f"2026-0{month}-1{abs(amount) % 9}"
        line = make.ledger_row(f"{amount},50", on, voucher=f"{series}{place}", org_number=make.ORG_NUMBERS[number])
        row = dict(zip(HEADINGS, line.split(";"), strict=True))
        rows.append({**row, "leverantor": NAMES[number]})
    return rows


def broken(postings, rows):
    """The same with what is wrong in them."""
    return [{**row, **dict([wrong] if wrong else [])} for (*_, wrong), row in zip(postings, rows, strict=True)]


def written(rows, header=HEADINGS):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def load(content, choice=""):
    """Load what can be read, and see that every line of the file is told of once."""
    received = actions.receive_ledger_file(
        file=io.BytesIO(content), name="r.csv", by=None, at=NOW, choice=choice, good_rows_only=True
    )
    done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    rejected = done.rejected_rows.count()
    assert done.rejected == rejected
    if done.status == LedgerImport.Status.LOADED:
        assert done.lines == done.loaded + done.left_out + rejected
        assert done.loaded == JudgedRow.objects.filter(ledger_import=done).count()
    return done


def mended(done, rows):
    """The rejected rows as a person gets them, each mended by its voucher."""
    bad = done.rejected_rows.order_by("line_no").values_list("line_no", "raw", "reason")
    text = b"".join(write_rejected(done.header, bad)).decode("utf-8-sig")
    back = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    by_voucher = {row["verifikationsnummer"]: row for row in rows}
    found = [{**each, **by_voucher[each["verifikationsnummer"]]} for each in back]
    return written(found, [*done.header, "rad", "orsak"])


def sums():
    """All that is summed, by what the rows say and how they are judged."""
    said = (
        "key__supplier_name",
        "key__supplier_ref",
        "key__account",
        "key__unit",
        "month",
        "bucket",
        "reason",
        "sum_sek",
        "n",
    )
    return sorted(map(str, SpendMonth.objects.order_by().values_list(*said)))


@TRIES
@given(FILE)
def test_mended_rows_beside_the_good_ones_are_the_whole_file(postings):
    rows = right(postings)
    content, whole = written(broken(postings, rows)), written(rows)
    with transaction.atomic():
        load(whole)
        expected = sums()
        assert expected
        transaction.set_rollback(True)
    with transaction.atomic():
        done = load(content)
        assert done.lines == len(rows)
        assert done.rejected == sum(wrong is not None for *_, wrong in postings)
        if done.rejected:
            beside = load(mended(done, rows), choice="ADD")
            assert (beside.lines, beside.loaded) == (done.rejected, done.rejected)
        assert sums() == expected
        transaction.set_rollback(True)


@TRIES
@given(FILE, FILE, st.sampled_from(["REPLACE", "ADD", "LEAVE"]))
def test_what_is_undone_leaves_the_sums_as_they_were(first, second, choice):
    with transaction.atomic():
        make.contract("A-1")
        make.rules()
        load(written(broken(first, right(first))))
        before = sums()
        # Rows of the second file may be the first one's. It has one of its own, so that it is another file.
        own = make.ledger_row("7,77", "2026-02-07", voucher="own").split(";")
        rows = [*broken(second, right(second)), dict(zip(HEADINGS, own, strict=True))]
        done = load(written(rows), choice=choice)
        if done.status == LedgerImport.Status.LOADED:
            actions.undo_ledger_import(ledger_import_id=done.pk, by=None, at=NOW)
        assert sums() == before
        transaction.set_rollback(True)


@TRIES
@given(FILE)
def test_a_look_says_of_every_line_what_a_load_then_does(postings):
    with transaction.atomic():
        received = actions.receive_ledger_file(
            file=io.BytesIO(written(broken(postings, right(postings)))), name="r.csv", by=None, at=NOW
        )
        looked = actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
        assert sums() == []
        if looked.status == LedgerImport.Status.PREVIEWED:
            told = (looked.lines, looked.rejected, looked.preview["sum_sek"])
            actions.choose_load(ledger_import_id=received.pk, by=None, at=NOW)
            done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
            assert (done.lines, done.rejected, str(done.amount_sek)) == told
            assert done.loaded == looked.lines - looked.rejected
        else:
            assert all(wrong for *_, wrong in postings)
        transaction.set_rollback(True)
