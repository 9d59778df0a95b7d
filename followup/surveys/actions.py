"""Surveys: looked at, read in, and what their results lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from contracts.suppliers.models import Supplier, SupplierUnit
from followup.reviews.actions import report_deficiency
from followup.reviews.models import Finding
from followup.surveys.imports import ResultRow
from followup.surveys.models import RequirementProposal, Survey, SurveyResult
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import Organization, User

_MOST_FAULTS = 200
_NOBODY = "ingen leverantör i registret som du kan se har det numret."


class CannotLoad(Exception):
    """The survey is not there to be read in. The message is shown."""


class SurveyIsGone(CannotLoad):
    """What was looked at has been thrown away by somebody else."""

    def __init__(self) -> None:
        super().__init__("Granskningen finns inte längre: någon annan har tagit bort den.")


@transaction.atomic
def preview_survey(
    *,
    buyer: Organization,
    name: str,
    year: int,
    area: ContractArea | None,
    file_name: str,
    rows: Sequence[ResultRow],
    errors: Sequence[RowError],
    by: User,
    at: datetime,
) -> Survey:
    """Keep what a file says to be looked at. It counts nowhere before it is read in."""
    survey = Survey(buyer=buyer, name=name, year=year, area=area, original_name=file_name[:255], made_by=by, made_at=at)
    require(by, "followup.add_survey", survey)
    suppliers, _hidden = Supplier.objects.by_number_for(by, {row.org_number for row in rows})
    units = {
        (supplier, name.casefold()): pk
        for supplier, name, pk in SupplierUnit.objects.visible_to(by)
        .filter(supplier__in=suppliers.values())
        .order_by("pk")
        .values_list("supplier_id", "name", "pk")
    }
    found, faults = [], [f"Rad {each.line}, {each.column}: {each.reason}" for each in errors]
    for row in rows:
        supplier = suppliers.get(row.org_number)
        unit = units.get((supplier, row.unit.casefold())) if supplier else None
        if supplier is None:
            faults.append(f"Rad {row.line}, organisationsnummer: {_NOBODY}")
        elif row.unit and unit is None:
            faults.append(f"Rad {row.line}, verksamhet: leverantören har ingen verksamhet med det namnet.")
        else:
            found.append((row, supplier, unit))
    survey.faults = "\n".join(faults[:_MOST_FAULTS])
    survey.full_clean(exclude=["loaded_by", "loaded_at"])
    survey.save()
    SurveyResult.objects.bulk_create(
        SurveyResult(
            survey=survey,
            supplier_id=supplier,
            unit_id=unit,
            question=row.question,
            mean=row.mean,
            scale=row.scale,
            answers=row.answers,
        )
        for row, supplier, unit in found
    )
    return survey


def _waiting(survey_id: int, by: User) -> Survey:
    survey = Survey.objects.select_for_update(of=("self",)).filter(pk=survey_id).first()
    if survey is None:
        raise SurveyIsGone
    require(by, "followup.change_survey", survey)
    return survey


@transaction.atomic
def load_survey(*, survey_id: int, by: User, at: datetime) -> Survey:
    """Let a survey count. Twice does it once.

    Raises CannotLoad where the same one is read in, or there is nothing; SurveyIsGone.
    """
    survey = _waiting(survey_id, by)
    if survey.state == Survey.State.LOADED:
        return survey
    if not survey.results.exists():
        raise CannotLoad("Filen har inga rader som går att läsa in. Rätta den och ladda upp den igen.")
    survey.state, survey.loaded_by, survey.loaded_at = Survey.State.LOADED, by, at
    try:
        with transaction.atomic():
            survey.save()
    except IntegrityError as error:
        raise CannotLoad(f"{survey} är redan inläst. Ta bort den här granskningen.") from error
    return survey


@transaction.atomic
def discard_survey(*, survey_id: int, by: User, at: datetime) -> None:
    """Throw away what was only looked at. Raises CannotLoad where it counts already."""
    survey = Survey.objects.select_for_update(of=("self",)).filter(pk=survey_id).first()
    if survey is None:
        return
    require(by, "followup.change_survey", survey)
    if survey.state == Survey.State.LOADED:
        raise CannotLoad("Undersökningen är inläst, och tas inte bort.")
    survey.delete()


def _result(result_id: int, by: User) -> SurveyResult:
    result = SurveyResult.objects.select_for_update(of=("self",)).select_related("survey__area").get(pk=result_id)
    require(by, "followup.change_survey", result.survey)
    return result


@transaction.atomic
def propose_requirement(*, result_id: int, text: str, by: User, at: datetime) -> RequirementProposal:
    """Propose a requirement for the next procurement of a result. Twice proposes one."""
    result = _result(result_id, by)
    there = RequirementProposal.objects.filter(result=result).first()
    if there is not None:
        return there
    made = RequirementProposal(
        result=result, area=result.survey.area, text=text, proposed_by=by, proposed_on=swedish_day(at)
    )
    made.full_clean()
    made.save()
    return made


@transaction.atomic
def report_result(*, result_id: int, severity: str, words: str, by: User, at: datetime) -> Finding:
    """Make a finding of a result, for another to judge. Twice makes one."""
    result = _result(result_id, by)
    if result.finding is not None:
        return result.finding
    told = f"{result.survey}: ”{result.question}” {result.mean} av {result.scale}, {result.answers} svar."
    finding = Finding(
        buyer=result.survey.buyer,
        supplier=result.supplier,
        unit=result.unit,
        source=Finding.Source.CLIENT,
        severity=severity,
        evidence=f"{words.strip()}\n\n{told}".strip(),
    )
    result.finding = report_deficiency(finding=finding, by=by, at=at)
    result.save(update_fields=["finding"])
    return result.finding
