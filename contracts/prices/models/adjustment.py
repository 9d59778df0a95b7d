"""Price adjustments: what was proposed and by which figures, who approved, and what was told by letter."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.index.models import IndexSeries, IndexStatus, IndexValue
from contracts.prices import rules
from contracts.prices.models.clause import PriceClause
from contracts.prices.models.price import Price, PriceItem
from contracts.prices.models.request import PriceRequest
from contracts.prices.querysets import (
    PriceAdjustmentQuerySet,
)
from contracts.register.models import Contract
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


def person(label: str) -> models.ForeignKey:
    """Who did it; nobody until somebody has."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


@tracked()
class PriceAdjustment(models.Model):
    """One contract's prices from one day on: proposed by the machine, looked at by an officer, approved by another.

    A waiting one says what it waits for: a figure, or the supplier's request. What is approved is never changed.
    """

    # One line of a secret unit, and only those let in on the unit adjust the contract's prices.
    secret_through = ("contract", "lines__item")
    seen_apart: ClassVar[Mapping[str, str]] = {
        "clause": "the clause of the contract, of its round or of an area: no more secret than the contract",
        "request": "a request for the contract, and as secret",
    }

    class Status(models.TextChoices):
        WAITING = "WAITING", "väntar"
        PROPOSED = "PROPOSED", "föreslagen"
        SUBMITTED = "SUBMITTED", "till godkännande"
        APPROVED = "APPROVED", "godkänd"
        REJECTED = "REJECTED", "avvisad"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="price_adjustments", verbose_name="avtal")
    clause = models.ForeignKey(PriceClause, models.PROTECT, related_name="adjustments", verbose_name="klausul")
    effective_on = models.DateField("gäller från och med")
    opens_on = models.DateField("fönstret öppnar")
    ask_by = models.DateField("begäran senast")
    tell_by = models.DateField("besked senast")
    request = models.ForeignKey(
        PriceRequest, models.PROTECT, null=True, related_name="adjustments", verbose_name="begäran"
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PROPOSED)
    waits_for = models.CharField("väntar på", max_length=30, blank=True)  # a rules.Refusal
    waits_words = models.CharField("varför", max_length=400, blank=True)
    # Sixteen decimals are for reading and for going on from; prices are computed by the exact fraction.
    basket = models.DecimalField("indexkorgens faktor", max_digits=24, decimal_places=16, null=True)
    change = models.DecimalField("förändring sedan senast", max_digits=24, decimal_places=16, null=True)
    factor = models.DecimalField("faktor efter fast andel", max_digits=24, decimal_places=16, null=True)
    # Of a chained price: where it differs from the factor, the floor or the cap held it. Null in older ones.
    reached = models.DecimalField("så långt har priset kommit från basen", max_digits=24, decimal_places=16, null=True)
    base_stayed = models.BooleanField("räknad från en bas som låg kvar", default=False)
    is_below_threshold = models.BooleanField("under tröskeln", default=False)
    is_after_end = models.BooleanField("kvarboende efter avtalets slut", default=False)
    yearly_effect_sek = models.DecimalField("effekt per år, kr", max_digits=17, decimal_places=2, null=True)
    reason = FreeLine("skäl", max_length=500, blank=True)
    is_changed_by_hand = models.BooleanField("ändrad för hand", default=False)
    changed_by = person("priser ändrade av")
    proposed_at = models.DateTimeField("föreslagen")
    submitted_by = person("skickad av")
    submitted_at = models.DateTimeField("skickad", null=True)
    approved_by = person("godkänd av")
    approved_at = models.DateTimeField("godkänd", null=True)
    rejected_by = person("avvisad av")
    rejected_at = models.DateTimeField("avvisad", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("contract__buyer",)
    objects = PriceAdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = "prisjustering"
        verbose_name_plural = "prisjusteringar"
        permissions = [("approve_priceadjustment", "Kan godkänna prisjusteringar")]
        indexes = [models.Index(fields=["status", "effective_on"], name="adjustment_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "effective_on"],
                condition=~Q(status="REJECTED"),
                name="contract_is_adjusted_once_a_day",
                violation_error_message=(
                    "Avtalet har redan en prisjustering från den dagen. Gå vidare med den, eller välj en annan dag."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("submitted_by"))
                | Q(approved_by__isnull=True)
                | Q(submitted_by__isnull=True),
                name="adjustment_is_approved_by_another",
                violation_error_message=(
                    "Den som skickade prisjusteringen kan inte godkänna den. Be någon annan göra det."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("changed_by")) | Q(approved_by__isnull=True) | Q(changed_by__isnull=True),
                name="adjustment_is_approved_by_another_than_who_set_prices",
                violation_error_message="Den som har ändrat priserna kan inte godkänna dem. Be någon annan göra det.",
            ),
            models.CheckConstraint(
                condition=~Q(status="APPROVED")
                | Q(
                    submitted_by__isnull=False,
                    submitted_at__isnull=False,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="approved_adjustment_says_by_whom",
                violation_error_message="En godkänd prisjustering har en som skickade och en som godkände.",
            ),
            models.CheckConstraint(
                condition=~Q(status="REJECTED") | (Q(rejected_by__isnull=False) & ~Q(reason="")),
                name="rejected_adjustment_says_why",
                violation_error_message="Skriv varför prisjusteringen avvisas.",
            ),
            models.CheckConstraint(
                condition=~Q(status="WAITING") | ~Q(waits_for=""),
                name="waiting_adjustment_says_for_what",
                violation_error_message="En väntande prisjustering säger vad den väntar på.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_adjustments_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="APPROVED"),
            ),
            pgtrigger.Trigger(
                name="approved_by_another_than_who_set_prices",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__approved_by__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT FROM contracts_pricesetbyhand s JOIN contracts_adjustmentline l ON l.id = s.line_id
                        WHERE l.adjustment_id = NEW.id AND s.set_by_id = NEW.approved_by_id
                            AND (l.is_left_out OR l.new_sek <> l.computed_sek)
                    ) THEN
                        RAISE EXCEPTION 'Den som har ändrat priserna kan inte godkänna dem.'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'approved_by_another_than_who_set_prices';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Prisjustering {self.contract.number} från {self.effective_on}"

    @property
    def is_held(self) -> bool:
        """Whether the floor or the cap kept a chained price from where the index has it."""
        return self.reached is not None and not self.is_below_threshold and self.reached != self.factor

    def reached_before_next(self, terms: rules.Terms) -> Fraction | None:
        """How far the prices have come from a base that stays for the next adjustment; null where the base moves.

        What was approved before this was written down is judged by its own lines.
        """
        if terms.method != rules.Method.CHAINED or not terms.catches_up or self.is_below_threshold or not self.factor:
            return None
        if self.reached is None:
            lines = [(line.base_sek, line.computed_sek) for line in self.lines.all() if not line.reason]
            reached = rules.reached_of_lines(terms, Fraction(self.factor), lines)
        else:
            reached = Fraction(self.reached)
        return None if reached == Fraction(self.factor) else reached

    def get_absolute_url(self) -> str:
        return reverse("contracts:adjustment-detail", args=[self.pk])


def _of_approved(name: str) -> pgtrigger.Trigger:
    """What an approved adjustment rested on stays as it was."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT FROM contracts_priceadjustment a WHERE a.id = OLD.adjustment_id AND a.status = 'APPROVED'
            ) THEN
                RAISE EXCEPTION 'Prisjusteringen är godkänd och ändras inte.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        """,
    )


class AdjustmentValue(models.Model):
    """The figures that one series of the basket was computed by, as they were then: a snapshot that stays."""

    secret_through = ("adjustment",)

    adjustment = models.ForeignKey(PriceAdjustment, models.CASCADE, related_name="values", verbose_name="prisjustering")
    series = models.ForeignKey(IndexSeries, models.PROTECT, related_name="+", verbose_name="serie")
    base_name = models.CharField("bas", max_length=30)
    weight = models.DecimalField("vikt", max_digits=6, decimal_places=5)
    status = models.CharField("status", max_length=15, choices=IndexStatus)
    base_period = models.CharField("basperiod", max_length=10)
    base_value = models.DecimalField("basvärde", max_digits=16, decimal_places=8)
    new_period = models.CharField("jämförelseperiod", max_length=10)
    new_value = models.DecimalField("nytt värde", max_digits=16, decimal_places=8)
    index_value = models.ForeignKey(IndexValue, models.PROTECT, related_name="used_in", verbose_name="publicerat värde")
    chain_factor = models.DecimalField("kedjefaktor", max_digits=14, decimal_places=8, null=True)

    buyer_through = ("adjustment__contract__buyer",)

    class Meta:
        verbose_name = "värde i prisjustering"
        verbose_name_plural = "värden i prisjusteringar"
        constraints = [
            models.UniqueConstraint(fields=["adjustment", "series"], name="adjustment_has_a_series_once"),
        ]
        triggers = [_of_approved("values_of_approved_adjustments_stay")]

    def __str__(self) -> str:
        return f"{self.series} {self.base_value} → {self.new_value}"


class AdjustmentLine(models.Model):
    """One price of an adjustment: what it is now, what the clause gives, and what the officer settled on.

    `bought_sek` is the line's part of what was bought on the contract in the twelve months before: the yearly effect is
    that times the change.
    """

    secret_through = ("adjustment",)
    seen_apart: ClassVar[Mapping[str, str]] = {
        "item": "the adjustment is as secret as the items of its lines",
        "old_price": "a price of the line's own item",
        "new_price": "a price of the line's own item",
    }

    adjustment = models.ForeignKey(PriceAdjustment, models.CASCADE, related_name="lines", verbose_name="prisjustering")
    item = models.ForeignKey(PriceItem, models.PROTECT, related_name="adjustment_lines", verbose_name="prisrad")
    old_price = models.ForeignKey(Price, models.PROTECT, related_name="+", verbose_name="pris nu")
    base_sek = models.DecimalField("pris som räknas upp, kr", max_digits=12, decimal_places=2)
    old_sek = models.DecimalField("pris nu, kr", max_digits=12, decimal_places=2)
    computed_sek = models.DecimalField("enligt klausulen, kr", max_digits=12, decimal_places=2)
    new_sek = models.DecimalField("nytt pris, kr", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    bought_sek = models.DecimalField("köpt på 12 månader, kr", max_digits=17, decimal_places=2)
    effect_sek = models.DecimalField("effekt per år, kr", max_digits=17, decimal_places=2)
    is_left_out = models.BooleanField("justeras inte", default=False)
    reason = FreeLine("skäl", max_length=300, blank=True)
    new_price = models.OneToOneField(
        Price, models.PROTECT, null=True, blank=True, related_name="adjustment_line", verbose_name="nytt pris"
    )

    buyer_through = ("adjustment__contract__buyer",)

    class Meta:
        verbose_name = "rad i prisjustering"
        verbose_name_plural = "rader i prisjusteringar"
        constraints = [
            models.UniqueConstraint(fields=["adjustment", "item"], name="adjustment_has_an_item_once"),
            models.CheckConstraint(
                condition=Q(is_left_out=False, new_sek=F("computed_sek")) | ~Q(reason=""),
                name="changed_line_says_why",
                violation_error_message="Skriv varför raden avviker från klausulen.",
            ),
            models.CheckConstraint(
                condition=Q(new_sek__gt=0),
                name="adjusted_price_is_more_than_nothing",
                violation_error_message="Priset är större än noll. Ange ett högre belopp.",
            ),
        ]
        triggers = [_of_approved("lines_of_approved_adjustments_stay")]

    def __str__(self) -> str:
        return f"{self.item}: {self.old_sek} → {self.new_sek}"

    def is_still(self, price: Price) -> bool:
        """Whether a price is the one that the clause gave here: nobody has set another, in the line or since."""
        as_computed = not self.is_left_out and not self.reason and self.new_sek == self.computed_sek
        return as_computed and price.pk == (self.new_price_id or self.old_price_id)

    def changes_much(self, limit_percent: int) -> bool:
        """Whether the price changes by more than a limit; one that is left out does not change."""
        return not self.is_left_out and rules.is_large_change(self.old_sek, self.new_sek, limit_percent=limit_percent)


class AdjustmentLetter(models.Model):
    """That the supplier has been told of its new prices by mail. Each adjustment is told once to each address."""

    secret_through = ("adjustment",)

    adjustment = models.ForeignKey(
        PriceAdjustment, models.PROTECT, related_name="letters", verbose_name="prisjustering"
    )
    address = models.EmailField("till")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skickat av")
    asked_at = models.DateTimeField("beställt")
    sent_at = models.DateTimeField("skickat", null=True)

    buyer_through = ("adjustment__contract__buyer",)
    objects = models.Manager()

    class Meta:
        verbose_name = "brev om nytt pris"
        verbose_name_plural = "brev om nytt pris"
        constraints = [
            models.UniqueConstraint(
                fields=["adjustment", "address"],
                name="letter_is_sent_once",
                violation_error_message="Brevet är redan skickat till den adressen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.adjustment} till {self.address}"
