"""A change judges again what it can bear on, and nothing else; what is left then is what judging everything leaves."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from contracts.files import actions as file_actions
from contracts.files.models import RegisterImport
from contracts.files.registers.contracts import COLUMNS
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.judging import actions, tasks
from followup.judging.choices import Bucket, Reason
from followup.judging.models import (
    ClassificationRule,
    JudgedRow,
    RowJudgement,
    SpendKey,
    SpendMonth,
    Touched,
)
from followup.judging.querysets.spend import SpendQuerySet
from followup.judging.sql import credits as credits_sql
from followup.ledger.models import LedgerRow
from huddinge_vo.common.jobs.models import UnfinishedJob
from procurement.placements.models import Placement
from tests import factories as make
from tests.followup.judging.changing_world import NOW, World, load, rejudge, summed_by_view, sums_as_kept, whole_story

pytestmark = pytest.mark.django_db
NEIGHBOUR = "2120000142"


def two_buyers():
    """Ours with four keys and the neighbour's with one; nothing is left to judge."""
    make.contract()
    done = load(
        make.ledger_row("1,00", account="4631"),
        make.ledger_row("2,00", account="4632"),
        make.ledger_row("3,00", account="4633"),
        make.ledger_row("4,00", account="4631", org_number="", name="Okänd"),
    )
    load(make.ledger_row("9,00", buyer_number=NEIGHBOUR), name="granne.csv")
    assert rejudge() == 0
    return done


# ------------------------------------------------------------------------------------------ how far a change goes


@pytest.mark.parametrize("in_good_part", [0, 4], ids=["few are touched", "most is"])
def test_a_neighbours_credit_of_the_same_invoice_number_is_neither_judged_nor_told_of(monkeypatch, in_good_part):
    monkeypatch.setattr(credits_sql, "_GOOD_PART", in_good_part)
    neighbour = make.buyer(org_number=NEIGHBOUR, name="Granne")
    theirs = make.contract("G-1", buyer=neighbour, until=date(2026, 3, 31))
    make.contract(supplier=theirs.supplier)
    load(
        make.ledger_row("900,00", "2026-03-01", invoice="F1", buyer_number=NEIGHBOUR),
        make.ledger_row("-300,00", "2026-06-01", invoice="F1", buyer_number=NEIGHBOUR),
        name="granne.csv",
    )
    load(make.ledger_row("100,00", "2026-03-01", invoice="F1"), make.ledger_row("-10,00", "2026-06-01", invoice="F1"))
    credit = JudgedRow.objects.filter(buyer=neighbour, sum_sek=-300)
    assert credit.get().bucket == Bucket.ON_CONTRACT  # by its invoice: the contract had ended on the credit's own day
    rule = ClassificationRule(buyer=make.buyer(), order=1, account_from="46", exclusion="A")
    tried = actions.try_rule(rule=rule, by=make.user(), at=NOW, place=1)
    assert (tried.moved_rows, tried.moved_sek) == (2, Decimal("90.00"))
    rule.save()
    rejudge()
    assert credit.get().bucket == Bucket.ON_CONTRACT


def test_a_row_without_a_supplier_is_judged_by_hand_and_no_other_key_is_looked_at():
    done = two_buyers()
    judgement = RowJudgement(ledger_import=done, line_no=5, category=make.category())
    actions.judge_row(judgement=judgement, by=make.user(), at=NOW)
    assert rejudge() == 1
    row = JudgedRow.objects.get(ledger_import=done, line_no=5)
    assert (row.bucket, row.reason, row.is_judged_by_hand) == (Bucket.UNKNOWN, Reason.NO_SUPPLIER, True)


def test_a_key_judged_at_once_leaves_what_else_is_waiting():
    done = two_buyers()
    judgement = RowJudgement(ledger_import=done, line_no=2, category=make.category(), exclusion="")
    ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4632", account_to="4632", exclusion="SiS"
    )
    actions.judge_row(judgement=judgement, by=make.user(), at=NOW)
    key = SpendKey.objects.get(buyer=make.buyer(), account="4631", supplier__isnull=False)
    assert actions.judge_key(key=key, at=NOW)
    assert JudgedRow.objects.get(ledger_import=done, line_no=2).is_judged_by_hand
    assert JudgedRow.objects.get(ledger_import=done, line_no=3).bucket == Bucket.ON_CONTRACT
    assert rejudge() == 1
    assert JudgedRow.objects.get(ledger_import=done, line_no=3).bucket == Bucket.EXCLUDED


