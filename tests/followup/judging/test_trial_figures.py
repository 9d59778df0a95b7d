"""What a trial says is what saving the rule gives, row by row, but for what the person who tries it may not see."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from contracts.plan.models import Category
from contracts.register.models import Contract
from followup.judging import actions, sql
from followup.judging.choices import Bucket
from followup.judging.models import ClassificationRule, JudgedRow
from followup.judging.reports import EXCLUDED, OUTSIDE, UNCATEGORISED
from followup.judging.sql.credits import name_invoices
from huddinge_vo.common.people.models import User
from tests import factories as make
from tests.followup.judging.changing_world import NOW, Much, World, load, rejudge

pytestmark = pytest.mark.django_db
VERDICT = ("category", "area", "bucket", "rule")


def judged(by):
    """Each row as it is judged, the keys and months that hold something a person may not see, and the keys that are
    wholly hidden from him.
    """
    rows = JudgedRow.objects.filter(buyer=make.buyer())
    seen = set(rows.of_rows_within_reach_of(by).open_to(by).values_list("ledger_import", "line_no"))
    told = {
        (row["ledger_import"], row["line_no"]): row
        for row in rows.order_by().values("ledger_import", "line_no", "key", "month", "sum_sek", *VERDICT)
    }
    unseen = {(row["key"], row["month"]) for place, row in told.items() if place not in seen}
    keys = {row["key"] for row in told.values()} - {told[place]["key"] for place in seen}
    return told, unseen, keys


def invoice_keys():
    """The key of the invoice that each credit names: no rule has a say in that."""
    with transaction.atomic(), connection.cursor() as cursor:
        sql.begin()
        sql.choose_all(make.buyer().pk)
        sql.gather_credits(make.buyer().pk)
        name_invoices(make.buyer().pk)
        cursor.execute("SELECT ledger_import_id, line_no, invoice_key FROM named")
        found = {(ledger_import, line_no): key for ledger_import, line_no, key in cursor.fetchall()}
        transaction.set_rollback(True)
    return found


def rule_by(chance, areas):
    account, exclusion = chance.choice(["4631", "4632", "4700", ""]), chance.choice(["", "", "SiS"])
    area = None if exclusion else chance.choice([None, *areas])
    return ClassificationRule(
        buyer=make.buyer(),
        account_from=account,
        account_to=account,
        unit=chance.choice(["", "SN", "VON"]),
        category=None if exclusion else area.category if area else make.category(chance.choice(["IFO", "FO"])),
        area=area,
        exclusion=exclusion,
    )


@pytest.mark.parametrize("tells_service", [False, True], ids=["booked alone", "service days"])
def test_a_trial_says_what_saving_gives_of_what_one_may_see_and_nothing_of_the_rest(tells_service):
    held = Counter()
    for seed in range(4):
        with transaction.atomic():
            held += tried_and_saved(World(seed, tells_service=tells_service))
            transaction.set_rollback(True)
    assert held["trials"] > 5
    assert held["moved"] > 100
    assert held["unseen"] > 100


def tried_and_saved(world):
    """One rule after another, tried and then saved, in a world with secrets. How much was held against each other."""
    hidden = world.suppliers[0]
    hidden.name, hidden.is_secret = "Dolt hem", True  # a name that no row of another carries
    hidden.save()
    for _ in range(5):
        world.load()
    held = Counter()
    for _ in range(7):
        for _ in range(4):
            world.chance.choice([world.contract, world.deviation, world.judge_by_hand])()
        if secret := world.some(Contract):
            ends = secret.valid_from + timedelta(days=world.chance.randrange(1, 90))
            Contract.objects.filter(pk=secret.pk).update(
                is_secret=world.chance.choice([True, False]), terminated_on=world.chance.choice([None, ends])
            )
        rejudge()
        by = User.objects.get(pk=world.by.pk)  # what is hidden from him has changed
        before, unseen, hidden_keys = judged(by)
        rule = rule_by(world.chance, world.areas)
        tried = actions.try_rule(rule=rule, by=by, at=NOW)
        actions.save_rule(rule=rule, by=by, at=NOW)
        rejudge()
        after, unseen_after, _ = judged(by)
        named = invoice_keys()
        told = {place: row for place, row in before.items() if (row["key"], row["month"]) not in unseen | unseen_after}
        # What would become of a credit would tell of the invoice it names. Of one on a key that is secret to him a
        # trial knows nothing, and saving does.
        if any(named.get(place) in hidden_keys for place in told):
            continue
        hold(tried, rule, [(row, after[place]) for place, row in told.items()])
        held += Counter(trials=1, moved=tried.moved_rows, unseen=len(unseen))
    return held


def hold(tried, rule, rows):
    """What a trial said is so of the rows that may be seen, each as it was and as it is."""
    names = {None: "", **{pk: f"{name}, " for pk, name in Category.objects.values_list("pk", "name")}}
    taken, moved, comes, steps = Much(), Much(), defaultdict(Much), defaultdict(Much)
    kronor = Counter()
    for was, row in rows:
        if row["rule"] == rule.pk:
            taken.add(1, row["sum_sek"])
            comes[was["rule"]].add(1, row["sum_sek"])
        if any(was[name] != row[name] for name in ("category", "area", "bucket")):
            moved.add(1, row["sum_sek"])
        words = [f"{names[each['category']]}{Bucket(each['bucket']).label.lower()}" for each in (was, row)]
        if words[0] != words[1]:
            steps[tuple(words)].add(1, row["sum_sek"])
        if tried.period.first <= row["month"] <= tried.period.last:
            for sign, each in ((-1, was), (1, row)):
                if each["bucket"] in ("APPROVED_DEVIATION", "UNEXPLAINED"):
                    kronor[OUTSIDE] += sign * row["sum_sek"]
                if each["bucket"] == "EXCLUDED":
                    kronor[EXCLUDED] += sign * row["sum_sek"]
                elif each["category"] is None:
                    kronor[UNCATEGORISED] += sign * row["sum_sek"]
    assert Much(tried.rows, tried.sum_sek) == taken
    assert Much(tried.moved_rows, tried.moved_sek) == moved
    assert {(each.was, each.becomes): Much(each.rows, each.sum_sek) for each in tried.steps} == steps
    told = sorted((each.rows, each.sum_sek) for each in tried.comes)
    assert told == sorted((each.rows, each.sum_sek) for each in comes.values())
    assert tried.goes == ()
    assert {each.name: each.change for each in tried.measures if each.is_money} == {
        name: kronor[name] for name in (OUTSIDE, UNCATEGORISED, EXCLUDED)
    }


def test_credits_come_from_the_rule_that_they_had_and_from_no_other():
    """Two credits on one account, of invoices on two others that two rules take: each comes from its own."""
    make.contract(valid_from=date(2025, 1, 1))
    for order, account in enumerate(("4631", "4632", "4700"), 1):
        ClassificationRule.objects.create(
            buyer=make.buyer(), order=order, account_from=account, account_to=account, category=make.category()
        )
    make.contract("A-2", supplier=make.Supplier.objects.get(), areas=[make.area("FO-X", subcategory="FO")])
    ClassificationRule.objects.filter(order=1).update(category=make.category("FO"))
    load(
        make.ledger_row("100,00", invoice="F1", account="4631"),
        make.ledger_row("-100,00", invoice="F1", account="4700"),
        make.ledger_row("50,00", account="4700", invoice="F9"),
        make.ledger_row("70,00", account="4632", invoice="F2"),
        make.ledger_row("-7,00", invoice="F2", account="4700"),
    )
    rule = ClassificationRule(buyer=make.buyer(), exclusion="Allt")
    tried = actions.try_rule(rule=rule, by=make.user(), at=NOW, place=1)
    assert tried.rows == 5 == sum(each.rows for each in tried.comes)
    assert tried.sum_sek == Decimal("113.00") == sum(each.sum_sek for each in tried.comes)


# ------------------------------------------------------------------------------------------------ what it costs


def test_a_trial_writes_nothing_that_pages_read():
    make.contract()
    load(make.ledger_row("100,00", invoice="F1"), make.ledger_row("-10,00", "2026-06-01", invoice="F1", account="4700"))
    rule = ClassificationRule(buyer=make.buyer(), account_from="46", exclusion="A")
    with CaptureQueriesContext(connection) as asked:
        assert actions.try_rule(rule=rule, by=make.user(), at=NOW, place=1).moved_rows == 2
    kept = ("spendmonth", "spendtotal", "suppliermonth", "keyverdict", "rowverdict", "touched")
    writes = [f"{verb} followup_{name}" for verb in ("INSERT INTO", "DELETE FROM", "UPDATE") for name in kept]
    assert not [(write, each["sql"]) for each in asked for write in writes if write in each["sql"].replace('"', "")]


def test_a_trial_reads_the_rows_of_a_key_only_where_its_verdict_would_change_within_a_month():
    contract = make.contract()
    make.contract("A-2", supplier=contract.supplier, areas=[make.area("FO-X", subcategory="FO")], until=None)
    load(
        *(make.ledger_row("10,00", f"2026-0{month}-10") for month in range(1, 10)),
        *(make.ledger_row("10,00", f"2026-0{month}-10", account="4632") for month in range(1, 4)),
    )
    by, read = make.user(), []

    def look(execute, sql, *rest):
        if "count(*) FROM read_month" in sql:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT k.account, m.month FROM read_month m JOIN followup_spendkey k ON k.id = m.key_id"
                )
                read.append({(account, month.month) for account, month in cursor.fetchall()})
        return execute(sql, *rest)

    def trial():
        rejudge()
        rule = ClassificationRule(buyer=make.buyer(), account_from="46", account_to="47", category=make.category("FO"))
        with connection.execute_wrapper(look):
            assert actions.try_rule(rule=rule, by=by, at=NOW, place=1).moved_rows == JudgedRow.objects.count()
        return read.pop()

    assert trial() == set()
    Contract.objects.filter(number="A-2").update(terminated_on=date(2026, 3, 15))
    # It ends in March, and sixty days later an invoice is no longer a late one.
    assert trial() == {("4631", 3), ("4632", 3), ("4631", 5)}
    row = make.ledger_row("10,00", "2026-10-10", account="4632", service="2026-09-01")
    load(row, name="oktober.csv", header=make.SERVICE_HEADER)
    assert trial() == {("4631", 3), ("4631", 5), *(("4632", month) for month in (1, 2, 3, 10))}
