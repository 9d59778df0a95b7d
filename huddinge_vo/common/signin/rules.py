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