def test_a_rule_judges_the_keys_it_takes_or_took_of_its_own_buyer():
    two_buyers()
    rule = ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4632", account_to="4632", exclusion="A"
    )
    assert rejudge() == 1
    rule.account_from, rule.account_to = "4633", "4633"
    rule.save()
    assert rejudge() == 2
    rule.exclusion = "B"
    rule.save()
    assert rejudge() == 1
    actions.remove_rule(rule=rule, by=make.user(), at=NOW)
    assert rejudge() == 1
    assert not JudgedRow.objects.filter(bucket=Bucket.EXCLUDED).exists()


def test_taking_a_rule_away_moves_those_after_it_and_judges_none_of_their_keys():
    two_buyers()
    first = ClassificationRule.objects.create(buyer=make.buyer(), order=1, account_from="9", exclusion="A")
    for order in range(2, 5):
        ClassificationRule.objects.create(buyer=make.buyer(), order=order, account_from="46", exclusion="B")
    rejudge()
    kept, by = ClassificationRule.objects.get(pk=first.pk), make.user()
    actions.remove_rule(rule=first, by=by, at=NOW)
    actions.remove_rule(rule=kept, by=by, at=NOW)  # another had the page open too: it is done once
    assert list(ClassificationRule.objects.order_by("order").values_list("order", flat=True)) == [1, 2, 3]
    assert rejudge() == 0


def test_two_rules_that_change_places_are_judged_by_the_new_order():
    two_buyers()
    rule = ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4632", account_to="4632", exclusion="A"
    )
    other = ClassificationRule.objects.create(
        buyer=make.buyer(), order=2, account_from="4632", account_to="4633", category=make.category()
    )
    rejudge()
    assert JudgedRow.objects.get(key__account="4632").bucket == Bucket.EXCLUDED
    was = [rule.pk, other.pk]
    actions.order_rules(buyer=make.buyer(), order=was[::-1], was=was, by=make.user(), at=NOW)
    assert rejudge() in (1, 2)
    assert JudgedRow.objects.get(key__account="4632").bucket == Bucket.ON_CONTRACT


def test_a_category_that_gets_a_name_judges_nothing_and_one_that_moves_its_buyers_ledger():
    two_buyers()
    category = make.category()
    category.name = "Individ och familj"
    category.save()
    make.category("FO")
    assert rejudge() == 0
    category.parent = None
    category.save()
    assert rejudge() == 4


def test_an_area_that_moves_takes_its_framework_suppliers_with_it():
    two_buyers()
    area = make.area()
    area.category = make.category("FO")
    area.save()
    rejudge()
    assert set(JudgedRow.objects.filter(bucket=Bucket.ON_CONTRACT).values_list("category__code", flat=True)) == {"FO"}


def test_a_deviation_of_a_supplier_that_was_taken_up_covers_the_one_who_took_it():
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    whole, part = make.supplier(), make.supplier("Uppköpt AB", make.ORG_NUMBERS[1])
    asked = make.deviation("AVS-1", supplier=part, approved_on=None)
    load(make.ledger_row())
    Supplier.objects.filter(pk=part.pk).update(merged_into=whole)
    rejudge()
    assert JudgedRow.objects.get().bucket == Bucket.UNEXPLAINED
    make.approved(asked)
    rejudge()
    assert JudgedRow.objects.get().bucket == Bucket.APPROVED_DEVIATION
    Supplier.objects.filter(pk=part.pk).update(merged_into=None)
    rejudge()
    assert JudgedRow.objects.get().bucket == Bucket.UNEXPLAINED


def test_a_row_tied_by_hand_follows_what_becomes_of_the_deviation_whoever_its_supplier_is():
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    deviation = make.deviation(supplier=make.supplier("Annan AB", make.ORG_NUMBERS[1]))
    done = load(make.ledger_row())
    actions.judge_row(
        judgement=RowJudgement(ledger_import=done, line_no=2, deviation=deviation), by=make.user(), at=NOW
    )
    rejudge()
    assert JudgedRow.objects.get().bucket == Bucket.APPROVED_DEVIATION
    Placement.objects.filter(pk=deviation.pk).update(approved_on=None, approved_by=None)
    rejudge()
    assert JudgedRow.objects.get().bucket == Bucket.UNEXPLAINED


def test_who_asks_for_figures_anew_gets_those_of_his_buyers_and_leaves_the_others(client):
    two_buyers()
    ours, neighbour = make.buyer(), make.buyer(org_number=NEIGHBOUR)
    asked = (
        UnfinishedJob.objects.filter(name=tasks.recompute_buyer.name).order_by("buyer").values_list("buyer", "kwargs")
    )
    leader = make.user("controller")
    make.role(leader, "läsare", at=neighbour)  # who reads there asks for nothing there
    client.force_login(leader)
    assert client.post("/rakna-om/").status_code == 302
    assert list(asked) == [(ours.pk, {"buyer_id": ours.pk})]
    make.role(leader, "controller", at=neighbour)
    client.post("/rakna-om/")
    assert list(asked.all()) == [(each.pk, {"buyer_id": each.pk}) for each in (ours, neighbour)]


