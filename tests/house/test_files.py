"""All lists as files: a spreadsheet gets values."""

import io
import re

import pytest
from openpyxl import load_workbook

from contracts.register.models import Contract
from tests.house.test_lists import lists

pytestmark = pytest.mark.django_db

_MARKUP = re.compile(r"</?[a-z][^>]*>|&[a-z]+;|&#\d+;")
_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_A_SHARE = re.compile(r"[−-]?\d[\d\s]*(,\d+)?\s?%")
_A_NUMBER = re.compile(r"[−-]?\d{1,3}(\s\d{3})*(,\d+)?( kr)?")


def exported(client, path):
    answer = client.get(path, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Uppgifter"]
    head, *rows = [list(row) for row in sheet.iter_rows()]
    return [cell.value for cell in head], rows


def test_exported_cells_hold_values_and_neither_markup_nor_days_and_numbers_as_texts(everything):
    """What a spreadsheet is to compute on: a day is a day, an amount a number, a share a number shown as per cent."""
    Contract.objects.update(ceiling_sek=1_000_000)
    files, cells = 0, 0
    for path, view in lists():
        if not view.export_name:
            continue
        files += 1
        heading, rows = exported(everything, path)
        for row in rows:
            for title, cell in zip(heading, row, strict=True):
                where = (path, title, cell.value)
                cells += cell.value is not None
                assert not isinstance(cell.value, str) or not _MARKUP.search(cell.value), where
                if not isinstance(cell.value, str) or title in _TEXTS:
                    continue
                for kind in (_A_DAY, _A_SHARE, _A_NUMBER):
                    assert not kind.fullmatch(cell.value.replace("\xa0", " ")), where
        plain = b"".join(everything.get(path, {"export": "csv"}).streaming_content).decode("utf-8-sig")
        assert not _MARKUP.search(plain), path
    assert files >= 20
    assert cells >= 120


# What is written with digits and is no number to compute on.
_TEXTS = {"Konto", "Nummer", "Diarienummer", "Kod"}


def test_a_sheet_has_its_headings_in_view_and_can_be_filtered(everything):
    answer = everything.get("/avtal/", {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Uppgifter"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    for column in sheet.columns:  # wide enough for what stands in them, up to sixty signs
        needed = min(max(len(str(cell.value or "").removesuffix(" 00:00:00")) for cell in column), 60)
        assert sheet.column_dimensions[column[0].column_letter].width >= needed, column[0].value
