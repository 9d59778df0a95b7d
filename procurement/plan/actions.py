"""What is done with what planning goes by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import save_checked
from procurement.plan.models import MilestoneTemplate, TemplateStep
from procurement.plan.rules import Step

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def save_milestone_template(
    *, template: MilestoneTemplate, steps: Sequence[Step], by: User, at: datetime, version: int | None = None
) -> MilestoneTemplate:
    """Add or change a template with its steps, in their order. Of a buyer's templates one at most is chosen beforehand.

    Projects that have begun keep the milestones they were given. Raises ChangedMeanwhile.
    """
    require(by, "procurement.change_milestonetemplate", template)
    if not steps:
        raise ValidationError({"steps": "Skriv minst ett steg."})
    if template.is_default:
        # One at a time: of two that are chosen at once the first would not know of the other.
        Organization.objects.select_for_update(no_key=True).get(pk=template.buyer_id)
        others = MilestoneTemplate.objects.filter(buyer=template.buyer, is_default=True)
        for other in others.exclude(pk=template.pk).order_by("pk"):
            other.is_default = False
            other.version += 1
            other.save(update_fields=["is_default", "version"])
    save_checked(template, by=by, at=at, version=version)
    if template.as_rules() != tuple(steps):
        template.steps.all().delete()
        for order, step in enumerate(steps, start=1):
            made = TemplateStep(
                template=template,
                order=order,
                code=step.code,
                name=step.name,
                working_days_before_next=step.working_days_before_next,
                is_standstill=step.is_standstill,
            )
            made.full_clean(exclude=["template"])
            made.save()
    return template
