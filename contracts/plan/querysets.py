"""Every question asked of the category tree and its areas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from huddinge_vo.common.people.querysets import buyers_of, memberships_of
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from contracts.plan.models import Category
    from huddinge_vo.common.people.models import User


# One statement, one definition: a category and all that lies under it.
_WITH_DESCENDANTS = """
    WITH RECURSIVE tree(id) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT c.id FROM contracts_category c JOIN tree ON c.parent_id = tree.id
    ) SELECT id FROM tree
"""


class CategoryQuerySet(models.QuerySet):
    """The category tree."""

    def with_descendants(self) -> list[int]:
        """The ids of these categories and of all under them, at any depth."""
        from django.db import connection

        roots = list(self.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(_WITH_DESCENDANTS, [roots])
            return [row[0] for row in cursor.fetchall()]

    def visible_to(self, user: User) -> Self:
        """The categories of the buyers that a person works for, narrowed by what the memberships are scoped to."""
        return self.filter(category_scope(user, category="pk", buyer="buyer", may="contracts.view_category"))

    def root_of(self, category: Category) -> Category:
        """The top of the tree a category stands in: what a category plan is for."""
        while category.parent is not None:
            category = category.parent
        return category


def category_scope(user: User, *, category: str, buyer: str, may: str) -> Q:
    """Which rows a person's memberships reach: those of the buyer, in the categories the membership is scoped to.

    `category` and `buyer` are the lookups from the filtered model. A membership without scope reaches everything of
    its buyer; one with scopes reaches those categories and what lies under them. Only memberships whose role gives the
    permission `may` count: who reads at one buyer and leads at another sees at the first what readers see.
    """
    from contracts.plan.models import Category, CategoryScope

    if user.is_superuser:
        return Q(**{f"{buyer}__in": buyers_of(user)})
    memberships = memberships_of(user, may=may)
    unscoped = memberships.filter(category_scopes__isnull=True).values("buyer")
    scoped = CategoryScope.objects.filter(membership__in=memberships.values("pk")).values_list("category_id", flat=True)
    within = Q(**{f"{buyer}__in": unscoped})
    if roots := list(scoped):
        within |= Q(**{f"{category}__in": Category.objects.filter(pk__in=roots).with_descendants()})
    return within


class CategoryLoyaltyQuerySet(models.QuerySet):
    """Loyalty by category and month, as followup publishes it."""

    def of_latest_year(self, category: Category) -> tuple[Period, Decimal] | None:
        """The share of the latest twelve months there is spend for; null where nothing could be bought on contract."""
        of = self.filter(category=category)
        last = of.aggregate(last=models.Max("month"))["last"]
        if last is None:
            return None
        period = Period.rolling_12(last)
        found = of.filter(month__range=(period.first, period.last)).aggregate(
            on_contract=models.Sum("on_contract_sek"), purchasable=models.Sum("purchasable_sek")
        )
        return (period, found["on_contract"] / found["purchasable"]) if found["purchasable"] > 0 else None


class ContractAreaQuerySet(models.QuerySet):
    """Areas of the category plan."""

    def visible_to(self, user: User) -> Self:
        """Areas are no secret; they follow the buyer and the categories of the membership."""
        return self.filter(
            category_scope(user, category="category", buyer="category__buyer", may="contracts.view_contractarea")
        )

    def by_code_or_name(self) -> dict[str, int | None]:
        """What a file may call each area, written as `name_key` does; null for a name that several have."""
        from contracts.plan.cells import name_key

        known: dict[str, int | None] = {}
        areas = list(self.order_by("pk").values_list("pk", "code", "name"))
        for words in ([(pk, name) for pk, _, name in areas], [(pk, code) for pk, code, _ in areas]):
            taken: dict[str, int | None] = {}
            for pk, word in words:
                key = name_key(word)
                taken[key] = None if taken.get(key, pk) != pk else pk
            known |= taken  # a code goes before another area's name
        return known
