"""For whom the demo's units give care: words that needs and units are matched by."""

from __future__ import annotations

from contracts.suppliers.models import SupplierUnit, TargetGroup
from huddinge_vo.demo.chance import stream

# By subcategory; the first of each is what is asked for most.
GROUPS = {
    "IFO": (
        "unga med samsjuklighet",
        "barn och unga med normbrytande beteende",
        "unga i behov av skydd",
        "vuxna med beroende",
        "våldsutsatta med barn",
    ),
    "FO": (
        "vuxna med autism",
        "vuxna med intellektuell funktionsnedsättning",
        "vuxna med psykisk funktionsnedsättning",
        "personer med förvärvad hjärnskada",
    ),
    "ÄO": ("personer med demens", "personer med somatiska behov", "äldre med psykisk ohälsa"),
}


def target_groups() -> dict[str, list[TargetGroup]]:
    """The words by subcategory, made when they are not there."""
    return {
        category: [TargetGroup.objects.get_or_create(name=name)[0] for name in names]
        for category, names in GROUPS.items()
    }


def tell_of_groups() -> None:
    """Say of most units for whom they are, by the subcategories that they are for; of the others nobody knows."""
    chance, groups = stream("groups"), target_groups()
    links = SupplierUnit.target_groups.through
    made: list[SupplierUnit.target_groups.through] = []  # type: ignore[name-defined]  # Django makes it
    areas = SupplierUnit.areas.through.objects.order_by("supplierunit", "contractarea", "pk")
    codes: dict[int, str] = {}
    for unit, code in areas.values_list("supplierunit", "contractarea__category__code"):
        codes.setdefault(unit, code)
    for unit, code in codes.items():
        if code not in groups or chance.random() < 1 / 8:
            continue
        chosen = chance.sample(groups[code], chance.choice((1, 2, 2)))
        made.extend(links(supplierunit_id=unit, targetgroup_id=group.pk) for group in chosen)
    links.objects.bulk_create(made)
