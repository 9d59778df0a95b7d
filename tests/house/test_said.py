"""What pages say of what they could not read, and what they are called: the same everywhere."""

import re

import pytest
from django import forms
from django.core.validators import URLValidator
from django.urls import resolve

from huddinge_vo.common.pages import forms as our_forms
from huddinge_vo.common.pages.views import ActionPage, EditPage
from tests.house.test_access import ADDRESSES
from tests.house.test_versions import as_shown, pages

pytestmark = pytest.mark.django_db


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def shown_forms(everything):
    """(address, form) of each page with a form for an object."""
    for path, _model in pages():
        page = everything.get(path)
        form = page.context["form"] if page.status_code == 200 and page.context else None
        if form is not None:
            yield path, form


def test_no_field_looks_for_the_same_thing_twice(everything):
    tried, twice = 0, set()
    for path, form in shown_forms(everything):
        for name, field in form.fields.items():
            tried += 1
            if any(field.validators.count(each) > 1 for each in field.validators):
                twice.add((path, name))
    assert twice == set()
    assert tried > 200


def test_a_text_that_its_own_field_looks_at_too_is_refused_in_one_sentence():
    class Words(our_forms.Form):
        comment = forms.CharField(validators=[our_forms.refuse_personal_numbers])

    assert len(Words({"comment": "Om 850709-9805"}).errors["comment"]) == 1


def test_what_is_no_web_address_is_told_what_one_is_whatever_the_form(everything):
    tried, unhelpful = set(), {}
    for path, form in shown_forms(everything):
        columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
        for name, field in form.fields.items():
            looked_at = [*field.validators, *(columns[name].validators if name in columns else ())]
            if not any(isinstance(each, URLValidator) for each in looked_at):
                continue
            tried.add(name)
            answer = everything.post(path, {**as_shown(form), name: "dnr 2026-17"})
            said = answer.context["form"].errors.get(name, []) if answer.context else []
            if not any("börjar med https://" in each for each in said):
                unhelpful[path, name] = said
    assert unhelpful == {}
    assert len(tried) >= 2


def test_a_heading_says_what_is_saved_and_not_what_was_typed(everything):
    tried, wrong = 0, {}
    for path, form in shown_forms(everything):
        view = everything.get(path).resolver_match.func.view_class
        if not issubclass(view, EditPage) or not form.instance.pk:
            continue
        before = everything.get(path).context.get("title")
        typed = {name: f"{value} B" if isinstance(value, str) else value for name, value in as_shown(form).items()}
        answer = everything.post(path, {**typed, "version": "0"})
        if answer.status_code != 422:
            continue
        tried += 1
        if answer.context.get("title") != before:
            wrong[path] = (before, answer.context.get("title"))
    assert wrong == {}
    assert tried > 20


@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        ("/", "period", ("zzz", "1800", "2999")),
        ("/kop/karta/", "period", ("zzz",)),
        ("/statusrapport/", "ar", ("1800", "zzz")),
        ("/regler/", "period", ("abc",)),
        ("/regler/utan/", "period", ("abc",)),
        ("/direktupphandling/behov/", "ar", ("1800", "zzz")),
        ("/delegationsordning/", "dag", ("2026-02-30",)),
        ("/att-gora/", "urval", ("zzz",)),
    ],
)
def test_a_page_says_that_it_shows_something_else_than_what_was_asked_for(everything, path, name, values):
    assert "Urvalet går inte att förstå" not in text_of(everything.get(path))
    for value in values:
        answer = everything.get(path, {name: value})
        assert answer.status_code == 200
        assert "Urvalet går inte att förstå" in text_of(answer), value
        assert "Här visas i stället" in text_of(answer)


def every_form(everything):
    """(address, form, page) of each page that does something, with or without an object."""
    for _name, path in ADDRESSES:
        view = getattr(resolve(path).func, "view_class", None)
        if view is not None and issubclass(view, ActionPage):
            page = everything.get(path)
            form = page.context.get("form") if page.status_code == 200 and page.context else None
            if form is not None:
                yield path, form, page.content.decode()


def test_the_box_of_errors_follows_the_page_whatever_the_form(everything):
    """It lists a form's fields in the form's order: so that order is the one they stand in on the page."""
    tried, wrong = 0, {}
    for path, form, page in every_form(everything):
        places = {}
        for bound in form.visible_fields():
            found = re.search(rf'<(?:input|select|textarea)\b[^>]*\bid="{bound.auto_id}(?:_0)?"', page)
            if found:
                places[bound.name] = found.start()
        tried += len(places) > 1
        if list(places) != sorted(places, key=places.get):
            wrong[path] = (list(places), sorted(places, key=places.get))
    assert wrong == {}
    assert tried > 60


def test_no_form_says_that_something_is_missing_or_not_to_choose_in_the_words_of_the_system(everything):
    tried, systemic = 0, set()
    for path, form in shown_forms(everything):
        form.full_clean()  # of a form that nothing was sent with: only its words are made ready
        for name, field in form.fields.items():
            tried += 1
            for code in ("required", "invalid_choice", "invalid_list", "max_length", "min_value", "max_value"):
                words = str(field.error_messages.get(code, ""))
                if words.startswith(("Detta", "Välj ett giltigt", "Säkerställ", "Kontrollera att detta")):
                    systemic.add((path, name, words))
    assert systemic == set()
    assert tried > 200
