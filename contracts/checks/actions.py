"""Registering checks, one at a time or from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from contracts.checks import rules
from contracts.checks.imports import CheckRow, PermitRow
from contracts.checks.models import CheckKind, CheckTerm, SupplierCheck
from contracts.plan.cells import unusable
from contracts.suppliers.actions import standing_of, stop_where_lost
from contracts.suppliers.models import Permit, PlacementStop, Supplier, SupplierUnit
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def check_terms() -> dict[str, rules.CheckTerms]:
    """How long each kind of check holds: the plan's start values, and what an administrator has set instead."""
    own = {each.kind: rules.CheckTerms(each.valid_days, each.lowest_score) for each in CheckTerm.objects.all()}
    return {**rules.CHECK_TERMS, **own}


@transaction.atomic
def register_check(*, check: SupplierCheck, by: User | None, at: datetime) -> SupplierCheck:
    """Register what was found. A rating's outcome follows its score; below what is asked for it needs a reason.

    Raises ValidationError for what cannot be held.
    """
    _complete(check, check_terms(), by=by, at=at)
    if check.kind == CheckKind.RATING and check.outcome == SupplierCheck.Outcome.FAILED and not check.reason:
        raise ValidationError({"reason": "Betyget saknas eller är för lågt. Skriv varför leverantören godtas ändå."})
    if check.checked_on > swedish_day(at):
        raise ValidationError({"checked_on": "Kontrollen kan inte vara gjord i framtiden."})
    check.full_clean()
    check.save()
    return check


@transaction.atomic
def register_checks(
    *, checks: Sequence[SupplierCheck], found: SupplierCheck, by: User | None, at: datetime
) -> list[SupplierCheck]:
    """Register that what was checked before has been checked anew, all of it with the same outcome and source.

    `found` says what was found, when and where; each of `checks` says about whom, and which kind of check. No ratings:
    each of those has its own score. Twice is once. Returns the new ones. Raises ValidationError for a day to come.
    """
    if found.checked_on > swedish_day(at):
        raise ValidationError({"checked_on": "Kontrollen kan inte vara gjord i framtiden."})
    ids = {check.supplier_id for check in checks}
    Supplier.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").count()  # two at once: one waits
    terms = check_terms()
    new = []
    for check in checks:
        made = SupplierCheck(
            supplier_id=check.supplier_id,
            unit_id=check.unit_id,
            kind=check.kind,
            outcome=found.outcome,
            checked_on=found.checked_on,
            source=found.source,
            evidence_url=found.evidence_url,
        )
        _complete(made, terms, by=by, at=at)
        new.append(made)
    _store(new)
    return [each for each in new if each.pk]


def _complete(check: SupplierCheck, terms: dict[str, rules.CheckTerms], *, by: User | None, at: datetime) -> None:
    own = terms[check.kind]
    check.valid_until = rules.check_holds_until(check.checked_on, own)
    if check.kind == CheckKind.RATING:
        passed = rules.rating_passes(check.score, own)
        check.outcome = SupplierCheck.Outcome.PASSED if passed else SupplierCheck.Outcome.FAILED
    check.registered_by, check.registered_at = by, at


