"""What the law says, as it is read: a direct award against its limit, areas against the need of a permit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, QuerySet, When

from contracts.law.choices import LawKind, LawUnit, PermitNeed
from contracts.law.models import LawValue
from contracts.law.querysets import LawBook, areas_on
from contracts.law.rules import Limit, Verdict, below_all
from huddinge_vo.common.money import sek

if TYPE_CHECKING:
    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import Organization

LIMIT_KINDS = (LawKind.DIRECT_AWARD_ANNEX_2, LawKind.DIRECT_AWARD_ANNEX_2A, LawKind.DIRECT_AWARD_OTHER)
NEED_COLOURS = {PermitNeed.REQUIRED: "none", PermitNeed.NOT_REQUIRED: "none", PermitNeed.UNKNOWN: "near"}
_VERDICTS = {
    Verdict.BELOW: ("Under gränsen", "good"),
    Verdict.ABOVE: ("Inte under gränsen", "off"),
    Verdict.UNDECIDED: ("Kan inte avgöras", "near"),
}


def figure(value: LawValue) -> str:
    """A figure of the law in words, with what it is counted in."""
    if value.unit == LawUnit.WORDS:
        return ""
    if value.value is None:
        return "inte inskrivet"
    number = value.value
    return f"{sek(number, 0 if number == number.to_integral_value() else 2)} {value.unit.label}"


@dataclass(frozen=True)
class LawRow:
    """What the law says of something from a day on, and whether it holds today."""

    value: LawValue
    figure: str
    holds: bool


@dataclass(frozen=True)
class LawGroup:
    """All that the law has said of one thing, the latest first."""

    words: str
    rows: tuple[LawRow, ...]


def law_groups(*, on: date) -> list[LawGroup]:
    """Everything that the law sets, by what it is about."""
    holding = set(LawValue.objects.in_force_on(on).values_list("pk", flat=True))
    groups: dict[str, list[LawRow]] = {}
    for value in LawValue.objects.all().by_kind():
        rows = groups.setdefault(value.get_kind_display(), [])
        rows.append(LawRow(value, figure(value), value.pk in holding))
    return [LawGroup(words, tuple(rows)) for words, rows in groups.items()]


def permit_areas(*, buyer: Organization | None, on: date) -> QuerySet[ContractArea]:
    """A buyer's areas with whether each needs a permit today: the unknown first, for those are to be judged."""
    found = areas_on(on).filter(category__buyer=buyer).select_related("category")
    unknown_first = Case(When(permit_need=PermitNeed.UNKNOWN, then=0), default=1)
    return found.order_by(unknown_first, "category__sort_name", "sort_name", "pk")


def need_words(need: str, since: date | None) -> str:
    """Whether a permit is needed, and from when, as a page says it."""
    if need == PermitNeed.REQUIRED:
        return f"Krävs sedan {since}" if since else "Krävs"
    return "Krävs inte" if need == PermitNeed.NOT_REQUIRED else "Oklart om tillstånd krävs"


@dataclass(frozen=True)
class PermitRow:
    """An area and what the law says of it."""

    area: ContractArea
    words: str
    colour: str
    ground: str


def permit_row(area: ContractArea) -> PermitRow:
    """Of an area as `areas_on` gives it."""
    need, since, ground = (getattr(area, name) for name in ("permit_need", "permit_from", "permit_ground"))
    return PermitRow(area, need_words(need, since), NEED_COLOURS[need], ground or "")


@dataclass(frozen=True)
class AwardLimit:
    """A direct award against the law's limit on the day it was made."""

    words: str
    colour: str
    detail: str


def award_limit(*, areas: Iterable[ContractArea], value_sek: Decimal | None, on: date) -> AwardLimit:
    """Whether a direct award is below its limit (domain.md §6). Undecided says why, and is never taken as below."""
    limits = limits_on({area.annex_2 for area in areas}, on, LawBook(*LIMIT_KINDS))
    words, colour = _VERDICTS[below_all(value_sek, limits)]
    said = "; ".join(_said(each) for each in limits)
    detail = f"{said}, den {on}" if said else f"ingen gräns är inskriven för {on}"
    if value_sek is None:
        detail = f"avtalets värde saknas; {detail}"
    return AwardLimit(words, colour, detail)


def _said(limit: Limit) -> str:
    return f"{limit.words} " + ("inte inskriven" if limit.sek is None else f"{sek(limit.sek, 0)} kr")


def limits_on(annexes: set[bool], on: date, book: LawBook) -> list[Limit]:
    """What may limit: social services by annex 2, also by 2 a while that had its own figure; the rest by the other.

    `annexes` is whether what is bought is within annex 2; where that is not known, both may limit.
    """
    kinds = [LawKind.DIRECT_AWARD_ANNEX_2, LawKind.DIRECT_AWARD_ANNEX_2A] if True in annexes or not annexes else []
    kinds += [LawKind.DIRECT_AWARD_OTHER] if annexes != {True} else []
    found = ((kind, book.on(kind, on)) for kind in kinds)
    return [Limit(kind.label, value.value) for kind, value in found if value is not None]
