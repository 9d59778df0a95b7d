"""Pages of clauses: written, inherited, previewed and worded."""

from __future__ import annotations

from typing import cast

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView

from contracts.plan.models import ContractArea
from contracts.prices import actions
from contracts.prices.filters import ClauseFilter
from contracts.prices.forms import ClauseForm, row_values
from contracts.prices.forms import values_of as clause_values
from contracts.prices.models import PriceClause
from contracts.prices.querysets import with_clause
from contracts.prices.reports import STANDARD as STANDARD_CLAUSE
from contracts.prices.reports import TEMPLATES as CLAUSE_TEMPLATES
from contracts.prices.reports import clause_changes, clause_text, standard_text, template_clause
from contracts.prices.tables import ClauseTable
from contracts.register.models import Contract, Framework
from huddinge_vo.common.pages.conflicts import MARKS, Conflict, keep_typed, opened_values, shown, take_theirs
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import EditPage, ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.saving import ChangedMeanwhile
from huddinge_vo.common.untyped import PassedOn

_SHOWN_FOLLOWERS = 50


class ClauseList(ListPage):
    """All clauses of contracts, rounds and areas that one may know of."""

    permission_required = "contracts.view_priceclause"
    filterset_class = ClauseFilter
    table_class = ClauseTable
    template_name = "contracts/prices/clause_list.html"
    title = "Prisjusteringsklausuler"
    export_name = "prisjusteringsklausuler"

    def get_queryset(self) -> QuerySet[PriceClause]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = PriceClause.objects.visible_to(user).for_list().with_holder_name()
        return found.order_by("holder_name", "pk")  # type: ignore[misc]  # annotated by with_holder_name()


