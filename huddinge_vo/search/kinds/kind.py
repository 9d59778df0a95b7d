"""A kind of thing that a search finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import QuerySet, Value
from django.db.models.expressions import Combinable

from huddinge_vo.common.registry import Registry
from huddinge_vo.common.untyped import ModelClass
from huddinge_vo.common.words import Likeness, Typed, Words

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

Match = Callable[..., models.Q]  # has_all, has_nearly or has_slips of common/words.py
SHOWN = 6  # of a kind; the rest are a link away
_CANDIDATES = 200  # how many are put in order of likeness: of what half the register has, any will do


@dataclass(frozen=True)
class Hit:
    """One thing that was found: what it is called, where it is, and what tells it from its namesakes."""

    words: str
    href: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchKind:
    """A kind of thing that a search finds: by which fields, for whom, and how one of them is told.

    `fields` have a `words_index` on the model. `seen` are those that a person may know of. `hit` tells one, with what
    `select` fetches beside it. `rest` is the address of the list that shows all of them by `sok`, if there is one. Of
    those that are equally like, the lowest `standing` on the day comes first, and then the `latest`.
    """

    code: str
    number: int
    title: str
    model: ModelClass
    permission: str
    fields: tuple[str, ...]
    hit: Callable[..., Hit]
    select: tuple[str, ...] = ()
    rest: str = ""
    standing: Callable[[date], Combinable] | None = None
    latest: str = "pk"

    def seen(self, user: User) -> QuerySet:
        """Those that a person may know of."""
        found: QuerySet = self.model._default_manager.visible_to(user)
        return found

    def order(self, on: date) -> list[Combinable | str]:
        """What comes first of those that are equally like."""
        return [*([self.standing(on)] if self.standing else []), f"-{self.latest}"]

    def find(self, user: User, typed: str, *, match: Match, on: date) -> list[models.Model]:
        """The first that have all that is typed, or nearly, the likest first; one more than are shown, if there is."""
        candidates = self.seen(user).filter(match(typed, *self.fields)).order_by().values("pk")[:_CANDIDATES]
        found = self.model._default_manager.filter(pk__in=candidates).select_related(*self.select)
        likest = Likeness(Typed(Value(typed)), Words(*self.fields))
        return list(found.annotate(likeness=likest).order_by("-likeness", *self.order(on), "-pk")[: SHOWN + 1])


KINDS: Registry[SearchKind] = Registry("search kind")
