"""What a person sends about duties and reminders."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from followup.duties.models import Duty, MailSetting, ReminderRule
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.querysets import colleagues
from huddinge_vo.common.untyped import PassedOn


class SnoozeForm(Form):
    """Until when a reminder is put off."""

    until = forms.DateField(label="Påminn igen", widget=forms.DateInput())


class DelegateForm(Form):
    """To whom a duty is handed."""

    to = forms.ModelChoiceField(label="Till", queryset=User.objects.none())

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(user)  # type: ignore[attr-defined]


class _PersonField(forms.ModelChoiceField):
    """A person, who may have left."""

    def label_from_instance(self, obj: User) -> str:
        """The name, and whether he has left."""
        return str(obj) if obj.is_active else f"{obj} (har slutat)"


class MoveDutiesForm(Form):
    """Whose duties go to whom. They are moved most often when somebody has left."""

    of = _PersonField(label="Från", queryset=User.objects.none())
    to = forms.ModelChoiceField(label="Till", queryset=User.objects.none())

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = _whose(user)  # type: ignore[attr-defined]
        self.fields["to"].queryset = colleagues(user)  # type: ignore[attr-defined]


def _whose(user: User) -> QuerySet[User]:
    """Those who work or have worked for a person's buyers, also those whose only trace is something left to do."""
    left = Duty.objects.within_reach_of(user).unfinished()
    named = Q(pk__in=colleagues(user, also_left=True).order_by().values("pk"))
    for name in ("person", "deputy", "deputy_instead", "delegated_to"):
        named |= Q(pk__in=left.values(name))
    return User.objects.filter(named).order_by(person_order(), "username", "pk")


class MailSettingForm(Form):
    """How often the digest comes."""

    frequency = forms.ChoiceField(label="Sammanställning", choices=MailSetting.Frequency, widget=forms.RadioSelect)


class ReminderRuleForm(ModelForm):
    """A rule of reminders."""

    class Meta:
        model = ReminderRule
        fields = [
            "kind",
            "months_before",
            "days_before",
            "role",
            "is_decision",
            "grace_days",
            "manager_role",
            "is_active",
        ]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "manager_role"):
            self.fields[name].queryset = Group.objects.order_by("name", "pk")  # type: ignore[attr-defined]
