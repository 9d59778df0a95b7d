"""Two who have the same object's form open: the second is told that the first was there, whatever the object is."""

import pytest
from django.contrib.auth.models import Group
from django.forms import DateField, EmailField, ModelForm
from django.urls import resolve

from activities.activities.models import Activity
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.models import Membership
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
