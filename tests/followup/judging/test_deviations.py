"""How purchases count that deviations cover: each decision for its own days, and none after it was taken back."""

from datetime import UTC, date, datetime

import pytest

from followup.judging import actions as judging_actions
from followup.judging.choices import Bucket, Reason
from followup.judging.models import ClassificationRule, JudgedRow, RowJudgement
from procurement.deviations.actions import withdraw_deviation
from procurement.placements.models import Placement
from tests import factories as make
from tests.followup.judging.changing_world import load, rejudge

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 9, tzinfo=UTC)


def standing():
    rows = JudgedRow.objects.order_by("booked_on", "line_no")
    return [(row.booked_on.isoformat()[5:], row.reason) for row in rows]


@pytest.fixture
def decided():
    """January to March approved in time, April to June as an extension that was approved in May."""
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    supplier = make.supplier()
    first = make.deviation("AVS-1", supplier=supplier, valid_until=date(2026, 3, 31))
    second = make.deviation(
        "AVS-2",
        supplier=supplier,
        valid_from=date(2026, 4, 1),
        valid_until=date(2026, 6, 30),
        approved_on=date(2026, 5, 10),
    )
    Placement.objects.filter(pk=second.pk).update(follows=first, follows_as="EXTENDED")
    days = ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01")
    load(*(make.ledger_row(on=day, voucher=f"V{place}") for place, day in enumerate(days)))
    return second


def test_each_decision_counts_for_its_own_days_and_says_whether_it_came_in_time(decided):
    outside = str(Reason.NEVER_UNDER_CONTRACT)
    assert standing() == [
        ("12-31", outside),
        ("01-01", Reason.COVERED),
        ("03-31", Reason.COVERED),
        ("04-01", Reason.AFTER_THE_FACT),
        ("06-30", Reason.AFTER_THE_FACT),
        ("07-01", outside),
    ]


def test_nothing_counts_after_the_day_that_it_was_taken_back(decided):
    chief = make.user("verksamhetschef")
    make.delegation()
    withdraw_deviation(
        placement_id=decided.pk, last_day=date(2026, 6, 29), reason="Prov", is_unbiased=True, by=chief, at=AT
    )
    rejudge()
    assert standing()[3:5] == [("04-01", Reason.AFTER_THE_FACT), ("06-30", Reason.NEVER_UNDER_CONTRACT)]


def test_a_row_that_names_the_number_is_tied_whatever_day_it_is(decided):
    load(make.ledger_row(on="2026-09-30", contract="AVS-2", voucher="V9"), name="sen.csv")
    row = JudgedRow.objects.get(booked_on=date(2026, 9, 30))
    assert (row.bucket, row.reason) == (Bucket.APPROVED_DEVIATION, Reason.TIED)


def test_a_row_is_tied_by_hand_to_what_is_approved_and_to_nothing_that_waits(decided):
    done = load(make.ledger_row(on="2026-08-31", voucher="V8"), name="augusti.csv")
    row = JudgedRow.objects.get(booked_on=date(2026, 8, 31))
    waits = make.deviation("AVS-3", supplier=decided.supplier, valid_from=date(2026, 8, 1), approved_on=None)
    for deviation, reason in ((waits, Reason.NEVER_UNDER_CONTRACT), (decided, Reason.TIED)):
        RowJudgement.objects.filter(ledger_import=done).delete()
        judging_actions.judge_row(
            judgement=RowJudgement(ledger_import=done, line_no=row.line_no, deviation=deviation),
            by=make.user(username=f"u{deviation.pk}"),
            at=AT,
        )
        rejudge()
        assert JudgedRow.objects.get(booked_on=date(2026, 8, 31)).reason == reason
