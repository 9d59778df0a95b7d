"""Names in the ledgers that are proposed to be sorted out: which, with what sum, and what is not told."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from contracts.suppliers.models import SupplierProposal
from followup.judging import actions, tasks
from followup.ledger import actions as ledger_actions
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)


def load(*rows):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=AT
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)
    actions.judge_changes(at=AT)


def found(kind):
    actions.propose_suppliers(at=AT)
    rows = SupplierProposal.objects.filter(kind=kind).order_by("ledger_ref", "ledger_name")
    return [(row.ledger_ref, row.ledger_name, row.sum_sek) for row in rows]


def untold(name, amount, **values):
    return make.ledger_row(amount, name=name, **{"org_number": "", **values})


def test_a_name_has_what_was_bought_in_twelve_months_over_all_accounts_credits_netted():
    make.rules()
    load(
        untold("Sjöbo Vård", "1000,00", on="2026-02-01", account="4631"),
        untold("Sjöbo Vård", "500,00", on="2026-01-01", account="4632"),
        untold("Sjöbo Vård", "-200,00", on="2026-02-28"),
        untold("Sjöbo Vård", "7,00", on="2020-03-01"),
    )
    assert found("MISSING") == [("", "Sjöbo Vård", Decimal("1300.00"))]


def test_what_is_not_purchasable_and_what_names_its_contract_need_no_number():
    make.rules()
    make.contract("A-1", supplier=make.supplier("Sjöbo Vård AB"))
    load(untold("Försäkringskassan", "1,00", account="4513"), untold("Sjöbo V", "2,00", contract="A-1"))
    assert found("MISSING") == []


def test_one_number_under_an_unlike_name_is_told_and_another_way_to_write_the_name_is_not():
    make.supplier("Sjöbo Vård AB")
    load(
        make.ledger_row("1,00", name="Sjöbo Vård AB"),
        make.ledger_row("2,00", name="Granängens Gård AB"),
        make.ledger_row("3,00", name="SJÖBO VÅRD"),
    )
    assert found("NAMES") == [(make.ORG_NUMBERS[0], "Granängens Gård AB", Decimal("2.00"))]


def test_the_name_on_a_secret_contracts_rows_and_their_sum_are_not_told():
    supplier = make.supplier("Provhem AB")
    make.contract("A-1", supplier=supplier, is_secret=True)
    make.contract("A-2", supplier=supplier)
    load(
        make.ledger_row("1,00", name="Hemliga Gården", contract="A-1"),
        make.ledger_row("2,00", name="Öppna Ängen", contract="A-2"),
        make.ledger_row("4,00", name="Öppna Ängen", contract="A-1"),
    )
    assert found("NAMES") == [(make.ORG_NUMBERS[0], "Öppna Ängen", Decimal("2.00"))]


def test_the_nightly_job_says_how_many_wait():
    load(untold("Sjöbo Vård", "1,00"))
    assert tasks.propose_suppliers() == 1
