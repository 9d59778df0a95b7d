"""Every deed that changes the category plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from activities import reference
from activities.models import CategoryPlan, EffectGoal, PlanFigure
from contracts.models import Category, ContractArea
from huddinge_vo.common.models import Organization


@transaction.atomic
def load_plan(*, buyer: Organization, at: datetime) -> int:
    """Bring the plan's reference data in. Returns how many rows were new or differed; a second time it is nought."""
    changed = 0
    categories: dict[str, Category] = {}
    for code, above, name in reference.CATEGORIES:
        categories[code], new = _settle(
            Category, {"buyer": buyer, "code": code}, {"name": name, "parent": categories[above] if above else None}
        )
        changed += new
    for area in reference.AREAS:
        _, new = _settle(
            ContractArea,
            {"category": categories[area.category], "code": area.code},
            {
                "name": area.name,
                "form": area.form,
                "price_model": area.price_model,
                "cpv": area.cpv,
                "contracts_in_plan": area.contracts,
                "joint_lead": area.joint_lead,
                "note": area.note,
                "permit_required_from": area.permit_required_from,
                "ivo_register": area.ivo_register,
            },
        )
        changed += new
    plan, new = _settle(
        CategoryPlan,
        {"category": categories["VO"], "valid_from": reference.PLAN_FROM},
        {
            "title": reference.PLAN_TITLE,
            "decided_by": reference.PLAN_DECIDED_BY,
            "valid_until": reference.PLAN_UNTIL,
        },
    )
    changed += new
    for number, name, target_areas in reference.EFFECT_GOALS:
        changed += _settle(EffectGoal, {"plan": plan, "number": number}, {"name": name, "target_areas": target_areas})[
            1
        ]
    for code, label, year, value, note in reference.FIGURES:
        changed += _settle(
            PlanFigure, {"plan": plan, "code": code, "year": year}, {"label": label, "value": value, "note": note}
        )[1]
    return changed


def _settle(model: Any, key: dict[str, Any], values: dict[str, Any]) -> tuple[Any, int]:
    """The row with this key, made or brought to these values; and 1 when that changed anything."""
    found = model._default_manager.filter(**key).first()
    if found is None:
        return model._default_manager.create(**key, **values), 1
    if all(getattr(found, name) == value for name, value in values.items()):
        return found, 0
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    return found, 1
