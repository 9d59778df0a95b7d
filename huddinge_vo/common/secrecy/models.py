"""Who uses the system, for whom, and what they may know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar, Self

import pgtrigger
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse

from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.secrecy.querysets import (
    AccessGrantQuerySet,
    MarkProposalQuerySet,
    SecretReadingQuerySet,
    TriedChangeQuerySet,
)
from huddinge_vo.common.secrecy.readings import note


@tracked()
class AccessGrant(models.Model):
    """That a person or a group has been let in on one secret object, perhaps until a last day."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name="slag av uppgift")
    object_id = models.PositiveBigIntegerField("uppgiftens id")
    object = GenericForeignKey("content_type", "object_id")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="access_grants", verbose_name="användare"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="access_grants", verbose_name="grupp"
    )
    # Where it was given: a group is let in as it is at this buyer, and what a person is elsewhere is nothing here.
    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="köpare"
    )
    until = models.DateField("till och med", null=True, blank=True)

    seen_apart: ClassVar[Mapping[str, str]] = {
        "object": "who has been let in is told by the kind and the id of the object alone, and to the security officer"
    }

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "åtkomst till sekretess"
        verbose_name_plural = "åtkomster till sekretess"
        indexes = [models.Index(fields=["content_type", "object_id"], name="access_grant_object")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, group__isnull=True) | Q(user__isnull=True, group__isnull=False),
                name="access_grant_names_a_user_or_a_group",
                violation_error_message="Välj antingen en användare eller en grupp.",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(buyer__isnull=False),
                name="a_group_is_let_in_at_a_buyer",
                violation_error_message="Ange hos vilken köpare rollen får åtkomst.",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user", "group", "buyer"],
                name="access_is_granted_once",
                nulls_distinct=False,
                violation_error_message="Åtkomsten finns redan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.group}: {self.content_type} {self.object_id}"


# What holds a number may be hidden from whoever types it: the same words whoever holds it, and no word of whom.
NUMBER_TAKEN = "Numret går inte att använda. Välj ett annat."
NAME_TAKEN = "Namnet går inte att använda. Välj ett annat."


class Secured(models.Model):
    """Something that can be secret. Rows pass `visible_to(user)` (querysets.py) before anybody sees them.

    `secret_through` are the relations that make a row as secret as what they lead to; `seen_apart` those that do not,
    each with the reason. Any model may say them, also one that has no mark of its own.
    """

    secret_through: ClassVar[tuple[str, ...]] = ()
    seen_apart: ClassVar[Mapping[str, str]] = {}

    is_secret = models.BooleanField(
        "sekretess",
        default=False,
        db_index=True,  # what is marked is looked up once for each request (`hide_for_a_request`)
        help_text="Syns bara för dem som har fått åtkomst, oavsett roll.",
    )
    access_grants = GenericRelation(AccessGrant)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[object]) -> Self:  # type: ignore[override]
        """A secret object notes that it is read."""
        instance = super().from_db(db, field_names, values)
        if "is_secret" in instance.__dict__ and instance.is_secret:
            note(type(instance), [instance.pk])
        return instance


@tracked()
class MarkProposal(models.Model):
    """That the owner of something has asked for it to be marked as secret, or open again. The officer decides.

    Whoever may change an object could else hide it from others, or show it to all, by himself. See marking.py.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="slag av uppgift")
    object_id = models.PositiveBigIntegerField("uppgiftens id")
    object = GenericForeignKey("content_type", "object_id")
    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    to_secret = models.BooleanField("ska bli sekretess")
    reason = FreeLine("skäl", max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="begärd av")
    asked_at = models.DateTimeField("begärd")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avgjord av"
    )
    decided_at = models.DateTimeField("avgjord", null=True, blank=True)
    is_confirmed = models.BooleanField("bekräftad", default=False)

    seen_apart: ClassVar[Mapping[str, str]] = {
        "object": "what is asked of is told by kind and id alone, to the security officer"
    }

    objects = MarkProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "begäran om sekretessmärkning"
        verbose_name_plural = "begäranden om sekretessmärkning"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(decided_at__isnull=True),
                name="mark_is_asked_for_once",
                violation_error_message=(
                    "Det finns redan en begäran som väntar på säkerhetsansvarig. Vänta tills den är avgjord."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="mark_is_decided_by_another",
                violation_error_message="Den som begär en märkning avgör den inte. Be en annan säkerhetsansvarig.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"

    def get_absolute_url(self) -> str:
        return reverse("mark-list")


class SecretReading(models.Model):
    """That a person was shown something secret: when, and on which page. Written by readings.py; nobody changes it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vem")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="slag")
    object_id = models.PositiveBigIntegerField("uppgift nr")
    at = models.DateTimeField("när", db_index=True)
    address = models.CharField("sida", max_length=300)

    buyer_through = ()
    objects = SecretReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "läsning av sekretess"
        verbose_name_plural = "läsningar av sekretess"
        default_permissions = ("view",)
        indexes = [models.Index(fields=["content_type", "object_id"], name="readings_of_object")]
        # Rows older than the least term go by the retention alone: migrations/sql/retention.sql, which notes it.
        triggers = [
            pgtrigger.Protect(name="readings_stay_as_they_are", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="readings_go_when_old",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.at > now() - interval '1 year'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.content_type} {self.object_id}"


class TriedChange(models.Model):
    """That a person asked what a change would do, and was told. Written by trials.py; nobody changes it.

    Each answer is of what the person may see, but many of them, of nearly the same thing, are a way of looking for what
    he may not: so the security officer sees who has tried what.
    """

    class Kind(models.TextChoices):
        RULE = "RULE", "regel"
        RULE_REMOVAL = "RULE_REMOVAL", "regel som tas bort"
        RULE_ORDER = "RULE_ORDER", "reglernas ordning"
        LEDGER_FILE = "LEDGER_FILE", "reskontrafil"
        REGISTER_FILE = "REGISTER_FILE", "fil till registret"
        FIXED_PRICE = "FIXED_PRICE", "fast pris"
        MERGER = "MERGER", "sammanslagning av leverantörer"

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vem")
    buyer = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", verbose_name="köpare")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    what = models.CharField("vad", max_length=300)
    at = models.DateTimeField("när", db_index=True)

    objects = TriedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "prövning av en ändring"
        verbose_name_plural = "prövningar av ändringar"
        default_permissions = ()
        # Rows older than the least term go by the retention alone: migrations/sql/retention.sql, which notes it.
        triggers = [
            pgtrigger.Protect(name="trials_stay_as_they_are", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="trials_go_when_old",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.at > now() - interval '1 year'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
