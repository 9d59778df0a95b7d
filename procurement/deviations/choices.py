"""What is chosen from about deviations: why, on what legal ground, and what was decided."""

from __future__ import annotations

from django.db import models


class Reason(models.TextChoices):
    """Why the need is bought outside contract. domain.md §8."""

    NOT_MET = "NOT_MET", "behovet täcks inte av avtal"
    NO_TENDER = "NO_TENDER", "leverantör med rätt kompetens lämnade inte anbud"
    STAYS_ON = "STAYS_ON", "bor kvar efter avtalets slut"
    AREA_CHANGED = "AREA_CHANGED", "har bytt avtalsområde, till exempel fyllt 65"
    ACUTE = "ACUTE", "akut"
    SECRET_LOCATION = "SECRET_LOCATION", "skyddad plats"
    OTHER = "OTHER", "annat"


class LegalGround(models.TextChoices):
    """What lets a direct award be made. domain.md §8."""

    LOW_VALUE = "LOW_VALUE", "lågt värde"
    EXCEPTIONAL = "EXCEPTIONAL", "synnerliga skäl"
    URGENCY = "URGENCY", "synnerlig brådska"


class Outcome(models.TextChoices):
    """What was decided of a request. Until then it waits."""

    APPROVED = "APPROVED", "godkänt"
    REFUSED = "REFUSED", "avslaget"
    TAKEN_BACK = "TAKEN_BACK", "tillbakadraget"
