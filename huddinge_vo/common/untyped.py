"""Types for what Django itself leaves open. Each name says why nothing closer can be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

PassedOn: TypeAlias = Any  # arguments that go on to Django's own method as they came, and are its to check
Context: TypeAlias = dict[str, Any]  # what a template is given, and a form: each page knows its own
Cleaned: TypeAlias = Mapping[str, Any]  # what a form, or a row of a file, has read: each field knows its own type
Rows: TypeAlias = Sequence[Any]  # of a file, as its own kind of register reads them, and nobody else looks into them
ModelClass: TypeAlias = Any  # a model with fields and managers of its own, for code that is the same for several
ListedRow: TypeAlias = Any  # a row of a list with what its question adds: each list knows its own
OwnForm: TypeAlias = Any  # the form of an action, for code that is the same for several: each knows its own fields
KnownRows: TypeAlias = Any  # rows of any tracked model with what was known of them on a day: each model has its own
Asked: TypeAlias = Mapping[str, Any]  # what a job is asked to do it with: each job knows its own arguments

# A row of a question that asks for columns and not for objects.
Columns: TypeAlias = dict[str, Any]  # Any: what each column holds
