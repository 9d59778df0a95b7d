"""Frozen dataclasses as JSON and back, exactly: what a report said once is what it says for ever."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

_KIND, _VALUE = "$", "$value"  # no field is called so


def freeze(value: object) -> object:
    """A dataclass with all it holds as plain JSON. Raises TypeError for what has no exact form, such as a float."""
    if value is None or (isinstance(value, bool | int) and not isinstance(value, enum.Enum)):
        return value
    if isinstance(value, enum.Enum):
        return {_KIND: type(value).__name__, _VALUE: value.name}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return {_KIND: "Decimal", _VALUE: str(value)}
    if isinstance(value, date):  # a datetime is a date as well, and says its offset
        return {_KIND: type(value).__name__, _VALUE: value.isoformat()}
    if isinstance(value, tuple | list):
        return [freeze(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
        return {_KIND: type(value).__name__, **told}
    raise TypeError(f"{type(value).__name__} kan inte frysas.")


class Thaw:
    """Brings frozen JSON back, given the classes that may stand in it. Every list comes back as a tuple."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._classes = {each.__name__: each for each in classes}

    def __call__(self, frozen: Any) -> Any:  # noqa: ANN401 - made of JSON into whichever dataclass it names
        """The value.

        A class that has got a field since takes its default; one that has lost a field is read without.
        """
        if isinstance(frozen, list):
            return tuple(self(each) for each in frozen)
        if not isinstance(frozen, dict):
            return frozen
        kind = frozen[_KIND]
        if kind == "Decimal":
            return Decimal(frozen[_VALUE])
        if kind in {"date", "datetime"}:
            from datetime import datetime

            return (datetime if kind == "datetime" else date).fromisoformat(frozen[_VALUE])
        made: Any = self._classes[kind]  # Any: made of JSON into whichever dataclass it names
        if issubclass(made, enum.Enum):
            return made[frozen[_VALUE]]
        known = {field.name for field in fields(made)}
        return made(**{name: self(value) for name, value in frozen.items() if name in known})
