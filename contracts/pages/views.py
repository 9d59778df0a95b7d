"""Pages of the big objects, which show several trades at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView

from contracts.checks.querysets import with_permit_need
from contracts.checks.reports import contract_checks, permit_words, supplier_checks, unit_traffic
from contracts.documents.models import Document
from contracts.law.querysets import areas_on
from contracts.law.reports import AwardLimit, award_limit, permit_row
from contracts.pages.tables import DecisionTable
from contracts.plan.choices import Form
from contracts.plan.filters import ContractAreaFilter
from contracts.plan.models import ContractArea
from contracts.plan.tables import ContractAreaTable
from contracts.prices.models import PriceAdjustment, PriceClause
from contracts.prices.reports import basket_words
from contracts.prices.views import price_context
from contracts.register.actions import change_owners, restore_owners
from contracts.register.filters import ContractFilter
from contracts.register.forms import OwnerForm
from contracts.register.models import CallOff, Contract, Framework
from contracts.register.querysets import ContractQuerySet
from contracts.register.reports import ends_calendar, standing
from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.filters import SupplierFilter
from contracts.suppliers.forms import MergeForm
from contracts.suppliers.models import (
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierMerge,
    SupplierProposal,
    SupplierUnit,
    WithdrawnAnswer,
)
from contracts.suppliers.tables import SupplierTable
from contracts.terms.reports import changes_with_options, contract_facts, framework_facts, supplier_side
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.bulk import Before, BulkPage, Did
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, ListPage, asked_in_place
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.untyped import PassedOn


class ContractPage(PermissionRequiredMixin, DetailView):
    """One contract: whether it is in force, until when, the next decision, how it is used."""

    permission_required = "contracts.view_contract"
    template_name = "contracts/pages/contract_detail.html"
    context_object_name = "contract"

    def get_queryset(self) -> QuerySet[Contract]:
        """A contract one may not know of does not exist."""
        found = Contract.objects.visible_to(user_of(self.request)).for_list().with_use()
        found = with_permit_need(found, on=timezone.localdate())
        return found.select_related("supplier", "framework", "owner", "deputy").prefetch_related("requirements")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what there is to know in one look, and history."""
        context = super().get_context_data(**kwargs)
        contract: Any = context["contract"]  # Any: a contract with what for_list() adds
        user = user_of(self.request)
        today = timezone.localdate()
        used = contract.used_sek or Decimal(0)
        return {
            **context,
            "checks": contract_checks(contract=contract, user=user, on=today),
            "permit": permit_words(contract),
            "award_limit": _award_limit(contract),
            "facts": contract_facts(contract=contract, user=user, on=today),
            "used_sek": used,
            "documents": Document.objects.visible_to(user_of(self.request)).filter(contract=contract).for_list(),
            "changes": changes_with_options(contract, user=user_of(self.request)),
            **price_context(self.request, contract),
            "adjustments": PriceAdjustment.objects.visible_to(user)
            .filter(contract=contract)
            .order_by("-effective_on", "-pk")[:6],
        }


