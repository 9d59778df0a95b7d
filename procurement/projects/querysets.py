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

    def visible_to(self, user: User) -> Self:
        """By buyer, category and secrecy."""
        from procurement.projects.models import Project

        within = Project.objects.filter(
            category_scope(user, category="areas__category", buyer="buyer", may="procurement.view_project")
            | category_scope(user, category="need__category", buyer="buyer", may="procurement.view_project")
        )
        return self.open_to(user).filter(pk__in=within.values("pk"))

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("owner").prefetch_related("areas", "milestones")


class OfProjectQuerySet(models.QuerySet):
    """What belongs to a project."""

    def visible_to(self, user: User) -> Self:
        """As much as a person may know of the project."""
        from procurement.projects.models import Project

        return self.filter(project__in=Project.objects.visible_to(user))


class ProjectDocumentQuerySet(SecuredQuerySet):
    """Documents of projects."""

    def visible_to(self, user: User) -> Self:
        """A document is as secret as its project, and may be more; a tender is for the project's own until award."""
        from procurement.projects.models import Project

        own = Q(project__owner=user) | Q(project__in=Project.objects.filter(members__person=user)) | Q(uploaded_by=user)
        after = Q(project__status__in=["AWARDED", "DONE"])
        return self.open_to(user).filter(Q(is_tender=False) | own | after, project__in=Project.objects.visible_to(user))


def open_contracts(project: Project, *, on: date) -> models.QuerySet[Contract]:
    """The contracts a project is about, without any that is secret: those it replaces, else those of its areas in force.

    What is written of them stands in a document that all who may see the project read.
    """
    found = Contract.objects.filter(Q(framework__isnull=True) | Q(framework__is_secret=False), buyer=project.buyer)
    found = found.filter(is_secret=False, supplier__is_secret=False)
    if project.replaces.exists():
        return found.filter(pk__in=project.replaces.values("pk"))
    return found.in_force_on(on).filter(pk__in=Contract.objects.filter(areas__in=project.areas.all()).values("pk"))
