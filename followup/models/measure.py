"""What the plan is followed up by."""

from __future__ import annotations

from django.db import models

from contracts.models import Category
from huddinge_vo.common.audit import tracked


@tracked()
class Measure(models.Model):
    """Something the plan is followed up by. `category` is what a loyalty measure is reckoned over."""

    code = models.CharField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=200)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="kategori"
    )

    class Meta:
        verbose_name = "mått"
        verbose_name_plural = "mått"

    def __str__(self) -> str:
        return self.name


@tracked()
class Target(models.Model):
    """What a measure shall be on a day, as a share. Between two targets the line is straight."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets", verbose_name="mått")
    on = models.DateField("dag")
    value = models.DecimalField("målvärde", max_digits=12, decimal_places=6)

    class Meta:
        verbose_name = "målvärde"
        verbose_name_plural = "målvärden"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "on"],
                name="measure_has_one_target_a_day",
                violation_error_message="Måttet har redan ett målvärde den dagen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.on}: {self.value}"
