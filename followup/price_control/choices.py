"""Codes of the price control and their words."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What is not as the contract says."""

    ABOVE = "ABOVE", "över avtalspris"
    BELOW = "BELOW", "under avtalspris"
    EARLY_INDEX = "EARLY_INDEX", "nytt pris före sin dag"
    NOT_IN_CONTRACT = "NOT_IN_CONTRACT", "finns inte i avtalet"
    QUANTITY = "QUANTITY", "fler dygn än platser"
    VAT = "VAT", "annan momssats än prislistan"
