"""What a person sends about a check."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Q

from contracts.checks.models import CheckKind, CheckTerm, SupplierCheck
from contracts.documents.models import Document
from contracts.suppliers.forms import _OfSupplier
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.forms import FileForm, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class CheckForm(_OfSupplier):
    """What was found about a supplier. A rating's outcome follows its score."""

    has_been = ("checked_on",)

    class Meta:
        model = SupplierCheck
        fields = [
            "kind",
            "unit",
            "outcome",
            "checked_on",
            "source",
            "evidence",
            "evidence_url",
            "score",
            "band",
            "model",
            "reason",
        ]

    def __init__(self, *args: PassedOn, supplier: Supplier, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, supplier=supplier, user=user, **kwargs)
        documents = Document.objects.visible_to(user).filter(Q(supplier=supplier) | Q(unit__supplier=supplier))
        self.fields["evidence"].queryset = documents.defer("text").order_by("title", "-version", "pk")  # type: ignore[attr-defined]
        self.fields["outcome"].required = False
        self.fields["outcome"].help_text = "Behövs inte för kreditbetyg: där avgör betyget."
        self.fields["reason"].help_text = "Krävs när kreditbetyget saknas eller är för lågt."

    def clean(self) -> dict[str, object]:
        """Everything but a rating says whether it was passed."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") != CheckKind.RATING and not data.get("outcome"):
            self.add_error("outcome", "Välj om kontrollen är godkänd eller underkänd.")
        return data


class ChecksForm(ModelForm):
    """What was found about many at once, on one day and in one place."""

    has_been = ("checked_on",)

    class Meta:
        model = SupplierCheck
        fields = ["outcome", "checked_on", "source", "evidence_url"]


class CheckImportForm(FileForm):
    """A file of checks, and what it is."""

    kind = forms.ChoiceField(
        label="Filen innehåller",
        choices=(("kreditbetyg", "kreditbetyg (Creditsafe)"), ("tillstand", "tillstånd från IVO")),
    )
    is_whole = forms.BooleanField(
        label="Filen är hela IVO:s register",
        required=False,
        help_text="Tillstånd som gällde och inte finns i filen räknas då som borta, och nya placeringar stoppas.",
    )


class CheckTermForm(ModelForm):
    """How long a kind of check holds, and what it must reach: only a rating has a score, of at most a hundred."""

    class Meta:
        model = CheckTerm
        fields = ["valid_days", "lowest_score"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind != CheckKind.RATING:
            del self.fields["lowest_score"]
            return
        score = self.fields["lowest_score"]
        score.validators = [*score.validators, MaxValueValidator(100)]
        score.widget.attrs["max"] = 100
        score.help_text = "Från 0 till 100. Lämna tomt om varje betyg godkänns."
