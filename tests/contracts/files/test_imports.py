"""Files of contracts, as people really save them."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from contracts.files.imports import Row
from contracts.files.registers.contracts import read_contracts
from contracts.plan.cells import name_key, unusable
from huddinge_vo.common.files.tabular import UnreadableFile

AREAS = {
    name_key(name): pk
    for name, pk in {
        "IFO-JOUR": 1,
        "Jourhem samt plats i behandlingsfamilj för barn/unga": 1,
        "IFO-NATT": 2,
        "Natthärbärge": 2,
        "HVB-hem, akut och utredning": 3,
        "Dubbelt": None,
    }.items()
}
GOOD = {
    "avtalsnummer": "A-1",
    "rubrik": "Jourhem",
    "leverantor": "Provhem AB",
    "leverantor_id": "556677-8899",
    "avtalsomrade": "IFO-JOUR",
    "form": "ramavtal",
    "prismodell": "anbud",
    "giltigt_fran": "2026-01-01",
    "giltigt_till": "2026-12-31",
    "takvolym": "1 000 000,50",
}
COLUMNS = list(GOOD)


def read(path, content, *, encoding="utf-8"):
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return read_contracts(path, areas=AREAS)


@pytest.fixture
def read_rows(tmp_path):
    """Reads a file of rows that differ from a good one as told."""

    def reader(*differences, **options):
        lines = [";".join(COLUMNS), *(";".join({**GOOD, **row}.values()) for row in differences)]
        return read(tmp_path / "avtal.csv", "\n".join([*lines, ""]), **options)

    return reader


@pytest.fixture
def reason(read_rows):
    """The single error of a row that differs from a good one as told, as (column, value, reason)."""

    def reader(**difference):
        rows, errors = read_rows(difference)
        assert rows == []
        assert [error.line for error in errors] == [2]
        return errors[0].column, errors[0].value, errors[0].reason

    return reader


def test_a_row_becomes_a_contract_to_the_ore_and_the_day(read_rows):
    rows, errors = read_rows({})
    assert errors == []
    assert rows == [
        Row(
            2,
            {
                "number": "A-1",
                "title": "Jourhem",
                "supplier_name": "Provhem AB",
                "supplier_number": "5566778899",
                "areas": (1,),
                "form": "FRAMEWORK",
                "price_model": "TENDERED",
                "valid_from": date(2026, 1, 1),
                "until_now": date(2026, 12, 31),
                "ceiling_sek": Decimal("1000000.50"),
            },
        )
    ]


def test_an_empty_end_number_and_ceiling_are_until_further_notice_by_name_and_none(read_rows):
    rows, errors = read_rows({"giltigt_till": "", "leverantor_id": "", "takvolym": ""})
    assert errors == []
    assert (rows[0]["until_now"], rows[0]["supplier_number"], rows[0]["ceiling_sek"]) == (None, None, None)


def test_one_day_is_a_term_and_nought_is_a_ceiling(read_rows):
    rows, errors = read_rows({"giltigt_till": "2026-01-01", "takvolym": "0"})
    assert errors == []
    assert (rows[0]["until_now"], rows[0]["ceiling_sek"]) == (date(2026, 1, 1), Decimal(0))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ramavtal", "FRAMEWORK"),
        ("Ramavtal ", "FRAMEWORK"),
        ("valfrihetssystem", "CHOICE_SYSTEM"),
        ("valfrihetssystem (LOV)", "CHOICE_SYSTEM"),
        ("entreprenad", "OUTSOURCING"),
        ("reserverat", "RESERVED"),
        ("direktupphandling", "DIRECT_AWARD"),
    ],
)
def test_forms_are_read(read_rows, written, code):
    assert read_rows({"form": written})[0][0]["form"] == code


@pytest.mark.parametrize(("written", "code"), [("fast", "FIXED"), ("FAST", "FIXED"), ("anbudspris", "TENDERED")])
def test_price_models_are_read(read_rows, written, code):
    assert read_rows({"prismodell": written})[0][0]["price_model"] == code


@pytest.mark.parametrize(
    ("written", "areas"),
    [
        ("ifo-natt", (2,)),
        ("NATTHÄRBÄRGE", (2,)),
        ("Natthärbärge", (2,)),  # as a Mac writes it
        ("HVB-hem, akut och utredning", (3,)),
        ("IFO-NATT|IFO-JOUR", (2, 1)),
        (" IFO-NATT | Natthärbärge |", (2,)),
    ],
)
def test_areas_go_by_code_or_name_and_each_counts_once(read_rows, written, areas):
    rows, errors = read_rows({"avtalsomrade": written})
    assert errors == []
    assert rows[0]["areas"] == areas


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("avtalsnummer", "", "Avtalsnumret saknas."),
        ("avtalsomrade", "", "Avtalsområdet saknas."),
        ("form", "", "Avtalsformen saknas."),
        ("leverantor", " ", "Leverantörens namn saknas."),
        ("giltigt_fran", "", "Första dagen saknas."),
        ("rubrik", "", "Rubriken saknas."),
        ("prismodell", "", "Prismodellen saknas."),
    ],
)
def test_what_must_be_there_is_named_when_it_is_missing(reason, column, value, expected):
    assert reason(**{column: value}) == (column, "", expected)


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("leverantor_id", "556677-8890", unusable("556677-8890", "organisationsnummer")),
        ("leverantor_id", "10004007", unusable("10004007", "organisationsnummer")),
        ("leverantor_id", "556677****", unusable("556677****", "organisationsnummer")),
        ("avtalsomrade", "Flygplatser", "Avtalsområdet ”Flygplatser” finns inte. Ange kod eller exakt namn."),
        ("avtalsomrade", "Dubbelt", "Flera avtalsområden heter ”Dubbelt”. Ange koden."),
        (
            "form",
            "muntligt",
            (
                "”muntligt” går inte att tolka. Ange ramavtal, valfrihetssystem, entreprenad, reserverat eller "
                "direktupphandling."
            ),
        ),
        ("prismodell", "löpande", "”löpande” går inte att tolka. Ange fast eller anbud."),
        ("giltigt_fran", "1/2 2026", "”1/2 2026” går inte att läsa som datum. Skriv ÅÅÅÅ-MM-DD."),
        ("giltigt_fran", "20260101", "”20260101” går inte att läsa som datum. Skriv ÅÅÅÅ-MM-DD."),
        ("giltigt_till", "2026-02-29", "”2026-02-29” är ingen dag i almanackan."),
        (
            "giltigt_till",
            "9999-12-31",
            "”9999-12-31” ligger utanför åren 1950–2199. Lämna slutet tomt om avtalet gäller tills vidare.",
        ),
        ("giltigt_till", "2025-12-31", "Sista dagen ligger före första dagen, 2026-01-01."),
        ("takvolym", "-1", "Takvolymen kan inte vara negativ."),
        ("takvolym", "cirka 5", "”cirka 5” går inte att läsa som ett belopp."),
    ],
)
def test_what_cannot_be_read_is_named_with_its_column_value_and_reason(reason, column, value, expected):
    assert reason(**{column: value}) == (column, value, expected)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1000000", "1000000"),
        ("1 000 000", "1000000"),
        ("1.000.000", "1000000"),
        ("1000000.5", "1000000.5"),
        ("12,05", "12.05"),
    ],
)
def test_ceilings_are_read_as_they_are_written(read_rows, written, amount):
    assert read_rows({"takvolym": written})[0][0]["ceiling_sek"] == Decimal(amount)


def test_every_error_of_every_row_is_collected(read_rows):
    rows, errors = read_rows({"form": "x", "takvolym": "-1"}, {"avtalsnummer": "A-2"}, {"giltigt_fran": "igår"})
    assert [row["number"] for row in rows] == ["A-2"]
    assert [(error.line, error.column) for error in errors] == [
        (2, "form"),
        (2, "takvolym"),
        (4, "avtalsnummer"),
        (4, "giltigt_fran"),
    ]
    assert errors[2].reason == "Avtalsnumret finns redan på rad 2."


def test_a_number_that_comes_again_is_an_error_on_the_later_row(read_rows):
    rows, errors = read_rows({}, {"rubrik": "Samma nummer"})
    assert [row.line for row in rows] == [2]
    assert [(error.line, error.value) for error in errors] == [(3, "A-1")]


def test_too_few_and_too_many_fields_are_errors_and_blank_rows_only_count(tmp_path):
    good = ";".join(GOOD.values())
    other = good.replace("A-1", "A-2")
    content = "\n".join([";".join(COLUMNS), "A-0;Kort", "", ";;;;;;;;;", good, f"{good};mer", f"{other};;", ""])
    rows, errors = read(tmp_path / "avtal.csv", content)
    assert [row.line for row in rows] == [5, 7]
    assert [(error.line, error.column, error.reason) for error in errors] == [
        (2, "hela raden", "Raden har 2 fält, men rubrikraden har 10."),
        (6, "hela raden", "Raden har 11 fält, men rubrikraden har 10."),
    ]


def test_a_quoted_title_may_hold_the_delimiter_and_line_ends_are_no_matter(tmp_path):
    row = ";".join({**GOOD, "rubrik": '"Jourhem; natt"'}.values())
    for end in ("\n", "\r\n", "\r"):
        rows, errors = read(tmp_path / "avtal.csv", end.join([";".join(COLUMNS), row, ""]))
        assert (errors, rows[0]["title"]) == ([], "Jourhem; natt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_swedish_letters_survive_every_encoding(read_rows, encoding):
    rows, errors = read_rows({"rubrik": "Åsa öppnar ärenden", "avtalsomrade": "Natthärbärge"}, encoding=encoding)
    assert (errors, rows[0]["title"], rows[0]["areas"]) == ([], "Åsa öppnar ärenden", (2,))


def test_headings_may_have_accents_spaces_another_order_and_company(tmp_path):
    names = ["Anteckning", "Takvolym", "Giltigt till", "Giltigt från", "Prismodell", "Form", "Avtalsområde"]
    names += ["Leverantör-ID", "Leverantör", "Rubrik", "Avtalsnummer"]
    rows, errors = read(
        tmp_path / "avtal.csv", "\t".join(names) + "\n" + "\t".join(["obs", *reversed(GOOD.values())]) + "\n"
    )
    assert (errors, rows[0]["number"], rows[0]["ceiling_sek"]) == ([], "A-1", Decimal("1000000.50"))


def test_a_file_with_the_headings_of_before_is_read_as_one_with_those_of_now(tmp_path):
    row = {**GOOD, "ursprunglig_avtalstid_till": "2026-06-30"}
    now = ";".join(row)
    before = now.replace("takvolym", "takbelopp").replace("ursprunglig_avtalstid_till", "grundtid_till")
    told = [read(tmp_path / "avtal.csv", f"{head}\n{';'.join(row.values())}\n") for head in (now, before)]
    assert before != now
    assert told[0][1] == told[1][1] == []
    assert told[0][0][0].values == told[1][0][0].values
    assert told[1][0][0]["initial_until"] == date(2026, 6, 30)
    with pytest.raises(UnreadableFile, match="takvolym finns flera gånger"):
        read(tmp_path / "avtal.csv", f"{now};takbelopp\n{';'.join(row.values())};1\n")


def test_missing_columns_are_named(tmp_path):
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path / "avtal.csv", "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell\n")
    assert str(refusal.value) == (
        "Kolumnerna giltigt_fran, takvolym saknas på rad 1. Kolumnerna ska vara avtalsnummer, rubrik, leverantor, "
        "leverantor_id, avtalsomrade, form, prismodell, giltigt_fran, takvolym."
    )


def test_a_column_that_is_there_twice_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match=r"Kolumnen rubrik finns flera gånger på rad 1\."):
        read(tmp_path / "avtal.csv", ";".join([*COLUMNS, "Rubrik"]) + "\n")


def test_only_headings_are_no_contracts(read_rows):
    assert read_rows() == ([], [])


def test_a_spreadsheet_with_typed_cells_says_the_same(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(COLUMNS))
    sheet.append([])
    sheet.append(
        [
            4711,
            "Jourhem",
            "Provhem AB",
            5566778899,
            "IFO-JOUR|IFO-NATT",
            "ramavtal",
            "fast",
            date(2026, 1, 1),
            None,
            1000000.5,
        ]
    )
    sheet.append(["0042", "Jourhem", "Provhem AB", None, "IFO-JOUR", "ramavtal", "fast", "2026-01-01", "i morgon", 7])
    book.save(tmp_path / "avtal.xlsx")
    rows, errors = read_contracts(tmp_path / "avtal.xlsx", areas=AREAS)
    assert rows == [
        Row(
            3,
            {
                "number": "4711",
                "title": "Jourhem",
                "supplier_name": "Provhem AB",
                "supplier_number": "5566778899",
                "areas": (1, 2),
                "form": "FRAMEWORK",
                "price_model": "FIXED",
                "valid_from": date(2026, 1, 1),
                "until_now": None,
                "ceiling_sek": Decimal("1000000.5"),
            },
        )
    ]
    assert [(error.line, error.column, error.value) for error in errors] == [(4, "giltigt_till", "i morgon")]
