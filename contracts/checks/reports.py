"""How a supplier's checks stand: which are asked for, what was found, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from contracts.checks import rules
from contracts.checks.models import CheckKind, SupplierCheck
from contracts.checks.rules import CheckState, Traffic
from contracts.documents.models import Document
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huddinge_vo.common.people.models import User

CHECK_COLOURS = {
    CheckState.VALID: "good",
    CheckState.SOON: "near",
    CheckState.EXPIRED: "off",
    CheckState.FAILED: "off",
    CheckState.MISSING: "off",
}
CHECK_WORDS = {
    CheckState.VALID: "Giltig",
    CheckState.SOON: "Går snart ut",
    CheckState.EXPIRED: "Har gått ut",
    CheckState.FAILED: "Underkänd",
    CheckState.MISSING: "Saknas",
}


@dataclass(frozen=True)
class CheckLine:
    """One kind of check: the latest that was made, and how it stands. `is_asked_for` is whether a contract needs it."""

    kind: str
    label: str
    check: SupplierCheck | None
    state: CheckState
    is_asked_for: bool

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if not self.is_asked_for and self.check is None:
            return "Krävs inte"
        return CHECK_WORDS[self.state]

    @property
    def colour(self) -> str:
        """The colour that helps the words."""
        return "none" if not self.is_asked_for and self.check is None else CHECK_COLOURS[self.state]


@dataclass(frozen=True)
class Checks:
    """All checks of a supplier, and what they say together."""

    lines: tuple[CheckLine, ...]

    @property
    def traffic(self) -> Traffic:
        """One word for all that are asked for."""
        return rules.traffic([line.state for line in self.lines if line.is_asked_for])


def asked_for(contracts: Iterable[Contract], *, on: date) -> set[str]:
    """The kinds of check that some contracts ask for together (rules.DEMANDS). Areas should be prefetched."""
    kinds: set[str] = set()
    for contract in contracts:
        kinds |= _asked_for_by_areas(contract.areas.all(), on=on)
        kinds.update(
            demand.kind for demand in rules.DEMANDS if not demand.is_of_area and demand.form in {"", contract.form}
        )
    return kinds


def _asked_for_by_areas(areas: Iterable[ContractArea], *, on: date) -> set[str]:
    """The kinds of check that a service asks for wherever it is given."""
    return {demand.kind for area in areas for demand in rules.DEMANDS if demand.is_of_area and demand.asks(area, on=on)}


def supplier_checks(*, supplier: Supplier, user: User, on: date) -> Checks:
    """A supplier's checks against what its contracts ask for, those in force and those to begin.

    Of several units the check that stands best speaks for the kind, as in `with_all_checks`.
    """
    contracts = (
        Contract.objects.signed().filter(supplier=supplier).not_ended_on(on).prefetch_related("areas").order_by("pk")
    )
    return _checks(supplier, user, asked_for(contracts, on=on), on)


def contract_checks(*, contract: Contract, user: User, on: date) -> Checks:
    """The checks that one contract asks for."""
    return _checks(contract.supplier, user, asked_for([contract], on=on), on)


_ORDER = [CheckState.VALID, CheckState.SOON, CheckState.EXPIRED, CheckState.FAILED, CheckState.MISSING]


def _checks(supplier: Supplier, user: User, kinds: set[str], on: date) -> Checks:
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
        found = [(_state(check, on), check) for check in latest if check.kind == kind]
        state, check = min(found, key=lambda each: _ORDER.index(each[0]), default=(CheckState.MISSING, None))
        lines.append(CheckLine(kind.value, kind.label, check, state, kind in kinds))
    return Checks(tuple(lines))


def _state(check: SupplierCheck, on: date) -> CheckState:
    return rules.check_state(is_accepted=check.is_accepted, valid_until=check.valid_until, on=on)


def unit_traffic(*, unit: SupplierUnit, on: date) -> Traffic:
    """A unit's checks as one word: those that its areas ask for, missing ones too, and those that have been made.

    A permit is the unit's own; IVO's register may have been looked up for the whole supplier.
    """
    latest = SupplierCheck.objects.latest_on(on)
    found = {check.kind: [_state(check, on)] for check in latest.filter(unit=unit).order_by("pk")}
    for kind in sorted(_asked_for_by_areas(unit.areas.all(), on=on)):
        states = found.setdefault(kind, [])
        if kind == CheckKind.IVO_REGISTER:
            of_supplier = latest.filter(unit__isnull=True, supplier=unit.supplier_id, kind=kind).order_by("pk")
            states += [_state(check, on) for check in of_supplier]
        found[kind] = [min(states, key=_ORDER.index, default=CheckState.MISSING)]
    return rules.traffic([state for states in found.values() for state in states])
