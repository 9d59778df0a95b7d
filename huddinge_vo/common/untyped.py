"""Types for what Django itself leaves open. Each name says why nothing closer can be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

PassedOn: TypeAlias = Any  # arguments that go on to Django's own method as they came, and are its to check
Context: TypeAlias = dict[str, Any]  # what a template is given, and a form: each page knows its own
Cleaned: TypeAlias = Mapping[str, Any]  # what a form, or a row of a file, has read: each field knows its own type
Asked: TypeAlias = Mapping[str, Any]  # what a job is asked to do it with: each job knows its own arguments
