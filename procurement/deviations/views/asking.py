"""Asking for a deviation: a new one, one that waits and is changed, and one that carries an approved one on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from contracts.plan.models import ContractArea
from contracts.suppliers.models import TargetGroup
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.conflicts import Conflict, take_theirs
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.saving import ChangedMeanwhile
from huddinge_vo.common.secrecy.names import HIDDEN, NOTHING
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.deviations import actions, rules
from procurement.deviations.forms import ANEW, MOST_ROWS, STAYS_THE_SAME, Asked, DeviationForm, askable, named
from procurement.deviations.models import Deviation
from procurement.deviations.reports import chain_begins, contract_prices
from procurement.deviations.views.reading import deviations_of
from procurement.placements.actions import CannotChange
from procurement.placements.choices import PassedOver, Sequel
from procurement.placements.models import AskedSupplier, Placement

_EMPTY_ROWS = 2
_COPIED = (
    "area",
    "supplier",
    "place",
    "target_group",
    "case_reference",
    "unit",
    "responsible",
    "price_sek",
    "price_per",
)


class _Asking(ActionPage):
    """The form of a deviation. "Uppdatera" draws it anew with what was typed, more rows and what the choices open."""

    permission_required = "procurement.add_placement"
    refusals = (actions.CannotDecide, CannotChange)
    form_class = DeviationForm
    template_name = "procurement/deviations/deviation_form.html"
    submit = "Skicka begäran"
    keeps: tuple[str, ...] = ()
    is_drawn_anew = False

    @cached_property
    def buyer(self) -> Organization:
        """For whom it is."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    @cached_property
    def today(self) -> date:
        """The day that it is asked for."""
        return timezone.localdate()

    def stored(self) -> Placement | None:
        """What the first drawing of the form begins with, if there is anything."""
        return None

    def form_instance(self) -> Deviation:
        """The form that is filled in."""
        return Deviation()

    def beginnings(self) -> Context:
        """What the fields say when the page is opened."""
        placement = self.stored()
        if placement is None:
            return {"responsible": user_of(self.request).pk}
        return {name: getattr(placement, f"{name}_id", None) or getattr(placement, name) for name in _COPIED}

    def first_rows(self) -> list[Asked]:
        """Those who were asked before the page was opened."""
        placement = self.stored()
        if placement is None:
            return []
        asked = AskedSupplier.objects.visible_to(user_of(self.request)).filter(placement=placement).order_by("pk")
        return [
            Asked(f"{each.supplier_id}:{each.contract_id or ''}:{each.place_id or ''}", each.answer, each.words)
            for each in asked
        ]

    @cached_property
    def typed(self) -> QueryDict | None:
        """What was sent, if anything was."""
        return self.request.POST if self.request.method == "POST" else None

    @cached_property
    def asked_before(self) -> list[Asked]:
        """`first_rows`, asked once."""
        return self.first_rows()

    @cached_property
    def begins_with(self) -> Context:
        """`beginnings`, asked once."""
        return self.beginnings()

    def _value(self, name: str) -> object:
        if self.typed is not None and name not in self.keeps:
            return self.typed.get(name, "")
        return self.begins_with.get(name)

    @cached_property
    def area(self) -> ContractArea | None:
        """The area that is chosen, as far as one may know of it."""
        chosen = read_id(str(self._value("area") or ""))
        seen = ContractArea.objects.visible_to(user_of(self.request)).filter(category__buyer=self.buyer)
        return seen.filter(pk=chosen).first() if chosen else None

    def rows(self) -> list[Asked]:
        """Those who were asked, everybody else with a contract in the area, and rows to add others in."""
        if self.typed is not None:
            count = min(read_id(self.typed.get("rows")), MOST_ROWS)
            parts = [
                [self.typed.get(f"asked_{n}_{part}", "") for part in ("who", "answer", "words")] for n in range(count)
            ]
            rows = [Asked(*each) for each in parts]
            if not self.is_drawn_anew:
                return rows
            rows = [each for each in rows if each.who or each.answer or each.words]
        else:
            rows = list(self.asked_before)
        told = {":".join(each.who.split(":")[:2]) for each in rows}
        if self.area is not None:
            having = askable(user=user_of(self.request), buyer=self.buyer, area=self.area, on=self.today)
            rows += [Asked(who) for who in having if who.rstrip(":") not in told]
        return (rows + [Asked()] * _EMPTY_ROWS)[:MOST_ROWS]

    def get_form_kwargs(self) -> Context:
        """With who asks, for whom, and the rows."""
        kwargs = super().get_form_kwargs()
        initial = {**self.begins_with, **kwargs.pop("initial", {})}
        if self.is_drawn_anew and self.typed is not None:
            initial |= {name: value for name, value in self.typed.items() if name not in self.keeps}
            initial |= {name: name in self.typed for name in ("is_acute", "asker_is_unbiased")}
            kwargs.pop("data"), kwargs.pop("files")
        return {
            **kwargs,
            "initial": initial,
            "instance": self.form_instance(),
            "user": user_of(self.request),
            "buyer": self.buyer,
            "on": self.today,
            "rows": self.rows(),
            "supplier": read_id(str(self._value("supplier") or "")),
            "area": self.area,
            "keeps": self.keeps,
            "asked_before": self.asked_before,
        }

    def get_form(self, form_class: PassedOn = None) -> PassedOn:
        """Drawn anew, it says the day and the rows that it is drawn with."""
        form = super().get_form(form_class)
        form.initial["rows"] = len(form.rows_of)
        for n in form.rows_of:
            for part in ("who", "answer", "words"):
                form.initial.pop(f"asked_{n}_{part}", None)
        return form

    def get_context_data(self, **kwargs: object) -> Context:
        """With the price of the area's contracts."""
        context = super().get_context_data(**kwargs)
        per = str(self._value("price_per") or Placement._meta.get_field("price_per").get_default())
        first = self._value("valid_from")
        day = first if isinstance(first, date) else _day(str(first or "")) or self.today
        return {
            **context,
            "anew": ANEW,
            "area": self.area,
            "prices": contract_prices(area=self.area, per=per, on=day),
            "price_day": day,
        }

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """More rows, or the request itself."""
        if "fler" in request.POST:
            self.is_drawn_anew = True
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def do(self, form: DeviationForm) -> Deviation:
        """Ask for it."""
        placement = form.placement(Placement(buyer=self.buyer, requested_by=user_of(self.request)))
        return self._ask(form, placement)

    def _ask(self, form: DeviationForm, placement: Placement, **how: PassedOn) -> Deviation:
        return actions.request_deviation(
            placement=placement,
            form=form.instance,
            asked=form.asked(),
            by=user_of(self.request),
            at=timezone.now(),
            **how,
        )

    def done(self, result: Deviation) -> str:
        """What happens now."""
        return f"{result.placement.number} är begärt och väntar på att en annan person beslutar."


