"""What the list of projects shows."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from procurement.projects.models import Milestone, Project

_COLOURS = {"ONGOING": "near", "AWARDED": "good", "DONE": "good", "CANCELLED": "none"}


class ProjectTable(Table):
    """Projects."""

    number = LinkedColumn(verbose_name="Nummer", attrs={"td": {"class": "when"}}, order_by=("number", "pk"))
    title = tables.Column(verbose_name="Upphandling", order_by=("title", "pk"))
    areas = tables.Column(verbose_name="Avtalsområde", orderable=False, empty_values=())
    status = tables.Column(verbose_name="Status", order_by=("status", "pk"))
    next_milestone = tables.Column(verbose_name="Nästa milstolpe", orderable=False, empty_values=())
    contract_start = DateColumn(verbose_name="Avtalsstart", order_by=("contract_start", "pk"))
    value_sek = MoneyColumn(verbose_name="Värde per år, kr", decimals=0, order_by=("value_sek", "pk"))

    noun = ("upphandling", "upphandlingar")
    caption = "Upphandlingar"

    class Meta(Table.Meta):
        model = Project
        fields: tuple[str, ...] = ()
        empty_text = "Inga upphandlingar passar. De startas från en rad i upphandlingsplanen."
        order_by = "-contract_start"

    def render_status(self, record: Project) -> str:
        """In a word."""
        return format_html(
            '<span class="tag tag--{}">{}</span>', _COLOURS[record.status], record.get_status_display().capitalize()
        )

    def value_status(self, record: Project) -> str:
        """For export."""
        return record.get_status_display()

    def render_areas(self, record: Project) -> str:
        """Their names."""
        return ", ".join(sorted(area.name for area in record.areas.all())) or "–"

    def render_next_milestone(self, record: Project) -> str:
        """The first that is not done, and whether it is late."""
        found = _next(record)
        if found is None:
            return "–"
        late = ", försenad" if found.planned_on < self.today else ""
        return f"{found.name} {found.planned_on}{late}"


def _next(project: Project) -> Milestone | None:
    open_ones = [each for each in project.milestones.all() if each.done_on is None]
    return min(open_ones, key=lambda each: each.order, default=None)
