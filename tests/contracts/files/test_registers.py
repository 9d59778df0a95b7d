"""Kinds of file: a half one is refused at start, a whole one works with all pages, and a column is one line."""

import io
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from contracts.files import actions
from contracts.files.imports import Column, Row, count, read_rows, text
from contracts.files.models import RegisterImport
from contracts.files.registers import REGISTERS, Preview, Register, RegisterImportResult, RegisterRefused, Undone
from contracts.files.registers import contracts as contract_files
from contracts.files.registers.register import Difference, no_faults
from contracts.plan.models import ContractArea
from contracts.register.models import Contract, ContractAreaLink
from contracts.suppliers.models import Supplier
from followup.ledger.models import LedgerRow
from huddinge_vo.common.registry import IncompleteKind
from tests import factories as make

AT = datetime(2026, 6, 15, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def registers_as_they_are():
    before = dict(REGISTERS)
    yield
    REGISTERS.clear()
    REGISTERS.update(before)


class Fake(models.TextChoices):
    NAMES = "NAMES", "namnbyten"


COLUMNS = (
    Column(heading="leverantor", field="was", meaning="Som den heter.", read=text(200), missing="Namnet saknas."),
    Column(heading="nytt_namn", field="name", meaning="Som den ska heta.", read=text(20), missing="Namnet saknas."),
)


def read(path, *, areas, file_name=""):
    return read_rows(path, columns=COLUMNS, areas=areas, file_name=file_name)


def bring_in(*, buyer, rows, by, at, brought_by=None):
    for row in rows:
        supplier = Supplier.objects.get(name=row["was"])
        supplier.name = row["name"]
        supplier.save()
    return RegisterImportResult(0, len(rows), 0)


def preview(*, buyer, rows, by, at):
    told = [
        Difference(row["was"], heading="", is_new=False, changes=(("namn", row["was"], row["name"]),)) for row in rows
    ]
    return Preview(bring_in(buyer=buyer, rows=rows, by=by, at=at), tuple(told))


def take_back(*, register_import, by, at):
    rows, _ = actions._read(register_import)  # noqa: SLF001 - the file once more, as the actions read it
    for row in rows:
        Supplier.objects.filter(name=row["name"]).update(name=row["was"])
    return Undone(len(rows), ())


def whole(**parts):
    return Register(
        **{
            "code": Fake.NAMES,
            "columns": COLUMNS,
            "permissions": ("contracts.change_supplier",),
            "read": read,
            "faults": no_faults,
            "preview": preview,
            "bring_in": bring_in,
            "take_back": take_back,
            "touches": (Supplier,),
            "heading": "Heter",
            **parts,
        }
    )


def test_each_kind_that_can_be_kept_has_a_register_and_one_without_stops_the_start():
    assert list(REGISTERS) == RegisterImport.Kind.values
    apps.get_app_config("contracts").ready()
    del REGISTERS["PRICES"]
    with pytest.raises(IncompleteKind, match=r"^No imported register for PRICES\.$"):
        apps.get_app_config("contracts").ready()


@pytest.mark.parametrize(
    "part", [each.name for each in fields(Register) if each.name not in {"code", "details", "confirmed_with"}]
)
def test_a_register_without_one_of_its_parts_is_refused_by_name(part):
    parts = {each.name: getattr(whole(), each.name) for each in fields(Register) if each.name != part}
    with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{part}'"):
        Register(**parts)


def test_an_empty_part_a_column_twice_and_what_has_no_history_are_refused_by_name():
    with pytest.raises(IncompleteKind, match="imported register NAMES lacks permissions, heading"):
        REGISTERS.add(whole(permissions=(), heading=""))
    with pytest.raises(IncompleteKind, match="imported register NAMES has the column leverantor twice"):
        whole(columns=(*COLUMNS, COLUMNS[0]))
    with pytest.raises(
        IncompleteKind, match=r"imported register NAMES touches followup\.LedgerRow, which keeps no history"
    ):
        whole(touches=(Supplier, LedgerRow))


def test_a_column_that_is_stored_in_no_field_is_refused_by_name():
    odd = Column(heading="farg", field="colour", meaning="Färgen.", read=text(10))
    with pytest.raises(IncompleteKind, match=r"contracts\.Contract has no field colour"):
        replace(contract_files._KEPT, columns=(*contract_files.COLUMNS, odd))  # noqa: SLF001 - with a column too many


@pytest.mark.django_db
def test_a_whole_new_kind_is_sent_looked_at_brought_in_and_taken_back_on_the_pages_there_are(client):
    REGISTERS.add(whole())
    supplier = make.supplier("Gamla AB")
    client.force_login(make.user("upphandlare"))
    page = client.get("/avtal/fran-fil/").content.decode()
    assert '<option value="NAMES">namnbyten</option>' in page
    assert '<code title="Som den ska heta.">nytt_namn</code>' in page
    wrong = SimpleUploadedFile("namn.csv", b"leverantor;nytt_namn\nGamla AB;\n")
    assert "Namnet saknas." in client.post("/avtal/fran-fil/", {"kind": "NAMES", "file": wrong}).content.decode()
    good = SimpleUploadedFile("namn.csv", b"leverantor;nytt_namn\nGamla AB;Nya AB\n")
    look = client.post("/avtal/fran-fil/", {"kind": "NAMES", "file": good}, follow=True)
    assert ">Heter</th>" in look.content.decode()
    assert "Gamla AB → Nya AB" in look.content.decode()
    supplier.refresh_from_db()
    assert supplier.name == "Gamla AB"
    address = RegisterImport.objects.get().get_absolute_url()
    assert "1 ändrade" in client.post(f"{address}las-in/", follow=True).content.decode()
    supplier.refresh_from_db()
    assert supplier.name == "Nya AB"
    assert "1 av filens uppgifter är som före" in client.post(f"{address}angra/", follow=True).content.decode()
    supplier.refresh_from_db()
    assert supplier.name == "Gamla AB"
    client.force_login(make.user("controller"))  # who may send prices, and no names
    assert '"NAMES"' not in client.get("/avtal/fran-fil/").content.decode()
    assert client.get(address).status_code == 403


@pytest.mark.django_db
def test_a_new_column_that_is_kept_as_it_is_read_is_one_line(client, monkeypatch):
    line = Column(heading="uppsagningstid", field="notice_months", meaning="I månader.", read=count, may_lack=True)
    columns = (*contract_files.COLUMNS, line)
    monkeypatch.setattr(contract_files, "COLUMNS", columns)
    kept = replace(contract_files._KEPT, columns=columns)  # noqa: SLF001 - with one column more
    REGISTERS["CONTRACTS"] = replace(REGISTERS["CONTRACTS"], columns=columns, preview=kept.preview)
    make.area("IFO-HVB")
    leader = make.user("kategoriledare")
    file = (
        "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym;"
        "uppsagningstid\nK-1;HVB;Provhem AB;{};IFO-HVB;ramavtal;anbud;2026-01-01;;;{}\n"
    )

    def received(months):
        content = io.BytesIO(file.format(make.ORG_NUMBERS[0], months).encode())
        return actions.receive_register(
            kind="CONTRACTS", buyer=make.buyer(), file=content, name="avtal.csv", by=leader, at=AT
        )

    actions.apply_register(register_import=received(3), by=leader, at=AT)
    assert Contract.objects.get().notice_months == 3
    (difference,) = actions.preview_register(register_import=received(6), by=leader, at=AT).differences
    assert [(old, new) for _, old, new in difference.changes] == [("3", "6")]
    with pytest.raises(RegisterRefused) as refused:
        received("tre")
    assert [(error.column, error.reason) for error in refused.value.errors] == [
        ("uppsagningstid", "”tre” är inget heltal.")
    ]


@pytest.mark.django_db
def test_a_file_without_a_column_that_may_lack_leaves_its_field_as_it_is():
    area = make.area("IFO-HVB")
    round_ = make.framework("R-1")
    contract = make.contract("K-1", framework=round_, areas=[area])
    values = {
        **dict.fromkeys(("supplier_number", "initial_until", "ceiling_sek")), "number": "K-1", "title": "Nytt",
        "supplier_name": contract.supplier.name, "areas": (area.pk,), "form": contract.form,
        "price_model": contract.price_model, "valid_from": date(2026, 1, 1),
    }  # fmt: skip
    assert ContractArea.objects.count() == ContractAreaLink.objects.count() == 1
    contract_files.import_contracts(buyer=make.buyer(), rows=[Row(2, values)], by=None, at=AT)
    contract.refresh_from_db()
    assert (contract.title, contract.framework) == ("Nytt", round_)
    contract_files.import_contracts(buyer=make.buyer(), rows=[Row(2, {**values, "framework": ""})], by=None, at=AT)
    contract.refresh_from_db()
    assert contract.framework is None
