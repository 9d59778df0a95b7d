"""Bringing in rounds, contracts and units from files, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import transaction

from contracts.files.imports import ContractRow, FrameworkRow, UnitRow
from contracts.plan.cells import name_key, unusable
from contracts.register.models import Contract, Framework
from contracts.suppliers.actions import _register
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

Held: TypeAlias = Any  # a row, an object or a model of whichever register the file is of


CONTEXT = "register_import"  # the key that history knows an import's changes by


class RegisterRefused(Exception):
    """What a file says does not go together with what the register holds. Carries the errors, each with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        super().__init__(f"Ingenting är inläst: filen har {len(errors)} fel.")


@dataclass(frozen=True)
class RegisterImportResult:
    """What a file did to the register, in rounds, contracts or units."""

    created: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class Difference:
    """What a file would do to one object. No changes and `is_new` false is that it is there already, just so."""

    label: str
    heading: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...] = ()
    details: tuple[str, ...] = ()  # of prices: VAT and quantity as they will be

    @property
    def word(self) -> str:
        """In a word."""
        return "ny" if self.is_new else "ändras" if self.changes else "oförändrad"


@transaction.atomic
def import_contracts(
    *, buyer: Organization, rows: Sequence[ContractRow], by: User | None, at: datetime
) -> RegisterImportResult:
    """Bring a file's contracts into the register as signed ones; a contract that is there is changed where it differs.

    A supplier is found by its number, else by its exact name among those that one may know of, else registered. A
    second time changes nothing and leaves no history. Contracts that are not in the file stay, and a file without
    rounds changes no round. Raises RegisterRefused, and then nothing is changed.
    """
    # Of two files at once the second waits, and then meets what the first left.
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    existing = {
        contract.number: contract
        for contract in Contract.objects.select_for_update(of=("self",))
        .filter(buyer=buyer, number__in=[row.number for row in rows])
        .select_related("supplier")
    }
    _refuse_unseen(
        [(row.line, "avtalsnummer", row.number, existing[row.number]) for row in rows if row.number in existing], by
    )
    frameworks = _frameworks_of(buyer, rows, by)
    if errors := unusable_numbers(rows, by):
        raise RegisterRefused(errors)
    suppliers = _suppliers_of(rows, existing, by)
    writing = _Writing(Contract)
    for row in rows:
        values: dict[str, object] = {
            "title": row.title,
            "supplier_id": suppliers[row.line],
            "form": row.form,
            "price_model": row.price_model,
            "status": Contract.Status.SIGNED,
            "valid_from": row.valid_from,
            "initial_until": row.until,
            "ceiling_sek": row.ceiling_sek,
        }
        if row.framework is not None:
            values["framework_id"] = frameworks.get(row.framework)
        writing.put(existing.get(row.number), {"buyer_id": buyer.pk, "number": row.number}, values, row.areas)
    return writing.done()


