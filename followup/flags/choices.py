"""What becomes of a flag, and what a file tells of a supplier."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    """Where a flag is: a reason to look, until a person has looked."""

    OPEN = "OPEN", "öppen"
    CONFIRMED = "CONFIRMED", "bekräftad"
    EXPLAINED = "EXPLAINED", "förklarad"
    NOT_WORTH = "NOT_WORTH", "inte värd tiden"


CLOSED = tuple(each for each in Status.choices if each[0] != Status.OPEN)


class Fact(models.TextChoices):
    """What a register tells of a supplier. Of names and addresses nothing but a fingerprint is kept."""

    ADDRESS = "ADDRESS", "adress"
    BOARD = "BOARD", "styrelse eller firmatecknare"
    SIDE_BUSINESS = "SIDE_BUSINESS", "anmäld bisyssla"
    TURNOVER = "TURNOVER", "omsättning, kr per år"
    STAFF = "STAFF", "antal anställda"
    F_TAX = "F_TAX", "godkänd för F-skatt"
