"""What is worked on: procurements, needs, placements, activities and findings."""

from __future__ import annotations

from activities.activities.models import Activity
from followup.reviews.models import Finding
from huddinge_vo.search.kinds.kind import KINDS, Hit, SearchKind
from procurement.placements.models import Placement
from procurement.plan.models import PlannedNeed
from procurement.projects.models import Project

KINDS.add(
    SearchKind(
        code="PROJECT",
        number=11,
        title="Upphandlingar",
        model=Project,
        permission="procurement.view_project",
        fields=("number", "title", "registry_number", "eavrop_number"),
        hit=lambda each: Hit(str(each), each.get_absolute_url(), each.get_status_display()),
        rest="procurement:project-list",
    )
)
KINDS.add(
    SearchKind(
        code="NEED",
        number=12,
        title="Upphandlingsplan",
        model=PlannedNeed,
        permission="procurement.view_plannedneed",
        fields=("name",),
        hit=lambda each: Hit(str(each), each.get_absolute_url(), each.get_status_display()),
    )
)
KINDS.add(
    SearchKind(
        code="PLACEMENT",
        number=13,
        title="Placeringar och avsteg",
        model=Placement,
        permission="procurement.view_placement",
        fields=("number",),
        select=("supplier",),
        hit=lambda each: Hit(each.number, each.get_absolute_url(), f"{each.supplier.name}, från {each.valid_from}"),
        rest="procurement:placement-list",
    )
)
KINDS.add(
    SearchKind(
        code="ACTIVITY",
        number=14,
        title="Aktiviteter",
        model=Activity,
        permission="activities.view_activity",
        fields=("number", "title", "description"),
        hit=lambda each: Hit(str(each), each.get_absolute_url(), each.get_status_display()),
        rest="activities:activity-list",
    )
)
KINDS.add(
    SearchKind(
        code="FINDING",
        number=15,
        title="Brister",
        model=Finding,
        permission="followup.view_finding",
        fields=("requirement", "evidence"),
        select=("supplier",),
        hit=lambda each: Hit(each.requirement or each.evidence[:120], each.get_absolute_url(), str(each)),
        rest="followup:finding-list",
    )
)
