"""Planning backwards and moving milestones, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huddinge_vo.common import workdays
from huddinge_vo.common.workdays import is_working_day
from procurement.plan import rules as plan_rules
from procurement.strategies import reference as strategy_reference

STEPS = tuple(plan_rules.Step(*step) for step in strategy_reference.STEPS)


def milestones(start=date(2027, 3, 1), done=()):
    return [
        plan_rules.Milestone(
            step.code, step.name, day, step.working_days_before_next, step.is_standstill, step.code in done
        )
        for step, (_, day) in zip(STEPS, plan_rules.plan_backwards(STEPS, start, standstill_days=10), strict=True)
    ]


def keeps_its_gaps(planned):
    return all(plan_rules.earliest_next(a, a.on, standstill_days=10) <= b.on for a, b in pairwise(planned))


def test_the_template_gives_about_the_days_of_the_known_procurement():
    planned = dict(plan_rules.plan_backwards(STEPS, date(2023, 1, 1), standstill_days=10))
    known = strategy_reference.KNOWN_DAYS
    assert planned["START"] == date(2022, 3, 18)
    assert all(abs((planned[code] - day).days) <= 5 for code, day in known.items())


def test_a_standstill_that_ends_on_a_holiday_moves_to_the_next_working_day():
    # Ten days after 2026-12-16 is the 26th, a holiday on a Saturday: Monday the 28th.
    assert plan_rules.standstill_until(date(2026, 12, 16), 10) == date(2026, 12, 28)
    award = plan_rules.Step("AWARD", "Tilldelning", 0, is_standstill=True)
    assert plan_rules.earliest_next(award, date(2026, 12, 16), standstill_days=10) == date(2026, 12, 29)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_every_plan_ends_on_its_start_keeps_its_gaps_and_lies_on_working_days(start):
    planned = milestones(start)
    assert planned[-1].on == start
    assert keeps_its_gaps(planned)
    assert all(is_working_day(each.on) for each in planned[:-1])


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_the_earliest_start_is_the_first_whose_plan_begins_no_earlier_than_the_day(today):
    earliest = plan_rules.earliest_end(STEPS, today, standstill_days=10)
    assert milestones(earliest)[0].on >= today
    assert milestones(earliest - timedelta(days=1))[0].on < workdays.working_day_from(today)


def test_the_earliest_start_by_hand():
    steps = [plan_rules.Step("A", "Start", 5), plan_rules.Step("B", "Tilldelning", 1, is_standstill=True)]
    steps.append(plan_rules.Step("C", "Avtalsstart", 0))
    # From Saturday 2026-03-07: work begins on Monday the 9th, the award is on Monday the 16th, the standstill is over
    # on Thursday the 26th, and the contract starts on the day after.
    assert plan_rules.earliest_end(steps, date(2026, 3, 7), standstill_days=10) == date(2026, 3, 27)
    assert plan_rules.earliest_end(steps[2:], date(2026, 3, 9), standstill_days=10) == date(2026, 3, 9)


@given(st.sampled_from([step.code for step in STEPS]), st.integers(-120, 120))
def test_a_move_keeps_every_gap_and_changes_nothing_it_need_not(code, days):
    planned = milestones()
    old = {each.code: each.on for each in planned}
    day = old[code] + timedelta(days=days)
    try:
        changed = plan_rules.move(planned, code, day, standstill_days=10)
    except plan_rules.CannotMove as refused:
        assert "ingen arbetsdag" in str(refused)
        return
    new = old | {code: after for code, _, after in changed}
    moved = [replace(each, on=new[each.code]) for each in planned]
    assert new[code] == day
    assert keeps_its_gaps(moved)
    assert all(before == old[name] != after for name, before, after in changed)
    order = [each.code for each in planned]
    for name, before, after in changed:  # later ones are only pushed, earlier ones only pulled
        if order.index(name) > order.index(code):
            assert after > before
        elif order.index(name) < order.index(code):
            assert after < before


def test_what_is_done_stays_and_refuses_with_the_reason():
    planned = milestones(done={"START", "STRATEGY"})
    start, strategy = planned[0].on, planned[1].on
    changed = plan_rules.move(planned, "ADVERTISED", planned[3].on - timedelta(days=28), standstill_days=10)
    assert {code for code, _, _ in changed} == {"DOCUMENTS", "ADVERTISED"}
    with pytest.raises(plan_rules.CannotMove, match="är klar och kan inte flyttas"):
        plan_rules.move(planned, "START", start, standstill_days=10)
    with pytest.raises(plan_rules.CannotMove, match="kan inte ligga före Beslut om upphandlingsstrategi"):
        plan_rules.move(planned, "DOCUMENTS", workdays.add_working_days(strategy, -1), standstill_days=10)
    with pytest.raises(plan_rules.CannotMove, match="finns inte"):
        plan_rules.move(planned, "X", start, standstill_days=10)


def test_the_standstill_of_a_done_award_is_not_shortened():
    planned = milestones(done={step.code for step in STEPS[:-1]})
    until = plan_rules.standstill_until(planned[5].on, 10)
    with pytest.raises(plan_rules.CannotMove, match="Avtalsspärren"):
        plan_rules.move(planned, "CONTRACT_START", until, standstill_days=10)
    assert plan_rules.move(planned, "CONTRACT_START", until + timedelta(days=1), standstill_days=10)


def test_a_start_is_proposed_before_the_first_end_and_not_at_all_without_one():
    assert plan_rules.proposed_start([date(2028, 1, 1), None, date(2026, 12, 31)]) == date(2025, 6, 30)
    assert plan_rules.proposed_start([None]) is None
    assert plan_rules.proposed_start([date(2026, 12, 31)], 12) == date(2025, 12, 31)
