"""Who is of a procurement: its owner, and those whom the owner has invited. They alone open sealed tenders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.plan.models import ContractArea
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import save_checked
from procurement.projects.models import Project, ProjectMember

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class OnlyTheOwner(Exception):
    """Somebody has tried to let himself or others in on a procurement that is another's."""

    def __init__(self, project: Project) -> None:
        super().__init__(
            f"{project.owner} är ägare av {project.number} och bestämmer vilka som deltar: deltagarna öppnar anbuden. "
            "Be ägaren."
        )


def _require_owner(project: Project, by: User | None) -> None:
    """Nobody in particular, that is the system itself, may; so may anybody while there is no owner to ask."""
    if by is not None and project.owner_id not in {None, by.pk}:
        raise OnlyTheOwner(project)


def is_of_team(project: Project, by: User | None) -> bool:
    """Whether somebody is the owner of a procurement or has a part in it; the system itself is."""
    return by is None or project.owner_id == by.pk or project.members.filter(person=by).exists()


@transaction.atomic
def save_project(
    *, project: Project, areas: Iterable[ContractArea], by: User | None, at: datetime, version: int | None = None
) -> Project:
    """Change a procurement. Its owner alone gives it to another. Raises OnlyTheOwner, and as save_checked does."""
    require(by, "procurement.change_project", project)
    stored = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if stored.owner_id != project.owner_id:
        _require_owner(stored, by)
    return save_checked(project, by=by, at=at, version=version, areas=list(areas))


@transaction.atomic
def save_member(*, member: ProjectMember, by: User | None, at: datetime, version: int | None = None) -> ProjectMember:
    """Give somebody a part in a procurement, or change one: the owner invites. Raises OnlyTheOwner, ChangedMeanwhile.

    A part without a person, and the words of one, are anybody's who may change the procurement.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=member.project_id)
    require(by, "procurement.change_project", project)
    was = ProjectMember.objects.filter(pk=member.pk).values_list("person", flat=True).first() if member.pk else None
    if was != member.person_id:
        _require_owner(project, by)
    return save_checked(member, by=by, at=at, version=version)
