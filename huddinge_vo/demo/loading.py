"""Bringing the demo in: people, register, placements and rules in bulk, the ledger by the real import."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models, transaction
from django.db.models import Count, Sum

from contracts.plan.models import Category, ContractArea
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier, SupplierIdentifier, SupplierUnit
from contracts.terms.models import ExtensionOption
from followup.duties.actions import refresh_duties
from followup.judging.actions import judge_changes, propose_suppliers
from followup.judging.models import ClassificationRule
from followup.ledger.actions import load_ledger_import, receive_ledger_file
from followup.ledger.models import LedgerImport
from followup.reviews.models import Review
from huddinge_vo.common.people.models import Membership, Organization, User
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.untyped import ModelClass
from huddinge_vo.demo import ledger, register
from huddinge_vo.demo.chains import load_chains
from huddinge_vo.demo.counting import LEDGER, REGISTER, count_anew
from huddinge_vo.demo.details import load_details
from huddinge_vo.demo.deviations import load_forms, move_in
from huddinge_vo.demo.field import load_field
from huddinge_vo.demo.findings import load_findings
from huddinge_vo.demo.flags import load_flags
from huddinge_vo.demo.groups import tell_of_groups
from huddinge_vo.demo.invoices import load_invoices
from huddinge_vo.demo.jobs import load_jobs
from huddinge_vo.demo.missing import load_missing
from huddinge_vo.demo.needs import load_needs
from huddinge_vo.demo.plan import load_plan_details
from huddinge_vo.demo.prices import load_prices
from huddinge_vo.demo.reviews import load_reviews
from huddinge_vo.demo.stories import load_stories, merge
from huddinge_vo.demo.suppliers import DemoSupplier, org_number, suppliers
from huddinge_vo.roles import DEMO_LOGINS
from procurement.placements.models import Placement, PlacementTerm

PASSWORD = "demo"  # noqa: S105 - the demo's password is told on its first page
_CRITICAL_AREAS = {"IFO-HVB-AKUT", "IFO-SKYDD", "FO-GRUPP", "AO-LOV-SABO", "AO-LOV-HEMTJ"}
_MAY_KNOW_SECRETS = ("kategoriledare", "upphandlingschef")
Say = Callable[[str], None]


class BuyerHasRealData(Exception):
    """The buyer's own contracts or ledger are there already: the demo is never mixed with them."""


@dataclass(frozen=True)
class Loaded:
    """What a load brought: contracts, files and ledger rows. Nothing when the demo was there already."""

    contracts: int = 0
    files: int = 0
    rows: int = 0


def load_demo(*, buyer: Organization, on: date, at: datetime, folder: Path, say: Say) -> Loaded:
    """Fill the buyer with the demo, its ledger up to the month before `on`; the files are also written to `folder`.

    Step by step, each of them all or nothing: one that is broken off leaves no trace, and the next load goes on from
    there. A second time changes nothing. Raises BuyerHasRealData.

    Not in one transaction: loading ledgers makes so many tables that PostgreSQL, for the rest of the same transaction,
    looks all it knows of through at each row that a history trigger writes. It took half the time.
    """
    if is_loaded(buyer):
        return Loaded()
    with _step(buyer) as locked:
        if not locked.is_demo:
            _begin(locked, on=on, at=at, say=say)
    count_anew(REGISTER)
    _load_ledger(buyer, on=on, at=at, folder=folder, say=say)
    count_anew(LEDGER)
    with _step(buyer) as locked:
        if not is_loaded(locked):
            _finish(locked, on=on, at=at, say=say)
    files = LedgerImport.objects.filter(buyer=buyer, is_demo=True).aggregate(number=Count("pk"), rows=Sum("loaded"))
    return Loaded(
        contracts=Contract.objects.filter(buyer=buyer).count(), files=files["number"], rows=files["rows"] or 0
    )


def is_loaded(buyer: Organization) -> bool:
    """Whether the last step is done too."""
    return buyer.is_demo and Review.objects.filter(contract__buyer=buyer).exists()


