"""What a person sends about price lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms

from contracts.plan.models import ContractArea
from contracts.prices import rules
from contracts.prices.models import Price, PriceItem, PriceTerm
from contracts.prices.querysets import first_contract_days
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.pages.forms import AmountField, AsksTwice, Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import Cleaned, PassedOn

_VAT = (("", "momsfritt eller okänt"), (0, "0 %"), (6, "6 %"), (12, "12 %"), (25, "25 %"))


class _Kronor(AmountField):
    """A price: kronor excluding VAT, more than nothing."""

    def __init__(self, **kwargs: PassedOn) -> None:
        super().__init__(
            max_digits=12,
            decimal_places=2,
            min_value=Decimal("0.01"),
            error_messages={"min_value": "Priset är större än noll. Ange ett högre belopp."},
            **kwargs,
        )


class _Quantity(AmountField):
    """How many a year."""


def _vat() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Moms",
        choices=_VAT,
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Priset skrivs alltid utan moms.",
    )


class PriceItemForm(AsksTwice, ModelForm):
    """A new line of a price list, with its first price."""

    amount_sek = _Kronor(label="Pris, kr", help_text="Utan moms.")
    valid_from = forms.DateField(label="Gäller från och med")
    valid_until = forms.DateField(label="Gäller till och med", required=False, help_text="Tomt: tills vidare.")
    vat_percent = _vat()

    class Meta:
        model = PriceItem
        fields = ["name", "unit", "per", "vat_percent", "yearly_quantity"]
        field_classes = {"yearly_quantity": _Quantity}

    field_order = (
        "name",
        "unit",
        "per",
        "amount_sek",
        "valid_from",
        "valid_until",
        "vat_percent",
        "yearly_quantity",
    )

    def __init__(self, *args: PassedOn, holder: Contract | ContractArea, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.first_day = _first_day(holder, user)
        self.fields["name"].help_text = "Till exempel vårddygn, boendestöd eller grundbelopp."
        if isinstance(holder, ContractArea):
            self.instance.area = holder
            del self.fields["unit"]
            return
        self.instance.contract = holder
        units = SupplierUnit.objects.visible_to(user).filter(supplier=holder.supplier_id).order_by("sort_name", "pk")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = "alla verksamheter"  # type: ignore[attr-defined]
        self.fields["unit"].help_text = "Välj verksamhet bara när priset är dess eget."

    def cautions(self, data: Cleaned) -> list[str]:
        """A price from before there was anything to buy at it."""
        return _early(data, self.first_day, self.instance)


def _first_day(holder: Contract | ContractArea, user: User) -> date | None:
    """From when anything can be bought at a price list's prices; null where no contract is known."""
    if isinstance(holder, Contract):
        return holder.valid_from
    return first_contract_days(Contract.objects.visible_to(user).filter(areas=holder)).get(holder.pk)


def _early(data: Cleaned, first_day: date | None, item: PriceItem) -> list[str]:
    valid_from = data.get("valid_from")
    if valid_from is None:
        return []
    words = rules.begins_early(valid_from=valid_from, first_day=first_day, of_area=item.area_id is not None)
    return [words] if words else []


class PriceItemChangeForm(ModelForm):
    """VAT and quantity of a line. What it is called and counted by stays: another article is another line.

    `seen` is what was stored when the page was opened, since a line has no version.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    vat_percent = _vat()

    class Meta:
        model = PriceItem
        fields = ["vat_percent", "yearly_quantity"]
        field_classes = {"yearly_quantity": _Quantity}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.mark(self.instance)

    @staticmethod
    def mark(item: PriceItem) -> str:
        """What a line says, as the form remembers it."""
        return f"{'' if item.vat_percent is None else item.vat_percent};{_text(item.yearly_quantity)}"

    def seen_values(self) -> tuple[int | None, Decimal | None]:
        """What the person saw."""
        vat, _, quantity = (self.cleaned_data.get("seen") or ";").partition(";")
        return (int(vat) if vat.isdecimal() else None, Decimal(quantity) if _is_number(quantity) else None)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


class NewPriceForm(AsksTwice, Form):
    """What a line costs from a day. `seen` is the latest price that the page showed."""

    amount_sek = _Kronor(label="Nytt pris, kr", help_text="Utan moms.")
    valid_from = forms.DateField(
        label="Gäller från och med", help_text="Priset dessförinnan slutar gälla dagen före. Det ändras inte."
    )
    origin = forms.ChoiceField(
        label="Tillkom genom",
        choices=[
            (Price.Origin.TENDER.value, "anbud eller avtal"),
            (Price.Origin.CORRECTION.value, "rättelse"),
        ],
        help_text="Indexjusteringar och fullmäktiges beslut läggs in av systemet när de har godkänts.",
    )
    why = forms.CharField(
        label="Varför",
        max_length=300,
        required=False,
        help_text="Behövs när priset ändras mer än gränsen. Då gäller det först när en andra person har bekräftat det.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: PassedOn, item: PriceItem, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        holder = item.contract or item.area
        assert holder is not None
        self.first_day = _first_day(holder, user)

    def cautions(self, data: Cleaned) -> list[str]:
        """A price from before there was anything to buy at it, and one far from the price that it follows."""
        return [*_early(data, self.first_day, self.item), *self._far(data)]

    def _far(self, data: Cleaned) -> list[str]:
        amount, valid_from = data.get("amount_sek"), data.get("valid_from")
        if amount is None or valid_from is None:
            return []
        standing = Price.objects.standing().filter(item=self.item, valid_from__lt=valid_from)
        before = standing.order_by("-valid_from", "-pk").first()
        if before is None:
            return []
        limit = PriceTerm.limit_of(self.item.buyer_id)
        words = rules.large_change(before.amount_sek, amount, limit_percent=limit)
        return [words] if words else []


class WithdrawForm(Form):
    """Why a price is taken back."""

    reason = forms.CharField(
        label="Varför återtas priset?",
        max_length=300,
        help_text=(
            "Till exempel: fel artikel, eller skrivet med moms. Priset stannar i historiken men gäller inga dagar."
        ),
    )


class DayForm(Form):
    """Which day a price list is shown for."""

    hide_required = True
    dag = forms.DateField(
        label="Visa priser för dagen",
        required=False,
        error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-31."},
    )
