"""What a person sends: Swedish labels, native widgets, errors at the field and in a summary."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast
from unicodedata import category

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import models

from huddinge_vo.common.files.uploads import too_large
from huddinge_vo.common.money import NotAnAmount, amount_typed
from huddinge_vo.common.pages.conflicts import MARKS, mark_of_value
from huddinge_vo.common.pages.told import tell_what_to_do
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR
from huddinge_vo.common.personal_numbers import personal_number_in, refuse_personal_numbers
from huddinge_vo.common.untyped import Cleaned, Context, PassedOn


class AmountField(forms.DecimalField):
    """Kronor as people write them: 1 250 000,50, with any spaces; a decimal point is understood too."""

    widget = forms.TextInput

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs' DecimalField is an IntegerField
        """Exact, or an error that says what is wrong."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return amount_typed(value)
        except NotAnAmount as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: object) -> object:
        """As it is read back; what could not be read stays as it was typed."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """A phone shows its number keys."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class DegreesField(forms.DecimalField):
    """A latitude or a longitude: 59,23705 or, as maps give it, 59.23705."""

    widget = forms.TextInput

    def __init__(self, *, most: int, **kwargs: PassedOn) -> None:
        super().__init__(max_digits=8, decimal_places=5, min_value=-most, max_value=most, required=False, **kwargs)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs' DecimalField is an IntegerField
        """With either sign before the decimals."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: object) -> object:
        """As Swedes write it; what could not be read stays as it was typed."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """A phone shows its number keys."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


def degrees(*, counted_from: str = "") -> tuple[DegreesField, DegreesField]:
    """A latitude and a longitude, of whatever lies somewhere; `counted_from` is what else is said of them."""
    example = f"I grader, till exempel 59,23705. {counted_from}".rstrip()
    return DegreesField(label="Latitud", most=90, help_text=example), DegreesField(label="Longitud", most=180)


_NO_CHOICE = "---------"


def _words_for_nothing(field: forms.Field) -> None:
    """A choice not made is said in words: nine hyphens are nothing to listen to."""
    words = "Välj" if field.required else "Inget valt"
    if hasattr(field, "empty_label"):  # of a model's rows, or of a filter, which says it before all its choices
        if field.empty_label == _NO_CHOICE:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        choices = cast("Iterable[tuple[str, str]]", field.choices)
        field.choices = [(value, words if label == _NO_CHOICE else label) for value, label in choices]


def refuse_far_days(day: date) -> None:
    """A validator of days: the year 206 is 2026 with a digit lost, and nothing can be computed from it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Året ska ligga mellan {FIRST_YEAR} och {LAST_YEAR}.", code="far")


# As officials write a day, and as one types it in a hurry. Whatever the browser's own language is: its own field for
# days shows and asks for them in that.
_DAY_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%y%m%d")
_NO_DAY = "Fyll i ett giltigt datum. Skriv dagen som 2026-11-28."
_DAY_LOOKS = {"placeholder": "åååå-mm-dd", "data-day": "", "inputmode": "numeric", "autocomplete": "off"}


# The same of a moment and of a time of day, which the browser's own fields may ask for as 1:00 PM.
_MOMENT_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%dT%H:%M")
_NO_MOMENT = "Fyll i en giltig tid. Skriv dag och klockslag som 2026-11-28 13:00."
_TIME_FORMATS = ("%H:%M", "%H.%M", "%H%M")
_NO_TIME = "Fyll i ett giltigt klockslag. Skriv det som 13:00."


def _typed_as_words(field: forms.Field, formats: tuple[str, ...], placeholder: str, wrong: str) -> None:
    field.input_formats = formats  # type: ignore[attr-defined]
    field.error_messages = {**field.error_messages, "invalid": wrong}
    widget = field.widget
    widget.input_type, widget.format = "text", formats[0]
    widget.attrs = {"placeholder": placeholder, "autocomplete": "off", **widget.attrs}
    widget.attrs.pop("type", None)


def dress(fields: Mapping[str, forms.Field]) -> None:
    """Give each widget Bootstrap's class; a day is typed as 2026-11-28, and static/vo.js puts a calendar beside it."""
    for field in fields.values():
        _words_for_nothing(field)
        widget = field.widget
        if isinstance(field, forms.DateField) and refuse_far_days not in field.validators:
            field.validators = [*field.validators, refuse_far_days]
        if isinstance(field, forms.DateField) and isinstance(widget, forms.DateInput):
            field.input_formats = _DAY_FORMATS
            if field.error_messages["invalid"] == forms.DateField.default_error_messages["invalid"]:
                field.error_messages = {**field.error_messages, "invalid": _NO_DAY}
            widget.input_type = "text"
            widget.format = "%Y-%m-%d"
            widget.attrs = {**_DAY_LOOKS, **widget.attrs}
            widget.attrs.pop("type", None)
        if isinstance(field, forms.DateTimeField) and isinstance(widget, forms.DateTimeInput):
            _typed_as_words(field, _MOMENT_FORMATS, "åååå-mm-dd tt:mm", _NO_MOMENT)
        elif isinstance(field, forms.TimeField) and isinstance(widget, forms.TimeInput):
            _typed_as_words(field, _TIME_FORMATS, "tt:mm", _NO_TIME)
        if isinstance(widget, forms.CheckboxInput):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not isinstance(widget, (forms.HiddenInput, forms.RadioSelect)):
            widget.attrs.setdefault("class", "form-control")


