"""Every question asked of the category tree and its areas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from contracts.plan.rules import LOOKED_AT, Branch, CategoryTree, Measured, measured
from huddinge_vo.common.money import share
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.rights import held_by
from huddinge_vo.common.periods import Period, add_months

if TYPE_CHECKING:
    from contracts.plan.models import Category
    from huddinge_vo.common.people.models import User


# One statement, one definition: a category and all that lies under it.
_TREE = """
    WITH RECURSIVE tree(id) AS (
        {roots}
        UNION SELECT c.id FROM contracts_category c JOIN tree ON c.parent_id = tree.id
    ) SELECT id FROM tree
"""
_WITH_DESCENDANTS = _TREE.format(roots="SELECT unnest(%s::bigint[])")


def below(category: Category) -> RawSQL:
    """The ids of a category and of all under it, asked within another question."""
    return RawSQL(_TREE.format(roots="SELECT %s::bigint"), [category.pk])  # noqa: S611 our own words


def tree_of(categories: Iterable) -> CategoryTree:
    """The tree of categories that have been read."""
    return CategoryTree(tuple(Branch(each.pk, each.parent_id, each.code, each.name) for each in categories))


class CategoryQuerySet(models.QuerySet):
    """The category tree."""

    def with_descendants(self) -> list[int]:
        """The ids of these categories and of all under them, at any depth."""
        from django.db import connection

        roots = list(self.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(_WITH_DESCENDANTS, [roots])
            return [row[0] for row in cursor.fetchall()]

    def tree(self) -> CategoryTree:
        """These categories, to be asked of without asking the database again."""
        return tree_of(self.order_by("pk").only("pk", "parent", "code", "name"))

    def visible_to(self, user: User) -> Self:
        """The categories of the buyers that a person works for, narrowed by what the memberships are scoped to."""
        return self.filter(category_scope(user, category="pk", buyer="buyer", may="contracts.view_category"))


def category_scope(user: User, *, category: str, buyer: str, may: str) -> Q:
    """Which rows a person's memberships reach: those of the buyer, in the categories the membership is scoped to.

    `category` and `buyer` are the lookups from the filtered model. A membership without scope reaches everything of
    its buyer; one with scopes reaches those categories and what lies under them. Only memberships whose role gives the
    permission `may` count: who reads at one buyer and leads at another sees at the first what readers see.
    """
    if user.is_superuser:
        return Q(**{f"{buyer}__in": buyers_of(user)})
    held = held_by(user)
    reached = Q(**{f"{buyer}__in": [each for each, given in held.whole.items() if may in given]})
    if may in held.within:
        scoped = RawSQL(_WITH_DESCENDANTS, [sorted(held.within[may])])  # noqa: S611 our own words
        reached |= Q(**{f"{category}__in": scoped})
    return reached


class CategoryLoyaltyQuerySet(models.QuerySet):
    """Loyalty by category and month, as followup publishes it."""

    def measured(self, buyer_id: int, *, on: date) -> Measured:
        """Up to which month a buyer's twelve months go."""
        of = self.filter(category__buyer=buyer_id).order_by()
        last: date | None = of.aggregate(last=models.Max("month"))["last"]
        if last is None:
            return Measured()
        months = of.filter(month__gte=add_months(last, -LOOKED_AT))
        return measured(dict(months.values_list("month").annotate(models.Sum("purchasable_sek"))), on)

    def of_latest_year(self, category: Category, *, on: date) -> tuple[Period, Decimal] | None:
        """The share of the buyer's twelve months; null where nothing could be bought on contract."""
        period = self.measured(category.buyer_id, on=on).period
        if period is None:
            return None
        found = (
            self.filter(category=category)
            .filter(month__range=(period.first, period.last))
            .aggregate(on_contract=models.Sum("on_contract_sek"), purchasable=models.Sum("purchasable_sek"))
        )
        loyalty = share(found["on_contract"] or Decimal(0), found["purchasable"] or Decimal(0))
        return None if loyalty is None else (period, loyalty)


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
