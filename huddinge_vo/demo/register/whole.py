"""The demo's register in one piece."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from huddinge_vo.demo.register.agreements import agreements
from huddinge_vo.demo.register.placements import placements
from huddinge_vo.demo.register.records import DemoContract, DemoFramework, DemoPlacement
from huddinge_vo.demo.register.stories import Stories, befall


@dataclass(frozen=True)
class Register:
    """All of it."""

    frameworks: tuple[DemoFramework, ...]
    contracts: tuple[DemoContract, ...]
    placements: tuple[DemoPlacement, ...]
    stories: Stories


@cache
def register() -> Register:
    """The whole register, the same each time."""
    frameworks, signed = agreements()
    contracts, stories = befall(signed)
    return Register(tuple(frameworks), tuple(contracts), tuple(placements(contracts)), stories)
