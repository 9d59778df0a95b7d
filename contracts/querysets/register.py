"""Every question asked of the register."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db import models
from django.db.models import OuterRef, Q, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from huddinge_vo.common.querysets import SecuredQuerySet, buyers_of, granted

if TYPE_CHECKING:
    from contracts.models import Category, Supplier, SupplierUnit
    from huddinge_vo.common.models import User

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
        return self.filter(category_scope(user, category="pk", buyer="buyer"))

    def root_of(self, category: Category) -> Category:
        """The top of the tree a category stands in: what a category plan is for."""
        while category.parent is not None:
            category = category.parent
        return category


def category_scope(user: User, *, category: str, buyer: str) -> Q:
    """Which rows a person's memberships reach: those of the buyer, in the categories the membership is scoped to.

    `category` and `buyer` are the lookups from the filtered model. A membership without scope reaches everything of
    its buyer; one with scopes reaches those categories and what lies under them.
    """
    from contracts.models import Category, CategoryScope
    from huddinge_vo.common.models import Membership

    if user.is_superuser:
        return Q(**{f"{buyer}__in": buyers_of(user)})
    memberships = Membership.objects.filter(user=user)
    unscoped = memberships.filter(category_scopes__isnull=True).values("buyer")
    scoped = CategoryScope.objects.filter(membership__user=user).values_list("category_id", flat=True)
    within = Q(**{f"{buyer}__in": unscoped})
    if roots := list(scoped):
        within |= Q(**{f"{category}__in": Category.objects.filter(pk__in=roots).with_descendants()})
    return within


class ContractAreaQuerySet(models.QuerySet):
    """Areas of the category plan."""

    def visible_to(self, user: User) -> Self:
        """Areas are no secret; they follow the buyer and the categories of the membership."""
        return self.filter(category_scope(user, category="category", buyer="category__buyer"))

    def for_list(self, user: User, *, on: date) -> Self:
        """With the number of contracts in force that the person may see, beside the number in the plan."""
        from contracts.models import Contract

        visible = Contract.objects.visible_to(user).in_force_on(on).filter(areas=OuterRef("pk")).order_by()
        counted = visible.values("areas").annotate(n=models.Count("pk", distinct=True)).values("n")
        return self.select_related("category").annotate(
            contracts_in_force=models.functions.Coalesce(models.Subquery(counted), 0)
        )

    def by_code_or_name(self) -> dict[str, int | None]:
        """What a file may call each area, written as `name_key` does; null for a name that several have."""
        from contracts.imports import name_key

        known: dict[str, int | None] = {}
        areas = list(self.order_by("pk").values_list("pk", "code", "name"))
        for words in ([(pk, name) for pk, _, name in areas], [(pk, code) for pk, code, _ in areas]):
            taken: dict[str, int | None] = {}
            for pk, word in words:
                key = name_key(word)
                taken[key] = None if taken.get(key, pk) != pk else pk
            known |= taken  # a code goes before another area's name
        return known


class SupplierQuerySet(SecuredQuerySet):
    """Suppliers belong to no buyer: the register is one. Secret ones are for the named only."""

    def visible_to(self, user: User) -> Self:
        """What a person may know of."""
        return self.open_to(user)

    def by_number(self, numbers: set[str]) -> dict[str, int]:
        """Which supplier goes by each organisation number: as identifiers say, for they follow a merger."""
        from contracts.models import SupplierIdentifier

        own = self.filter(org_number__in=numbers).values_list("org_number", "pk")
        identified = SupplierIdentifier.objects.filter(
            scheme=SupplierIdentifier.Scheme.ORG_NUMBER, value__in=numbers, supplier__in=self
        ).values_list("value", "supplier_id")
        return {**{number: pk for number, pk in own if number}, **dict(identified)}

    def by_number_for(self, user: User | None, numbers: set[str]) -> tuple[dict[str, int], set[str]]:
        """As `by_number` as far as a person may know of them, nobody being a command; and the numbers of the others."""
        found = self.by_number(numbers)
        if user is None:
            return found, set()
        seen = set(self.visible_to(user).filter(pk__in=found.values()).values_list("pk", flat=True))
        known = {number: pk for number, pk in found.items() if pk in seen}
        return known, found.keys() - known.keys()

    def current(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def for_list(self, user: User, *, on: date) -> Self:
        """With the number of contracts in force that the person may see."""
        from contracts.models import Contract

        visible = Contract.objects.visible_to(user).in_force_on(on).filter(supplier=OuterRef("pk")).order_by()
        counted = visible.values("supplier").annotate(n=models.Count("pk", distinct=True)).values("n")
        return self.annotate(contracts_in_force=models.functions.Coalesce(models.Subquery(counted), 0))


class SupplierIdentifierQuerySet(models.QuerySet):
    """Numbers that suppliers go by."""

    def visible_to(self, user: User) -> Self:
        """Those of suppliers that a person may know of."""
        from contracts.models import Supplier

        return self.filter(supplier__in=Supplier.objects.visible_to(user))


class OfSupplierQuerySet(models.QuerySet):
    """What belongs to a supplier, and perhaps to one of its units."""

    def visible_to(self, user: User) -> Self:
        """As much as a person may know of the supplier and of the unit."""
        from contracts.models import Supplier, SupplierUnit

        return self.filter(
            Q(unit__isnull=True) | Q(unit__in=SupplierUnit.objects.visible_to(user)),
            supplier__in=Supplier.objects.visible_to(user),
        )


class SupplierUnitQuerySet(SecuredQuerySet):
    """Where suppliers give care."""

    def visible_to(self, user: User) -> Self:
        """A unit of a secret supplier is as secret."""
        from contracts.models import Supplier

        return self.open_to(user).filter(supplier__in=Supplier.objects.visible_to(user))

    def for_list(self, *, on: date) -> Self:
        """With supplier and areas, and whether nobody new is placed there on a day."""
        from contracts.models import PlacementStop

        stops = PlacementStop.objects.in_force_on(on).filter(
            Q(unit=OuterRef("pk")) | Q(unit__isnull=True, supplier=OuterRef("supplier"))
        )
        return self.select_related("supplier").prefetch_related("areas").annotate(is_stopped=models.Exists(stops))


class SupplierCheckQuerySet(OfSupplierQuerySet):
    """Checks of suppliers and their units."""

    def latest_on(self, day: date | Combinable) -> Self:
        """For each supplier, unit and kind the last check made up to a day; what came before it no longer counts."""
        from contracts.models import SupplierCheck

        no_unit = models.Value(0)  # in SQL one null is not another
        newer = SupplierCheck.objects.annotate(of_unit=Coalesce("unit_id", no_unit)).filter(
            Q(checked_on__gt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on"), pk__gt=OuterRef("pk")),
            of_unit=Coalesce(OuterRef("unit_id"), no_unit),
            supplier=OuterRef("supplier"),
            kind=OuterRef("kind"),
            checked_on__lte=day,
        )
        return self.filter(~models.Exists(newer), checked_on__lte=day)

    def relied_upon_on(self, day: date | Combinable) -> Self:
        """The latest checks that hold on a day: passed, or a rating with a written reason. Both end days count."""
        return self.latest_on(day).filter(Q(outcome="PASSED") | Q(kind="RATING") & ~Q(reason=""), valid_until__gte=day)


class DocumentQuerySet(SecuredQuerySet):
    """Documents of rounds, contracts, suppliers and units."""

    def visible_to(self, user: User) -> Self:
        """A document is as secret as what it belongs to, and may be more."""
        from contracts.models import Contract, Framework, Supplier, SupplierUnit

        return self.open_to(user).filter(
            Q(framework__in=Framework.objects.visible_to(user))
            | Q(contract__in=Contract.objects.visible_to(user))
            | Q(supplier__in=Supplier.objects.visible_to(user))
            | Q(unit__in=SupplierUnit.objects.visible_to(user))
        )

    def matching(self, words: str) -> Self:
        """Those whose title or text has all the words, or words that begin so; each with the `excerpt` around them.

        Swedish endings do not matter. Matched words stand between « and » in the excerpt.
        """
        stems = re.findall(r"\w+", words)
        if not stems:
            return self.none() if words.strip() else self
        query = SearchQuery(" & ".join(f"{stem}:*" for stem in stems), search_type="raw", config="swedish")
        return (
            self.annotate(words=SearchVector("title", "text", config="swedish"))
            .filter(words=query)
            .annotate(
                excerpt=SearchHeadline(
                    "text", query, config="swedish", start_sel="«", stop_sel="»", max_words=24, min_words=12
                )
            )
        )

    def with_holders(self) -> Self:
        """With what each belongs to; the text stays where it is."""
        return self.defer("text").select_related("framework", "contract", "supplier", "unit", "uploaded_by")

    def for_list(self) -> Self:
        """What a list needs, the newest version of each title first; the text stays where it is."""
        return self.defer("text").select_related("uploaded_by").order_by("title", "-version", "pk")


class AwardQuerySet(models.QuerySet):
    """What others have bought."""

    def with_known_supplier(self, user: User) -> Self:
        """With the supplier of ours that won, as `known_supplier`, where a person may know of it; else null."""
        from contracts.models import Supplier

        visible = Supplier.objects.visible_to(user).filter(pk=OuterRef("supplier"))
        return self.annotate(known_supplier=models.Subquery(visible.values("pk")[:1]))


class RegisterImportQuerySet(models.QuerySet):
    """Files of contracts."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user))


