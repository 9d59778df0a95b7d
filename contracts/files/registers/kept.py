"""What files of rounds, contracts and units share: objects with areas and a history, many at a time, the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models.deletion import ProtectedError

from contracts.files.imports import Column, Row, stored_in
from contracts.files.models import RegisterImport
from contracts.files.registers.register import (
    CONTEXT,
    Difference,
    Preview,
    RegisterImportResult,
    RegisterRefused,
    Undone,
)
from contracts.plan.cells import unusable
from contracts.suppliers.models import Supplier
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.common.secrecy.changes import related_names, shown_value
from huddinge_vo.common.untyped import Cleaned, ModelClass

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_Kept: TypeAlias = Any  # a round, a contract or a unit, or what ties one to an area


def _no_details(one: _Kept) -> tuple[tuple[str, str], ...]:
    return ()


class BringObjectsIn(Protocol):
    """Bring a file's objects in; by nobody is from a terminal, where nothing is hidden."""

    def __call__(
        self, *, buyer: Organization, rows: Sequence[Row], by: User | None, at: datetime
    ) -> RegisterImportResult: ...


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where what a file changes is kept, how a row finds its object there, and what is told of both."""

    model: ModelClass
    links: ModelClass  # to the areas
    columns: tuple[Column, ...]
    also_compared: tuple[str, ...]  # what a file sets beside the stored columns
    bring_in_rows: BringObjectsIn
    find: Callable[[Organization, Sequence[Row]], models.QuerySet]  # the objects that rows may be about
    keys: Callable[[Sequence[Row]], Mapping[int, Hashable]]  # how each row of the file is known, by its line …
    key_of: Callable[[_Kept], Hashable]  # … and how the same object of the register is
    label: Callable[[Row], str]
    heading: Callable[[Row], str]
    details: Callable[[_Kept], tuple[tuple[str, str], ...]] = _no_details  # what it comes to, for the look before

    def __post_init__(self) -> None:
        """A column that is stored is stored in a field that there is."""
        for name in self.compared:
            try:
                self.model._meta.get_field(name)
            except FieldDoesNotExist:
                raise IncompleteKind(f"{self.model._meta.label} has no field {name} for the file's column.") from None

    @property
    def compared(self) -> tuple[str, ...]:
        """The fields that a file may change, in its own order."""
        return (*(column.field for column in self.columns if column.is_stored), *self.also_compared)

    @property
    def holder(self) -> str:
        """The column by which a link knows its object."""
        return f"{self.model._meta.model_name}_id"

    def preview(self, *, buyer: Organization, rows: Sequence[Row], by: User, at: datetime) -> Preview:
        """Bring the rows in, and say how the objects are other than they were, as far as the person may know it."""
        before = self._snapshot(self._stored(buyer, rows).visible_to(by), by)  # type: ignore[attr-defined]
        result = self.bring_in_rows(buyer=buyer, rows=rows, by=by, at=at)
        # No more narrowed: it says what the file says of what one may see, though the file's areas may be out of reach.
        after = self._snapshot(self._stored(buyer, rows), by)
        keys = self.keys(rows)
        differences = []
        for row in rows:
            had, _ = before.get(keys[row.line], (None, ()))
            has, details = after.get(keys[row.line], ({}, ()))
            changed = (
                () if had is None else tuple((name, had[name], has[name]) for name in has if had[name] != has[name])
            )
            heading = self.heading(row)
            differences.append(Difference(self.label(row), heading, had is None, changed, details=details))
        return Preview(result, tuple(differences))

    def bring_in(
        self, *, buyer: Organization, rows: Sequence[Row], by: User, at: datetime, brought_by: RegisterImport
    ) -> RegisterImportResult:
        """Bring the rows in. That a file brought them is in the history of what they change, and nowhere else."""
        return self.bring_in_rows(buyer=buyer, rows=rows, by=by, at=at)

    def take_back(self, *, register_import: RegisterImport, by: User, at: datetime) -> Undone:
        """Remove what the file made, and put back what it changed, where nobody has touched it since."""
        taken_back, left = 0, []
        for pk in sorted(self._touched(register_import)):
            one = self.model.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if one is None:
                continue
            try:
                with transaction.atomic():
                    is_back = self._put_back(one, register_import)
            except ProtectedError:
                is_back = False  # something has been hung on it since
            if is_back:
                taken_back += 1
            else:
                left.append(one.number if hasattr(one, "number") else str(one))
        return Undone(taken_back, tuple(left))

    def _stored(self, buyer: Organization, rows: Sequence[Row]) -> models.QuerySet:
        related = {name for name in self.compared if self.model._meta.get_field(name).is_relation}
        if hasattr(self.model, "supplier"):
            related.add("supplier")
        found = self.find(buyer, rows)
        return found.select_related(*sorted(related)) if related else found

    def _snapshot(
        self, found: models.QuerySet, by: User
    ) -> dict[Hashable, tuple[dict[str, str], tuple[tuple[str, str], ...]]]:
        """What the compared fields say now, by key, as a person reads them, and the details beside."""
        told = {}
        rows = list(found.prefetch_related("areas"))
        named = related_names(rows, self.compared, user=by)
        for one in rows:
            details = self.details(one)
            told[self.key_of(one)] = (
                {
                    **{
                        str(one._meta.get_field(name).verbose_name): shown_value(one, name, named)
                        for name in self.compared
                    },
                    "avtalsområden": ", ".join(sorted(area.name for area in one.areas.all())),
                    **{name[:1].lower() + name[1:]: words for name, words in details},
                },
                details,
            )
        return told

    def _touched(self, register_import: RegisterImport) -> set[int]:
        themselves = set(marked(self.model, register_import).values_list("pgh_obj_id", flat=True))
        return themselves | set(marked(self.links, register_import).values_list(self.holder, flat=True))

    def _put_back(self, one: _Kept, register_import: RegisterImport) -> bool:
        """Put one object back; False when anybody has changed it or its areas since."""
        events = list(history(self.model).objects.filter(pgh_obj_id=one.pk).order_by("pgh_id"))
        link_events = list(history(self.links).objects.filter(**{self.holder: one.pk}).order_by("pgh_id"))
        ours = [event for event in events if _is_of(event, register_import)]
        our_links = [event for event in link_events if _is_of(event, register_import)]
        latest = max((event.pgh_id for event in ours), default=0)
        latest_link = max((event.pgh_id for event in our_links), default=0)
        since = [event for event in events if event.pgh_id > latest and ours]
        if since or [event for event in link_events if event.pgh_id > latest_link and our_links]:
            return False
        if any(event.pgh_label == "insert" for event in ours):
            one.areas.clear()
            one.delete()
            return True
        before = next((event for event in reversed(events) if ours and event.pgh_id < ours[0].pgh_id), None)
        if before is not None:
            for field in self.model._meta.concrete_fields:
                if not field.generated and field.name not in {"id", "version", "current_until"}:
                    setattr(one, field.attname, getattr(before, field.attname))
            if hasattr(one, "supplier_id"):  # who it was with then may have been taken up by another since
                one.supplier_id = Supplier.objects.now_of([one.supplier_id])[one.supplier_id]
            one.version += 1
            one.save()
        for event in our_links:
            if event.pgh_label == "insert":
                one.areas.remove(event.contractarea_id)
            elif event.pgh_label == "delete":
                one.areas.add(event.contractarea_id)
        return True


def history(model: type[models.Model]) -> ModelClass:
    """The table in which a model's history is kept."""
    return model._meta.get_field("events").related_model


