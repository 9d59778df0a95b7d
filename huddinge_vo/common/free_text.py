"""Fields for what people write in their own words: no personal number is kept in them, whichever way it comes.

A form says so at the field, and so does `full_clean`; and what is written without either (many at once from a file, a
command) is refused on its way into the database. `tests/house/test_free_text.py` asks of every text of every model
that it is one of these, or why it is none.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn


class _Free(models.Field):
    """What both kinds share. To a migration it is Django's own field: the table is the same."""

    default_validators = [refuse_personal_numbers]

    def deconstruct(self) -> PassedOn:
        """As the field of Django's that it is."""
        name, _path, args, kwargs = super().deconstruct()
        kind = "CharField" if isinstance(self, models.CharField) else "TextField"
        return name, f"django.db.models.{kind}", args, kwargs

    def get_db_prep_save(self, value: PassedOn, connection: BaseDatabaseWrapper) -> PassedOn:
        """What goes into the table. Raises ValidationError, which names the field."""
        try:
            refuse_personal_numbers(value)
        except ValidationError as error:
            noun = str(self.verbose_name)
            raise ValidationError(f"{noun[:1].upper()}{noun[1:]}: {error.message}", code=error.code) from error
        return super().get_db_prep_save(value, connection)


class FreeLine(_Free, models.CharField):
    """A line of a person's own words: a title, a reason, the name of a file."""


class FreeText(_Free, models.TextField):
    """A text of a person's own words."""
