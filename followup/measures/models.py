"""What the plan is followed up by: measures, their dated targets, and their dated outcomes with what they rest on."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.activities.models import SignalPoint
from activities.plan.models import CategoryPlan, EffectGoal
from contracts.plan.models import Category
from followup.measures import choices
from followup.measures.querysets import MeasureQuerySet
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.money import mnkr

SCALE = ((1, "inte påbörjat"), (2, "delvis på plats"), (3, "till stor del på plats"), (4, "på plats"))


@tracked()
class Measure(models.Model):
    """Something the plan is followed up by. `category` is what a loyalty measure is computed over.

    It is known by its code, in followup/measures/kinds/: its name is the user's.
    """

    Kind, Direction, Frequency, Unit = choices.Kind, choices.Direction, choices.Frequency, choices.Unit

    plan = models.ForeignKey(CategoryPlan, models.PROTECT, related_name="measures", verbose_name="kategoriplan")
    goal = models.ForeignKey(
        EffectGoal, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="effektmål"
    )
    number = models.PositiveSmallIntegerField("nummer", default=0)
    code = models.CharField("kod", max_length=40)
    name = models.CharField("namn", max_length=200)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="kategori"
    )
    kind = models.CharField("hur det fås fram", max_length=10, choices=choices.Kind, default=choices.Kind.COMPUTED)
    unit = models.CharField("enhet", max_length=10, choices=choices.Unit, default=choices.Unit.SHARE)
    direction = models.CharField(
        "önskad riktning", max_length=10, choices=choices.Direction, default=choices.Direction.UP
    )
    frequency = models.CharField(
        "hur ofta", max_length=10, choices=choices.Frequency, default=choices.Frequency.MONTHLY
    )
    definition = models.CharField("definition", max_length=500, blank=True)
    formula = models.CharField("formel", max_length=500, blank=True)
    answers = models.ManyToManyField(
        SignalPoint, blank=True, related_name="measures", verbose_name="punkter i styrsignaler som det svarar på"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="ansvarig",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("plan__category__buyer",)
    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "mått"
        verbose_name_plural = "mått"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="measure_code_is_unique_in_plan",
                violation_error_message="Planen har redan ett mått med den koden.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:measure-detail", args=[self.pk])


@tracked()
class Target(models.Model):
    """What a measure shall be on a day, as a share or on the scale. Between two targets the line is straight."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets", verbose_name="mått")
    on = models.DateField("dag")
    value = models.DecimalField("målvärde", max_digits=12, decimal_places=6)

    buyer_through = ("measure__plan__category__buyer",)

    class Meta:
        verbose_name = "målvärde"
        verbose_name_plural = "målvärden"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "on"],
                name="measure_has_one_target_a_day",
                violation_error_message="Måttet har redan ett målvärde den dagen. Välj en annan dag.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.on}: {self.value}"

    def get_absolute_url(self) -> str:
        return self.measure.get_absolute_url()


@tracked()
class Outcome(models.Model):
    """What a measure came to over a period, both days counted, and what it rests on.

    A value that cannot be had is null, and `missing` says why: never a number. `inputs` are the figures behind it, for
    reading and never for asking: words → value as text.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="outcomes", verbose_name="mått")
    first = models.DateField("från och med")
    last = models.DateField("till och med")
    value = models.DecimalField("utfall", max_digits=12, decimal_places=6, null=True, blank=True)
    missing = models.CharField("varför det saknas", max_length=300, blank=True)
    inputs = models.JSONField("underlag", default=dict, editable=False)
    comment = FreeText("kommentar", max_length=2000, blank=True)
    evidence = FreeLine("belägg", max_length=500, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bedömt av",
        editable=False,
    )
    at = models.DateTimeField("när", editable=False)

    buyer_through = ("measure__plan__category__buyer",)

    class Meta:
        verbose_name = "utfall"
        verbose_name_plural = "utfall"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "last"],
                name="measure_has_one_outcome_a_period",
                violation_error_message="Måttet har redan ett utfall för perioden.",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="outcome_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value__isnull=True) & ~Q(missing="")),
                name="outcome_has_a_value_or_says_why_not",
                violation_error_message="Ange ett värde, eller varför det saknas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.last}: {self.value}"

    @property
    def period(self) -> str:
        """The span it is of as it is read; the day alone, of how things stand on one."""
        return str(self.last) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The figures behind it as they are read: words and value, kronor in millions.

        Month after month to the öre, they would tell by subtraction what a single secret payment was.
        """
        found = []
        for words, value in self.inputs.items():
            name = words.removesuffix(", kr")
            shown = value if name == words else f"{mnkr(Decimal(value))} mnkr"
            found.append((f"{name[:1].upper()}{name[1:]}", shown))
        return found
