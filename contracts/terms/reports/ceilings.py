"""How much of their ceilings contracts and rounds have used, as far as the ledger says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, Sum

from contracts.register.models import Contract, ContractVolume, Framework
from contracts.register.querysets import ContractQuerySet, FrameworkQuerySet
from contracts.terms.rules import NEAR, CeilingUse, ceiling_use

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class Ceiling:
    """A ceiling that a contract is under, its own or its round's, and how much of it is used.

    The round's is used by all its contracts, and told as far as a person may be: see ContractVolumeQuerySet.told_to.
    """

    holder: Contract | Framework
    use: CeilingUse

    @property
    def of_round(self) -> bool:
        """Whether it is the round's."""
        return isinstance(self.holder, Framework)

    @property
    def href(self) -> str:
        """The page of whose it is."""
        return self.holder.get_absolute_url()

    @property
    def words(self) -> str:
        """What it says, and whose it is where it is the round's."""
        return f"Omgången: {self.use.words[0].lower()}{self.use.words[1:]}" if self.of_round else self.use.words


def ceilings_of(contracts: Iterable[Contract], *, user: User | None) -> dict[int, tuple[Ceiling, ...]]:
    """For each contract the ceilings that it is under, the most used first; none where there is none.

    This is what whoever finds a supplier, or places somebody, asks: if any of them stops call-offs, nothing more may be
    called off. Two questions, however many contracts. The contracts come with their rounds. Nobody in particular is the
    system itself, which counts all.
    """
    contracts = list(contracts)
    rounds = {one.framework for one in contracts if one.framework and one.framework.ceiling_sek is not None}
    own = {one.pk for one in contracts if one.ceiling_sek is not None}
    of_round = _used("contract__framework", {one.pk for one in rounds}, user)
    of_contract = _used("contract", own, None)  # one's own, for who may see it
    found = {}
    for contract in contracts:
        under = []
        if contract.ceiling_sek is not None:
            used = of_contract.get(contract.pk, Decimal(0))
            under.append(Ceiling(contract, ceiling_use(used, contract.ceiling_sek)))
        if contract.framework is not None and contract.framework.ceiling_sek is not None:
            used = of_round.get(contract.framework.pk, Decimal(0))
            under.append(Ceiling(contract.framework, ceiling_use(used, contract.framework.ceiling_sek)))
        found[contract.pk] = tuple(sorted(under, key=lambda each: each.use.share_or_full, reverse=True))
    return found


def round_use(framework: Framework, *, user: User | None) -> CeilingUse | None:
    """How much of a round's ceiling is used; null where it has none."""
    if framework.ceiling_sek is None:
        return None
    used = _used("contract__framework", [framework.pk], user).get(framework.pk, Decimal(0))
    return ceiling_use(used, framework.ceiling_sek)


def _used(holder: str, ids: Iterable[int], user: User | None) -> dict[int, Decimal]:
    """What was bought on each contract, or on each round, as published."""
    ids = list(ids)
    if not ids:
        return {}
    found = ContractVolume.objects.told_to(user).filter(**{f"{holder}__in": ids}).order_by()
    return dict(found.values_list(holder).annotate(used=Sum("sum_sek")))


def ceilings_by_month(contract: Contract, *, user: User | None) -> dict[date, Ceiling]:
    """For each month with purchases on a contract the ceiling most used by then: the contract's own, or its round's."""
    found: dict[date, Ceiling] = {}
    holders: list[tuple[Contract | Framework, dict[str, object]]] = [(contract, {"contract": contract})]
    if contract.framework is not None:
        holders.append((contract.framework, {"contract__framework": contract.framework}))
    months = set(ContractVolume.objects.filter(contract=contract).values_list("month", flat=True))
    for holder, narrowed in holders:
        if holder.ceiling_sek is None:
            continue
        sums = (
            ContractVolume.objects.told_to(user)
            .filter(**narrowed)
            .values_list("month")
            .annotate(n=Sum("sum_sek"))
            .order_by("month")
        )
        bought = list(sums)
        for (month, _), used in zip(bought, accumulate(each for _, each in bought), strict=True):
            one = Ceiling(holder, ceiling_use(used, holder.ceiling_sek))
            before = found.get(month)
            if month in months and (before is None or before.use.share_or_full < one.use.share_or_full):
                found[month] = one
    return found


@dataclass(frozen=True)
class CeilingsMissing:
    """How many framework contracts in force have no ceiling though they must, and under how many rounds."""

    contracts: int
    rounds: int


def ceilings_missing(*, buyer_id: int, user: User, on: date) -> CeilingsMissing:
    """Those of a buyer that a person may see, in force on a day. The lists, narrowed to them, show as many."""
    contracts = Contract.objects.visible_to(user).filter(buyer=buyer_id)
    rounds = Framework.objects.visible_to(user).filter(buyer=buyer_id)
    lacking = contracts.in_force_on(on).without_ceiling(on=on)
    seen = Q(framework__in=rounds.values("pk"))
    found = lacking.aggregate(contracts=Count("pk"), rounds=Count("framework", distinct=True, filter=seen))
    return CeilingsMissing(**found)


@dataclass(frozen=True)
class CeilingWatch:
    """The ceilings of what is in force that are used to 70 per cent or more, the most used first, and those missing."""

    watched: tuple[Ceiling, ...]
    missing: CeilingsMissing


def ceiling_watch(*, buyer_id: int, user: User, on: date) -> CeilingWatch:
    """What to look at on a day, of a buyer's rounds and contracts that a person may see."""
    running = Contract.objects.filter(buyer=buyer_id).in_force_on(on)
    rounds = Framework.objects.visible_to(user).filter(Exists(running.filter(framework=OuterRef("pk"))), buyer=buyer_id)
    contracts = running.visible_to(user)
    found = [*_watched(rounds.with_ceiling_use(user)), *_watched(contracts.with_ceiling_use())]
    return CeilingWatch(
        tuple(sorted(found, key=lambda each: (-each.use.share_or_full, str(each.holder)))),
        ceilings_missing(buyer_id=buyer_id, user=user, on=on),
    )


def _watched(holders: FrameworkQuerySet | ContractQuerySet) -> Iterator[Ceiling]:
    """Those of the rounds or contracts, with their use, that are used to 70 per cent or more."""
    for one in holders.used_from(NEAR).order_by("pk"):
        yield Ceiling(one, ceiling_use(one.used_sek, one.ceiling_sek))
