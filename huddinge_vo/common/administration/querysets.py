"""Questions asked of people and their roles, and of what has been done with them."""

from __future__ import annotations

from django.db.models import Model, Prefetch, Q, QuerySet

from huddinge_vo.common.people.models import GroupRole, Membership, Organization, RoleProposal, User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.rights import of_buyers
from huddinge_vo.common.secrecy.querysets import secured_models

_NAMES = ("number", "org_number", "name", "title")


def people_at(buyer: Organization | None) -> QuerySet[User]:
    """Those who are something at a buyer, or are proposed to be."""
    waiting = Q(role_proposals__buyer=buyer, role_proposals__state=RoleProposal.State.WAITING)
    return User.objects.filter(Q(memberships__buyer=buyer) | waiting).distinct()


def with_roles_at(people: QuerySet[User], buyer: Organization | None) -> QuerySet[User]:
    """With what each is at a buyer, as `here`, and is proposed to be, as `proposed_here`."""
    held = Membership.objects.filter(buyer=buyer).select_related("role").order_by("role__name", "pk")
    waiting = RoleProposal.objects.filter(buyer=buyer, state=RoleProposal.State.WAITING).select_related("role")
    return people.prefetch_related(
        Prefetch("memberships", held, to_attr="here"),
        Prefetch("role_proposals", waiting.order_by("role__name", "pk"), to_attr="proposed_here"),
    )


def proposals_to_settle_by(user: User) -> QuerySet[RoleProposal]:
    """Roles that wait for a second person and that a person may settle: proposed by another, and for another."""
    may = buyers_of(user, may="common.add_membership")
    waiting = RoleProposal.objects.filter(state=RoleProposal.State.WAITING, buyer__in=may)
    return waiting.exclude(proposed_by=user).exclude(user=user)


def group_roles_to_confirm_by(user: User) -> QuerySet[GroupRole]:
    """What groups are to give that waits for a second person, and that a person may confirm: written by another."""
    may = buyers_of(user, may="common.add_membership")
    return GroupRole.objects.waiting().filter(buyer__in=may).exclude(proposed_by=user)


def find_secret(words: str, buyer: Organization | None) -> list[tuple[type[Model], int]]:
    """The secret objects at a buyer, or at none, that are called exactly so: (model, id).

    Nothing of them is fetched.
    """
    found: list[tuple[type[Model], int]] = []
    wanted = words.strip()
    if not wanted or buyer is None:
        return found
    for model in secured_models():
        names = {field.name for field in model._meta.concrete_fields} & set(_NAMES)
        called = Q(pk__in=[])
        for name in names:
            value = wanted.replace("-", "") if name == "org_number" else wanted
            called |= Q(**{f"{name}__iexact": value})
        theirs = model._default_manager.filter(of_buyers(model, [buyer.pk]), called, is_secret=True)
        ids = theirs.order_by("pk").values_list("pk", flat=True)
        found += [(model, pk) for pk in ids[:20]]
    return found
