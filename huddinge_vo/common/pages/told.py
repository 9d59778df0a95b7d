"""What fields say of what they cannot take: one definition for all forms, in words that tell what to do.

Django's own words are of a system. What a field or a validator says in words of its own stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.core.validators import (
    BaseValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
)
from django.db import models

_EMPTY_IN_THE_MODEL = ("blank", "null")
_NOT_THERE = "Det du valde finns inte att välja. Välj något annat."
_SOME_NOT_THERE = "Något av det du valde finns inte att välja. Välj igen."
_NO_FILE = "Välj en fil."
_OF_FILES = {"invalid": _NO_FILE, "missing": _NO_FILE, "empty": "Filen är tom. Välj en annan fil."}
_OF_DIGITS = {
    "max_digits": "Skriv talet med högst %(max)s siffror.",
    "max_decimal_places": "Skriv talet med högst %(max)s decimaler.",
    "max_whole_digits": "Skriv talet med högst %(max)s siffror före decimaltecknet.",
}
_OF_BOUNDS: Mapping[type[BaseValidator], str] = {
    MinValueValidator: "Ange minst %(limit_value)s.",
    MaxValueValidator: "Ange högst %(limit_value)s.",
    MinLengthValidator: "Skriv minst %(limit_value)s tecken.",
    MaxLengthValidator: "Skriv högst %(limit_value)s tecken. Nu är det %(show_value)s.",
}


def tell_what_to_do(fields: Mapping[str, forms.Field], model: type[models.Model] | None = None) -> None:
    """Let each field say what to do about what it cannot take, whether the form or its model looks at it."""
    columns = {column.name: column for column in model._meta.concrete_fields} if model else {}
    for name, field in fields.items():
        words = _words(field)
        words |= dict.fromkeys(_EMPTY_IN_THE_MODEL, words["required"])
        said = {code: each for code, each in words.items() if _is_django_s(field, code)}
        field.error_messages = {**field.error_messages, **said, **_of_bounds(field, columns.get(name))}


def _is_django_s(field: forms.Field, code: str) -> bool:
    """Whether a field says the words that Django gave its kind, or that of the kind it was made from."""
    for kind in type(field).__mro__:
        words = vars(kind).get("default_error_messages", {})
        if code in words:
            return kind.__module__.startswith("django.") and field.error_messages.get(code) is words[code]
    return code not in field.error_messages


def _words(field: forms.Field) -> dict[str, str]:
    if isinstance(field, forms.FileField):
        return {"required": _NO_FILE, **_OF_FILES}
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        codes = ("invalid_choice", "invalid_list", "invalid_pk_value")
        return {"required": "Välj minst ett alternativ.", **dict.fromkeys(codes, _SOME_NOT_THERE)}
    if isinstance(field, forms.ChoiceField):
        return {"required": "Välj ett alternativ.", "invalid_choice": _NOT_THERE}
    if isinstance(field, forms.BooleanField):
        return {"required": "Kryssa i rutan."}
    if isinstance(field, forms.DecimalField):
        return {"required": "Fyll i fältet.", **_OF_DIGITS}
    return {"required": "Fyll i fältet."}


def _of_bounds(field: forms.Field, column: models.Field | None) -> dict[str, str]:
    """Of what is too much or too little, unless one of those who look at it says so in words of its own."""
    looked_at = [*field.validators, *(column.validators if column is not None else ())]
    told = {}
    for kind, words in _OF_BOUNDS.items():
        found = [each for each in looked_at if isinstance(each, BaseValidator) and each.code == kind.code]
        if not found or kind.code in field.error_messages or any(each.message is not kind.message for each in found):
            continue
        limits = {each.limit_value for each in found if not callable(each.limit_value)}
        limit = limits.pop() if len(limits) == 1 else None
        written = f"{limit:f}".replace(".", ",") if isinstance(limit, Decimal) else "%(limit_value)s"
        told[kind.code] = words.replace("%(limit_value)s", written)
    return told
