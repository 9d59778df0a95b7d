"""What is sent in and is no ledger, or too large for one: told in one sentence, on the page and in the terminal, and
nothing is left behind.
"""

import html
import io
import json
import re
import struct
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from contracts.awards.forms import AwardImportForm
from contracts.checks.forms import CheckImportForm
from contracts.files.forms import ContractImportForm
from contracts.suppliers.models import Supplier
from followup.judging.models import JudgedRow, SpendMonth
from followup.ledger import actions
from followup.ledger.forms import LedgerFileForm
from followup.ledger.models import LedgerDelivery, LedgerImport
from huddinge_vo.common.files import sheets
from huddinge_vo.common.people.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(200)
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(30)


def archive(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def workbook(rows):
    """A workbook as Excel makes it, but for what its only sheet says."""
    made, target = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet("Data").write(0, 0, "belopp")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, SHEET.format(rows) if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return target.getvalue()


CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
NO_PLACES = f'<row>{"<c><v>1</v></c>" * 16_384}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
LIES = {
    "nothing": ("r.csv", b"", "Filen är tom."),
    "line ends alone": ("r.csv", b"\r\n\r\n\n", "Filen är tom."),
    "headings alone": ("r.csv", make.ledger_file(), "Filen har inga rader som går att läsa in."),
    "a zip called .csv": ("r.csv", archive(**{"r.csv": make.ledger_file()}), "Filen är ett zip-arkiv"),
    "a zip called .xlsx": ("r.xlsx", archive(**{"brev.docx": b"x" * 9}), "Filen är ett zip-arkiv och ingen Excelfil"),
    "a letter called .xlsx": ("r.xlsx", archive(**{"word__document.xml": "<a/>"}), "Filen är ett zip-arkiv"),
    "a picture called .csv": ("r.csv", PNG, "Filen är ingen tabell"),
    "a moving picture called .csv": ("r.csv", GIF, "Filen är ingen textfil"),
    "a binary workbook": ("r.xlsb", archive(**{"xl__workbook.bin": b"\0" * 9}), r"binär Excelfil \(.xlsb\)"),
    "a bomb": (
        "r.xlsx",
        archive(**{"xl__workbook.xml": "<a/>", "xl__worksheets__sheet1.xml": b"0" * (150 << 20)}),
        "Excelfilen är för stor när den packas upp",
    ),
    "a bomb of two cells": ("r.xlsx", workbook(CORNERS), "celler ligger för långt från varandra"),
    "a bomb of cells without places": ("r.xlsx", workbook(NO_PLACES), "celler ligger för långt från varandra"),
    "half a workbook": ("r.xlsx", workbook("")[:-300], "Excelfilen är skadad"),
    "no letters": ("r.csv", bytes(range(128, 256)) * 3, "Filens teckenkodning går inte att tolka"),
}


@pytest.fixture
def left_behind(settings, tmp_path, monkeypatch):
    """What lies in the folders of temporary files, of the page's and of ours."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return lambda: sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def nothing_loaded():
    return (
        not any(model.objects.exists() for model in (JudgedRow, SpendMonth, LedgerDelivery, Supplier))
        and not Organization.objects.exclude(pk=make.buyer().pk).exists()
    )


def in_one_sentence(text):
    return "\n" not in text and 10 < len(text) < 300 and text.endswith(".")


def sent(client, name, content, run):
    file = io.BytesIO(content)
    file.name = name
    with run(execute=False):
        return client.post(reverse("followup:import-upload"), {"file": file})


def said_in_terminal(path, *options):
    """What the terminal says of a file that it refuses, and what it writes as JSON."""
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_ledger", path, *options, stdout=out, stderr=io.StringIO())
    assert refused.value.returncode != 0
    return str(refused.value), out.getvalue()


@pytest.mark.parametrize(("name", "content", "words"), LIES.values(), ids=LIES)
def test_what_is_no_ledger_is_told_in_one_sentence_on_its_page_and_leaves_nothing_behind(
    client, leader, left_behind, django_capture_on_commit_callbacks, name, content, words
):
    answer = sent(client, name, content, django_capture_on_commit_callbacks)
    if not content:  # the form says so, and keeps nothing
        assert answer.status_code == 422
        assert answer.context["form"].errors["file"] == ["Filen är tom. Välj en annan fil."]
        assert not LedgerImport.objects.exists()
        return
    done = actions.preview_ledger_import(ledger_import_id=LedgerImport.objects.get().pk, at=NOW)
    assert done.status == LedgerImport.Status.REFUSED
    assert re.search(words, done.message)
    assert in_one_sentence(done.message)
    assert done.message in html.unescape(client.get(done.get_absolute_url()).content.decode())
    # To choose how it is to be read leads nowhere, or to a page that says why.
    chosen = client.get(f"{done.get_absolute_url()}sa-lases-den/", follow=True)
    assert chosen.status_code == 200
    assert done.message in html.unescape(chosen.content.decode())
    assert left_behind() == []
    assert nothing_loaded()


@pytest.mark.parametrize(("name", "content", "words"), LIES.values(), ids=LIES)
def test_what_is_no_ledger_is_told_in_one_sentence_in_the_terminal_and_as_json(
    tmp_path, left_behind, name, content, words
):
    path = tmp_path / name
    path.write_bytes(content)
    told, written = said_in_terminal(path)
    assert written == ""
    assert re.search(words, told)
    assert in_one_sentence(told)
    again, written = said_in_terminal(path, "--json")
    said = json.loads(written)
    assert (said["status"], said["message"], again) == ("REFUSED", told, told)
    assert left_behind() == []
    assert nothing_loaded()


# ------------------------------------------------------------------------------------------------------------ too large


TOO_LARGE = "Filen är större än 3 MB. Dela upp den per månad eller år."


@pytest.fixture
def large(settings):
    """A ledger of four megabytes where three are taken in."""
    settings.VO_LARGEST_UPLOAD = settings.VO_LARGEST_DOCUMENT = 3 << 20
    row = make.ledger_row("1,00", unit="x" * 150)
    return make.ledger_file(*[row] * ((4 << 20) // (len(row) + 1) + 1))


def test_a_file_that_is_too_large_is_refused_by_its_page_and_no_more_of_it_is_kept_than_may_be(
    client, leader, large, left_behind, monkeypatch, django_capture_on_commit_callbacks
):
    kept = []
    close = TemporaryUploadedFile.close
    monkeypatch.setattr(
        TemporaryUploadedFile,
        "close",
        lambda file: (kept.append(Path(file.temporary_file_path()).stat().st_size), close(file)),
    )
    answer = sent(client, "r.csv", large, django_capture_on_commit_callbacks)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [TOO_LARGE]
    assert len(kept) == 1
    assert 3 << 20 < kept[0] <= (3 << 20) + (64 << 10)  # too large by itself: nobody takes the beginning for the whole
    assert left_behind() == []
    assert not LedgerImport.objects.exists()


@pytest.mark.parametrize("form", [LedgerFileForm, ContractImportForm, AwardImportForm, CheckImportForm])
def test_no_form_takes_a_file_of_which_only_the_beginning_was_kept(form, large):
    """Not only the ledger's: any form that reads a file in looks at the size that was sent."""
    assert "clean_file" in dir(form)
    file = SimpleUploadedFile("r.csv", large)
    given = form(data={}, files={"file": file})
    assert any("större än" in reason for reason in given.errors["file"])


def test_a_file_that_is_too_large_is_refused_by_the_terminal_before_it_is_kept(large, tmp_path, left_behind):
    path = tmp_path / "r.csv"
    path.write_bytes(large)
    for options in ((), ("--json",), ("--preview",), ("--good-rows", "--json")):
        told, written = said_in_terminal(path, *options)
        assert told == f"{TOO_LARGE} Gränsen är inställningen VO_LARGEST_UPLOAD_MB."
        if "--json" in options:
            assert json.loads(written) == {"status": "REFUSED", "message": told}
    assert not LedgerImport.objects.exists()
    assert left_behind() == []


def test_what_the_terminal_refuses_before_it_receives_it_is_json_too(tmp_path):
    path = tmp_path / "r.csv"
    told, written = said_in_terminal(path, "--json")
    assert json.loads(written) == {"status": "REFUSED", "message": told}
    path.write_bytes(make.ledger_file(make.ledger_row("1,00")))
    call_command("import_ledger", path, stdout=io.StringIO())
    told, written = said_in_terminal(path, "--json")
    assert "redan mottagen" in told
    assert json.loads(written) == {"status": "REFUSED", "message": told}


# --------------------------------------------------------------------------------------------- sheets that are in order


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="Z1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576"/></row>',
        f"<row>{'<c><v>1</v></c>' * 20}</row>" * 2000,
        '<row r="1"><c r="A1"><v>1</v></c><c r="AH1"><v>1</v></c></row>',
    ],
    ids=["a note far down", "styles to the end of a row", "cells without places", "more than 26 columns"],
)
def test_a_sheet_that_can_be_read_is_not_taken_for_a_bomb(rows):
    with zipfile.ZipFile(io.BytesIO(workbook(rows))) as package:
        assert not sheets.is_beyond_reading(package)
