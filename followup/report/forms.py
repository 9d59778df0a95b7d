"""What a person sends about the June report."""

from __future__ import annotations

from django import forms

from followup.report.models import GoalComment, StatusReport
from huddinge_vo.common.pages.forms import DecidesOnWhatIsShown, Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class ReportForm(ModelForm):
    """The status report's own words."""

    class Meta:
        model = StatusReport
        fields = ["summary", "proposal", "registry_number"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 8}), "proposal": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"proposal": "En rad för varje punkt. Tomt: systemets eget förslag."}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class GoalCommentForm(ModelForm):
    """What is said of a goal."""

    class Meta:
        model = GoalComment
        fields = ["outcome", "reason", "steered", "done", "ahead"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class ApproveForm(DecidesOnWhatIsShown, Form):
    """That the report says what it should, in the words that it has."""


class ReturnForm(Form):
    """Why a report becomes a draft again."""

    reason = forms.CharField(
        label="Skäl",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Visas i rapportens status, och på Start för den som skrev eller godkände.",
        error_messages={"required": "Skriv varför rapporten blir utkast igen."},
    )

    def __init__(self, *args: PassedOn, needs_reason: bool, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
