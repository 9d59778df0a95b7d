"""A file is looked at before it is loaded: what it would do is told, and nothing is done."""

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from contracts.suppliers.models import Supplier
from followup.judging.models import JudgedRow, KeyVerdict, RowJudgement, SpendKey, SpendMonth
from followup.ledger import actions, tasks
from followup.ledger.models import LedgerDelivery, LedgerImport, RejectedRow
from followup.ledger.reports import Counted, preview_of
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import Period
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def receive(*rows, name="r.csv", by=None):
    return actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=by, at=NOW)


def load(*rows, **values):
    received = receive(*rows, **values)
    return actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)


def look(*rows, **values):
    received = receive(*rows, **values)
    return actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)


def everything():
    """All that a look might have changed."""
    models = (SpendKey, KeyVerdict, SpendMonth, Supplier, LedgerDelivery, Organization)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'followup_ledgerrow%' ORDER BY 1")
        tables = cursor.fetchall()
    rows = list(JudgedRow.objects.order_by("pk").values_list("pk", "bucket", "contract", "sum_sek"))
    return [list(model.objects.order_by("pk").values()) for model in models], tables, rows


@pytest.fixture
def january():
    make.contract("A-1")
    make.rules()
    return load(
        make.ledger_row("1000,00", "2026-01-10", invoice="B1"),
        make.ledger_row("2000,00", "2026-01-28", invoice="B2"),
        make.ledger_row("5,00", "2026-01-29", invoice="B9"),
    )


def test_a_look_tells_what_a_file_would_do_and_does_nothing(january):
    before = everything()
    seen = look(
        make.ledger_row("1000,00", "2026-01-10", invoice="B1"),
        make.ledger_row("2500,00", "2026-01-28", invoice="B2"),
        make.ledger_row("70,00", "2026-02-01", name="Nya AB", org_number=make.ORG_NUMBERS[3]),
        make.ledger_row("8,00", "2026-02-01", name="Okänd", org_number=""),
        make.ledger_row("300,00", "2026-02-31"),
        make.ledger_row("tusen", "2026-02-01"),
    )
    assert everything() == before
    assert (seen.status, seen.lines, seen.loaded, seen.rejected) == ("PREVIEWED", 6, 0, 2)
    told = preview_of(ledger_import=seen, user=make.user("controller"))
    assert told.rows == Counted(4, Decimal("3578.00"))
    assert (told.rejected_sek, told.rejected_unread, told.file_sek) == (Decimal(300), 1, Decimal("3878.00"))
    first, second = told.months
    assert (first.month, first.is_there, first.in_file) == (date(2026, 1, 1), True, Counted(2, Decimal("3500.00")))
    assert (first.same, first.new) == (Counted(1, Decimal("1000.00")), Counted(1, Decimal("2500.00")))
    assert (first.changed, first.gone) == (Counted(1, Decimal("500.00")), Counted(2, Decimal("2005.00")))
    assert (second.is_there, second.new) == (False, Counted(2, Decimal("78.00")))
    assert told.lost == Counted(2, Decimal("2005.00"))
    assert [each.ledger_import for each in told.files] == [january]
    assert (told.known, told.new, told.unknown) == (
        Counted(1, Decimal("3500.00")),
        Counted(1, Decimal("70.00")),
        Counted(1, Decimal("8.00")),
    )
    assert sum(counted.n for _label, counted in told.buckets) == 4
    assert dict(told.buckets)["På avtal"] == Counted(2, Decimal("3500.00"))


def test_the_buckets_are_of_the_file_s_own_rows_alone(january):
    load(make.ledger_row("90,00", "2026-02-02", name="Annan AB", org_number=make.ORG_NUMBERS[4]))
    load(make.ledger_row("-5,00", "2026-03-02", invoice="B9"))
    seen = look(
        make.ledger_row("1,00", "2026-01-02"),
        make.ledger_row("2,00", "2026-02-02", name="Tredje AB", org_number=make.ORG_NUMBERS[5]),
        make.ledger_row("-3,00", "2026-02-03", invoice="B2"),
    )
    told = preview_of(ledger_import=seen, user=None)
    assert sum(counted.n for _label, counted in told.buckets) == told.rows.n == 3
    assert sum(counted.sum_sek for _label, counted in told.buckets) == told.rows.sum_sek == 0
    assert told.known.n + told.new.n + told.unknown.n == 2


