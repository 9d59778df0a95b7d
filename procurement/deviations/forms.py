"""What a person sends about deviations and about the delegation order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.forms.models import fields_for_model

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit, TargetGroup
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.conflicts import mark_of_value, marks_sent
from huddinge_vo.common.pages.forms import (
    AmountField,
    AsksTwice,
    DecidesOnWhatIsShown,
    Form,
    ModelForm,
    dress,
    keep_people_out,
)
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.querysets import colleagues
from huddinge_vo.common.untyped import Cleaned, Context, PassedOn
from procurement.deviations import rules
from procurement.deviations.choices import LegalGround, Reason
from procurement.deviations.models import Delegation, Deviation
from procurement.placements.choices import PassedOver
from procurement.placements.models import AskedSupplier, Placement

_OF_PLACEMENT = (
    *("area", "supplier", "place", "target_group", "case_reference", "unit", "responsible"),
    *("valid_from", "valid_until", "price_per"),
)
# As the page has them, and so as the box of errors has them. Those who were asked stand after the eighth.
_AS_DRAWN = (
    *("area", "target_group", "need", "reason", "reason_words", "case_reference", "unit", "responsible"),
    *("supplier", "place", "valid_from", "valid_until", "price_sek", "price_per", "expected_value_sek"),
    *("ground", "ground_words", "template", "is_acute", "asker_is_unbiased"),
)
ANEW = "Uppdatera och lägg till rader"  # the button that draws the form anew with what was typed
STAYS_THE_SAME = ("area", "supplier", "place")  # in an extension
MOST_ROWS = 60


@dataclass(frozen=True)
class Asked:
    """A row of the form: who was asked, as supplier:contract:unit by their ids, his answer, and in which words."""

    who: str = ""
    answer: str = ""
    words: str = ""


@dataclass(frozen=True)
class AskedRow:
    """A row of the form as it is drawn. `title` is who was asked, where that is given."""

    title: str
    who: BoundField
    answer: BoundField
    words: BoundField


def askable(*, user: User, buyer: Organization, area: ContractArea | None, on: date) -> dict[str, str]:
    """Who has a contract in force, in the area where one is given: supplier:contract: → words."""
    found = Contract.objects.visible_to(user).in_force_on(on).filter(buyer=buyer).select_related("supplier")
    if area is not None:
        found = found.filter(areas=area)
    rows = found.distinct().order_by("supplier__sort_name", "number", "pk")
    return {f"{each.supplier_id}:{each.pk}:": f"{each.supplier}, {each.number}" for each in rows}


def named(values: Iterable[str], *, user: User, buyer: Organization) -> dict[str, str]:
    """Those of some supplier:contract:unit that there are, that belong together and that a person may know of."""
    asked = {value: ([read_id(part) for part in value.split(":")] + [0, 0])[:3] for value in values if value}
    suppliers = Supplier.objects.visible_to(user).in_bulk([one for one, _two, _three in asked.values()])
    contracts = (
        Contract.objects.visible_to(user).filter(buyer=buyer).in_bulk([two for _one, two, _three in asked.values()])
    )
    places = SupplierUnit.objects.visible_to(user).in_bulk([three for _one, _two, three in asked.values()])
    words = {}
    for value, (one, two, three) in asked.items():
        supplier, contract, place = suppliers.get(one), contracts.get(two), places.get(three)
        if supplier is None or (two and contract is None) or (three and place is None):
            continue
        if any(each is not None and each.supplier_id != supplier.pk for each in (contract, place)):
            continue
        parts = [str(supplier), contract.number if contract else "", place.name if place else ""]
        words[value] = ", ".join(part for part in parts if part)
    return words


ASKED = "asked"


def _mark_of_asked(rows: Iterable[Asked]) -> str:
    return mark_of_value([f"{row.who} {row.answer} {row.words.strip()}" for row in rows if row.who and row.answer])


class DeviationForm(AsksTwice, ModelForm):
    """A placement outside contract, its form, and those who were asked first: one page, with or without scripts."""

    price_sek = AmountField(
        label="Pris, kr", max_digits=17, decimal_places=2, min_value=0, required=False, help_text="Utan moms."
    )
    expected_value_sek = AmountField(
        label="Förväntat värde, kr",
        max_digits=17,
        decimal_places=2,
        min_value=0,
        help_text="Utan moms, hela tiden och med förlängningar. Dela inte upp ett behov.",
    )

    class Meta:
        model = Deviation
        fields = [
            "need",
            "reason",
            "reason_words",
            "ground",
            "ground_words",
            "expected_value_sek",
            "template",
            "is_acute",
            "asker_is_unbiased",
        ]

    def __init__(
        self,
        *args: PassedOn,
        user: User,
        buyer: Organization,
        on: date,
        rows: Sequence[Asked],
        supplier: int = 0,
        area: ContractArea | None = None,
        keeps: Sequence[str] = (),
        shows_case: bool = True,
        asked_before: Sequence[Asked] = (),
        **kwargs: PassedOn,
    ) -> None:
        self.asked_before = asked_before
        super().__init__(*args, **kwargs)
        added = fields_for_model(Placement, fields=_OF_PLACEMENT)
        choices: dict[str, QuerySet[Model]] = {
            "area": ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk"),
            "supplier": Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk"),
            "place": SupplierUnit.objects.visible_to(user).filter(supplier=supplier).order_by("sort_name", "pk"),
            "target_group": TargetGroup.objects.to_choose(),
            "responsible": colleagues(user).filter(memberships__buyer=buyer),
        }
        for name, queryset in choices.items():
            added[name].queryset = queryset
        added["area"].required = True
        added["place"].help_text = (
            "" if supplier else f"Välj leverantör och tryck på ”{ANEW}”, så går verksamheten att välja."
        )
        added["supplier"].help_text = "Saknas leverantören? Be en upphandlare lägga till den."
        added["case_reference"].help_text = "Bara ett nummer i verksamhetssystemet. Syns för dig och den som beslutar."
        added["valid_until"].help_text = "Tomt: tills vidare."
        for name in keeps:
            added[name].disabled = True
        if not shows_case:
            del added["case_reference"]
        self.buyer, self.rows_of = buyer, range(len(rows))
        self.known = {**askable(user=user, buyer=buyer, area=area, on=on)}
        self.known |= named({row.who for row in rows} - self.known.keys(), user=user, buyer=buyer)
        self._titles = [self.known.get(row.who, "") for row in rows]
        added["rows"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=len(rows))
        for place, row in enumerate(rows):
            added |= self._row(place, row)
        keep_people_out(added)
        dress(added)
        self.fields |= added
        rows_drawn = [name for name in added if name.startswith("asked_")]
        self.order_fields([*_AS_DRAWN[:8], *rows_drawn, *_AS_DRAWN[8:]])
        self.fields["need"].widget.attrs["rows"] = 4  # what is written is a few lines
        self.fields["asker_is_unbiased"].label = "Jag är inte jävig"
        self.fields["reason_words"].help_text = "Skriv också här varför ingen med avtal tillfrågades, om det är så."
        self.of_days = self._of_days()

    def _of_days(self) -> rules.PriceOfDays | None:
        """What the price comes to over the days, as far as they are typed or begun with and can be read."""
        read: dict[str, Any] = {}  # Any: values of fields of several kinds
        for name in ("price_sek", "price_per", "valid_from", "valid_until"):
            field = self.fields[name]
            raw = self.data.get(self.add_prefix(name)) if self.is_bound else self.get_initial_for_field(field, name)
            try:
                read[name] = field.clean(raw if isinstance(raw, date) or raw is None else str(raw))
            except forms.ValidationError:
                return None
        return rules.price_of_days(read["price_sek"], read["price_per"], read["valid_from"], read["valid_until"])

    @property
    def of_days_words(self) -> str:
        """The same, as it is told beside the field; empty where it is not known."""
        return rules.words_of_days(self.of_days)

    def cautions(self, data: Cleaned) -> list[str]:
        """An expected value far below what price and days come to: it decides who may approve."""
        value = data.get("expected_value_sek")
        if value is None or self.of_days is None or not self.of_days.is_far_above(value):
            return []
        computed = f"{sek(self.of_days.sum_sek, 0)} kr för {self.of_days.how_long}"
        return [f"det förväntade värdet, {sek(value, 0)} kr, är lägre än priset gånger dagarna, {computed}"]

    def _row(self, place: int, row: Asked) -> dict[str, forms.Field]:
        title = self._titles[place]
        who = forms.ChoiceField(
            label=f"Tillfrågad {place + 1}",
            choices=[("", "Välj"), *self.known.items()],
            required=False,
            initial=row.who,
            widget=forms.HiddenInput if title else forms.Select,
        )
        answer = forms.ChoiceField(
            label=f"Varför inte {title}" if title else f"Varför inte, tillfrågad {place + 1}",
            choices=[("", "Inte tillfrågad"), *PassedOver.could_not()],
            required=False,
            initial=row.answer,
        )
        words = forms.CharField(
            label=f"Förklaring {title}" if title else f"Förklaring, tillfrågad {place + 1}",
            max_length=300,
            required=False,
            initial=row.words,
        )
        return {f"asked_{place}_who": who, f"asked_{place}_answer": answer, f"asked_{place}_words": words}

    @property
    def asked_rows(self) -> list[AskedRow]:
        """As they are drawn."""
        return [
            AskedRow(self._titles[n], self[f"asked_{n}_who"], self[f"asked_{n}_answer"], self[f"asked_{n}_words"])
            for n in self.rows_of
        ]

    @property
    def tells_of_others(self) -> bool:
        """Whether something is typed of somebody that is not named already: then it is not folded away."""
        return any(row.who.data or row.answer.data or row.words.data for row in self.asked_rows if not row.title)

    def clean(self) -> Context:
        """What belongs together: a reason in words, the supplier's own unit, and of whoever was asked what he said."""
        data: Context = super().clean() or self.cleaned_data
        if data.get("reason") == Reason.OTHER and not data.get("reason_words"):
            self.add_error("reason_words", "Förklara orsaken.")
        if data.get("ground") not in {None, LegalGround.LOW_VALUE} and not data.get("ground_words"):
            self.add_error("ground_words", "Skriv varför grunden gäller.")
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Sista dagen kan inte ligga före första dagen.")
        told: set[tuple[str, str]] = set()
        for n in self.rows_of:
            who, answer, words = (data.get(f"asked_{n}_{part}", "") for part in ("who", "answer", "words"))
            if answer and not who and f"asked_{n}_who" not in self.errors:
                self.add_error(f"asked_{n}_who", "Välj vem som tillfrågades.")
            elif who and not answer and (words or not self._titles[n]) and f"asked_{n}_answer" not in self.errors:
                self.add_error(f"asked_{n}_answer", "Välj varför leverantören inte kunde.")
            elif answer == PassedOver.OTHER and not words and f"asked_{n}_words" not in self.errors:
                self.add_error(f"asked_{n}_words", "Skriv varför leverantören inte kunde.")
            if who and answer:
                supplier, _contract, place = who.split(":")
                if (supplier, place) in told:
                    said = "Leverantören står redan som tillfrågad. Välj en annan, eller töm raden."
                    self.add_error(f"asked_{n}_who", said)
                told.add((supplier, place))
        return data

    @property
    def kept_beside(self) -> Collection[str]:
        """What the placement keeps of it."""
        return [name for name in (*_OF_PLACEMENT, "price_sek") if name in self.fields]

    def marks(self) -> str:
        """With one of those who were asked, which is one thing."""
        return f"{super().marks()} {ASKED}:{_mark_of_asked(self.asked_before)}"

    def asked_are_as_opened(self) -> bool:
        """Whether those who were sent as asked are those that the page was opened with."""
        return marks_sent(self).get(ASKED) == _mark_of_asked(self.rows_sent())

    def asked_are_as_stored(self) -> bool:
        """Whether they are those who are stored now."""
        return _mark_of_asked(self.asked_before) == _mark_of_asked(self.rows_sent())

    def rows_sent(self) -> list[Asked]:
        """The rows as they were sent, with those that nobody was asked in."""
        parts = ("who", "answer", "words")
        return [Asked(*(self.cleaned_data.get(f"asked_{n}_{part}") or "" for part in parts)) for n in self.rows_of]

    def placement(self, placement: Placement) -> Placement:
        """The placement with what was sent of it. Its subcategory is the area's."""
        data = self.cleaned_data
        for name in (*_OF_PLACEMENT, "price_sek"):
            if name in data:
                setattr(placement, name, data[name])
        placement.category = data["area"].category
        return placement

    def asked(self) -> list[AskedSupplier]:
        """Those who were asked."""
        rows = []
        for n in self.rows_of:
            who, answer = self.cleaned_data[f"asked_{n}_who"], self.cleaned_data[f"asked_{n}_answer"]
            if who and answer:
                supplier, contract, place = map(read_id, who.split(":"))
                words = self.cleaned_data[f"asked_{n}_words"]
                rows.append(
                    AskedSupplier(
                        supplier_id=supplier,
                        contract_id=contract or None,
                        place_id=place or None,
                        answer=answer,
                        words=words,
                    )
                )
        return rows


