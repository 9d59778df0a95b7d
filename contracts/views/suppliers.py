"""What belongs to a supplier: units, permits, contacts, placement stops, and that two were one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from contracts import actions
from contracts.filters import UnitFilter
from contracts.forms import ContactForm, MergeForm, PermitForm, PlacementStopForm, UnitForm
from contracts.models import Document, Permit, PlacementStop, Supplier, SupplierContact, SupplierMerge, SupplierUnit
from contracts.reports import supplier_side, unit_traffic
from contracts.tables import UnitTable
from contracts.views.edits import RegisterForm
from contracts.views.prices import price_context
from huddinge_vo.common.audit import changes_of
from huddinge_vo.common.views import DeedPage, ListPage


class UnitList(ListPage):
    """All units that one may see."""

    permission_required = "contracts.view_supplier"
    filterset_class = UnitFilter
    table_class = UnitTable
    template_name = "contracts/unit_list.html"
    title = "Verksamheter"
    export_name = "verksamheter"

    def get_queryset(self) -> QuerySet[SupplierUnit]:
        """Narrowed at the door."""
        user: Any = self.request.user
        return SupplierUnit.objects.visible_to(user).for_list(on=timezone.localdate()).order_by("sort_name", "pk")


class UnitPage(PermissionRequiredMixin, DetailView):
    """One unit: where, for whom, with what permission, and whether anybody may be placed there."""

    permission_required = "contracts.view_supplier"
    template_name = "contracts/unit_detail.html"
    context_object_name = "unit"

    def get_queryset(self) -> QuerySet[SupplierUnit]:
        """A unit one may not know of does not exist."""
        user: Any = self.request.user
        return SupplierUnit.objects.visible_to(user).select_related("supplier").prefetch_related("areas")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With permits, contacts, stops and history."""
        context = super().get_context_data(**kwargs)
        unit: SupplierUnit = context["unit"]
        today = timezone.localdate()
        return {
            **context,
            "permits": unit.permits.order_by("-decided_on", "pk"),
            "traffic": unit_traffic(unit=unit, on=today),
            "contacts": unit.contacts.order_by("role", "pk"),
            "stops": PlacementStop.objects.for_unit(unit).in_force_on(today).order_by("valid_from", "pk"),
            "documents": Document.objects.visible_to(self.request.user).filter(unit=unit).for_list(),  # type: ignore[arg-type]
            "changes": changes_of(unit),
            **price_context(self.request, unit),
        }


class _OfSupplier(RegisterForm):
    """A form for something of a supplier that one may know of."""

    permission_required = ("contracts.add_supplier", "contracts.change_supplier")
    list_name = "supplier-list"

    @property
    def supplier(self) -> Supplier:
        """The supplier of the address."""
        user: Any = self.request.user
        return get_object_or_404(Supplier.objects.visible_to(user).current(), pk=self.kwargs["supplier"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows whose it is."""
        return {**super().get_form_kwargs(), "supplier": self.supplier}

    def back(self) -> str:
        """To the supplier."""
        return self.supplier.get_absolute_url()


class UnitEdit(_OfSupplier):
    """Create or change a unit."""

    form_class = UnitForm
    model = SupplierUnit
    noun = "verksamhet"

    @property
    def supplier(self) -> Supplier:
        """That of the unit, else that of the address."""
        instance = self.instance()
        return instance.supplier if instance else super().supplier

    def do(self, form: UnitForm) -> SupplierUnit:
        """Save it."""
        user: Any = self.request.user
        return actions.save_unit(
            unit=form.instance,
            areas=form.cleaned_data["areas"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class _Detail(_OfSupplier):
    """Something small of a supplier, saved as it is; one goes back to where it is shown."""

    def do(self, form: Any) -> Any:
        """Save it."""
        user: Any = self.request.user
        saved = actions.save_detail(detail=form.instance, by=user, at=timezone.now())
        return saved.unit or saved.supplier


class ContactEdit(_Detail):
    """Whom to turn to."""

    form_class = ContactForm
    model = SupplierContact
    noun = "kontakt"


class PermitEdit(_Detail):
    """IVO's permission for a unit."""

    form_class = PermitForm
    model = Permit
    noun = "tillstånd"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tillstånd is neuter in Swedish."""
        return {**super().get_context_data(**kwargs), "title": "Nytt tillstånd"}


class PlacementStopEdit(_OfSupplier):
    """Let nobody new be placed."""

    form_class = PlacementStopForm
    model = PlacementStop
    noun = "placeringsstopp"
    submit = "Stoppa placeringar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Stopp is neuter in Swedish."""
        return {**super().get_context_data(**kwargs), "title": "Nytt placeringsstopp"}

    def do(self, form: PlacementStopForm) -> Any:
        """Stop."""
        user: Any = self.request.user
        stop = actions.stop_placements(stop=form.instance, by=user, at=timezone.now())
        return stop.unit or stop.supplier


class SupplierMergePage(DeedPage):
    """Two suppliers side by side, and what would move if they are one."""

    permission_required = "contracts.merge_supplier"
    template_name = "contracts/supplier_merge.html"
    form_class = MergeForm
    submit = "Slå samman"
    refusals = (actions.CannotMerge,)

    @property
    def source(self) -> Supplier:
        """The one that would be taken up."""
        user: Any = self.request.user
        return get_object_or_404(Supplier.objects.visible_to(user).current(), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With whom it can be merged: chosen in the address first, so that both can be looked at."""
        return {**super().get_form_kwargs(), "user": self.request.user, "source": self.source}

    def get_initial(self) -> dict[str, Any]:
        """The one that was chosen."""
        return {"target": self.request.GET.get("med", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With both, side by side."""
        context = super().get_context_data(**kwargs)
        user: Any = self.request.user
        chosen = self.request.POST.get("target") or self.request.GET.get("med", "")
        target = Supplier.objects.visible_to(user).filter(pk=chosen).first() if chosen.isdecimal() else None
        today = timezone.localdate()
        return {
            **context,
            "title": f"Slå samman {self.source}",
            "source": self.source,
            "target": target,
            "sides": [supplier_side(supplier=each, user=user, on=today) for each in (self.source, target) if each],
            "moves": actions.what_moves(self.source, by=user),
            "may_move": actions.may_move(self.source, by=user),
        }

    def back(self) -> str:
        """To the supplier."""
        return self.source.get_absolute_url()

    def do(self, form: MergeForm) -> Supplier:
        """Merge."""
        user: Any = self.request.user
        merge = actions.merge_suppliers(
            source=self.source, target=form.cleaned_data["target"], by=user, at=timezone.now()
        )
        return merge.target

    def done(self, result: Supplier) -> str:
        """What happened."""
        return f"Leverantörerna är sammanslagna till {result}. Det går att ångra på den här sidan."


class SupplierMergeUndo(PermissionRequiredMixin, TemplateView):
    """Part two suppliers again."""

    permission_required = "contracts.merge_supplier"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, or say why not."""
        user: Any = request.user
        merge = get_object_or_404(SupplierMerge.objects.visible_to(user), pk=pk)
        try:
            done = actions.undo_merge(merge=merge, by=user, at=timezone.now())
        except actions.CannotMerge as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{done.source} och {done.target} är två igen.")
        return HttpResponseRedirect(merge.source.get_absolute_url())
