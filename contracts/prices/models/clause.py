"""Clauses of price adjustment: which index, how much of it, when, and who has to ask. domain.md §4 is the source."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.index.models import IndexSeries, IndexStatus
from contracts.plan.models import ContractArea
from contracts.prices.querysets import PriceClauseQuerySet
from contracts.prices.rules import FIXED_MONTHS, Calendar, Method, Rounding, Terms
from contracts.register.models import Contract, Framework
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


def _percent(label: str, **options: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=6, decimal_places=3, null=True, blank=True, **options)  # type: ignore[arg-type]


_WHOLE = Decimal(100)
_LAST_DAYS = {month: 31 if month in {1, 3, 5, 7, 8, 10, 12} else 29 if month == 2 else 30 for month in range(1, 13)}


def _share(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100


@tracked()
class PriceClause(models.Model):
    """How prices are adjusted, for a contract, for a round, or for all of an area's contracts that say nothing else.

    The nearest one counts: the contract's own, then its round's, then its area's. Percentages are as written in a
    contract: 2 is two per cent.
    """

    secret_through = ("contract", "framework")

    class Kind(models.TextChoices):
        INDEX = "INDEX", "indexkorg"
        COUNCIL = "COUNCIL", "fast pris, beslutas i budget"
        NEGOTIATION = "NEGOTIATION", "förhandling"
        BUDGET = "BUDGET", "kommunens uppräkning i budget"

    class MethodChoice(models.TextChoices):
        CHAINED = Method.CHAINED.value, "från senaste justeringen, år för år"
        FIXED_BASE = Method.FIXED_BASE.value, "alltid från avtalets basvärden"

    class RoundingChoice(models.TextChoices):
        ORE = Rounding.ORE.value, "hela ören"
        KRONA = Rounding.KRONA.value, "hela kronor"

    contract = models.OneToOneField(
        Contract, models.PROTECT, null=True, blank=True, related_name="price_clause", verbose_name="avtal"
    )
    framework = models.OneToOneField(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="price_clause",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    area = models.OneToOneField(
        ContractArea, models.PROTECT, null=True, blank=True, related_name="price_clause", verbose_name="avtalsområde"
    )
    kind = models.CharField("priset justeras genom", max_length=12, choices=Kind, default=Kind.INDEX)
    method = models.CharField("räknas", max_length=12, choices=MethodChoice, default=Method.CHAINED.value)
    fixed_percent = models.DecimalField(
        "fast andel, procent",
        max_digits=6,
        decimal_places=3,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Den del av priset som inte följer index.",
    )
    threshold_percent = _percent(
        "tröskel, procent",
        validators=[MinValueValidator(0)],
        help_text="Mindre förändring av indexkorgen än så ändrar inte priset. Tomt: ingen tröskel.",
    )
    carries_over = models.BooleanField(
        "förändring under tröskeln sparas till nästa år",
        default=True,
        help_text="Räknas priset alltid från basvärdena sparas den av sig själv.",
    )
    lowest_percent = _percent(
        "lägsta förändring, procent", help_text="0: priset sänks aldrig. Tomt: ingen gräns nedåt."
    )
    highest_percent = _percent("högsta förändring, procent", help_text="Tomt: ingen gräns uppåt.")
    catches_up = models.BooleanField(
        "det som lägsta eller högsta förändring håller tillbaka räknas in senare",
        default=True,
        help_text=(
            "Basvärdena ligger kvar tills priset har hunnit ikapp, så att en nedgång och en återhämtning aldrig höjer "
            "priset. Räknas priset alltid från basvärdena sker det av sig självt."
        ),
    )
    rounding = models.CharField(
        "priset avrundas till", max_length=5, choices=RoundingChoice, default=Rounding.ORE.value
    )
    factor_decimals = models.PositiveSmallIntegerField(
        "faktorn avrundas till decimaler",
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(8)],
        help_text="Bara när avtalet säger det. Tomt: en enda avrundning, av priset.",
    )
    adjusts_month = models.PositiveSmallIntegerField(
        "nytt pris från månad", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    adjusts_day = models.PositiveSmallIntegerField(
        "nytt pris från dag", default=1, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    fixed_months = models.PositiveSmallIntegerField(
        "priset ligger fast, månader",
        default=FIXED_MONTHS,
        validators=[MinValueValidator(FIXED_MONTHS)],
        help_text="Från avtalsstart och från varje justering, minst 12.",
    )
    opens_months = models.PositiveSmallIntegerField(
        "begäran tidigast, månader före", default=4, validators=[MinValueValidator(1), MaxValueValidator(11)]
    )
    needs_request = models.BooleanField("leverantören måste begära höjning", default=True)
    ask_days = models.PositiveSmallIntegerField(
        "begäran senast, dagar före", default=60, validators=[MaxValueValidator(300)]
    )
    tell_days = models.PositiveSmallIntegerField(
        "besked senast, dagar före", default=30, validators=[MaxValueValidator(300)]
    )
    settles_on_final = models.BooleanField(
        "slutligt värde regleras i efterhand",
        default=False,
        help_text="Priset räknas på preliminära värden, och skillnaden regleras när det slutliga kommer.",
    )
    successor = FreeLine(
        "om index upphör",
        max_length=300,
        blank=True,
        default="Upphör en serie används den som utgivaren anger som dess efterträdare.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("contract__buyer", "framework__buyer", "area__category__buyer")
    objects = PriceClauseQuerySet.as_manager()

    class Meta:
        verbose_name = "prisjusteringsklausul"
        verbose_name_plural = "prisjusteringsklausuler"
        constraints = [
            models.CheckConstraint(
                condition=Q(contract__isnull=False, framework__isnull=True, area__isnull=True)
                | Q(contract__isnull=True, framework__isnull=False, area__isnull=True)
                | Q(contract__isnull=True, framework__isnull=True, area__isnull=False),
                name="clause_belongs_to_one",
                violation_error_message="Klausulen hör till ett avtal, en omgång eller ett avtalsområde.",
            ),
            models.CheckConstraint(
                condition=Q(fixed_percent__gte=0, fixed_percent__lte=100),
                name="clause_fixed_share_is_a_share",
                violation_error_message="Ange den fasta andelen mellan 0 och 100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(lowest_percent__isnull=True)
                | Q(highest_percent__isnull=True)
                | Q(lowest_percent__lte=models.F("highest_percent")),
                name="clause_lowest_is_not_above_highest",
                violation_error_message="Den lägsta förändringen kan inte vara större än den högsta. Ändra en av dem.",
            ),
            models.CheckConstraint(
                condition=Q(carries_over=True) | Q(method="CHAINED"),
                name="clause_from_base_carries_over",
                violation_error_message=(
                    "Räknas priset alltid från basvärdena går en förändring aldrig förlorad: låt den sparas."
                ),
            ),
            models.CheckConstraint(
                condition=Q(catches_up=True) | Q(method="CHAINED"),
                name="clause_from_base_catches_up",
                violation_error_message=(
                    "Räknas priset alltid från basvärdena hinner det alltid ikapp: låt det räknas in senare."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fixed_months__gte=FIXED_MONTHS),
                name="clause_fixes_prices_a_year",
                violation_error_message="Priset ligger fast minst 12 månader. Ange 12 eller fler.",
            ),
            models.CheckConstraint(
                condition=Q(tell_days__lte=models.F("ask_days")),
                name="clause_is_asked_before_it_is_told",
                violation_error_message="Begäran kommer före beskedet. Ange minst lika många dagar före för den.",
            ),
        ]

    def __str__(self) -> str:
        return f"Prisjustering, {self.holder}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:clause-detail", args=[self.pk])

    def clean(self) -> None:
        """Terms that no year can hold."""
        wrong: dict[str, str] = {}
        if self.lowest_percent is not None and self.lowest_percent <= -_WHOLE:
            wrong["lowest_percent"] = "Priset kan inte sänkas med hundra procent eller mer."
        if self.highest_percent is not None and self.highest_percent < 0:
            wrong["highest_percent"] = "Den högsta förändringen kan inte vara en sänkning."
        if 1 <= (self.adjusts_month or 0) <= 12 and (self.adjusts_day or 0) > _LAST_DAYS[self.adjusts_month]:
            wrong["adjusts_day"] = f"Månaden har högst {_LAST_DAYS[self.adjusts_month]} dagar."
        if self.needs_request and (self.ask_days or 0) >= (self.opens_months or 0) * 28:
            wrong["ask_days"] = (
                "Tiden att begära går ut innan den har börjat: öppna den tidigare, eller låt den gå ut senare."
            )
        if wrong:
            raise ValidationError(wrong)

    @property
    def holder(self) -> Contract | Framework | ContractArea:
        """What it is for."""
        found = self.contract or self.framework or self.area
        assert found is not None
        return found

    @property
    def is_allowed_in_new_contracts(self) -> bool:
        """The plan's 6.1: prices are no longer to follow negotiation or the municipality's own budget."""
        return self.kind not in {self.Kind.NEGOTIATION, self.Kind.BUDGET}

    def terms(self) -> Terms:
        """What the rules need to know of it."""
        return Terms(
            method=Method(self.method),
            fixed_share=self.fixed_percent / 100,
            threshold=_share(self.threshold_percent),
            carries_over=self.carries_over,
            lowest=_share(self.lowest_percent),
            highest=_share(self.highest_percent),
            catches_up=self.catches_up,
            rounding=Rounding(self.rounding),
            factor_decimals=self.factor_decimals,
        )

    def calendar(self) -> Calendar:
        """Its yearly rhythm."""
        return Calendar(
            month=self.adjusts_month,
            day=self.adjusts_day,
            opens_months=self.opens_months,
            ask_days=self.ask_days,
            tell_days=self.tell_days,
            fixed_months=self.fixed_months,
        )


_WEIGHTS_SUM_TO_ONE = """
    IF EXISTS (
        SELECT FROM contracts_clausecomponent
        WHERE clause_id IN (NEW.clause_id, OLD.clause_id) GROUP BY clause_id HAVING sum(weight) <> 1
    ) THEN
        RAISE EXCEPTION 'Vikterna ska tillsammans vara 1.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clause_weights_sum_to_one';
    END IF;
    RETURN NULL;
