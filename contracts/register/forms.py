"""What a person sends about a round or a contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import Model, QuerySet

from contracts.plan.models import ContractArea
from contracts.register.models import Contract, Framework, Requirement
from contracts.suppliers.models import Supplier
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import AmountField, Form, ModelForm, dress
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn


class _ForBuyer(ModelForm):
    """A form whose choices are narrowed to what the person may see of one buyer."""

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        self.fields["areas"].queryset = (  # type: ignore[attr-defined]
            ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        )
        self.fields["areas"].widget.attrs.update({"class": "form-select", "size": 8})
        people = (
            User.objects.filter(memberships__buyer=buyer, is_active=True)
            .distinct()
            .order_by(person_order(), "username", "pk")
        )
        for name in ("owner", "deputy"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        """Numbers are what invoices name: no space around them."""
        return self.cleaned_data["number"].strip()


class ContractForm(_ForBuyer):
    """One supplier's contract."""

    class Meta:
        model = Contract
        fields = [
            "number",
            "title",
            "supplier",
            "framework",
            "form",
            "price_model",
            "areas",
            "status",
            "valid_from",
            "initial_until",
            "notice_months",
            "renewal_months",
            "ceiling_sek",
            "rank",
            "call_offs_survive",
            "is_critical",
            "owner",
            "deputy",
            "registry_number",
            "registry_url",
            "eavrop_number",
            "is_secret",
        ]
        field_classes = {"ceiling_sek": AmountField}

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        choices: dict[str, QuerySet[Model]] = {
            "supplier": Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk"),
            "framework": Framework.objects.visible_to(user).filter(buyer=buyer).order_by("number", "pk"),
        }
        # What a round says needs not be said again: left empty, the contract has it from there.
        for name in _INHERITED:
            self.fields[name].required = False
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A new contract takes from its round what was left empty."""
        data = super().clean() or self.cleaned_data
        framework: Framework | None = data.get("framework")
        for name in _INHERITED:
            if data.get(name) or name in self.errors:
                continue
            if framework is not None and self.instance.pk is None:
                if name in _ENDING and _joins(data, framework):
                    continue  # it lasts as the round does, options that are decided and all
                data[name] = list(framework.areas.all()) if name == "areas" else getattr(framework, name)
            elif name in {"form", "areas", "valid_from"}:
                self.add_error(
                    name, "Fyll i uppgiften, eller välj ett ramavtal eller valfrihetssystem att ta den från."
                )
        return data


_ENDING = ("initial_until", "renewal_months")


def _joins(data: Mapping[str, date | None], framework: Framework) -> bool:
    """Whether a contract begins after its round's first term: that term's end is not its own."""
    first, last = data.get("valid_from"), framework.initial_until
    return first is not None and last is not None and last < first


_INHERITED = ("form", "areas", "valid_from", "initial_until", "notice_months", "renewal_months", "owner", "deputy")


class FrameworkForm(_ForBuyer):
    """A round of procurement."""

    class Meta:
        model = Framework
        fields = [
            "number",
            "title",
            "form",
            "areas",
            "call_off_method",
            "lead",
            "parties",
            "valid_from",
            "initial_until",
            "notice_months",
            "renewal_months",
            "ceiling_sek",
            "owner",
            "deputy",
            "registry_number",
            "registry_url",
            "eavrop_number",
            "is_secret",
        ]
        field_classes = {"ceiling_sek": AmountField}


class DeputyForm(Form):
    """Who stands in for somebody in all that he answers for."""

    deputy = forms.ModelChoiceField(
        label="Ersättare",
        queryset=User.objects.none(),
        required=False,
        empty_label="ingen",
        help_text="Får samma påminnelser som den ansvariga. Rollen hos köparen avgör vad ersättaren får göra.",
    )

    def __init__(self, *args: PassedOn, owner: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__buyer=buyer, is_active=True).exclude(pk=owner.pk).distinct()
        self.fields["deputy"].queryset = people.order_by(person_order(), "username", "pk")  # type: ignore[attr-defined]


class RequirementsForm(Form):
    """An answer and a note for every kind of requirement."""

    def __init__(self, *args: PassedOn, answers: Mapping[str, Requirement], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        for kind in Requirement.Kind:
            given = answers.get(kind)
            self.fields[kind.value] = forms.ChoiceField(
                label=f"{kind.label[:1].upper()}{kind.label[1:]}",
                choices=[("", "Inte besvarat"), *Requirement.Answer.choices],
                required=False,
                initial=given.answer if given else "",
            )
            self.fields[f"{kind.value}_note"] = forms.CharField(
                label=f"Kommentar: {kind.label}", max_length=300, required=False, initial=given.note if given else ""
            )
        dress(self.fields)

    def clean(self) -> dict[str, object]:
        """What is missing or not relevant has to be explained."""
        data = super().clean() or self.cleaned_data
        for kind in Requirement.Kind:
            unmet = data.get(kind.value) in {Requirement.Answer.NO, Requirement.Answer.NOT_RELEVANT}
            if unmet and not (data.get(f"{kind.value}_note") or "").strip():
                self.add_error(f"{kind.value}_note", "Skriv varför kravet saknas eller inte är relevant.")
        return data

    def answers(self) -> dict[str, tuple[str, str]]:
        """Kind → answer and note, for those that are answered."""
        data = self.cleaned_data
        return {
            kind.value: (data[kind.value], data[f"{kind.value}_note"].strip())
            for kind in Requirement.Kind
            if data[kind.value]
        }


class OwnerForm(Form):
    """Who is to answer for contracts."""

    owner = forms.ModelChoiceField(label="Ny ansvarig", queryset=User.objects.none())

    def __init__(self, *args: PassedOn, buyer: Organization | None, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        people = (
            User.objects.filter(memberships__buyer=buyer, is_active=True)
            .distinct()
            .order_by(person_order(), "username", "pk")
        )
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
