"""Two who changed the same at once: what each of them wrote, and how the second goes on from what the first saved."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from huddinge_vo.common.history.querysets import as_at_version
from huddinge_vo.common.secrecy.changes import as_written, changes_since
from huddinge_vo.common.secrecy.names import NOTHING, name_for, names_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from huddinge_vo.common.people.models import User


def shown(field: forms.Field, value: Any) -> str:  # noqa: ANN401 - a value of any field
    """A field's value as a person reads it."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Decimal):
        return as_written(value)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(each) for each in value))
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices = cast("Iterable[tuple[object, str]]", field.choices)
        return str(dict(choices).get(value, value))
    return str(value)


@dataclass(frozen=True)
class Conflict:
    """A field that says something else than what is stored now, or that another changed and this person did not.

    `typed` is empty for the latter: there is nothing of his to choose, and what is stored stays.
    """

    label: str
    stored: str
    typed: str
    name: str = ""

    @property
    def is_theirs(self) -> bool:
        """Whether the other's value stays."""
        return not self.typed


def conflicts(
    form: forms.BaseForm, stored: models.Model, *, user: User, opened: Mapping[str, object] | None = None
) -> list[Conflict]:
    """Where a form that came too late differs from what was stored meanwhile, as far as a person may know of it.

    `opened` is what its fields said when it was opened: what a person left as it was is not his. Without it, and of a
    field that it does not tell of, all that differs is his.
    """
    found = []
    beside = kept_beside(form)
    for name, field in form.fields.items():
        if name in {"version", MARKS} or name not in form.cleaned_data:
            continue
        if name in beside:
            value, typed = form.get_initial_for_field(field, name), form.cleaned_data[name]
            if conflict := _of_beside(form, name, value, typed, user=user, opened=opened):
                found.append(conflict)
            continue
        if not isinstance(form, forms.BaseModelForm) or not hasattr(stored, name):
            continue  # what is asked beside the object's own fields: it is not kept in it
        value, typed = getattr(stored, name), form.cleaned_data[name]
        if hasattr(value, "all") and not isinstance(field, forms.ModelChoiceField):
            # Rows of its own, which the form has as words.
            value, typed = form.get_initial_for_field(field, name), form[name].data
            theirs = shown(field, value)
        elif hasattr(value, "all"):
            theirs = ", ".join(sorted(names_of(value.all(), user=user))) or NOTHING
        elif isinstance(field, forms.ModelChoiceField):
            theirs = name_for(value, user)
        else:
            theirs = shown(field, value)
        ours = shown(field, typed)
        if theirs == ours:
            continue
        untouched = opened is not None and name in opened and is_same(opened[name], typed)
        if untouched and is_same(opened[name], value):  # type: ignore[index]  # nobody changed it: it is only read otherwise
            continue
        found.append(Conflict(str(field.label), theirs, "" if untouched else ours, name))
    return found


def kept_beside(form: forms.BaseForm) -> Collection[str]:
    """The fields of a form that are kept elsewhere than in its object: what is stored is what they begin with.

    A form is made anew for each request, so that they begin with what is there now.
    """
    return getattr(form, "kept_beside", ())


def _of_beside(
    form: forms.BaseForm, name: str, value: object, typed: object, *, user: User, opened: Mapping[str, object] | None
) -> Conflict | None:
    if is_same(value, typed):
        return None
    field = form.fields[name]
    untouched = opened is not None and name in opened and is_same(opened[name], typed)
    ours = "" if untouched else _named(field, typed, user)
    return Conflict(str(field.label), _named(field, value, user), ours, name)


def _named(field: forms.Field, value: object, user: User) -> str:
    """As `shown`; what a form begins with may be the key of a row."""
    if not isinstance(field, forms.ModelChoiceField):
        return shown(field, value)
    if value and not isinstance(value, models.Model):
        value = field.queryset.model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
    return name_for(value or None, user)  # type: ignore[arg-type]


def also_changed(form: forms.BaseForm, stored: models.Model, version: int, *, user: User) -> list[Conflict]:
    """What another has changed that a form does not ask about: it stands as it was saved, whatever is sent."""
    asked = [name for name in form.fields if name not in kept_beside(form)]
    return [Conflict(each.field, each.new, "") for each in changes_since(stored, version, user=user, but=asked)]


def is_same(one: object, other: object) -> bool:
    """Whether two values of a field say the same: what is stored, what history tells of it, and what was sent of it."""
    first, second = _plain(one), _plain(other)
    return first == second or str(first) == str(second)


def _plain(value: object) -> object:
    """Without what a form, or a browser, makes of it on its way."""
    if isinstance(value, models.Model):
        return value.pk
    if hasattr(value, "all"):  # rows, or the manager of an object's list of others
        return {each.pk for each in value.all()}
    if isinstance(value, list | tuple) and value:
        return {getattr(each, "pk", each) for each in value}
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if value is None or value in ([], ()):
        return ""
    return value


_OTHERWISE = object()  # what a field said, where it is neither what was sent of it nor what is stored


def opened_values(form: forms.BaseForm, stored: models.Model, version: int) -> dict[str, object]:
    """What a form's fields said when it was opened, by its object's history at the version that it names.

    Of what no column holds the form has brought a mark: an object's lists of others have no version, some no history.
    """
    event = as_at_version(stored, version)
    marks, beside = marks_sent(form), kept_beside(form)
    values: dict[str, object] = {}
    for name, field in form.fields.items():
        if name in marks and name in form.cleaned_data:
            known = (form.cleaned_data[name], form[name].data, form.get_initial_for_field(field, name))
            values[name] = next((each for each in known if mark_of_value(each) == marks[name]), _OTHERWISE)
            continue
        if name in beside:
            continue
        try:
            column = stored._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        attname = getattr(column, "attname", "")
        if event is not None and attname and hasattr(event, attname):
            values[name] = getattr(event, attname)
    return values


MARKS = "opened_as"


def marks_sent(form: forms.BaseForm) -> dict[str, str]:
    """The marks that a form has brought, by field."""
    return dict(each.split(":", 1) for each in (form.cleaned_data.get(MARKS) or "").split() if ":" in each)


def mark_of_value(value: object) -> str:
    """A value told so that nobody reads what it holds."""
    plain = _plain(value)
    if isinstance(plain, Decimal):
        plain = f"{plain.normalize():f}"  # however many noughts it ends in
    said = ",".join(sorted(map(str, plain))) if isinstance(plain, set) else str(plain)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def keep_typed(form: forms.BaseForm, **marks: str) -> None:
    """A form that came too late, as it was typed, with marks that say what its next try replaces."""
    data = cast("QueryDict", form.data).copy()
    for name, mark in marks.items():
        data[name] = mark
    form.data = data


def take_theirs(form: forms.BaseForm, values: Mapping[str, object]) -> None:
    """Let some of a form's fields say what another has saved, and say so beside them. `values` as a form begins."""
    data = cast("QueryDict", form.data).copy()
    for name, value in values.items():
        field = form.fields[name]
        _send(data, form.add_prefix(name), field.widget, field.prepare_value(value))
        form[name].help_text = f"{TAKEN} {field.help_text}".rstrip()  # the drawn field's: it was made when it was read
    form.data = data


TAKEN = "Ändrat på annat håll sedan du öppnade sidan. Här står det som är sparat."


def _send(data: QueryDict, name: str, widget: forms.Widget, value: object) -> None:
    """What a browser would send of a widget with a value."""
    if isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
        return
    drawn = widget.format_value(value)
    data.setlist(name, [str(each) for each in drawn] if isinstance(drawn, list) else ["" if drawn is None else drawn])
