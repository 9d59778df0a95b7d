"""Questions asked of red flags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Case, Count, DecimalField, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from contracts.plan.querysets import category_scope
from followup.flags import rules
from followup.flags.choices import Status
from huddinge_vo.common.people.rights import held_by
from huddinge_vo.common.periods import end_of, start_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User
    from huddinge_vo.common.periods import Period

_MONEY = DecimalField(max_digits=30, decimal_places=4)


class FlagQuerySet(SecuredQuerySet):
    """Reasons to look."""

    seen_with: ClassVar[str] = "followup.view_flag"

    def within_reach_of(self, user: User) -> Self:
        """By buyer, contract and category: whoever works with some categories sees those whose rows are all in them."""
        from followup.flags.models import FlagRow

        found = super().within_reach_of(user)
        if user.is_superuser or self.seen_with not in held_by(user).within:
            return found
        reached = category_scope(user, category="category", buyer="flag__buyer", may=self.seen_with)
        # Ledger rows are of a category; what rests on no such rows is reached as its contract is.
        of_ledger = FlagRow.objects.filter(key__isnull=False)
        outside = of_ledger.exclude(pk__in=of_ledger.filter(reached).values("pk")).values("flag")
        in_whole = [buyer for buyer, given in held_by(user).whole.items() if self.seen_with in given]
        told = Q(rows__key__isnull=False) | Q(contract__isnull=False)
        return found.filter(Q(buyer__in=in_whole) | Q(pk__in=type(self)(self.model).filter(told).values("pk"))).exclude(
            pk__in=outside
        )

    def for_buyer(self, buyer: Organization | None) -> Self:
        """Those of a buyer."""
        return self.filter(buyer=buyer) if buyer else self.none()

    def open(self) -> Self:
        """Those that nobody has judged."""
        return self.filter(status=Status.OPEN)

    def closed(self) -> Self:
        """Those that somebody has."""
        return self.exclude(status=Status.OPEN)

    def closed_in_year(self, year: int) -> Self:
        """Judged on a day of a calendar year."""
        first, last = start_of(date(year, 1, 1)), end_of(date(year, 12, 31))
        return self.filter(closed_at__gte=first, closed_at__lt=last)

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related("supplier", "key", "contract", "framework", "unit", "other", "closed_by")

    def tallies(self) -> Mapping[str, rules.Tally]:
        """How each kind's have been judged."""
        counted = {
            name: Count("pk", filter=Q(status=status))
            for name, status in (
                ("open", Status.OPEN),
                ("confirmed", Status.CONFIRMED),
                ("explained", Status.EXPLAINED),
                ("not_worth", Status.NOT_WORTH),
            )
        }
        found = self.order_by().values("kind").annotate(**counted)
        return {row.pop("kind"): rules.Tally(**row) for row in found}

    def told_in(self, period: Period) -> Mapping[str, Mapping[str, int | Decimal]]:
        """By kind: how many were found and judged in a period, the confirmed kronor, and how many waited at its end.

        An open one that its rows no longer bear out is gone, also from earlier periods.
        """
        end = end_of(period.last)
        judged = Q(closed_at__gte=start_of(period.first), closed_at__lt=end)
        of_status = {"confirmed": Status.CONFIRMED, "explained": Status.EXPLAINED, "not_worth": Status.NOT_WORTH}
        found = self.filter(found_on__lte=period.last).filter(
            Q(found_on__gte=period.first) | Q(status=Status.OPEN) | Q(closed_at__gte=start_of(period.first))
        )
        rows = (
            found.order_by()
            .values("kind")
            .annotate(
                found=Count("pk", filter=Q(found_on__gte=period.first)),
                open=Count("pk", filter=Q(status=Status.OPEN) | Q(closed_at__gte=end)),
                confirmed_sek=Coalesce(Sum("sum_sek", filter=judged & Q(status=Status.CONFIRMED)), Value(Decimal(0))),
                **{name: Count("pk", filter=judged & Q(status=status)) for name, status in of_status.items()},
            )
        )
        return {row.pop("kind"): row for row in rows}

    def weighed(self, tallies: Mapping[str, rules.Tally]) -> Self:
        """With `weight`, kronor times confirmed share: as rules.weighed, which rules."""
        cases = [When(kind=kind, then=Value(tally.weight)) for kind, tally in tallies.items()]
        weight = Case(*cases, default=Value(rules.Tally().weight), output_field=_MONEY)
        kronor = Greatest(F("sum_sek"), Value(Decimal(1)), output_field=_MONEY)
        return self.annotate(weight=models.ExpressionWrapper(kronor * weight, output_field=_MONEY))

    def whom(self) -> set[str]:
        """Whom they are about."""
        return {whom_of(*row) for row in self.order_by().values_list("supplier", "key", "framework").distinct()}

    def asked(self) -> list[rules.Asked]:
        """As the budget weighs them."""
        found = self.order_by("pk").values_list("pk", "supplier", "key", "framework", "kind", "sum_sek")
        return [rules.Asked(pk, whom_of(*whom), kind, sum_sek) for pk, *whom, kind, sum_sek in found]


def whom_of(supplier: int | None, key: int | None, framework: int | None) -> str:
    """Who a flag is about, as the budget counts: a supplier, a name in the ledger, or a round."""
    if supplier is not None:
        return f"s{supplier}"
    return f"k{key}" if key is not None else f"f{framework}"


class FlagRowQuerySet(SecuredQuerySet):
    """What flags rest on."""

    seen_with: ClassVar[str] = "followup.view_flag"


class SupplierFactQuerySet(SecuredQuerySet):
    """What registers tell of suppliers."""

    seen_with: ClassVar[str] = "followup.view_flag"


def suppliers_bought_from(buyer: Organization, *, since: date) -> int:
    """How many suppliers a buyer has bought from since a day, as the budget counts them."""
    from followup.judging.models import SupplierMonth

    found = SupplierMonth.objects.filter(buyer=buyer, month__gte=since, supplier__isnull=False)
    return found.order_by().values("supplier").distinct().count()


def thresholds_of(buyer: Organization | int) -> dict[tuple[str, str], Decimal]:
    """What a buyer has set for kinds of flags: (kind, name) → value."""
    from followup.flags.models import FlagTerm

    found = FlagTerm.objects.filter(buyer=buyer).order_by("pk")
    return {(kind, name): value for kind, name, value in found.values_list("kind", "name", "value")}


def switched_off(buyer: Organization | int) -> set[str]:
    """The kinds that a buyer does not look for."""
    from followup.flags.models import FlagSwitch

    return set(FlagSwitch.objects.filter(buyer=buyer, is_on=False).values_list("kind", flat=True))
