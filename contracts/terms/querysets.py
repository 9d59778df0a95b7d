"""Every question asked of options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class ExtensionOptionQuerySet(models.QuerySet):
    """Options of contracts and of rounds."""

    def visible_to(self, user: User) -> Self:
        """Those of contracts and rounds that a person may know of."""
        from contracts.register.models import Contract, Framework

        return self.filter(
            Q(contract__in=Contract.objects.visible_to(user)) | Q(framework__in=Framework.objects.visible_to(user))
        )


class OptionExceptionQuerySet(models.QuerySet):
    """Contracts left out when an option was decided."""

    def visible_to(self, user: User) -> Self:
        """Those of contracts that a person may know of."""
        from contracts.register.models import Contract

        return self.filter(contract__in=Contract.objects.visible_to(user))
