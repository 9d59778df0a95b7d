"""How many tries are too many, and how long a session lasts: start values, changed here and nowhere else."""

from __future__ import annotations

from datetime import timedelta

# Within the time below. Who forgets his own password errs a few times from where he sits. An account that is tried from
# many places is shut to all of them. A municipality may reach the system from one address alone, so that many may err
# there before it is shut to everybody.
PER_ACCOUNT_AND_ADDRESS = 5
PER_ACCOUNT = 20
PER_ADDRESS = 100
COOL_OFF = timedelta(minutes=15)


def is_over(*, began: float, seen: float, now: float, idle: float, longest: float) -> bool:
    """Whether a session has ended: nobody has asked anything for too long, or it has lasted too long altogether.

    All in seconds; the last second counts. What says neither is of before sessions ended, and has.
    """
    return now - seen > idle or now - began > longest


def is_fresh(*, proved: float, now: float, lasts: float) -> bool:
    """Whether somebody has shown who he is lately enough for what weighs heavily. In seconds; the last counts."""
    return now - proved <= lasts
