"""The roles that a person's groups at the municipality's sign-in give: as they are today, and no longer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from huddinge_vo.common.people.models import GroupRole, Membership, User


@transaction.atomic
def follow_groups(*, person: User, groups: Collection[str], at: datetime) -> tuple[list[Membership], int]:
    """Give a person the roles of his groups, and end those that a group gave and none gives any more.

    Roles that were given by hand stay. Nobody has a role by a rule that he has made or confirmed himself. Returns the
    new memberships and how many ended. Twice changes nothing.
    """
    User.objects.select_for_update().get(pk=person.pk)
    given = GroupRole.objects.in_force().filter(group__in=list(groups))
    due = set(given.exclude(proposed_by=person).exclude(confirmed_by=person).values_list("buyer_id", "role_id"))
    held = {(each.buyer_id, each.role_id): each for each in Membership.objects.filter(user=person).order_by("pk")}
    over = [each.pk for key, each in held.items() if each.by_group and key not in due]
    Membership.objects.filter(pk__in=over).delete()
    new = [
        Membership.objects.create(user=person, buyer_id=buyer, role_id=role, by_group=True)
        for buyer, role in sorted(due - held.keys())
    ]
    person.held = None
    return new, len(over)
