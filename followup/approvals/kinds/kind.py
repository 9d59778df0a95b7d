"""What a kind of approval must say of itself, and the registry of all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from huddinge_vo.common.registry import Registry
from huddinge_vo.common.untyped import ModelClass

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


SHOWN = 5  # answers of a kind: nobody has had more in a fortnight that he has not seen


@dataclass(frozen=True)
class Answer:
    """What another said of something that a person asked for: yes or no, and why not."""

    at: datetime
    words: str
    href: str
    is_yes: bool
    reason: str = ""
    says: str = ""  # where yes and no are not what was said

    @property
    def word(self) -> str:
        """What was said, in a word."""
        return self.says or ("Godkänt" if self.is_yes else "Avslaget")

    @property
    def on(self) -> date:
        """The day of it, here."""
        return timezone.localdate(self.at)


def _unanswered(_user: User, _since: datetime) -> Iterable[Answer]:
    return ()


@dataclass(frozen=True, kw_only=True)
class ApprovalKind:
    """Something that waits for a person's word: what it is called, which wait for whom, and where they are decided.

    `waiting` are those that a person may know of and decide: at buyers where his roles give `permission`, the one that
    the action asks for, and none that he has asked for or written in himself. `one` and `many` come after their number.
    `href` leads to exactly those, at the buyer that he works for. `number` is its place in the list. `answers` tells
    what was said since a moment of what a person has asked for himself, where whoever asks does not see it anyway.
    """

    code: str
    number: int
    model: ModelClass
    permission: str
    one: str
    many: str
    waiting: Callable[[User], QuerySet]
    href: Callable[[User, Organization], str]
    answers: Callable[[User, datetime], Iterable[Answer]] = _unanswered


KINDS: Registry[ApprovalKind] = Registry("approval kind")


def the_list(name: str, *, waits_for: str = "mig") -> Callable[[User, Organization], str]:
    """A list, narrowed by its filter `vantar` to what waits for whoever opens it."""
    return lambda _user, _buyer: f"{reverse(name)}?vantar={waits_for}"


def the_page(name: str) -> Callable[[User, Organization], str]:
    """A page that shows what waits by itself."""
    return lambda _user, _buyer: reverse(name)
