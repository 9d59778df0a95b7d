"""Who may see which rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def granted(model: type[models.Model], user: User) -> models.QuerySet[models.Model, Mapping[str, object]]:
    """The ids of the secret objects of one kind that a person has been let in on, himself or through a group."""
    from huddinge_vo.common.secrecy.models import AccessGrant

    if user.pk is None:  # nobody in particular: a command, and whoever reads what it writes
        return AccessGrant.objects.none().values("object_id")
    today = timezone.localdate()
    return AccessGrant.objects.filter(
        Q(user=user) | Q(group__memberships__user=user),
        Q(until__isnull=True) | Q(until__gte=today),
        content_type=ContentType.objects.get_for_model(model, for_concrete_model=True),
    ).values("object_id")


class SecuredQuerySet(models.QuerySet):
    """Rows that can be secret: seen by those who were named, and by nobody else whatever their role."""

    def open_to(self, user: User) -> Self:
        """What is not secret, and what is secret but the person has been let in on."""
        return self.filter(Q(is_secret=False) | Q(pk__in=granted(self.model, user)))
