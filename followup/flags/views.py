"""Red flags: the list, one flag and its rows, what kinds go by, registers read in, and a supplier's risk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from contracts.suppliers.models import Supplier
from followup.flags import actions, tasks
from followup.flags.actions.facts import FactsTold
from followup.flags.filters import ALL, CLOSED, HELD_BACK, FlagFilter
from followup.flags.forms import BoundsForm, CloseForm, CloseManyForm, FactsForm, SwitchForm
from followup.flags.imports import COLUMNS, read_facts
from followup.flags.kinds import KINDS, FlagKind
from followup.flags.models import Flag
from followup.flags.querysets import thresholds_of
from followup.flags.reports import Board, board, flag_rows, kind_lines, lacking, risk_picture
from followup.flags.rules import BUDGET, BUDGET_NAME, BUDGET_PERCENT
from followup.flags.tables import FlagTable
from huddinge_vo.common.files.exports import CSV, csv_lines
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.jobs.tasks import ask_for, where_to_wait
from huddinge_vo.common.pages.bulk import BulkPage, Did
from huddinge_vo.common.pages.forms import on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context

_SETS = "followup.change_flagterm"


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class FlagList(ListPage):
    """What is worth the time this year; what is held back, and what has been judged, for whoever asks."""

    permission_required = "followup.view_flag"
    filterset_class = FlagFilter
    table_class = FlagTable
    template_name = "followup/flags/flag_list.html"
    title = "Röda flaggor"
    export_name = "roda-flaggor"
    bulk = (("Bedöm", "followup:flags-close", "followup.change_flag"),)

    @cached_property
    def board(self) -> Board:
        """What there is time for."""
        return board(buyer=_buyer(self.request), user=user_of(self.request), on=self.today)

    def get_queryset(self) -> QuerySet[Flag]:
        """Narrowed to what the person may see, of the chosen buyer, and to what is asked for."""
        shown = self.request.GET.get("visa", "")
        found = Flag.objects.visible_to(user_of(self.request)).for_buyer(current_buyer(self.request)).for_list()
        found = found.weighed(self.board.tallies)
        if shown == CLOSED:
            return found.closed().order_by("-closed_at", "-pk")
        found = found.open()
        if shown == HELD_BACK:
            found = found.exclude(pk__in=self.board.budget.chosen)
        elif shown != ALL:
            found = found.filter(pk__in=self.board.budget.chosen)
        return found.order_by("-weight", "-pk")  # type: ignore[misc]  # annotated by weighed()

    def get_context_data(self, **kwargs: object) -> Context:
        """With what there is time for, and what is held back."""
        return {
            **super().get_context_data(**kwargs),
            "board": self.board,
            "sets": self.may(_SETS),
            "lacking": lacking(buyer=_buyer(self.request), on=self.today),
        }


class FlagsClose(BulkPage):
    """Say of many flags at once, with one reason, that they were nothing to act upon."""

    permission_required = "followup.change_flag"
    list_page = FlagList
    list_name = "followup:flag-list"
    title = "Bedöm flaggor"
    submit = "Spara bedömningen av"
    form_class = CloseManyForm
    warning = "Det går inte att ångra. De kommer inte tillbaka för samma rader."
    noun = ("flagga", "flaggor")

    def buyer_of(self, row: Flag) -> int:
        """Its own."""
        return row.buyer_id

    def left_of(self, row: Flag) -> str:
        """What somebody has judged already."""
        return "" if row.status == "OPEN" else "är redan bedömda"

    def do(self, ids: Sequence[int], form: CloseManyForm) -> Did:
        """Judge them."""
        told = form.cleaned_data
        by, now = user_of(self.request), timezone.now()
        closed = actions.close_flags(flag_ids=ids, outcome=told["outcome"], reason=told["reason"], by=by, at=now)
        return Did(len(closed))

    def said(self, count: int) -> str:
        """How many."""
        return f"{count} {'flagga är bedömd' if count == 1 else 'flaggor är bedömda'}."


@require_POST
@permission_required("followup.change_flag")
def compute_now(request: HttpRequest) -> HttpResponse:
    """Look for flags now, and not only by night."""
    here = reverse("followup:flag-list")
    asked = ask_for(tasks.compute_flags_of_buyer, by=user_of(request), href=here, buyer_id=_buyer(request).pk)
    return HttpResponseRedirect(where_to_wait([asked], here))


class FlagPage(PermissionRequiredMixin, DetailView):
    """One flag: what it says, why, and the rows that it rests on."""

    permission_required = "followup.view_flag"
    template_name = "followup/flags/flag_detail.html"
    context_object_name = "flag"

    def get_queryset(self) -> QuerySet[Flag]:
        """Narrowed to what the person may see."""
        return Flag.objects.visible_to(user_of(self.request)).for_list().select_related("finding")

    def get_context_data(self, **kwargs: object) -> Context:
        """With its rows and its kind."""
        flag: Flag = self.object
        user, on = user_of(self.request), timezone.localdate()
        own = thresholds_of(flag.buyer_id)
        kind = flag.what
        bounds = [(each, own.get((kind.code, each.name), each.start)) for each in kind.thresholds] if kind else []
        return {
            **super().get_context_data(**kwargs),
            "kind": kind,
            "bounds": bounds,
            "found": flag_rows(flag, user=user, on=on),
            "tally": Flag.objects.visible_to(user).filter(buyer=flag.buyer_id, kind=flag.kind).tallies().get(flag.kind),
            "may_close": flag.status == "OPEN" and self.may("followup.change_flag"),
        }


class FlagClose(ActionPage):
    """Say what a flag was."""

    permission_required = "followup.change_flag"
    permission_of = Flag
    form_class = CloseForm
    title = "Bedöm flaggan"
    submit = "Spara bedömningen"
    refusals = (actions.FlagClosed,)

    @cached_property
    def flag(self) -> Flag:
        """The flag of the address."""
        found = Flag.objects.visible_to(user_of(self.request)).for_list()
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> Context:
        """A supplier can have a finding; a name in the ledger and a round cannot."""
        return {**super().get_form_kwargs(), "makes_finding": self.flag.supplier_id is not None}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it says."""
        intro = f"{self.flag}. {self.flag.reason}"
        return {**super().get_context_data(**kwargs), "intro": intro}

    def back(self) -> str:
        """To the flag."""
        return self.flag.get_absolute_url()

    def do(self, form: CloseForm) -> Flag:
        """Judge it."""
        return actions.close_flag(
            flag_id=self.flag.pk,
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            severity=form.severity_chosen(),
            is_irregularity=bool(form.cleaned_data.get("is_irregularity")),
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: Flag) -> str:
        """What came of it."""
        if result.finding_id:
            return "Flaggan är bekräftad, och en brist är anmäld. Någon annan bedömer vad som ska göras."
        return "Flaggan är bedömd. Den kommer inte tillbaka för samma rader."


