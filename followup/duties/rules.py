"""Whose a duty is: no database, no request, no clock."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Named(Generic[Who]):
    """Whom a duty names, of those who are still here or not; `gone` are those among them who have left.

    `person` answers for it and `deputy` stands in for him, as the object says; `deputy_instead` and `delegated_to` are
    whom people have put in their places.
    """

    person: Who | None = None
    deputy: Who | None = None
    deputy_instead: Who | None = None
    delegated_to: Who | None = None
    gone: frozenset[Who] = frozenset()

    def _here(self, who: Who | None) -> Who | None:
        return None if who in self.gone else who

    @property
    def deputy_now(self) -> Who | None:
        """The deputy who is here: the one put in instead, else the object's own."""
        return self._here(self.deputy_instead) or self._here(self.deputy)

    @property
    def people(self) -> frozenset[Who]:
        """Who is shown it by name: the one it was given to, else the one who answers for it, and his deputy."""
        given = self._here(self.delegated_to)
        named = (given,) if given else (self._here(self.person), self.deputy_now)
        return frozenset(who for who in named if who is not None)

    @property
    def is_for_role(self) -> bool:
        """Whether it is for whoever has the rule's role: nobody is named, or neither they nor a deputy are here now.

        Somebody given it by hand has it, whatever role others have.
        """
        if self._here(self.delegated_to):
            return False
        return self.person is None or (self._here(self.person) is None and self.deputy_now is None)

    @property
    def holder(self) -> Who | None:
        """Who has it: the one it was given to, else the one who answers for it, else his deputy; none is the role."""
        given = self._here(self.delegated_to) or self._here(self.person)
        return given or (self.deputy_now if self.person is not None else None)
