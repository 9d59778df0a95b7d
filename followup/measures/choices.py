"""What a measure may be: how it is had, in which unit, which way it shall go, how often."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """How an outcome is had."""

    COMPUTED = "COMPUTED", "beräknas"
    ASSESSED = "ASSESSED", "bedöms"
    REPORTED = "REPORTED", "rapporteras"


class Direction(models.TextChoices):
    """Which way it is wanted to go."""

    UP = "UP", "ska öka"
    DOWN = "DOWN", "ska minska"


class Frequency(models.TextChoices):
    """How often there is an outcome."""

    MONTHLY = "MONTHLY", "varje månad"
    QUARTERLY = "QUARTERLY", "varje kvartal"
    YEARLY = "YEARLY", "varje år"


class Unit(models.TextChoices):
    """What an outcome is told in."""

    SHARE = "SHARE", "andel"
    SCALE = "SCALE", "skala 1–4"
