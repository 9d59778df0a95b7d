"""Every question asked of suppliers, their numbers, units, stops and mergers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from contracts.plan.cells import name_key
from contracts.suppliers.rules import NOT_THERE, plain_name
from huddinge_vo.common import org_numbers
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from contracts.suppliers.models import Supplier, SupplierProposal, SupplierUnit
    from huddinge_vo.common.people.models import User

_SHORTEST = 3  # letters of a name that can be told among other words


class SupplierQuerySet(SecuredQuerySet):
    """Suppliers belong to no buyer: the register is one. Secret ones are for the named only."""

    def by_number(self, numbers: set[str]) -> dict[str, int]:
        """Which supplier goes by each organisation number now: one that was taken up is the one that took it up."""
        from contracts.suppliers.models import SupplierIdentifier

        own = self.filter(org_number__in=numbers).values_list("org_number", "pk")
        identified = SupplierIdentifier.objects.filter(
            scheme=SupplierIdentifier.Scheme.ORG_NUMBER, value__in=numbers, supplier__in=self
        ).values_list("value", "supplier_id")
        found = {**{number: pk for number, pk in own if number}, **dict(identified)}
        now = self.now_of(found.values())
        return {number: now[pk] for number, pk in found.items()}

    def by_number_for(self, user: User | None, numbers: set[str]) -> tuple[dict[str, int], set[str]]:
        """As `by_number` as far as a person may know of them, nobody being a command; and the numbers of the others."""
        found = self.by_number(numbers)
        if user is None:
            return found, set()
        seen = set(self.visible_to(user).filter(pk__in=found.values()).values_list("pk", flat=True))
        known = {number: pk for number, pk in found.items() if pk in seen}
        return known, found.keys() - known.keys()

    def by_name(self) -> Mapping[str, set[int]]:
        """Which suppliers each name means now, as `name_key` writes it; several where that is in doubt.

        The name of one that was taken up by another means the one that took it up, along a whole chain of mergers.
        """
        named = list(self.order_by("pk").values_list("pk", "name"))
        now = self.now_of(pk for pk, _ in named)
        known = now.keys()
        found: defaultdict[str, set[int]] = defaultdict(set)
        for pk, name in named:
            if now[pk] in known:  # whoever may not know of the last of a chain is not told of it by an old name
                found[name_key(name)].add(now[pk])
        return found

    def now_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Which supplier each is now: itself, or the last of those that took it up, one after the other."""
        from contracts.suppliers.models import FinalSupplier

        asked = set(ids)
        taken_up = dict(FinalSupplier.objects.values_list("supplier_id", "final_id")) if asked else {}
        return {pk: taken_up.get(pk, pk) for pk in asked}

    def same_as(self, suppliers: models.QuerySet) -> Self:
        """Those that are the same suppliers now as these: what took them up, and whatever that took up."""
        from contracts.suppliers.models import FinalSupplier

        asked = suppliers.order_by().values("pk")
        now = FinalSupplier.objects.filter(supplier__in=asked).values("final")
        with_them = FinalSupplier.objects.filter(Q(final__in=asked) | Q(final__in=now)).values("supplier")
        return self.filter(Q(pk__in=asked) | Q(pk__in=now) | Q(pk__in=with_them))

    def called(self, words: str) -> Self:
        """Those that a search for words is for: by a part of the name, or a whole number that they go by.

        What the supplier was called before a merger is as good as what it is called now, and what it is called now
        finds what was left with the old one. A personal number is found only when it is typed whole.
        """
        from contracts.suppliers.models import SupplierIdentifier

        typed = words.strip()
        numbers = {typed, org_numbers.normalise(typed) or typed}
        identified = SupplierIdentifier.objects.filter(value__in=numbers).values("supplier")
        return self.same_as(self.filter(Q(name__icontains=typed) | Q(org_number__in=numbers) | Q(pk__in=identified)))

    def secret_in(self, text: str) -> list[str]:
        """The names of those that are secret and that a text names, in words of their own."""
        words = f" {plain_name(text)} "
        marked = self.filter(is_secret=True).order_by("name", "pk").values_list("name", flat=True)  # few are
        return [name for name in marked if len(plain := plain_name(name)) >= _SHORTEST and f" {plain} " in words]

    def current(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)


