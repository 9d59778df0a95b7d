"""Questions asked of who has signed in, and of who is shut out now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt
from django.conf import settings
from django.db import models
from django.db.models import Max, Q, Sum

from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.signin.rules import COOL_OFF, PER_ACCOUNT, PER_ACCOUNT_AND_ADDRESS


@dataclass(frozen=True)
class Link:
    """That an account is known by a sign-in elsewhere: what that is called, since when, and when it was used last."""

    name: str
    since: datetime
    used_at: datetime


class SignInEventQuerySet(models.QuerySet):
    """Who has signed in, and who has tried to."""

    def visible_to(self, user: User) -> Self:
        """Of those who are or have been something at buyers whose secrets a person answers for.

        Tries at accounts that are not there are nobody's, and shown to all who answer for secrets anywhere.
        """
        if user.is_superuser:
            return self
        buyers = buyers_of(user, may="common.view_secretreading")
        held = Membership._meta.get_field("events").related_model._default_manager.filter(buyer__in=buyers)
        return self.filter(Q(user__in=held.values("user_id")) | Q(user__isnull=True)) if buyers else self.none()

    def last_visit(self, user: User, *, before: datetime) -> datetime | None:
        """When a person was here last before a moment: the last thing that is known of him then; null for never."""
        kinds = ("SIGNED_IN", "SIGNED_OUT", "ENDED", "PROVED")
        earlier = self.filter(user=user, at__lt=before, kind__in=kinds).order_by("-at", "-pk")
        return earlier.values_list("at", flat=True).first()


def linked_to(person: User) -> list[Link]:
    """The sign-ins elsewhere by which an account is known, the first first."""
    found = SocialAccount.objects.filter(user=person).order_by("date_joined", "pk")
    return [Link(settings.VO_OIDC_NAME.capitalize(), each.date_joined, each.last_login) for each in found]


def locked_until(person: User, *, at: datetime) -> datetime | None:
    """When an account that is shut out is let in again; null for one that is not shut out anywhere.

    The same counts as lockout.py asks, of one account: from one address, and from all together.
    """
    tries = AccessAttempt.objects.filter(username=person.username, attempt_time__gt=at - COOL_OFF)
    counted = (
        tries.order_by().values("ip_address").annotate(number=Sum("failures_since_start"), last=Max("attempt_time"))
    )
    rows = list(counted.values_list("number", "last"))
    shut = [last for number, last in rows if number >= PER_ACCOUNT_AND_ADDRESS]
    if sum(number for number, _ in rows) >= PER_ACCOUNT:
        shut = [last for _, last in rows]
    return max(shut) + COOL_OFF if shut else None