def marked(model: ModelClass, register_import: RegisterImport) -> models.QuerySet:
    """What an import did to objects of a model, the first first."""
    return history(model).objects.filter(**{f"pgh_context__{CONTEXT}": register_import.pk}).order_by("pgh_id")


def _is_of(event: ModelClass, register_import: RegisterImport) -> bool:
    return bool((event.pgh_context or {}).get(CONTEXT) == register_import.pk)


class Writing:
    """Writes a file's objects in a constant number of statements: what is new, what differs, and the areas of both."""

    def __init__(self, model: ModelClass, columns: Sequence[Column]) -> None:
        self._model = model
        self._columns = columns
        self._new: list[_Kept] = []
        self._changed: dict[int, _Kept] = {}
        self._fields: set[str] = set()
        self._areas: list[tuple[_Kept, tuple[int, ...]]] = []

    def put(self, stored: _Kept, row: Row, key: Cleaned, also: Cleaned | None = None) -> None:
        """An object as the file has it; `stored` is the same as the register has it, null when it is new.

        `also` is what the file sets beside its stored columns.
        """
        values = {**stored_in(self._columns, row), **(also or {})}
        one = stored or self._model(**key, **values)
        if stored is None:
            self._new.append(one)
        elif differing := {name: value for name, value in values.items() if getattr(stored, name) != value}:
            for name, value in differing.items():
                setattr(stored, name, value)
            self._fields |= differing.keys()
            self._changed[stored.pk] = stored
        self._areas.append((one, row["areas"]))

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

    def _set_areas(self) -> list[_Kept]:
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


def refuse_unseen(taken: Sequence[tuple[Row, _Kept]], by: User | None, *, column: str, field: str, noun: str) -> None:
    """Nobody changes by file what he may not see on screen. Each is a row and the object that there is of it."""
    if by is None or not taken:
        return
    model = type(taken[0][1])
    ids = {one.pk for _, one in taken}
    seen = set(model.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
    errors = [
        RowError(row.line, column, row[field], unusable(row[field], noun)) for row, one in taken if one.pk not in seen
    ]
    if errors:
        raise RegisterRefused(sorted(errors, key=lambda error: error.line))