class DeviationCreate(_Asking):
    """A new one. What was found when a place was looked for comes with the address."""

    title = "Begär avsteg"

    def beginnings(self) -> Context:
        """?omrade= &malgrupp= &fran=, where they can be understood and may be seen."""
        asked = self.request.GET
        groups = TargetGroup.objects.to_choose()
        return {
            **super().beginnings(),
            "area": read_id(asked.get("omrade")) or None,
            "target_group": groups.filter(pk=read_id(asked.get("malgrupp"))).values_list("pk", flat=True).first(),
            "valid_from": _day(asked.get("fran", "")),
        }

    def first_rows(self) -> list[Asked]:
        """?tillfragad=supplier:contract:unit:answer, each once; what one may not know of the form leaves out."""
        rows: dict[str, Asked] = {}
        for each in self.request.GET.getlist("tillfragad")[:MOST_ROWS]:
            who, _, answer = each.rpartition(":")
            if who.count(":") == 2:
                rows.setdefault(who, Asked(who, answer if answer in PassedOver.values else ""))
        return list(rows.values())

    def back(self) -> str:
        """To the list."""
        return reverse("procurement:deviation-list")


class _OfOne(_Asking):
    """Begins with a deviation that there is."""

    permission_of = Placement

    @cached_property
    def placement(self) -> Placement:
        """The one of the address."""
        return get_object_or_404(deviations_of(user_of(self.request)), pk=self.kwargs["pk"])

    @cached_property
    def buyer(self) -> Organization:
        """Its own."""
        return self.placement.buyer

    def stored(self) -> Placement:
        """It."""
        return self.placement

    def get_form_kwargs(self) -> Context:
        """The case reference is for those who may read it."""
        return {**super().get_form_kwargs(), "shows_case": self.placement.shows_case}  # type: ignore[attr-defined]

    def back(self) -> str:
        """To its page."""
        return reverse("procurement:deviation", args=[self.placement.pk])


class DeviationEdit(_OfOne):
    """Change what is asked for while nobody has decided on it."""

    submit = "Spara begäran"

    def too_late(self) -> str:
        """Nobody changes what is decided."""
        return actions.why_over(self.placement)

    def form_instance(self) -> Deviation:
        """Its own form."""
        return self.placement.form

    def beginnings(self) -> Context:
        """As it stands."""
        of_placement = {"valid_from": self.placement.valid_from, "valid_until": self.placement.valid_until}
        return {**super().beginnings(), **of_placement}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what a change means."""
        intro = "Den som ändrar en begäran har skrivit i den och kan inte besluta om den."
        return {**super().get_context_data(**kwargs), "title": f"Ändra {self.placement.number}", "intro": intro}

    def do(self, form: DeviationForm) -> Deviation:
        """Change it."""
        found = Placement.objects.visible_to(user_of(self.request)).select_related("buyer")
        placement = form.placement(found.get(pk=self.placement.pk))
        return self._ask(form, placement, version=form.cleaned_data.get("version"))

    def refuse_late(self, form: DeviationForm, error: ChangedMeanwhile, differing: Sequence[Conflict]) -> HttpResponse:
        """Those who were asked too, who are one thing. The form is made anew: another's choices open other ones."""
        user, theirs = user_of(self.request), [each.name for each in differing if each.is_theirs]
        data = cast("QueryDict", form.data).copy()
        if not form.asked_are_as_stored():
            before, sent = (
                _listed(rows, user=user, buyer=self.buyer) for rows in (form.asked_before, form.rows_sent())
            )
            is_theirs = form.asked_are_as_opened()
            differing = [*differing, Conflict("Tillfrågade med avtal", before, "" if is_theirs else sent)]
            if is_theirs:
                _send_rows(data, _with_those_left(form.asked_before, form.rows_sent()))
        self.typed = data
        self.__dict__.pop("area", None)
        again = self.form_class(**{**self.get_form_kwargs(), "data": data, "instance": error.stored})
        again.is_valid()
        again.cleaned_data["version"] = self.opened_at(form, error)
        again.once = form.once
        take_theirs(again, {name: form.data.get(name) for name in theirs})
        return super().refuse_late(again, error, differing)


