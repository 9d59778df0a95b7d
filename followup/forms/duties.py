"""What a person sends about duties and reminders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group

from followup.models import (
    MailSetting,
    ReminderRule,
)
from huddinge_vo.common.forms import Form, ModelForm
from huddinge_vo.common.models import User
from huddinge_vo.common.people import colleagues


class SnoozeForm(Form):
    """Until when a reminder is put off."""

    until = forms.DateField(label="Påminn igen", widget=forms.DateInput())


class DelegateForm(Form):
    """To whom a duty is handed."""

    to = forms.ModelChoiceField(label="Till", queryset=User.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(user)  # type: ignore[attr-defined]


class MoveDutiesForm(Form):
    """Whose duties go to whom."""

    of = forms.ModelChoiceField(label="Från", queryset=User.objects.none())
    to = forms.ModelChoiceField(label="Till", queryset=User.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("of", "to"):
            self.fields[name].queryset = colleagues(user)  # type: ignore[attr-defined]


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

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "manager_role"):
            self.fields[name].queryset = Group.objects.order_by("name")  # type: ignore[attr-defined]