class KindList(PermissionRequiredMixin, TemplateView):
    """Every kind of flag: what it means, what it goes by, and how it has been judged."""

    permission_required = "followup.view_flag"
    template_name = "followup/flags/kind_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Of the chosen buyer."""
        lines = kind_lines(buyer=_buyer(self.request), user=user_of(self.request), on=timezone.localdate())
        return {**super().get_context_data(**kwargs), "lines": lines, "sets": self.may(_SETS)}


class _ToKinds:
    """Where one goes when a kind has been set."""

    def get_absolute_url(self) -> str:
        return reverse("followup:flag-kinds")


class _OfKind(ActionPage):
    """Something about a kind."""

    permission_required = _SETS

    @property
    def kind(self) -> FlagKind:
        """The one of the address."""
        found = KINDS.get(self.kwargs["kind"].upper())
        if found is None:
            raise Http404("Det finns ingen sådan flagga.")
        return found

    def back(self) -> str:
        """To all kinds."""
        return reverse("followup:flag-kinds")


class KindBounds(_OfKind):
    """What a kind goes by."""

    form_class = BoundsForm

    def get_form_kwargs(self) -> Context:
        """As they are."""
        own, kind = thresholds_of(_buyer(self.request)), self.kind
        bounds = [
            (
                each.name,
                f"{each.words}, {each.unit}",
                own.get((kind.code, each.name), each.start),
                each.lowest,
                each.highest,
            )
            for each in kind.thresholds
        ]
        return {**super().get_form_kwargs(), "bounds": bounds}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it means."""
        context = super().get_context_data(**kwargs)
        kind, missing = self.kind, self.kind.missing
        said = missing(_buyer(self.request).pk, timezone.localdate()) if missing else ""
        return {
            **context,
            "title": f"Gränser: {kind.name}",
            "intro": f"{kind.definition} {said} Det skrivs in under Lagens krav." if said else kind.definition,
        }

    def do(self, form: BoundsForm) -> _ToKinds:
        """Set them."""
        actions.set_bounds(
            buyer=_buyer(self.request),
            kind=self.kind.code,
            values=form.cleaned_data,
            by=user_of(self.request),
            at=timezone.now(),
        )
        return _ToKinds()

    def done(self, result: object) -> str:
        """When it is seen."""
        return "Sparat. Det gäller från nästa gång flaggorna söks."


class _Switch(_OfKind):
    """Turn a kind off or on."""

    form_class = SwitchForm
    is_on = False

    def do(self, form: SwitchForm) -> _ToKinds:
        """With the reason."""
        actions.switch_kind(
            buyer=_buyer(self.request),
            kind=self.kind.code,
            is_on=self.is_on,
            reason=form.cleaned_data["reason"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        return _ToKinds()

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says which."""
        words = "Slå på" if self.is_on else "Stäng av"
        return {**super().get_context_data(**kwargs), "title": f"{words}: {self.kind.name}", "submit": words}


