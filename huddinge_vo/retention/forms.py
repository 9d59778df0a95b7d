"""How long a kind is kept, and of whom an extract is wanted."""

from __future__ import annotations

from django import forms

from huddinge_vo.common.pages.forms import Form, VersionedForm
from huddinge_vo.common.untyped import PassedOn
from huddinge_vo.retention.kinds import RetentionKind


class TermForm(VersionedForm):
    """A number of days within what the kind allows."""

    days = forms.IntegerField(label="Sparas, dagar")

    def __init__(self, *args: PassedOn, kind: RetentionKind, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        days = self.fields["days"]
        days.help_text = f"Mellan {kind.days.least} och {kind.days.most} dagar. Startvärdet är {kind.days.start}."
        days.widget.attrs.update({"min": kind.days.least, "max": kind.days.most})


class WhoForm(Form):
    """Of whom: a person by user name or address, a supplier by number or exact name."""

    org_number = forms.CharField(
        label="Sök",
        max_length=254,
        help_text="Användarnamn eller e-post, eller en leverantörs nummer eller hela namn.",
    )