class SupplierPage(PermissionRequiredMixin, DetailView):
    """One supplier: contracts, units, and what was bought."""

    permission_required = "contracts.view_supplier"
    template_name = "contracts/pages/supplier_detail.html"
    context_object_name = "supplier"

    def get_queryset(self) -> QuerySet[Supplier]:
        """A supplier one may not know of does not exist."""
        return Supplier.objects.visible_to(user_of(self.request))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Contracts in force first, ended ones folded."""
        context = super().get_context_data(**kwargs)
        supplier: Supplier = context["supplier"]
        user = user_of(self.request)
        today = timezone.localdate()
        contracts = [
            (contract, *standing(contract, today))
            for contract in Contract.objects.visible_to(user_of(self.request))
            .for_list()
            .filter(supplier=supplier)
            .order_by("-valid_from", "number", "pk")
        ]
        return {
            **context,
            "current": [row for row in contracts if row[1] != "Avslutat"],
            "ended": [row for row in contracts if row[1] == "Avslutat"],
            "checks": supplier_checks(supplier=supplier, user=user, on=today),
            "parent": Supplier.objects.visible_to(user).filter(pk=supplier.parent_id).first(),  # type: ignore[misc]  # or null
            "identifiers": supplier.identifiers.select_related("buyer").order_by("scheme", "value", "pk"),
            "units": supplier.units.visible_to(user).order_by("sort_name", "pk"),
            "contacts": SupplierContact.objects.visible_to(user)
            .filter(supplier=supplier)
            .select_related("unit")
            .order_by("role", "pk"),
            "stops": PlacementStop.objects.visible_to(user)
            .filter(supplier=supplier)
            .in_force_on(today)
            .select_related("unit")
            .order_by("valid_from", "pk"),
            "merges": SupplierMerge.objects.standing()
            .visible_to(user)
            .of_supplier(supplier)
            .select_related("source", "target", "merged_by")
            .order_by("merged_at", "pk"),
            "documents": Document.objects.visible_to(user_of(self.request)).filter(supplier=supplier).for_list(),
            "changes": changes_of(supplier, user=user_of(self.request)),
        }


class FrameworkPage(PermissionRequiredMixin, DetailView):
    """One round and its supplier contracts."""

    permission_required = "contracts.view_framework"
    template_name = "contracts/pages/framework_detail.html"
    context_object_name = "framework"

    def get_queryset(self) -> QuerySet[Framework]:
        """A round one may not know of does not exist."""
        return (
            Framework.objects.visible_to(user_of(self.request))
            .select_related("lead", "owner", "deputy")
            .prefetch_related("areas", "parties", "requirements")
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With its contracts and options."""
        context = super().get_context_data(**kwargs)
        framework: Framework = context["framework"]
        today = timezone.localdate()
        ranked = framework.call_off_method == CallOff.RANKED
        contracts = (
            Contract.objects.visible_to(user_of(self.request))
            .for_list()
            .filter(framework=framework)
            .order_by(*(() if not ranked else (F("rank").asc(nulls_last=True),)), "supplier__sort_name", "number", "pk")
        )
        return {
            **context,
            "contracts": [(contract, *standing(contract, today)) for contract in contracts],
            "ranked": ranked,
            "facts": framework_facts(framework=framework, user=user_of(self.request), on=today),
            "documents": Document.objects.visible_to(user_of(self.request)).filter(framework=framework).for_list(),
            "changes": changes_with_options(framework, user=user_of(self.request)),
            **_clause_of(framework=framework),
        }


class ContractAreaPage(PermissionRequiredMixin, DetailView):
    """One area: what the plan says and which contracts there are."""

    permission_required = "contracts.view_contractarea"
    template_name = "contracts/pages/area_detail.html"
    context_object_name = "area"

    def get_queryset(self) -> QuerySet[ContractArea]:
        """Narrowed to what the person may see."""
        seen = ContractArea.objects.visible_to(user_of(self.request)).values("pk")
        return areas_on(timezone.localdate()).filter(pk__in=seen).select_related("category")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the contracts in force."""
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        contracts = (
            Contract.objects.visible_to(user_of(self.request))
            .in_force_on(today)
            .for_list()
            .filter(areas=context["area"], buyer=context["area"].category.buyer_id)
            .order_by("supplier__sort_name", "number", "pk")
        )
        return {
            **context,
            "permit": permit_row(context["area"]),
            "contracts": [(contract, *standing(contract, today)) for contract in contracts],
            **price_context(self.request, context["area"]),
            **_clause_of(area=context["area"]),
        }


def _award_limit(contract: Contract) -> AwardLimit | None:
    """A direct award against the law's limit on the day it began; null for all that was procured."""
    if contract.form != Form.DIRECT_AWARD:
        return None
    return award_limit(areas=contract.areas.all(), value_sek=contract.ceiling_sek, on=contract.valid_from)


def _clause_of(**holder: object) -> dict[str, object]:
    """The clause of a round or an area that is shown, with its basket in words."""
    clause = PriceClause.objects.filter(**holder).for_list().first()
    return {"clause": clause, "clause_basket": basket_words(list(clause.components.all())) if clause else ""}


def _in_force(user: User) -> ContractQuerySet:
    """The contracts in force today that a person may see."""
    return Contract.objects.visible_to(user).in_force_on(timezone.localdate())


