"""What the law says on a day. Each question is asked here, and nowhere is the day compared a second time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from contracts.law.choices import LawKind, LawUnit, PermitNeed
from contracts.plan.models import ContractArea
from contracts.plan.querysets import category_scope

if TYPE_CHECKING:
    from contracts.law.models import LawValue
    from huddinge_vo.common.people.models import User

# Before any day that there is: what has no first day has always been so.
_ALWAYS = Value(date.min, output_field=models.DateField())


class _DatedQuerySet(models.QuerySet):
    """Rows that each hold from a day on, until the next of the same `of` takes over. The first day counts."""

    of: ClassVar[str]

    def begun_on(self, day: date) -> Self:
        """Those that have begun."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))

    def latest_on(self, day: date) -> Self:
        """Of each the last that has begun on a day: it has taken over from those before it."""
        begins = Coalesce("valid_from", _ALWAYS)
        later = type(self)(self.model).begun_on(day).annotate(begins=begins)
        later = later.filter(**{self.of: OuterRef(self.of)}, begins__gt=Coalesce(OuterRef("valid_from"), _ALWAYS))
        return self.begun_on(day).filter(~models.Exists(later))


class PermitRuleQuerySet(_DatedQuerySet):
    """Which areas need a permit from IVO."""

    of = "area"

    def visible_to(self, user: User) -> Self:
        """As their areas."""
        return self.filter(
            category_scope(
                user, category="area__category", buyer="area__category__buyer", may="contracts.view_contractarea"
            )
        )


def areas_on(day: date) -> models.QuerySet[ContractArea]:
    """Areas with what the law says of each on a day: `permit_need`, `permit_from` and `permit_ground`.

    No rule is that it is not known. A need without a first day has always been there.
    """
    from contracts.law.models import PermitRule

    rule = PermitRule.objects.latest_on(day).filter(area=OuterRef("pk"))
    return ContractArea.objects.annotate(
        permit_need=Coalesce(Subquery(rule.values("need")), Value(PermitNeed.UNKNOWN.value)),
        permit_from=Subquery(rule.values("valid_from")),
        permit_ground=Subquery(rule.values("ground")),
    )


class LawValueQuerySet(_DatedQuerySet):
    """The law's figures and conditions."""

    of = "kind"

    def visible_to(self, user: User) -> Self:
        """The law is public."""
        return self.all()

    def in_force_on(self, day: date) -> Self:
        """Those that hold on a day; both end days count."""
        return self.latest_on(day).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def missing(self) -> Self:
        """Those whose figure is still to be written in."""
        words = [kind for kind in LawKind if kind.unit == LawUnit.WORDS]
        return self.filter(value__isnull=True).exclude(kind__in=words)

    def by_kind(self) -> Self:
        """In the order that the kinds have, the latest first."""
        order = models.Case(*(models.When(kind=kind, then=number) for number, kind in enumerate(LawKind)))
        return self.annotate(place=order).order_by("place", F("valid_from").desc(nulls_last=True), "pk")


class LawNotEntered(ValidationError):
    """What the law says on a day is not written in yet: nothing can be decided by it."""

    def __init__(self, kind: LawKind, day: date) -> None:
        super().__init__(
            f"Kan inte avgöras: {kind.label} för {day} är inte inskriven. Be förvaltaren skriva in den på sidan "
            "Lagens krav."
        )


def law_on(kind: LawKind, day: date) -> LawValue | None:
    """What holds of a kind on a day: null where the law has nothing of it that day. Its figure may be missing."""
    from contracts.law.models import LawValue

    return LawValue.objects.in_force_on(day).filter(kind=kind).first()


def law_figure(kind: LawKind, day: date) -> Decimal:
    """The figure that holds on a day. Raises LawNotEntered."""
    found = law_on(kind, day)
    if found is None or found.value is None:
        raise LawNotEntered(kind, day)
    return found.value


class LawBook:
    """What the law has said of some kinds, read once to be asked of many days.

    It answers as `in_force_on` does, which rules: a test holds it to that.
    """

    def __init__(self, *kinds: LawKind) -> None:
        from contracts.law.models import LawValue

        self._rows: dict[str, list[LawValue]] = defaultdict(list)
        found = LawValue.objects.filter(kind__in=kinds).order_by(F("valid_from").desc(nulls_last=True), "pk")
        for value in found:
            self._rows[value.kind].append(value)

    def on(self, kind: LawKind, day: date) -> LawValue | None:
        """What holds of a kind on a day: null where the law has nothing of it that day. Its figure may be missing."""
        begun = (each for each in self._rows[kind] if each.valid_from is None or each.valid_from <= day)
        latest = next(begun, None)
        if latest is None or (latest.valid_until is not None and latest.valid_until < day):
            return None
        return latest

    def figure(self, kind: LawKind, day: date) -> Decimal | None:
        """The figure that holds on a day; null where it is not known."""
        found = self.on(kind, day)
        return found.value if found else None

    def lowest(self, kind: LawKind) -> Decimal | None:
        """The lowest figure there has been of a kind: below it nothing has been asked for on any day."""
        return min((each.value for each in self._rows[kind] if each.value is not None), default=None)
