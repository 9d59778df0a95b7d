"""What a person sends about the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q

from contracts.imports import unusable
from contracts.models import (
    CheckKind,
    Contract,
    ContractArea,
    Document,
    Framework,
    Permit,
    PlacementStop,
    RegisterImport,
    Requirement,
    Supplier,
    SupplierCheck,
    SupplierContact,
    SupplierUnit,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.forms import AmountField, FileForm, Form, ModelForm, dress
from huddinge_vo.common.models import Organization, User


class _ForBuyer(ModelForm):
    """A form whose choices are narrowed to what the person may see of one buyer."""

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        self.fields["areas"].queryset = (  # type: ignore[attr-defined]
            ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        )
        self.fields["areas"].widget.attrs.update({"class": "form-select", "size": 8})
        people = User.objects.filter(memberships__buyer=buyer, is_active=True).distinct().order_by("username")
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

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        choices: dict[str, Any] = {
            "supplier": Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk"),
            "framework": Framework.objects.visible_to(user).filter(buyer=buyer).order_by("number", "pk"),
        }
        # What a round says needs not be said again: left empty, the contract has it from there.
        for name in _INHERITED:
            self.fields[name].required = False
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new contract takes from its round what was left empty."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        framework: Framework | None = data.get("framework")
        for name in _INHERITED:
            if data.get(name) or name in self.errors:
                continue
            if framework is not None and self.instance.pk is None:
                data[name] = list(framework.areas.all()) if name == "areas" else getattr(framework, name)
            elif name in {"form", "areas", "valid_from"}:
                self.add_error(name, "Fyll i uppgiften, eller välj en upphandlingsomgång att ta den från.")
        return data


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


class SupplierForm(ModelForm):
    """A supplier."""

    class Meta:
        model = Supplier
        fields = ["name", "org_number", "is_sole_trader", "has_f_tax", "parent", "is_secret"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        others = Supplier.objects.visible_to(user).current().exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others.order_by("sort_name", "name", "pk")  # type: ignore[attr-defined]
        self.fields["org_number"].max_length = 13  # type: ignore[attr-defined]
        self.fields["org_number"].widget.attrs["maxlength"] = 13
        self.fields["org_number"].validators = []
        self.fields["org_number"].help_text = "Tio siffror, med eller utan bindestreck."

    def clean_org_number(self) -> str | None:
        """Checked by its check digit, whatever way it is written.

        A secret supplier's number is refused as a wrong one is, and before anybody is told that it is taken.
        """
        raw = self.cleaned_data["org_number"]
        if not raw:
            return None
        number = org_numbers.normalise(raw)
        if number is None or Supplier.objects.by_number_for(self._user, {number})[1]:
            raise forms.ValidationError(unusable(raw, "organisationsnummer"))
        return number


def _org_number(raw: str) -> str:
    number = org_numbers.normalise(raw)
    if number is None:
        raise forms.ValidationError(f"”{raw}” är inget giltigt organisationsnummer: kontrollsiffran stämmer inte.")
    return number


class _OfSupplier(ModelForm):
    """A form for something that belongs to a supplier, and perhaps to one of its units."""

    def __init__(self, *args: Any, supplier: Supplier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self._meta.model, "supplier"):
            self.instance.supplier = supplier
        if "unit" in self.fields:
            units = SupplierUnit.objects.visible_to(user).filter(supplier=supplier).order_by("sort_name", "pk")
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class UnitForm(_OfSupplier):
    """A unit."""

    class Meta:
        model = SupplierUnit
        fields = [
            "name",
            "areas",
            "municipality",
            "county",
            "address",
            "target_group",
            "age_from",
            "age_to",
            "places",
            "is_secret",
        ]

    def __init__(self, *args: Any, supplier: Supplier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, supplier=supplier, user=user, **kwargs)
        areas = ContractArea.objects.visible_to(user).order_by("sort_name", "pk")
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["areas"].widget.attrs.update({"class": "form-select", "size": 8})


class ContactForm(_OfSupplier):
    """Whom to turn to."""

    class Meta:
        model = SupplierContact
        fields = ["unit", "role", "name", "email", "phone"]


class PermitForm(_OfSupplier):
    """IVO's permission."""

    class Meta:
        model = Permit
        fields = [
            "unit",
            "org_number",
            "legal_ground",
            "form",
            "places",
            "decided_on",
            "valid_until",
            "status",
            "registry_number",
        ]

    def __init__(self, *args: Any, supplier: Supplier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, supplier=supplier, user=user, **kwargs)
        field = self.fields["org_number"]
        field.max_length, field.validators = 13, []  # type: ignore[attr-defined]
        field.widget.attrs["maxlength"] = 13
        field.initial = field.initial or supplier.org_number
        field.help_text = "Tillståndet gäller just det organisationsnumret."

    def clean_org_number(self) -> str:
        """Checked by its check digit, whatever way it is written."""
        return _org_number(self.cleaned_data["org_number"])