_TURNING = {*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
# Fields whose numbers are what they ask for: a sole trader's number, a telephone number.
_ASK_FOR_NUMBERS = {"org_number", "supplier_ref", "phone", "password", "username"}


def _refuse_line_breaks(text: object) -> None:
    """A validator of what stands on one line: in a mail's subject, or a file's name, a second line is another field.

    No browser sends any. Signs that turn the direction of writing make a name look like another.
    """
    if any(category(sign) in {"Cc", "Zl", "Zp"} or sign in _TURNING for sign in str(text)):
        raise ValidationError("Skriv på en rad, utan tecken som inte syns.", code="line_break")


def _refuse_in_file_name(file: UploadedFile) -> None:
    """A validator of files: what one is called is kept, and shown in lists and mails."""
    if personal_number_in(file.name or ""):
        raise ValidationError(
            "Filens namn innehåller något som ser ut som ett personnummer. Döp om filen efter ärendets nummer.",
            code="personal_number",
        )


def keep_people_out(fields: Mapping[str, forms.Field]) -> None:
    """Free text takes no personal numbers, nor does the name of a file."""
    for name, field in fields.items():
        if isinstance(field, forms.FileField):
            _also(field, _refuse_in_file_name)
        elif isinstance(field, forms.CharField):
            if name not in _ASK_FOR_NUMBERS:
                _also(field, refuse_personal_numbers)
            if not isinstance(field.widget, forms.Textarea | forms.HiddenInput):
                _also(field, _refuse_line_breaks)


def _also(field: forms.Field, validator: Callable[..., None]) -> None:
    """One of a field's own is not told of twice."""
    if validator not in field.validators:
        field.validators = [*field.validators, validator]


_NO_ADDRESS = "Fyll i en webbadress som börjar med https://, till exempel https://www.huddinge.se."


def _say_addresses(fields: Mapping[str, forms.Field], model: type[models.Model] | None = None) -> None:
    """What is no web address is told in words that say what one is, whether the form or its model looks at it."""
    columns = {column.name: column for column in model._meta.concrete_fields} if model else {}
    for name, field in fields.items():
        looked_at = [*field.validators, *(columns[name].validators if name in columns else ())]
        if any(isinstance(each, URLValidator) for each in looked_at):
            field.error_messages = {**field.error_messages, "invalid": _NO_ADDRESS}


class VersionField(forms.IntegerField):
    """Which version of an object a person saw when the page was opened: see ChangedMeanwhile.

    A form without it is of a page that nobody was shown, and counts as one that came too late.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs: PassedOn) -> None:
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: object) -> int:
        """The version; nought, which nothing stored has, where none was sent."""
        version: int | None = super().clean(value)
        return version or 0


@dataclass(frozen=True)
class RefuseDaysAhead:
    """A validator of days that tell of what has been: nothing has happened tomorrow."""

    today: date

    def __call__(self, day: date) -> None:
        """Refuse it."""
        if day > self.today:
            raise ValidationError("Dagen har inte varit än.", code="ahead")


@dataclass(frozen=True)
class RefuseDaysBehind:
    """A validator of days that something is to be done by: nobody does it yesterday. What is stored may stay."""

    today: date
    stored: date | None = None

    def __call__(self, day: date) -> None:
        """Refuse it."""
        if day < self.today and day != self.stored:
            raise ValidationError("Dagen har redan varit.", code="behind")


class _HeldToTheDay:
    """A form some of whose days tell of what has happened, came in, was sent or decided: `has_been`, by name. Others
    are set for what is to come: `to_come`.

    What reads the clock has such a form held to the day: ActionPage and BulkPage do for theirs.
    """

    fields: dict[str, forms.Field]
    has_been: ClassVar[tuple[str, ...]] = ()
    to_come: ClassVar[tuple[str, ...]] = ()

    def hold_to(self, today: date) -> None:
        """Take no day after this for what has been, and none before it for what is to come, but the one that an object
        has had. To be held twice is to be held once.
        """
        for name in self.has_been:
            if name in self.fields:
                field = self.fields[name]
                others = [each for each in field.validators if not isinstance(each, RefuseDaysAhead)]
                field.validators = [*others, RefuseDaysAhead(today)]
        instance = getattr(self, "instance", None)
        for name in self.to_come:
            if name in self.fields:
                field = self.fields[name]
                others = [each for each in field.validators if not isinstance(each, RefuseDaysBehind)]
                stored = instance and instance.pk and cast("forms.BaseForm", self).initial.get(name)
                field.validators = [*others, RefuseDaysBehind(today, stored or None)]


class Form(_HeldToTheDay, forms.Form):
    """A plain form."""

    conflicts: Sequence[Conflict] = ()  # where it came too late
    latest: Change | None = None  # who came first
    stands_at = ""  # where what he saved is shown
    once = ""  # the mark of the page that it is on: see ActionPage.post

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        keep_people_out(self.fields)
        _say_addresses(self.fields)
        dress(self.fields)

    def full_clean(self) -> None:
        """Look at what was sent, and say of what cannot be taken what to do about it."""
        tell_what_to_do(self.fields)
        super().full_clean()


class ModelForm(_HeldToTheDay, forms.ModelForm):
    """A form for one object. `version` is what the person saw when the page was opened: see ChangedMeanwhile."""

    conflicts: Sequence[Conflict] = ()  # as of Form
    latest: Change | None = None
    stands_at = ""
    once = ""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "version"):
            self.fields["version"] = (
                VersionField(initial=self.instance.version)
                if self.instance.pk
                else forms.IntegerField(widget=forms.HiddenInput, required=False)
            )
        if self.instance.pk is not None:
            self.fields.pop("is_secret", None)  # what is there is marked by two persons: secrecy/marking.py
        keep_people_out(self.fields)
        _say_addresses(self.fields, type(self.instance))
        if "version" in self.fields and self.instance.pk:
            self.fields[MARKS] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.marks)
        dress(self.fields)

    def full_clean(self) -> None:
        """As of Form."""
        tell_what_to_do(self.fields, type(self.instance))
        super().full_clean()

    @property
    def kept_beside(self) -> Collection[str]:
        """Its fields that are kept in another object than its own: see conflicts.kept_beside."""
        return ()

    def marks(self) -> str:
        """A mark of each value that the form begins with and no column holds: its object's lists, and rows as words."""
        columns = {column.name for column in self.instance._meta.concrete_fields}
        lists = {name for name in self.fields if name not in columns and hasattr(self.instance, name)}
        return _marks_of(self, lists.difference((MARKS,)).union(self.kept_beside))


class VersionedForm(Form):
    """A form that is of no model, of what two may change at once. `version` as of ModelForm.

    It begins with what is stored, and brings a mark of each value along: so it is known what a person changed.
    """

    version = VersionField()

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields[MARKS] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.marks)

    @property
    def kept_beside(self) -> Collection[str]:
        """All that it asks for; see conflicts.kept_beside."""
        return [name for name, field in self.fields.items() if not field.widget.is_hidden and name != TICKS]

    def marks(self) -> str:
        """A mark of each value that the form begins with."""
        return _marks_of(self, self.kept_beside)


