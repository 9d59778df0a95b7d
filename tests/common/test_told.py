"""What fields say of what they cannot take."""

from decimal import Decimal

import pytest
from django import forms
from django.core.validators import MinValueValidator

from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.told import tell_what_to_do


class Asked(Form):
    name = forms.CharField(label="Namn", max_length=5, min_length=2)
    per = forms.ChoiceField(label="Per", choices=[("DAY", "dygn")])
    groups = forms.MultipleChoiceField(label="Grupper", choices=[("A", "äldre")])
    sure = forms.BooleanField(label="Säker")
    file = forms.FileField(label="Fil")
    price = forms.DecimalField(label="Pris", max_digits=4, decimal_places=2, min_value=Decimal("0.01"))
    days = forms.IntegerField(label="Dagar", max_value=30)
    own = forms.IntegerField(label="Egen", error_messages={"required": "Räkna dagarna."})
    far = forms.IntegerField(label="Långt", validators=[MinValueValidator(1, "Gå minst ett steg.")])


def said(**typed):
    return Asked(typed).errors


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", "Fyll i fältet."),
        ("per", "Välj ett alternativ."),
        ("groups", "Välj minst ett alternativ."),
        ("sure", "Kryssa i rutan."),
        ("file", "Välj en fil."),
        ("price", "Fyll i fältet."),
        ("own", "Räkna dagarna."),
    ],
)
def test_what_is_left_empty_is_told_as_what_to_do(name, words):
    assert said()[name] == [words]


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("name", "sjukhem", "Skriv högst 5 tecken. Nu är det 7."),
        ("name", "x", "Skriv minst 2 tecken."),
        ("per", "<b>YEAR</b>", "Det du valde finns inte att välja. Välj något annat."),
        ("groups", ["B"], "Något av det du valde finns inte att välja. Välj igen."),
        ("price", "0", "Ange minst 0,01."),
        ("price", "1.234", "Skriv talet med högst 2 decimaler."),
        ("price", "123.4", "Skriv talet med högst 2 siffror före decimaltecknet."),
        ("days", "31", "Ange högst 30."),
        ("far", "0", "Gå minst ett steg."),
    ],
)
def test_what_cannot_be_taken_is_told_as_what_to_do_and_never_echoed(name, typed, words):
    assert said(**{name: typed})[name] == [words]


def test_what_is_told_twice_is_told_the_same():
    form = Asked({"days": "31"})
    tell_what_to_do(form.fields)
    tell_what_to_do(form.fields)
    assert form.errors["days"] == ["Ange högst 30."]


def test_words_of_a_kind_of_field_of_ours_stay():
    class Place(forms.ChoiceField):
        default_error_messages = {"required": "Peka på kartan."}

    fields = {"place": Place(choices=[])}
    tell_what_to_do(fields)
    assert fields["place"].error_messages["required"] == "Peka på kartan."
    assert fields["place"].error_messages["invalid_choice"].startswith("Det du valde")