def test_what_was_told_is_what_comes(january):
    seen = look(
        make.ledger_row("2500,00", "2026-01-28", invoice="B2"), make.ledger_row("-70,00", "2026-01-30", invoice="B2")
    )
    told = preview_of(ledger_import=seen, user=make.user("controller"))
    actions.choose_load(ledger_import_id=seen.pk, choice="REPLACE", by=None, at=NOW)
    done = actions.load_ledger_import(ledger_import_id=seen.pk, at=NOW)
    assert (done.status, done.loaded, done.amount_sek) == ("LOADED", told.rows.n, told.rows.sum_sek)
    rows = JudgedRow.objects.filter(ledger_import=done)
    assert {label for label, _ in told.buckets} == {row.get_bucket_display() for row in rows}
    assert not JudgedRow.objects.filter(ledger_import=january).exists()


def test_a_look_at_a_file_of_a_new_buyer_registers_nobody():
    person = make.user("controller", is_superuser=True)
    seen = look(make.ledger_row(buyer_number="2120000142"), by=person)
    assert (seen.status, seen.buyer) == ("PREVIEWED", None)
    assert not Organization.objects.filter(org_number="2120000142").exists()


def test_looking_twice_is_looking_once_and_keeps_the_bad_rows_once():
    seen = look(make.ledger_row(), make.ledger_row("tusen"))
    again = actions.preview_ledger_import(ledger_import_id=seen.pk, at=NOW)
    assert again.status == "PREVIEWED"
    actions.look_again(ledger_import_id=seen.pk, covers=Period.month(2026, 3), by=None, at=NOW)
    assert actions.preview_ledger_import(ledger_import_id=seen.pk, at=NOW).status == "PREVIEWED"
    assert RejectedRow.objects.count() == 1
    actions.choose_load(ledger_import_id=seen.pk, by=None, at=NOW)
    done = actions.load_ledger_import(ledger_import_id=seen.pk, at=NOW)
    assert (done.status, done.loaded, done.rejected) == ("LOADED", 1, 1)
    with pytest.raises(actions.NothingToChoose):
        actions.choose_load(ledger_import_id=seen.pk, by=None, at=NOW)
    assert RejectedRow.objects.count() == 1


def test_a_file_with_months_that_are_there_is_not_loaded_without_a_choice(january):
    seen = look(make.ledger_row("1,00", "2026-01-02"))
    with pytest.raises(actions.ChoiceNeeded):
        actions.choose_load(ledger_import_id=seen.pk, by=None, at=NOW)


def test_what_came_in_between_the_look_and_the_load_is_looked_at_first():
    seen = look(make.ledger_row("1,00", "2026-01-02"))
    load(make.ledger_row("2,00", "2026-01-03"))
    actions.choose_load(ledger_import_id=seen.pk, by=None, at=NOW)
    done = actions.load_ledger_import(ledger_import_id=seen.pk, at=NOW)
    assert done.status == LedgerImport.Status.RECEIVED
    assert "Granska och välj igen" in done.message
    assert JudgedRow.objects.count() == 1
    again = actions.preview_ledger_import(ledger_import_id=seen.pk, at=NOW)
    assert again.preview["meets"] == ["2026-01"]


def test_nothing_is_loaded_when_that_is_chosen_and_the_file_may_come_again():
    seen = look(make.ledger_row())
    done = actions.load_nothing(ledger_import_id=seen.pk, by=None, at=NOW)
    assert (done.status, JudgedRow.objects.count()) == ("REFUSED", 0)
    assert look(make.ledger_row()).pk == seen.pk


