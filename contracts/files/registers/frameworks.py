"""The file of rounds: one row is one round of procurement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.files.imports import (
    Column,
    Once,
    Row,
    amount,
    contract_areas,
    day,
    read_rows,
    text,
    word,
)
from contracts.files.models import RegisterImport
from contracts.files.registers.ends import DETAILS, ENDS, as_told, end_columns, end_details, ends_in_order, first_ends
from contracts.files.registers.kept import Kept, Writing, refuse_unseen
from contracts.files.registers.register import (
    REGISTERS,
    Register,
    RegisterImportResult,
    RegisterRefused,
    no_faults,
)
from contracts.plan.cells import FORMS, FORMS_IN_WORDS, Areas, Problem
from contracts.register.models import Framework, FrameworkAreaLink
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.untyped import Cleaned

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

CALL_OFFS = {
    "rangordning": "RANKED",
    "fornyadkonkurrensutsattning": "MINI_COMPETITION",
    "denenskildesbehov": "NEEDS",
    "denenskildesval": "CHOICE",
}
CALL_OFFS_IN_WORDS = "rangordning, förnyad konkurrensutsättning, den enskildes behov eller den enskildes val"
# A new column that is kept as it is read is one line here: see docs/hur/import-column.md.
COLUMNS = (
    Column(
        heading="omgang",
        field="number",
        meaning="Omgångens nummer. Finns det redan ändras omgången.",
        read=text(60),
        missing="Omgångens nummer saknas.",
        is_stored=False,  # it is what the round is found by
    ),
    Column(
        heading="rubrik",
        field="title",
        meaning="Vad omgången heter.",
        read=text(250),
        missing="Rubriken saknas.",
    ),
    Column(
        heading="avtalsomrade",
        field="areas",
        meaning="Kod eller namn, flera skilda med |.",
        read=contract_areas,
        missing="Avtalsområdet saknas.",
        is_stored=False,
    ),
    Column(
        heading="form",
        field="form",
        meaning=f"Avtalsform: {FORMS_IN_WORDS}.",
        read=word(FORMS, FORMS_IN_WORDS),
        missing="Avtalsformen saknas.",
    ),
    Column(
        heading="giltigt_fran",
        field="valid_from",
        meaning="Första dagen, ÅÅÅÅ-MM-DD.",
        read=day,
        missing="Första dagen saknas.",
    ),
    *end_columns("tills vidare"),
    Column(
        heading="takvolym",
        field="ceiling_sek",
        meaning="Högsta belopp i kronor utan moms. Tomt: inget tak.",
        read=amount("Takvolymen"),
        is_amount=True,
    ),
    Column(
        heading="avropsordning",
        field="call_off_method",
        meaning=f"Hur avrop görs: {CALL_OFFS_IN_WORDS}. Tomt: inte bestämt.",
        read=word(CALL_OFFS, CALL_OFFS_IN_WORDS),
    ),
    Column(
        heading="diarienummer",
        field="registry_number",
        meaning="Upphandlingens diarienummer.",
        read=text(60),
    ),
)
_ONCE = Once(
    key=lambda values: values.get("number"),
    column="omgang",
    value=lambda values: str(values["number"]),
    reason="Omgångens nummer finns redan på rad {line}.",
)


def _check(cells: Mapping[str, str], values: Cleaned) -> Iterator[Problem]:
    yield from ends_in_order(values)


def read_frameworks(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[Row], list[RowError]]:
    """Read all rounds and all errors. Raises UnreadableFile when the columns are not there."""
    return read_rows(path, columns=COLUMNS, areas=areas, file_name=file_name, check=_check, once=_ONCE, one_of=ENDS)


@transaction.atomic
def import_frameworks(
    *, buyer: Organization, rows: Sequence[Row], by: User | None, at: datetime
) -> RegisterImportResult:
    """Bring a file's rounds into the register; one that is there is changed where it differs. As `import_contracts`."""
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    existing = {
        framework.number: framework
        for framework in Framework.objects.select_for_update(of=("self",))
        .filter(buyer=buyer, number__in=[row["number"] for row in rows])
        .prefetch_related("options")
    }
    taken = [(row, existing[row["number"]]) for row in rows if row["number"] in existing]
    refuse_unseen(taken, by, column="omgang", field="number", noun="omgångens nummer")
    ends, errors = first_ends([(row, existing.get(row["number"]), _held(row, existing)) for row in rows])
    if errors:
        raise RegisterRefused(errors)
    writing = Writing(Framework, COLUMNS)
    for row in rows:
        key = {"buyer_id": buyer.pk, "number": row["number"]}
        writing.put(existing.get(row["number"]), row, key, {"initial_until": ends[row.line]})
    return writing.done()


def _held(row: Row, existing: Mapping[str, Framework]) -> Framework:
    """The round as a row says it, but for its end."""
    stored = existing.get(row["number"])
    return Framework(valid_from=row["valid_from"]) if stored is None else as_told(stored, row)


_KEPT = Kept(
    model=Framework,
    links=FrameworkAreaLink,
    columns=COLUMNS,
    also_compared=("initial_until",),
    bring_in_rows=import_frameworks,
    find=lambda buyer, rows: Framework.objects.filter(
        buyer=buyer, number__in=[row["number"] for row in rows]
    ).prefetch_related("options"),
    keys=lambda rows: {row.line: row["number"] for row in rows},
    key_of=lambda framework: framework.number,
    label=lambda row: row["number"],
    heading=lambda row: row["title"],
    details=end_details,
)
REGISTERS.add(
    Register(
        code=RegisterImport.Kind.FRAMEWORKS,
        columns=COLUMNS,
        permissions=("contracts.import_contracts",),
        read=read_frameworks,
        faults=no_faults,
        preview=_KEPT.preview,
        bring_in=_KEPT.bring_in,
        take_back=_KEPT.take_back,
        touches=(Framework, FrameworkAreaLink),
        heading="Rubrik",
        details=DETAILS,
    )
)
