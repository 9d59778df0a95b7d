"""Every question asked of index series, their values and what was received."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from contracts.index.models import IndexSeries, IndexValue
    from huddinge_vo.common.people.models import User


class IndexSeriesQuerySet(models.QuerySet):
    """Index series: no secret, and no buyer's own."""

    def visible_to(self, user: User) -> Self:
        """All of them, to everybody."""
        return self

    def fetched(self) -> Self:
        """Those that come from a statistical office's own address, have their codes, and still go on.

        Invented values and published ones are never mixed in a series.
        """
        coded = ~Q(preliminary_code="") | ~Q(final_code="")
        return self.exclude(source="FILE").filter(coded, ended_with="", is_invented=False)

    def for_list(self) -> Self:
        """With the latest figure, how many clauses follow the series, and how the last fetching went."""
        from contracts.index.models import IndexValue

        latest = IndexValue.objects.in_force().filter(series=OuterRef("pk")).order_by("-first_on", "status", "-pk")
        return self.select_related("fetch").annotate(
            latest_period=Subquery(latest.values("period")[:1]),
            latest_value=Subquery(latest.values("value")[:1]),
            latest_status=Subquery(latest.values("status")[:1]),
            latest_first_on=Subquery(latest.values("first_on")[:1]),
            clause_count=models.Count("components"),
        )


class IndexValueQuerySet(models.QuerySet):
    """Index values, with all their revisions."""

    def in_force(self) -> Self:
        """The last revision of each series, period and status. A preliminary figure stays beside the final one."""
        from contracts.index.models import IndexValue

        newer = IndexValue.objects.filter(
            series=OuterRef("series"),
            period=OuterRef("period"),
            status=OuterRef("status"),
            revision__gt=OuterRef("revision"),
        )
        return self.filter(~Exists(newer))

    def best(self) -> Self:
        """One figure for a period: the final where there is one, else the preliminary."""
        from contracts.index.models import IndexValue

        final = IndexValue.objects.filter(series=OuterRef("series"), period=OuterRef("period"), status="FINAL")
        return self.in_force().filter(Q(status="FINAL") | ~Exists(final))

    def by_key(self, series: Iterable[IndexSeries]) -> dict[tuple[int, str, str], IndexValue]:
        """The figures in force of some series: (series id, period, status) → value."""
        # Any: rows of a queryset that knows its model by name only
        found: Any = self.in_force().filter(series__in=[each.pk for each in series]).select_related("series")
        return {(value.series_id, value.period, value.status): value for value in found}


class IndexImportQuerySet(models.QuerySet):
    """Values that have come."""

    def visible_to(self, user: User) -> Self:
        """No secret."""
        return self

    def waiting(self) -> Self:
        """Those nobody has said yes or no to."""
        return self.filter(status="PREVIEW")

    def to_settle_by(self, user: User) -> Self:
        """Those that have been fetched, or that another has sent in, where a person keeps the indices at any buyer."""
        may = buyers_of(user, may="contracts.change_indexseries")
        return self.waiting().exclude(received_by=user) if may else self.none()
