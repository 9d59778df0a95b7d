"""How much of a ceiling is used: the one definition, whoever asks. A framework has no effect past it (C-23/20)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NEAR, HIGH, REACHED = Decimal("0.7"), Decimal("0.9"), Decimal(1)


@dataclass(frozen=True)
class CeilingUse:
    """How much of a ceiling is used. `code` is for colour, `words` is what it says."""

    used_sek: Decimal
    ceiling_sek: Decimal
    share: Decimal | None
    code: str
    words: str

    @property
    def left_sek(self) -> Decimal:
        """What can still be called off; negative when the ceiling is passed."""
        return self.ceiling_sek - self.used_sek

    @property
    def share_or_full(self) -> Decimal:
        """The share, for comparison: a ceiling of nought, which has none, is full."""
        return REACHED if self.share is None else self.share

    @property
    def colour(self) -> str:
        """The colour of the tag that says so: none is needed within the ceiling."""
        return {"free": "good", "near": "near"}.get(self.code, "off")

    @property
    def stops_call_offs(self) -> bool:
        """Whether nothing more may be called off: a framework has no effect past its ceiling (C-23/20)."""
        return self.code == "reached"


def ceiling_use(used: Decimal, ceiling: Decimal) -> CeilingUse:
    """Warned at 70 and at 90 per cent, stopped at 100. A ceiling of nought is used up from the start."""
    if ceiling == 0:
        return CeilingUse(used, ceiling, None, "reached", "Takvolymen är nådd: inga fler avrop")
    share = used / ceiling
    if share >= REACHED:
        return CeilingUse(used, ceiling, share, "reached", "Takvolymen är nådd: inga fler avrop")
    if share >= HIGH:
        return CeilingUse(used, ceiling, share, "high", "Över 90 procent av takvolymen")
    if share >= NEAR:
        return CeilingUse(used, ceiling, share, "near", "Över 70 procent av takvolymen")
    return CeilingUse(used, ceiling, share, "free", "Inom takvolymen")
