"""How far a job has come, reckoned from what it tells; no ORM, no request, no clock."""

from __future__ import annotations

from collections.abc import Sequence

_MINUTE = 60
_TELLS_ENOUGH = 15  # per cent: before that, what is left cannot be told from what has been
_ALMOST = 99


def percent_done(steps: Sequence[str], stage: str, done: int, whole: int) -> int | None:
    """Per cent of a job that has these steps, and is `done` of `whole` into one of them; null where it cannot be told.

    Each step weighs the same. A job that is not over has never done all.
    """
    part = min(done / whole, 1.0) if whole > 0 else 0.0
    if stage in steps:
        share = (steps.index(stage) + part) / len(steps)
    elif whole > 0:
        share = part
    else:
        return None
    return min(int(share * 100), _ALMOST)


def seconds_left(percent: int | None, elapsed: float, usual: float | None) -> float | None:
    """Seconds until a job is over: by how far it has come, else by how long it took the last time; null if unknown."""
    if percent is not None and percent >= _TELLS_ENOUGH:
        return elapsed * (100 - percent) / percent
    if usual is not None and usual > elapsed:
        return usual - elapsed
    return None


def time_words(seconds: float) -> str:
    """“ungefär 3 minuter kvar”."""
    if seconds < _MINUTE:
        return "mindre än en minut kvar"
    minutes = round(seconds / _MINUTE)
    return f"ungefär {minutes} {'minut' if minutes == 1 else 'minuter'} kvar"
