"""Index values from a terminal: read from a file, fetched, and told of in one line of Swedish when it fails."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from contracts.index.models import IndexImport, IndexValue
from tests import factories as make
from tests.contracts.index.indices import fetched_series, written

pytestmark = pytest.mark.django_db


def run(*args, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*args, stdout=out, stderr=err, **options)
        code = ""
    except CommandError as error:
        code = str(error)
    return out.getvalue(), err.getvalue(), code


def test_a_file_is_read_in_from_a_terminal(tmp_path):
    make.series()
    path = tmp_path / "lci.csv"
    path.write_bytes(written("2026K1;144,0;;", "2026K2;145,1;;"))
    told, _, error = run("import_index", str(path), "--series", "lci-arb-q")
    assert error == ""
    assert "2 nya, 0 nya utgåvor. Väntar på granskning, inget är sparat." in told
    assert not IndexValue.objects.exists()
    told, _, _ = run("import_index", str(path), "--series", "LCI-ARB-Q", "--store", "--json")
    answer = json.loads(told)
    assert (answer["new"], answer["stored"], answer["changes"][0]["new"]) == (2, True, "145.1")
    assert IndexValue.objects.count() == 2
    assert not IndexImport.objects.waiting().exists()


@pytest.mark.parametrize(
    ("name", "content", "series", "words"),
    [
        ("saknas.csv", None, "LCI-ARB-Q", "den finns inte"),
        ("tom.csv", b"", "LCI-ARB-Q", "Filen är tom"),
        ("sida.csv", b"<html></html>", "LCI-ARB-Q", "webbsida"),
        ("ok.csv", written("2026K1;144;;"), "XX", "Serien XX finns inte. Det finns LCI-ARB-Q."),
        ("bild.xlsx", b"PK\x03\x04skrap", "LCI-ARB-Q", ""),
    ],
)
def test_a_bad_file_in_a_terminal_is_one_line_in_swedish(tmp_path, name, content, series, words):
    make.series()
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out, _, error = run("import_index", str(path), "--series", series)
    assert error
    assert words in error
    assert "\n" not in error
    assert out == ""


def test_series_are_fetched_from_a_terminal_each_by_itself(office, settings):
    fetched_series()
    settings.VO_INDEX_API = office.address
    make.series("LCI-FEL", source="PXWEB_2", table="fel!", final_code="F")
    told, err, error = run("fetch_index", "--store")
    assert "LCI-ARB-Q: 3 nya, 0 nya utgåvor. Sparade." in told
    assert err.startswith("LCI-FEL: ")
    assert error == "Kunde inte hämtas: LCI-FEL. Det som är sparat ligger kvar."
    told, _, error = run("fetch_index", "LCI-ARB-Q", "--json")
    assert error == ""
    assert json.loads(told)[0]["new"] == 0
    assert run("fetch_index", "OPI")[2].startswith("Serien OPI finns inte")
