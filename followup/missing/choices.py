"""What an own unit answers when it is asked for the deviation that a purchase outside contract lacks."""

from __future__ import annotations

from django.db import models


class Answer(models.TextChoices):
    """What became of it."""

    DEVIATION = "DEVIATION", "avsteg finns"
    CONTRACT = "CONTRACT", "det finns avtal"
    NONE = "NONE", "inget avsteg gjordes"
