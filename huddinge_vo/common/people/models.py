"""Who uses the system, for whom, and what they may know."""

from __future__ import annotations

import pgtrigger
from django.contrib.auth.models import AbstractUser, Group
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.order import swedish_order


class User(AbstractUser):
    """A person who logs in. Never deleted, only made inactive: history and decisions keep pointing at somebody."""

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        triggers = [pgtrigger.Protect(name="users_are_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


@tracked(exclude=["sort_name"])
class Organization(models.Model):
    """A buying organisation: the municipality itself, or a party that it buys together with."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "MUNICIPALITY", "kommun"
        REGION = "REGION", "region"
        OTHER = "OTHER", "annan köpare"

    org_number = models.CharField(
        "organisationsnummer",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^\d{10}$", "Ange tio siffror.")],
        error_messages={"unique": "Det finns redan en köpare med det organisationsnumret."},
    )
    name = models.CharField("namn", max_length=200)
    kind = models.CharField("slag", max_length=20, choices=Kind, default=Kind.OTHER)
    is_demo = models.BooleanField("har demodata", default=False, editable=False)
    sort_name = swedish_order("name")

    class Meta:
        verbose_name = "köpare"
        verbose_name_plural = "köpare"
        constraints = [
            models.CheckConstraint(
                condition=Q(org_number__regex=r"^\d{10}$"),
                name="organization_number_has_ten_digits",
                violation_error_message="Organisationsnumret ska ha tio siffror.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Membership(models.Model):
    """What a person does for a buyer. The role is a group, and its permissions come from roles.py."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="användare")
    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="memberships", verbose_name="köpare")
    role = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name="roll")

    class Meta:
        verbose_name = "roll hos köpare"
        verbose_name_plural = "roller hos köpare"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "buyer", "role"],
                name="membership_is_given_once",
                violation_error_message="Personen har redan den rollen hos köparen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} hos {self.buyer}"