@contextmanager
def _step(buyer: Organization) -> Iterator[Organization]:
    """One transaction for the buyer: of two loads at once the second waits, and then finds the step done."""
    with transaction.atomic():
        yield Organization.objects.select_for_update().get(pk=buyer.pk)


def _begin(buyer: Organization, *, on: date, at: datetime, say: Say) -> None:
    """People, suppliers, contracts, placements and rules."""
    if Contract.objects.filter(buyer=buyer).exists() or LedgerImport.objects.filter(buyer=buyer).exists():
        raise BuyerHasRealData(f"{buyer} har redan avtal eller reskontra. Demon blandas aldrig med dem.")
    if not ContractArea.objects.filter(category__buyer=buyer).exists():
        call_command("load_plan")
    buyer.is_demo = True
    buyer.save(update_fields=["is_demo"])
    say("Användare, leverantörer och avtal …")
    users = _people(buyer)
    _register(buyer, users)
    merge(buyer=buyer, users=users, on=on)
    load_details(buyer=buyer, users=users, on=on, at=at)
    tell_of_groups()
    move_in(buyer=buyer, users=users)
    load_chains(buyer=buyer, users=users, on=on)
    _let_in(users, list(SupplierUnit.objects.filter(is_secret=True)), buyer)
    _rules(buyer)
    judge_changes(at=at)


def _load_ledger(buyer: Organization, *, on: date, at: datetime, folder: Path, say: Say) -> None:
    """The files, one transaction each, by the real import."""
    folder.mkdir(parents=True, exist_ok=True)
    last_month = on.replace(day=1) - timedelta(days=1)
    for file in ledger.files(buyer_number=buyer.org_number, buyer_name=buyer.name, until=last_month):
        with _step(buyer):
            if LedgerImport.objects.filter(buyer=buyer, is_demo=True, original_name=file.name).exists():
                continue
            say(f"{file.name} …")
            (folder / file.name).write_bytes(file.content)
            received = receive_ledger_file(
                file=io.BytesIO(file.content), name=file.name, by=_demo_users()["controller"], at=at, is_demo=True
            )
            done = load_ledger_import(ledger_import_id=received.pk, at=at)
            if done.status != LedgerImport.Status.LOADED:
                raise RuntimeError(f"{file.name}: {done.message}")


def _finish(buyer: Organization, *, on: date, at: datetime, say: Say) -> None:
    """What rests on the ledger: suppliers to sort out, reviews, prices and the plan's outcomes."""
    users = _demo_users()
    judge_changes(at=at)
    propose_suppliers(at=at)
    load_reviews(buyer=buyer, users=users, on=on, at=at)
    load_field(buyer=buyer, users=users, on=on, at=at)
    load_stories(buyer=buyer, users=users, on=on)
    say("Index, prislistor och prisjusteringar …")
    load_prices(buyer=buyer, users=users, on=on, at=at)
    load_invoices(buyer=buyer, users=users, on=on, at=at)
    say("Röda flaggor och stickprov …")
    load_flags(buyer=buyer, users=users, on=on, at=at)
    load_plan_details(buyer=buyer, users=users, on=on, at=at)
    load_needs(buyer=buyer, users=users, on=on, at=at)
    load_missing(buyer=buyer, users=users, on=on, at=at)
    load_findings(buyer=buyer, users=users, on=on, at=at)
    refresh_duties(buyer=buyer, at=at)
    load_jobs(buyer=buyer, users=users, at=at)


def _demo_users() -> dict[str, User]:
    return {user.username: user for user in User.objects.filter(username__in=[login for login, _role in DEMO_LOGINS])}


def _people(buyer: Organization) -> dict[str, User]:
    """One user for each role, by login. They are roles and not persons, and share a password that is no secret."""
    password = make_password(PASSWORD)  # once: it is the same for all, and slow by intention
    roles = dict(Group.objects.values_list("name", "pk"))
    users: dict[str, User] = {}
    for login, role in DEMO_LOGINS:
        number = login.lstrip(ascii_lowercase)  # of the second in a role: the two are told apart by name
        users[login], _ = User.objects.get_or_create(
            username=login,
            defaults={
                "first_name": "Demo",
                "last_name": f"{role.capitalize()} {number}".strip(),
                "password": password,
            },
        )
        Membership.objects.get_or_create(user=users[login], buyer=buyer, role_id=roles[role])
    return users


