"""What a kind of reminder must say of itself, and the registry of all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import Q, QuerySet

from huddinge_vo.common.registry import Registry

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization

# Whom the start rules remind when no person is named: roles of huddinge_vo/roles.py.
BUYER, CONTROLLER, LEADER, CHIEF, FOLLOWER, KEEPER = (
    "upphandlare",
    "avtalscontroller",
    "kategoriledare",
    "upphandlingschef",
    "uppföljare",
    "förvaltare",
)
# How many months before a contract's end, an option's and a notice's last day one is reminded, to begin with.
AHEAD_MONTHS = (18, 12, 6, 3)
# What a day that has passed still makes: the nightly job may have stood still over a holiday, but a register that is
# loaded with old contracts asks nothing of anybody.
About: TypeAlias = Any  # what a duty is about, or its model: each kind has models of its own

_CATCH_UP = timedelta(days=14)
# How long an end that has passed stays to be done: a rule's longest grace (a year), and a quarter for the manager.
KEPT = timedelta(days=365 + 91)


@dataclass(frozen=True)
class Facts:
    """Something with a day: what it is, who answers for it, and whether it is secret (which `to_remind_of` says)."""

    object: tuple[About, int]  # its model and id
    due_on: date
    title: str
    person_id: int | None = None
    deputy_id: int | None = None
    is_secret: bool = False
    makes: bool = True  # else it only keeps the duties that there are: the day passed long ago, and is not dug up


def is_new_enough(due_on: date, day: date) -> bool:
    """Whether a day, passed or to come, still makes a duty that there was none of."""
    return due_on >= day - _CATCH_UP


@dataclass(frozen=True, kw_only=True)
class StartRule:
    """A rule that a buyer begins with, for users to change: how long before, to whom, and when the manager is told.

    A decision has a mail of its own, and is not only a line in the digest. `manager` is the role of whoever is told
    when the grace is over.
    """

    role: str
    grace_days: int
    months: int = 0
    days: int = 0
    is_decision: bool = False
    manager: str = CHIEF


@dataclass(frozen=True, kw_only=True)
class ReminderKind:
    """Something to remind of: its words, how it is found, when it is done, who may see it, where it leads, its rules.

    `undone` are the objects that ask for something on a day, of which the nightly job is told. An object that is no
    longer among them is done, and its duties are let go of. `facts` says each one's days, title and people, one for
    each day that is to be done. `about` are the models that it is about: who may see such an object may know of the
    duty, and the model says itself who that is. `href` leads to the page where it is done. `number` is its place among
    the kinds to choose from. `by_hand` is a kind that the system cannot tell the end of, such as a contract that ends
    as it should: a person says that he has seen to it. All others are done by being done, and nobody can say so before.
    """

    code: str
    number: int
    words: str
    about: tuple[About, ...]
    undone: Callable[[Organization, date], QuerySet]
    facts: Callable[[About, Organization, date], Iterable[Facts]]
    href: Callable[[About], str]
    start_rules: tuple[StartRule, ...]
    by_hand: bool = False

    def find(self, buyer: Organization, day: date) -> Iterator[Facts]:
        """Everything of this kind that has a day and is not done, whenever the day is."""
        yield from self.facts(self.undone(buyer, day), buyer, day)

    def asked_of(
        self, objects: Mapping[About, set[int]], buyer: Organization, day: date
    ) -> set[tuple[About, int, date]]:
        """What is still to be done about some objects, by model and ids: (model, id, day) of each.

        Asked of those alone, so that a page can know what has been decided since the nightly job was here.
        """
        undone = self.undone(buyer, day)
        among = Q(pk__in=[])
        for model, ids in objects.items():
            ways = ["pk"] if model is undone.model else _ways(undone.model, model)
            for way in ways:
                among |= Q(**{f"{way}__in": ids})
        return {(*facts.object, facts.due_on) for facts in self.facts(undone.filter(among), buyer, day)}


def _ways(model: About, to: About) -> list[str]:
    """The fields of a model that lead to another: a contract's to its round, for what is asked of the round."""
    return [field.name for field in model._meta.concrete_fields if field.related_model is to]


KINDS: Registry[ReminderKind] = Registry("reminder kind")


def own_page(about: About) -> str:
    """The page of what a duty is about, where it has one of its own."""
    return str(about.get_absolute_url())
