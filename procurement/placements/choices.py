"""What is chosen from about placements: why somebody was passed over, how one goes on or ended, who stays on."""

from __future__ import annotations

from django.db import models

NO_UNIT = "ingen"  # what an address calls what names no own unit


class PassedOver(models.TextChoices):
    """Why somebody with a contract could not take the placement. domain.md §8."""

    COMPETENCE = "COMPETENCE", "saknar kompetens för behovet"
    LOCATION = "LOCATION", "ligger fel"
    PREMISES = "PREMISES", "lokalerna passar inte"
    CAPACITY = "CAPACITY", "har ingen ledig plats"
    SAFETY = "SAFETY", "kan inte ge den säkerhet som krävs"
    STOPPED = "STOPPED", "placeringsstopp eller tillstånd saknas"
    NO_ANSWER = "NO_ANSWER", "svarade inte i tid"
    OUTBID = "OUTBID", "lämnade anbud, som inte var bäst"
    NOT_ASKED = "NOT_ASKED", "tillfrågades inte"
    OTHER = "OTHER", "annat"

    @classmethod
    def could_not(cls) -> list[tuple[str, str]]:
        """To choose from where there was no competition: whoever was asked could not."""
        return [each for each in cls.choices if each[0] not in {cls.OUTBID, cls.NOT_ASKED}]


class Sequel(models.TextChoices):
    """How a placement carries on from the one before it."""

    EXTENDED = "EXTENDED", "förlängning"
    MOVED = "MOVED", "flytt"
    CHANGED = "CHANGED", "ändrade villkor"


class EndKind(models.TextChoices):
    """How a placement came to its last day."""

    ENDED = "ENDED", "avslutad"
    MOVED = "MOVED", "flyttad"
    CHANGED = "CHANGED", "ändrade villkor"
    WITHDRAWN = "WITHDRAWN", "återkallad"


class StayCause(models.TextChoices):
    """Why somebody stays where he is though the ground for it is gone."""

    CONTRACT_ENDED = "CONTRACT_ENDED", "avtalet har upphört"
    AREA_CHANGED = "AREA_CHANGED", "personen har bytt avtalsområde, till exempel fyllt 65"


class StayDecision(models.TextChoices):
    """What is decided of somebody who stays on. Strategy 2.11 of the plan."""

    NEW_CONTRACT = "NEW_CONTRACT", "nytt avtal tecknas"
    STAYS = "STAYS", "bor kvar på avropets villkor"
    MOVES = "MOVES", "flyttar till plats på avtal"
