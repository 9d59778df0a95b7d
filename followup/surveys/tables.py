"""What lists of surveys show."""

from __future__ import annotations

from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from followup.surveys.models import SurveyResult
from huddinge_vo.common.pages.tables import LinkedColumn, Table


class ResultTable(Table):
    """Results."""

    year = tables.Column(verbose_name="År", accessor="survey__year")
    survey = LinkedColumn(
        verbose_name="Undersökning", accessor="survey__name", to=lambda row: row.survey, orderable=False
    )
    supplier = LinkedColumn(
        verbose_name="Leverantör", accessor="supplier__name", to=lambda row: row.supplier, orderable=False
    )
    unit = tables.Column(verbose_name="Verksamhet", default="hela leverantören", orderable=False)
    question = tables.Column(verbose_name="Fråga")
    share = tables.Column(verbose_name="Procent av skalan", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    answers = tables.Column(verbose_name="Svar", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    leads = tables.Column(verbose_name="Leder till", empty_values=(), orderable=False)

    noun = ("resultat", "resultat")
    css = "data--cards"
    caption = "Resultat i brukarundersökningar"

    class Meta(Table.Meta):
        model = SurveyResult
        fields: tuple[str, ...] = ()
        empty_text = "Inga resultat passar. Resultat av för få svar visas inte."

    def render_share(self, value: Decimal) -> str:
        """Whole per cents."""
        return f"{value:.0f} %"

    def value_share(self, value: Decimal) -> Decimal:
        """For export."""
        return round(value, 1)

    def render_leads(self, record: SurveyResult) -> str:
        """What it has led to, or the ways to let it."""
        if record.finding is not None:
            return format_html('<a href="{}">Brist</a>', record.finding.get_absolute_url())
        if hasattr(record, "proposal"):
            return format_html('<a href="{}">Krav</a>', record.proposal.get_absolute_url())
        if not self.request.user.has_perm("followup.change_survey", record.survey):
            return "–"
        about = f"{record.unit or record.supplier}: {record.question}"
        return format_html(
            '<a href="{}">Krav<span class="visually-hidden"> av {}</span></a> · '
            '<a href="{}">Brist<span class="visually-hidden"> av {}</span></a>',
            reverse("followup:result-requirement", args=[record.pk]),
            about,
            reverse("followup:result-finding", args=[record.pk]),
            about,
        )

    def value_leads(self, record: SurveyResult) -> str:
        """For export."""
        return "brist" if record.finding_id else "krav" if hasattr(record, "proposal") else ""