def _register(buyer: Organization, users: dict[str, User]) -> None:
    """Suppliers, rounds, contracts, options and placements."""
    told = register.register()
    areas = {area.code: area for area in ContractArea.objects.filter(category__buyer=buyer)}
    sellers = _suppliers(buyer, [contract.supplier for contract in told.contracts])
    frameworks = {
        made.number: made
        for made in Framework.objects.bulk_create(
            Framework(
                buyer=buyer,
                number=one.number,
                title=one.title,
                form=one.form,
                valid_from=one.valid_from,
                initial_until=one.initial_until,
                ceiling_sek=_sek(one.ceiling_sek),
                call_off_method=one.call_off_method,
                registry_number=f"KS-{one.valid_from.year - 1}/{900 + place}",
                eavrop_number=f"{one.valid_from.year - 1}-{200 + place}",
                owner=users["upphandlare"],
                deputy=users["avtalscontroller"],
                is_secret=one.is_secret,
            )
            for place, one in enumerate(told.frameworks, start=1)
        )
    }
    _joint(buyer, [(frameworks[one.number], areas[one.area]) for one in told.frameworks])
    _link(
        Framework.areas.through, "framework_id", [(frameworks[one.number], areas[one.area]) for one in told.frameworks]
    )
    places = Counter[str]()
    ranks: dict[str, int] = {}  # the order of a ranked round is the order its suppliers were chosen in
    for one in told.contracts:
        if one.framework in frameworks and frameworks[one.framework].call_off_method == "RANKED":
            places[one.framework] += 1
            ranks[one.number] = places[one.framework]
    contracts = {
        made.number: made
        for made in Contract.objects.bulk_create(
            Contract(
                buyer=buyer,
                framework=frameworks.get(one.framework),
                supplier=sellers[one.supplier.serial],
                number=one.number,
                title=one.title,
                form=one.form,
                price_model=areas[one.area].price_model,
                status=Contract.Status.DRAFT if one.is_draft else Contract.Status.SIGNED,
                valid_from=one.valid_from,
                initial_until=one.initial_until,
                terminated_on=one.terminated_on,
                ceiling_sek=_sek(one.ceiling_sek),
                call_offs_survive=one.survives,
                rank=ranks.get(one.number),
                registry_number=frameworks[one.framework].registry_number if one.framework in frameworks else "",
                eavrop_number=frameworks[one.framework].eavrop_number if one.framework in frameworks else "",
                owner=users["upphandlare"],
                deputy=users["avtalscontroller"],
                is_critical=one.area in _CRITICAL_AREAS,
                is_secret=one.is_secret,
            )
            for one in told.contracts
        )
    }
    _link(Contract.areas.through, "contract_id", [(contracts[one.number], areas[one.area]) for one in told.contracts])
    ExtensionOption.objects.bulk_create(
        ExtensionOption(
            framework=frameworks[one.number],
            number=option.number,
            months=option.months,
            decide_by=option.decide_by,
            decided_on=option.decided_on,
            decided_by=users["upphandlingschef"] if option.decided_on else None,
        )
        for one in told.frameworks
        for option in one.options
    )
    _placements(buyer, users, told.placements, sellers, contracts)
    secret: list[models.Model] = [one for one in frameworks.values() if one.is_secret]
    secret += [one for one in contracts.values() if one.is_secret]
    secret += [one for one in sellers.values() if one.is_secret]
    _let_in(users, secret, buyer)


