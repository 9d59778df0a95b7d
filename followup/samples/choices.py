"""What the papers of a drawn purchase showed."""

from __future__ import annotations

from django.db import models


class Outcome(models.TextChoices):
    """Without papers the whole amount is an error: nothing shows that it should have been paid."""

    RIGHT = "RIGHT", "rätt"
    ERROR = "ERROR", "fel belopp"
    NO_PAPERS = "NO_PAPERS", "underlag saknas"
