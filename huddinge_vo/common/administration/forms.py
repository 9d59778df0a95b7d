"""What a person sends about people, their roles and who is let in on what is secret."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import Form, ModelForm, dress
from huddinge_vo.common.people.models import TWO_PERSON_ROLES, GroupRole, Organization, User
from huddinge_vo.common.untyped import Context, PassedOn


def _roles() -> QuerySet[Group]:
    return Group.objects.order_by("name", "pk")


_ABOUT_ROLES = (
    f"Rollerna {', '.join(TWO_PERSON_ROLES[:-1])} och {TWO_PERSON_ROLES[-1]} gäller först när en annan förvaltare har "
    "bekräftat dem."
)


class PersonForm(ModelForm):
    """A person's account."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email"]
        error_messages = {"username": {"unique": "Användarnamnet finns redan. Välj ett annat."}}

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = self.fields["last_name"].required = True
        self.fields["email"].required = True
        self.fields["username"].help_text = ""


class NewPersonForm(PersonForm):
    """An account, and what its person is to begin with."""

    role = forms.ModelChoiceField(label="Roll", queryset=Group.objects.none(), help_text=_ABOUT_ROLES)

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = _roles()  # type: ignore[attr-defined]


class OwnAccountForm(PersonForm):
    """One's own name and address. The user name is set by those who keep the accounts."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        ModelForm.__init__(self, *args, **kwargs)
        self.fields["email"].required = True


class RoleForm(Form):
    """One more role."""

    role = forms.ModelChoiceField(label="Roll", queryset=Group.objects.none(), help_text=_ABOUT_ROLES)

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = _roles()  # type: ignore[attr-defined]


class GroupRoleForm(ModelForm):
    """Which role a group gives."""

    class Meta:
        model = GroupRole
        fields = ["group", "role"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = _roles()  # type: ignore[attr-defined]
        self.fields["role"].help_text = _ABOUT_ROLES


class FindSecretForm(Form):
    """Which secret object an access is for.

    It is found by exactly what it is called, for the officer need not know it.
    """

    sok = forms.CharField(
        label="Nummer eller namn",
        max_length=300,
        help_text="Exakt så som uppgiften heter: avtalets eller upphandlingens nummer, organisationsnummer, eller hela "
        "namnet.",
    )


class GrantForm(Form):
    """Whom to let in, on which of what was found, and until when."""

    what = forms.ChoiceField(label="Uppgift", widget=forms.RadioSelect)
    user = forms.ModelChoiceField(label="Användare", queryset=User.objects.none(), required=False)
    group = forms.ModelChoiceField(
        label="Roll",
        queryset=Group.objects.none(),
        required=False,
        help_text="Alla som har rollen hos köparen, i stället för en användare.",
    )
    until = forms.DateField(
        label="Till och med", required=False, widget=forms.DateInput, help_text="Lämna tomt för tills vidare."
    )

    def __init__(
        self, *args: PassedOn, buyer: Organization | None, found: Sequence[tuple[str, str]], **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = list(found)  # type: ignore[attr-defined]
        if len(found) == 1:
            self.fields["what"].initial = found[0][0]
        people = (
            User.objects.filter(memberships__buyer=buyer, is_active=True)
            .distinct()
            .order_by(person_order(), "username", "pk")
        )
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["group"].queryset = _roles()  # type: ignore[attr-defined]

    def clean(self) -> Context:
        """One or the other."""
        data: Context = super().clean() or self.cleaned_data
        if "user" in data and "group" in data and bool(data["user"]) == bool(data["group"]):
            self.add_error("user", "Välj antingen en användare eller en roll.")
        return data


class LogForm(Form):
    """What the log is narrowed by."""

    vem = forms.ModelChoiceField(label="Vem", queryset=User.objects.none(), required=False, empty_label="alla")
    slag = forms.ChoiceField(label="Vad", required=False)
    fran = forms.DateField(label="Från", required=False, widget=forms.DateInput)
    till = forms.DateField(label="Till", required=False, widget=forms.DateInput)

    def __init__(
        self, *args: PassedOn, people: QuerySet[User], kinds: Sequence[tuple[str, str]], **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vem"].queryset = people  # type: ignore[attr-defined]
        self.fields["slag"].choices = [("", "allt"), *kinds]  # type: ignore[attr-defined]


class ForgottenForm(Form):
    """Asking for a new password. One who has never set any may ask as well."""

    email = forms.EmailField(
        label="E-postadress", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def people(self) -> QuerySet[User]:
        """Everybody active with that address."""
        return User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).order_by("pk")


class NewPasswordForm(SetPasswordForm):
    """A new password, twice."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class ChangePasswordForm(PasswordChangeForm):
    """The old password, and a new one twice."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class MarkForm(Form):
    """Why something is to be secret, or open again."""

    reason = forms.CharField(label="Skäl", max_length=300, help_text="Skriv inga uppgifter om enskilda.")