def test_the_months_a_file_covers_are_chosen_and_looked_at_anew(january):
    load(make.ledger_row("9,00", "2026-02-10"))
    rows = [make.ledger_row(f"{n},00", "2026-02-11") for n in range(1, 5)]
    seen = look(*rows, make.ledger_row("7,00", "2026-01-02"))
    person = make.user("controller")
    assert january not in [each.ledger_import for each in preview_of(ledger_import=seen, user=person).files]
    both = Period(date(2026, 1, 1), date(2026, 2, 28))
    actions.look_again(ledger_import_id=seen.pk, covers=both, by=None, at=NOW)
    seen = actions.preview_ledger_import(ledger_import_id=seen.pk, at=NOW)
    told = preview_of(ledger_import=seen, user=person)
    assert told.lost == Counted(4, Decimal("3014.00"))
    actions.choose_load(ledger_import_id=seen.pk, choice="REPLACE", by=None, at=NOW)
    actions.load_ledger_import(ledger_import_id=seen.pk, at=NOW)
    assert sum(row.sum_sek for row in JudgedRow.objects.all()) == Decimal("17.00")


def test_a_row_judged_by_hand_that_the_file_lacks_is_named_unless_it_is_secret(january):
    hidden = make.supplier("Provgömslet AB", make.ORG_NUMBERS[1], is_secret=True)
    load(make.ledger_row("1,00", "2026-02-03", name="Provgömslet AB", org_number=hidden.org_number))
    person = make.user("kategoriledare")
    for row in JudgedRow.objects.filter(line_no=2).order_by("pk"):
        RowJudgement.objects.create(
            ledger_import=row.ledger_import, line_no=2, exclusion="x", judged_by=person, judged_at=NOW
        )
    seen = look(make.ledger_row("7,00", "2026-01-02"), make.ledger_row("7,00", "2026-02-02"))
    told = preview_of(ledger_import=seen, user=person)
    assert [row.invoice_number for row in told.judged] == ["B1"]
    assert told.judged_protected == 1


# ------------------------------------------------------------------------------------------------------------- pages


def sent(client, content, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        client.post("/reskontra/las-in/", {"file": SimpleUploadedFile("r.csv", content)})
    assert len(callbacks) == 1
    received = LedgerImport.objects.latest("pk")
    tasks.preview_ledger_import(ledger_import_id=received.pk)
    return received


def test_on_screen_the_look_comes_first_and_the_choice_loads(client, january, django_capture_on_commit_callbacks):
    client.force_login(make.user("controller"))
    content = make.ledger_file(make.ledger_row("2500,00", "2026-01-28", invoice="B2"), make.ledger_row("tusen"))
    received = sent(client, content, django_capture_on_commit_callbacks)
    address = received.get_absolute_url()
    page = client.get(address).content.decode()
    for words in (
        "Ingenting är inläst ännu",
        "Månad för månad",
        "Läs in de rader som går att läsa",
        "ser ut som rättade",
    ):
        assert words in page
    assert client.post(f"{address}las-in/").status_code == 302  # no choice made
    received.refresh_from_db()
    assert received.status == "PREVIEWED"
    with django_capture_on_commit_callbacks() as callbacks:
        client.post(f"{address}las-in/", {"choice": "REPLACE"})
    assert len(callbacks) == 1
    assert "Väntar på att läsas in" in client.get(address).content.decode()
    tasks.load_ledger_import(ledger_import_id=received.pk)
    page = client.get(address).content.decode()
    assert "Ångra inläsningen" in page
    assert "Ersatte" in page
    assert "av" in client.get(january.get_absolute_url()).content.decode()
    client.post(f"{january.get_absolute_url()}angra/")
    january.refresh_from_db()
    assert january.status == "LOADED"
    asked = " ".join(client.get(f"{address}angra/").content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
    received.refresh_from_db()
    assert received.status == "LOADED"
    assert "räknas inte med längre. Det som filen ersatte gäller igen: " in asked
    assert "1 rad, " in asked
    assert "januari 2026" in asked
    assert client.post(f"{address}angra/").status_code == 302
    received.refresh_from_db()
    assert received.status == "UNDONE"
    page = client.get(address).content.decode()
    assert "Inläsningen är ångrad" in page
    assert "Det som den ersatte gäller igen" in page
    undone = client.post(f"{january.get_absolute_url()}angra/", follow=True).content.decode()
    assert "är ångrad." in undone
    assert "gäller igen" not in undone  # it replaced nothing, as the question said
    assert "Läs in igen" in page
    assert client.get(f"{address}angra/").status_code == 302  # there is nothing to ask of any more
    again = client.post(f"{address}pa-nytt/")
    new = LedgerImport.objects.exclude(pk=received.pk).get(sha256=received.sha256)
    assert again.headers["Location"] == new.get_absolute_url()
    assert tasks.preview_ledger_import(ledger_import_id=new.pk) is None
    new.refresh_from_db()
    assert (new.status, new.lines) == ("PREVIEWED", received.lines)
    assert client.post(f"{address}pa-nytt/").status_code == 302  # done twice it is done once
    assert LedgerImport.objects.filter(sha256=received.sha256).count() == 2


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"PK\x03\x04 a damaged workbook"])
def test_a_file_that_cannot_be_opened_offers_another_and_not_a_way_that_leads_back(client, content):
    person = make.user("controller")
    client.force_login(person)
    received = actions.receive_ledger_file(file=io.BytesIO(content), name="r.xlsx", by=person, at=NOW)
    actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    received.refresh_from_db()
    assert received.status == "REFUSED"
    page = client.get(received.get_absolute_url()).content.decode()
    assert "Läs in en annan fil" in page
    assert "Välj hur filen ska läsas" not in page


