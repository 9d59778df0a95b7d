"""What is bought directly of each need, against the limit of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from contracts.law.querysets import LawBook
from contracts.law.reports import limits_on
from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.money import percent, sek
from huddinge_vo.common.people.models import Organization, User
from procurement.needs.reports.awards import BOOK_KINDS, DirectAward, Need, direct_awards, whole
from procurement.needs.rules import Level, Standing, Total, standing, twelve_months

# In words and colour: colour alone never carries the message.
LEVELS = {
    Level.REACHED: ("Gränsen är nådd", "off"),
    Level.NEAR: ("Minst 90 % är använt", "off"),
    Level.HALF: ("Minst hälften är använt", "near"),
    Level.FREE: ("Under hälften är använt", "good"),
    Level.UNKNOWN: ("Kan inte avgöras", "near"),
}
_WORST_FIRST = tuple(LEVELS)


@dataclass(frozen=True)
class BarPart:
    """A part of a bar, as `share_bar` draws it: its bucket names the colour."""

    bucket: str
    share: Decimal


@dataclass(frozen=True)
class NeedLimit:
    """One need: what was bought of it in twelve months, against its limit that day, and where its rows are."""

    need: Need
    standing: Standing
    words: str
    colour: str
    limit_words: str
    href: str

    @property
    def bar(self) -> tuple[BarPart, ...]:
        """What is used and what is left; nothing where no share is known."""
        drawn = self.standing.drawn
        if drawn is None:
            return ()
        used = "unexplained" if self.standing.level in {Level.NEAR, Level.REACHED} else "on_contract"
        return BarPart(used, drawn), BarPart("excluded", 1 - drawn)


def limits_by_need(rows: Iterable[DirectAward], *, on: date, book: LawBook) -> list[NeedLimit]:
    """Each need of which something was bought in the twelve months up to a day, the one nearest its limit first."""
    period = twelve_months(on)
    by_need: dict[Need, list[DirectAward]] = defaultdict(list)
    for row in rows:
        if row.first_on in period:
            for need in row.needs:
                by_need[need].append(row)
    found = []
    for need, theirs in by_need.items():
        stands = standing(whole(theirs), limits_on(set(need.annexes), on, book))
        words, colour = words_of(stands)
        asked = {**need.asked_by, "fran": period.first, "till": period.last}
        href = f"{reverse('procurement:direct-awards')}?{urlencode(asked)}"
        found.append(NeedLimit(need, stands, words, colour, limit_words(stands), href))
    return sorted(
        found,
        key=lambda each: (
            _WORST_FIRST.index(each.standing.level),
            -(each.standing.share or 0),
            -each.standing.total.sum_sek,
            each.need.label,
        ),
    )


def words_of(stands: Standing) -> tuple[str, str]:
    """How a need stands, in words and colour. That a limit is unknown is said, however little was bought."""
    return LEVELS[stands.level]


def limit_words(stands: Standing) -> str:
    """What limits it, in words."""
    if not stands.limits:
        return "ingen gräns är inskriven för dagen"
    return "; ".join(
        f"{limit.words}: {'inte inskriven' if limit.sek is None else f'{sek(limit.sek, 0)} kr'}"
        for limit in stands.limits
    )


@dataclass(frozen=True)
class OneMore:
    """What a need's limit says of one more direct award."""

    need: str
    on: date
    before: Total
    value_sek: Decimal | None
    standing: Standing
    words: str
    colour: str
    limit_words: str
    used_words: str


def one_more(
    *,
    user: User,
    buyer: Organization,
    area: ContractArea | None,
    category: Category | None,
    value_sek: Decimal | None,
    on: date,
    but_for: int | None = None,
) -> OneMore:
    """What is bought of a need by a day, and what it comes to with one more of a value.

    `but_for` is the placement that is looked at, which counts already where it has been asked for.
    """
    book = LawBook(*BOOK_KINDS)
    rows = direct_awards(buyer=buyer, user=user, book=book)
    period = twelve_months(on)
    mine = {row.chain for row in rows if row.about.pk == but_for and row.chain[0] == "avsteg"}
    theirs = [
        row
        for row in rows
        if row.first_on in period and row.chain not in mine and any(_is(need, area, category) for need in row.needs)
    ]
    # Of its own chain the whole counts, if that is more than what is asked for now.
    own = [row.whole_sek for row in rows if row.chain in mine and any(_is(need, area, category) for need in row.needs)]
    value = max([each for each in (value_sek, *own) if each is not None], default=None)
    before = whole(theirs)
    after = Total(before.sum_sek + (value or 0), before.count + 1, before.unknown + (value is None))
    stands = standing(after, limits_on(_annexes(area, category), on, book))
    words, colour = words_of(stands)
    label = area.name if area else f"{category.name}, utan avtalsområde" if category else "Utan avtalsområde"
    return OneMore(label, on, before, value, stands, words, colour, limit_words(stands), percent(stands.share))


def _is(need: Need, area: ContractArea | None, category: Category | None) -> bool:
    if area is not None:
        return need.area_id == area.pk
    return need.area_id is None and category is not None and need.category_id == category.pk


def _annexes(area: ContractArea | None, category: Category | None) -> set[bool]:
    if area is not None:
        return {area.annex_2}
    return set(category.areas.values_list("annex_2", flat=True).order_by()) if category else set()
