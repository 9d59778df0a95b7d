"""The plan's measures and their dated targets."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from activities.reference import TARGET_ON, TARGET_SHARE
from contracts.models import Category
from followup.models import Measure, Target
from huddinge_vo.common.models import Organization

# code, name, category, whether the plan sets a target for it
MEASURES = (
    ("LOYALTY_IFO", "Avtalstrohet IFO", "IFO", True),
    ("LOYALTY_FO", "Avtalstrohet FO", "FO", True),
    ("LOYALTY_AO", "Avtalstrohet ÄO", "ÄO", False),
    ("LOYALTY_VO", "Avtalstrohet hela kategorin", "VO", False),
)


@transaction.atomic
def load_measures(*, buyer: Organization, at: datetime) -> int:
    """Bring in the measures of loyalty and their targets. A target that a user has moved stays. Returns what was new."""
    changed = 0
    for code, name, category_code, has_target in MEASURES:
        category = Category.objects.get(buyer=buyer, code=category_code)
        measure, new = Measure.objects.get_or_create(code=code, defaults={"name": name, "category": category})
        changed += new
        if has_target and not measure.targets.exists():
            Target.objects.create(measure=measure, on=TARGET_ON, value=TARGET_SHARE)
            changed += 1
    return changed
