"""That somebody has asked for a price to be adjusted: the supplier, or we."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.documents.models import Document
from contracts.prices import rules
from contracts.prices.querysets import (
    OfContractQuerySet,
)
from contracts.register.models import Contract
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


@tracked()
class PriceRequest(models.Model):
    """That a supplier has asked for a price to be raised, and on which day it came."""

    secret_through = ("contract",)
    seen_apart: ClassVar[Mapping[str, str]] = {
        "document": "a request may be known where its letter is secret",
    }

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="price_requests", verbose_name="avtal")
    received_on = models.DateField("kom in")
    effective_on = models.DateField(
        "begärt från och med", null=True, blank=True, help_text="Tomt: nästa justering enligt klausulen."
    )
    wanted_percent = models.DecimalField(
        "begärd höjning, procent", max_digits=6, decimal_places=3, null=True, blank=True
    )
    note = FreeLine("anteckning", max_length=500, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dokument"
    )
    # By the clause as it was when the request was registered: another clause later makes nobody late afterwards.
    asked_for_on = models.DateField("prövas för nytt pris från", null=True, editable=False)
    ask_by = models.DateField("skulle komma senast", null=True, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="registrerad av", editable=False
    )
    registered_at = models.DateTimeField("registrerad", editable=False)
    declined_at = models.DateTimeField("avslagen", null=True, blank=True, editable=False)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avslagen av",
        editable=False,
    )
    declined_reason = FreeLine("varför", max_length=300, blank=True, editable=False)

    buyer_through = ("contract__buyer",)
    objects = OfContractQuerySet.as_manager()

    class Meta:
        verbose_name = "begäran om prisjustering"
        verbose_name_plural = "begäran om prisjustering"
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "received_on"],
                name="request_is_registered_once",
                violation_error_message=(
                    "En begäran för avtalet från samma dag finns redan. Ange en annan dag om det är en ny begäran."
                ),
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(declined_reason=""),
                name="declined_request_says_why",
                violation_error_message="Skriv varför begäran avslås.",
            ),
        ]

    def __str__(self) -> str:
        return f"Begäran {self.received_on}, {self.contract.number}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:price-request-list")

    @property
    def late_words(self) -> str:
        """That it came after the clause's last day and what follows, in sentences; empty where it came in time."""
        if self.ask_by is None or self.asked_for_on is None:
            return ""
        words = rules.comes_late(received_on=self.received_on, ask_by=self.ask_by, effective_on=self.asked_for_on)
        return f"{words[:1].upper()}{words[1:]}." if words else ""

    @property
    def early_words(self) -> str:
        """That it came before any that counts for its price, in a sentence; empty where it did not."""
        if self.ask_by is None or self.asked_for_on is None:
            return ""
        words = rules.comes_early(
            received_on=self.received_on,
            ask_by=self.ask_by,
            effective_on=self.asked_for_on,
            names_the_day=self.effective_on is not None,
        )
        return f"{words[:1].upper()}{words[1:]}." if words else ""

    def as_asked(self) -> rules.Asked:
        """What the rules need to know of it."""
        return rules.Asked(self.pk, self.received_on, self.effective_on, is_declined=self.declined_at is not None)
