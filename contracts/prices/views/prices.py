"""Price lists on the page of what they belong to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from contracts.plan.models import ContractArea
from contracts.prices import actions
from contracts.prices.forms import (
    DayForm,
    NewPriceForm,
    PriceItemChangeForm,
    PriceItemForm,
    WithdrawForm,
)
from contracts.prices.models import Price, PriceItem, PriceToConfirm
from contracts.prices.reports import adjusted_how, price_line, price_list
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.conflicts import Conflict, keep_typed, shown, take_theirs
from huddinge_vo.common.pages.views import ActionPage, EditPage, HasPage
from huddinge_vo.common.people.buyer import place_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.saving import ChangedMeanwhile

_WAITS = (
    "Priset ändras mer än gränsen och väntar på en andra person. Tills det är bekräftat gäller det som gällde förut."
)


def price_context(request: HttpRequest, holder: Contract | ContractArea | SupplierUnit) -> dict[str, object]:
    """What the price sheet of a contract, an area or a unit needs; nothing for one who may not see prices.

    `?dag=` asks for the list of another day; what is no day is told, and today's list shown.
    """
    user = user_of(request)
    place = place_of(request)
    if not user.has_perm("contracts.view_priceitem", place):
        return {}
    today = timezone.localdate()
    form = DayForm(request.GET if "dag" in request.GET else None, initial={"dag": today})
    asked: date | None = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else None
    found = price_list(holder=holder, user=user, on=today)
    context: dict[str, object] = {
        "price_day": form,
        "price_today": today,
        "prices_now": found,
        "prices": price_list(holder=holder, user=user, on=asked) if asked and asked != today else found,
    }
    if isinstance(holder, Contract) and user.has_perm("contracts.view_priceclause", place):
        adjusted = context["adjusted"] = adjusted_how(contract=holder, user=user, on=today)
        if adjusted.clause is not None:
            context["price_line"] = price_line(contract=holder, clause=adjusted.clause, user=user, on=today)
    return context


class PriceItemAdd(EditPage):
    """A new line of a contract's or an area's price list."""

    permission_required = "contracts.add_priceitem"
    form_class = PriceItemForm
    submit = "Lägg till prisraden"
    model = PriceItem
    holder_model: type[Contract | ContractArea] = Contract
    is_new = True

    def permission_model(self) -> type[Model] | None:
        """Asked at the buyer of what the list belongs to."""
        return self.holder_model

    @property
    def holder(self) -> Contract | ContractArea | SupplierUnit:
        """Whose list it is, if one may know of it."""
        user = user_of(self.request)
        found = get_object_or_404(self.holder_model.objects.visible_to(user), pk=self.kwargs["pk"])
        return cast("Contract | ContractArea | SupplierUnit", found)

    def get_form_kwargs(self) -> dict[str, object]:
        """The form knows whose it is."""
        return {**super().get_form_kwargs(), "holder": self.holder}

    def get_initial(self) -> dict[str, object]:
        """A contract's first prices count from its start, mostly."""
        holder = self.holder
        return {"valid_from": holder.valid_from} if isinstance(holder, Contract) else {}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says for what."""
        holder = self.holder
        words = holder.number if isinstance(holder, Contract) else holder.name
        return {**super().get_context_data(**kwargs), "title": f"Ny prisrad för {words}"}

    def back(self) -> str:
        """To the contract or the area."""
        return str(self.holder.get_absolute_url())

    def do(self, form: PriceItemForm) -> HasPage:
        """Add it with its first price."""
        user = user_of(self.request)
        actions.add_price_item(
            item=form.instance,
            amount_sek=form.cleaned_data["amount_sek"],
            valid_from=form.cleaned_data["valid_from"],
            valid_until=form.cleaned_data["valid_until"],
            by=user,
            at=timezone.now(),
        )
        return self.holder

    def done(self, result: object) -> str:
        """What happened."""
        return "Prisraden är tillagd."


class _OfItem(ActionPage):
    """An action with a line of a price list that one may know of."""

    permission_required = "contracts.change_priceitem"
    permission_of = PriceItem

    @property
    def item(self) -> PriceItem:
        """The line."""
        user = user_of(self.request)
        visible = PriceItem.objects.visible_to(user).select_related("contract", "area__category", "unit")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    @property
    def words(self) -> str:
        """What it is called in a title."""
        item = self.item
        return f"{item.name}, kr per {item.get_per_display()}" + (f", {item.unit}" if item.unit else "")

    def back(self) -> str:
        """To the contract or the area."""
        return _home(self.item).get_absolute_url()


def _home(item: PriceItem) -> Contract | ContractArea:
    found = item.contract or item.area
    assert found is not None
    return found


class PriceFollow(_OfItem):
    """A new price from a day."""

    form_class = NewPriceForm
    submit = "Registrera priset"
    refusals = (actions.PricesMoved,)
    said = "Priset är registrerat. Priset före finns kvar i historiken."

    def get_form_kwargs(self) -> dict[str, object]:
        """With the line."""
        return {**super().get_form_kwargs(), "item": self.item, "user": user_of(self.request)}

    def get_initial(self) -> dict[str, object]:
        """What the page was opened with."""
        latest = actions.latest_price(self.item)
        return {"seen": latest.pk if latest else None}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the price that it follows."""
        latest = actions.latest_price(self.item)
        intro = "Raden har inget pris som gäller."
        if latest:
            until = f" till {latest.valid_until}" if latest.valid_until else ""
            intro = f"Senaste pris: {sek(latest.amount_sek)} kr, gäller från {latest.valid_from}{until}."
        return {**super().get_context_data(**kwargs), "title": f"Nytt pris: {self.words}", "intro": intro}

    def do(self, form: NewPriceForm) -> HasPage:
        """Register it. Who was told of another's price knows it at the second try."""
        user = user_of(self.request)
        item = self.item
        try:
            made = actions.register_price(item=item, by=user, at=timezone.now(), **form.cleaned_data)
        except actions.PricesMoved:
            latest = actions.latest_price(item)
            keep_typed(form, seen=str(latest.pk) if latest else "")
            raise
        self.said = _WAITS if isinstance(made, PriceToConfirm) else self.said
        return _home(item)

    def done(self, result: object) -> str:
        """What happened."""
        return self.said