def _listed(rows: Iterable[Asked], *, user: User, buyer: Organization) -> str:
    """Those who were asked, each with his answer, as they are read."""
    told = [row for row in rows if row.who and row.answer]
    names = named({row.who for row in told}, user=user, buyer=buyer)
    answers = dict(PassedOver.choices)
    said = [
        f"{names.get(row.who, HIDDEN)}: {answers.get(row.answer, row.answer)}{f' ({row.words})' if row.words else ''}"
        for row in told
    ]
    return "; ".join(sorted(said)) or NOTHING


def _with_those_left(stored: Sequence[Asked], sent: Sequence[Asked]) -> list[Asked]:
    """The rows that are stored, and of those that were drawn the ones that they do not tell of, unanswered."""
    told = {row.who for row in stored}
    return ([*stored, *(Asked(row.who) for row in sent if row.who not in told)])[:MOST_ROWS]


def _send_rows(data: QueryDict, rows: Sequence[Asked]) -> None:
    """What a browser would send of some rows."""
    for name in [each for each in data if each.startswith("asked_")]:
        del data[name]
    data["rows"] = str(len(rows))
    for n, row in enumerate(rows):
        data[f"asked_{n}_who"], data[f"asked_{n}_answer"], data[f"asked_{n}_words"] = row.who, row.answer, row.words


class _CarriesOn(_OfOne):
    """A placement of its own with a form of its own, which carries an approved one on."""

    how = Sequel.EXTENDED
    verb = ""

    def too_late(self) -> str:
        """What is carried on already, ended or never approved is not carried on."""
        return actions.why_not_to_follow(self.placement)

    def form_instance(self) -> Deviation:
        """A new form that begins with the words of the earlier one."""
        earlier: Deviation = self.placement.form
        copied = ("need", "reason", "reason_words", "ground", "ground_words", "template")
        return Deviation(**{name: getattr(earlier, name) for name in copied})

    def get_form(self, form_class: PassedOn = None) -> PassedOn:
        """It asks for the value of the whole chain: a need is not split by being carried on."""
        form = super().get_form(form_class)
        field, earlier = form.fields["expected_value_sek"], self.placement.form.expected_value_sek
        field.label = "Förväntat värde av hela kedjan, kr"
        field.help_text = (
            f"Utan moms, från {chain_begins(self.placement)} till den nya sista dagen: det som redan är beslutat, "
            f"{sek(earlier)} kr, och det som tillkommer."
        )
        return form

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it carries on."""
        intro = f"Begäran är ny och beslutas för sig. {self.placement.number} står kvar som det beslutades."
        return {**super().get_context_data(**kwargs), "title": f"{self.verb} {self.placement.number}", "intro": intro}

    def do(self, form: DeviationForm) -> Deviation:
        """Ask for it."""
        new = Placement(
            buyer=self.buyer, requested_by=user_of(self.request), case_reference=self.placement.case_reference
        )
        placement = form.placement(new)
        return self._ask(form, placement, follows_id=self.placement.pk, how=self._how(placement))

    def _how(self, placement: Placement) -> str:
        return self.how


class DeviationExtend(_CarriesOn):
    """For longer, at the same place: it begins the day after the earlier one's last."""

    verb = "Förläng"
    keeps = STAYS_THE_SAME

    def beginnings(self) -> Context:
        """From the day after."""
        last = self.placement.valid_until
        return {**super().beginnings(), "valid_from": rules.day_after(last) if last else None}


class DeviationChange(_CarriesOn):
    """On other terms, or at another place, which is a move. The earlier one ends when this is approved."""

    verb = "Ändra villkoren för"

    def beginnings(self) -> Context:
        """Until the same day."""
        return {**super().beginnings(), "valid_until": self.placement.valid_until}

    def _how(self, placement: Placement) -> str:
        there = (self.placement.supplier_id, self.placement.place_id)
        return Sequel.CHANGED if (placement.supplier_id, placement.place_id) == there else Sequel.MOVED


def _day(text: str) -> date | None:
    """A day of an address; null where there is none that can be understood."""
    try:
        return parse_date(text)
    except ValueError:
        return None