class PlacementStopForm(_OfSupplier):
    """Where nobody new is placed."""

    class Meta:
        model = PlacementStop
        fields = ["unit", "reason", "valid_from", "valid_until"]


class CheckForm(_OfSupplier):
    """What was found about a supplier. A rating's outcome follows its score."""

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

    def __init__(self, *args: Any, supplier: Supplier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, supplier=supplier, user=user, **kwargs)
        documents = Document.objects.visible_to(user).filter(Q(supplier=supplier) | Q(unit__supplier=supplier))
        self.fields["evidence"].queryset = documents.defer("text").order_by("title", "-version", "pk")  # type: ignore[attr-defined]
        self.fields["outcome"].required = False
        self.fields["outcome"].help_text = "Behövs inte för kreditbetyg: där avgör betyget."
        self.fields["reason"].help_text = "Krävs när kreditbetyget saknas eller är för lågt."

    def clean(self) -> dict[str, Any]:
        """Everything but a rating says whether it was passed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") != CheckKind.RATING and not data.get("outcome"):
            self.add_error("outcome", "Välj om kontrollen är godkänd eller underkänd.")
        return data


class AwardImportForm(FileForm):
    """A file of awards."""


class CheckImportForm(FileForm):
    """A file of checks, and what it is."""

    kind = forms.ChoiceField(
        label="Filen innehåller",
        choices=(("kreditbetyg", "kreditbetyg (Creditsafe)"), ("tillstand", "tillstånd från IVO")),
    )


class DocumentForm(ModelForm):
    """A document. A title that is there already becomes its next version."""

    class Meta:
        model = Document
        fields = ["file", "kind", "title", "is_secret", "registry_number", "registry_url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]  # counted by the deed
        self.fields["file"].help_text = "PDF, Word, Excel, PNG, JPEG eller ren text."

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "file"}

    def _post_clean(self) -> None:
        # The deed keeps the file under its fingerprint; the form only brings it.
        file = self.cleaned_data.pop("file", None)
        super()._post_clean()
        if file is not None:
            self.cleaned_data["file"] = file


class MergeForm(Form):
    """The supplier that remains."""

    target = forms.ModelChoiceField(label="Består", queryset=Supplier.objects.none())

    def __init__(self, *args: Any, source: Supplier, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Supplier.objects.visible_to(user).current().exclude(pk=source.pk)
        self.fields["target"].queryset = others.order_by("sort_name", "name", "pk")  # type: ignore[attr-defined]


class OptionForm(Form):
    """An option to lengthen a contract or a round. Its number follows by itself."""

    months = forms.IntegerField(label="Månader", min_value=1, max_value=240)
    decide_by = forms.DateField(label="Beslutas senast")


class OptionDecisionForm(Form):
    """When an option was decided, and why it leaves out those of a round's contracts that are not ticked."""

    decided_on = forms.DateField(label="Beslutad")

    def __init__(self, *args: Any, contracts: Sequence[Contract], **kwargs: Any) -> None:
        self.contracts = contracts
        reasons = {
            _reason(each): forms.CharField(label=f"Skäl för {each.number}", max_length=300, required=False)
            for each in contracts
        }
        self.base_fields = {**self.base_fields, **reasons}
        super().__init__(*args, **kwargs)
        for name in reasons:
            self.fields[name].widget.attrs["class"] = "form-control form-control-sm"

    def is_kept(self, contract: Contract) -> bool:
        """Whether it is lengthened: all are, until somebody unticks one."""
        return not self.is_bound or str(contract.pk) in self.data.getlist("forlang")

    def reason(self, contract: Contract) -> forms.BoundField:
        """The field for why a contract is left out."""
        return self[_reason(contract)]

    def left_out(self) -> dict[int, str]:
        """Contract → why it is left out."""
        return {each.pk: self.cleaned_data[_reason(each)] for each in self.contracts if not self.is_kept(each)}

    def clean(self) -> dict[str, Any]:
        """Whoever is left out is left out for a reason."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.contracts:
            if not self.is_kept(each) and not data.get(_reason(each)) and _reason(each) not in self.errors:
                self.add_error(_reason(each), f"Skriv varför {each.number} inte förlängs.")
        return data


def _reason(contract: Contract) -> str:
    return f"skal-{contract.pk}"


class OptionDeclineForm(Form):
    """When it was decided that an option is not used."""

    declined_on = forms.DateField(label="Avstådd")


class TerminationForm(Form):
    """The last day of a contract that is ended early."""

    last_day = forms.DateField(label="Sista dag", help_text="Dagen räknas: avtalet gäller till och med den.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class RequirementsForm(Form):
    """An answer and a note for every kind of requirement."""

    def __init__(self, *args: Any, answers: Mapping[str, Requirement], **kwargs: Any) -> None:
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

    def clean(self) -> dict[str, Any]:
        """What is missing or not relevant has to be explained."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
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


class ContractImportForm(FileForm):
    """A file for the register, and what is in it."""

    kind = forms.ChoiceField(label="Filen innehåller", choices=RegisterImport.Kind)
    field_order = ("kind", "file")