class ContractList(ListPage):
    """All contracts that one may see, with what is to be decided next of each."""

    permission_required = "contracts.view_contract"
    filterset_class = ContractFilter
    table_class = DecisionTable
    template_name = "contracts/register/contract_list.html"
    title = "Avtal"
    export_name = "avtal"
    bulk_template = "contracts/register/_contract_bulk_tools.html"
    bulk = (("Byt ansvarig", "contracts:contract-owners", "contracts.change_contract"),)

    def get_queryset(self) -> QuerySet[Contract]:
        """Narrowed to what the person may see."""
        found = Contract.objects.visible_to(user_of(self.request)).for_list().with_terms()
        return found.soonest_end_first(self.today)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With when contracts end, above the list: not where the list alone is fetched."""
        context = super().get_context_data(**kwargs)
        if asked_in_place(self.request):
            return context
        return {**context, "ends": ends_calendar(user_of(self.request), self.today)}


class ContractOwners(BulkPage):
    """Give many contracts to another to answer for, as when somebody leaves."""

    permission_required = "contracts.change_contract"
    list_page = ContractList
    list_name = "contracts:contract-list"
    title = "Byt ansvarig"
    submit = "Byt ansvarig för"
    form_class = OwnerForm
    warning = "Det går att ångra i listan under en timme, för de avtal som ingen har ändrat sedan dess."
    noun = ("avtal", "avtal")

    @cached_property
    def public(self) -> set[int]:
        """Those that nothing secret hides."""
        return set(Contract.objects.public().filter(buyer=self.buyer_id).values_list("pk", flat=True))

    @cached_property
    def buyer_id(self) -> int | None:
        """For whom the person works now."""
        buyer = current_buyer(self.request)
        return buyer.pk if buyer else None

    def get_form(self, data: PassedOn = None) -> OwnerForm:
        """Among those who work for the buyer."""
        return OwnerForm(data, buyer=current_buyer(self.request))

    def left_of(self, row: Contract) -> str:
        """Another buyer's, and what is secret: who answers for that is chosen one by one."""
        if row.buyer_id != self.buyer_id:
            return "är en annan köpares"
        return "" if row.pk in self.public else "är sekretess: den ansvarige byts på avtalets egen sida"

    def do(self, ids: Sequence[int], form: OwnerForm) -> Did:
        """Give them over."""
        to, by = form.cleaned_data["owner"], user_of(self.request)
        before = change_owners(contract_ids=ids, to=to, by=by, at=timezone.now())
        return Did(len(before), before)

    def said(self, count: int) -> str:
        """How many."""
        return f"{count} avtal har fått en annan ansvarig."

    def undo(self, before: Sequence[Before]) -> str:
        """Give them back."""
        count = restore_owners(before=before, by=user_of(self.request), at=timezone.now())
        left = len(before) - count
        words = f"Ångrat: {count} avtal har den ansvarige de hade."
        return f"{words} {left} har ändrats sedan dess, och lämnades." if left else words


class SupplierList(ListPage):
    """All suppliers that one may see."""

    permission_required = "contracts.view_supplier"
    filterset_class = SupplierFilter
    table_class = SupplierTable
    template_name = "contracts/pages/supplier_list.html"
    title = "Leverantörer"
    export_name = "leverantorer"

    def get_queryset(self) -> QuerySet[Supplier]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = (
            Supplier.objects.visible_to(user)
            .current()
            .annotate(contracts_in_force=_in_force(user).number_by("supplier"))
        )
        return found.order_by("sort_name", "name", "pk")


class ContractAreaList(ListPage):
    """The plan's areas."""

    permission_required = "contracts.view_contractarea"
    filterset_class = ContractAreaFilter
    table_class = ContractAreaTable
    title = "Avtalsområden"
    export_name = "avtalsomraden"

    def get_queryset(self) -> QuerySet[ContractArea]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = ContractArea.objects.visible_to(user).select_related("category")
        found = found.annotate(
            contracts_in_force=_in_force(user).filter(buyer=OuterRef("category__buyer")).number_by("areas")
        )
        return found.order_by("category__sort_name", "sort_name", "pk")


