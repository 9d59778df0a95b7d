"""A delivery can be undone whole: what it replaced counts again, and what people decided follows the posting."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from followup.judging import actions as judging_actions
from followup.judging.models import JudgedRow, RowJudgement, SpendMonth
from followup.ledger import actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db
FIRST = make.ledger_row("1000,00", "2026-01-10", invoice="B1")
SECOND = make.ledger_row("2000,00", "2026-01-28", invoice="B2")
THIRD = make.ledger_row("300,00", "2026-01-29", invoice="B3")


def load(*rows, choice="", at=NOW):
    received = actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=at, choice=choice
    )
    return actions.load_ledger_import(ledger_import_id=received.pk, at=at)


def undo(ledger_import, by=None):
    return actions.undo_ledger_import(ledger_import_id=ledger_import.pk, by=by, at=NOW)


def total():
    rows = JudgedRow.objects.aggregate(total=Sum("sum_sek"))["total"] or Decimal(0)
    assert rows == (SpendMonth.objects.aggregate(total=Sum("sum_sek"))["total"] or Decimal(0))
    return rows


def test_the_first_delivery_can_be_undone_and_then_the_same_file_may_come_again():
    done = load(FIRST)
    with pytest.raises(actions.AlreadyReceived):
        load(FIRST)
    undone = undo(done)
    assert (undone.status, total()) == (LedgerImport.Status.UNDONE, 0)
    with pytest.raises(actions.NothingToUndo):
        undo(done)
    again = load(FIRST)
    assert again.pk != done.pk
    assert (again.status, total()) == (LedgerImport.Status.LOADED, Decimal(1000))


def test_what_was_replaced_comes_back_and_the_replacement_must_be_undone_before_it():
    first = load(FIRST, SECOND)
    second = load(FIRST, THIRD, choice="REPLACE")
    assert total() == Decimal(1300)
    with pytest.raises(actions.UndoTheLaterFirst) as refused:
        undo(first)
    assert list(refused.value.later) == [second]
    assert f"inläsning {second.pk}" in str(refused.value)
    undo(second)
    assert total() == Decimal(3000)
    undo(first)
    assert total() == 0


def test_a_file_whose_rows_another_left_out_must_stay_as_long_as_that_does():
    first = load(FIRST, SECOND)
    second = load(FIRST, THIRD, choice="ADD")
    with pytest.raises(actions.UndoTheLaterFirst):
        undo(first)
    undo(second)
    undo(first)
    assert total() == 0


def test_what_was_added_after_a_replacement_must_be_undone_before_it_or_it_would_count_twice():
    load(FIRST, SECOND)
    replacement = load(FIRST, make.ledger_row("1,00", "2026-01-05"), choice="REPLACE")
    added = load(SECOND, choice="ADD")
    assert total() == Decimal(3001)
    with pytest.raises(actions.UndoTheLaterFirst):
        undo(replacement)
    undo(added)
    undo(replacement)
    assert total() == Decimal(3000)


def test_an_addition_that_rests_on_nothing_can_be_undone_alone_and_what_it_was_added_to_too():
    first = load(FIRST)
    added = load(SECOND, choice="ADD")
    undo(first)
    assert total() == Decimal(2000)
    undo(added)
    assert total() == 0


def judge(row, category, at=NOW):
    judgement = RowJudgement.objects.filter(ledger_import=row.ledger_import, line_no=row.line_no).first()
    judgement = judgement or RowJudgement(ledger_import=row.ledger_import, line_no=row.line_no)
    judgement.exclusion = category
    by = User.objects.filter(username="kategoriledare").first() or make.user("kategoriledare")
    judging_actions.judge_row(judgement=judgement, by=by, at=at)
    judging_actions.judge_changes(at=at)


def by_hand():
    judged = JudgedRow.objects.filter(is_judged_by_hand=True)
    return sorted(judged.values_list("invoice_number", "bucket", "reason"))


def test_what_a_person_decided_follows_the_posting_through_replacement_undoing_and_loading_again():
    make.rules()
    first = load(FIRST, SECOND, THIRD)
    judge(JudgedRow.objects.get(invoice_number="B2"), "egen regi")
    excluded = ("EXCLUDED", "EXCLUDED_BY_HAND")
    assert by_hand() == [("B2", *excluded)]
    second = load(THIRD, SECOND, choice="REPLACE")
    assert by_hand() == [("B2", *excluded)]
    later = NOW + timedelta(days=1)
    judge(JudgedRow.objects.get(invoice_number="B3"), "egen regi", at=later)
    undo(second)
    assert by_hand() == [("B2", *excluded), ("B3", *excluded)]
    undo(first)
    assert by_hand() == []
    load(FIRST, SECOND, THIRD)
    assert by_hand() == [("B2", *excluded), ("B3", *excluded)]
    judging_actions.recompute_everything(at=NOW)
    assert by_hand() == [("B2", *excluded), ("B3", *excluded)]


def test_of_equal_postings_as_many_are_judged_as_were():
    load(FIRST, FIRST, FIRST)
    for row in JudgedRow.objects.filter(line_no__in=(2, 3)).order_by("pk"):
        judge(row, "egen regi")
    load(SECOND, FIRST, FIRST, FIRST, FIRST, choice="REPLACE")
    assert [row[0] for row in by_hand()] == ["B1", "B1"]


def test_only_who_may_load_at_the_buyer_may_undo():
    done = load(FIRST)
    with pytest.raises(NotAllowed):
        undo(done, by=make.user("läsare"))


POSTINGS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 2), st.booleans()), min_size=1, max_size=8
)


def rows_of(postings):
    return [
        make.ledger_row(
            f"{'-' if credit else ''}{100 * amount},00",
            f"2026-0{month}-1{amount}",
            invoice=f"F{number}",
            org_number=make.ORG_NUMBERS[number],
            name=f"Prov {number}",
        )
        for month, amount, number, credit in postings
    ]


def story():
    rows = JudgedRow.objects.order_by("pk").values_list(
        "pk", "bucket", "reason", "contract", "supplier", "is_judged_by_hand"
    )
    sums = SpendMonth.objects.order_by().values_list("key", "month", "bucket", "reason", "contract", "sum_sek", "n")
    return sorted(map(str, rows)), sorted(map(str, sums))


@given(
    st.lists(st.tuples(POSTINGS, st.sampled_from(["ADD", "REPLACE", "LEAVE"])), min_size=2, max_size=4), st.randoms()
)
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_whatever_is_loaded_replaced_and_undone_the_judged_ledger_is_as_if_judged_anew(files, random):
    with transaction.atomic():
        make.contract("A-1")
        make.rules()
        judging_actions.judge_changes(at=NOW)
        before = [(None, story())]
        for postings, choice in files:
            try:
                done = load(*rows_of(postings), choice=choice)
            except actions.AlreadyReceived:
                continue
            if done.status != LedgerImport.Status.LOADED:
                continue
            assert done.lines == done.loaded + done.left_out + done.rejected
            judging_actions.judge_changes(at=NOW)
            now = story()
            judging_actions.recompute_everything(at=NOW)
            assert story() == now
            if JudgedRow.objects.exists() and random.random() < 0.5:
                judge(random.choice(list(JudgedRow.objects.order_by("pk"))), "egen regi")
                now = None
            before.append((done, now))
        while len(before) > 1:
            done, _now = before.pop()
            undo(done)
            judging_actions.judge_changes(at=NOW)
            back = story()
            judging_actions.recompute_everything(at=NOW)
            assert story() == back
        assert total() == 0
        transaction.set_rollback(True)
