"""The category plan and the figures it was decided with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from contracts.models import Category
from huddinge_vo.common.audit import tracked


@tracked()
class CategoryPlan(models.Model):
    """What was decided for a category, for which years, by whom and when."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="plans", verbose_name="kategori")
    title = models.CharField("rubrik", max_length=200)
    decided_by = models.CharField("beslutad av", max_length=100)
    valid_from = models.DateField("gäller från och med")
    valid_until = models.DateField("gäller till och med")

    class Meta:
        verbose_name = "kategoriplan"
        verbose_name_plural = "kategoriplaner"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "valid_from"],
                name="category_has_one_plan_from_a_day",
                violation_error_message="Kategorin har redan en plan från den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="plan_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class EffectGoal(models.Model):
    """One of the plan's effect goals, in our own short words, with the council's target areas it is tied to."""

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="effect_goals", verbose_name="kategoriplan")
    number = models.PositiveSmallIntegerField("nummer")
    name = models.CharField("effektmål", max_length=300)
    target_areas = models.CharField("målområden", max_length=300)

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


@tracked()
class PlanFigure(models.Model):
    """A figure as the plan states it, shown as "enligt planen" beside what the system computes; never forced to agree.

    `value` is in the unit of the label: kronor, a number, or a share between 0 and 1.
    """

    plan = models.ForeignKey(CategoryPlan, models.CASCADE, related_name="figures", verbose_name="kategoriplan")
    code = models.CharField("kod", max_length=40)
    label = models.CharField("benämning", max_length=200)
    year = models.PositiveSmallIntegerField("år")
    value = models.DecimalField("värde", max_digits=17, decimal_places=4)
    note = models.CharField("anmärkning", max_length=300, blank=True)

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
