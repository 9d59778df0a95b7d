"""Every question asked of projects, and which contracts a person may follow them to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from contracts.plan.querysets import category_scope
from contracts.register.models import Contract
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from procurement.projects.models import Project


class ProjectQuerySet(SecuredQuerySet):
    """Procurements."""

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category."""
        from procurement.projects.models import Project

        within = Project.objects.filter(
            category_scope(user, category="areas__category", buyer="buyer", may="procurement.view_project")
            | category_scope(user, category="need__category", buyer="buyer", may="procurement.view_project")
        )
        return self.filter(pk__in=within.values("pk"))

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("owner").prefetch_related("areas", "milestones")


class ProjectDocumentQuerySet(SecuredQuerySet):
    """Documents of projects."""

    def visible_to(self, user: User) -> Self:
        """As secret as its project, and it may be more; a tender is for the project's own until award."""
        from procurement.projects.models import Project

        own = Q(project__owner=user) | Q(project__in=Project.objects.filter(members__person=user)) | Q(uploaded_by=user)
        after = Q(project__status__in=["AWARDED", "DONE"])
        return super().visible_to(user).filter(Q(is_tender=False) | own | after)


def open_contracts(project: Project, *, on: date) -> models.QuerySet[Contract]:
    """The contracts a project is about, without any that is secret: those it replaces, else those of its areas in
    force.

    What is written of them stands in a document that all who may see the project read.
    """
    found = Contract.objects.public().filter(buyer=project.buyer)
    if project.replaces.exists():
        return found.filter(pk__in=project.replaces.values("pk"))
    return found.in_force_on(on).filter(pk__in=Contract.objects.filter(areas__in=project.areas.all()).values("pk"))
