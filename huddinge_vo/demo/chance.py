"""Chance that falls the same way each time."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def stream(*name: object) -> Random:
    """A source of chance of its own for each name, so that a longer story begins as a shorter one does.

    It tells a story and guards no secret, so it need not be the cryptographic kind.
    """
    return Random("/".join(str(part) for part in ("huddinge-vo-demo", *name)))  # noqa: S311


def spread(total: int, weights: Sequence[float], chance: Random) -> list[int]:
    """Deal out `total` whole things by weight. Each gets its share or the whole number next to it; they add up."""
    whole = sum(weights)
    dealt, passed, at = [], 0, 0.0
    offset = chance.random()
    for weight in weights:
        at += weight * total / whole
        reached = min(int(at + offset), total)
        dealt.append(reached - passed)
        passed = reached
    dealt[-1] += total - passed
    return dealt


def split(ore: int, weights: Sequence[float]) -> list[int]:
    """Divide an amount in öre by weight, to the öre. The heaviest part takes what the rounding leaves."""
    whole = sum(weights)
    parts = [int(ore * weight / whole) for weight in weights]
    heaviest = max(range(len(parts)), key=lambda index: weights[index])
    parts[heaviest] += ore - sum(parts)
    return parts