def test_recomputing_one_buyer_touches_no_figure_of_another_and_no_change_that_waits_for_it():
    two_buyers()
    ours, neighbour = make.buyer(), make.buyer(org_number=NEIGHBOUR)
    SpendMonth.objects.update(sum_sek=0)  # wrong on purpose, at both
    for buyer in (ours, neighbour, None):
        Touched.objects.create(buyer_id=buyer and buyer.pk, at=NOW)
    assert actions.recompute_buyer(buyer_id=ours.pk, at=NOW) == 4
    sums = dict(SpendMonth.objects.order_by().values_list("buyer").annotate(Sum("sum_sek")))
    assert sums == {ours.pk: Decimal("10.00"), neighbour.pk: Decimal(0)}
    assert set(Touched.objects.values_list("buyer_id", flat=True)) == {neighbour.pk, None}
    assert actions.recompute_everything(at=NOW) == 5
    assert SpendMonth.objects.get(buyer=neighbour).sum_sek == Decimal("9.00")


# ------------------------------------------------------------------------------------------------------- trying a rule


def test_a_try_says_exactly_what_saving_moves_and_leaves_everything_as_it_was():
    make.contract(until=date(2026, 3, 31))
    load(
        make.ledger_row("100,00", "2026-03-01", invoice="F1"),
        make.ledger_row("-40,00", "2026-06-01", invoice="F1", account="4700"),
        make.ledger_row("7,00", "2026-06-01", account="4700"),
        make.ledger_row("5,00", "2026-03-01", account="4632"),
    )
    before = whole_story()
    rule = ClassificationRule(buyer=make.buyer(), account_from="4631", account_to="4631", exclusion="SiS")
    moved = actions.try_rule(rule=rule, by=make.user(), at=NOW, at_most=10)
    assert (moved.moved_rows, moved.moved_sek) == (2, Decimal("60.00"))  # the invoice, and the credit that follows it
    assert whole_story() == before
    assert not Touched.objects.exists()
    assert not ClassificationRule.objects.exists()


def test_a_try_does_not_count_what_was_waiting_and_looks_at_no_other_key(monkeypatch):
    two_buyers()
    Contract.objects.update(terminated_on=date(2026, 1, 31))
    rule = ClassificationRule(buyer=make.buyer(), account_from="4632", account_to="4632", category=make.category())
    moved = actions.try_rule(rule=rule, by=make.user(), at=NOW, at_most=1)
    assert (moved.moved_rows, moved.moved_sek) == (0, Decimal(0))
    assert set(
        JudgedRow.objects.filter(supplier__isnull=False, buyer=make.buyer()).values_list("bucket", flat=True)
    ) == {Bucket.ON_CONTRACT}


def test_a_try_that_takes_more_rows_than_a_person_can_wait_for_is_left_to_a_job():
    two_buyers()
    rule = ClassificationRule(buyer=make.buyer(), exclusion="Allt")
    with pytest.raises(actions.TooMuchAtOnce):
        actions.try_rule(rule=rule, by=make.user(), at=NOW, at_most=3)
    assert rule.pk is None
    assert actions.try_rule(rule=rule, by=make.user("controller"), at=NOW).rows == 4


# ------------------------------------------------------------------------------------ the same as judging everything


@pytest.mark.parametrize("seed", range(6))
def test_change_upon_change_leaves_what_judging_everything_leaves(seed, monkeypatch):
    if seed < 4:  # in a ledger as small as this one nearly every change touches a good part of it
        monkeypatch.setattr(credits_sql, "_GOOD_PART", 0)
    world = World(seed)
    world.load()
    for step in range(24):
        world.go_on()
        if step % 8 == 4:
            world.load()
        rejudge()
        little_by_little = whole_story()
        sums = SpendMonth.objects.aggregate(total=Sum("sum_sek"), rows=Sum("n"))
        assert (sums["total"], sums["rows"]) == (
            LedgerRow.objects.aggregate(total=Sum("amount_sek"))["total"],
            LedgerRow.objects.count(),
        )
        assert sums_as_kept() == summed_by_view(), step
        with transaction.atomic():
            actions.recompute_everything(at=NOW)
            assert little_by_little == whole_story(), step
            transaction.set_rollback(True)


# ----------------------------------------------------------------------------- the work does not grow with the ledger


