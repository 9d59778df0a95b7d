"""Price lists: what is paid for what, from when until when. A price that was agreed is never overwritten."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from contracts.files.models import RegisterImport
from contracts.plan.models import ContractArea
from contracts.prices import rules
from contracts.prices.querysets import PriceItemQuerySet, PriceQuerySet
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization


@tracked()
class PriceItem(models.Model):
    """A line of a price list: a contract's, or an area's where the council sets the price for all.

    A unit's own price stands under the contract that it is bought on: a unit that two contracts reach would else be
    adjusted twice.
    """

    secret_through = ("contract", "unit")

    class Per(models.TextChoices):
        DAY = "DAY", "dygn"
        HOUR = "HOUR", "timme"
        PLACE = "PLACE", "plats"
        MONTH = "MONTH", "månad"
        VISIT = "VISIT", "besök"

    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="price_items", verbose_name="avtal"
    )
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="price_items", verbose_name="verksamhet"
    )
    area = models.ForeignKey(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="price_items", verbose_name="avtalsområde"
    )
    name = FreeLine("artikel", max_length=200)
    per = models.CharField("enhet", max_length=10, choices=Per)
    vat_percent = models.PositiveSmallIntegerField(
        "moms, procent", null=True, blank=True, help_text="Priset är utan moms. Tomt: momsfritt eller okänt."
    )
    yearly_quantity = models.DecimalField(
        "antal per år",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Fördelar avtalets köp på raderna när effekten räknas.",
    )

    buyer_through = ("contract__buyer", "area__category__buyer")
    objects = PriceItemQuerySet.as_manager()

    class Meta:
        verbose_name = "prisrad"
        verbose_name_plural = "prisrader"
        constraints = [
            models.CheckConstraint(
                condition=Q(contract__isnull=False, area__isnull=True)
                | Q(contract__isnull=True, unit__isnull=True, area__isnull=False),
                name="price_item_belongs_to_a_contract_or_an_area",
                violation_error_message="En prisrad hör till ett avtal, eller till ett avtalsområde.",
            ),
            models.UniqueConstraint(
                fields=["contract", "unit", "area", "name", "per"],
                name="price_item_stands_once",
                nulls_distinct=False,
                violation_error_message=(
                    "Prislistan har redan den raden. Ge den ett nytt pris, eller skriv ett annat namn."
                ),
            ),
            models.CheckConstraint(
                condition=Q(yearly_quantity__isnull=True) | Q(yearly_quantity__gte=0),
                name="price_item_quantity_is_not_negative",
                violation_error_message="Antalet kan inte vara negativt.",
            ),
            models.CheckConstraint(
                condition=Q(vat_percent__isnull=True) | Q(vat_percent__in=[0, 6, 12, 25]),
                name="price_item_has_a_swedish_vat_rate",
                violation_error_message="Välj 0, 6, 12 eller 25 procent moms.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, kr per {self.get_per_display()}"

    @property
    def buyer_id(self) -> int:
        """For whom the price is: the contract's buyer, or the one whose area it is."""
        if self.contract is not None:
            return self.contract.buyer_id
        assert self.area is not None
        return self.area.category.buyer_id


@tracked(exclude=["during"])
class Price(models.Model):
    """What an item costs on the days of a span, in kronor excluding VAT; both days count.

    Amount and first day stay as they were agreed. The last day may be set when another price follows, or when
    none does. What was typed
    wrong is withdrawn with a reason and then counts on no day.
    """

    secret_through = ("item",)

    class Origin(models.TextChoices):
        TENDER = "TENDER", "anbud"
        ADJUSTMENT = "ADJUSTMENT", "indexjustering"
        COUNCIL = "COUNCIL", "fullmäktiges beslut"
        CORRECTION = "CORRECTION", "rättelse"

    item = models.ForeignKey(PriceItem, models.PROTECT, related_name="prices", verbose_name="prisrad")
    amount_sek = models.DecimalField(
        "pris, kr",
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"), "Priset är större än noll.")],
    )
    valid_from = models.DateField("gäller från och med")
    valid_until = models.DateField("gäller till och med", null=True, blank=True, help_text="Tomt: tills vidare.")
    during = models.GeneratedField(
        expression=Func(
            "valid_from",
            Func("valid_until", template="%(expressions)s + 1"),
            Value("[)"),
            function="daterange",
        ),
        output_field=DateRangeField(),
        db_persist=True,
        verbose_name="gäller dagarna",
    )
    origin = models.CharField("tillkom genom", max_length=12, choices=Origin, default=Origin.TENDER)
    brought_by = models.ForeignKey(
        RegisterImport, models.PROTECT, null=True, blank=True, related_name="prices", verbose_name="inläsning"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrerat av"
    )
    entered_at = models.DateTimeField("registrerat")
    withdrawn_at = models.DateTimeField("återtaget", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="återtaget av"
    )
    withdrawn_reason = FreeLine("varför", max_length=300, blank=True)

    buyer_through = ("item__contract__buyer", "item__area__category__buyer")
    objects = PriceQuerySet.as_manager()

    class Meta:
        verbose_name = "pris"
        verbose_name_plural = "priser"
        constraints = [
            ExclusionConstraint(
                name="item_has_one_price_a_day",
                expressions=[("item", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message=(
                    "Det finns redan ett pris för några av dagarna. Välj en annan dag, eller återta det som finns."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="price_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(amount_sek__gt=0),
                name="price_is_more_than_nothing",
                violation_error_message="Priset är större än noll. Ange ett högre belopp.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="withdrawn_price_says_why",
                violation_error_message="Skriv varför priset återtas.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="price_stays_as_agreed", fields=["item", "amount_sek", "valid_from", "origin", "entered_at"]
            ),
            pgtrigger.Protect(name="prices_are_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.amount_sek} från {self.valid_from}"


@tracked()
class PriceTerm(models.Model):
    """What a buyer's work with prices goes by, where it differs from the start values."""

    buyer = models.OneToOneField(Organization, models.PROTECT, related_name="price_term", verbose_name="köpare")
    large_change_percent = models.PositiveSmallIntegerField(
        "stor ändring, procent",
        default=rules.LARGE_CHANGE_PERCENT,
        validators=[MinValueValidator(1)],
        help_text="Ett pris som ändras mer än så ska bekräftas, och märks ut för den som godkänner.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "prisvärden"
        verbose_name_plural = "prisvärden"
        constraints = [
            models.CheckConstraint(
                condition=Q(large_change_percent__gte=1),
                name="large_change_is_a_per_cent_at_least",
                violation_error_message="Ange minst en procent.",
            )
        ]

    def __str__(self) -> str:
        return f"Prisvärden för {self.buyer}"

    @classmethod
    def limit_of(cls, buyer_id: int) -> int:
        """From how many per cent a change of price is large, for a buyer."""
        own = cls.objects.filter(buyer=buyer_id).values_list("large_change_percent", flat=True).first()
        return rules.LARGE_CHANGE_PERCENT if own is None else int(own)

    @classmethod
    def limits(cls) -> defaultdict[int, int]:
        """The same for every buyer, asked for once: organisation id → per cent."""
        found: defaultdict[int, int] = defaultdict(lambda: rules.LARGE_CHANGE_PERCENT)
        found.update(cls.objects.values_list("buyer", "large_change_percent"))
        return found
