"""Invoice lines held to price lists: what was matched with what, what was not as agreed, and what is asked back."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.prices.models import PriceItem
from contracts.suppliers.models import Supplier
from followup.invoices.models import Invoice, InvoiceLine
from followup.price_control.choices import Kind
from followup.price_control.querysets import ItemMatchQuerySet, PriceClaimQuerySet, PriceDeviationQuerySet
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization


@tracked()
class ItemMatch(models.Model):
    """Which line of price lists a supplier means by an item of its own: remembered from invoice to invoice.

    `item_key` is what the supplier calls it (InvoiceLine.item_key). `name` and `per` are the price list's own words, so
    that next year's contract with the same line is found too; none where the item stands in no price list. What names
    alone tell is found by the system; what a person has said stays.
    """

    secret_through = ("supplier",)

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="item_matches", verbose_name="leverantör")
    item_key = models.CharField("artikel enligt leverantören", max_length=64)
    name = FreeLine("prisrad", max_length=200, blank=True)
    per = models.CharField("enhet", max_length=10, choices=PriceItem.Per, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bekräftad av"
    )
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)

    objects = ItemMatchQuerySet.as_manager()

    class Meta:
        verbose_name = "matchad artikel"
        verbose_name_plural = "matchade artiklar"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier", "item_key"],
                name="item_is_matched_once",
                violation_error_message="Artikeln är redan matchad.",
            ),
            models.CheckConstraint(
                condition=Q(name="", per="", confirmed_at__isnull=False) | (~Q(name="") & ~Q(per="")),
                name="only_a_person_says_that_an_item_is_in_no_list",
                violation_error_message="Välj en prisrad.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "finns inte i avtalet"


@tracked()
class PriceClaim(models.Model):
    """What is asked back of a supplier: a letter, its answer, and the credit note that comes."""

    secret_through = ("supplier", "credit")

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "utkast"
        SENT = "SENT", "skickat"
        ANSWERED = "ANSWERED", "besvarat"
        CREDITED = "CREDITED", "krediterat"
        DROPPED = "DROPPED", "nedlagt"

    class Answer(models.TextChoices):
        ACCEPTED = "ACCEPTED", "godtas"
        PARTLY = "PARTLY", "godtas till en del"
        DENIED = "DENIED", "avvisas"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="price_claims", verbose_name="leverantör")
    number = models.CharField("nummer", max_length=20)
    status = models.CharField("status", max_length=20, choices=Status, default=Status.DRAFT)
    claimed_sek = models.DecimalField(
        "begärt, kr", max_digits=17, decimal_places=2, validators=[MinValueValidator(0)], default=0
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="upplagt av")
    made_at = models.DateTimeField("upplagt")
    sent_on = models.DateField("skickat", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="skickat av"
    )
    address = models.EmailField("till", blank=True)
    mailed_at = models.DateTimeField("mejlat", null=True, blank=True)
    answer_by = models.DateField("svar senast", null=True, blank=True)
    answer = models.CharField("svar", max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField("besvarat", null=True, blank=True)
    answer_words = FreeText("vad de svarade", blank=True)
    credit = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kreditfaktura"
    )
    recovered_sek = models.DecimalField("krediterat, kr", max_digits=17, decimal_places=2, default=0)
    dropped_reason = FreeLine("varför det lades ned", max_length=300, blank=True)
    version = models.PositiveIntegerField("version", default=1, editable=False)

    objects = PriceClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "priskrav"
        verbose_name_plural = "priskrav"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="claim_number_is_the_buyers_own",
                violation_error_message="Köparen har redan ett priskrav med det numret.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "DROPPED"]) | Q(sent_on__isnull=False),
                name="claim_is_sent_before_it_is_answered",
                violation_error_message="Skicka kravet först.",
            ),
            models.CheckConstraint(
                condition=~Q(status="CREDITED") | Q(credit__isnull=False),
                name="credited_claim_has_its_credit_note",
                violation_error_message="Ett krediterat krav ska ha sin kreditfaktura.",
            ),
            models.CheckConstraint(
                condition=Q(recovered_sek__gte=0, recovered_sek__lte=F("claimed_sek")),
                name="no_more_is_recovered_than_was_claimed",
                violation_error_message="Mer än det begärda kan inte räknas som krediterat.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("followup:claim-detail", args=[self.pk])


class PriceDeviation(models.Model):
    """That a line of an invoice is not as the contract says, in one way. Found anew each time lines are held to prices.

    `difference_sek` is what is asked above what was agreed, negative below; on a credit note the other way round. One
    that is in a claim stays as it was found.
    """

    secret_through = ("line", "item", "claim")

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    line = models.ForeignKey(InvoiceLine, models.CASCADE, related_name="deviations", verbose_name="fakturarad")
    kind = models.CharField("avvikelse", max_length=20, choices=Kind)
    item = models.ForeignKey(PriceItem, models.PROTECT, null=True, related_name="+", verbose_name="prisrad")
    agreed_sek = models.DecimalField("avtalat", max_digits=17, decimal_places=2, null=True)
    asked_sek = models.DecimalField("fakturerat", max_digits=17, decimal_places=2, null=True)
    difference_sek = models.DecimalField("skillnad, kr", max_digits=17, decimal_places=2)
    claim = models.ForeignKey(
        PriceClaim, models.PROTECT, null=True, blank=True, related_name="deviations", verbose_name="priskrav"
    )

    objects = PriceDeviationQuerySet.as_manager()

    class Meta:
        verbose_name = "prisavvikelse"
        verbose_name_plural = "prisavvikelser"
        constraints = [
            models.UniqueConstraint(
                fields=["line", "kind"],
                name="line_deviates_in_a_way_once",
                violation_error_message="Avvikelsen är redan funnen.",
            )
        ]
        indexes = [models.Index(fields=["buyer", "kind"], name="price_deviations_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.difference_sek} kr"