def rows_read():
    """Ledger rows read in this transaction so far, by scans and through indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0) "
            "FROM pg_stat_xact_user_tables WHERE relname LIKE 'followup_ledgerrow%'"
        )
        return int(cursor.fetchone()[0])


def work_of(action):
    before = rows_read()
    action()
    return rows_read() - before


MANY = 20_000


def others(month):
    """A large file of others' rows, of which every tenth is a credit of a row in it."""
    load(
        *(
            make.ledger_row(
                "-1,00" if n % 10 == 9 else "2,00",
                f"{month}-15",
                org_number=make.ORG_NUMBERS[1 + n % 3],
                account=str(5000 + n % 40),
                invoice=f"{month} {n - 7 if n % 10 == 9 else n}",
            )
            for n in range(MANY)
        ),
        name=f"{month}.csv",
    )


def test_what_a_changed_contract_and_a_small_file_read_does_not_grow_with_the_rest_of_the_ledger():
    contract = make.contract()
    load(
        *(make.ledger_row("10,00", "2026-01-10", invoice=f"A{n}", voucher=f"V{n}") for n in range(40)),
        make.ledger_row("-10,00", "2026-01-20", invoice="A3"),
        name="januari.csv",
    )

    def change(day):
        Contract.objects.filter(pk=contract.pk).update(terminated_on=day)
        assert rejudge() == 1

    def small_file(month):
        load(
            *(make.ledger_row("10,00", f"2026-{month:02}-10", invoice=f"B{month}{n}") for n in range(20)),
            make.ledger_row("-10,00", f"2026-{month:02}-20", invoice="A4"),
            name=f"liten{month}.csv",
        )

    others("2025-01")
    little = work_of(lambda: change(date(2026, 1, 5))), work_of(lambda: small_file(2))
    others("2025-02")
    others("2025-03")
    much = work_of(lambda: change(date(2026, 1, 7))), work_of(lambda: small_file(3))
    assert JudgedRow.objects.count() > 3 * MANY
    for less, more in zip(little, much, strict=True):
        assert more < less + 500, (little, much)  # the first small file's own rows lie between the two
        assert more < 1500, (little, much)


# --------------------------------------------------------------------------------------- no krona goes with a contract


def sums_are_the_ledger():
    ledger = LedgerRow.objects.aggregate(total=Sum("amount_sek"))["total"]
    rows = JudgedRow.objects.all()
    for of in (SpendMonth.objects.all(), rows):
        assert isinstance(of, SpendQuerySet)
        assert of.loyalty().ledger == ledger
    by_bucket = [
        sorted(of.loyalty_by("bucket", "reason", "category", "supplier"), key=str)
        for of in (SpendMonth.objects.all(), rows)
    ]
    assert by_bucket[0] == by_bucket[1]
    return ledger


def test_deleting_a_contract_leaves_every_krona_as_not_judged_until_it_is_judged_again():
    contract = make.contract(until=date(2026, 3, 31))
    load(
        make.ledger_row("1000,01", "2026-03-01", invoice="F1"),
        make.ledger_row("-200,02", "2026-09-01", invoice="F1", account="4700"),
        make.ledger_row("70,07", "2026-09-01"),
    )
    contract.areas.clear()
    contract.delete()
    assert sums_are_the_ledger() == Decimal("870.06")
    whole = SpendMonth.objects.loyalty()
    assert (whole.on_contract, whole.unknown, whole.unexplained) == (Decimal(0), Decimal("799.99"), Decimal("70.07"))
    assert {row.reason for row in JudgedRow.objects.filter(bucket=Bucket.UNKNOWN)} == {Reason.NOT_JUDGED}
    rejudge()
    assert sums_are_the_ledger() == Decimal("870.06")
    assert not JudgedRow.objects.filter(reason=Reason.NOT_JUDGED).exists()


def test_undoing_a_file_of_contracts_leaves_every_krona_in_the_sums():
    area, by = make.area(), make.user("upphandlare")
    row = (
        "A-1",
        "Jourhem",
        "Provhem AB",
        "556677-8899",
        area.code,
        "ramavtal",
        "anbud",
        "2026-01-01",
        "2026-12-31",
        "",
    )
    headings = [column.heading for column in COLUMNS]
    content = "\n".join([";".join(headings), ";".join((*row, *[""] * (len(COLUMNS) - len(row)))), ""])
    received = file_actions.receive_register(
        kind=RegisterImport.Kind.CONTRACTS,
        buyer=make.buyer(),
        file=io.BytesIO(content.encode()),
        name="avtal.csv",
        by=by,
        at=NOW,
    )
    applied = file_actions.apply_register(register_import=received, by=by, at=NOW)
    load(make.ledger_row("1000,01"), make.ledger_row("70,07", "2026-09-01"))
    assert SpendMonth.objects.loyalty().on_contract == Decimal("1070.08")
    file_actions.undo_register(register_import=applied, by=by, at=NOW)
    assert not Contract.objects.exists()
    assert sums_are_the_ledger() == Decimal("1070.08")
    rejudge()
    assert sums_are_the_ledger() == Decimal("1070.08")
