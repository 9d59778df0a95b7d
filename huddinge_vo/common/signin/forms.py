"""What a person sends to be let in."""

from __future__ import annotations

from allauth.account import forms as allauth_forms

from huddinge_vo.common.pages.forms import dress
from huddinge_vo.common.untyped import PassedOn


class LoginForm(allauth_forms.LoginForm):
    """User name and password."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", "Användarnamn"), ("password", "Lösenord")):
            field = self.fields[name]
            field.label, field.help_text = label, ""
            del field.widget.attrs["placeholder"]
        self.fields["login"].widget.attrs["autofocus"] = True
        dress(self.fields)
