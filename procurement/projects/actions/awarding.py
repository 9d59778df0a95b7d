"""The award: a procurement becomes a round with a draft contract for each supplier that won, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from contracts.plan.choices import Form
from contracts.register.actions import save_contract, save_framework, save_requirements
from contracts.register.models import Contract, Framework, Requirement
from contracts.suppliers.models import Supplier
from contracts.terms.actions import add_option
from contracts.terms.rules import end_of_term, notice_by
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.secrecy.models import AccessGrant
from procurement.plan.models import PlannedNeed
from procurement.projects.actions.team import is_of_team
from procurement.projects.models import ChecklistItem, Procedure, Project

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

OPTION_DECIDED_MONTHS_BEFORE = 6
_FORMS = {
    Procedure.LOV: Form.CHOICE_SYSTEM,
    Procedure.RESERVED: Form.RESERVED,
    Procedure.DIRECT_AWARD: Form.DIRECT_AWARD,
}
_ANSWERS = {
    ChecklistItem.Answer.SET: Requirement.Answer.YES,
    ChecklistItem.Answer.NOT_RELEVANT: Requirement.Answer.NOT_RELEVANT,
}
AWARD = "AWARD"  # the milestone


class AlreadyAwarded(Exception):
    """The procurement is awarded, over or cancelled."""


class OnlyTheTeam(Exception):
    """Awarding opens the tenders, and it is somebody else than those who may open them who tries."""


@transaction.atomic
def award_project(
    *,
    project: Project,
    suppliers: Sequence[Supplier],
    by: User,
    at: datetime,
    ceiling_sek: Decimal | None = None,
) -> Framework:
    """Make the round and a draft contract for each supplier, with option and requirements.

    What is secret stays so, and to the same people: those let in on the procurement are let in on what came of it.

    Raises OnlyTheTeam, AlreadyAwarded, and ValidationError for what the register cannot hold; then nothing is made.
    """
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    for permission in ("procurement.change_project", "contracts.add_contract", "contracts.add_framework"):
        require(by, permission, locked)
    if locked.documents.filter(is_tender=True).exists() and not is_of_team(locked, by):
        raise OnlyTheTeam(f"Anbuden till {locked.number} är öppna bara för ägaren och deltagarna: en av dem tilldelar.")
    if locked.status != Project.Status.ONGOING:
        raise AlreadyAwarded(f"{locked.number} är {locked.get_status_display()} och kan inte tilldelas.")
    areas = list(locked.areas.order_by("pk"))
    if not areas:
        raise ValidationError("Välj avtalsområde för upphandlingen innan den tilldelas.")
    if not suppliers:
        raise ValidationError({"suppliers": "Välj minst en leverantör."})
    until = None if locked.procedure == Procedure.LOV else end_of_term(locked.contract_start, locked.initial_months)
    framework = Framework(
        buyer=locked.buyer,
        number=locked.number,
        title=locked.title,
        form=_FORMS.get(Procedure(locked.procedure), areas[0].form),
        valid_from=locked.contract_start,
        initial_until=until,
        ceiling_sek=ceiling_sek,
        call_off_method=locked.call_off_method,
        registry_number=locked.registry_number,
        registry_url=locked.registry_url,
        eavrop_number=locked.eavrop_number,
        owner=locked.owner,
        is_secret=locked.is_secret,
    )
    save_framework(framework=framework, areas=areas, by=by, at=at, version=None)
    _let_in_likewise(locked, framework)
    if until is not None and locked.option_months:
        decide_by = notice_by(until, OPTION_DECIDED_MONTHS_BEFORE)
        add_option(holder=framework, months=locked.option_months, decide_by=decide_by, by=by, at=at)
    answers = {
        item.kind: (str(_ANSWERS[ChecklistItem.Answer(item.answer)]), item.reason)
        for item in locked.checklist.exclude(answer="")
        if item.kind in Requirement.Kind.values
    }
    save_requirements(holder=framework, answers=answers, by=by, at=at)
    for number, supplier in enumerate(suppliers, start=1):
        contract = Contract(
            buyer=locked.buyer,
            framework=framework,
            supplier=supplier,
            number=f"{locked.number}-{number}",
            title=locked.title,
            form=framework.form,
            price_model=areas[0].price_model,
            status=Contract.Status.DRAFT,
            valid_from=framework.valid_from,
            initial_until=framework.initial_until,
            owner=locked.owner,
            registry_number=locked.registry_number,
            registry_url=locked.registry_url,
            eavrop_number=locked.eavrop_number,
            is_secret=locked.is_secret,
        )
        save_contract(contract=contract, areas=areas, by=by, at=at, version=None)
        _let_in_likewise(locked, contract)
    locked.milestones.filter(code=AWARD, done_on__isnull=True).update(done_on=swedish_day(at))
    locked.framework, locked.status, locked.version = framework, Project.Status.AWARDED, locked.version + 1
    locked.save(update_fields=["framework", "status", "version"])
    if locked.need is not None:
        PlannedNeed.objects.filter(pk=locked.need.pk).update(status=PlannedNeed.Status.DONE, version=F("version") + 1)
    return framework


def _let_in_likewise(project: Project, made: Framework | Contract) -> None:
    """Let those who have been let in on a secret procurement in on what came of it, until the same day."""
    if project.is_secret:
        AccessGrant.objects.bulk_create(
            AccessGrant(object=made, user=grant.user, group=grant.group, until=grant.until)
            for grant in project.access_grants.select_related("user", "group").order_by("pk")
        )
