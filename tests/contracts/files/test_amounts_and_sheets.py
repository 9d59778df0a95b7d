"""Register files: one decimal sign for all of a file, one sheet, and no value that is an error."""

import io
from decimal import Decimal

import pytest
import xlsxwriter

from contracts.files.imports import Column, amount, read_rows, text
from huddinge_vo.common.files.tabular import UnreadableFile

COLUMNS = (
    Column(heading="namn", field="name", meaning="Namnet.", read=text(60)),
    Column(heading="pris", field="price", meaning="Priset.", read=amount("Priset"), is_amount=True),
)


@pytest.fixture
def read(tmp_path):
    def one(content):
        path = tmp_path / "kept"
        path.write_bytes(content if isinstance(content, bytes) else f"namn;pris\n{content}".encode())
        rows, errors = read_rows(path, columns=COLUMNS, areas={})
        return [row["price"] for row in rows], [(error.line, error.column, error.reason) for error in errors]

    return one


def test_a_price_with_three_decimals_is_refused_where_the_others_say_that_the_point_parts_decimals(read):
    prices, errors = read("Natt;361.50\nDag;402.25\nHelg;361.505\n")
    assert prices == [Decimal("361.50"), Decimal("402.25")]
    assert errors == [(4, "pris", "”361.505” har fler än två decimaler.")]


def test_twelve_thousand_in_a_file_of_commas_is_still_twelve_thousand(read):
    assert read("Natt;12.500\nDag;402,25\n") == ([Decimal(12500), Decimal("402.25")], [])


def test_a_price_that_can_be_read_in_two_ways_refuses_the_file(read):
    with pytest.raises(UnreadableFile, match=r"”361.505” kan läsas på två sätt.*Skriv beloppen med decimalkomma"):
        read("Natt;361.505\nDag;402\n")


def book(*sheets):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        for name, *rows in sheets:
            sheet = made.add_worksheet(name)
            for line, (first, second) in enumerate(rows):
                sheet.write(line, 0, first)
                if second == "#N/A":
                    sheet.write_formula(line, 1, "=NA()", None, second)
                else:
                    sheet.write(line, 1, second)
    return target.getvalue()


def test_rows_on_two_sheets_are_refused_with_both_named(read):
    rows = (("namn", "pris"), ("Natt", 361.5))
    with pytest.raises(UnreadableFile, match="Filen har rader på flera blad: SOF, VON"):
        read(book(("SOF", *rows), ("VON", *rows)))


def test_a_cell_that_is_an_error_refuses_its_row_and_names_the_cell(read):
    prices, errors = read(book(("SOF", ("namn", "pris"), ("Natt", "#N/A"), ("Dag", 402.25))))
    assert prices == [Decimal("402.25")]
    assert errors == [(2, "pris", "Cell B2 är ett fel i Excel (#N/A).")]
