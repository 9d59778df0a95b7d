"""The plan's map: categories and the areas that are procured as one."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.choices import Form, PriceModel
from contracts.plan.querysets import (
    CategoryLoyaltyQuerySet,
    CategoryQuerySet,
    ContractAreaQuerySet,
)
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.order import swedish_order
from huddinge_vo.common.people.models import Membership, Organization
from huddinge_vo.common.words import words_index


@tracked(exclude=["sort_name"])
class Category(models.Model):
    """A node in a buyer's category tree: Vård och omsorg, and under it IFO, FO and ÄO."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="categories", verbose_name="köpare")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="överordnad kategori"
    )
    code = models.CharField("kod", max_length=20)
    name = FreeLine("namn", max_length=200)
    sort_name = swedish_order("name")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "code"],
                name="category_code_is_unique_for_buyer",
                violation_error_message="Köparen har redan en kategori med den koden. Välj en annan kod.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="category_is_not_its_own_parent",
                violation_error_message=(
                    "En kategori kan inte ligga under sig själv. Välj en annan, eller lämna fältet tomt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class CategoryLoyalty(models.Model):
    """What was bought on contract in a category in a month, of what could be. Published by followup for those below it.

    Told as the share of twelve months and never by the month: a month's kronor could be a single secret payment.
    """

    category = models.ForeignKey(Category, models.CASCADE, related_name="loyalty_months", verbose_name="kategori")
    month = models.DateField("månad")
    on_contract_sek = models.DecimalField("på avtal, kr", max_digits=17, decimal_places=2)
    purchasable_sek = models.DecimalField("upphandlingsbart, kr", max_digits=17, decimal_places=2)

    buyer_through = ("category__buyer",)
    objects = CategoryLoyaltyQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalstrohet per månad"
        verbose_name_plural = "avtalstrohet per månad"
        constraints = [
            models.UniqueConstraint(fields=["category", "month"], name="category_loyalty_is_one_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.month:%Y-%m}"


@tracked()
class CategoryScope(models.Model):
    """Narrows a membership to a category and what lies under it. Without any, the membership is for all of them."""

    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="category_scopes", verbose_name="roll hos köpare"
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="kategori")

    buyer_through = ("membership__buyer",)

    class Meta:
        verbose_name = "avgränsning till kategori"
        verbose_name_plural = "avgränsningar till kategori"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "category"],
                name="category_scope_is_given_once",
                violation_error_message="Rollen är redan avgränsad till kategorin.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {self.category}"


@tracked(exclude=["sort_name"])
class ContractArea(models.Model):
    """What is procured as one. Reference data of the category plan, which also says how many contracts it had."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="areas", verbose_name="underkategori")
    code = models.CharField("kod", max_length=20)
    name = FreeLine("namn", max_length=250)
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    price_model = models.CharField("prismodell", max_length=20, choices=PriceModel)
    cpv = models.CharField("CPV-kod", max_length=10, blank=True)
    annex_2 = models.BooleanField("social tjänst enligt LOU bilaga 2", default=True)
    # Until 0.1.0 the need of a permit stood here. contracts/law/ has it since; the column stays for what history tells.
    permit_required_from = models.DateField(
        "tillstånd från IVO krävs från och med", null=True, blank=True, editable=False
    )
    ivo_register = models.BooleanField("ska finnas i IVO:s register över HVB och stödboende", default=False)
    contracts_in_plan = models.PositiveSmallIntegerField("antal avtal enligt planen", null=True, blank=True)
    introduced_in = models.PositiveSmallIntegerField(
        "infört år",
        null=True,
        blank=True,
        help_text="Året då området blev ett eget valfrihetssystem.",
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )
    joint_lead = FreeLine("samordnas av", max_length=100, blank=True)
    note = FreeLine("anmärkning", max_length=300, blank=True)
    sort_name = swedish_order("name")
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("category__buyer",)
    objects = ContractAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalsområde"
        verbose_name_plural = "avtalsområden"
        indexes = [words_index("code", "name", name="area_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code"],
                name="area_code_is_unique_in_category",
                violation_error_message="Det finns redan ett avtalsområde med den koden. Välj en annan kod.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contracts:area-detail", args=[self.pk])
