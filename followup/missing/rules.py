"""Judgements about purchases that lack a deviation, and about when a deviation was decided. No database, no clock."""

from __future__ import annotations

from datetime import date

from huddinge_vo.common.workdays import add_working_days

ANSWER_DAYS = 10  # start value: how many working days a unit has to answer
MOST_ANSWER_DAYS = 30


def answer_due(asked_on: date, working_days: int) -> date:
    """The last day for an answer."""
    return add_working_days(asked_on, working_days)
