"""Who may see which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.rights import ways_to_buyer

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def granted(model: type[models.Model], user: User) -> models.QuerySet[Any]:
    """The ids of the secret objects of one kind that a person has been let in on, himself or through a group."""
    from huddinge_vo.common.secrecy.models import AccessGrant

    if user.pk is None:  # nobody in particular: a command, and whoever reads what it writes
        return AccessGrant.objects.none().values("object_id")
    today = timezone.localdate()
    return AccessGrant.objects.filter(
        # A group is let in as it is at one buyer; both halves are of the same membership.
        Q(user=user) | Q(group__memberships__user=user, group__memberships__buyer=F("buyer")),
        Q(until__isnull=True) | Q(until__gte=today),
        content_type=ContentType.objects.get_for_model(model, for_concrete_model=True),
    ).values("object_id")


class SecuredQuerySet(models.QuerySet):
    """Rows that can be secret: seen by those who were named, and by nobody else whatever their role."""

    def open_to(self, user: User) -> Self:
        """What is not secret, and what is secret but the person has been let in on."""
        return self.filter(Q(is_secret=False) | Q(pk__in=granted(self.model, user)))


def secured_models() -> list[Any]:
    """All kinds of objects that can be secret, by what they are called."""
    from huddinge_vo.common.secrecy.models import Secured

    found = [model for model in apps.get_models() if issubclass(model, Secured)]
    return sorted(found, key=lambda model: str(model._meta.verbose_name))


def at_buyers(model: Any, buyers: Any) -> models.QuerySet[Any]:
    """The objects of one kind that belong to some buyers, and those that belong to none."""
    ways = ways_to_buyer(model)
    theirs, nobodys = Q(), Q()
    for way in ways:
        theirs |= Q(**{f"{way}__in": buyers})
        nobodys &= Q(**{f"{way}__isnull": True})
    return model._default_manager.filter(theirs | nobodys) if ways else model._default_manager.all()  # type: ignore[no-any-return]


class AccessGrantQuerySet(models.QuerySet):
    """Who is let in on what."""

    def visible_to(self, user: User) -> Self:
        """Those given at buyers whose secrets a person answers for."""
        return self.filter(buyer__in=buyers_of(user, may="common.view_accessgrant"))

    def in_force_on(self, day: Any) -> Self:
        """Those that count on a day; the last day does."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class SecretReadingQuerySet(models.QuerySet):
    """Who has read what."""

    def visible_to(self, user: User) -> Self:
        """Readings of what belongs to the buyers whose secrets a person answers for, and of what belongs to no buyer."""
        if user.is_superuser:
            return self
        buyers = buyers_of(user, may="common.view_secretreading")
        within = Q(pk__in=[])
        for model in secured_models():
            kind = ContentType.objects.get_for_model(model)
            within |= Q(content_type=kind, object_id__in=at_buyers(model, buyers).values("pk"))
        return self.filter(within)
