"""What PostgreSQL believes of a table may be false by all of it, and the work stays in proportion to the ledger.

Who counts tables in which nothing stands but what a broken-off load left (autovacuum, or ANALYZE) says that they are
empty. A statement that is planned by that meets each row with every other one: 112 s for a file that takes one.
"""

import io
import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from followup.judging import actions, sql
from followup.judging.models import ClassificationRule, SpendMonth
from followup.judging.sql import changes, sums
from followup.judging.sql import credits as credits_sql
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport, LedgerRow
from tests import database
from tests import factories as make
from tests.factories import ORG_NUMBERS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ACCOUNTS, MONTHS = 150, 3
SUPPLIERS = ORG_NUMBERS[:4]
COUNTED = ("spendkey", "keyverdict", "rowverdict", "spendmonth", "spendtotal", "suppliermonth", "rowjudgement")


@pytest.fixture
def false_counts():
    """PostgreSQL believes that the tables of judgements take room and hold nothing."""
    with database.owner(), connection.cursor() as cursor:
        for name in COUNTED:
            cursor.execute(
                "SELECT pg_restore_relation_stats("
                "'schemaname', 'public', 'relname', %s, 'relpages', 1000, 'reltuples', 0::real)",
                [f"followup_{name}"],
            )


class Work:
    """How many rows PostgreSQL handled at most in a step of a statement, and in which statement that was."""

    def __init__(self):
        self.most = 0
        self.statement = ""

    def take_in(self, notice):
        said = notice.message_primary or ""
        if "plan:\n" not in said:
            return
        told = json.loads(said.split("plan:\n", 1)[1])
        self._walk(told["Plan"], told["Query Text"])

    def _walk(self, node, statement):
        handled = sum(
            node.get(what, 0) for what in ("Actual Rows", "Rows Removed by Join Filter", "Rows Removed by Filter")
        )
        handled *= node["Actual Loops"]
        if handled > self.most:
            self.most, self.statement = handled, statement
        for each in node.get("Plans", ()):
            self._walk(each, statement)


@pytest.fixture
def work():
    done = Work()
    with database.owner(), connection.cursor() as cursor:
        cursor.execute(
            "LOAD 'auto_explain'; SET client_min_messages = log; SET auto_explain.log_min_duration = 0;"
            " SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off; SET auto_explain.log_format = json"
        )
    connection.connection.add_notice_handler(done.take_in)
    yield done
    connection.connection.remove_notice_handler(done.take_in)
    with database.owner(), connection.cursor() as cursor:
        cursor.execute("SET auto_explain.log_min_duration = -1; RESET client_min_messages")


def ledger(month, *, more=()):
    """A month of invoices, each of a key of its own, and a credit of every tenth."""
    rows = []
    for place, org_number in enumerate(SUPPLIERS):
        for account in range(ACCOUNTS):
            invoice = f"{month}-{place}-{account}"
            told = {"org_number": org_number, "account": f"46{account:03}", "invoice": invoice}
            rows.append(make.ledger_row("100,00", f"2026-0{month}-05", **told))
            if not account % 10:
                rows.append(make.ledger_row("-10,00", f"2026-0{month}-07", **told))
    return make.ledger_file(*rows, *more)


def receive(month):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(ledger(month)), name=f"reskontra-{month}.csv", by=None, at=NOW
    )
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert done.status == LedgerImport.Status.LOADED, done.message
    return done


def of_the_ledger():
    return LedgerRow.objects.count()


@pytest.mark.parametrize("few", [10**6, 10], ids=["looked up", "joined whole"])
def test_a_load_a_rule_and_an_undoing_stay_in_proportion(false_counts, work, monkeypatch, few):
    for module, name in ((sums, "FEW_MONTHS"), (changes, "FEW_MONTHS"), (credits_sql, "FEW_CREDITS")):
        monkeypatch.setattr(module, name, few)
    category = make.category("IFO")
    for number, org_number in enumerate(SUPPLIERS):
        make.contract(number=f"A-{number}", supplier=make.supplier(org_number=org_number), valid_from=date(2025, 1, 1))
    ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="46000", account_to="46099", category=category
    )
    actions.judge_changes(at=NOW)
    for month in range(1, MONTHS + 1):
        done = receive(month)
    ledger_actions.undo_ledger_import(ledger_import_id=done.pk, by=None, at=NOW)
    sql.count_anew()  # as it is when a load is committed
    ClassificationRule.objects.create(
        buyer=make.buyer(), order=2, account_from="46100", account_to="46149", category=category
    )
    actions.judge_changes(at=NOW)
    assert SpendMonth.objects.count() >= len(SUPPLIERS) * ACCOUNTS * (MONTHS - 1)
    assert work.most > of_the_ledger() / 2  # the reading itself was seen
    assert work.most < 20 * of_the_ledger(), work.statement