class SupplierUnitQuerySet(SecuredQuerySet):
    """Where suppliers give care."""

    def for_list(self, *, on: date) -> Self:
        """With supplier and areas, and whether nobody new is placed there on a day."""
        from contracts.suppliers.models import PlacementStop

        stops = PlacementStop.objects.in_force_on(on).filter(
            Q(unit=OuterRef("pk")) | Q(unit__isnull=True, supplier=OuterRef("supplier"))
        )
        found = self.select_related("supplier").prefetch_related("areas", "target_groups")
        return found.annotate(is_stopped=models.Exists(stops))


class TargetGroupQuerySet(models.QuerySet):
    """For whom care is given."""

    def visible_to(self, user: User) -> Self:
        """They are words, and everybody's."""
        return self.all()

    def with_use(self, units: SupplierUnitQuerySet) -> Self:
        """With how many of some units each is told of."""
        return self.annotate(unit_count=models.Count("units", filter=Q(units__in=units.values("pk"))))

    def to_choose(self) -> Self:
        """Those that are used, in Swedish order."""
        return self.filter(is_used=True).order_by("sort_name", "name", "pk")


class SupplierMergeQuerySet(SecuredQuerySet):
    """Suppliers that were made one."""

    def standing(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def of_supplier(self, supplier: Supplier) -> Self:
        """Those a supplier is one side of."""
        return self.filter(Q(source=supplier) | Q(target=supplier))


class SupplierProposalQuerySet(SecuredQuerySet):
    """Suppliers to sort out: seen by those who may merge, and only where they may know of every one that is named."""

    seen_with = "contracts.merge_supplier"

    def undecided(self) -> Self:
        """Those that wait for a person."""
        return self.filter(decided_at__isnull=True)

    def decided(self) -> Self:
        """Those that a person has answered."""
        return self.filter(decided_at__isnull=False)

    def for_list(self) -> Self:
        """With whom and what they name."""
        return self.select_related("supplier", "other", "buyer", "decided_by")

    def of_supplier(self, supplier: Supplier) -> Self:
        """Those that name a supplier."""
        return self.filter(Q(supplier=supplier) | Q(other=supplier))


class WithdrawnAnswerQuerySet(SecuredQuerySet):
    """Answers that were taken back: seen as what they answered."""

    seen_with = "contracts.merge_supplier"

    def to(self, proposal: SupplierProposal) -> Self:
        """Those to what a proposal asks."""
        asked = ("buyer", "kind", "supplier", "other", "ledger_ref", "ledger_name")
        return self.filter(
            *(
                Q(**{f"{name}__isnull": True}) if (value := getattr(proposal, name)) is None else Q(**{name: value})
                for name in asked
            )
        )


class PlacementStopQuerySet(SecuredQuerySet):
    """Where nobody new is placed."""

    def for_unit(self, unit: SupplierUnit) -> Self:
        """A unit's own stops, and those of its whole supplier."""
        return self.filter(Q(unit=unit) | Q(unit__isnull=True, supplier=unit.supplier_id))

    def in_force_on(self, day: date) -> Self:
        """The stops of a day; both end days count."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)

    def for_lost_permits(self) -> Self:
        """Those that came of a permit that was lost on their first day: one that only became less holds still."""
        from contracts.suppliers.models import Permit

        over = Q(permit__valid_until__lte=F("valid_from"))
        lost = ~Q(permit__status="VALID") | over | Q(reason__contains=NOT_THERE)
        earlier = Permit.objects.filter(unit=OuterRef("permit__unit"), legal_ground=OuterRef("permit__legal_ground"))
        return self.filter(lost, permit__isnull=False).annotate(
            is_own_decision=Exists(earlier.filter(decided_on__lt=OuterRef("permit__decided_on")))
        )
