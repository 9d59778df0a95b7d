"""Where suppliers give care: how many units there are in each county."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from contracts.suppliers.choices import PLACES, UNKNOWN_COUNTY, County, short_name
from contracts.suppliers.models import SupplierUnit
from contracts.suppliers.rules import county_of
from huddinge_vo.common.charts.tile_map import Square, TileMap, tile_map

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class CountyLine:
    """How many units a county has. The one without a county is what no county is told of."""

    name: str
    units: int
    href: str


@dataclass(frozen=True)
class UnitMap:
    """Units by county: a map, and the same as lines, most units first."""

    map: TileMap
    lines: tuple[CountyLine, ...]
    units: int


def unit_map(user: User) -> UnitMap:
    """Of the units that a person may see, in one question."""
    told = SupplierUnit.objects.visible_to(user).order_by().values_list("county").annotate(number=Count("pk"))
    counts: Counter[County | None] = Counter()
    for name, number in told:
        counts[county_of(name)] += number
    squares = [_square(county, counts[county], *PLACES[county]) for county in County]
    lines = [CountyLine(str(county.label), counts[county], _href(county.value)) for county in County if counts[county]]
    lines.sort(key=lambda each: (-each.units, each.name))
    if counts[None]:
        lines.append(CountyLine("Län inte angivet eller okänt", counts[None], _href(UNKNOWN_COUNTY)))
    return UnitMap(tile_map(squares), tuple(lines), sum(counts.values()))


def _square(county: County, count: int, column: int, row: int) -> Square:
    words = "1 verksamhet" if count == 1 else f"{count or 'inga'} verksamheter"
    return Square(short_name(county), column, row, count, f"{county.label}: {words}", _href(county.value))


def _href(code: str) -> str:
    return f"{reverse('contracts:unit-list')}?{urlencode({'lan': code})}"
