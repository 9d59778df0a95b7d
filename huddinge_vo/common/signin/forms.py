"""What a person sends to be let in."""

from __future__ import annotations

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from huddinge_vo.common.pages.forms import dress, keep_people_out
from huddinge_vo.common.untyped import PassedOn


class LoginForm(allauth_forms.LoginForm):
    """User name and password."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", "Användarnamn"), ("password", "Lösenord")):
            _plain(self.fields[name], label)
        self.fields["login"].widget.attrs["autofocus"] = True
        dress(self.fields)


class AgainForm(allauth_forms.ReauthenticateForm):
    """One's password, once more."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], "Lösenord")
        dress(self.fields)


class CodeForm(code_forms.AuthenticateForm):
    """A code from the app, or one of the recovery codes."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], "Kod")
        self.fields["code"].help_text = "Sex siffror från appen, eller en av dina återställningskoder."
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}
        dress(self.fields)


class CodeAgainForm(code_forms.ReauthenticateForm):
    """The same in the midst of a session."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], "Kod")
        self.fields["code"].help_text = "Sex siffror från appen, eller en av dina återställningskoder."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        dress(self.fields)


class AppForm(app_forms.ActivateTOTPForm):
    """The first code of an app, as a proof that it has understood the secret."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], "Kod från appen")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        dress(self.fields)


class PasskeyForm(passkey_forms.AddWebAuthnForm):
    """A passkey, with what its owner calls it, and whether it lets in by itself."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Namn"
        self.fields["name"].help_text = "Så att du känner igen den, till exempel Telefonen."
        alone = self.fields["passwordless"]
        alone.label, alone.initial = "Logga in utan lösenord", True
        alone.help_text = (
            "Nyckeln frågar då efter PIN, finger eller ansikte. Ta bort krysset för en nyckel som inte kan det."
        )
        keep_people_out(self.fields)
        dress(self.fields)


def _plain(field: forms.Field, label: str) -> None:
    """In our words, and without a grey text in the field that vanishes when one types."""
    field.label, field.help_text = label, ""
    field.widget.attrs.pop("placeholder", None)