class ClausePage(PermissionRequiredMixin, DetailView):
    """One clause: in sentences, as a formula, by an example, and as wording to copy."""

    permission_required = "contracts.view_priceclause"
    template_name = "contracts/prices/clause_detail.html"
    context_object_name = "clause"

    def get_queryset(self) -> QuerySet[PriceClause]:
        """A clause of what one may not know of does not exist."""
        user = user_of(self.request)
        return PriceClause.objects.visible_to(user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the contracts that follow it."""
        context = super().get_context_data(**kwargs)
        clause: PriceClause = context["clause"]
        user = user_of(self.request)
        followers = with_clause(Contract.objects.visible_to(user).filter(status=Contract.Status.SIGNED)).filter(
            clause_id=clause.pk
        )
        found = list(followers.select_related("supplier").order_by("number", "pk"))
        return {
            **context,
            "holder_short": _short(clause.holder),
            "holder_long": _long(clause.holder),
            "text": clause_text(clause, on=timezone.localdate()),
            "wording": standard_text(clause),
            "followers": found[:_SHOWN_FOLLOWERS],
            "follower_count": len(found),
            "edit_href": edit_address(clause.holder),
            "changes": clause_changes(clause, user=user),
        }


class ClauseWording(PermissionRequiredMixin, View):
    """The wording as a text file."""

    permission_required = "contracts.view_priceclause"
    permission_of = PriceClause

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """UTF-8 with the mark that Notepad and Word go by."""
        user = user_of(request)
        clause = get_object_or_404(PriceClause.objects.visible_to(user).for_list(), pk=pk)
        wording = standard_text(clause)
        if not wording:
            raise Http404("Klausulen används inte i nya avtal och har ingen mallskrivning.")
        response = HttpResponse(
            wording.replace("\n", "\r\n").encode("utf-8-sig"), content_type="text/plain; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="prisjusteringsklausul-{clause.pk}.txt"'
        return response


def edit_address(holder: Contract | Framework | ContractArea) -> str:
    """Where the clause of a contract, a round or an area is written."""
    return reverse(f"contracts:{_NAMES[type(holder)]}-clause", args=[holder.pk])


_NAMES = {Contract: "contract", Framework: "framework", ContractArea: "area"}


class ClauseEdit(EditPage):
    """Write the clause of a contract, a round or an area.

    A new one begins from the one it would else inherit, or a template.
    """

    permission_required = "contracts.change_priceclause"
    template_name = "contracts/prices/clause_form.html"
    form_class = ClauseForm
    model = PriceClause
    submit = "Spara klausulen"
    holder_model: type[Contract | Framework | ContractArea] = Contract

    def permission_model(self) -> type[Model] | None:
        """Asked at the buyer of what the clause is for."""
        return self.holder_model

    @property
    def holder(self) -> Contract | Framework | ContractArea:
        """What the clause is for, if one may know of it."""
        user = user_of(self.request)
        found = self.holder_model.objects.visible_to(user)
        return cast("Contract | Framework | ContractArea", get_object_or_404(found, pk=self.kwargs["pk"]))

    def instance(self) -> PriceClause:
        """The one there is, or a new one."""
        holder = self.holder
        key = _NAMES[self.holder_model]
        return PriceClause.objects.filter(**{key: holder}).first() or PriceClause(**{key: holder})

    def get_form_kwargs(self) -> dict[str, object]:
        """With the template that was asked for; a new one always begins from something."""
        kwargs = super().get_form_kwargs()
        clause: PriceClause = kwargs["instance"]
        asked = self.request.GET.get("mall", "")
        if self.request.method == "GET" and (asked in CLAUSE_TEMPLATES or clause.pk is None):
            kwargs["initial"] = {**kwargs["initial"], **self._begin(asked, clause)}
        return kwargs

    def _begin(self, asked: str, clause: PriceClause) -> dict[str, object]:
        inherited = None if asked in CLAUSE_TEMPLATES else self._inherited(clause)
        if inherited is not None:
            return clause_values(inherited)
        user = user_of(self.request)
        made, parts = template_clause(asked or STANDARD_CLAUSE, user=user)
        empty = row_values([])
        return {"kind": made.kind, "settles_on_final": made.settles_on_final, **empty, **row_values(parts)}

    def _inherited(self, clause: PriceClause) -> PriceClause | None:
        """What a contract, or a round's first area, has as it is."""
        user = user_of(self.request)
        visible = PriceClause.objects.visible_to(user).for_list()
        if clause.contract is not None:
            pk = with_clause(Contract.objects.filter(pk=clause.contract.pk)).values_list("clause_id", flat=True).get()
            return visible.filter(pk=pk).first()
        if clause.framework is not None:
            return visible.filter(area__in=clause.framework.areas.all()).order_by("area__code", "pk").first()
        return None

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the formula as the fields stand."""
        context = super().get_context_data(**kwargs)
        form: ClauseForm = context["form"]
        inherited = None if form.instance.pk else self._inherited(form.instance)
        return {
            **context,
            "title": f"Prisjustering för {_short(self.holder)}",
            "holder_short": _short(self.holder),
            "holder_long": _long(self.holder),
            "holder": self.holder,
            "inherited": inherited,
            "templates": [(key, words) for key, (words, _) in CLAUSE_TEMPLATES.items()],
            **(preview(form, anyway=form.latest is not None) if form.is_bound else self._first_preview(form)),
        }

    def _first_preview(self, form: ClauseForm) -> dict[str, object]:
        """What an opened form says, read as if it had been sent."""
        sent = {
            name: form[name].field.prepare_value(value) if hasattr(form[name].field, "prepare_value") else value
            for name in form.fields
            if (value := form[name].initial) is not None and value is not False
        }
        user = user_of(self.request)
        return preview(ClauseForm(sent, user=user, instance=self.instance()))

    def back(self) -> str:
        """To what it is for."""
        return str(self.holder.get_absolute_url())

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Save; or only show the formula, for those without scripts."""
        if "visa" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def do(self, form: ClauseForm) -> PriceClause:
        """Save it. One that somebody else has made meanwhile is not written over unseen."""
        user = user_of(self.request)
        version = form.cleaned_data.get("version")
        return actions.save_clause(
            clause=form.instance, components=form.components, by=user, at=timezone.now(), version=version
        )

    def done(self, result: PriceClause) -> str:
        """What happened."""
        return "Klausulen är sparad."

    def came_too_late(self, form: ClauseForm, error: ChangedMeanwhile) -> HttpResponse:
        """Both values, the basket's too, which is one thing: whoever changes a row of it has said what it all is."""
        theirs, typed = clause_values(error.stored), form.without_unused_rows()
        opened = opened_values(form, error.stored, form.cleaned_data.get("version") or 0)
        told = {
            name: (_said(form, name, theirs.get(name)), _said(form, name, typed[name]))
            for name in typed
            if name not in {"version", MARKS}
        }
        theirs_alone = {name for name in opened.keys() & told if _said(form, name, opened[name]) == told[name][1]}
        if form.basket_is_as_opened():
            theirs_alone |= told.keys() - set(ClauseForm.Meta.fields)
        differing = [
            Conflict(str(form.fields[name].label), stored, "" if name in theirs_alone else ours, name)
            for name, (stored, ours) in told.items()
            if stored != ours
        ]
        take_theirs(form, {each.name: theirs.get(each.name) for each in differing if each.is_theirs})
        keep_typed(form, version=str(error.stored.version), **({MARKS: form.marks()} if MARKS in form.fields else {}))
        return self.refuse_late(form, error, differing)


def _short(holder: Contract | Framework | ContractArea) -> str:
    """A number; an area has its code."""
    return holder.code if isinstance(holder, ContractArea) else holder.number


def _long(holder: Contract | Framework | ContractArea) -> str:
    """What it is called."""
    if isinstance(holder, ContractArea):
        return holder.name
    return f"{holder.supplier}, {holder.title}" if isinstance(holder, Contract) else holder.title


def _said(form: ClauseForm, name: str, value: object) -> str:
    """A value of the form as it is read; what a row that is not used has by default counts as nothing."""
    row = name.rpartition("_")[2]
    if name.startswith(("status_", "years_before_")) and row.isdecimal() and value in {None, ""}:
        return "–"
    field = form.fields[name]
    prepared = field.prepare_value(value) if hasattr(value, "normalize") else value
    return shown(field, prepared)


def preview(form: ClauseForm, *, anyway: bool = False) -> dict[str, object]:
    """What the fields give, or what is lacking for a formula.

    `anyway` is for fields that are whole but were not saved.
    """
    if not anyway and not form.is_valid():
        lacking = [
            (form.fields[name].label if name in form.fields else "", error)
            for name, errors in form.errors.items()
            for error in errors
        ]
        return {"text": None, "lacking": lacking}
    text = clause_text(form.instance, on=timezone.localdate(), components=form.components)
    return {"text": text, "filled": form.filled}


class ClausePreview(PermissionRequiredMixin, View):
    """The formula and the example of a form that is being filled in. Saves nothing."""

    permission_required = "contracts.change_priceclause"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """The part of the page that changes."""
        user = user_of(request)
        return render(request, "contracts/prices/_clause_preview.html", preview(ClauseForm(request.POST, user=user)))
