"""What a search found, kind by kind, as its page and the list under its field say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from huddinge_vo.common.people.rights import rights_of
from huddinge_vo.common.words import has_all, has_nearly, has_slips, typed_words
from huddinge_vo.search.kinds import KINDS, Hit, SearchKind
from huddinge_vo.search.kinds.kind import SHOWN, Match
from huddinge_vo.search.places import find_places

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_SHORTEST = 2  # letters: fewer are in nearly everything


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more` is where the rest are, if there is a rest and a list that shows it."""

    title: str
    hits: tuple[Hit, ...]
    more: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class Found:
    """All that was found. `nearly` says that nothing has what was typed, and that these have nearly that."""

    typed: str
    groups: tuple[Group, ...]
    nearly: bool = False

    @property
    def is_too_short(self) -> bool:
        """Whether too little is typed to look for."""
        return is_too_short(self.typed)


def is_too_short(typed: str) -> bool:
    """Whether too little is typed to look for."""
    return max(map(len, typed_words(typed)), default=0) < _SHORTEST


def find(user: User, buyer: Organization | None, typed: str, *, on: date) -> Found:
    """Everything that a person may know of and that has each of the typed words; else what nearly has them.

    On a day: of contracts that are equally like what is typed, those in force come first.

    One question for each kind that any of his roles may read, or up to three where nothing is found.
    """
    if is_too_short(typed):
        return Found(typed, ())
    places = find_places(user, buyer, typed)
    first = (Group("Sidor och åtgärder", tuple(places[:SHOWN])),) if places else ()
    for match in (has_all, has_nearly, has_slips):
        groups = tuple(_groups(user, typed, match=match, on=on))
        if groups or places:
            found = (*first, *groups, *_in_the_ledger(user, buyer, typed))
            return Found(typed, found, nearly=match is not has_all)
    return Found(typed, tuple(_in_the_ledger(user, buyer, typed)))


def _groups(user: User, typed: str, *, match: Match, on: date) -> Iterator[Group]:
    given = set().union(*rights_of(user).values())
    for kind in KINDS.values():
        if not user.is_superuser and kind.permission not in given:
            continue
        found = kind.find(user, typed, match=match, on=on)
        if found:
            cut = len(found) > SHOWN
            yield Group(kind.title, tuple(map(kind.hit, found[:SHOWN])), _rest(kind, typed) if cut else "", is_cut=cut)


def _rest(kind: SearchKind, typed: str) -> str:
    return f"{reverse(kind.rest)}?{urlencode({'sok': ' '.join(typed_words(typed))})}" if kind.rest else ""


def _in_the_ledger(user: User, buyer: Organization | None, typed: str) -> Iterator[Group]:
    """The way to look for an invoice or a voucher: its rows are found by whole numbers, and counted by the list."""
    words = typed_words(typed)
    is_number = len(words) == 1 and any(each.isdecimal() for each in words[0])
    if is_number and user.has_perm("followup.view_judgedrow", buyer):
        href = f"{reverse('followup:row-list')}?{urlencode({'sok': words[0]})}"
        yield Group("Reskontra", (Hit(f"Rader med faktura eller verifikation {words[0]}", href),))
