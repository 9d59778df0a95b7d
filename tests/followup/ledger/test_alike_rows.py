"""A file with rows that are alike in all: each is loaded, and whoever sent it is told before and after."""

import io

import pytest

from followup.ledger import actions
from followup.ledger.models import LedgerRow
from tests import factories as make
from tests.house import worlds

pytestmark = pytest.mark.django_db
AT = worlds.NOW


def looked_at(*rows):
    make.buyer()
    file = io.BytesIO(make.ledger_file(*rows))
    received = actions.receive_ledger_file(file=file, name="r.csv", by=None, at=AT)
    return actions.preview_ledger_import(ledger_import_id=received.pk, at=AT)


def told(ledger_import):
    return [note["text"] for note in ledger_import.notes if note["kind"] == "ALIKE"]


def test_one_row_that_is_as_an_earlier_one_is_told_by_its_line_and_loaded(client):
    one, other = make.ledger_row("1000,00", invoice="F1"), make.ledger_row("7,00", invoice="F2")
    looked = looked_at(one, other, one)
    (text,) = told(looked)
    assert text == (
        "1 rad är lika en tidigare rad i leverantör, konto, verifikation, fakturanummer, dag och belopp (rad 4). "
        "Den läses in som en egen rad: en faktura kan ha flera lika rader. Är något med två gånger läser du in en "
        "rättad fil."
    )
    assert actions.preview_ledger_import(ledger_import_id=looked.pk, at=AT).notes == looked.notes
    actions.choose_load(ledger_import_id=looked.pk, by=None, at=AT)
    loaded = actions.load_ledger_import(ledger_import_id=looked.pk, at=AT)
    assert (loaded.loaded, LedgerRow.objects.count()) == (3, 3)
    assert told(loaded) == [text]
    client.force_login(make.user("kategoriledare"))
    assert "1 rad är lika en tidigare rad" in client.get(looked.get_absolute_url()).content.decode()


def test_many_are_counted_and_the_first_lines_named():
    rows = [make.ledger_row(f"{n},00", invoice=f"F{n}") for n in range(1, 8)]
    (text,) = told(looked_at(*rows, *rows))
    assert text.startswith("7 rader är lika en tidigare rad")
    assert "(till exempel rad 9, 10 och 11). De läses in som egna rader" in text
    assert " kr" not in text  # of few rows it would be what was paid in secret


@pytest.mark.parametrize(
    "other",
    [
        {"amount": "1000,01"},
        {"on": "2026-03-02"},
        {"account": "4632"},
        {"invoice": "F2"},
        {"voucher": "V2"},
        {"name": "Annat AB"},
        {"org_number": make.ORG_NUMBERS[1]},
    ],
)
def test_rows_that_differ_in_anything_that_tells_postings_apart_are_not_alike(other):
    assert told(looked_at(make.ledger_row(invoice="F1"), make.ledger_row(**{"invoice": "F1", **other}))) == []
