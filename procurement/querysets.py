"""Every question asked of placements, of the plan and of projects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Min, Q

from contracts.models import Contract, Supplier
from contracts.querysets import category_scope
from huddinge_vo.common.querysets import SecuredQuerySet, granted

if TYPE_CHECKING:
    from huddinge_vo.common.models import User
    from procurement.models import Project


class PlacementQuerySet(SecuredQuerySet):
    """Placements within contract and outside it."""

    def visible_to(self, user: User) -> Self:
        """By buyer, category and secrecy; a placement at a secret supplier is secret as well."""
        return self.open_to(user).filter(
            category_scope(user, category="category", buyer="buyer"),
            Q(supplier__is_secret=False) | Q(supplier__in=granted(Supplier, user)),
            Q(contract__isnull=True) | Q(contract__is_secret=False) | Q(contract__in=granted(Contract, user)),
        )

    def outside_contract(self) -> Self:
        """Deviations: placements at somebody without a contract for the need."""
        return self.filter(contract__isnull=True)

    def approved(self) -> Self:
        """What another person than the one who asked has approved."""
        return self.filter(approved_on__isnull=False)


class PlannedNeedQuerySet(models.QuerySet):
    """Rows of the plan. The plan is public; rows follow the buyer and the categories of the membership."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="buyer")
            | category_scope(user, category="area__category", buyer="buyer")
        )


def first_ends(user: User, areas: Iterable[int], *, on: date) -> dict[int, date]:
    """For each area, when the first of its contracts that still hold ends, of those the person may see."""
    found = (
        Contract.objects.visible_to(user)
        .signed()
        .filter(areas__in=areas, ends_on__gte=on)
        .order_by()
        .values_list("areas")
        .annotate(first=Min("ends_on"))
    )
    wanted = set(areas)
    return {area: end for area, end in found if area in wanted}


class ProjectQuerySet(SecuredQuerySet):
    """Procurements."""

    def visible_to(self, user: User) -> Self:
        """By buyer, category and secrecy."""
        from procurement.models import Project

        within = Project.objects.filter(
            category_scope(user, category="areas__category", buyer="buyer")
            | category_scope(user, category="need__category", buyer="buyer")
        )
        return self.open_to(user).filter(pk__in=within.values("pk"))

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("owner").prefetch_related("areas", "milestones")


class OfProjectQuerySet(models.QuerySet):
    """What belongs to a project."""

    def visible_to(self, user: User) -> Self:
        """As much as a person may know of the project."""
        from procurement.models import Project

        return self.filter(project__in=Project.objects.visible_to(user))


class ProjectDocumentQuerySet(SecuredQuerySet):
    """Documents of projects."""

    def visible_to(self, user: User) -> Self:
        """A document is as secret as its project, and may be more; a tender is for the project's own until award."""
        from procurement.models import Project

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
