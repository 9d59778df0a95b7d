"""What a person sends about reviews and findings."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from followup.reviews.models import (
    FollowUpClass,
    RequirementKind,
    Review,
    ReviewAnswer,
    ReviewTemplate,
)
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import AsksTwice, Form, ModelForm, VersionedForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import Cleaned, Context, PassedOn


def _people(buyer: Organization) -> QuerySet[User]:
    return (
        User.objects.filter(memberships__buyer=buyer, is_active=True)
        .distinct()
        .order_by(person_order(), "username", "pk")
    )


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ClassForm(ModelForm):
    """Deciding how deep a contract is followed up."""

    class Meta:
        model = FollowUpClass
        fields = ["decided", "decided_reason"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided"].required = True
        self.fields["decided_reason"].help_text = "Behövs när klassen blir en annan än den föreslagna."


class ReviewForm(ModelForm):
    """Planning a review."""

    to_come = ("planned_on",)

    class Meta:
        model = Review
        fields = ["contract", "planned_on", "method", "template", "reviewer"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            contracts = Contract.objects.visible_to(user).signed().filter(buyer=buyer).order_by("number", "pk")
            self.fields["contract"].queryset = contracts  # type: ignore[attr-defined]
        else:
            del self.fields["contract"]  # a review stays with its contract
        if self.instance.status == Review.Status.ONGOING:
            del self.fields["template"]  # its questions are the review's own by now
        else:
            templates = ReviewTemplate.objects.filter(buyer=buyer).order_by("name", "pk")
            self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["reviewer"].queryset = _people(buyer)  # type: ignore[attr-defined]


class AnswersForm(VersionedForm):
    """A review's questions, each with an answer and a comment."""

    def __init__(self, *args: PassedOn, answers: list[ReviewAnswer], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.rows = []
        for each in answers:
            choice, comment = f"svar-{each.order}", f"kommentar-{each.order}"
            self.fields[choice] = forms.ChoiceField(
                label=f"{each.order}. {each.text}",
                choices=[("", "Inte besvarat"), *ReviewAnswer.Answer.choices],
                required=False,
                initial=each.answer,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[comment] = forms.CharField(
                label=f"Kommentar till {each.order}",
                max_length=1000,
                required=False,
                initial=each.comment,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                validators=[refuse_personal_numbers],
            )
            self.rows.append((each, choice, comment))

    def lines(self) -> list[dict[str, object]]:
        """Each question with its two fields."""
        return [
            {"answer": each, "choice": self[choice], "comment": self[comment]} for each, choice, comment in self.rows
        ]

    def answers(self) -> dict[int, tuple[str, str]]:
        """Order → answer and comment."""
        data = self.cleaned_data
        return {each.order: (data[choice], data[comment].strip()) for each, choice, comment in self.rows}


class CancelForm(Form):
    """Why a review is not made, or is made after all."""

    reason = forms.CharField(label="Skäl", max_length=300)


class FinishForm(AsksTwice, VersionedForm):
    """What a review came to. A requirement that is not met, of which nothing more is said, is asked about once more."""

    has_been = ("done_on",)

    done_on = forms.DateField(label="Genomförd", widget=forms.DateInput)
    followed_routine = forms.TypedChoiceField(
        label="Följde uppföljningen den gemensamma rutinen?",
        choices=[("", "Välj"), ("ja", "ja"), ("nej", "nej")],
        coerce=lambda value: value == "ja",
        help_text="Mått 11 räknar uppföljningar som följde rutinen och bedömde hållbarhet.",
    )
    summary = forms.CharField(label="Sammanfattning", widget=_lines(6), max_length=5000)
    kept_beside = ()  # nothing of it is there before the review is done

    def __init__(self, *args: PassedOn, unanswered: int, unmet: Sequence[str], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.unanswered, self.unmet = unanswered, unmet

    def cautions(self, data: Cleaned) -> list[str]:
        """Which requirements are not met, without comment or deficiency."""
        return [
            f"kravet ”{text}” inte är uppfyllt, och att det varken finns kommentar eller brist" for text in self.unmet
        ]

    def clean(self) -> Context:
        """That requirements are left to answer is said with all else that is wrong, and not when that is mended."""
        data: Context = super().clean() or self.cleaned_data
        if self.unanswered:
            raise forms.ValidationError(f"{self.unanswered} krav saknar svar.")
        return data


_PREFIXES = {"hållbarhet": RequirementKind.SUSTAINABILITY, "arbetsvillkor": RequirementKind.WORKING_CONDITIONS}


_WRITTEN = {kind: word for word, kind in _PREFIXES.items()}


class TemplateForm(ModelForm):
    """A template, its requirements one a line."""

    requirements = forms.CharField(
        label="Krav",
        widget=_lines(14),
        help_text="Ett krav per rad. Börja raden med ”hållbarhet:” eller ”arbetsvillkor:” när kravet gäller det.",
    )

    class Meta:
        model = ReviewTemplate
        fields = ["name", "areas"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["areas"].widget.attrs["size"] = 8
        self.instance.buyer = buyer
        if self.instance.pk:
            self.initial["requirements"] = "\n".join(
                f"{_WRITTEN[each.kind]}: {each.text}" if each.kind in _WRITTEN else each.text
                for each in self.instance.requirements.order_by("order", "pk")
            )

    def clean_requirements(self) -> list[tuple[str, str]]:
        """(kind, text) in their order."""
        found = []
        for line in self.cleaned_data["requirements"].splitlines():
            word, colon, rest = line.partition(":")
            kind = _PREFIXES.get(word.strip().lower()) if colon else None
            text = (rest if kind else line).strip()
            if len(text) > 500:
                raise forms.ValidationError(f"Kravet ”{text[:40]}…” är längre än 500 tecken.")
            if text:
                found.append((str(kind or RequirementKind.NORMAL), text))
        return found
