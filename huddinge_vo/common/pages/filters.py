"""What lists are narrowed by."""

from __future__ import annotations

from datetime import date

import django_filters as filters
from django import forms

from huddinge_vo.common.pages.forms import dress
from huddinge_vo.common.untyped import PassedOn


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

        return Form

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is chosen."""
        return any(self.data.get(name) for name in self.form.fields) if self.data else False


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