class SupplierMergeQuerySet(models.QuerySet):
    """Suppliers that were made one."""

    def visible_to(self, user: User) -> Self:
        """Mergers of suppliers that a person may know of, both of them."""
        from contracts.models import Supplier

        known = Supplier.objects.visible_to(user)
        return self.filter(source__in=known, target__in=known)

    def standing(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def of_supplier(self, supplier: Supplier) -> Self:
        """Those a supplier is one side of."""
        return self.filter(Q(source=supplier) | Q(target=supplier))


class PlacementStopQuerySet(OfSupplierQuerySet):
    """Where nobody new is placed."""

    def for_unit(self, unit: SupplierUnit) -> Self:
        """A unit's own stops, and those of its whole supplier."""
        return self.filter(Q(unit=unit) | Q(unit__isnull=True, supplier=unit.supplier_id))

    def in_force_on(self, day: date) -> Self:
        """The stops of a day; both end days count."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class ExtensionOptionQuerySet(models.QuerySet):
    """Options of contracts and of rounds."""

    def visible_to(self, user: User) -> Self:
        """Those of contracts and rounds that a person may know of."""
        from contracts.models import Contract, Framework

        return self.filter(
            Q(contract__in=Contract.objects.visible_to(user)) | Q(framework__in=Framework.objects.visible_to(user))
        )


class OptionExceptionQuerySet(models.QuerySet):
    """Contracts left out when an option was decided."""

    def visible_to(self, user: User) -> Self:
        """Those of contracts that a person may know of."""
        from contracts.models import Contract

        return self.filter(contract__in=Contract.objects.visible_to(user))


class FrameworkQuerySet(SecuredQuerySet):
    """Rounds of procurement."""

    def visible_to(self, user: User) -> Self:
        """By buyer, category and secrecy."""
        from contracts.models import Framework

        within = Framework.objects.filter(category_scope(user, category="areas__category", buyer="buyer"))
        return self.open_to(user).filter(pk__in=within.values("pk"))

    def for_list(self, user: User) -> Self:
        """With areas, and the number of supplier contracts that the person may see."""
        from contracts.models import Contract

        visible = Contract.objects.visible_to(user).filter(framework=OuterRef("pk")).order_by()
        counted = visible.values("framework").annotate(n=models.Count("pk", distinct=True)).values("n")
        return self.prefetch_related("areas").annotate(
            contract_count=models.functions.Coalesce(models.Subquery(counted), 0)
        )


class ContractQuerySet(SecuredQuerySet):
    """Supplier contracts."""

    def open_to(self, user: User) -> Self:
        """By secrecy alone. A contract of a secret supplier or framework is secret as well."""
        from contracts.models import Framework, Supplier

        return (
            super()
            .open_to(user)
            .filter(
                Q(supplier__is_secret=False) | Q(supplier__in=granted(Supplier, user)),
                Q(framework__isnull=True) | Q(framework__is_secret=False) | Q(framework__in=granted(Framework, user)),
            )
        )

    def visible_to(self, user: User) -> Self:
        """By buyer, category and secrecy."""
        from contracts.models import Contract

        within = Contract.objects.filter(category_scope(user, category="areas__category", buyer="buyer"))
        return self.open_to(user).filter(pk__in=within.values("pk"))

    def in_force_on(self, day: date | Combinable) -> Self:
        """Contracts in force on a day (domain.md §3): signed, begun, not yet ended or terminated; both end days count.

        The day may be a date or an OuterRef to a date column.
        """
        from contracts.models import Contract

        return self.filter(status=Contract.Status.SIGNED, in_force__contains=day)

    def signed(self) -> Self:
        """Without drafts, which count in no sum and no reminder."""
        from contracts.models import Contract

        return self.filter(status=Contract.Status.SIGNED)

    def ending_between(self, first: date, last: date) -> Self:
        """Signed contracts whose last day, as it stands now, falls in the span; both days count."""
        return self.signed().filter(ends_on__gte=first, ends_on__lte=last)

    def not_ended_on(self, day: date) -> Self:
        """Contracts that are in force on a day or begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def all_checks_valid_on(self, day: date) -> Self:
        """Contracts whose supplier has every check that the contract asks for (domain.md §7), valid on a day.

        A permit is asked for where an area needs one by then, and any of the supplier's units may hold it.
        """
        from contracts.models import Contract, SupplierCheck
        from contracts.rules import CHECKED_ALWAYS

        def checked(kind: str) -> models.Exists:
            found = SupplierCheck.objects.relied_upon_on(day).filter(kind=kind, supplier=OuterRef("supplier"))
            return models.Exists(found)

        places = Contract.areas.through.objects.filter(contract=OuterRef("pk"))
        needs_permit = models.Exists(places.filter(contractarea__permit_required_from__lte=day))
        needs_register = models.Exists(places.filter(contractarea__ivo_register=True))
        return self.filter(
            *(checked(kind) for kind in CHECKED_ALWAYS),
            ~needs_permit | checked("PERMIT"),
            ~needs_register | checked("IVO_REGISTER"),
            ~Q(form="RESERVED") | checked("NONPROFIT_REGISTER"),
        )

    def with_use(self) -> Self:
        """With what was bought on each contract, as published in ContractVolume."""
        return self.annotate(used_sek=Sum("volumes__sum_sek"))

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("supplier", "framework", "owner").prefetch_related("areas")
