"""Bringing in contracts and suppliers from files and ledgers, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from contracts.imports import ContractRow, name_key
from contracts.models import Contract, Supplier, SupplierIdentifier
from huddinge_vo.common import org_numbers
from huddinge_vo.common.models import Organization
from huddinge_vo.common.tabular import RowError

if TYPE_CHECKING:
    from huddinge_vo.common.models import User


class ContractsRefused(Exception):
    """The file of contracts cannot be told apart from what the register holds. Carries the errors, each with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        super().__init__(f"Ingenting är inläst: filen har {len(errors)} fel.")


@dataclass(frozen=True)
class ContractImportResult:
    """What a file of contracts did to the register, in contracts."""

    created: int
    changed: int
    unchanged: int


@transaction.atomic
def import_contracts(
    *, buyer: Organization, rows: Sequence[ContractRow], by: User | None, at: datetime
) -> ContractImportResult:
    """Bring a file's contracts into the register as signed ones; a contract that is there is changed where it differs.

    A supplier is found by its number, else by its exact name, else registered. A second time changes nothing and
    leaves no history. Contracts that are not in the file stay. Raises ContractsRefused, and then nothing is changed.
    """
    # Of two files at once the second waits, and then meets what the first left.
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    existing = {
        contract.number: contract
        for contract in Contract.objects.select_for_update(of=("self",))
        .filter(buyer=buyer, number__in=[row.number for row in rows])
        .select_related("supplier")
    }
    _refuse_unseen(rows, existing, by)
    suppliers = _suppliers_of(rows, existing)
    new: list[Contract] = []
    changed: dict[str, Contract] = {}
    for row in rows:
        values = {
            "title": row.title,
            "supplier_id": suppliers[row.line],
            "form": row.form,
            "price_model": row.price_model,
            "status": Contract.Status.SIGNED,
            "valid_from": row.valid_from,
            "initial_until": row.until,
            "ceiling_sek": row.ceiling_sek,
        }
        contract = existing.get(row.number)
        if contract is None:
            new.append(Contract(buyer=buyer, number=row.number, **values))
        elif any(getattr(contract, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(contract, name, value)
            changed[row.number] = contract
    Contract.objects.bulk_create(new, batch_size=1000)
    existing |= {contract.number: contract for contract in new}
    created = {contract.number for contract in new}
    for number in _set_areas(rows, existing) - created:
        changed.setdefault(number, existing[number])
    for contract in changed.values():
        contract.version += 1
    Contract.objects.bulk_update(
        changed.values(),
        [
            "title",
            "supplier",
            "form",
            "price_model",
            "status",
            "valid_from",
            "initial_until",
            "ceiling_sek",
            "version",
        ],
        batch_size=500,
    )
    return ContractImportResult(len(new), len(changed), len(rows) - len(new) - len(changed))


def _refuse_unseen(rows: Sequence[ContractRow], existing: Mapping[str, Contract], by: User | None) -> None:
    """Nobody changes by file a contract that he may not see on screen."""
    if by is None or not existing:
        return
    seen = set(
        Contract.objects.visible_to(by)
        .filter(pk__in=[each.pk for each in existing.values()])
        .values_list("number", flat=True)
    )
    errors = [
        RowError(row.line, "avtalsnummer", row.number, "Numret är upptaget av ett avtal som du inte kan ändra.")
        for row in rows
        if row.number in existing and row.number not in seen
    ]
    if errors:
        raise ContractsRefused(errors)


def _set_areas(rows: Sequence[ContractRow], contracts: Mapping[str, Contract]) -> set[str]:
    """Give every contract just the areas of its row. Returns the numbers of those that had others."""
    links = Contract.areas.through
    held: defaultdict[int, set[int]] = defaultdict(set)
    ids = [contract.pk for contract in contracts.values()]
    for contract_id, area_id in links.objects.filter(contract__in=ids).values_list("contract_id", "contractarea_id"):
        held[contract_id].add(area_id)
    missing, surplus, differing = [], [], set()
    for row in rows:
        contract_id = contracts[row.number].pk
        wanted, had = set(row.areas), held[contract_id]
        if wanted == had:
            continue
        differing.add(row.number)
        missing += [links(contract_id=contract_id, contractarea_id=area) for area in row.areas if area not in had]
        surplus += [(contract_id, area) for area in had - wanted]
    links.objects.bulk_create(missing, batch_size=5000)
    for contract_id, area in surplus:  # few: an area is seldom taken back
        links.objects.filter(contract_id=contract_id, contractarea_id=area).delete()
    return differing


def _suppliers_of(rows: Sequence[ContractRow], existing: Mapping[str, Contract]) -> dict[int, int]:
    """Who each row's supplier is, by line; those in no register are registered.

    Numbers first: a name alone can then mean a supplier that another row of the same file brought.
    """
    _register({row.supplier_number: row.supplier_name for row in reversed(rows) if row.supplier_number})
    by_number = _by_number({row.supplier_number for row in rows if row.supplier_number})
    found = {row.line: by_number[row.supplier_number] for row in rows if row.supplier_number}
    nameless = [row for row in rows if not row.supplier_number]
    if not nameless:
        return found
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for pk, name in Supplier.objects.current().order_by("pk").values_list("pk", "name"):
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
        raise ContractsRefused(errors)
    Supplier.objects.bulk_create(new.values(), batch_size=1000)
    return found | {row.line: new[name_key(row.supplier_name)].pk for row in nameless if row.line not in found}


def _by_number(numbers: set[str]) -> dict[str, int]:
    """Which supplier goes by each organisation number: as identifiers say, for they follow a merger."""
    return {
        **{
            number: pk
            for number, pk in Supplier.objects.filter(org_number__in=numbers).values_list("org_number", "pk")
            if number
        },
        **dict(
            SupplierIdentifier.objects.filter(
                scheme=SupplierIdentifier.Scheme.ORG_NUMBER, value__in=numbers
            ).values_list("value", "supplier_id")
        ),
    }


def _register(names: Mapping[str, str]) -> None:
    """Register the suppliers that no one goes by the number of: organisation number → name."""
    new = sorted(names.keys() - _by_number(set(names)).keys())
    Supplier.objects.bulk_create(
        [
            Supplier(name=names[number], org_number=number, is_sole_trader=org_numbers.is_personal(number))
            for number in new
        ],
        batch_size=1000,
        ignore_conflicts=True,  # a ledger may bring the same supplier at the same time
    )
    identify_by_org_number(org_numbers_=new)


@transaction.atomic
def register_suppliers_from_ledger(*, names: Mapping[str, str]) -> int:
    """Register those who were paid but are in no register: organisation number → name as the ledger has it.

    They hold no contract, which is what makes spend outside contract visible supplier by supplier. Known numbers are
    left alone, also when they belong to a supplier under another name. Returns how many were new.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT value FROM contracts_supplieridentifier WHERE scheme = 'ORG_NUMBER' AND value = ANY(%s)
            UNION SELECT org_number FROM contracts_supplier WHERE org_number = ANY(%s)
            """,
            [list(names), list(names)],
        )
        known = {row[0] for row in cursor.fetchall()}
    new = [number for number in names if number not in known]
    Supplier.objects.bulk_create(
        [
            Supplier(
                name=names[number] or org_numbers.display(number),
                org_number=number,
                is_sole_trader=org_numbers.is_personal(number),
                origin=Supplier.Origin.LEDGER,
            )
            for number in new
        ],
        ignore_conflicts=True,  # two files at once may bring the same supplier
    )
    identify_by_org_number(org_numbers_=new)
    return len(new)


def identify_by_org_number(*, org_numbers_: list[str]) -> None:
    """Let suppliers be found by their organisation numbers. A number that already points at somebody stays there."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO contracts_supplieridentifier (supplier_id, scheme, value)
            SELECT id, 'ORG_NUMBER', org_number FROM contracts_supplier WHERE org_number = ANY(%s)
            ON CONFLICT DO NOTHING
            """,
            [org_numbers_],
        )
