"""Awards from the open statistics: as published, once each, with suppliers of ours recognised only beyond doubt."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from contracts.awards.imports import AWARD_COLUMNS
from contracts.awards.models import Award
from tests import factories as make

pytestmark = pytest.mark.django_db


def line(**values):
    row = dict.fromkeys(AWARD_COLUMNS, "")
    row |= {
        "År": "2021",
        "Namn för köpare": "PROVKÖPING KOMMUN",
        "Organisationsnummer för köpare": "2120000142",
        "Huvudsaklig CPV-kod": "85311000 Social omsorg med inkvartering",
        "Upphandlings-ID": "MT1",
        "Upphandlingens titel": "Jourhem, avtalsområde 1",
        "Publiceringsdatum": "2021-01-05",
        "Namn för leverantör": "Provhem AB",
        "Antal kontrakterade anbud*, Summa": "1",
        "En kolumn till": "läses inte",
        **values,
    }
    return row


def file(*rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, [*AWARD_COLUMNS, "En kolumn till"])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def run(path, content):
    path.write_bytes(content)
    out = io.StringIO()
    call_command("import_awards", str(path), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_every_row_is_kept_also_one_that_stands_twice_and_twice_the_file_is_once(tmp_path):
    rows = [line(), line(), line(Förfarande="Öppet förfarande"), line(**{"Namn för leverantör": "Åkers Vård AB"})]
    assert run(tmp_path / "a.csv", file(*rows)) == {"created": 4, "unchanged": 0, "by_known_suppliers": 0}
    assert run(tmp_path / "b.csv", file(*rows)) == {"created": 0, "unchanged": 4, "by_known_suppliers": 0}
    assert run(tmp_path / "c.csv", file(*rows, line())) == {"created": 1, "unchanged": 4, "by_known_suppliers": 0}
    assert Award.objects.filter(procedure="").count() == 4


def test_a_supplier_is_recognised_when_just_one_open_one_has_the_name(tmp_path):
    ours = make.supplier("PROVHEM  ab")
    make.supplier("Dubbel AB", make.ORG_NUMBERS[1])
    make.supplier("Dubbel AB", make.ORG_NUMBERS[2])
    make.supplier("Hemlig AB", make.ORG_NUMBERS[3], is_secret=True)
    names = ("Provhem AB", "Dubbel AB", "Hemlig AB", "Ingen AB")
    done = run(tmp_path / "a.csv", file(*(line(**{"Namn för leverantör": name}) for name in names)))
    assert done["by_known_suppliers"] == 1
    assert [award.supplier for award in Award.objects.order_by("pk")] == [ours, None, None, None]


def test_a_file_with_errors_loads_nothing_and_lists_each(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        file(line(), line(År="i fjol"), line(**{"Namn för leverantör": "", "Publiceringsdatum": "2021-02-30"}))
    )
    err = io.StringIO()
    with pytest.raises(CommandError, match="3 fel"):
        call_command("import_awards", str(path), stderr=err)
    assert "rad 3, År" in err.getvalue()
    assert "rad 4, Namn för leverantör" in err.getvalue()
    assert Award.objects.count() == 0


def test_awards_are_loaded_and_searched_on_screen(client):
    client.force_login(make.user("upphandlare"))
    make.supplier("Provhem AB")
    content = file(line(), line(**{"Namn för leverantör": "Åkers Vård AB", "Namn för köpare": "REGION PROV"}))
    answer = client.post("/tilldelningar/fran-fil/", {"file": SimpleUploadedFile("a.csv", content)}, follow=True)
    assert "2 nya tilldelningar, 0 fanns redan. 1 av de nya" in answer.content.decode()
    assert "Åkers" in client.get("/tilldelningar/?sok=region").content.decode()
    assert "Åkers" not in client.get("/tilldelningar/?kand=ja").content.decode()
    assert "Provhem" not in client.get("/tilldelningar/?cpv=853120").content.decode()
    refused = client.post("/tilldelningar/fran-fil/", {"file": SimpleUploadedFile("a.csv", b"a;b\n1;2\n")})
    assert refused.status_code == 422
    assert "saknas" in refused.content.decode()