def test_a_refused_file_that_is_a_table_can_still_be_told_how_to_be_read(client):
    person = make.user("controller")
    client.force_login(person)
    received = actions.receive_ledger_file(file=io.BytesIO(b"a;b\n1;2\n"), name="r.csv", by=person, at=NOW)
    actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    page = client.get(received.get_absolute_url()).content.decode()
    assert "Välj hur filen ska läsas" in page
    assert "Läs in en annan fil" not in page


def test_suppliers_that_cannot_be_told_are_told_why(client):
    client.force_login(make.user("controller"))
    seen = look(make.ledger_row("100,00", "2026-01-10", invoice="B9", org_number=""))
    page = " ".join(client.get(seen.get_absolute_url()).content.decode().split())
    assert "raderna har varken ett organisationsnummer eller ett leverantörs-id" in page


def test_who_only_reads_sees_that_it_waits_and_can_choose_nothing(client, january):
    seen = look(make.ledger_row("2500,00", "2026-01-28", invoice="B2"))
    client.force_login(make.user("uppföljare"))
    address = seen.get_absolute_url()
    page = client.get(address).content.decode()
    assert "väntar på att någon" in page
    assert "2 500,00" not in page.replace("\N{NO-BREAK SPACE}", " ")
    for step in ("las-in", "granska", "inget", "angra"):
        assert client.post(f"{address}{step}/").status_code == 403


def test_the_terminal_looks_and_then_loads_the_same_file(january, tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(make.ledger_file(make.ledger_row("2500,00", "2026-01-28", invoice="B2")))
    call_command("import_ledger", path, preview=True, json=True, stdout=(out := io.StringIO()))
    said = json.loads(out.getvalue())
    assert (said["status"], said["loaded"], said["preview"]["meets"]) == ("PREVIEWED", 0, ["2026-01"])
    call_command("import_ledger", path, preview=True, stdout=(out := io.StringIO()))
    assert "2026-01: 1 rader, 2500.00 kr; 0 finns redan, 1 nya (varav 1 ändrade), 3 finns men inte" in out.getvalue()
    call_command("import_ledger", path, choice="ADD", stdout=io.StringIO())
    assert JudgedRow.objects.count() == 4
