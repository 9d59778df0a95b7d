"""The security officer's page: who has read what is secret."""

from __future__ import annotations

from datetime import datetime

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest

from huddinge_vo.common.administration.tables import OfficerTable
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.models import SecretReading
from huddinge_vo.common.templatetags.swedish import time_sv
from huddinge_vo.common.untyped import Context


def _people(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(pk__in=SecretReading.objects.values("user")).order_by(person_order(), "username", "pk")


class ReadingFilter(FilterSet):
    """Readings by person and day."""

    vem = filters.ModelChoiceFilter(label="Vem", field_name="user", queryset=_people, empty_label="alla")
    fran = DateRangeStart(label="Från", field_name="at", lookup_expr="date__gte")
    till = DateRangeEnd(label="Till", field_name="at", lookup_expr="date__lte")

    class Meta:
        model = SecretReading
        fields: list[str] = []


class ReadingTable(OfficerTable):
    """Readings, and of what, as the officer may know it."""

    at = tables.Column(verbose_name="När", attrs={"td": {"class": "when"}}, order_by=("at", "pk"))
    user = tables.Column(verbose_name="Vem", order_by=("sort_name", "user__username", "pk"))
    content_type = tables.Column(verbose_name="Slag", order_by=("content_type", "object_id", "pk"))
    object_id = tables.Column(verbose_name="Uppgift", orderable=False)
    address = tables.Column(verbose_name="Sida", orderable=False)

    noun = ("läsning", "läsningar")
    caption = "Åtkomstlogg"

    class Meta(OfficerTable.Meta):
        model = SecretReading
        fields: tuple[str, ...] = ()
        empty_text = "Ingen har läst något som är sekretessmarkerat."
        order_by = "-at"

    def render_at(self, value: datetime) -> str:
        """In Swedish time."""
        return time_sv(value)

    def value_at(self, value: object) -> object:
        """For export."""
        return value

    def render_content_type(self, record: SecretReading) -> str:
        """Its kind."""
        return self.kind_of(record)

    def value_content_type(self, record: SecretReading) -> str:
        """For export."""
        return self.kind_of(record)

    def render_object_id(self, record: SecretReading) -> str:
        """What it is called."""
        return self.called(record)

    def value_object_id(self, record: SecretReading) -> str:
        """For export."""
        return self.called(record)


class ReadingList(ListPage):
    """Who has read what, the latest first."""

    permission_required = "common.view_secretreading"
    filterset_class = ReadingFilter
    table_class = ReadingTable
    title = "Åtkomstlogg"
    export_name = "lasningar"

    def get_table_kwargs(self) -> Context:
        """With who reads it."""
        return {**super().get_table_kwargs(), "reader": user_of(self.request)}

    def get_queryset(self) -> QuerySet[SecretReading]:
        """Of what belongs to the buyers that the officer answers for, and of what belongs to none."""
        user = user_of(self.request)
        return (
            SecretReading.objects.visible_to(user)
            .select_related("user", "content_type")
            .annotate(sort_name=person_order("user__"))
            .order_by("-at", "-pk")
        )