class DecisionForm(DecidesOnWhatIsShown, Form):
    """Yes or no, in words where they are asked for, by somebody who says each time that he is not disqualified."""

    outcome = forms.ChoiceField(
        label="Beslut", choices=[("APPROVED", "Godkänn"), ("REFUSED", "Avslå")], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Motivering",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Krävs vid avslag, och när en kontroll brister eller är oklar.",
    )
    is_unbiased = forms.BooleanField(
        label="Jag är inte jävig",
        help_text="Intygas vid varje beslut. Är du jävig lämnar du över beslutet till någon annan.",
        error_messages={"required": "Intyga att du inte är jävig. Är du det lämnar du över beslutet till någon annan."},
    )

    def clean_words(self) -> str:
        """On one line: it is kept as one."""
        return " ".join(self.cleaned_data["words"].split())

    def clean(self) -> Context:
        """A refusal says why."""
        data: Context = super().clean() or self.cleaned_data
        if data.get("outcome") == "REFUSED" and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Skriv varför det avslås.")
        return data


class TakeBackForm(Form):
    """Why a request is taken back, where anything is to be said of it."""

    words = forms.CharField(label="Varför", max_length=500, required=False)


class WithdrawForm(Form):
    """From when an approved deviation no longer counts, and why."""

    last_day = forms.DateField(label="Sista dag", help_text="Dagen räknas. Betalningar därefter saknar grund.")
    reason = forms.CharField(label="Skäl", max_length=500)
    is_unbiased = forms.BooleanField(
        label="Jag är inte jävig",
        help_text="Intygas vid varje beslut. Är du jävig lämnar du över beslutet till någon annan.",
        error_messages={"required": "Intyga att du inte är jävig. Är du det lämnar du över beslutet till någon annan."},
    )


class NumberForm(Form):
    """The decision's number in W3D3."""

    number = forms.CharField(label="Diarienummer (W3D3)", max_length=60)


class NoticeForm(Form):
    """When the award notice was published, and where."""

    has_been = ("notice_on",)

    notice_on = forms.DateField(label="Efterannonserat")
    notice_url = forms.URLField(label="Länk till efterannonsen", max_length=500, required=False, assume_scheme="https")


class DelegationForm(ModelForm):
    """A row of the delegation order."""

    up_to_sek = AmountField(
        label="Till och med, kr",
        max_digits=17,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Beslutets förväntade värde utan moms. Tomt: utan beloppsgräns.",
    )

    class Meta:
        model = Delegation
        fields = ["role", "ground", "up_to_sek", "valid_from", "valid_until", "registry_number", "point"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        deciding = {"content_type__app_label": "procurement", "codename": "change_placement"}
        roles = Group.objects.filter(**{f"permissions__{key}": value for key, value in deciding.items()})
        self.fields["role"].queryset = roles.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["role"].help_text = "Bara roller som får besluta om avsteg."


class EndDelegationForm(Form):
    """The last day that a row of the order holds."""

    last_day = forms.DateField(label="Gäller till och med", help_text="Dagen räknas.")