class ChecksRefused(Exception):
    """The file of checks does not fit the register. Carries the errors, each with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        super().__init__(f"Ingenting är inläst: filen har {len(errors)} fel.")


@dataclass(frozen=True)
class CheckImportResult:
    """What a file of checks did: how many were new, and how many were there already.

    `stops` are what permits that were lost or changed brought about, the same day.
    """

    created: int
    unchanged: int
    stops: tuple[PlacementStop, ...] = ()


def _suppliers(rows: Sequence[CheckRow] | Sequence[PermitRow], by: User | None) -> dict[str, int]:
    """Organisation number → supplier. Raises ChecksRefused for numbers that nobody goes by whom one may know of."""
    found, _ = Supplier.objects.by_number_for(by, {row.org_number for row in rows})
    errors = [
        RowError(row.line, "organisationsnummer", row.org_number, "Ingen leverantör i registret har det numret.")
        for row in rows
        if row.org_number not in found
    ]
    if errors:
        raise ChecksRefused(errors)
    return found


def _refuse_unseen_units(
    rows: Sequence[PermitRow],
    suppliers: dict[str, int],
    units: dict[tuple[int, str], SupplierUnit],
    by: User | None,
) -> None:
    """A name that a secret unit has can be given to no other, and nothing is hung on it. Raises ChecksRefused."""
    if by is None:
        return
    seen = set(SupplierUnit.objects.visible_to(by).filter(supplier__in=suppliers.values()).values_list("pk", flat=True))
    errors = []
    for row in rows:
        unit = units.get((suppliers[row.org_number], row.unit.casefold()))
        if unit is not None and unit.pk not in seen:
            errors.append(RowError(row.line, "verksamhet", row.unit, unusable(row.unit, "verksamhetens namn")))
    if errors:
        raise ChecksRefused(errors)


def _store(checks: list[SupplierCheck]) -> CheckImportResult:
    keys = ("supplier_id", "unit_id", "kind", "checked_on", "source")
    suppliers = {check.supplier_id for check in checks}
    stored = set(SupplierCheck.objects.filter(supplier__in=suppliers).values_list(*keys))
    fresh = {tuple(getattr(check, key) for key in keys): check for check in checks}
    new = [check for key, check in fresh.items() if key not in stored]
    SupplierCheck.objects.bulk_create(new, batch_size=1000)
    return CheckImportResult(len(new), len(checks) - len(new))


@transaction.atomic
def import_ratings(*, rows: Sequence[CheckRow], source: str, by: User | None, at: datetime) -> CheckImportResult:
    """Register ratings from a file: all, or none and every error. Twice changes nothing.

    A rating that is too low or missing comes in without reason, as failed: somebody looks at it and registers why.
    """
    suppliers, terms = _suppliers(rows, by), check_terms()
    checks = []
    for row in rows:
        check = SupplierCheck(
            supplier_id=suppliers[row.org_number],
            kind=CheckKind.RATING,
            checked_on=row.checked_on,
            source=source,
            score=row.score,
            band=row.band,
            model=row.model,
            reason=row.reason,
        )
        _complete(check, terms, by=by, at=at)
        checks.append(check)
    return _store(checks)


@transaction.atomic
def import_permits(
    *, rows: Sequence[PermitRow], source: str, by: User | None, at: datetime, is_whole: bool = False
) -> CheckImportResult:
    """Register permits from IVO's register, and that each was checked today. Units that are new are added.

    A permit is tied to the organisation number it was given to. What is compared is what the unit held before: nobody
    new is placed where a permit was lost or became less (`stop_where_lost`). Where the file is the whole register, what
    held before and is not in it is lost too. Twice the same day changes nothing.
    """
    suppliers, terms = _suppliers(rows, by), check_terms()
    Supplier.objects.select_for_update().filter(pk__in=set(suppliers.values())).order_by("pk").count()
    units = {
        (unit.supplier_id, unit.name.casefold()): unit
        for unit in SupplierUnit.objects.filter(supplier__in=set(suppliers.values()))
    }
    _refuse_unseen_units(rows, suppliers, units, by)
    today = swedish_day(at)
    absent = _absent(rows, suppliers, units, by, today) if is_whole else {}
    before: dict[int, dict[str, Permit]] = {}
    touched: dict[int, SupplierUnit] = {}
    checks: dict[int, SupplierCheck] = {}
    for row in rows:
        supplier = suppliers[row.org_number]
        unit = units.get((supplier, row.unit.casefold()))
        if unit is None:
            unit = SupplierUnit.objects.create(supplier_id=supplier, name=row.unit, places=row.places)
            units[supplier, row.unit.casefold()] = unit
        if unit.pk not in touched:
            touched[unit.pk], before[unit.pk] = unit, standing_of(unit)
        _keep(row, unit, source, by, today)
        held = row.status == Permit.Status.VALID and (row.valid_until is None or row.valid_until >= today)
        check = checks.get(unit.pk) or SupplierCheck(
            supplier_id=supplier, unit=unit, kind=CheckKind.PERMIT, checked_on=today, source=source
        )
        if held or not check.outcome:  # one permit that holds is enough for the unit
            check.outcome = SupplierCheck.Outcome.PASSED if held else SupplierCheck.Outcome.FAILED
        _complete(check, terms, by=by, at=at)
        checks[unit.pk] = check
    for unit in absent.values():
        check = SupplierCheck(
            supplier_id=unit.supplier_id, unit=unit, kind=CheckKind.PERMIT, checked_on=today, source=source
        )
        check.outcome = SupplierCheck.Outcome.FAILED
        _complete(check, terms, by=by, at=at)
        checks[unit.pk] = check
    stops = [
        stop
        for pk, unit in touched.items()
        for stop in stop_where_lost(unit=unit, before=before[pk], after=standing_of(unit), at=at).values()
    ]
    for unit in absent.values():
        stops += stop_where_lost(unit=unit, before=standing_of(unit), after={}, at=at).values()
    stored = _store(list(checks.values()))
    return CheckImportResult(stored.created, stored.unchanged, tuple(stops))


def _keep(row: PermitRow, unit: SupplierUnit, source: str, by: User | None, today: date) -> None:
    values = {
        "form": row.form,
        "places": row.places,
        "valid_until": row.valid_until,
        "status": row.status,
        "source": row.source or source,
        "looked_up_on": row.looked_up_on or today,
        "looked_up_by": by,
    }
    if row.registry_number:
        values["registry_number"] = row.registry_number
    Permit.objects.update_or_create(
        unit=unit,
        org_number=row.org_number,
        legal_ground=row.legal_ground,
        decided_on=row.decided_on,
        defaults=values,
    )


def _absent(
    rows: Sequence[PermitRow],
    suppliers: dict[str, int],
    units: dict[tuple[int, str], SupplierUnit],
    by: User | None,
    today: date,
) -> dict[int, SupplierUnit]:
    """Units with a permit that holds and that a file of the whole register does not name, as far as one may know."""
    named = {
        unit.pk for row in rows if (unit := units.get((suppliers[row.org_number], row.unit.casefold()))) is not None
    }
    seen = SupplierUnit.objects.all() if by is None else SupplierUnit.objects.visible_to(by)
    holding = Q(permits__valid_until__isnull=True) | Q(permits__valid_until__gte=today)
    held = seen.filter(holding, permits__status=Permit.Status.VALID).exclude(pk__in=named)
    return {unit.pk: unit for unit in held.distinct().order_by("pk")}
