"""What a person sends about placements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django import forms
from django.db.models import Q, QuerySet

from contracts.plan.models import ContractArea
from contracts.prices.models import PriceItem
from contracts.register.models import CallOff, Contract
from contracts.suppliers.filters import OLDEST
from contracts.suppliers.models import SupplierUnit, TargetGroup
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.forms import AmountField, AsksTwice, Form, ModelForm, degrees, dress, keep_people_out
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import Cleaned, Context, PassedOn
from procurement.placements.choices import PassedOver
from procurement.placements.models import AskedSupplier, Placement, PlacementTerm
from procurement.placements.reports import passed_over_by, term_of
from procurement.placements.rules import Judged, Need

_COUNTIES = (
    *("Blekinge län", "Dalarnas län", "Gotlands län", "Gävleborgs län", "Hallands län", "Jämtlands län"),
    *("Jönköpings län", "Kalmar län", "Kronobergs län", "Norrbottens län", "Skåne län", "Stockholms län"),
    *("Södermanlands län", "Uppsala län", "Värmlands län", "Västerbottens län", "Västernorrlands län"),
    *("Västmanlands län", "Västra Götalands län", "Örebro län", "Östergötlands län"),
)


class FindPlaceForm(Form):
    """The need that a place is looked for: it stands in the address, and nothing of it is kept."""

    omrade = forms.ModelChoiceField(label="Avtalsområde", queryset=ContractArea.objects.none())
    malgrupp = forms.ModelChoiceField(
        label="Målgrupp", queryset=TargetGroup.objects.none(), required=False, empty_label="oavsett"
    )
    kon = forms.ChoiceField(
        label="Kön",
        choices=[("", "oavsett"), *(each for each in SupplierUnit.Takes.choices if each[0] != SupplierUnit.Takes.ALL)],
        required=False,
    )
    alder = forms.IntegerField(label="Ålder", min_value=0, max_value=OLDEST, required=False)
    lan = forms.ChoiceField(label="Län", choices=[("", "alla"), *((name, name) for name in _COUNTIES)], required=False)
    avstand = forms.IntegerField(label="Längsta avstånd, km", min_value=1, max_value=2000, required=False)
    fran = forms.DateField(label="Från och med", required=False)
    ledig = forms.BooleanField(label="Det ska finnas en ledig plats", required=False)

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.term = PlacementTerm.of(buyer)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer)
        self.fields["omrade"].queryset = areas.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        self.fields["malgrupp"].queryset = TargetGroup.objects.to_choose()  # type: ignore[attr-defined]
        origin = self.term.origin or "den plats som förvaltaren har angett"
        self.fields["avstand"].help_text = (
            f"Fågelvägen från {origin}."
            if self.term.latitude is not None
            else "Ingen har angett varifrån avstånd räknas: med ett längsta avstånd faller alla bort."
        )

    def clean(self) -> Context:
        """Whatever stands in the address, it is no person."""
        data: Context = super().clean() or self.cleaned_data
        for values in self.data.lists():  # type: ignore[attr-defined]
            for value in values[1]:
                refuse_personal_numbers(value)
        return data

    def need(self) -> Need:
        """What was asked for."""
        data = self.cleaned_data
        return Need(
            on=data["fran"] or self.today,
            target_group=data["malgrupp"].pk if data["malgrupp"] else None,
            sex=data["kon"],
            age=data["alder"],
            county=data["lan"],
            longest_km=data["avstand"],
            must_be_free=data["ledig"],
        )


class PlacementTermForm(ModelForm):
    """What a buyer's placing goes by."""

    latitude, longitude = degrees()

    class Meta:
        model = PlacementTerm
        fields = ["origin", "latitude", "longitude", "acute_working_days", "foreseen_count", "foreseen_percent"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


def _beyond(contract: Contract | None, data: Cleaned, *, today: date) -> list[str]:
    """That the last day lies beyond the contract's own, where what was called off does not go on."""
    until = data.get("valid_until")
    words = term_of(contract, on=today).passed_by(until) if contract is not None and until else ""
    return [words] if words else []


class PlacementForm(AsksTwice, ModelForm):
    """A call-off on a contract. Whoever stands before it in a ranked order is answered for, one by one, and so is
    everybody else who could where the round is competed for anew.
    """

    price_sek = AmountField(label="Pris, kr", max_digits=17, decimal_places=2, min_value=0, required=False)

    class Meta:
        model = Placement
        fields = [
            "contract",
            "place",
            "area",
            "target_group",
            "number",
            "case_reference",
            "unit",
            "valid_from",
            "valid_until",
            "price_sek",
            "price_per",
            "why",
            "broke_order",
            "responsible",
        ]

    def __init__(
        self,
        *args: PassedOn,
        user: User,
        buyer: Organization,
        today: date,
        need: Need | None = None,
        **kwargs: PassedOn,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.need, self.today = user, need, today
        self._stood_until = None if self.instance._state.adding else self.instance.valid_until
        self.instance.buyer = buyer
        was = self.instance.contract_id
        if self.instance._state.adding:
            self.instance.requested_by = user  # until the action says who
        elif not self.instance.shows_case_to(user):
            del self.fields["case_reference"]  # who neither asked, approved nor is in charge does not see it
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer)
        people = User.objects.filter(memberships__buyer=buyer, is_active=True)
        choices: dict[str, QuerySet] = {
            "contract": Contract.objects.visible_to(user).signed().filter(buyer=buyer).order_by("number", "pk"),
            "area": areas.order_by("sort_name", "pk"),
            "target_group": TargetGroup.objects.to_choose(),
            "responsible": people.distinct().order_by(person_order(), "username", "pk"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self._choose_among_own_units()
        self._choose_among_current()
        self.fields["contract"].required = True
        self.fields["number"].required = False
        self.fields["number"].help_text = "Tomt: nästa nummer i serien."
        self.fields["why"].required = self.instance._state.adding
        self.passed = self._passed_over() if self._chosen("contract") != was else []
        self._ask_of_passed()

    def _choose_among_current(self) -> None:
        """Contracts that hold or are to, today or on a first day that was typed before it, and what is chosen already.

        Any signed one is read, so that whoever sends another is told why not in words.
        """
        field = self.fields["contract"]
        day = min(self._first_day() or self.today, self.today)
        signed: QuerySet[Contract] = field.queryset  # type: ignore[attr-defined]
        current = Q(ends_on__isnull=True) | Q(ends_on__gte=day) | Q(pk=self._chosen("contract"))
        found = signed.filter(current).select_related("supplier").order_by("supplier__sort_name", "number", "pk")
        field.widget.choices = [
            ("", "Välj"),
            *((each.pk, _named_with_days(each, self.today)) for each in found),
        ]
        field.help_text = (
            "Avtal som gäller eller ska börja gälla. Började placeringen på ett avtal som har slutat sedan dess: "
            "fyll i från och med och tryck på Uppdatera."
        )

    def _first_day(self) -> date | None:
        day = self.data.get(self.add_prefix("valid_from")) if self.is_bound else self.initial.get("valid_from")
        try:
            found: date | None = self.fields["valid_from"].clean(day)
        except forms.ValidationError:
            return None
        return found

    def cautions(self, data: Cleaned) -> list[str]:
        """That the contract ends before the placement does, where that is new."""
        if data.get("valid_until") == self._stood_until and "contract" not in self.changed_data:
            return []
        return _beyond(data.get("contract"), data, today=self.today)

    def _choose_among_own_units(self) -> None:
        """The units of the contract's supplier; which they are the page asks for once a contract is chosen."""
        place, chosen = self.fields["place"], self._chosen("contract")
        supplier = self.fields["contract"].queryset.filter(pk=chosen).values("supplier")  # type: ignore[attr-defined]
        of_contract = Q(supplier__in=supplier) | Q(pk=self._chosen("place"))
        units = SupplierUnit.objects.visible_to(self.user).filter(of_contract)
        place.queryset = units.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        place.help_text = (
            "Verksamheterna hos avtalets leverantör. Byter du avtal: tryck på Uppdatera."
            if chosen
            else "Välj avtal och tryck på Uppdatera, så går verksamheten att välja."
        )

    def _chosen(self, name: str) -> int:
        raw = (
            self.data.get(self.add_prefix(name))
            if self.is_bound
            else self.get_initial_for_field(self.fields[name], name)
        )
        return read_id(str(getattr(raw, "pk", raw) or ""))

    def _passed_over(self) -> list[tuple[Contract, Judged]]:
        """Those before what is chosen so far, so that the page asks of them; what is saved is looked at once more."""
        fields = self.fields
        contract = fields["contract"].queryset.select_related("framework").filter(pk=self._chosen("contract")).first()  # type: ignore[attr-defined]
        area = fields["area"].queryset.filter(pk=self._chosen("area")).first()  # type: ignore[attr-defined]
        on = self._first_day()
        if on is None or contract is None or area is None:
            return []
        group = self._chosen("target_group") or None
        self.need = replace(self.need, on=on, target_group=group) if self.need else Need(on=on, target_group=group)
        sketch = Placement(buyer=self.instance.buyer, contract=contract, area=area)
        return passed_over_by(sketch, need=self.need, user=self.user)

    @property
    def is_ranked(self) -> bool:
        """Whether those who are passed over stand before in a ranked order, and do not compete anew."""
        return any(judged.of.method == CallOff.RANKED for _contract, judged in self.passed)

    def _ask_of_passed(self) -> None:
        if not self.passed:
            return
        added: dict[str, forms.Field] = {}
        for contract, judged in self.passed:
            place = f", plats {judged.of.rank or 'okänd'}" if self.is_ranked else ""
            who = f"{contract.supplier} ({contract.number}{place})"
            added[f"nej_{contract.pk}"] = forms.ChoiceField(
                label=f"Varför inte {who}" if self.is_ranked else f"Svar från {who}",
                choices=[("", "Välj"), *(PassedOver.could_not() if self.is_ranked else PassedOver.choices)],
            )
            added[f"ord_{contract.pk}"] = forms.CharField(
                label=f"Förklaring, {contract.supplier}", max_length=300, required=False
            )
        keep_people_out(added)
        dress(added)
        self.fields.update(added)
        self.fields["broke_order"].required = self.is_ranked
        if not self.is_ranked:
            self.fields["why"].help_text = "Omgången konkurrensutsätts på nytt: skriv varför anbudet var bäst."

    def asked(self) -> list[AskedSupplier]:
        """The answers of those that are passed over."""
        return [
            AskedSupplier(
                supplier=contract.supplier,
                contract=contract,
                answer=self.cleaned_data[f"nej_{contract.pk}"],
                words=self.cleaned_data[f"ord_{contract.pk}"],
            )
            for contract, _judged in self.passed
        ]

    def clean(self) -> Context:
        """The supplier is the contract's, and the subcategory the area's."""
        data: Context = super().clean() or self.cleaned_data
        contract, area, place = data.get("contract"), data.get("area"), data.get("place")
        if contract is None:
            return data
        areas = list(contract.areas.order_by("pk"))
        if area is None and len(areas) == 1:
            area = data["area"] = areas[0]
        if area is None:
            self.add_error("area", "Välj vilket av avtalets områden placeringen gäller.")
        elif area not in areas:
            self.add_error("area", f"{contract.number} gäller inte {area}.")
        else:
            self.instance.category = area.category
        if place is not None and place.supplier_id != contract.supplier_id:
            self.add_error("place", f"{place} hör till en annan leverantör än {contract.number}.")
        self.instance.supplier = contract.supplier
        for each, _judged in self.passed:
            if data.get(f"nej_{each.pk}") == PassedOver.OTHER and not data.get(f"ord_{each.pk}"):
                self.add_error(f"ord_{each.pk}", f"Skriv varför {each.supplier} inte kunde.")
            if data.get(f"nej_{each.pk}") == PassedOver.NOT_ASKED and not data.get("broke_order"):
                self.add_error("broke_order", f"Skriv varför {each.supplier} inte tillfrågades.")
        return data


def _named_with_days(contract: Contract, today: date) -> str:
    """A contract as it is chosen: whose it is, which one, and the days that say whether it can be called off on."""
    ends = contract.ends_on
    days = f"från {contract.valid_from}" if contract.valid_from > today else ""
    if ends is not None:
        days = f"{days} till {ends}".lstrip() if ends >= today else f"slutade {ends}"
    return f"{contract.supplier}, {contract}{f' ({days})' if days else ''}"


class ExtendForm(AsksTwice, Form):
    """Until when somebody stays who was to leave: the day after the last one is the first of what follows."""

    valid_until = forms.DateField(label="Till och med", required=False, help_text="Tomt: tills vidare.")
    price_sek = AmountField(label="Pris, kr", max_digits=17, decimal_places=2, min_value=0, required=False)
    why = forms.CharField(label="Varför", max_length=500)

    def __init__(self, *args: PassedOn, placement: Placement, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.placement, self.today = placement, today

    def cautions(self, data: Cleaned) -> list[str]:
        """That the contract ends before the placement does."""
        return _beyond(self.placement.contract, data, today=self.today)


class ChangeForm(ExtendForm):
    """Other terms from a day on."""

    valid_from = forms.DateField(label="Från och med")
    price_per = forms.ChoiceField(label="Pris per", choices=PriceItem.Per)

    field_order = ("valid_from", "valid_until", "price_sek", "price_per", "why")


class EndForm(AsksTwice, Form):
    """That a placement ends on a day, and why. What it was extended as ends too, and is said yes to."""

    last_day = forms.DateField(label="Sista dag")
    reason = forms.CharField(label="Skäl", max_length=500)

    def __init__(self, *args: PassedOn, extensions: Sequence[str], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.extensions = extensions

    def cautions(self, data: Cleaned) -> list[str]:
        """Each extension that ends before it has begun."""
        return [f"också {words} upphör" for words in self.extensions]
