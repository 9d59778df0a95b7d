"""What a person sends: Swedish labels, native widgets, errors at the field and in a summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


def dress(fields: Mapping[str, forms.Field]) -> None:
    """Give each widget Bootstrap's class, and dates the browser's own picker."""
    for field in fields.values():
        widget = field.widget
        if isinstance(widget, forms.DateInput):
            widget.input_type = "date"
            widget.format = "%Y-%m-%d"
        if isinstance(widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not isinstance(widget, forms.HiddenInput):
            widget.attrs.setdefault("class", "form-control")


class Form(forms.Form):
    """A plain form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class ModelForm(forms.ModelForm):
    """A form for one object. `version` is what the person saw when the page was opened: see ChangedMeanwhile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "version"):
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=self.instance.version if self.instance.pk else None
            )
        dress(self.fields)


class FileForm(Form):
    """A file to read in."""

    file = forms.FileField(label="Fil", widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}))
