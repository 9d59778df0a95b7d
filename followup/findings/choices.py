"""Codes of the ladder and of what is told to authorities, and their words."""

from django.db import models


class Authority(models.TextChoices):
    """To whom what is found is reported."""

    IVO = "IVO", "IVO"
    POLICE = "POLICE", "Polisen"
    TAX = "TAX", "Skatteverket"
    INSURANCE = "INSURANCE", "Försäkringskassan"
    OTHER = "OTHER", "annan myndighet"


class StepState(models.TextChoices):
    """Where a step stands. Only one that costs the supplier money is decided by a second person."""

    PROPOSED = "PROPOSED", "väntar på beslut"
    TAKEN = "TAKEN", "gäller"
    DECLINED = "DECLINED", "beslutades inte"
