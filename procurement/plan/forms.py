"""What a person sends about a row of the plan."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.pages.forms import ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn
from procurement.plan.models import PlannedNeed


class NeedForm(ModelForm):
    """A row of the plan."""

    class Meta:
        model = PlannedNeed
        fields = ["year", "name", "category", "area", "is_added", "status", "start_by", "note"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        choices: dict[str, QuerySet[Model]] = {
            "category": Category.objects.visible_to(user).filter(buyer=buyer).order_by("sort_name", "pk"),
            "area": ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """An area says which subcategory it is."""
        data = super().clean() or self.cleaned_data
        area, category = data.get("area"), data.get("category")
        if area is not None and category is None:
            data["category"] = area.category
        elif area is not None and area.category != category:
            self.add_error("category", f"{area} hör till {area.category}.")
        return data
