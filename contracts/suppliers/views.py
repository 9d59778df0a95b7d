"""Suppliers and what belongs to them: added, changed, stopped and parted again."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from contracts.suppliers import actions
from contracts.suppliers.filters import SupplierProposalFilter, UnitFilter
from contracts.suppliers.forms import (
    ContactForm,
    IdentifierForm,
    PermitForm,
    PlacementStopForm,
    SupplierForm,
    TargetGroupForm,
    UnitForm,
)
from contracts.suppliers.models import (
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierIdentifier,
    SupplierMerge,
    SupplierProposal,
    SupplierUnit,
    TargetGroup,
)
from contracts.suppliers.reports import unit_map
from contracts.suppliers.tables import SupplierProposalTable, UnitTable
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, EditPage, HasPage, ListPage, asked_in_place
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.untyped import Context


class RegisterForm(EditPage):
    """Create or change one object of the register."""

    noun = ""

    @property
    def new_title(self) -> str:  # type: ignore[override]
        """Nouns of the register are mostly common gender."""
        return f"Ny {self.noun}"


class SupplierEdit(RegisterForm):
    """Create or change a supplier."""

    permission_required = ("contracts.add_supplier", "contracts.change_supplier")
    form_class = SupplierForm
    model = Supplier
    noun = "leverantör"
    list_name = "contracts:supplier-list"

    def do(self, form: SupplierForm) -> Supplier:
        """Save it."""
        return actions.save_supplier(
            supplier=form.instance,
            by=user_of(self.request),
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class UnitList(ListPage):
    """All units that one may see."""

    permission_required = "contracts.view_supplier"
    filterset_class = UnitFilter
    table_class = UnitTable
    template_name = "contracts/suppliers/unit_list.html"
    title = "Verksamheter"
    export_name = "verksamheter"

    def get_queryset(self) -> QuerySet[SupplierUnit]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return SupplierUnit.objects.visible_to(user).for_list(on=timezone.localdate()).order_by("sort_name", "pk")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With where they are, above the list: not where the list alone is fetched."""
        context = super().get_context_data(**kwargs)
        return context if asked_in_place(self.request) else {**context, "places": unit_map(user_of(self.request))}


