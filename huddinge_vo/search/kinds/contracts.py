"""The register: contracts, rounds, suppliers, units, areas and documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from contracts.documents.models import Document
from contracts.plan.models import ContractArea
from contracts.register.models import Contract, Framework
from contracts.register.querysets import standing_on
from contracts.suppliers.models import Supplier, SupplierIdentifier, SupplierUnit
from huddinge_vo.common import org_numbers
from huddinge_vo.common.words import has_all
from huddinge_vo.search.kinds.kind import KINDS, SHOWN, Hit, Match, SearchKind

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def _days(valid_from: object, until: object) -> str:
    return f"{valid_from} till {until}" if until else f"från {valid_from}"


@dataclass(frozen=True, kw_only=True)
class _Contracts(SearchKind):
    """Contracts by their own words, and those with a supplier that is called so."""

    def find(self, user: User, typed: str, *, match: Match, on: date) -> list[models.Model]:
        """Their own words first, and then the suppliers'."""
        found = SearchKind.find(self, user, typed, match=match, on=on)
        if len(found) > SHOWN:
            return found
        suppliers = [each.pk for each in KINDS["SUPPLIER"].find(user, typed, match=match, on=on)]
        if not suppliers:
            return found
        theirs = self.seen(user).filter(supplier__in=suppliers).exclude(pk__in=[each.pk for each in found])
        theirs = theirs.select_related(*self.select).order_by(*self.order(on), "-pk")
        return [*found, *theirs[: SHOWN + 1 - len(found)]]


@dataclass(frozen=True, kw_only=True)
class _Suppliers(SearchKind):
    """Suppliers as they are now: by name, also a former one, and by whole number, also another's that became theirs."""

    def find(self, user: User, typed: str, *, match: Match, on: date) -> list[models.Model]:
        """Whoever has the number, else those who are called so."""
        seen = self.seen(user)
        found: list[models.Model] = []
        if any(sign.isdecimal() for sign in typed):
            numbers = {typed.strip(), org_numbers.normalise(typed) or typed.strip()}
            numbered = list(SupplierIdentifier.objects.filter(value__in=numbers).values_list("supplier", flat=True))
            has_it = models.Q(org_number__in=numbers) | models.Q(pk__in=numbered)
            found = list(seen.filter(has_it).order_by("pk")[: SHOWN + 1])
        found = found or SearchKind.find(self, user, typed, match=match, on=on)
        now = Supplier.objects.now_of([each.pk for each in found])
        if all(now.get(each.pk, each.pk) == each.pk for each in found):
            return found
        # A former name leads to whoever it is now, if one may know of that one too.
        successors = seen.in_bulk({now.get(each.pk, each.pk) for each in found})
        unique: dict[int, models.Model] = {}
        for each in found:
            if (successor := successors.get(now.get(each.pk, each.pk))) is not None:
                if successor.pk != each.pk:
                    successor.formerly = each
                unique.setdefault(successor.pk, successor)
        return list(unique.values())


@dataclass(frozen=True, kw_only=True)
class _Documents(SearchKind):
    """Documents by their title and text, Swedish endings apart, with what stands around the words."""

    def find(self, user: User, typed: str, *, match: Match, on: date) -> list[models.Model]:
        """The latest first. A text that is nearly like something is like everything."""
        if match is not has_all:
            return []
        found = self.seen(user).matching(typed).with_holders()  # type: ignore[attr-defined]
        return list(found.order_by("-uploaded_at", "-pk")[: SHOWN + 1])


def _supplier(each: Supplier) -> Hit:
    former = getattr(each, "formerly", None)
    return Hit(each.name, each.get_absolute_url(), f"tidigare {former.name}" if former else "")


def _document(each: Document) -> Hit:
    words = " ".join(str(getattr(each, "excerpt", "")).split())
    return Hit(each.title, each.get_absolute_url(), words)


KINDS.add(
    _Contracts(
        code="CONTRACT",
        number=1,
        title="Avtal",
        model=Contract,
        permission="contracts.view_contract",
        fields=("number", "title", "registry_number", "eavrop_number"),
        select=("supplier",),
        hit=lambda each: Hit(
            str(each), each.get_absolute_url(), f"{each.supplier.name}, {_days(each.valid_from, each.ends_on)}"
        ),
        rest="contracts:contract-list",
        standing=standing_on,
        latest="valid_from",
    )
)
KINDS.add(
    _Suppliers(
        code="SUPPLIER",
        number=2,
        title="Leverantörer",
        model=Supplier,
        permission="contracts.view_supplier",
        fields=("name",),
        hit=_supplier,
        rest="contracts:supplier-list",
    )
)
KINDS.add(
    SearchKind(
        code="UNIT",
        number=3,
        title="Verksamheter",
        model=SupplierUnit,
        permission="contracts.view_supplier",
        fields=("name", "municipality", "address"),
        select=("supplier",),
        hit=lambda each: Hit(
            each.name, each.get_absolute_url(), ", ".join(filter(None, (each.supplier.name, each.municipality)))
        ),
        rest="contracts:unit-list",
    )
)
KINDS.add(
    SearchKind(
        code="FRAMEWORK",
        number=4,
        title="Ramavtal och valfrihetssystem",
        model=Framework,
        permission="contracts.view_framework",
        fields=("number", "title", "registry_number", "eavrop_number"),
        hit=lambda each: Hit(str(each), each.get_absolute_url(), each.get_form_display()),
        rest="contracts:framework-list",
    )
)
KINDS.add(
    SearchKind(
        code="AREA",
        number=5,
        title="Avtalsområden",
        model=ContractArea,
        permission="contracts.view_contractarea",
        fields=("code", "name"),
        hit=lambda each: Hit(each.name, each.get_absolute_url(), each.code),
        rest="contracts:area-list",
    )
)
KINDS.add(
    _Documents(
        code="DOCUMENT",
        number=6,
        title="Dokument",
        model=Document,
        permission="contracts.view_document",
        fields=("title", "text"),
        hit=_document,
        rest="contracts:document-list",
    )
)
