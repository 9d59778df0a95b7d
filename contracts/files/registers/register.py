"""What a kind of file must be able to do, and the registry of all kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import FieldDoesNotExist

from contracts.files.imports import Column
from contracts.files.models import RegisterImport
from contracts.plan.cells import Areas
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.registry import IncompleteKind, Registry
from huddinge_vo.common.untyped import ModelClass, Rows

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

CONTEXT = "register_import"  # the key that history knows an import's changes by


class RegisterRefused(Exception):
    """What a file says does not go together with what the register holds. Carries the errors, each with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        super().__init__(f"Ingenting är inläst: filen har {len(errors)} fel.")


@dataclass(frozen=True)
class RegisterImportResult:
    """What a file did to the register, in rounds, contracts, units or prices; `to_confirm` needs a second person."""

    created: int
    changed: int
    unchanged: int
    to_confirm: int = 0


@dataclass(frozen=True)
class Difference:
    """What a file would do to one object. No changes and `is_new` false is that it is there already, just so."""

    label: str
    heading: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()  # each of the register's `details`, and what it will be

    @property
    def word(self) -> str:
        """In a word."""
        return "ny" if self.is_new else "ändras" if self.changes else "oförändrad"


@dataclass(frozen=True)
class Preview:
    """What a file would do, row by row in the file's order."""

    result: RegisterImportResult
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Undone:
    """What an undo took back, and what it left because somebody has touched it since."""

    taken_back: int
    left: tuple[str, ...]


class Read(Protocol):
    """A file → its rows and all that is wrong with it. Raises UnreadableFile when its columns are not there."""

    def __call__(self, path: Path, *, areas: Areas, file_name: str) -> tuple[Rows, Sequence[RowError]]: ...


class Faults(Protocol):
    """What the register does not take from this person, of the rows that could be read or of the file itself."""

    def __call__(self, *, register_import: RegisterImport, rows: Rows, by: User) -> Sequence[RowError]: ...


class LookAt(Protocol):
    """Bring rows in and say what that did; whoever asked takes it all back. Raises RegisterRefused."""

    def __call__(self, *, buyer: Organization, rows: Rows, by: User, at: datetime) -> Preview: ...


class BringIn(Protocol):
    """Bring rows in, all or nothing. Raises RegisterRefused. A second time changes nothing."""

    def __call__(
        self, *, buyer: Organization, rows: Rows, by: User, at: datetime, brought_by: RegisterImport
    ) -> RegisterImportResult: ...


class TakeBack(Protocol):
    """Put what a file made and changed back; what somebody has touched since is left and named."""

    def __call__(self, *, register_import: RegisterImport, by: User, at: datetime) -> Undone: ...


@dataclass(frozen=True, kw_only=True)
class Register:
    """A kind of file: who may send it, how it is read and brought in, how it is looked at before and taken back after.

    `touches` are the models in whose history an import leaves its mark, for taking back. `heading` is what the look
    before calls its second column, and `details` the columns that it has beside.
    """

    code: RegisterImport.Kind
    columns: tuple[Column, ...]
    permissions: tuple[str, ...]  # whoever has one of these may send it
    read: Read
    faults: Faults
    preview: LookAt
    bring_in: BringIn
    take_back: TakeBack
    touches: tuple[ModelClass, ...]
    heading: str
    details: tuple[str, ...] = ()
    confirmed_with: str = ""  # the second person's permission, where what a file does may need one

    def __post_init__(self) -> None:
        """What is changed by a file must have a history, or the file cannot be taken back."""
        for model in self.touches:
            try:
                model._meta.get_field("events")
            except FieldDoesNotExist:
                name = f"{REGISTERS.noun} {self.code}"
                raise IncompleteKind(f"{name} touches {model._meta.label}, which keeps no history.") from None
        headings = [column.heading for column in self.columns]
        if twice := [heading for heading in headings if headings.count(heading) > 1]:
            raise IncompleteKind(f"{REGISTERS.noun} {self.code} has the column {twice[0]} twice.")

    @property
    def label(self) -> str:
        """What is in the file, in Swedish."""
        return str(self.code.label)

    @property
    def width(self) -> int:
        """How many columns the look before has: what, its heading, what becomes of it, what changes, the details."""
        return 4 + len(self.details)

    @property
    def needed(self) -> tuple[Column, ...]:
        """The columns that a file must have."""
        return tuple(column for column in self.columns if not column.may_lack)

    @property
    def optional(self) -> tuple[Column, ...]:
        """The columns that it may be without."""
        return tuple(column for column in self.columns if column.may_lack)


REGISTERS: Registry[Register] = Registry("imported register")


def no_faults(*, register_import: RegisterImport, rows: Rows, by: User) -> Sequence[RowError]:
    """For a file whose rows are all tried when they are brought in."""
    return ()
