"""The file of contracts: one row is one supplier's contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models.deletion import ProtectedError

from contracts.files.imports import (
    Column,
    Once,
    Row,
    amount,
    contract_areas,
    day,
    org_number,
    read_rows,
    text,
    word,
)
from contracts.files.models import RegisterImport
from contracts.files.registers.ends import DETAILS, ENDS, as_told, end_columns, end_details, ends_in_order, first_ends
from contracts.files.registers.kept import Kept, Writing, history, marked, refuse_unseen
from contracts.files.registers.register import (
    REGISTERS,
    Register,
    RegisterImportResult,
    RegisterRefused,
    Undone,
)
from contracts.plan.cells import FORMS, FORMS_IN_WORDS, Areas, Problem, name_key, unusable
from contracts.register.models import Contract, ContractAreaLink, Framework
from contracts.suppliers.actions import _register
from contracts.suppliers.models import Supplier, SupplierIdentifier
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.untyped import Cleaned, Context

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

PRICE_MODELS = {"fast": "FIXED", "fastpris": "FIXED", "anbud": "TENDERED", "anbudspris": "TENDERED"}
PRICE_MODELS_IN_WORDS = "fast eller anbud"
# A new column that is kept as it is read is one line here: see docs/hur/import-column.md.
COLUMNS = (
    Column(
        heading="avtalsnummer",
        field="number",
        meaning="Avtalets nummer, som är ett för varje leverantör. Finns det redan ändras avtalet.",
        read=text(60),
        missing="Avtalsnumret saknas.",
        is_stored=False,  # it is what the contract is found by
    ),
    Column(
        heading="rubrik",
        field="title",
        meaning="Vad avtalet heter.",
        read=text(250),
        missing="Rubriken saknas.",
    ),
    Column(
        heading="leverantor",
        field="supplier_name",
        meaning="Leverantörens namn. Den som inte finns i registret läggs upp.",
        read=text(200),
        missing="Leverantörens namn saknas.",
        is_stored=False,
    ),
    Column(
        heading="leverantor_id",
        field="supplier_number",
        meaning="Leverantörens organisationsnummer. Tomt: leverantören söks på namnet.",
        read=org_number(lambda value: unusable(value, "organisationsnummer")),
        is_stored=False,
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
        heading="prismodell",
        field="price_model",
        meaning=f"Prismodell: {PRICE_MODELS_IN_WORDS}.",
        read=word(PRICE_MODELS, PRICE_MODELS_IN_WORDS),
        missing="Prismodellen saknas.",
    ),
    Column(
        heading="giltigt_fran",
        field="valid_from",
        meaning="Första dagen, ÅÅÅÅ-MM-DD.",
        read=day,
        missing="Första dagen saknas.",
    ),
    *end_columns("omgångens slut, och utan omgång tills vidare"),
    Column(
        heading="takvolym",
        field="ceiling_sek",
        meaning="Högsta belopp i kronor utan moms. Tomt: inget tak.",
        read=amount("Takvolymen"),
        is_amount=True,
    ),
    Column(
        heading="omgang",
        field="framework",
        meaning="Omgångens nummer. Tomt: ingen omgång. Utan kolumnen lämnas omgångarna som de är.",
        read=text(60),
        may_lack=True,
        is_stored=False,
    ),
)
_ONCE = Once(
    key=lambda values: values.get("number"),
    column="avtalsnummer",
    value=lambda values: str(values["number"]),
    reason="Avtalsnumret finns redan på rad {line}.",
)


def _check(cells: Mapping[str, str], values: Cleaned) -> Iterator[Problem]:
    yield from ends_in_order(values)


def read_contracts(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[Row], list[RowError]]:
    """Read all contracts and all errors. Raises UnreadableFile when the columns are not there."""
    return read_rows(path, columns=COLUMNS, areas=areas, file_name=file_name, check=_check, once=_ONCE, one_of=ENDS)


@transaction.atomic
def import_contracts(
    *, buyer: Organization, rows: Sequence[Row], by: User | None, at: datetime
) -> RegisterImportResult:
    """Bring a file's contracts into the register as signed ones; a contract that is there is changed where it differs.

    A supplier is found by its number, else by its exact name among those that one may know of, else registered; the
    number and name of one that was merged mean the one it was merged into. A second time changes nothing and leaves no
    history. Contracts that are not in the file stay, and a file without
    rounds changes no round. Raises RegisterRefused, and then nothing is changed.
    """
    # Of two files at once the second waits, and then meets what the first left.
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    existing = {
        contract.number: contract
        for contract in Contract.objects.select_for_update(of=("self",))
        .filter(buyer=buyer, number__in=[row["number"] for row in rows])
        .select_related("supplier")
        .with_terms()
    }
    taken = [(row, existing[row["number"]]) for row in rows if row["number"] in existing]
    refuse_unseen(taken, by, column="avtalsnummer", field="number", noun="avtalsnummer")
    frameworks = _frameworks_of(buyer, rows, by)
    if errors := unusable_numbers(rows, by):
        raise RegisterRefused(errors)
    ends, errors = first_ends([(row, existing.get(row["number"]), _held(row, existing, frameworks)) for row in rows])
    if errors:
        raise RegisterRefused(errors)
    suppliers = _suppliers_of(rows, existing, by)
    writing = Writing(Contract, COLUMNS)
    for row in rows:
        also: Context = {
            "supplier_id": suppliers[row.line],
            "status": Contract.Status.SIGNED,
            "initial_until": ends[row.line],
        }
        if "framework" in row.values:
            framework = frameworks.get(row["framework"])
            also["framework_id"] = framework.pk if framework else None
        writing.put(existing.get(row["number"]), row, {"buyer_id": buyer.pk, "number": row["number"]}, also)
    return writing.done()


def _held(row: Row, existing: Mapping[str, Contract], frameworks: Mapping[str, Framework]) -> Contract:
    """The contract as a row says it, but for its end: of the round that it comes to be under, with its options."""
    stored = existing.get(row["number"])
    contract = Contract(valid_from=row["valid_from"]) if stored is None else as_told(stored, row)
    if "framework" in row.values:
        contract.framework = frameworks.get(row["framework"])
    return contract


def _frameworks_of(buyer: Organization, rows: Sequence[Row], by: User | None) -> dict[str, Framework]:
    """The rounds that a file of contracts names, by number. Raises RegisterRefused for one that is not there."""
    named = [(row, row.values.get("framework")) for row in rows]
    known = Framework.objects.filter(buyer=buyer, number__in={number for _, number in named if number})
    if by is not None:
        known = known.visible_to(by)
    found = {framework.number: framework for framework in known.prefetch_related("options")}
    errors = [
        RowError(row.line, "omgang", number, f"Omgången ”{number}” finns inte.")
        for row, number in named
        if number and number not in found
    ]
    if errors:
        raise RegisterRefused(errors)
    return found


def unusable_numbers(rows: Sequence[Row], by: User | None) -> list[RowError]:
    """The numbers of suppliers that a person may not know of, in the words that wrong numbers are refused with.

    They cannot be registered a second time, and what is hung on them would be told back.
    """
    _, unseen = Supplier.objects.by_number_for(by, {row["supplier_number"] for row in rows if row["supplier_number"]})
    return [
        RowError(row.line, "leverantor_id", number, unusable(number, "organisationsnummer"))
        for row in rows
        if (number := row["supplier_number"]) and number in unseen
    ]


def _suppliers_of(rows: Sequence[Row], existing: Mapping[str, Contract], by: User | None) -> dict[int, int]:
    """Who each row's supplier is, by line; those in no register are registered. Unusable numbers are refused before.

    Numbers first: a name alone can then mean a supplier that another row of the same file brought.
    """
    numbered = [row for row in rows if row["supplier_number"]]
    _register({row["supplier_number"]: row["supplier_name"] for row in reversed(numbered)})
    by_number = Supplier.objects.by_number({row["supplier_number"] for row in numbered})
    found = {row.line: by_number[row["supplier_number"]] for row in numbered}
    nameless = [row for row in rows if not row["supplier_number"]]
    if not nameless:
        return found
    by_name = (Supplier.objects.all() if by is None else Supplier.objects.visible_to(by)).by_name()
    new: dict[str, Supplier] = {}
    errors = []
    for row in nameless:
        name = row["supplier_name"]
        key = name_key(name)
        meant = by_name.get(key, set())
        contract = existing.get(row["number"])
        if contract is not None and contract.supplier_id in meant:
            found[row.line] = contract.supplier_id  # as it is, even if another has taken the same name since
        elif len(meant) > 1:
            reason = f"Flera leverantörer heter, eller har hetat, ”{name}”. Ange organisationsnumret i leverantor_id."
            errors.append(RowError(row.line, "leverantor", name, reason))
        elif meant:
            (found[row.line],) = meant
        else:
            new.setdefault(key, Supplier(name=name))
    if errors:
        raise RegisterRefused(errors)
    Supplier.objects.bulk_create(new.values(), batch_size=1000)
    return found | {row.line: new[name_key(row["supplier_name"])].pk for row in nameless if row.line not in found}


def _faults(*, register_import: RegisterImport, rows: Sequence[Row], by: User) -> list[RowError]:
    return unusable_numbers(rows, by)


_KEPT = Kept(
    model=Contract,
    links=ContractAreaLink,
    columns=COLUMNS,
    also_compared=("initial_until", "supplier", "framework", "status"),
    bring_in_rows=import_contracts,
    find=lambda buyer, rows: Contract.objects.filter(
        buyer=buyer, number__in=[row["number"] for row in rows]
    ).with_terms(),
    keys=lambda rows: {row.line: row["number"] for row in rows},
    key_of=lambda contract: contract.number,
    label=lambda row: row["number"],
    heading=lambda row: row["title"],
    details=end_details,
)


def _take_back(*, register_import: RegisterImport, by: User, at: datetime) -> Undone:
    """The contracts, and then the suppliers that the import registered, if nothing has been hung on them since."""
    undone = _KEPT.take_back(register_import=register_import, by=by, at=at)
    made = marked(Supplier, register_import).filter(pgh_label="insert").values_list("pgh_obj_id", flat=True)
    for supplier in Supplier.objects.filter(pk__in=list(made)).order_by("pk"):
        if history(Supplier).objects.filter(pgh_obj_id=supplier.pk).count() > 1:
            continue
        try:
            with transaction.atomic():
                SupplierIdentifier.objects.filter(supplier=supplier).delete()
                supplier.delete()
        except (ProtectedError, models.RestrictedError):
            continue  # somebody has been paid, or has got another contract: the supplier stays
    return undone


REGISTERS.add(
    Register(
        code=RegisterImport.Kind.CONTRACTS,
        columns=COLUMNS,
        permissions=("contracts.import_contracts",),
        read=read_contracts,
        faults=_faults,
        preview=_KEPT.preview,
        bring_in=_KEPT.bring_in,
        take_back=_take_back,
        touches=(Contract, ContractAreaLink, Supplier, SupplierIdentifier),
        heading="Rubrik",
        details=DETAILS,
    )
)
