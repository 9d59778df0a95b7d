"""What a person sends about supplier meetings."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from contracts.plan.models import ContractArea
from followup.meetings.models import MeetingInvitation, MeetingTask, SupplierMeeting
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class MeetingForm(ModelForm):
    """A meeting, and what was said at it."""

    class Meta:
        model = SupplierMeeting
        fields = ["title", "areas", "starts_at", "ends_at", "place", "agenda", "notes"]
        widgets = {
            "areas": forms.CheckboxSelectMultiple,
            "agenda": forms.Textarea(attrs={"rows": 6}),
            "notes": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=self.instance.buyer)
        self.fields["areas"].queryset = areas.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        if self.instance.pk is None:
            del self.fields["notes"]


class AttendanceForm(Form):
    """Who came."""

    came = forms.ModelMultipleChoiceField(
        label="Kom till mötet",
        queryset=MeetingInvitation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: PassedOn, invitations: QuerySet[MeetingInvitation], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].queryset = invitations  # type: ignore[attr-defined]


class TaskForm(ModelForm):
    """Something that was agreed."""

    to_come = ("due_on",)

    class Meta:
        model = MeetingTask
        fields = ["what", "due_on", "responsible"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        buyer = self.instance.meeting.buyer_id
        people = (
            User.objects.filter(memberships__buyer=buyer, is_active=True)
            .distinct()
            .order_by(person_order(), "username", "pk")
        )
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
