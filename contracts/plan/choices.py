"""Forms of agreement and price models, as areas, rounds and contracts have them."""

from __future__ import annotations

from django.db import models


class Form(models.TextChoices):
    """How something is procured and contracted. domain.md §1, LOU and LOV."""

    FRAMEWORK = "FRAMEWORK", "ramavtal"
    CHOICE_SYSTEM = "CHOICE_SYSTEM", "valfrihetssystem (LOV)"
    OUTSOURCING = "OUTSOURCING", "entreprenad"
    RESERVED = "RESERVED", "reserverat avtal"
    DIRECT_AWARD = "DIRECT_AWARD", "direktupphandling"


class PriceModel(models.TextChoices):
    """Whether the council sets the price each year, or the tender did and an index clause adjusts it."""

    FIXED = "FIXED", "fast pris"
    TENDERED = "TENDERED", "anbudspris"
