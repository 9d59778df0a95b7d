"""What the list of activities is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from activities.activities.models import Activity
from activities.activities.querysets import ActivityQuerySet
from activities.plan.models import EffectGoal, Strategy
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of

_WHOSE = (("mina", "mina"), ("forsenade", "försenade"))


def _goals(request: HttpRequest) -> QuerySet[EffectGoal]:
    return EffectGoal.objects.visible_to(user_of(request)).order_by("number", "pk")


def _strategies(request: HttpRequest) -> QuerySet[Strategy]:
    return Strategy.objects.visible_to(user_of(request)).in_plan_order()


class ActivityFilter(FilterSet):
    """Activities by words, status, priority, goal, strategy, and whose or how late they are."""

    sok = filters.CharFilter(label="Sök", method="search")
    status = filters.ChoiceFilter(label="Status", choices=Activity.Status, empty_label="alla")
    prioritet = filters.ChoiceFilter(
        label="Prioritet", field_name="priority", choices=[(n, str(n)) for n in range(1, 5)], empty_label="alla"
    )
    mal = filters.ModelChoiceFilter(label="Effektmål", field_name="goals", queryset=_goals, empty_label="alla")
    strategi = filters.ModelChoiceFilter(
        label="Strategi", field_name="strategies", queryset=_strategies, empty_label="alla"
    )
    urval = filters.ChoiceFilter(label="Urval", choices=_WHOSE, method="chosen", empty_label="alla")

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def search(self, queryset: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        """By number, title and who is responsible."""
        return queryset.filter(Q(number=value) | Q(title__icontains=value) | Q(responsible__icontains=value))

    def chosen(self, queryset: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        """Mine, or those that are late."""
        if value == "mina":
            mine = Activity.objects.of_person(user_of(self.request))
            return queryset.filter(pk__in=mine.values("pk"))
        return queryset.late_on(self.today)