class PriceItemEdit(_OfItem):
    """VAT and quantity of a line."""

    form_class = PriceItemChangeForm

    def get_form_kwargs(self) -> dict[str, object]:
        """With the line."""
        return {**super().get_form_kwargs(), "instance": self.item, "user": user_of(self.request)}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"Ändra {self.words}"}

    def do(self, form: PriceItemChangeForm) -> HasPage:
        """Save it."""
        user = user_of(self.request)
        saved = actions.save_price_item(item=form.instance, seen=form.seen_values(), by=user, at=timezone.now())
        return _home(saved)

    def came_too_late(self, form: PriceItemChangeForm, error: ChangedMeanwhile) -> HttpResponse:
        """Both values, as amounts are read. What was left as the page was opened stays as the other has it."""
        typed, names = form.cleaned_data, ("vat_percent", "yearly_quantity")
        opened = dict(zip(names, form.seen_values(), strict=True))
        mine = {name for name in names if typed[name] != opened[name]}
        differing = [
            Conflict(
                str(form.fields[name].label),
                _said(form, name, theirs),
                _said(form, name, typed[name]) if name in mine else "",
                name,
            )
            for name in names
            if (theirs := getattr(error.stored, name)) != typed[name]
        ]
        take_theirs(form, {each.name: getattr(error.stored, each.name) for each in differing if each.is_theirs})
        keep_typed(form, seen=form.mark(error.stored))
        return self.refuse_late(form, error, differing)


def _said(form: BaseForm, name: str, value: Decimal | None) -> str:
    return sek(value) if name == "yearly_quantity" else shown(form.fields[name], value)


class PriceWithdraw(ActionPage):
    """Take back a price that was typed wrong."""

    permission_required = "contracts.change_priceitem"
    permission_of = Price
    form_class = WithdrawForm
    submit = "Återta priset"
    said = "Priset är återtaget. Det syns i historiken med skälet."

    @property
    def price(self) -> Price:
        """The price, if one may know of it."""
        user = user_of(self.request)
        found = Price.objects.visible_to(user).standing().select_related("item__contract", "item__area", "item__unit")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what is taken back, and what then counts."""
        price = self.price
        return {
            **super().get_context_data(**kwargs),
            "title": f"Återta priset {sek(price.amount_sek)} kr",
            "intro": f"{price.item.name}, kr per {price.item.get_per_display()}, från {price.valid_from}. "
            "Priset före gäller vidare i dess ställe.",
        }

    def back(self) -> str:
        """To the contract or the area."""
        return _home(self.price.item).get_absolute_url()

    def do(self, form: WithdrawForm) -> HasPage:
        """Take it back."""
        user = user_of(self.request)
        price = self.price
        made = actions.withdraw_price(price_id=price.pk, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
        self.said = _WAITS if isinstance(made, PriceToConfirm) else self.said
        return _home(price.item)

    def done(self, result: object) -> str:
        """What happened."""
        return self.said