@transaction.atomic
def import_frameworks(
    *, buyer: Organization, rows: Sequence[FrameworkRow], by: User | None, at: datetime
) -> RegisterImportResult:
    """Bring a file's rounds into the register; a round that is there is changed where it differs.

    As `import_contracts`.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    existing = {
        framework.number: framework
        for framework in Framework.objects.select_for_update(of=("self",)).filter(
            buyer=buyer, number__in=[row.number for row in rows]
        )
    }
    _refuse_unseen(
        [(row.line, "omgang", row.number, existing[row.number]) for row in rows if row.number in existing], by
    )
    writing = _Writing(Framework)
    for row in rows:
        values = {
            "title": row.title,
            "form": row.form,
            "valid_from": row.valid_from,
            "initial_until": row.until,
            "ceiling_sek": row.ceiling_sek,
            "call_off_method": row.call_off_method,
            "registry_number": row.registry_number,
        }
        writing.put(existing.get(row.number), {"buyer_id": buyer.pk, "number": row.number}, values, row.areas)
    return writing.done()


@transaction.atomic
def import_units(
    *, buyer: Organization, rows: Sequence[UnitRow], by: User | None, at: datetime
) -> RegisterImportResult:
    """Bring a file's units to suppliers that the register has. A unit goes by its supplier's number and its own name.

    Raises RegisterRefused for a number that no supplier goes by whom one may know of, and then nothing is changed.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    suppliers, _ = Supplier.objects.by_number_for(by, {row.supplier_number for row in rows})
    errors = [
        RowError(row.line, "leverantor_id", row.supplier_number, "Ingen leverantör har det organisationsnumret.")
        for row in rows
        if row.supplier_number not in suppliers
    ]
    if errors:
        raise RegisterRefused(errors)
    existing = {
        (unit.supplier_id, name_key(unit.name)): unit
        for unit in SupplierUnit.objects.select_for_update(of=("self",)).filter(supplier__in=set(suppliers.values()))
    }
    writing = _Writing(SupplierUnit)
    taken: list[tuple[int, str, str, object]] = []
    for row in rows:
        supplier = suppliers[row.supplier_number]
        unit = existing.get((supplier, name_key(row.name)))
        if unit is not None:
            taken.append((row.line, "verksamhet", row.name, unit))
        values = {
            "name": row.name,
            "county": row.county,
            "municipality": row.municipality,
            "address": row.address,
            "target_group": row.target_group,
            "age_from": row.age_from,
            "age_to": row.age_to,
            "places": row.places,
        }
        writing.put(unit, {"supplier_id": supplier}, values, row.areas)
    _refuse_unseen(taken, by)
    return writing.done()


class _Writing:
    """Writes a file's objects in a constant number of statements: what is new, what differs, and the areas of both."""

    def __init__(self, model: Held) -> None:
        self._model = model
        self._new: list[Held] = []
        self._changed: dict[int, Held] = {}
        self._fields: set[str] = set()
        self._areas: list[tuple[Held, tuple[int, ...]]] = []

    def put(self, stored: Held, key: Mapping[str, Held], values: Mapping[str, Held], areas: tuple[int, ...]) -> None:
        """An object as the file has it; `stored` is the same as the register has it, null when it is new."""
        one = stored or self._model(**key, **values)
        if stored is None:
            self._new.append(one)
        elif differing := {name: value for name, value in values.items() if getattr(stored, name) != value}:
            for name, value in differing.items():
                setattr(stored, name, value)
            self._fields |= differing.keys()
            self._changed[stored.pk] = stored
        self._areas.append((one, areas))

    def done(self) -> RegisterImportResult:
        """Write everything."""
        self._model.objects.bulk_create(self._new, batch_size=1000)
        created = {one.pk for one in self._new}
        for one in self._set_areas():
            if one.pk not in created:
                self._changed.setdefault(one.pk, one)
        for one in self._changed.values():
            one.version += 1
        fields = [self._model._meta.get_field(name).name for name in sorted(self._fields)]
        self._model.objects.bulk_update(self._changed.values(), [*fields, "version"], batch_size=500)
        new, changed = len(self._new), len(self._changed)
        return RegisterImportResult(new, changed, len(self._areas) - new - changed)

    def _set_areas(self) -> list[Held]:
        """Give every object just the areas of its row. Returns those that had others."""
        links = self._model.areas.through
        column = f"{self._model._meta.model_name}_id"
        held: defaultdict[int, set[int]] = defaultdict(set)
        of_these = links.objects.filter(**{f"{column}__in": [one.pk for one, _ in self._areas]})
        for pk, area in of_these.values_list(column, "contractarea_id"):
            held[pk].add(area)
        missing, surplus, differing = [], [], []
        for one, areas in self._areas:
            wanted, had = set(areas), held[one.pk]
            if wanted == had:
                continue
            differing.append(one)
            missing += [links(**{column: one.pk, "contractarea_id": area}) for area in areas if area not in had]
            surplus += [(one.pk, area) for area in had - wanted]
        links.objects.bulk_create(missing, batch_size=5000)
        for pk, area in surplus:  # few: an area is seldom taken back
            links.objects.filter(**{column: pk, "contractarea_id": area}).delete()
        return differing


