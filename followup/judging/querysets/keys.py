"""Questions asked of keys, and the groups that a rule can be made of: supplier × account × unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, Self

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Coalesce, Collate, NullIf

from huddinge_vo.common.secrecy.querysets import SecuredQuerySet


def who(before: str = "") -> Coalesce:
    """Who a key was paid to: the number that a rule asks for (sql/workspace.py:RULE_TAKES_KEY), else the name.

    `before` is the way from another table to the key.
    """
    known = NullIf(f"{before}supplier_ref", Value(""))
    return Coalesce(f"{before}org_number", known, f"{before}supplier_name", output_field=CharField())


class SpendKeyQuerySet(SecuredQuerySet):
    """The few distinct combinations among millions of rows."""

    seen_with: ClassVar[str] = "followup.view_judgedrow"

    def on_accounts(self, first: str, last: str) -> Self:
        """The keys on accounts from one to another, compared as text as a rule compares them; either may be left open.

        The rule of it is sql.RULE_TAKES_KEY.
        """
        found = self.annotate(account_as_text=Collate("account", "C"))
        found = found.filter(account_as_text__gte=first) if first else found
        return found.filter(account_as_text__lte=last) if last else found

    def in_groups_of(self, keys: Collection[int]) -> Self:
        """The keys of the same supplier, account and unit as some keys: rows that differ in the name of the supplier or
        in the contract they name are of one group.
        """
        named = (
            self.model._default_manager.filter(pk__in=keys, buyer=OuterRef("buyer"))
            .filter(account=OuterRef("account"), unit=OuterRef("unit"))
            .annotate(paid_to=who())
            .filter(paid_to=OuterRef("paid_to"))
        )
        return self.annotate(paid_to=who()).filter(Exists(named))
