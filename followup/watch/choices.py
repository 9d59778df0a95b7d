"""What becomes of a hit, and how much a search word matters."""

from django.db import models


class Verdict(models.TextChoices):
    """What a person says of a hit."""

    NEW = "NEW", "inte bedömd"
    RELEVANT = "RELEVANT", "relevant"
    NOT_RELEVANT = "NOT_RELEVANT", "inte relevant"
    FINDING = "FINDING", "anmäld som brist"


class Priority(models.IntegerChoices):
    """How soon hits on a word are looked at."""

    HIGH = 1, "hög"
    NORMAL = 2, "normal"
    LOW = 3, "låg"
