"""Codes of e-invoices and their words."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a document is."""

    INVOICE = "INVOICE", "faktura"
    CREDIT = "CREDIT", "kreditfaktura"


class Tied(models.TextChoices):
    """How an invoice stands to the ledger: whether the same purchase is found there."""

    TIED = "TIED", "finns i reskontran"
    NO_ROWS = "NO_ROWS", "inga rader med numret"
    OTHER_SUM = "OTHER_SUM", "annat belopp i reskontran"
    NO_SUPPLIER = "NO_SUPPLIER", "leverantören kan inte fastställas"
    NO_BUYER = "NO_BUYER", "köparen är inte angiven"
    OTHER_CURRENCY = "OTHER_CURRENCY", "annan valuta än kronor"


# UN/ECE Recommendation 20, what care is counted in.
UNIT_WORDS = {
    "C62": "st",
    "EA": "st",
    "DAY": "dygn",
    "HUR": "timmar",
    "MON": "månader",
    "WEE": "veckor",
    "MIN": "minuter",
}
