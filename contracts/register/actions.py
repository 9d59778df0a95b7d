"""Adding and changing rounds and contracts, so that nobody overwrites anybody unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from contracts.plan.models import ContractArea
from contracts.register.models import Contract, Framework, Requirement
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


def _some(areas: Iterable[ContractArea]) -> list[ContractArea]:
    chosen = list(areas)
    if not chosen:
        raise ValidationError({"areas": "Välj minst ett avtalsområde."})
    return chosen


@transaction.atomic
def save_contract(
    *, contract: Contract, areas: Iterable[ContractArea], by: User, at: datetime, version: int | None
) -> Contract:
    """Add or change a contract. `version` is the one it was opened at, null when that does not matter.

    Raises ValidationError for what the register cannot hold, and ChangedMeanwhile.
    """
    chosen = _some(areas)
    following = check_version(contract, version)
    contract.full_clean()
    contract.version = following
    contract.save()
    contract.areas.set(chosen)
    contract.refresh_from_db(fields=["current_until", "in_force", "ends_on"])  # kept by the database
    return contract


@transaction.atomic
def save_framework(
    *, framework: Framework, areas: Iterable[ContractArea], by: User, at: datetime, version: int | None
) -> Framework:
    """Add or change a round of procurement, as `save_contract`."""
    chosen = _some(areas)
    following = check_version(framework, version)
    framework.full_clean()
    framework.version = following
    framework.save()
    framework.areas.set(chosen)
    return framework


@transaction.atomic
def put_in_deputy(*, owner: User, deputy: User | None, buyer: Organization, by: User, at: datetime) -> int:
    """Let somebody stand in for another in all rounds and contracts that he answers for at a buyer; null is nobody.

    What the one who does it may not know of stays as it is. Returns how many were changed. Raises ValidationError for
    somebody who would stand in for himself, or who does not work for the buyer.
    """
    require(by, "contracts.change_contract", buyer)
    if deputy is not None and deputy.pk == owner.pk:
        raise ValidationError({"deputy": "Ingen är ersättare för sig själv."})
    if deputy is not None and not (deputy.is_active and deputy.memberships.filter(buyer=buyer).exists()):
        raise ValidationError({"deputy": f"{deputy} arbetar inte för {buyer}."})
    changed = 0
    for model in (Framework, Contract):
        theirs = model._default_manager.visible_to(by).filter(owner=owner, buyer=buyer)
        other = theirs.filter(Q(deputy__isnull=True) | ~Q(deputy=deputy)) if deputy else theirs.exclude(deputy=None)
        ids = list(other.order_by("pk").values_list("pk", flat=True))
        still = model._default_manager.filter(pk__in=ids, owner=owner)  # one may have been given to another just now
        changed += still.update(deputy=deputy, version=F("version") + 1)
    return changed


@transaction.atomic
def save_requirements(
    *, holder: Framework | Contract, answers: Mapping[str, tuple[str, str]], by: User, at: datetime
) -> Framework | Contract:
    """Answer what a round or a contract requires: kind → answer and note. A kind that is not there is unanswered."""
    key = {"framework": holder} if isinstance(holder, Framework) else {"contract": holder}
    # The holder, since two may add the same kind: there is no row of it yet to lock.
    type(holder)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=holder.pk)
    stored = {each.kind: each for each in Requirement.objects.filter(**key)}
    for kind, each in stored.items():
        if kind not in answers:
            each.delete()
    for kind, (answer, note) in answers.items():
        requirement = stored.get(kind) or Requirement(kind=kind, **key)
        if (requirement.answer, requirement.note) != (answer, note):
            requirement.answer, requirement.note = answer, note
            requirement.full_clean()
            requirement.save()
    return holder


def _locked(contract_ids: Iterable[int], by: User) -> list[Contract]:
    """Those of some contracts that a person may know of, locked as they are now."""
    # First which he may know of, then the lock: it asks of the rows alone, as they are when whoever held them is done.
    seen = list(Contract.objects.visible_to(by).filter(pk__in=list(contract_ids)).values_list("pk", flat=True))
    return list(Contract.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk"))


@transaction.atomic
def change_owners(
    *, contract_ids: Sequence[int], to: User, by: User, at: datetime
) -> list[tuple[int, int | None, int]]:
    """Give contracts to a person to answer for. Of each that changed: its id, who answered before, its version after.

    Twice is once: who answers already changes nothing.
    """
    contracts = [each for each in _locked(contract_ids, by) if each.owner_id != to.pk]
    before = []
    for contract in contracts:
        require(by, "contracts.change_contract", contract)
        before.append((contract.pk, contract.owner_id, contract.version + 1))
        contract.owner, contract.version = to, contract.version + 1
    Contract.objects.bulk_update(contracts, ["owner", "version"], batch_size=500)
    return before


@transaction.atomic
def restore_owners(*, before: Sequence[tuple[int, int | None, int]], by: User, at: datetime) -> int:
    """Give contracts back to whom they were taken from, but for those that have changed since. Returns how many."""
    was = {pk: (owner, version) for pk, owner, version in before}
    kept = []
    for contract in _locked(was, by):
        require(by, "contracts.change_contract", contract)
        owner, version = was[contract.pk]
        if contract.version == version:
            contract.owner_id, contract.version = owner, version + 1
            kept.append(contract)
    Contract.objects.bulk_update(kept, ["owner", "version"], batch_size=500)
    return len(kept)