"""


@tracked()
class ClauseComponent(models.Model):
    """A series of a clause's basket: its weight, and the base period with the value as it was agreed.

    `years_before` says what is compared: the base's own quarter or month in the adjustment's year, or so many years
    before it. The final base value is for clauses that settle on final figures.
    """

    secret_through = ("clause",)

    clause = models.ForeignKey(PriceClause, models.CASCADE, related_name="components", verbose_name="klausul")
    series = models.ForeignKey(IndexSeries, models.PROTECT, related_name="components", verbose_name="serie")
    weight = models.DecimalField("vikt", max_digits=6, decimal_places=5, validators=[MinValueValidator(0)])
    status = models.CharField("värden som jämförs", max_length=15, choices=IndexStatus, default=IndexStatus.FINAL)
    base_period = models.CharField("basperiod", max_length=10)
    base_value = models.DecimalField(
        "basvärde enligt avtalet", max_digits=12, decimal_places=4, validators=[MinValueValidator(Decimal("0.0001"))]
    )
    base_value_final = models.DecimalField("slutligt basvärde", max_digits=12, decimal_places=4, null=True, blank=True)
    years_before = models.PositiveSmallIntegerField(
        "jämförs år före justeringen", default=1, validators=[MaxValueValidator(3)]
    )

    buyer_through = ("clause__contract__buyer", "clause__framework__buyer", "clause__area__category__buyer")

    class Meta:
        verbose_name = "serie i indexkorgen"
        verbose_name_plural = "serier i indexkorgen"
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "series"],
                name="series_stands_once_in_a_basket",
                violation_error_message=(
                    "Serien finns redan i indexkorgen. Välj en annan, eller ändra vikten på den som finns."
                ),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=1),
                name="component_weight_is_a_share",
                violation_error_message="Ange en vikt som är större än 0 och högst 100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(base_value__gt=0),
                name="component_base_is_an_index",
                violation_error_message="Ett indextal är alltid större än noll. Ange ett högre basvärde.",
            ),
        ]
        triggers = [
            # Deferred: a basket is written series by series and is whole at the end of the action.
            pgtrigger.Trigger(
                name="clause_weights_sum_to_one",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=_WEIGHTS_SUM_TO_ONE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.weight.normalize():f} {self.series}"
