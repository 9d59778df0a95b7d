"""What the law is asked about: whether a permit is needed, and the figures that change with a day."""

from __future__ import annotations

from django.db import models


class PermitNeed(models.TextChoices):
    """Whether a service needs a permit from IVO. What nobody has judged is unknown, and never fine."""

    REQUIRED = "REQUIRED", "krävs"
    NOT_REQUIRED = "NOT_REQUIRED", "krävs inte"
    UNKNOWN = "UNKNOWN", "oklart om tillstånd krävs"


class LawUnit(models.TextChoices):
    """What a figure of the law is counted in. What is only words has none."""

    SEK = "SEK", "kr"
    DAYS = "DAYS", "dagar"
    MONTHS = "MONTHS", "månader"
    PERCENT = "PERCENT", "procent"
    WORDS = "WORDS", ""


class LawKind(models.TextChoices):
    """What the law sets a figure or a condition for. domain.md §6."""

    DIRECT_AWARD_ANNEX_2 = "DIRECT_AWARD_ANNEX_2", "direktupphandlingsgräns, sociala tjänster (bilaga 2)"
    DIRECT_AWARD_ANNEX_2A = "DIRECT_AWARD_ANNEX_2A", "direktupphandlingsgräns, välfärdstjänster (bilaga 2 a)"
    DIRECT_AWARD_OTHER = "DIRECT_AWARD_OTHER", "direktupphandlingsgräns, övrigt"
    DOCUMENT_ABOVE = "DOCUMENT_ABOVE", "direktupphandling dokumenteras över"
    STANDSTILL_ELECTRONIC = "STANDSTILL_ELECTRONIC", "avtalsspärr, elektronisk underrättelse"
    STANDSTILL_OTHER = "STANDSTILL_OTHER", "avtalsspärr, annan underrättelse"
    AWARD_NOTICE = "AWARD_NOTICE", "efterannons senast"
    AWARD_NOTICE_ABOVE = "AWARD_NOTICE_ABOVE", "efterannons av direktupphandling över"
    RESERVED_PARTICIPATION = "RESERVED_PARTICIPATION", "reserverad upphandling, villkor (19 kap. 25 §)"
    RESERVED_MONTHS = "RESERVED_MONTHS", "reserverad upphandling, längsta avtalstid (19 kap. 25 §)"
    RESERVED_NONPROFIT = "RESERVED_NONPROFIT", "reserverad upphandling för idéburna, villkor (19 kap. 25 a §)"
    FEE_LOWEST = "FEE_LOWEST", "upphandlingsskadeavgift, lägst"
    FEE_HIGHEST = "FEE_HIGHEST", "upphandlingsskadeavgift, högst"
    FEE_SHARE = "FEE_SHARE", "upphandlingsskadeavgift, högst av värdet"

    @property
    def unit(self) -> LawUnit:
        """What its figure is counted in."""
        return _UNITS.get(self, LawUnit.SEK)


_UNITS = {
    LawKind.STANDSTILL_ELECTRONIC: LawUnit.DAYS,
    LawKind.STANDSTILL_OTHER: LawUnit.DAYS,
    LawKind.AWARD_NOTICE: LawUnit.DAYS,
    LawKind.RESERVED_PARTICIPATION: LawUnit.WORDS,
    LawKind.RESERVED_MONTHS: LawUnit.MONTHS,
    LawKind.RESERVED_NONPROFIT: LawUnit.WORDS,
    LawKind.FEE_SHARE: LawUnit.PERCENT,
}
