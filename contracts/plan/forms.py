"""What a person sends about the category tree."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn


def _tree(buyer: Organization | None) -> QuerySet[Category]:
    return Category.objects.filter(buyer=buyer).order_by("sort_name", "pk")


class ScopeForm(Form):
    """The categories that a role is for."""

    categories = forms.ModelMultipleChoiceField(
        label="Kategorier",
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Det som ligger under en kategori följer med. Välj ingen för att rollen ska gälla alla.",
    )

    def __init__(self, *args: PassedOn, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = _tree(buyer)  # type: ignore[attr-defined]


class CategoryForm(ModelForm):
    """A node of the tree."""

    class Meta:
        model = Category
        fields = ["code", "name", "parent"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        others = _tree(self.instance.buyer)
        if self.instance.pk:
            own = Category.objects.filter(pk=self.instance.pk).with_descendants()
            others = others.exclude(pk__in=own)  # nothing lies under itself
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]


class AreaForm(ModelForm):
    """An area of the plan."""

    class Meta:
        model = ContractArea
        fields = [
            "category",
            "code",
            "name",
            "form",
            "price_model",
            "cpv",
            "annex_2",
            "ivo_register",
            "contracts_in_plan",
            "introduced_in",
            "joint_lead",
            "note",
        ]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = _tree(buyer)  # type: ignore[attr-defined]
