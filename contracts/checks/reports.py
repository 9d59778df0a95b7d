"""How a supplier's checks stand: which are asked for, what was found, and until when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from contracts.checks import rules
from contracts.checks.models import CheckKind, SupplierCheck
from contracts.checks.rules import CheckState, Traffic
from contracts.documents.models import Document
from contracts.law.querysets import areas_on
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.charts.heat import Heat, HeatCell, HeatRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huddinge_vo.common.people.models import User

CHECK_COLOURS = {
    CheckState.VALID: "good",
    CheckState.SOON: "near",
    CheckState.EXPIRED: "off",
    CheckState.FAILED: "off",
    CheckState.MISSING: "off",
    CheckState.UNCLEAR: "near",
}
CHECK_WORDS = {
    CheckState.VALID: "Giltig",
    CheckState.SOON: "Går snart ut",
    CheckState.EXPIRED: "Har gått ut",
    CheckState.FAILED: "Underkänd",
    CheckState.MISSING: "Saknas",
    CheckState.UNCLEAR: rules.UNCLEAR_WORDS,
}


@dataclass(frozen=True)
class CheckLine:
    """One kind of check: the latest that was made, and how it stands. `is_asked_for` is whether a contract needs it.

    `unclear` names the areas of which nobody knows whether they ask for it.
    """

    kind: str
    label: str
    check: SupplierCheck | None
    state: CheckState
    is_asked_for: bool
    unclear: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return "Krävs inte" if self._is_nothing else CHECK_WORDS[self.state]

    @property
    def colour(self) -> str:
        """The colour that helps the words."""
        return "none" if self._is_nothing else CHECK_COLOURS[self.state]

    @property
    def _is_nothing(self) -> bool:
        return not self.is_asked_for and not self.unclear and self.check is None


@dataclass(frozen=True)
class Checks:
    """All checks of a supplier, and what they say together."""

    lines: tuple[CheckLine, ...]
    is_unclear: bool = False

    @property
    def traffic(self) -> Traffic:
        """One word for all that are asked for."""
        states = [line.state for line in self.lines if line.is_asked_for]
        return rules.traffic(states, is_unclear=self.is_unclear)


NO_AREA = "inget avtalsområde"


@dataclass(frozen=True)
class Demands:
    """The kinds of check that are asked for, and the areas of which it is not known whether they ask for a permit."""

    kinds: frozenset[str]
    unclear: tuple[str, ...] = ()

    @property
    def may_ask_for(self) -> frozenset[str]:
        """What is asked for, and what may be: a permit, where that is unclear."""
        return self.kinds | ({CheckKind.PERMIT.value} if self.unclear else set())


def fetch_areas(contracts: Iterable[Contract], *, on: date) -> None:
    """Give contracts their areas as the law has them on a day: one question for all that have not got them yet."""
    lacking = [contract for contract in contracts if getattr(contract, "law_on", None) != on]
    if not lacking:  # asked of each of many checks, and the question takes longer to put together than to answer
        return
    areas = areas_on(on).order_by("sort_name", "pk")
    prefetch_related_objects(lacking, Prefetch("areas", areas, to_attr="areas_by_law"))
    for contract in lacking:
        contract.law_on = on  # type: ignore[attr-defined]


def asked_for(contracts: Iterable[Contract], *, on: date) -> Demands:
    """What some contracts ask for together (rules.DEMANDS). `fetch_areas` may have been asked for many before."""
    contracts = list(contracts)
    fetch_areas(contracts, on=on)
    found = [_asked_for_by_areas(contract.areas_by_law) for contract in contracts]  # type: ignore[attr-defined]
    by_form = {
        demand.kind
        for contract in contracts
        for demand in rules.DEMANDS
        if not demand.is_of_area and demand.form in {"", contract.form}
    }
    unclear = dict.fromkeys(name for each in found for name in each.unclear)
    return Demands(frozenset(by_form.union(*(each.kinds for each in found))), tuple(unclear))


def _asked_for_by_areas(areas: Iterable[ContractArea]) -> Demands:
    """What services ask for wherever they are given, by areas as `areas_on` gives them. Of no area nothing is known."""
    areas = list(areas)
    kinds = {demand.kind for area in areas for demand in rules.DEMANDS if demand.is_of_area and demand.asks(area)}
    unclear = [area.name for area in areas if area.permit_need == rules.PERMIT_UNKNOWN]  # type: ignore[attr-defined]
    return Demands(frozenset(kinds), tuple(unclear if areas else [NO_AREA]))


def supplier_checks(*, supplier: Supplier, user: User, on: date) -> Checks:
    """A supplier's checks against what its contracts ask for, those in force and those to begin.

    Of several units the check that stands best speaks for the kind, as in `with_all_checks`.
    """
    contracts = Contract.objects.signed().filter(supplier=supplier).not_ended_on(on).order_by("pk")
    return _checks(supplier.pk, user, asked_for(contracts, on=on), on)


@dataclass(frozen=True)
class PermitWords:
    """Whether a contract needs a permit on a day, and from when, in words and with the colour that helps them."""

    words: str
    colour: str


def permit_words(contract: Contract) -> PermitWords:
    """Of a contract as `with_permit_need` gives it."""
    required, since, unclear = (
        getattr(contract, name) for name in ("permit_required", "permit_from", "permit_unclear")
    )
    if required:
        words = f"Tillstånd krävs sedan {since}" if since else "Tillstånd krävs"
        return PermitWords(f"{words}, oklart för ett annat område" if unclear else words, "near" if unclear else "none")
    return PermitWords(rules.UNCLEAR_WORDS, "near") if unclear else PermitWords("Tillstånd krävs inte", "none")


def contract_checks(*, contract: Contract, user: User, on: date) -> Checks:
    """The checks that one contract asks for."""
    return _checks(contract.supplier_id, user, asked_for([contract], on=on), on)


def placement_checks(
    *, supplier: Supplier, place: SupplierUnit | None, area: ContractArea | None, user: User, on: date
) -> Checks:
    """What a placement outside contract asks for: what every contract does, and what its service does by its area.

    Without an area nobody knows whether a permit is needed. A permit is the unit's own: where the unit is named, only
    its permit counts. Checks follow a supplier that was merged: they are those of whoever that is now.
    """
    always = frozenset(demand.kind for demand in rules.DEMANDS if not demand.is_of_area and not demand.form)
    of_area = _asked_for_by_areas(areas_on(on).filter(pk=area.pk) if area is not None else ())
    now = Supplier.objects.now_of([supplier.pk])[supplier.pk]
    return _checks(now, user, Demands(always | of_area.kinds, of_area.unclear), on, place=place)


_ORDER = [CheckState.VALID, CheckState.SOON, CheckState.EXPIRED, CheckState.FAILED, CheckState.MISSING]


def _checks(supplier: int, user: User, asked: Demands, on: date, *, place: SupplierUnit | None = None) -> Checks:
    latest = list(
        SupplierCheck.objects.latest_on(on)
        .visible_to(user)
        .filter(supplier=supplier)
        .select_related("unit")
        .order_by("pk")
    )
    # A check may be known where its evidence is secret; what is not shown is not fetched either.
    evidence = Document.objects.visible_to(user).filter(checks__in=latest).defer("text").in_bulk()
    for each in latest:
        each.evidence = evidence.get(each.evidence_id or 0)
    lines = []
    for kind in CheckKind:
        found = [
            (_state(check, on), check)
            for check in latest
            if check.kind == kind
            and (place is None or check.unit_id in ({place.pk} if kind == CheckKind.PERMIT else {place.pk, None}))
        ]
        state, check = min(found, key=lambda each: _ORDER.index(each[0]), default=(CheckState.MISSING, None))
        unclear = asked.unclear if kind == CheckKind.PERMIT else ()
        is_asked = kind in asked.kinds
        if unclear and not is_asked:
            state = CheckState.UNCLEAR
        lines.append(CheckLine(kind.value, kind.label, check, state, is_asked, unclear))
    return Checks(tuple(lines), bool(asked.unclear))


def _state(check: SupplierCheck, on: date) -> CheckState:
    return rules.check_state(is_accepted=check.is_accepted, valid_until=check.valid_until, on=on)


def unit_traffic(*, unit: SupplierUnit, on: date) -> Traffic:
    """A unit's checks as one word: those that its areas ask for, missing ones too, and those that have been made.

    A permit is the unit's own; IVO's register may have been looked up for the whole supplier.
    """
    latest = SupplierCheck.objects.latest_on(on)
    found = {check.kind: [_state(check, on)] for check in latest.filter(unit=unit).order_by("pk")}
    asked = _asked_for_by_areas(areas_on(on).filter(pk__in=unit.areas.values("pk")).order_by("pk"))
    for kind in sorted(asked.kinds):
        states = found.setdefault(kind, [])
        if kind == CheckKind.IVO_REGISTER:
            of_supplier = latest.filter(unit__isnull=True, supplier=unit.supplier_id, kind=kind).order_by("pk")
            states += [_state(check, on) for check in of_supplier]
        found[kind] = [min(states, key=_ORDER.index, default=CheckState.MISSING)]
    return rules.traffic([state for states in found.values() for state in states], is_unclear=bool(asked.unclear))


_HOLDS = {CheckState.VALID, CheckState.SOON}


def check_heat(*, user: User, on: date) -> Heat:
    """Area by area and kind by kind: how many suppliers with a contract in force have a check that holds.

    In three questions. Of several checks of a kind the one that stands best speaks for the supplier, as on its page; a
    kind is counted where the area asks for it, or any of its contracts by their form.
    """
    held: defaultdict[int, set[int]] = defaultdict(set)
    forms: defaultdict[int, set[str]] = defaultdict(set)
    contracts = Contract.objects.visible_to(user).in_force_on(on).filter(areas__isnull=False)
    for area, supplier, form in contracts.order_by().values_list("areas", "supplier", "form").distinct():
        held[area].add(supplier)
        forms[area].add(form)
    best: dict[tuple[int, str], CheckState] = {}
    latest = SupplierCheck.objects.latest_on(on).visible_to(user)
    for check in latest.only("supplier", "kind", "outcome", "reason", "valid_until").order_by("pk"):
        key, state = (check.supplier_id, check.kind), _state(check, on)
        best[key] = min(state, best.get(key, state), key=_ORDER.index)
    areas = areas_on(on).filter(pk__in=list(held)).order_by("sort_name", "pk")
    rows = tuple(
        HeatRow(area.name, tuple(_heat_cell(area, kind, held[area.pk], forms[area.pk], best) for kind in CheckKind))
        for area in areas
    )
    return Heat(tuple(str(kind.label) for kind in CheckKind), rows)


def _heat_cell(
    area: ContractArea,
    kind: CheckKind,
    suppliers: set[int],
    forms: set[str],
    best: Mapping[tuple[int, str], CheckState],
) -> HeatCell:
    demands = [demand for demand in rules.DEMANDS if demand.kind == kind]
    asked = any(demand.asks(area) if demand.is_of_area else demand.form in {"", *forms} for demand in demands)
    if not asked:
        unclear = kind == CheckKind.PERMIT and area.permit_need == rules.PERMIT_UNKNOWN  # type: ignore[attr-defined]
        return HeatCell(words="oklart" if unclear else "–")
    states = [best.get((supplier, kind.value), CheckState.MISSING) for supplier in suppliers]
    holds, soon, missing = (
        sum(state in which for state in states) for which in (_HOLDS, {CheckState.SOON}, {CheckState.MISSING})
    )
    told = f"{area.name}, {kind.label}: {holds} av {len(states)} leverantörer har en giltig kontroll"
    told += f", {soon} går snart ut" if soon else ""
    told += f", {missing} saknas helt" if missing else ""
    query = urlencode({"kind": kind.value, "omrade": area.pk})
    return HeatCell(holds, len(states), told, f"{reverse('contracts:check-list')}?{query}")
