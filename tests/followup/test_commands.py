"""The actions from a terminal: what they print, what they refuse, and that twice is once."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from followup.judging.models import ClassificationRule, JudgedRow
from followup.ledger.models import LedgerImport
from tests import factories as make

pytestmark = pytest.mark.django_db


def run(name, *args, **options):
    """Standard output as JSON where it is, standard error, and the message of a refusal."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, args), stdout=out, stderr=err, **options)
        refused = ""
    except CommandError as error:
        refused = str(error)
    text = out.getvalue()
    return (json.loads(text) if text.startswith("{") else text), err.getvalue(), refused


@pytest.fixture
def file(tmp_path):
    def write(content, name="r.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_ledger_is_loaded_judged_and_told_as_json(file):
    make.contract("A-1")
    said, _, refused = run(
        "import_ledger", file(make.ledger_file(make.ledger_row("1000,50"), make.ledger_row("-0,50"))), "--json"
    )
    assert refused == ""
    assert said == {
        "import_id": LedgerImport.objects.get().pk,
        "lines": 2,
        "loaded": 2,
        "left_out": 0,
        "rejected": 0,
        "amount_sek": "1000.00",
        "status": "LOADED",
        "notes": [{"kind": "HEADINGS_NOT_USED", "text": "Kolumnerna kommun_id, s_kod_nr, grund lästes inte."}],
    }
    found, _, _ = run("loyalty", "--from", "2026-01-01", "--to", "2026-12-31", "--json")
    assert found["total"]["on_contract"] == "1000.00"
    assert found["groups"] == []


def test_a_ledger_with_bad_rows_loads_nothing_and_lists_each(file):
    path = file(
        make.ledger_file(make.ledger_row("1,00"), make.ledger_row("ett"), make.ledger_row("2,00", "2026-02-30"))
    )
    said, errors, refused = run("import_ledger", path, "--json")
    assert (said["lines"], said["loaded"], said["rejected"], said["status"]) == (3, 0, 2, "REFUSED")
    assert "2 av 3 rader" in refused
    assert [line.split(":")[0] for line in errors.strip().splitlines()] == ["rad 3, belopp", "rad 4, datum"]
    assert JudgedRow.objects.count() == 0
    said, _, refused = run("import_ledger", path, "--good-rows", "--json")
    assert (said["loaded"], said["rejected"], said["amount_sek"], refused) == (1, 2, "1.00", "")


def test_the_same_file_and_a_taken_month_are_refused_with_the_reason(file):
    path = file(make.ledger_file(make.ledger_row("1,00")))
    run("import_ledger", path)
    assert "redan mottagen" in run("import_ledger", path)[2]
    other = file(make.ledger_file(make.ledger_row("2,00")), "b.csv")
    assert "redan en inläst reskontra för 2026-03" in run("import_ledger", other)[2]
    assert "finns inte" in run("import_ledger", "finns-inte.csv")[2].lower()
    assert JudgedRow.objects.count() == 1


RULES = "ordning;leverantor_id;konto_fran;konto_till;enhet;underkategori;undantag\n"


def test_rules_from_a_file_replace_all_others_and_are_judged_by_at_once(file):
    make.category("IFO")
    run(
        "import_ledger",
        file(
            make.ledger_file(
                make.ledger_row("5,00", account="4513"), make.ledger_row("7,00", org_number=make.ORG_NUMBERS[1])
            )
        ),
    )
    _, _, refused = run(
        "import_rules", file(RULES + "1;;4513;4513;;;Försäkringskassan\n2;;46;47;;IFO;\n", "regler.csv")
    )
    assert refused == ""
    assert list(JudgedRow.objects.order_by("line_no").values_list("bucket", flat=True)) == ["EXCLUDED", "UNEXPLAINED"]
    run("import_rules", file(RULES + "1;;1;2;;IFO;\n", "nya.csv"))
    assert ClassificationRule.objects.count() == 1
    for rows, place in (
        ("1;;1;2;;FEL;\n", "rad 2, underkategori: ”FEL”"),
        ("1;;1;2;;IFO;\n1;;3;4;;;\n", "rad 3, ordning"),
    ):
        _, errors, refused = run("import_rules", file(RULES + rows, "fel.csv"))
        assert refused
        assert place in errors
    assert ClassificationRule.objects.get().account_to == "2"


def test_loyalty_is_told_in_every_way_as_exact_texts(file):
    make.contract("A-1")
    make.supplier("Utan AB", make.ORG_NUMBERS[1])
    ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4", account_to="5", category=make.category()
    )
    rows = [
        make.ledger_row("600,00", "2026-01-31"),
        make.ledger_row("200,00", "2026-02-01", name="Utan AB", org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("50,00", "2026-02-01", name="?", org_number=""),
    ]
    run("import_ledger", file(make.ledger_file(*rows)))
    told = {
        by: run("loyalty", "--from", "2026-01-01", "--to", "2026-02-28", "--by", by, "--json")[0]
        for by in ("subcategory", "area", "supplier", "month")
    }
    total = {
        "ledger": "850.00",
        "excluded": "0.00",
        "unknown": "50.00",
        "on_contract": "600.00",
        "approved_deviation": "0.00",
        "unexplained": "200.00",
        "contract_loyalty": "0.750000",
        "supplier_loyalty": "0.750000",
    }
    assert all(each["total"] == total for each in told.values())
    keys = {by: {group["key"]: group["ledger"] for group in each["groups"]} for by, each in told.items()}
    assert keys["subcategory"] == {"IFO": "850.00"}
    assert keys["month"] == {"2026-01": "600.00", "2026-02": "250.00"}
    assert keys["supplier"] == {make.ORG_NUMBERS[0]: "600.00", make.ORG_NUMBERS[1]: "200.00", None: "50.00"}
    empty, _, _ = run("loyalty", "--from", "2020-01-01", "--to", "2020-12-31", "--json")
    assert (empty["total"]["ledger"], empty["total"]["contract_loyalty"]) == ("0.00", None)
    assert "före" in run("loyalty", "--from", "2026-02-01", "--to", "2026-01-01")[2]


CONTRACTS = (
    "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym\n"
)


def test_contracts_come_all_or_none_and_twice_is_once(file):
    make.area("IFO-HVB")
    good = f"K-1;HVB;Provhem AB;{make.ORG_NUMBERS[0]};IFO-HVB;ramavtal;anbud;2026-01-01;2026-12-31;100\n"
    run("import_ledger", file(make.ledger_file(make.ledger_row("5,00"))))
    _, errors, refused = run(
        "import_contracts", file(CONTRACTS + good + good.replace("ramavtal", "avtal").replace("K-1", "K-2"), "fel.csv")
    )
    assert refused
    assert "rad 3, form" in errors
    assert Contract.objects.count() == 0
    said, _, _ = run("import_contracts", file(CONTRACTS + good, "avtal.csv"), "--json")
    assert said["created"] == 1
    assert JudgedRow.objects.get().bucket == "ON_CONTRACT"  # everything is computed when the command returns
    again, _, _ = run("import_contracts", file(CONTRACTS + good, "avtal2.csv"), "--json")
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_the_plan_is_loaded_once():
    first, _, _ = run("load_plan")
    assert ContractArea.objects.count() == 26
    second, _, _ = run("load_plan")
    assert first != second
    assert "0 uppgifter" in second
