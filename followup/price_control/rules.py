"""Judgements of invoice lines against price lists."""

from __future__ import annotations

from datetime import date, timedelta

SLACK_SEK = 1  # kronor of a line: what is rounded
ANSWER_DAYS = 30  # that a supplier has to answer a claim

# UN/ECE Recommendation 20 codes for what price lists are per. Any other code may mean any of them.
UNIT_CODES = {"DAY": "DAY", "HUR": "HOUR", "MON": "MONTH"}


def answer_by(sent_on: date) -> date:
    """The last day to answer a claim."""
    return sent_on + timedelta(days=ANSWER_DAYS)


def claim_number(year: int, serial: int) -> str:
    """What a claim is called: PK-2026-007."""
    return f"PK-{year}-{serial:03}"
