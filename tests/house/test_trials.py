"""What is tried before it is done: each trial leaves a trace, and none tells of what the person may not see."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from contracts.files.models import RegisterImport
from followup.judging import actions as judging_actions
from followup.judging.models import ClassificationRule, RowJudgement
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from followup.ledger.reports import preview_of
from huddinge_vo.common.secrecy.models import AccessGrant, TriedChange
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)

# What does something and takes it back, and yet is no way to ask for what one may not see.
NO_TRIAL = {
    "contracts/prices/actions/second_person.py": "looks whether a price could stand at all, before another is asked",
    "followup/reviews/actions/planning.py": "proposes reviews of contracts that the person may see, and of no sums",
}


def takes_back():
    """The modules that do something to look at it, and then take it back."""
    roots = [Path(settings.BASE_DIR) / name for name in ("contracts", "procurement", "activities", "followup")]
    for root in roots:
        for path in root.rglob("*.py"):
            if "set_rollback(True)" in (text := path.read_text()):
                yield str(path.relative_to(settings.BASE_DIR)), text


def test_whatever_is_tried_and_taken_back_leaves_a_trace():
    found = dict(takes_back())
    assert len(found) >= 5
    assert {name for name, text in found.items() if "note_trial(" not in text} == set(NO_TRIAL)


# ---------------------------------------------------------------------------------------------------------- the trace


@pytest.fixture
def rule(db):
    """A rule, and a row that it takes."""
    make.contract(until=None)
    made = ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4631", account_to="4631", category=make.category()
    )
    load(make.ledger_row("1000,00", "2026-03-01"))
    return made


def load(*rows):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)


def tried():
    return list(TriedChange.objects.order_by("pk").values_list("user__username", "kind", "what"))


def try_rule(client, rule):
    of = {"account_from": "4700", "account_to": "4800", "supplier_ref": "199001011234", "category": rule.category_id}
    assert client.post("/regler/ny/", {**of, "prova": "1"}).status_code == 200
    assert ClassificationRule.objects.get() == rule
    return "RULE", "ny regel: leverantör 199001011234, konto 4700–4800 → IFO"


def try_removal(client, rule):
    assert client.get(f"/regler/{rule.pk}/ta-bort/").status_code == 200
    return "RULE_REMOVAL", "regel 1: konto 4631 → IFO"


def try_order(client, rule):
    other = ClassificationRule.objects.create(buyer=rule.buyer, order=2, unit="VOF", category=rule.category)
    sent = {"fran": f"{rule.pk},{other.pk}", "ordning": [other.pk, rule.pk]}
    assert client.post("/regler/ordning/", sent).status_code == 200
    return "RULE_ORDER", "1 → 2, 2 → 1 (april 2025–mars 2026)"


def look_at_ledger(client, rule):
    file = SimpleUploadedFile("nytt.csv", make.ledger_file(make.ledger_row("5,00", "2026-04-01", invoice="9")))
    client.post("/reskontra/las-in/", {"file": file})
    received = LedgerImport.objects.latest("pk")
    ledger_actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    return "LEDGER_FILE", f"Inläsning {received.pk}, 1 rader"


def look_at_register(client, rule):
    kept = RegisterImport.objects.create(
        kind="CONTRACTS", buyer=make.buyer(), original_name="a.csv", uploaded_at=NOW,
        uploaded_by=make.user("läsare"), file=ContentFile(REGISTER.encode(), "a.csv"),
    )  # fmt: skip
    assert client.get(kept.get_absolute_url()).status_code == 200
    return "REGISTER_FILE", f"avtal, inläsning {kept.pk}"


REGISTER = (
    "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym\n"
    "NY-1;Provavtal;Ny AB;;IFO-HVB;ramavtal;fast;2026-01-01;;\n"
)


def look_at_merger(client, rule):
    pk = make.Supplier.objects.get().pk
    assert client.get(f"/leverantorer/{pk}/sla-samman/").status_code == 200
    return "MERGER", f"Leverantör nr {pk}"


@pytest.mark.parametrize(
    "way",
    [try_rule, try_removal, try_order, look_at_ledger, look_at_register, look_at_merger],
    ids=lambda way: way.__name__,
)
def test_a_trial_is_told_to_the_security_officer_and_nobody_changes_it(client, rule, leader, way):
    kind, what = way(client, rule)
    assert tried() == [(leader.username, kind, what)]
    for action in (TriedChange.objects.all().delete, lambda: TriedChange.objects.update(what="")):
        with pytest.raises(DatabaseError), transaction.atomic():
            action()
    assert client.get("/sekretess/logg/").status_code == 403
    client.force_login(make.user("säkerhetsansvarig"))
    page = client.get("/sekretess/logg/?slag=TRIAL").content.decode()
    assert "Prövning av en ändring" in page
    assert what in page
    assert str(leader) in page


@pytest.mark.django_db
def test_trials_at_another_buyer_are_for_the_officer_there(rule, leader):
    at_other = TriedChange.objects.create(
        user=leader, buyer=make.buyer(org_number="2120000142", name="Annan kommun"), kind="RULE", what="x", at=NOW
    )
    officer, reader = make.user("säkerhetsansvarig"), make.user("läsare")
    assert at_other not in TriedChange.objects.visible_to(officer)
    TriedChange.objects.create(user=leader, kind="MERGER", what="x", at=NOW)
    assert TriedChange.objects.visible_to(officer).count() == 1
    assert not TriedChange.objects.visible_to(reader).exists()


# --------------------------------------------------------------------------------------- a file as a way of asking


def looked_at(by, *rows):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="fraga.csv", by=by, at=NOW
    )
    done = ledger_actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    found = preview_of(ledger_import=done, user=by)
    return found.buckets, found.known, found.new, found.unknown


@pytest.mark.parametrize("account", ["4631", "9999"])
def test_a_file_with_one_row_does_not_tell_a_secret_number_from_one_that_nobody_goes_by(rule, leader, account):
    make.contract("H-1", supplier=make.supplier("Dold AB", make.ORG_NUMBERS[1], is_secret=True), is_secret=True)
    judging_actions.judge_changes(at=NOW)
    hidden, nobody = (
        looked_at(leader, make.ledger_row("70,00", "2026-04-01", account=account, org_number=number, name="Fråga AB"))
        for number in (make.ORG_NUMBERS[1], make.ORG_NUMBERS[5])
    )
    assert hidden == nobody
    assert hidden[2].n == 1


def test_a_file_that_names_a_secret_contract_is_answered_as_one_that_names_none(rule, leader):
    secret = make.contract("HEMLIG-1", supplier=make.Supplier.objects.get(), is_secret=True)
    judging_actions.judge_changes(at=NOW)
    hidden, nobody = (
        looked_at(leader, make.ledger_row("70,00", "2026-04-01", org_number="", name="Fråga AB", contract=number))
        for number in (secret.number, "FINNS-INTE")
    )
    assert hidden == nobody


def test_who_is_let_in_on_a_secret_is_told_the_same_before_a_file_is_loaded(rule, leader):
    hidden = make.supplier("Dold AB", make.ORG_NUMBERS[1], is_secret=True)
    AccessGrant.objects.create(object=hidden, user=leader)
    buckets, known, new, _ = looked_at(leader, make.ledger_row("70,00", "2026-04-01", org_number=make.ORG_NUMBERS[1]))
    assert (known.n, new.n) == (0, 1)
    assert [counted.n for _, counted in buckets] == [1]


def test_what_an_undo_would_take_counts_the_judgements_of_rows_that_one_sees(client, rule, leader):
    make.supplier("Dold AB", make.ORG_NUMBERS[1], is_secret=True)
    load(
        make.ledger_row("5,00", "2026-04-01", invoice="8"),
        make.ledger_row("7,00", "2026-04-01", invoice="9", org_number=make.ORG_NUMBERS[1], name="Dold AB"),
    )
    received = LedgerImport.objects.latest("pk")
    for row in received.rows.order_by("line_no"):
        judgement = RowJudgement(ledger_import=received, line_no=row.line_no, exclusion="Prov")
        judging_actions.judge_row(judgement=judgement, by=leader, at=NOW)
    judging_actions.judge_changes(at=NOW)
    assert RowJudgement.objects.count() == 2
    assert client.get(received.get_absolute_url()).context["judged"] == 1
