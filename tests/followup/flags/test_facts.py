"""What registers tell of suppliers, by file: kept as little as will do, all of it or none."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followup.flags import actions
from followup.flags.choices import Fact
from followup.flags.imports import FactRow, read_facts
from followup.flags.models import SupplierFact
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.fingerprints import fingerprint
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make
from tests.followup.flags.planted import NOW

HEADING = "organisationsnummer;uppgift;varde;datum;kalla\n"
ONE, TWO = make.ORG_NUMBERS[:2]


def read(tmp_path, *lines):
    path = tmp_path / "r.csv"
    path.write_text(HEADING + "\n".join(lines) + "\n")
    return read_facts(path)


def test_each_kind_is_read(tmp_path):
    rows, errors = read(
        tmp_path,
        f"{ONE};Adress;Storgatan 1;2026-01-01;Bolagsverket",
        f"{ONE};styrelse;Ledamot;2026-01-01;Bolagsverket",
        f"{ONE};bisyssla;;2026-01-01;Anmälningar",
        f"{ONE};omsättning;12 500 000,50;2025-12-31;Årsredovisning",
        f"{ONE};anställda;12;2025-12-31;Årsredovisning",
        f"{ONE};F-skatt;nej;2026-02-01;Skatteverket",
    )
    assert errors == []
    assert [(row.kind, row.words, row.number) for row in rows] == [
        (Fact.ADDRESS, "Storgatan 1", None),
        (Fact.BOARD, "Ledamot", None),
        (Fact.SIDE_BUSINESS, "", None),
        (Fact.TURNOVER, "", Decimal("12500000.50")),
        (Fact.STAFF, "", 12),
        (Fact.F_TAX, "", 0),
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (";adress;x;2026-01-01;B", "organisationsnummer"),
        ("123;adress;x;2026-01-01;B", "organisationsnummer"),
        (f"{ONE};rykte;x;2026-01-01;B", "uppgift"),
        (f"{ONE};adress;;2026-01-01;B", "varde"),
        (f"{ONE};omsättning;mycket;2026-01-01;B", "varde"),
        (f"{ONE};anställda;-1;2026-01-01;B", "varde"),
        (f"{ONE};f-skatt;kanske;2026-01-01;B", "varde"),
        (f"{ONE};adress;x;i våras;B", "datum"),
        (f"{ONE};adress;x;;B", "datum"),
        (f"{ONE};adress;x;2026-01-01;", "kalla"),
        (f"{ONE};styrelse;19900101-1239;2026-01-01;B", "varde"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, line, column):
    rows, errors = read(tmp_path, line)
    assert rows == []
    assert [(error.line, error.column) for error in errors] == [(2, column)]


def test_a_file_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(UnreadableFile):
        read_facts(path)


def test_a_fingerprint_is_the_same_however_it_is_written_and_of_another_kind_another():
    assert fingerprint("Storgatan 1, Huddinge", of="ADDRESS") == fingerprint("STORGATAN 1 HUDDINGE", of="ADDRESS")
    assert fingerprint("a", of="ADDRESS") != fingerprint("a", of="BOARD")
    assert fingerprint(" - ", of="ADDRESS") == ""


def test_after_the_secret_is_changed_older_fingerprints_are_told_apart(settings):
    before = fingerprint("a", of="account")
    settings.SECRET_KEY = "another one that is long enough to be one"
    assert fingerprint("a", of="account")[:4] != before[:4]


def fact_row(number=ONE, kind=Fact.ADDRESS, words="Storgatan 1", value=None):
    return FactRow(2, number, kind, words, value, date(2026, 1, 1), "Bolagsverket")


@pytest.mark.django_db
def test_the_same_file_twice_brings_nothing_new_and_no_address_is_kept(leader):
    make.supplier()
    told = actions.import_facts(buyer=make.buyer(), rows=[fact_row(), fact_row(TWO)], by=leader, at=NOW)
    assert (told.new, told.known, told.unknown) == (1, 0, 1)
    told = actions.import_facts(buyer=make.buyer(), rows=[fact_row()], by=leader, at=NOW)
    assert (told.new, told.known, told.unknown) == (0, 1, 0)
    kept = SupplierFact.objects.values().get()
    assert not any("Storgatan" in str(value) for value in kept.values())


@pytest.mark.django_db
def test_a_secret_supplier_is_as_good_as_unknown_to_who_is_not_let_in(leader):
    make.supplier(is_secret=True)
    told = actions.import_facts(buyer=make.buyer(), rows=[fact_row()], by=leader, at=NOW)
    assert (told.new, told.unknown) == (0, 1)
    with pytest.raises(NotAllowed):
        actions.import_facts(buyer=make.buyer(), rows=[fact_row()], by=make.user("läsare"), at=NOW)


@pytest.mark.django_db
def test_the_page_takes_a_file_or_tells_each_error(client, leader):
    make.supplier()
    assert client.get("/flaggor/uppgifter/").status_code == 200
    good = SimpleUploadedFile("u.csv", f"{HEADING}{ONE};anställda;12;2026-01-01;B\n".encode())
    assert client.post("/flaggor/uppgifter/", {"file": good}).status_code == 302
    assert SupplierFact.objects.get().number == 12
    bad = SimpleUploadedFile("u.csv", f"{HEADING}{ONE};anställda;många;2026-01-01;B\n".encode())
    answer = client.post("/flaggor/uppgifter/", {"file": bad})
    assert answer.status_code == 422
    assert "många" in answer.text
    template = client.get("/flaggor/uppgifter/mall/")
    assert template.content.decode("utf-8-sig").startswith("organisationsnummer;uppgift")