class UnitPage(PermissionRequiredMixin, DetailView):
    """One unit: where, for whom, with what permission, and whether anybody may be placed there."""

    permission_required = "contracts.view_supplier"
    template_name = "contracts/pages/unit_detail.html"
    context_object_name = "unit"

    def get_queryset(self) -> QuerySet[SupplierUnit]:
        """A unit one may not know of does not exist."""
        user = user_of(self.request)
        return SupplierUnit.objects.visible_to(user).select_related("supplier").prefetch_related("areas")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With permits, contacts, stops and history."""
        context = super().get_context_data(**kwargs)
        unit: SupplierUnit = context["unit"]
        today = timezone.localdate()
        return {
            **context,
            "target_groups": unit.target_groups.order_by("sort_name", "name", "pk"),
            "permits": unit.permits.order_by("-decided_on", "pk"),
            "traffic": unit_traffic(unit=unit, on=today),
            "contacts": unit.contacts.order_by("role", "pk"),
            "stops": PlacementStop.objects.for_unit(unit).in_force_on(today).order_by("valid_from", "pk"),
            "documents": Document.objects.visible_to(user_of(self.request)).filter(unit=unit).for_list(),
            "changes": changes_of(unit, user=user_of(self.request)),
            **price_context(self.request, unit),
        }


class SupplierMergePage(ActionPage):
    """Two suppliers side by side, and what would move if they are one."""

    permission_required = "contracts.merge_supplier"
    template_name = "contracts/pages/supplier_merge.html"
    form_class = MergeForm
    submit = "Slå samman"
    refusals = (supplier_actions.CannotMerge,)

    @property
    def source(self) -> Supplier:
        """The one that would be taken up."""
        user = user_of(self.request)
        return get_object_or_404(Supplier.objects.visible_to(user).current(), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, object]:
        """With whom it can be merged: chosen in the address first, so that both can be looked at."""
        return {**super().get_form_kwargs(), "user": user_of(self.request), "source": self.source}

    def get_initial(self) -> dict[str, object]:
        """The one that was chosen."""
        return {"target": self.request.GET.get("med", "")}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With both, side by side."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        chosen = read_id(self.request.POST.get("target") or self.request.GET.get("med"))
        target = Supplier.objects.visible_to(user).filter(pk=chosen).first()
        today = timezone.localdate()
        return {
            **context,
            "title": f"Slå samman {self.source}",
            "source": self.source,
            "target": target,
            "sides": [supplier_side(supplier=each, user=user, on=today) for each in (self.source, target) if each],
            "moves": supplier_actions.what_moves(self.source, by=user, at=timezone.now()),
            "may_move": supplier_actions.may_move(self.source, by=user),
        }

    def back(self) -> str:
        """To the supplier."""
        return self.source.get_absolute_url()

    def do(self, form: MergeForm) -> Supplier:
        """Merge."""
        user = user_of(self.request)
        merge = supplier_actions.merge_suppliers(
            source=self.source, target=form.cleaned_data["target"], by=user, at=timezone.now()
        )
        return merge.target

    def done(self, result: Supplier) -> str:
        """What happened."""
        return f"Leverantörerna är sammanslagna till {result}. Det går att ångra på den här sidan."


class SupplierProposalPage(PermissionRequiredMixin, DetailView):
    """Two suppliers, or a name in a ledger and a supplier, side by side, and what each answer would do."""

    permission_required = "contracts.merge_supplier"
    template_name = "contracts/pages/supplier_proposal.html"
    context_object_name = "proposal"

    def get_queryset(self) -> QuerySet[SupplierProposal]:
        """What names a supplier one may not know of does not exist."""
        return SupplierProposal.objects.visible_to(user_of(self.request)).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With each side, and what would move if it were the one to end."""
        context = super().get_context_data(**kwargs)
        proposal: SupplierProposal = context["proposal"]
        user, now, today = user_of(self.request), timezone.now(), timezone.localdate()
        named = [each for each in (proposal.supplier, proposal.other) if each]
        two = len(named) == 2 and proposal.decided_at is None
        return {
            **context,
            "sides": [supplier_side(supplier=each, user=user, on=today) for each in named],
            "withdrawn": WithdrawnAnswer.objects.visible_to(user)
            .to(proposal)
            .select_related("decided_by", "withdrawn_by")
            .order_by("-withdrawn_at", "-pk"),
            "may_move": all(supplier_actions.may_move(each, by=user) for each in named),
            "ways": [
                (source, target, supplier_actions.what_moves(source, by=user, at=now))
                for source, target in ((named[0], named[1]), (named[1], named[0]))
            ]
            if two
            else [],
        }
