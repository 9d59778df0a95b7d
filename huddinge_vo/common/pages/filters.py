"""What lists are narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from huddinge_vo.common.pages.forms import dress
from huddinge_vo.common.pages.told import tell_what_to_do
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import of_buyers
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR
from huddinge_vo.common.untyped import PassedOn


@dataclass(frozen=True)
class Chip:
    """One thing that a list is narrowed by, in words, and the same list without it."""

    label: str
    words: str
    without: str


class FilterSet(filters.FilterSet):
    """A row of fields above a list. State lives in the address and nowhere else; `today` is the day that it asks of."""

    def __init__(self, *args: PassedOn, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def get_form_class(self) -> type[forms.Form]:
        """The form, with Bootstrap's classes and no asterisks: nothing in a filter is required."""
        made = super().get_form_class()

        class Form(made):  # type: ignore[valid-type, misc]
            hide_required = True

            def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
                super().__init__(*args, **kwargs)
                dress(self.fields)
                tell_what_to_do(self.fields)

        return Form

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """What the fields leave. What cannot be understood leaves nothing: never all, beside a button for all."""
        narrowed: QuerySet = super().filter_queryset(queryset) if self.is_understood else queryset.none()
        return narrowed

    @property
    def is_understood(self) -> bool:
        """Whether every value that was sent is one that the field knows."""
        return not self.is_bound or bool(self.is_valid())

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is chosen, and all of it understood."""
        if not self.data or not self.is_understood:
            return False
        return any(self.data.get(name) for name in self.form.fields)

    @property
    def not_understood(self) -> list[str]:
        """The fields whose values cannot be understood, by their labels; a hidden one by its name."""
        return [str(self.form.fields[name].label or name) for name in self.form.errors if name in self.form.fields]

    @property
    def chips(self) -> list[Chip]:
        """What the list is narrowed by, one by one; nothing where it cannot be understood."""
        return list(self._chips()) if self.is_narrowed else []

    def _chips(self) -> Iterator[Chip]:
        for name, field in self.form.fields.items():
            chosen = self.form.cleaned_data.get(name)
            if chosen in field.empty_values or name not in self.data:
                continue
            sent = self.data.getlist(name) if isinstance(field, _SEVERAL) else [self.data[name]]
            for value in sent:
                yield Chip(str(field.label or name), _in_words(field, value, chosen), self._without(name, value))

    def _without(self, name: str, value: str) -> str:
        left: QueryDict = self.data.copy()
        left.setlist(name, [each for each in left.getlist(name) if each != value])
        for other in ("page", "vid", "export"):
            left.pop(other, None)
        return f"?{left.urlencode()}"


_SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def _in_words(field: forms.Field, value: str, chosen: PassedOn) -> str:
    """What a person calls a value that was sent."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return next((str(each) for each in chosen if str(each.pk) == value), value)
    if isinstance(field, forms.ModelChoiceField) and not isinstance(chosen, str):  # a text stands for none of them
        return field.label_from_instance(chosen)
    if isinstance(field, forms.ChoiceField):
        return str(next((words for key, words in _flat(field.choices) if str(key) == value), value))
    if isinstance(chosen, bool):
        return "ja" if chosen else "nej"
    return chosen.isoformat() if isinstance(chosen, date) else str(chosen)


def _flat(choices: PassedOn) -> Iterator[tuple[object, object]]:
    """Choices, with those of a group taken out of it."""
    for key, words in choices:
        if isinstance(words, (list, tuple)):
            yield from _flat(words)
        else:
            yield key, words


class WaitingFilter(filters.ChoiceFilter):
    """What waits for whoever looks, at the buyer that he works for now: what Start counts, and nothing else.

    Each choice has the method of the list's queryset that finds them, asked with the person: value, words, method.
    """

    parent: FilterSet  # set by django-filter

    def __init__(self, *choices: tuple[str, str, str], **kwargs: PassedOn) -> None:
        self.methods = {value: method for value, _words, method in choices}
        kwargs.setdefault("label", "Väntar på mig")
        kwargs.setdefault("empty_label", "alla")
        super().__init__(choices=[(value, words) for value, words, _method in choices], **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Those of the chosen buyer."""
        if value not in self.methods:
            return qs
        buyer = current_buyer(self.parent.request)
        found: QuerySet = getattr(qs, self.methods[value])(user_of(self.parent.request))
        return found.filter(of_buyers(qs.model, [buyer.pk] if buyer else []))


class YearFilter(filters.NumberFilter):
    """A year, of those that days can have: any other number is no year."""

    field_class = forms.IntegerField

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        kwargs.setdefault("min_value", FIRST_YEAR)
        kwargs.setdefault("max_value", LAST_YEAR)
        super().__init__(*args, **kwargs)

    def get_max_validator(self) -> None:
        """The field has its own."""
        return


class DateRangeStart(filters.DateFilter):
    """From this day on; the day counts."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        kwargs.setdefault("lookup_expr", "gte")
        super().__init__(*args, **kwargs)


class DateRangeEnd(filters.DateFilter):
    """Up to and with this day."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        kwargs.setdefault("lookup_expr", "lte")
        super().__init__(*args, **kwargs)
