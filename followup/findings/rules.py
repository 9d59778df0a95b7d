"""What is computed about links, deadlines and reports."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

# Start values; each buyer may set its own (FollowUpTerm).
REPORT_DAYS, ANSWER_DAYS, FEWEST_ANSWERS, LOW_PERCENT = 10, 14, 5, 60
# A link outlives the last day to answer, for what comes a little late.
_LINK_OUTLIVES = timedelta(days=7)


def token_hash(token: str) -> str:
    """By what a link is known: its secret is in the letter and nowhere else."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def link_expires(at: datetime, answer_by: date | None, *, days: int) -> datetime:
    """Until when a link opens: a week past the last day to answer, or past so many days from now."""
    last = timedelta(days=days) if answer_by is None else answer_by - at.date()
    return at + max(last, timedelta(days=1)) + _LINK_OUTLIVES


def report_by(confirmed_on: date, days: int) -> date:
    """The last day to tell an authority of an irregularity that was confirmed on a day."""
    return confirmed_on + timedelta(days=days)
