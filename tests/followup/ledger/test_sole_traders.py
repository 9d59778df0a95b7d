"""A sole trader's number is a personal one: masked wherever a ledger is shown, but for who is to mend its bad rows."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from followup.judging import actions as judging_actions
from followup.ledger import actions
from huddinge_vo.common import org_numbers
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
NUMBER = "9001011239"
WAYS = [NUMBER, "900101-1239", "19900101-1239", "199001011239", "900101 1239", "900101+1239", "900101\N{EN DASH}1239"]
BAD = [make.ledger_row("fel", name="Firma Prov", org_number=way, invoice=f"{n}") for n, way in enumerate(WAYS)] + [
    make.ledger_row(f"fel {NUMBER}", name="Firma Prov", org_number=""),
    f"en trasig rad;om 900101-1239;{NUMBER}",
    make.ledger_row("5,00", f"{NUMBER}", name="Firma Prov", org_number=""),
]
GOOD = make.ledger_row("1000,00", name="Firma Prov", org_number=NUMBER)


@pytest.mark.parametrize("way", WAYS)
def test_a_personal_number_is_masked_within_a_text_however_it_is_written(way):
    assert org_numbers.mask_in(f"om {way}, konto 4631") == f"om {org_numbers.MASKED}, konto 4631"
    assert org_numbers.mask_in(f"faktura 7{way.replace('-', '')}77 av 556677-8899") == (
        f"faktura 7{way.replace('-', '')}77 av 556677-8899"
    )


@pytest.fixture
def loaded():
    file = io.BytesIO(make.ledger_file(GOOD, *BAD))
    received = actions.receive_ledger_file(file=file, name="r.csv", by=None, at=NOW, good_rows_only=True)
    done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    assert (done.loaded, done.rejected) == (1, len(BAD))
    return done


def digits(text):
    return "".join(each for each in text if each.isdigit())


def test_no_page_of_the_ledger_tells_a_sole_traders_number(client, loaded):
    client.force_login(make.user("uppföljare"))
    page = loaded.get_absolute_url()
    for path in (page, f"{page}avvisade.csv", "/reskontra/rader/", "/reskontra/rader/?export=csv", "/regler/utan/"):
        answer = client.get(path)
        said = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        for way in WAYS:
            assert way not in said, path
        if path.startswith(page):
            assert org_numbers.MASKED in said


def test_who_loads_files_gets_the_bad_rows_as_they_came_to_mend_them_and_sees_them_masked_on_the_page(client, loaded):
    client.force_login(make.user("controller"))
    assert NUMBER not in client.get(loaded.get_absolute_url()).content.decode()
    file = b"".join(client.get(f"{loaded.get_absolute_url()}avvisade.csv").streaming_content).decode()
    assert all(way in file for way in WAYS if not way.startswith(("+", "=")))


def test_a_file_that_is_not_known_is_shown_without_personal_numbers(client, leader):
    text = f"Datum;Namn;Nr;Summa\n2026-03-01;Firma Prov;{NUMBER};1,00\n2026-03-02;Firma Prov;900101-1239;fel\n"
    received = actions.receive_ledger_file(file=io.BytesIO(text.encode()), name="okand.csv", by=leader, at=NOW)
    actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    path = f"{received.get_absolute_url()}sa-lases-den/"
    sent = {"map_booked_on": "Datum", "map_supplier_name": "Namn", "map_supplier_ref": "Nr", "map_amount": "Summa"}
    for answer in (client.get(path), client.post(path, sent), client.get(received.get_absolute_url())):
        said = answer.content.decode()
        assert NUMBER not in said
        assert "900101-1239" not in said


def test_the_terminal_says_no_personal_number_and_writes_the_rows_to_mend_as_they_came(tmp_path, capsys):
    path, rejects = tmp_path / "r.csv", tmp_path / "fel.csv"
    path.write_bytes(make.ledger_file(*BAD))
    with pytest.raises(CommandError):
        call_command("import_ledger", str(path), rejects=rejects, json=True)
    said = "".join(capsys.readouterr())
    assert not [way for way in WAYS if way in said]
    assert "900101-1239" in rejects.read_text()
