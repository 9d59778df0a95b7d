"""Suppliers that files and ledgers bring, many at a time, and the numbers they are found by."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, models, transaction

from contracts.suppliers.models import Supplier
from contracts.suppliers.rules import plain_name
from huddinge_vo.common import org_numbers
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.secrecy.querysets import secret_to


def _register(names: Mapping[str, str]) -> None:
    """Register the suppliers that no one goes by the number of: organisation number → name."""
    new = sorted(names.keys() - Supplier.objects.by_number(set(names)).keys())
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
    left alone, also when they belong to a supplier under another name. One that is called as somebody secret is as
    secret, and for the same people: a number that was written wrong would else tell the name.

    Returns how many were new.
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
    secret = _secret_by_name()
    Supplier.objects.bulk_create(
        [
            Supplier(
                is_secret=plain_name(names[number]) in secret,
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
    _let_in_as_on(secret, Supplier.objects.filter(org_number__in=new).filter(secret_to(None, Supplier)))
    return len(new)


def _secret_by_name() -> dict[str, list[int]]:
    """The secret suppliers of the register, by their plain names; few."""
    found: dict[str, list[int]] = {}
    for pk, name in Supplier.objects.filter(secret_to(None, Supplier)).order_by("pk").values_list("pk", "plain_name"):
        if name:
            found.setdefault(name, []).append(pk)
    return found


def _let_in_as_on(secret: Mapping[str, list[int]], suppliers: models.QuerySet[Supplier]) -> None:
    """Let those who were let in on a secret supplier in on others that are secret for having his name."""
    for pk, name in list(suppliers.order_by("pk").values_list("pk", "plain_name")):
        for grant in AccessGrant.objects.of(Supplier, secret.get(name, ())).order_by("pk"):
            grant.pk, grant.object_id = None, pk
            grant._state.adding = True
            grant.save()


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
