"""The buckets that add up to the ledger, and the reasons for what is off contract. domain.md §3 is the source."""

from __future__ import annotations

from django.db import models


class Bucket(models.TextChoices):
    """Where a krona belongs. The buckets of a ledger always add up to it, to the öre. domain.md §3."""

    ON_CONTRACT = "ON_CONTRACT", "På avtal"
    APPROVED_DEVIATION = "APPROVED_DEVIATION", "Godkänt avsteg"
    UNEXPLAINED = "UNEXPLAINED", "Utan avtal"
    UNKNOWN = "UNKNOWN", "Kan inte bedömas"
    EXCLUDED = "EXCLUDED", "Undantaget"


class Reason(models.TextChoices):
    """Why a krona is in its bucket. For UNEXPLAINED it is a proposal, to be looked at by a person."""

    NAMED_CONTRACT = "NAMED_CONTRACT", "raden anger avtalet"
    CONTRACT_IN_AREA = "CONTRACT_IN_AREA", "avtal i underkategorin"
    STAYS_ON = "STAYS_ON", "kvarboende enligt avrop"
    TIED = "TIED", "knutet till avsteg"
    COVERED = "COVERED", "avsteg täcker dagen"
    AFTER_THE_FACT = "AFTER_THE_FACT", "avsteg godkänt i efterhand"
    LATE_INVOICE = "LATE_INVOICE", "troligen sen faktura"
    CONTRACT_ENDED = "CONTRACT_ENDED", "avtalet har löpt ut (kvarboende)"
    OTHER_SUBCATEGORY = "OTHER_SUBCATEGORY", "avtal bara i annan underkategori"
    OTHER_AREA = "OTHER_AREA", "avtal bara i annat avtalsområde"
    NOT_BEGUN = "NOT_BEGUN", "avtalet hade inte börjat"
    DIRECT_AWARD_BESIDE_FRAMEWORK = "DIRECT_AWARD_BESIDE_FRAMEWORK", "direktupphandling vid sidan av ramavtal"
    NEVER_UNDER_CONTRACT = "NEVER_UNDER_CONTRACT", "aldrig haft avtal"
    NO_SUBCATEGORY = "NO_SUBCATEGORY", "underkategori saknas"
    NO_SUPPLIER = "NO_SUPPLIER", "leverantören kan inte fastställas"
    EXCLUDED_BY_RULE = "EXCLUDED_BY_RULE", "undantaget enligt regel"
    EXCLUDED_BY_HAND = "EXCLUDED_BY_HAND", "undantaget efter bedömning"
    NOT_JUDGED = "NOT_JUDGED", "ännu inte bedömd"
