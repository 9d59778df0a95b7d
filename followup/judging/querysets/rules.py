"""Questions asked of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from django.db import models
from django.db.models import Exists, OuterRef

from contracts.suppliers.models import Supplier, SupplierIdentifier
from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from followup.judging.models import ClassificationRule
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.periods import Period


class ClassificationRuleQuerySet(models.QuerySet):
    """What rows are bought for."""

    def visible_to(self, user: User) -> Self:
        """The rules of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_classificationrule"))

    def told_to(self, user: User) -> Self:
        """With `is_protected`: a rule that names a supplier whom the person has not been let in on.

        Its number would tell of the supplier, and what it takes would tell what was paid.
        """
        return self.annotate(is_protected=Exists(unseen_numbers(user).filter(value=OuterRef("supplier_ref"))))

    def wholly_told_to(self, user: User) -> Self:
        """Rules that a person may see all of."""
        return self.exclude(supplier_ref__in=unseen_numbers(user).values("value"))

    def with_use(self, user: User, period: Period | None) -> list[ClassificationRule]:
        """Them, with how many rows and kronor each decides alone in a period, of what a person may see.

        A rule can be made to take nothing but what he may not see; its sum would then tell of that. Two questions: all
        spend is read once, and not once for each rule.
        """
        from followup.judging.models import SpendMonth, SpendTotal
        from followup.judging.querysets.seen import SeenSpend

        use = {}
        if period is not None:
            within, hidden = SpendTotal.objects.within_reach_of(user), SpendMonth.objects.protected_from(user)
            found = SeenSpend(within, hidden).in_period(period).sums_by("rule")
            use = {rule: told for (rule,), told in found.items()}
        rules = cast("list[ClassificationRule]", list(self))
        for rule in rules:
            rule.row_count, rule.sum_sek = use.get(rule.pk, (0, None))  # type: ignore[attr-defined]
        return rules


def unseen_numbers(user: User) -> models.QuerySet[SupplierIdentifier]:
    """The numbers of suppliers whom a person has not been let in on."""
    unseen = Supplier.objects.exclude(pk__in=Supplier.objects.visible_to(user).values("pk"))
    return SupplierIdentifier.objects.filter(supplier__in=unseen)
