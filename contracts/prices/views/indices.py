"""Index series as those who follow them see them: what comes next, and which clauses wait for it."""

from __future__ import annotations

from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from contracts.index.filters import IndexSeriesFilter, IndexValueFilter
from contracts.index.models import IndexSeries, IndexValue
from contracts.index.reports import next_publication
from contracts.index.tables import IndexSeriesTable, IndexValueTable
from contracts.index.views import _MAY_CHANGE, _MAY_SEE, _series_of
from contracts.prices.reports import IndexOverview, followers_of, index_overview, own_picture
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of

_SHOWN_FOLLOWERS = 30


class IndexList(ListPage):
    """All series in one picture and one table, with who must act by when."""

    permission_required = _MAY_SEE
    filterset_class = IndexSeriesFilter
    table_class = IndexSeriesTable
    template_name = "contracts/index/index_list.html"
    title = "Index"
    export_name = "indexserier"

    @cached_property
    def overview(self) -> IndexOverview:
        """What the page says beside the table."""
        user = user_of(self.request)
        return index_overview(user=user, on=timezone.localdate())

    def get_queryset(self) -> QuerySet[IndexSeries]:
        """Those that go on first."""
        user = user_of(self.request)
        return IndexSeries.objects.visible_to(user).for_list().order_by("ended_with", "kind", "code", "pk")

    def get_table_kwargs(self) -> dict[str, object]:
        """With who follows each, and when its next figure comes."""
        found = self.overview
        return {
            "followed": found.followed,
            "through": found.through,
            "publications": found.publications,
            "may_change": self.may(_MAY_CHANGE),
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the overview."""
        return {**super().get_context_data(**kwargs), "overview": self.overview}


class IndexPage(ListPage):
    """One series: its curve, every value that has been published, who follows it, and how it is fetched."""

    permission_required = _MAY_SEE
    filterset_class = IndexValueFilter
    table_class = IndexValueTable
    template_name = "contracts/index/index_detail.html"

    @cached_property
    def series(self) -> IndexSeries:
        """The one of the address."""
        return _series_of(self.request, self.kwargs["pk"])

    @property
    def title(self) -> str:  # type: ignore[override]
        """Its name."""
        return self.series.name

    @property
    def export_name(self) -> str:  # type: ignore[override]
        """Files are named by its code."""
        return f"index-{self.series.code}"

    def get_queryset(self) -> QuerySet[IndexValue]:
        """The latest first."""
        found = IndexValue.objects.filter(series=self.series).select_related("brought_by__settled_by")
        return found.order_by("-first_on", "status", "-revision", "pk")

    def get_table_kwargs(self) -> dict[str, object]:
        """With earlier revisions, and which values prices rest on."""
        values = IndexValue.objects.filter(series=self.series)
        older: dict[tuple[str, str], list[IndexValue]] = {}
        for value in values.exclude(pk__in=values.in_force().values("pk")).order_by("-revision", "pk"):
            older.setdefault((value.period, value.status), []).append(value)
        return {
            "older": older,
            "used": set(values.filter(used_in__isnull=False).values_list("pk", flat=True)),
            "series": self.series,
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With all that is said of a series."""
        user = user_of(self.request)
        today = timezone.localdate()
        series = self.series
        latest = IndexValue.objects.best().filter(series=series).order_by("-first_on", "pk").first()
        followers = followers_of(series, user=user, on=today)
        return {
            **super().get_context_data(**kwargs),
            "series": series,
            "latest": latest,
            "latest_label": IndexPeriod.parse(latest.period).label if latest else "",
            "next": next_publication(series, latest.period if latest else None, on=today),
            "picture": own_picture(series),
            "followers": followers[:_SHOWN_FOLLOWERS],
            "more_followers": max(len(followers) - _SHOWN_FOLLOWERS, 0),
            "contracts": sum(each.contracts for each in followers),
            "waiting": series.imports.waiting().select_related("received_by").order_by("received_at", "pk"),
            "continued": series.continued_by.select_related("new").first(),
            "continues": series.continues.select_related("old").order_by("old__code", "pk"),
            "fetch": getattr(series, "fetch", None),
            "changes": changes_of(series, user=user_of(self.request), limit=20),
        }