def _marks_of(form: forms.BaseForm, names: Collection[str]) -> str:
    found = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items() if name in names}
    return " ".join(f"{name}:{mark_of_value(value)}" for name, value in found.items())


if TYPE_CHECKING:
    from huddinge_vo.common.pages.conflicts import Conflict
    from huddinge_vo.common.secrecy.changes import Change

    _OfForm = forms.BaseForm  # it stands beside a form
else:
    _OfForm = object


class DecidesOnWhatIsShown(_OfForm):
    """A form that brings along a mark of what its page shows, for a decision on that and on nothing else.

    A form without the mark is of a page that nobody was shown, and decides on nothing.
    """

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


TICKS = "sure"


class AsksTwice(_OfForm):
    """A form that takes what is odd only from one who says that he knows: a tick for each thing that it warns of.

    The ticks are there first when there is something to know. A tick counts for its warning as it was worded: another
    amount, or another day, is asked of anew.
    """

    def cautions(self, data: Cleaned) -> Sequence[str]:
        """What is odd in what was sent, each a clause that goes on from "Jag vet att …", without its full stop.

        Fields that could not be read are not among the data.
        """
        return ()

    def clean(self) -> Context:
        """Ask for the ticks that are missing."""
        data = super().clean() or self.cleaned_data
        found = {_mark_of(words): words for words in self.cautions(data)}
        if not found:
            return data
        choices = [(mark, f"Jag vet att {words}.") for mark, words in found.items()]
        self.fields[TICKS] = forms.MultipleChoiceField(
            label="Stämmer det?", choices=choices, widget=forms.CheckboxSelectMultiple, required=False
        )
        ticked = self.fields[TICKS].widget.value_from_datadict(self.data, self.files, self.add_prefix(TICKS))
        for mark, words in found.items():
            if mark not in (ticked or ()):
                said = f"{words[:1].upper()}{words[1:]}."
                self.add_error(TICKS, f"{said} Kryssa i att du vet om det, eller ändra uppgifterna.")
        return data


def _mark_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@contextmanager
def on_disk(upload: UploadedFile) -> Iterator[Path]:
    """What was sent, as a file that readers can open again and again; gone afterwards."""
    with tempfile.NamedTemporaryFile(prefix="vo-") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        yield Path(kept.name)


class FileForm(Form):
    """A file to read in, not larger than the installation takes."""

    file = forms.FileField(label="Fil", widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}))

    def clean_file(self) -> UploadedFile:
        """Not too large: of a larger one only the beginning has been kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if reason := too_large(file.size):
            raise forms.ValidationError(reason)
        return file
