"""How long a buyer keeps each kind of data, what each run of the retention did, and who was given an extract of whom.

Which kinds there are stands in a registry at the roof (huddinge_vo/retention/kinds), which knows all apps.
"""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization, User


@tracked()
class RetentionTerm(models.Model):
    """How long a buyer keeps a kind of data, where that is not the start value of the kind."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    kind = models.CharField("uppgifter", max_length=20)  # of the registry: the database knows no choices
    days = models.PositiveIntegerField("sparas, dagar")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "gallringstid"
        verbose_name_plural = "gallringstider"
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "kind"],
                name="a_buyer_has_one_term_for_a_kind",
                violation_error_message="Gallringstiden finns redan.",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1),
                name="what_is_kept_is_kept_a_day",
                violation_error_message="Ange minst en dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} dagar"

    def get_absolute_url(self) -> str:
        return reverse("retention")


class RetentionRun(models.Model):
    """That the retention was run. `ended_at` is empty for one that was broken off; the next goes on from there."""

    began_at = models.DateTimeField("började", db_index=True)
    ended_at = models.DateTimeField("klar", null=True)

    buyer_through = ()

    class Meta:
        verbose_name = "körning av gallringen"
        verbose_name_plural = "körningar av gallringen"
        default_permissions = ()
        triggers = [pgtrigger.Protect(name="runs_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H.%M}"


class RetentionResultQuerySet(models.QuerySet):
    """What runs did."""

    def at(self, buyer: Organization | None) -> Self:
        """With a buyer's data, and with what is common to all."""
        return self.filter(Q(buyer=buyer) | Q(buyer__isnull=True))


class RetentionResult(models.Model):
    """What one piece of a run did with a kind: how many went, all of them older than `before`. Nobody changes it.

    Null for the buyer is what belongs to none. Of the security log the database itself writes it, in the statement that
    takes the rows away: see sql/retention.sql.
    """

    run = models.ForeignKey(RetentionRun, models.PROTECT, related_name="results", verbose_name="körning")
    kind = models.CharField("uppgifter", max_length=20)
    buyer = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", verbose_name="köpare")
    before = models.DateTimeField("äldre än")
    number = models.PositiveIntegerField("antal")
    oldest_at = models.DateTimeField("äldsta", null=True)
    at = models.DateTimeField("när")

    objects = RetentionResultQuerySet.as_manager()

    class Meta:
        verbose_name = "gallring"
        verbose_name_plural = "gallringar"
        default_permissions = ()
        indexes = [models.Index(fields=["run", "kind"], name="results_of_run")]
        triggers = [pgtrigger.Protect(name="results_stay_as_they_are", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"


class RegisterExtract(models.Model):
    """That somebody was shown all that the system holds about a person or a supplier. Nobody changes it.

    What it was about is told by kind and number alone, as readings of secrets are.
    """

    class Kind(models.TextChoices):
        PERSON = "PERSON", "användare"
        SUPPLIER = "SUPPLIER", "leverantör"

    class Form(models.TextChoices):
        PAGE = "PAGE", "på sidan"
        JSON = "JSON", "som JSON"
        PDF = "PDF", "som PDF"

    kind = models.CharField("om", max_length=10, choices=Kind)
    object_id = models.PositiveBigIntegerField("nummer")
    form = models.CharField("hur", max_length=10, choices=Form)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    at = models.DateTimeField("när", db_index=True)

    class Meta:
        verbose_name = "registerutdrag"
        verbose_name_plural = "registerutdrag"
        default_permissions = ("add",)
        triggers = [
            pgtrigger.Protect(name="extracts_stay_as_they_are", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="extracts_go_when_old",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.at > now() - interval '1 year'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} nr {self.object_id}"
