"""Index files in every form that PxWeb gives: all come to the same values, and what is something else says so."""

import itertools
import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.index.imports.pxweb import cube as cubes
from contracts.index.imports.pxweb import read_json_stat2
from huddinge_vo.common.files.tabular import UnreadableFile
from tests.contracts.index.index_files import LCI, stat2

INDUSTRIES = ("Q Vård och omsorg", "P Utbildning")


def as_json(dims, cells):
    (*keys, (_, contents)) = dims[0], dims[2], dims[1]
    rows = []
    for industry, period in itertools.product(keys[0][1], keys[1][1]):
        values = [cells[industry, one, period] for one in contents]
        rows.append({"key": [industry, period], "values": [".." if one is None else str(one) for one in values]})
    columns = [{"code": "SNI", "text": "SNI", "type": "d"}, {"code": "Tid", "text": "kvartal", "type": "t"}]
    columns += [{"code": one, "text": one, "type": "c"} for one in contents]
    return "\ufeff" + json.dumps({"columns": columns, "data": rows})


def as_stat2(dims, cells, *, sparse):
    values = [cells[key] for key in itertools.product(*(codes for _, codes in dims))]
    written = ["null" if one is None else str(one) for one in values]
    if sparse:
        inner = ",".join(f'"{at}":{one}' for at, one in enumerate(written) if one != "null")
        value = f"{{{inner}}}"
    else:
        value = f"[{','.join(written)}]"
    about = {
        "class": "dataset",
        "id": [name for name, _ in dims],
        "size": [len(codes) for _, codes in dims],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {
            name: {"category": {"index": {code: at for at, code in enumerate(codes)} if sparse else list(codes)}}
            for name, codes in dims
        },
    }
    return json.dumps(about)[:-1] + f', "value": {value}}}'


def as_px(dims, cells):
    lines = ['CHARSET="ANSI";', 'AXIS-VERSION="2010";', 'CODEPAGE="windows-1252";', 'LANGUAGE="sv";']
    lines += ['STUB="SNI","ContentsCode";', 'HEADING="Tid";', 'CONTVARIABLE="ContentsCode";']
    lines += [f'VALUES("{name}")=' + ",\n".join(f'"{code}"' for code in codes) + ";" for name, codes in dims]
    keys = itertools.product(*(codes for _, codes in dims))
    lines += ["DATA=", *('".."' if cells[key] is None else str(cells[key]) for key in keys), ";"]
    return "\r\n".join(lines).encode("cp1252")


def as_wide_csv(dims, cells):
    (_, industries), (_, contents), (_, periods) = dims
    pairs = list(itertools.product(contents, periods))
    lines = [",".join(['"SNI"', *(f'"{one} {period}"' for one, period in pairs)])]
    for industry in industries:
        values = [cells[industry, one, period] for one, period in pairs]
        lines.append(",".join([f'"{industry}"', *(".." if one is None else str(one) for one in values)]))
    return "\n".join(lines)


numbers = st.decimals(Decimal(-500), Decimal(500), places=2)


@st.composite
def tables(draw):
    industries = INDUSTRIES[: draw(st.integers(1, 2))]
    contents = tuple(LCI)[: draw(st.integers(1, 2))]
    first = draw(st.integers(2008, 2030))
    periods = tuple(f"{first + at // 4}K{at % 4 + 1}" for at in range(draw(st.integers(1, 5))))
    dims = (("SNI", industries), ("ContentsCode", contents), ("Tid", periods))
    cells = {key: draw(st.none() | numbers) for key in itertools.product(industries, contents, periods)}
    cells[industries[0], contents[0], periods[0]] = draw(numbers)
    return dims, cells


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables())
def test_a_table_reads_back_the_same_from_every_form(read_index, table):
    dims, cells = table
    expected = {key: value for key, value in cells.items() if value is not None}
    forms = {
        "json": as_json(dims, cells),
        "dense": as_stat2(dims, cells, sparse=False),
        "sparse": as_stat2(dims, cells, sparse=True),
        "px": as_px(dims, cells),
        "csv": as_wide_csv(dims, cells),
    }
    for form, content in forms.items():
        cube = read_index(content)
        order = [one.code for one in cube.dimensions]
        places = [order.index(name) for name, _ in dims]
        found = {tuple(key[at] for at in places): value for key, value in cube.cells.items() if value is not None}
        assert found == expected, form
        assert (cube.time, cube.contents) == ("Tid", "ContentsCode"), form
        assert {one.code: one.codes for one in cube.dimensions} == dict(dims), form


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "är tom"),
        (b"\xef\xbb\xbf \r\n", "är tom"),
        (b"\n <!DOCTYPE html><html></html>", "webbsida, inte värden"),
        (b"%PDF-1.7", "ingen tabell"),
        (b"a\0b", "ingen textfil"),
        (b'{"columns": [', "avhuggen eller skadad"),
        (b'{"a": NaN}', "avhuggen eller skadad"),
        (b"[1, 2]", "ingen tabell"),
        (b'{"apiVersion": "2"}', "ingen tabell"),
        (b'{"variables": []}', "beskriver tabellen"),
        (b'{"columns": [], "data": []}', "inga värden"),
        (b"[" * 100_000, "avhuggen eller skadad"),
        (b"namn;ort\nA;B\n", "inga perioder"),
        (b"PK\x03\x04skadad", "skadad"),
    ],
)
def test_what_is_no_index_file_says_what_it_is(read_index, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_index(content)


def test_a_file_or_table_that_is_too_large_is_refused(read_index, monkeypatch):
    monkeypatch.setattr(cubes, "LARGEST_CELLS", 7)
    with pytest.raises(UnreadableFile, match="8 celler"):
        read_json_stat2(stat2())
    monkeypatch.setattr("contracts.index.imports.pxweb.files.LARGEST_BYTES", 10)
    with pytest.raises(UnreadableFile, match="större än"):
        read_index("period;värde\n2026K1;1\n")