class _OfSupplier(RegisterForm):
    """A form for something of a supplier that one may know of."""

    permission_required = ("contracts.add_supplier", "contracts.change_supplier")
    list_name = "supplier-list"

    @property
    def supplier(self) -> Supplier:
        """The supplier of the address."""
        user = user_of(self.request)
        return get_object_or_404(Supplier.objects.visible_to(user).current(), pk=self.kwargs["supplier"])

    def get_form_kwargs(self) -> dict[str, object]:
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
        user = user_of(self.request)
        return actions.save_unit(
            unit=form.instance,
            areas=form.cleaned_data["areas"],
            target_groups=form.cleaned_data["target_groups"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class TargetGroupList(PermissionRequiredMixin, TemplateView):
    """For whom care is given: the words that a need and a unit are matched by."""

    permission_required = "contracts.change_targetgroup"
    template_name = "contracts/suppliers/target_group_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Each with how many units are for it, as far as the person may know."""
        seen = SupplierUnit.objects.visible_to(user_of(self.request))
        rows = TargetGroup.objects.with_use(seen).order_by("sort_name", "name", "pk")
        return {**super().get_context_data(**kwargs), "rows": rows}


class TargetGroupEdit(EditPage):
    """Add a target group, or call it something else."""

    permission_required = "contracts.change_targetgroup"
    form_class = TargetGroupForm
    model = TargetGroup
    new_title = "Ny målgrupp"
    list_name = "contracts:target-groups"

    def back(self) -> str:
        """To the list."""
        return reverse(self.list_name)

    def do(self, form: TargetGroupForm) -> HasPage:
        """Save it."""
        super().do(form)
        return _ToTargetGroups()


class _ToTargetGroups:
    """Where one goes then."""

    def get_absolute_url(self) -> str:
        return reverse("contracts:target-groups")


class _Detail(_OfSupplier):
    """Something small of a supplier, saved as it is; one goes back to where it is shown."""

    def do(self, form: ModelForm) -> HasPage:
        """Save it."""
        user = user_of(self.request)
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

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Tillstånd is neuter in Swedish."""
        return {**super().get_context_data(**kwargs), "title": "Nytt tillstånd"}

    def do(self, form: ModelForm) -> HasPage:
        """Keep it; where it says that one is lost, nobody new is placed there."""
        permit: Permit = form.instance
        actions.keep_permit(permit=permit, by=user_of(self.request), at=timezone.now())
        return permit.unit


class PlacementStopEdit(_OfSupplier):
    """Let nobody new be placed."""

    form_class = PlacementStopForm
    model = PlacementStop
    noun = "placeringsstopp"
    submit = "Stoppa placeringar"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Stopp is neuter in Swedish."""
        return {**super().get_context_data(**kwargs), "title": "Nytt placeringsstopp"}

    def do(self, form: PlacementStopForm) -> HasPage:
        """Stop."""
        user = user_of(self.request)
        stop = actions.stop_placements(stop=form.instance, by=user, at=timezone.now())
        return stop.unit or stop.supplier


class IdentifierAdd(_OfSupplier):
    """One more number that a supplier goes by in the economy system of the buyer that one works for."""

    form_class = IdentifierForm
    model = SupplierIdentifier
    noun = "leverantörsnummer"

    def blank(self) -> SupplierIdentifier:
        """Of the chosen buyer."""
        return SupplierIdentifier(scheme=SupplierIdentifier.Scheme.SUPPLIER_NUMBER, buyer=self.buyer())

    def get_context_data(self, **kwargs: object) -> Context:
        """Nummer is neuter in Swedish."""
        return {**super().get_context_data(**kwargs), "title": "Nytt leverantörsnummer"}

    def do(self, form: IdentifierForm) -> Supplier:
        """Save it."""
        user = user_of(self.request)
        return actions.save_detail(detail=form.instance, by=user, at=timezone.now()).supplier


class IdentifierRemove(ActionPage):
    """Take away a number that was written wrong."""

    permission_required = "contracts.change_supplier"
    permission_of = SupplierIdentifier
    form_class = Form
    submit = "Ta bort numret"
    refusals = (actions.NumberStays,)

    @property
    def identifier(self) -> SupplierIdentifier:
        """The one of the address."""
        user = user_of(self.request)
        found = SupplierIdentifier.objects.visible_to(user).select_related("supplier", "buyer")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> Context:
        """With which it is."""
        found = self.identifier
        intro = f"{found} pekar inte längre på {found.supplier}. Köp på numret bedöms om."
        return {**super().get_context_data(**kwargs), "title": f"Ta bort {found}", "intro": intro}

    def back(self) -> str:
        """To the supplier."""
        return self.identifier.supplier.get_absolute_url()

    def do(self, form: Form) -> Supplier:
        """Take it away."""
        user = user_of(self.request)
        return actions.remove_identifier(identifier=self.identifier, by=user, at=timezone.now())

    def done(self, result: Supplier) -> str:
        """What happened."""
        return "Numret är borttaget."


class SupplierMergeUndo(PermissionRequiredMixin, TemplateView):
    """Part two suppliers again."""

    permission_required = "contracts.merge_supplier"
    permission_of = SupplierMerge
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, or say why not."""
        user = user_of(request)
        merge = get_object_or_404(SupplierMerge.objects.visible_to(user), pk=pk)
        try:
            done = actions.undo_merge(merge=merge, by=user, at=timezone.now())
        except actions.CannotMerge as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{done.source} och {done.target} är två igen.")
        return HttpResponseRedirect(merge.source.get_absolute_url())


class SupplierProposalList(ListPage):
    """Suppliers to sort out: those that wait for an answer, else those that are answered. The likest first."""

    permission_required = "contracts.merge_supplier"
    filterset_class = SupplierProposalFilter
    table_class = SupplierProposalTable
    template_name = "contracts/suppliers/proposal_list.html"
    title = "Leverantörer att reda ut"
    export_name = "leverantorer-att-reda-ut"

    def get_queryset(self) -> QuerySet[SupplierProposal]:
        """Narrowed to what the person may see."""
        found = SupplierProposal.objects.visible_to(user_of(self.request)).for_list()
        if not self.request.GET.get("laget"):
            found = found.undecided()
        return found.order_by(F("similarity").desc(nulls_last=True), F("sum_sek").desc(nulls_last=True), "pk")


@require_POST
@permission_required("contracts.merge_supplier", of=SupplierProposal)
def say_same(request: HttpRequest, pk: int) -> HttpResponse:
    """A name in the ledger is the supplier that it is like."""
    return _answered(request, pk, same=True)


@require_POST
@permission_required("contracts.merge_supplier", of=SupplierProposal)
def say_not_same(request: HttpRequest, pk: int) -> HttpResponse:
    """What was proposed is not so, or is let be."""
    return _answered(request, pk, same=False)


def _answered(request: HttpRequest, pk: int, *, same: bool) -> HttpResponse:
    """Answer, and go on with the list; or say why not."""
    user = user_of(request)
    proposal = get_object_or_404(SupplierProposal.objects.visible_to(user), pk=pk)
    say = actions.say_same if same else actions.say_not_same
    try:
        done = say(proposal=proposal, by=user, at=timezone.now())
    except actions.ProposalIsGone as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("contracts:supplier-proposals"))
    except (actions.ProposalIsDecided, NotAllowed) as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(proposal.get_absolute_url())
    messages.success(request, f"Svaret är sparat: {done.get_outcome_display()}. Det föreslås inte igen.")
    return HttpResponseRedirect(reverse("contracts:supplier-proposals"))


@require_POST
@permission_required("contracts.merge_supplier", of=SupplierProposal)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back, and ask again."""
    user = user_of(request)
    proposal = get_object_or_404(SupplierProposal.objects.visible_to(user), pk=pk)
    try:
        asked = actions.take_back(proposal=proposal, by=user, at=timezone.now())
    except actions.ProposalIsGone as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("contracts:supplier-proposals"))
    except (actions.CannotTakeBack, NotAllowed) as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(proposal.get_absolute_url())
    if asked is None:
        said = "Svaret är återtaget. Leverantören är sammanslagen, så frågan ställs om den som består."
        messages.success(request, said)
        return HttpResponseRedirect(reverse("contracts:supplier-proposals"))
    messages.success(request, "Svaret är återtaget. Frågan väntar på ett nytt.")
    return HttpResponseRedirect(asked.get_absolute_url())
