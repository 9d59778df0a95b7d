"""Two who have the same object's form open: the second is told that the first was there, whatever the object is."""

import contextlib

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, models, transaction
from django.forms import CharField, DateField, EmailField, ModelForm
from django.urls import resolve

from activities.activities.models import Activity
from huddinge_vo.common.pages.conflicts import is_same
from huddinge_vo.common.pages.forms import VersionedForm
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.saving import ChangedMeanwhile
from tests import factories as make
from tests.house.test_access import ADDRESSES

pytestmark = pytest.mark.django_db

# By why two people do not overwrite each other there.
WITHOUT = {
    "a form adds one, and none changes what is there": """
        contracts.IndexChain contracts.PriceRequest contracts.SupplierCheck contracts.SupplierContact contracts.Permit
        contracts.PlacementStop contracts.SupplierIdentifier followup.AuthorityReport followup.Target followup.Sample
        common.GroupRole procurement.Placement procurement.ProjectDocument
    """,
    "its form says what each price was when it was opened, and actions.save_price_item looks": """
        contracts.PriceItem
    """,
}


REFUSED_BEFORE = ("Du har själv anmält eller arbetat med bristen",)  # whoever it is, whenever he comes


FILLED_IN = {DateField: "2027-06-30", EmailField: "prov@example.se"}


def pages():
    """(address, what is kept) of every page with a form for an object."""
    for _name, path in ADDRESSES:
        view = getattr(resolve(path).func, "view_class", None)
        form = getattr(view, "form_class", None)
        if view and issubclass(view, ActionPage) and form and issubclass(form, ModelForm):
            yield path, form._meta.model


def has_version(model):
    return any(field.name == "version" for field in model._meta.get_fields())


def test_what_a_form_keeps_has_a_version_or_it_is_said_why_not():
    left_out = {name for names in WITHOUT.values() for name in names.split()}
    asked = {model._meta.label: model for _path, model in pages()}
    assert len(asked) > 40
    missing = {label for label, model in asked.items() if not has_version(model)}
    assert missing - left_out == set(), "give it a version, or say here why not"
    assert left_out - missing == set(), "it has a version now, or no form keeps it: it need not stand here"


def as_shown(form):
    """What a browser sends of a form that nobody has touched, but for what must be filled in."""
    sent = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
        if isinstance(value, list | tuple):
            sent[bound.html_name] = [getattr(each, "pk", each) for each in value]
        elif value is True:
            sent[bound.html_name] = "on"
        elif value is not None and value is not False and value != "":
            sent[bound.html_name] = getattr(value, "pk", value)
        elif bound.field.required:
            sent[bound.html_name] = FILLED_IN.get(type(bound.field), "Prov")
    return sent


def test_every_form_of_what_is_there_refuses_what_comes_too_late(everything, keeper):
    Membership.objects.create(user=keeper, buyer=make.buyer(), role=Group.objects.get(name="kategoriledare"))
    Activity.objects.update(late_reason="Prov")  # asked for before anything is saved
    tried, overwritten = set(), set()
    for path, model in pages():
        page = everything.get(path)
        form = page.context["form"] if page.status_code == 200 and page.context else None
        if form is None or not has_version(model) or form.instance.pk is None:
            continue
        late = everything.post(path, {**as_shown(form), "version": "0"})
        said = late.content.decode()
        if late.status_code == 422 and any(words in said for words in ("har ändrats av någon annan", *REFUSED_BEFORE)):
            tried.add(model._meta.label)
        else:
            overwritten.add((path, late.status_code, str(late.context["form"].errors) if late.context else ""))
    assert overwritten == set()
    assert len(tried) > 25


def test_no_page_answers_one_that_came_too_late_with_a_mere_sentence():
    views = {getattr(resolve(path).func, "view_class", None) for _name, path in ADDRESSES}
    pages = {view for view in views if view and issubclass(view, ActionPage)}
    assert {view for view in pages if ChangedMeanwhile in view.refusals} == set(), "ActionPage tells what differs"
    plain = {view.form_class for view in pages if view.form_class and not issubclass(view.form_class, ModelForm)}
    names = {form for form in plain if "version" in form.base_fields}
    assert {form for form in names if not issubclass(form, VersionedForm)} == set(), "it brings no marks along"
    assert len(names) > 5


def a_line_of(form):
    """A field of words that another may change meanwhile: of the object itself, chosen from nothing, and checked for no
    look of its own.
    """
    columns = {column.name: column for column in form.instance._meta.concrete_fields}
    for bound in form.visible_fields():
        column, field = columns.get(bound.name), bound.field
        plain = type(field) is CharField and isinstance(column, models.CharField | models.TextField)
        free = plain and not (column.unique or column.choices or field.disabled or bound.name in NUMBERS)
        if free and (field.max_length or 100) >= len(OTHERS):
            return bound.name
    return None


OTHERS = "Skrivet av en annan"
NUMBERS = {"number", "registry_number", "org_number", "postcode", "key"}


def test_what_only_another_changed_stays_as_he_has_it_whatever_the_form(everything, keeper):
    Membership.objects.create(user=keeper, buyer=make.buyer(), role=Group.objects.get(name="kategoriledare"))
    Activity.objects.update(late_reason="Prov")
    User.objects.update(first_name="Kim", last_name="Ek")
    tried, wrong = set(), {}
    for path, model in pages():
        page = everything.get(path)
        form = page.context["form"] if page.status_code == 200 and page.context else None
        name = a_line_of(form) if form is not None and has_version(model) and form.instance.pk else None
        if name is None:
            continue
        stored, sent = form.instance, as_shown(form)
        # An object with two pages is changed once for each.
        words = OTHERS if getattr(stored, name) != OTHERS else OTHERS[::-1]
        with transaction.atomic(), contextlib.suppress(IntegrityError):
            model._default_manager.filter(pk=stored.pk).update(**{name: words, "version": models.F("version") + 1})
        late = everything.post(path, sent)
        again = late.context["form"] if late.status_code == 422 else None
        if again is None or again.latest is None:
            continue  # it is refused for something else, or by the action's own words
        tried.add(model._meta.label)
        listed = {each.name: each.typed for each in again.conflicts}
        # What must be filled in, and what a form begins with that nobody has saved yet.
        filled_in = {b.name for b in form if not is_same(sent.get(b.html_name), getattr(stored, b.name, None))}
        mine = {each for each, typed in listed.items() if typed} - filled_in
        if again[name].value() != words or listed.get(name) != "" or mine:
            wrong[path] = (name, again[name].value(), again.conflicts)
    assert wrong == {}
    assert len(tried) > 15, tried
