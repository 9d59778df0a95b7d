"""What is done with the category tree, its areas, and who is narrowed to which part of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.plan.models import Category, CategoryScope
from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.people.rights import NotAllowed, require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def narrow_membership(*, membership: Membership, categories: Iterable[Category], by: User, at: datetime) -> Membership:
    """Let a role reach some categories and what lies under them; none chosen is all of them.

    Nobody does so for himself.
    """
    locked = Membership.objects.select_for_update(of=("self",)).select_related("buyer").get(pk=membership.pk)
    require(by, "common.change_membership", locked)
    if locked.user_id == by.pk and not by.is_superuser:
        raise NotAllowed("Ingen ändrar sin egen roll. Be en annan förvaltare.")
    wanted = {category.pk for category in categories}
    if Category.objects.filter(pk__in=wanted).exclude(buyer=locked.buyer).exists():
        raise ValidationError({"categories": "Välj bland köparens egna kategorier."})
    CategoryScope.objects.filter(membership=locked).exclude(category__in=wanted).delete()
    there = set(CategoryScope.objects.filter(membership=locked).values_list("category", flat=True))
    for pk in sorted(wanted - there):
        CategoryScope.objects.create(membership=locked, category_id=pk)
    return locked