_NOUNS = {"avtalsnummer": "avtalsnummer", "omgang": "omgångens nummer", "verksamhet": "verksamhetens namn"}


def _refuse_unseen(taken: Sequence[tuple[int, str, str, Held]], by: User | None) -> None:
    """Nobody changes by file what he may not see on screen. Each is (line, column, value, object)."""
    if by is None:
        return
    errors = []
    for model in dict.fromkeys(type(one) for _, _, _, one in taken):
        ids = {one.pk for _, _, _, one in taken if type(one) is model}
        seen = set(model.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
        errors += [
            RowError(line, column, value, unusable(value, _NOUNS[column]))
            for line, column, value, one in taken
            if type(one) is model and one.pk not in seen
        ]
    if errors:
        raise RegisterRefused(sorted(errors, key=lambda error: error.line))


def _frameworks_of(buyer: Organization, rows: Sequence[ContractRow], by: User | None) -> dict[str, int]:
    """The rounds that a file of contracts names, by number. Raises RegisterRefused for one that is not there."""
    named = {row.framework for row in rows if row.framework}
    known = Framework.objects.filter(buyer=buyer, number__in=named)
    if by is not None:
        known = known.visible_to(by)
    found = dict(known.values_list("number", "pk"))
    errors = [
        RowError(row.line, "omgang", row.framework, f"Upphandlingsomgången ”{row.framework}” finns inte.")
        for row in rows
        if row.framework and row.framework not in found
    ]
    if errors:
        raise RegisterRefused(errors)
    return found


def unusable_numbers(rows: Sequence[ContractRow], by: User | None) -> list[RowError]:
    """The numbers of suppliers that a person may not know of, in the words that wrong numbers are refused with.

    They cannot be registered a second time, and what is hung on them would be told back.
    """
    _, unseen = Supplier.objects.by_number_for(by, {row.supplier_number for row in rows if row.supplier_number})
    return [
        RowError(row.line, "leverantor_id", row.supplier_number, unusable(row.supplier_number, "organisationsnummer"))
        for row in rows
        if row.supplier_number and row.supplier_number in unseen
    ]


def _suppliers_of(rows: Sequence[ContractRow], existing: Mapping[str, Contract], by: User | None) -> dict[int, int]:
    """Who each row's supplier is, by line; those in no register are registered. Unusable numbers are refused before.

    Numbers first: a name alone can then mean a supplier that another row of the same file brought.
    """
    _register({row.supplier_number: row.supplier_name for row in reversed(rows) if row.supplier_number})
    by_number = Supplier.objects.by_number({row.supplier_number for row in rows if row.supplier_number})
    found = {row.line: by_number[row.supplier_number] for row in rows if row.supplier_number}
    nameless = [row for row in rows if not row.supplier_number]
    if not nameless:
        return found
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    known = Supplier.objects.current() if by is None else Supplier.objects.current().visible_to(by)
    for pk, name in known.order_by("pk").values_list("pk", "name"):
        by_name[name_key(name)].append(pk)
    new: dict[str, Supplier] = {}
    errors = []
    for row in nameless:
        key = name_key(row.supplier_name)
        contract = existing.get(row.number)
        if contract is not None and name_key(contract.supplier.name) == key:
            found[row.line] = contract.supplier_id  # as it is, even if another has taken the same name since
        elif len(by_name[key]) > 1:
            reason = f"Flera leverantörer heter ”{row.supplier_name}”. Ange organisationsnumret i leverantor_id."
            errors.append(RowError(row.line, "leverantor", row.supplier_name, reason))
        elif by_name[key]:
            found[row.line] = by_name[key][0]
        else:
            new.setdefault(key, Supplier(name=row.supplier_name))
    if errors:
        raise RegisterRefused(errors)
    Supplier.objects.bulk_create(new.values(), batch_size=1000)
    return found | {row.line: new[name_key(row.supplier_name)].pk for row in nameless if row.line not in found}
