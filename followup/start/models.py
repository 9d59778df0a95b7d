"""What a person has put away of the first steps, and which pages he has been to from them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from huddinge_vo.common.people.models import User


class FirstSteps(models.Model):
    """A person's list of first steps. What he has done is not kept here but found in what it left behind.

    Only what leaves nothing is: pages opened from the list, by the codes of their steps, and that he wants it no more.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="+", editable=False, verbose_name="vems")
    read = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, editable=False, verbose_name="lästa sidor"
    )
    put_away_at = models.DateTimeField("undanlagd", null=True, editable=False)

    buyer_through = ()

    class Meta:
        verbose_name = "första steg"
        verbose_name_plural = "första steg"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Första stegen för {self.user}"
