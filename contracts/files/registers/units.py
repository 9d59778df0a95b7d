"""The file of units: one row is one place where a supplier gives care."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models, transaction

from contracts.files.imports import (
    Column,
    Once,
    Row,
    contract_areas,
    count,
    org_number,
    read_rows,
    text,
)
from contracts.files.models import RegisterImport
from contracts.files.registers.kept import Kept, Writing, refuse_unseen
from contracts.files.registers.register import (
    REGISTERS,
    Register,
    RegisterImportResult,
    RegisterRefused,
    no_faults,
)
from contracts.plan.cells import Areas, Problem, name_key
from contracts.suppliers.models import Supplier, SupplierUnit, SupplierUnitAreaLink
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.untyped import Cleaned

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

# A new column that is kept as it is read is one line here: see docs/hur/import-column.md.
COLUMNS = (
    Column(
        heading="leverantor_id",
        field="supplier_number",
        meaning="Organisationsnummer för en leverantör som finns i registret.",
        read=org_number(lambda value: f"”{value}” är inget giltigt organisationsnummer."),
        missing="Leverantörens organisationsnummer saknas.",
        is_stored=False,
    ),
    Column(
        heading="verksamhet",
        field="name",
        meaning="Verksamhetens namn. Har leverantören redan en med namnet ändras den.",
        read=text(200),
        missing="Verksamhetens namn saknas.",
    ),
    Column(
        heading="avtalsomrade",
        field="areas",
        meaning="Kod eller namn, flera skilda med |.",
        read=contract_areas,
        is_stored=False,
    ),
    Column(heading="lan", field="county", meaning="Länet.", read=text(60)),
    Column(heading="kommun", field="municipality", meaning="Kommunen där verksamheten ligger.", read=text(60)),
    Column(heading="adress", field="address", meaning="Gatuadressen.", read=text(200)),
    Column(heading="malgrupp", field="target_group", meaning="Vilka verksamheten är till för.", read=text(300)),
    Column(heading="alder_fran", field="age_from", meaning="Lägsta ålder, i hela år.", read=count),
    Column(heading="alder_till", field="age_to", meaning="Högsta ålder, i hela år.", read=count),
    Column(heading="platser", field="places", meaning="Antal platser.", read=count),
)


def _key(values: Cleaned) -> tuple[str, str] | None:
    """What a unit goes by: its supplier's number and its own name."""
    supplier, name = values.get("supplier_number"), values.get("name")
    return (supplier, name_key(name)) if supplier and name else None


_ONCE = Once(
    key=_key,
    column="verksamhet",
    value=lambda values: str(values["name"]),
    reason="Verksamheten finns redan på rad {line}.",
)


def _check(cells: Mapping[str, str], values: Cleaned) -> Iterator[Problem]:
    youngest, oldest = values.get("age_from"), values.get("age_to")
    if youngest is not None and oldest is not None and youngest > oldest:
        yield "alder_till", cells["alder_till"].strip(), "Åldern från kan inte vara högre än åldern till."


def read_units(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[Row], list[RowError]]:
    """Read all units and all errors. Raises UnreadableFile when the columns are not there."""
    return read_rows(path, columns=COLUMNS, areas=areas, file_name=file_name, check=_check, once=_ONCE)


@transaction.atomic
def import_units(*, buyer: Organization, rows: Sequence[Row], by: User | None, at: datetime) -> RegisterImportResult:
    """Bring a file's units to suppliers that the register has. A unit goes by its supplier's number and its own name.

    The number of a supplier that was merged means the one it was merged into.
    Raises RegisterRefused for a number that no supplier goes by whom one may know of, and for a unit that the file has
    under two numbers of the same supplier, and then nothing is changed.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    suppliers, _ = Supplier.objects.by_number_for(by, {row["supplier_number"] for row in rows})
    errors = [
        RowError(row.line, "leverantor_id", row["supplier_number"], "Ingen leverantör har det organisationsnumret.")
        for row in rows
        if row["supplier_number"] not in suppliers
    ]
    errors += _twice([row for row in rows if row["supplier_number"] in suppliers], suppliers)
    if errors:
        raise RegisterRefused(sorted(errors, key=lambda error: error.line))
    existing = {
        (unit.supplier_id, name_key(unit.name)): unit
        for unit in SupplierUnit.objects.select_for_update(of=("self",)).filter(supplier__in=set(suppliers.values()))
    }
    writing = Writing(SupplierUnit, COLUMNS)
    taken = []
    for row in rows:
        supplier = suppliers[row["supplier_number"]]
        unit = existing.get((supplier, name_key(row["name"])))
        if unit is not None:
            taken.append((row, unit))
        writing.put(unit, row, {"supplier_id": supplier})
    refuse_unseen(taken, by, column="verksamhet", field="name", noun="verksamhetens namn")
    return writing.done()


def _twice(rows: Sequence[Row], suppliers: Mapping[str, int]) -> Iterator[RowError]:
    """Rows about a unit that another row has under another number: two suppliers that were merged."""
    seen: dict[tuple[int, str], int] = {}
    for row in rows:
        first = seen.setdefault((suppliers[row["supplier_number"]], name_key(row["name"])), row.line)
        if first != row.line:
            reason = f"Verksamheten finns redan på rad {first}: de två leverantörerna är sammanslagna."
            yield row.error("verksamhet", row["name"], reason)


def _find(buyer: Organization, rows: Sequence[Row]) -> models.QuerySet[SupplierUnit]:
    suppliers = Supplier.objects.by_number({row["supplier_number"] for row in rows})
    return SupplierUnit.objects.filter(supplier__in=set(suppliers.values()))


def _keys(rows: Sequence[Row]) -> dict[int, tuple[int | None, str]]:
    suppliers = Supplier.objects.by_number({row["supplier_number"] for row in rows})
    return {row.line: (suppliers.get(row["supplier_number"]), name_key(row["name"])) for row in rows}


_KEPT = Kept(
    model=SupplierUnit,
    links=SupplierUnitAreaLink,
    columns=COLUMNS,
    also_compared=(),
    bring_in_rows=import_units,
    find=_find,
    keys=_keys,
    key_of=lambda unit: (unit.supplier_id, name_key(unit.name)),
    label=lambda row: row["name"],
    heading=lambda row: org_numbers.display(row["supplier_number"]),
)
REGISTERS.add(
    Register(
        code=RegisterImport.Kind.UNITS,
        columns=COLUMNS,
        permissions=("contracts.import_contracts",),
        read=read_units,
        faults=no_faults,
        preview=_KEPT.preview,
        bring_in=_KEPT.bring_in,
        take_back=_KEPT.take_back,
        touches=(SupplierUnit, SupplierUnitAreaLink),
        heading="Leverantör",
    )
)