def _joint(buyer: Organization, rounds: list[tuple[Framework, ContractArea]]) -> None:
    """Rounds of the areas that the plan says are procured together: led by the buyer, or by a made-up neighbour."""
    neighbours = [
        Organization.objects.get_or_create(
            org_number=org_number(serial), defaults={"name": name, "kind": Organization.Kind.MUNICIPALITY}
        )[0]
        for serial, name in ((99001, "Provköpings kommun"), (99002, "Exempelby kommun"))
    ]
    for framework, area in rounds:
        if area.joint_lead and not framework.is_secret:
            framework.lead = buyer if area.joint_lead == buyer.name else neighbours[0]
            framework.save(update_fields=["lead"])
            framework.parties.set(neighbours if framework.lead == buyer else [buyer, neighbours[1]])


def _let_in(users: dict[str, User], secret: list[models.Model], buyer: Organization) -> None:
    AccessGrant.objects.bulk_create(
        AccessGrant(
            content_type=ContentType.objects.get_for_model(one), object_id=one.pk, user=users[login], buyer=buyer
        )
        for one in secret
        for login in _MAY_KNOW_SECRETS
    )


def _suppliers(buyer: Organization, wanted: list[DemoSupplier]) -> dict[int, Supplier]:
    """Those with a contract or an own number in the economy system, by serial. The ledger brings the others."""
    numbered = {one.serial: one for one in suppliers() if one.supplier_number}
    placed = {one.supplier.serial: one.supplier for one in register.register().placements}
    told = dict(sorted({**numbered, **placed, **{one.serial: one for one in wanted}}.items()))
    made = {
        serial: Supplier(
            name=one.name,
            org_number=one.org_number,
            is_sole_trader=one.is_sole_trader,
            is_secret=one.segment == "SECRET",
        )
        for serial, one in told.items()
    }
    Supplier.objects.bulk_create(made.values())
    scheme = SupplierIdentifier.Scheme
    identifiers = [
        SupplierIdentifier(supplier=made[serial], scheme=scheme.ORG_NUMBER, value=one.org_number)
        for serial, one in told.items()
    ]
    identifiers += [
        SupplierIdentifier(supplier=made[serial], scheme=scheme.SUPPLIER_NUMBER, value=one.supplier_number, buyer=buyer)
        for serial, one in numbered.items()
    ]
    SupplierIdentifier.objects.bulk_create(identifiers)
    return made


def _placements(
    buyer: Organization,
    users: dict[str, User],
    told: tuple[register.DemoPlacement, ...],
    sellers: dict[int, Supplier],
    contracts: dict[str, Contract],
) -> None:
    categories = {category.code: category for category in Category.objects.filter(buyer=buyer)}
    made = Placement.objects.bulk_create(
        Placement(
            buyer=buyer,
            number=one.number,
            case_reference=one.case_reference,
            supplier=sellers[one.supplier.serial],
            category=categories[one.category],
            contract=contracts.get(one.contract),
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            requested_by=users["handlaggare"],
            responsible=users["handlaggare"],
        )
        for one in told
    )
    PlacementTerm.objects.update_or_create(
        buyer=buyer,
        defaults={
            "origin": "Huddinge centrum",
            "latitude": Decimal("59.23710"),
            "longitude": Decimal("17.98190"),
        },
    )
    load_forms(buyer=buyer, users=users, placed=list(zip(told, made, strict=True)))


def _rules(buyer: Organization) -> None:
    categories = {category.code: category for category in Category.objects.filter(buyer=buyer)}
    areas = {area.code: area for area in ContractArea.objects.filter(category__buyer=buyer)}
    ClassificationRule.objects.filter(buyer=buyer).delete()
    ClassificationRule.objects.bulk_create(
        ClassificationRule(
            buyer=buyer,
            order=rule.order,
            supplier_ref=rule.supplier_ref,
            account_from=rule.account_from,
            account_to=rule.account_to,
            unit=rule.unit,
            category=categories.get(rule.category),
            area=areas.get(rule.area),
            exclusion=rule.exclusion,
        )
        for rule in ledger.rules()
    )


def _link(through: ModelClass, column: str, pairs: list[tuple[models.Model, ContractArea]]) -> None:
    through.objects.bulk_create(through(**{column: one.pk, "contractarea_id": area.pk}) for one, area in pairs)


def _sek(kronor: int | None) -> Decimal | None:
    return None if kronor is None else Decimal(kronor)