class KindOff(_Switch):
    """Look for it no longer."""


class KindOn(_Switch):
    """Look for it again."""

    is_on = True


class BudgetEdit(ActionPage):
    """How many of the suppliers there is time for in a year."""

    permission_required = _SETS
    form_class = BoundsForm
    title = "Så många leverantörer hinner vi med"

    def get_form_kwargs(self) -> Context:
        """As it is."""
        value = thresholds_of(_buyer(self.request)).get((BUDGET, BUDGET_NAME), BUDGET_PERCENT)
        bound = (BUDGET_NAME, "Andel av leverantörerna per år, %", value, 0, 100)
        return {**super().get_form_kwargs(), "bounds": [bound]}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:flag-list")

    def do(self, form: BoundsForm) -> _ToKinds:
        """Set it."""
        actions.set_bounds(
            buyer=_buyer(self.request),
            kind=BUDGET,
            values=form.cleaned_data,
            by=user_of(self.request),
            at=timezone.now(),
        )
        return _ToKinds()


class FactImport(ActionPage):
    """What registers tell of suppliers, from a file: all of it, or none and every error with its place."""

    permission_required = "followup.add_supplierfact"
    form_class = FactsForm
    template_name = "followup/flags/fact_import.html"
    title = "Läs in registeruppgifter om leverantörer"
    submit = "Läs in"
    refusals = (UnreadableFile, actions.FactsRefused)

    def back(self) -> str:
        """To the flags."""
        return reverse("followup:flag-list")

    def do(self, form: FactsForm) -> _FactsRead:
        """Read, then bring in."""
        upload = form.cleaned_data["file"]
        with on_disk(upload) as path:
            rows, errors = read_facts(path, file_name=upload.name)
        if errors:
            self.extra_context = {"row_errors": errors}
            raise actions.FactsRefused(errors)
        told = actions.import_facts(buyer=_buyer(self.request), rows=rows, by=user_of(self.request), at=timezone.now())
        return _FactsRead(told)

    def done(self, result: _FactsRead) -> str:
        """What the file did."""
        told = result.told
        unknown = (
            f" {told.unknown} organisationsnummer finns inte i registret och är utelämnade." if told.unknown else ""
        )
        return f"{told.new} nya uppgifter, {told.known} fanns redan.{unknown}"


class _FactsRead:
    """Where an import ends: at the flags."""

    def __init__(self, told: FactsTold) -> None:
        self.told = told

    def get_absolute_url(self) -> str:
        return reverse("followup:flag-list")


class FactTemplate(PermissionRequiredMixin, View):
    """An empty file with the right columns."""

    permission_required = "followup.add_supplierfact"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The headings alone."""
        response = HttpResponse(b"".join(csv_lines([COLUMNS])), content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="mall-registeruppgifter.csv"'
        return response


class SupplierRisk(PermissionRequiredMixin, DetailView):
    """All that is known of a supplier's risk, on one page, with the reasons written out."""

    permission_required = "followup.view_flag"
    template_name = "followup/flags/supplier_risk.html"
    context_object_name = "supplier"

    def get_queryset(self) -> QuerySet[Supplier]:
        """A supplier one may not know of does not exist."""
        return Supplier.objects.visible_to(user_of(self.request))

    def get_context_data(self, **kwargs: object) -> Context:
        """At the chosen buyer."""
        picture = risk_picture(
            self.object, buyer=_buyer(self.request), user=user_of(self.request), on=timezone.localdate()
        )
        return {**super().get_context_data(**kwargs), "picture": picture}
