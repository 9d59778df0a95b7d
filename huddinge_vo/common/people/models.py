"""Who uses the system, for whom, and what they may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.contrib.auth.models import AbstractUser, Group
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.order import swedish_order

if TYPE_CHECKING:
    from huddinge_vo.common.people.rights import Held
    from huddinge_vo.common.secrecy.querysets import Hidden


@tracked(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who logs in. Never deleted, only made inactive: history and decisions keep pointing at somebody.

    The password itself is in no history; that it was set, and when, is.
    """

    password_set_at = models.DateTimeField("lösenordet satt", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ()
    # Put together once for an object in memory, that is for a request: people/rights.py, secrecy/querysets.py
    held: Held | None = None
    hidden_from: Hidden | None = None

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
    by_group = models.BooleanField(
        "enligt grupp", default=False, help_text="Gavs av en grupp i kommunens inloggning, och slutar med den."
    )

    class Meta:
        verbose_name = "roll hos köpare"
        verbose_name_plural = "roller hos köpare"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "buyer", "role"],
                name="membership_is_given_once",
                violation_error_message="Personen har redan den rollen hos köparen. Välj en annan roll.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} hos {self.buyer}"


# Who decides over others' rights, over what is secret, and over others' decisions: given by two persons together.
TWO_PERSON_ROLES = ("säkerhetsansvarig", "upphandlingschef", "förvaltare")


@tracked()
class RoleProposal(models.Model):
    """That one förvaltare wants a person to have a role which only two can give.

    It counts when another has confirmed it.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "väntar på bekräftelse"
        CONFIRMED = "CONFIRMED", "bekräftad"
        DECLINED = "DECLINED", "avslagen"
        WITHDRAWN = "WITHDRAWN", "återtagen"

    user = models.ForeignKey(User, models.PROTECT, related_name="role_proposals", verbose_name="användare")
    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    role = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="roll")
    state = models.CharField("status", max_length=10, choices=State, default=State.WAITING)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="föreslagen av")
    proposed_at = models.DateTimeField("föreslagen")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avgjord av"
    )
    decided_at = models.DateTimeField("avgjord", null=True, blank=True)

    class Meta:
        verbose_name = "förslag om roll"
        verbose_name_plural = "förslag om roller"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("user")),
                name="nobody_proposes_himself_for_a_role",
                violation_error_message="Ingen föreslår sig själv till en roll. Be en annan förvaltare.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(state="WITHDRAWN")
                | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user")),
                name="a_role_is_confirmed_by_a_second_person",
                violation_error_message=(
                    "En annan än den som föreslog rollen, och än den som ska få den, bekräftar. Be en annan förvaltare."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="WAITING") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_settled_proposal_says_by_whom_and_when",
                violation_error_message="Ett avgjort förslag har både vem och när.",
            ),
            models.UniqueConstraint(
                fields=["user", "buyer", "role"],
                condition=Q(state="WAITING"),
                name="a_role_is_proposed_once_at_a_time",
                violation_error_message=(
                    "Rollen är redan föreslagen. Vänta tills förslaget är bekräftat eller avslaget."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} hos {self.buyer}"


class GroupRoleQuerySet(models.QuerySet):
    """What groups give."""

    def in_force(self) -> Self:
        """What counts: what one may give alone, and what a second one has confirmed."""
        return self.filter(~Q(role__name__in=TWO_PERSON_ROLES) | Q(confirmed_by__isnull=False))

    def waiting(self) -> Self:
        """What a second one is still to confirm."""
        return self.filter(role__name__in=TWO_PERSON_ROLES, confirmed_by__isnull=True)


@tracked()
class GroupRole(models.Model):
    """That a group at the municipality's sign-in gives a role at a buyer, for as long as a person is in it.

    A role that two persons give counts when a second förvaltare has confirmed it.
    """

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    group = models.CharField(
        "grupp", max_length=200, help_text="Namnet eller id:t så som kommunens inloggning skriver det."
    )
    role = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="roll")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="föreslagen av")
    proposed_at = models.DateTimeField("föreslagen")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bekräftad av"
    )
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)

    objects = GroupRoleQuerySet.as_manager()

    class Meta:
        verbose_name = "grupp som ger en roll"
        verbose_name_plural = "grupper som ger roller"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "group", "role"],
                name="a_group_gives_a_role_once",
                violation_error_message="Gruppen ger redan den rollen. Välj en annan grupp eller roll.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("proposed_by")),
                name="what_a_group_gives_is_confirmed_by_a_second_person",
                violation_error_message=(
                    "Den som skrev att gruppen ger rollen bekräftar det inte. Be en annan förvaltare."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.role} hos {self.buyer}"

    @property
    def waits(self) -> bool:
        """Whether a second person is still to confirm it."""
        return self.role.name in TWO_PERSON_ROLES and self.confirmed_by_id is None
