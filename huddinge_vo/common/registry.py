"""What comes in many kinds: one object for each kind, in one registry, whole before anything starts.

A kind is a frozen dataclass with a `code`. A part without a default must be given and may not be empty; Python itself
refuses one that is left out, and `add` one that says nothing. Both happen when the module is read, so that a program
with a half-made kind does not start at all, and no page finds out for it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Coded(Protocol):
    """What a registry holds: anything that is known by a code."""

    @property
    def code(self) -> str:
        """What it is kept and asked for by."""


Kind = TypeVar("Kind", bound=Coded)


class IncompleteKind(ImproperlyConfigured):
    """A kind that lacks a part, is there twice, or is not there at all. Read by who writes kinds, never by a user."""


class Registry(dict[str, Kind]):
    """Kinds by code, in the order that they are listed in. `noun` is what one of them is called in an error."""

    def __init__(self, noun: str) -> None:
        super().__init__()
        self.noun = noun

    def add(self, kind: Kind) -> Kind:
        """Take in a kind. Raises IncompleteKind for one that lacks a part, or whose code or number another one has."""
        name = f"{self.noun} {kind.code}"
        if empty := list(_empty(cast("DataclassInstance", kind))):
            raise IncompleteKind(f"{name} lacks {', '.join(empty)}.")
        if str(kind.code) in self:
            raise IncompleteKind(f"{name} is there twice.")
        number = getattr(kind, "number", None)
        if number is not None and (same := [each.code for each in self.values() if _number(each) == number]):
            raise IncompleteKind(f"{name} has number {number}, which {same[0]} has.")
        self[str(kind.code)] = kind
        return kind

    def load(self, package: str, path: Iterable[str]) -> None:
        """Read every module of a package, each of which adds its kinds, and put them in the order of their numbers."""
        for module in sorted(pkgutil.iter_modules(path), key=lambda module: module.name):
            importlib.import_module(f"{package}.{module.name}")
        self._put_in_order(lambda code: _number(self[code]) or 0)

    def require(self, codes: Iterable[str]) -> None:
        """That there is a kind for each code and none beside, and put them in that order. Raises IncompleteKind."""
        wanted = [str(code) for code in codes]
        if missing := [code for code in wanted if code not in self]:
            raise IncompleteKind(f"No {self.noun} for {', '.join(missing)}.")
        if surplus := [code for code in self if code not in wanted]:
            raise IncompleteKind(f"{self.noun} {', '.join(surplus)} is no choice that can be kept.")
        self._put_in_order({code: place for place, code in enumerate(wanted)}.__getitem__)

    def _put_in_order(self, place: Callable[[str], int]) -> None:
        ordered = {code: self[code] for code in sorted(self, key=place)}
        self.clear()
        self.update(ordered)


def _empty(kind: DataclassInstance, within: str = "") -> Iterator[str]:
    """The parts that must be there and say nothing: those without a default, those of a dataclass in it."""
    for each in fields(kind):
        value = getattr(kind, each.name)
        is_demanded = each.default is MISSING and each.default_factory is MISSING
        if is_demanded and (value is None or value in ("", ())):
            yield within + each.name
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part) and not isinstance(part, type):
                yield from _empty(part, f"{within}{each.name}.")


def _number(kind: object) -> int | None:
    found: int | None = getattr(kind, "number", None)
    return found
