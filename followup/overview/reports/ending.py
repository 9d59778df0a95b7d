"""Contracts that end soon, as things stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from contracts.register.models import Contract
from contracts.terms.models import duration_of
from contracts.terms.rules import OptionState

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_ENDING_WITHIN_MONTHS = 12


@dataclass(frozen=True)
class EndingContract:
    """A contract that ends soon as things stand, and whether an option can lengthen it."""

    contract_id: int
    number: str
    supplier: str
    area: str
    ends_on: date
    open_options: int
    area_id: int | None = None  # null when it is of several areas, or none


@dataclass(frozen=True)
class EndingGroup:
    """Contracts of an area that end on the same day, and how many of them an undecided option can lengthen."""

    area: str
    ends_on: date
    contracts: int
    with_option: int
    href: str


def ending_contracts(
    *, buyer_id: int, user: User, on: date, months: int = _ENDING_WITHIN_MONTHS
) -> tuple[EndingContract, ...]:
    """A buyer's contracts whose last day, as it stands now, comes within so many months from a day."""
    found = (
        Contract.objects.visible_to(user).filter(buyer=buyer_id).ending_between(on, on + relativedelta(months=months))
    )
    areas: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for pk, name, area in found.order_by().filter(areas__isnull=False).values_list("pk", "areas__name", "areas"):
        areas[pk].append((name, area))
    return tuple(
        EndingContract(
            contract_id=contract.pk,
            number=contract.number,
            supplier=contract.supplier.name,
            area=", ".join(sorted(name for name, _ in areas[contract.pk])),
            area_id=areas[contract.pk][0][1] if len(areas[contract.pk]) == 1 else None,
            ends_on=contract.ends_on,
            open_options=_open_options(contract, on),
        )
        for contract in found.select_related("supplier").with_durations().order_by("ends_on", "number", "pk")
    )


def _open_options(contract: Contract, on: date) -> int:
    """How many options, its own and its round's, can still lengthen a contract."""
    duration = duration_of(contract)
    still = duration.lengthenings(on=on)
    return sum(duration.state(each.option, on=on, of_round=each.of_round) is OptionState.OPEN for each in still)


def _narrowed(ends_on: date, area_id: int | None) -> dict[str, object]:
    """What the list of contracts is narrowed by, to show a group."""
    narrowed: dict[str, object] = {"laget": "i-kraft", "slutar_tidigast": ends_on, "slutar_senast": ends_on}
    return narrowed | ({"omrade": area_id} if area_id else {})


def ending_groups(ending: tuple[EndingContract, ...]) -> tuple[EndingGroup, ...]:
    """Ending contracts by day and area, which is how they are lengthened or procured anew."""
    found: dict[tuple[date, str, int | None], list[int]] = {}
    for contract in ending:
        found.setdefault((contract.ends_on, contract.area, contract.area_id), []).append(contract.open_options)
    listed = reverse("contracts:contract-list")
    return tuple(
        EndingGroup(
            area,
            ends_on,
            len(options),
            sum(open_ > 0 for open_ in options),
            f"{listed}?{urlencode(_narrowed(ends_on, area_id))}",
        )
        for (ends_on, area, area_id), options in sorted(found.items(), key=lambda item: item[0][:2])
    )
