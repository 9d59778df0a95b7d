"""What has happened, come in or been decided has a day that has been, whichever form it is told in."""

import importlib
import inspect
import pkgutil
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from followup.reviews.models import Finding, Review
from huddinge_vo.common.pages.bulk import BulkPage
from huddinge_vo.common.pages.forms import Form, ModelForm, RefuseDaysAhead, RefuseDaysBehind
from huddinge_vo.common.pages.views import ActionPage
from tests import factories as make

APPS = ("activities", "contracts", "followup", "procurement", "huddinge_vo")
# Days of what is to come, or that ask for something as of any day; all others tell of what has been.
MAY_LIE_AHEAD = {
    "answer_by", "contract_start", "dag", "day", "decide_by", "delete_on", "due_on", "effective_on", "ends_on", "first",
    "first_on", "fran", "initial_until", "last", "last_day", "last_on", "month", "on", "planned_on", "review_on",
    "since", "start_by", "starts_on", "till", "until", "valid_from", "valid_until",
}  # fmt: skip


def forms_of_ours():
    """Every form of the interface, with the modules that have them."""
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)
    waiting, found = [Form, ModelForm], set()
    while waiting:
        for each in waiting.pop().__subclasses__():
            if each not in found and each.__module__.split(".")[0] in APPS:
                found.add(each)
            waiting.append(each)
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def test_each_day_that_a_form_asks_for_is_one_that_has_been_or_is_known_to_lie_ahead():
    left, wrong = [], []
    for each in forms_of_ours():
        days = {name for name, field in each.base_fields.items() if isinstance(field, forms.DateField)}
        left += [f"{each.__module__}.{each.__name__}.{name}" for name in days - set(each.has_been) - MAY_LIE_AHEAD]
        wrong += [f"{each.__module__}.{each.__name__}.{name}" for name in set(each.has_been) - days]
    assert (left, wrong) == ([], [])


# Days that something is to be done by, which a form takes although they have been.
MAY_HAVE_BEEN = {
    "activities.activities.forms.StepForm.due_on": "a step may be written down when it is done",
    "procurement.projects.forms.TaskForm.due_on": "a task may be written down when it is late, or done",
    "contracts.terms.forms.OptionForm.decide_by": "a register is kept of what was agreed, with its options",
}


def test_each_day_that_something_is_to_be_done_by_lies_ahead_when_it_is_set():
    left, wrong = set(), []
    for each in forms_of_ours():
        days = {name for name, field in each.base_fields.items() if isinstance(field, forms.DateField)}
        to_do = days & {"answer_by", "decide_by", "due_on", "planned_on", "review_on"}
        left |= {f"{each.__module__}.{each.__name__}.{name}" for name in to_do - set(each.to_come)}
        wrong += [f"{each.__module__}.{each.__name__}.{name}" for name in set(each.to_come) - days]
    assert (left, wrong) == (set(MAY_HAVE_BEEN), [])


def test_a_day_to_come_is_not_set_behind_us_but_stays_where_it_was_stored():
    refuse = RefuseDaysBehind(date(2026, 3, 31), stored=date(2020, 1, 1))
    refuse(date(2026, 3, 31))
    refuse(date(2020, 1, 1))
    with pytest.raises(ValidationError, match="Dagen har redan varit"):
        refuse(date(2026, 3, 30))


@pytest.mark.django_db
def test_a_review_is_not_planned_behind_us_and_one_that_is_late_can_be_changed(client):
    contract = make.contract("A-1", until=None)
    client.force_login(make.user("uppföljare"))
    typed = {"contract": contract.pk, "planned_on": "2020-01-01", "method": "DESK"}
    answer = client.post("/uppfoljning/ny/", typed)
    assert answer.status_code == 422
    assert "Dagen har redan varit." in answer.content.decode()
    assert client.post("/uppfoljning/ny/", {**typed, "planned_on": str(timezone.localdate())}).status_code == 302
    review = Review.objects.get()
    Review.objects.update(planned_on=date(2020, 1, 1))
    path = f"{review.get_absolute_url()}andra/"
    sent = {"planned_on": "2020-01-01", "method": "ANNOUNCED_VISIT", "version": review.version}
    assert client.post(path, sent).status_code == 302
    sent |= {"planned_on": "2020-01-02", "version": Review.objects.get().version}
    assert client.post(path, sent).status_code == 422


def test_each_page_that_asks_for_a_day_that_has_been_holds_its_form_to_the_day():
    """A page that is neither of the two that do it for theirs does it in a `get_form` of its own."""
    left = []
    for view in page_classes():
        form = getattr(view, "form_class", None)
        if (
            form is None
            or not (getattr(form, "has_been", ()) or getattr(form, "to_come", ()))
            or issubclass(view, (ActionPage, BulkPage))
        ):
            continue
        if "hold_to(" not in inspect.getsource(view):
            left.append(view.__qualname__)
    assert left == []
    assert sum(bool(getattr(getattr(view, "form_class", None), "has_been", ())) for view in page_classes()) > 15


def page_classes(patterns=None):
    """The class of each page that has one."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from page_classes(each.url_patterns)
        elif view := getattr(each.callback, "view_class", None):
            yield view


def test_today_has_been_and_tomorrow_has_not():
    refuse = RefuseDaysAhead(date(2026, 3, 31))
    refuse(date(2026, 3, 31))
    with pytest.raises(ValidationError, match="Dagen har inte varit än"):
        refuse(date(2026, 4, 1))


def test_a_form_that_is_held_twice_says_it_once():
    class Told(Form):
        has_been = ("on",)
        on = forms.DateField()

    told = Told({"on": "2026-04-01"})
    told.hold_to(date(2026, 4, 30))
    told.hold_to(date(2026, 3, 31))
    assert told.errors == {"on": ["Dagen har inte varit än."]}


@pytest.mark.django_db
def test_a_deficiency_that_happens_next_year_is_not_saved_and_one_of_today_is(client):
    contract = make.contract("A-1", until=None)
    client.force_login(make.user("uppföljare"))
    today = timezone.localdate()
    typed = {
        "look_for": "Provhem",
        "supplier": contract.supplier_id,
        "contract": contract.pk,
        "evidence": "Larmet var ur funktion.",
        "severity": "LOW",
        "source": Finding.Source.values[0],
    }
    answer = client.post("/brister/anmal/", {**typed, "happened_on": str(today + timedelta(days=1))})
    assert answer.status_code == 422
    assert "Dagen har inte varit än." in answer.content.decode()
    assert not Finding.objects.exists()
    assert client.post("/brister/anmal/", {**typed, "happened_on": str(today)}).status_code == 302
    assert Finding.objects.get().happened_on == today


@pytest.mark.django_db
def test_an_option_is_not_decided_tomorrow(client):
    contract = make.contract("A-1", until=date(2030, 12, 31))
    option = contract.options.create(number=1, months=12, decide_by=date(2030, 6, 30))
    client.force_login(make.user("upphandlare"))
    ahead = str(timezone.localdate() + timedelta(days=1))
    answer = client.post(f"/optioner/{option.pk}/avsta/", {"declined_on": ahead})
    assert answer.status_code == 422
    assert "Dagen har inte varit än." in answer.content.decode()
