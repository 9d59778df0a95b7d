"""What is bought, area by area and supplier by supplier, as a surface and as its table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.plan.models import Category
from contracts.suppliers.models import Supplier
from followup.judging.models import SpendMonth, SpendTotal
from followup.judging.querysets import Loyalty
from followup.spend.reports import PROTECTED, rows_url
from huddinge_vo.common.charts.treemap import Drawn, Group, Level, Part, treemap
from huddinge_vo.common.money import mnkr, percent
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.readings import note

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

OWN_TILES = 24  # suppliers in an area that have a tile each, the largest of all; the others of an area share one
NO_AREA = "Utan avtalsområde"
NONE = "ingen"  # as the list of rows has it in its address
HIGH, LOW = Decimal("0.9"), Decimal("0.5")
_SIZES = (("wide", 1000, 460), ("tall", 360, 620))


@dataclass(frozen=True)
class SpendLine:
    """What is bought in an area from one supplier, or from all its others together: then `supplier_id` is null."""

    name: str
    supplier_id: int | None
    loyalty: Loyalty
    href: str = ""


@dataclass(frozen=True)
class SpendArea:
    """An area with its suppliers, most is bought from the first. `lacks_own`: nothing is said of how loyal it is."""

    name: str
    loyalty: Loyalty
    lines: tuple[SpendLine, ...]
    href: str
    lacks_own: bool


@dataclass(frozen=True)
class SpendMap:
    """All areas, most is bought in the first, and what a person may not see, as one sum where that tells nothing."""

    period: Period
    areas: tuple[SpendArea, ...]
    whole: Loyalty
    protected: Decimal | None

    @property
    def sum_sek(self) -> Decimal:
        """Of all that is told: each line of the table, and what is protected."""
        return self.whole.ledger + (self.protected or Decimal(0))

    @property
    def without_tile(self) -> int:
        """How many lines are nought or less by credits, and have no surface."""
        return sum(line.loyalty.ledger <= 0 for area in self.areas for line in area.lines)

    @property
    def drawings(self) -> tuple[tuple[str, Drawn], ...]:
        """The surface where a screen is wide, and on a phone: the same tiles, as they are read best."""
        groups = [Group(area.name, tuple(_part(area, line) for line in area.lines)) for area in self.areas]
        if self.protected:
            size = f"{mnkr(self.protected)} mnkr"
            groups.append(Group(PROTECTED, (Part(PROTECTED, size, f"{PROTECTED}: {size}", self.protected),)))
        return tuple((name, treemap(groups, width=wide, height=high)) for name, wide, high in _SIZES)


def spend_map(*, root: Category, user: User, period: Period) -> SpendMap:
    """What a person may see of a period of whole months, in as many questions whatever there is."""
    spend = SpendMonth.objects.under_root(root).in_period(period)
    seen = spend.visible_to(user).loyalty_by("area", "area__name", "supplier", "supplier__name", "supplier__is_secret")
    own_areas = SpendTotal.objects.under_root(root).within_reach_of(user).in_period(period).areas_of_their_own()
    note(Supplier, {supplier for (_, _, supplier, _, is_secret), _ in seen if is_secret})
    largest = sorted(
        (each for each in seen if each[0][2] is not None and each[1].ledger > 0), key=lambda each: -each[1].ledger
    )
    own = {(area, supplier) for (area, _, supplier, _, _), _ in largest[:OWN_TILES]}
    by_area: defaultdict[tuple[int | None, str], list[SpendLine]] = defaultdict(list)
    rest: defaultdict[tuple[int | None, str], list[Loyalty]] = defaultdict(list)
    for (area, area_name, supplier, name, _), loyalty in seen:
        if (area, supplier) in own:
            href = rows_url(period, omrade=area or NONE, leverantor=supplier)
            by_area[area, area_name].append(SpendLine(name, supplier, loyalty, href))
        else:
            rest[area, area_name].append(loyalty)
    areas = []
    for key in by_area.keys() | rest.keys():
        lines = sorted(by_area[key], key=lambda each: (-each.loyalty.ledger, each.name, each.supplier_id))
        if others := rest[key]:
            lines.append(SpendLine(_others(len(others), alone=not lines), None, Loyalty.together(others)))
        pk, name = key
        areas.append(
            SpendArea(
                name=name if pk is not None else NO_AREA,
                loyalty=Loyalty.together(line.loyalty for line in lines),
                lines=tuple(lines),
                href=rows_url(period, omrade=pk or NONE),
                lacks_own=pk not in own_areas,
            )
        )
    return SpendMap(
        period=period,
        areas=tuple(sorted(areas, key=lambda each: (-each.loyalty.ledger, each.name))),
        whole=Loyalty.together(area.loyalty for area in areas),
        protected=spend.protected_from(user).pooled(),
    )


def _others(number: int, *, alone: bool) -> str:
    words = "leverantör" if number == 1 else "leverantörer"
    return f"{number} {words}" if alone else f"{'Övrig' if number == 1 else 'Övriga'} {number} {words}"


def _part(area: SpendArea, line: SpendLine) -> Part:
    share = None if area.lacks_own else line.loyalty.contract_loyalty
    size = f"{mnkr(line.loyalty.ledger)} mnkr"
    on_contract = "avtalstroheten går inte att säga" if share is None else f"{percent(share)} på avtal"
    # The rows of some of an area's suppliers cannot be asked for: their tile opens those of the area.
    more = "" if line.href else ". Öppnar områdets alla rader"
    told = f"{area.name}, {line.name}: {size}, {on_contract}{more}"
    return Part(line.name, size, told, line.loyalty.ledger, level_of(share), line.href or area.href)


def level_of(share: Decimal | None) -> Level:
    """How much of it is on contract: nine tenths or more, half or more, less; or that it cannot be judged."""
    if share is None:
        return Level.NONE
    return Level.HIGH if share >= HIGH else Level.MIDDLE if share >= LOW else Level.LOW
