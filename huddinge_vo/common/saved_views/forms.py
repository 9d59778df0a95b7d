"""What a person sends to save a list as it is shown."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.saved_views.models import LONGEST_QUERY


def list_of(address: str) -> tuple[str, str]:
    """The list that an address leads to, and what is asked of it. Raises ValidationError for what is no list."""
    parts = urlsplit(address)
    try:
        view = getattr(resolve(parts.path).func, "view_class", None)
    except Resolver404:
        view = None
    if parts.scheme or parts.netloc or view is None or not issubclass(view, ListPage):
        raise ValidationError("Det är ingen lista som kan sparas. Gå till listan och börja om.")
    return parts.path, parts.query


class SaveForm(Form):
    """A name for the list as it is shown."""

    name = forms.CharField(label="Namn", max_length=80)
    is_shared = forms.BooleanField(label="Dela med alla som arbetar för samma köpare", required=False)
    sida = forms.CharField(max_length=200 + LONGEST_QUERY, widget=forms.HiddenInput)

    def clean_sida(self) -> tuple[str, str]:
        """The list, and what is asked of it."""
        return list_of(self.cleaned_data["sida"])
