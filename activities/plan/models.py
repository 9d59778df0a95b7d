"""The category plan and the figures it was decided with."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.plan.querysets import CategoryPlanQuerySet, OfPlanQuerySet, StrategyQuerySet
from contracts.plan.models import Category
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked


@tracked()
class CategoryPlan(models.Model):
    """What was decided for a category, for which years, by whom and when."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="plans", verbose_name="kategori")
    title = FreeLine("rubrik", max_length=200)
    decided_by = FreeLine("beslutad av", max_length=100)
    decided_on = models.DateField("beslutad den", null=True, blank=True)
    registry_number = FreeLine("diarienummer", max_length=60, blank=True)
    edition = models.PositiveSmallIntegerField("version", default=1)
    valid_from = models.DateField("gäller från och med")
    valid_until = models.DateField("gäller till och med")

    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("category__buyer",)
    objects = CategoryPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kategoriplan"
        verbose_name_plural = "kategoriplaner"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "valid_from"],
                name="category_has_one_plan_from_a_day",
                violation_error_message="Kategorin har redan en plan från den dagen. Välj en annan dag.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="plan_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:plan")


@tracked()
class EffectGoal(models.Model):
    """One of the plan's effect goals, with the council's target areas it is tied to.

    `name` is short words of our own, for lists; `wording` is the goal as it was decided, word for word.
    """

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="effect_goals", verbose_name="kategoriplan")
    number = models.PositiveSmallIntegerField("nummer")
    name = FreeLine("effektmål", max_length=300)
    wording = FreeText("beslutad lydelse", max_length=1000, blank=True)
    explanation = FreeLine("vad målet syftar till", max_length=500, blank=True)
    target_areas = FreeLine("målområden", max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="målägare",
        help_text="Kommenterar målet i statusrapporten.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("plan__category__buyer",)
    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "effektmål"
        verbose_name_plural = "effektmål"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="effect_goal_number_is_unique_in_plan",
                violation_error_message="Planen har redan ett effektmål med det numret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("activities:plan")


@tracked()
class PlanFigure(models.Model):
    """A figure as the plan states it, shown as "enligt planen" beside what the system computes; never forced to agree.

    `value` is in the unit of the label: kronor, a number, or a share between 0 and 1.
    """

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="figures", verbose_name="kategoriplan")
    code = models.CharField("kod", max_length=40)
    label = FreeLine("benämning", max_length=200)
    year = models.PositiveSmallIntegerField("år")
    value = models.DecimalField("värde", max_digits=17, decimal_places=4)
    note = FreeLine("anmärkning", max_length=300, blank=True)

    buyer_through = ("plan__category__buyer",)

    class Meta:
        verbose_name = "uppgift i planen"
        verbose_name_plural = "uppgifter i planen"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code", "year"],
                name="plan_states_a_figure_once",
                violation_error_message="Planen har redan den uppgiften för året.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.year}"

    @property
    def is_share(self) -> bool:
        """Whether it is a share, to be written as per cent: its label says its unit, as the others' say kr."""
        return self.label.endswith(", andel")


@tracked()
class Strategy(models.Model):
    """A section of the plan's strategy: how the goals are to be reached."""

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="strategies", verbose_name="kategoriplan")
    number = FreeLine("nummer", max_length=10)
    title = FreeLine("strategi", max_length=120)
    summary = FreeLine("i korthet", max_length=500)

    buyer_through = ("plan__category__buyer",)
    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = "strategi"
        verbose_name_plural = "strategier"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="strategy_number_is_unique_in_plan",
                violation_error_message="Planen har redan en strategi med det numret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.named} {self.title}"

    @property
    def named(self) -> str:
        """What its number is of: activities have the same numbers."""
        return f"Strategi {self.number}"


@tracked()
class SteeringSignal(models.Model):
    """A law, a governing document, a text of the budget or an assignment that bears on the category.

    It says when to read it again.
    """

    class Kind(models.TextChoices):
        LAW = "LAW", "lag, förordning eller direktiv"
        INTERNAL = "INTERNAL", "internt styrdokument"
        BUDGET = "BUDGET", "mål och budget"
        ASSIGNMENT = "ASSIGNMENT", "utredningsuppdrag"

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="signals", verbose_name="kategoriplan")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    title = FreeLine("styrsignal", max_length=200)
    url = FreeLine("länk", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])])
    comment = FreeText("vad den betyder för kategorin", max_length=2000, blank=True)
    review_on = models.DateField("läses om", null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="läses av"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("plan__category__buyer",)
    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "styrsignal"
        verbose_name_plural = "styrsignaler"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "title"],
                name="signal_is_named_once_in_plan",
                violation_error_message=(
                    "Planen har redan den styrsignalen. Ändra den som finns, eller skriv ett annat namn."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:plan") + "#styrsignaler"


@tracked()
class TeamMember(models.Model):
    """A place in the category's team: a role, and who holds it now."""

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="team", verbose_name="kategoriplan")
    role = FreeLine("roll", max_length=120)
    unit = FreeLine("förvaltning", max_length=60, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("plan__category__buyer",)
    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plats i kategoriteamet"
        verbose_name_plural = "kategoriteam"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "role", "unit", "person"],
                name="team_has_a_role_once_for_a_person",
                nulls_distinct=False,
                violation_error_message=(
                    "Rollen finns redan i teamet för samma person. Välj en annan roll eller person."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.unit})" if self.unit else self.role

    def get_absolute_url(self) -> str:
        return reverse("activities:plan") + "#team"


@tracked()
class Contradiction(models.Model):
    """A matter on which the plan says two things: what stands where, and what the system goes by."""

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="contradictions", verbose_name="kategoriplan")
    number = models.PositiveSmallIntegerField("ordning", default=0)
    subject = FreeLine("vad det gäller", max_length=120)
    stated = FreeText("vad som står, och var", max_length=2000)
    treatment = FreeText("så gör systemet", max_length=2000)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("plan__category__buyer",)
    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "motsägelse i planen"
        verbose_name_plural = "motsägelser i planen"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "subject"],
                name="contradiction_is_told_once_in_plan",
                violation_error_message="Motsägelsen finns redan. Ändra den som finns, eller skriv en annan.",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("activities:contradiction-list")
