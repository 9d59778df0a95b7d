"""Lists that show several trades at once."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from contracts.register.models import Contract
from contracts.register.tables import ContractTable
from contracts.terms.reports import next_decision
from huddinge_vo.common.pages.tables import TickColumn
from huddinge_vo.common.templatetags.swedish import days_away


class DecisionTable(ContractTable):
    """Contracts, with what is to be decided next and by when, as each one's page says it."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj")
    decision = tables.Column(verbose_name="Nästa beslut", empty_values=(), orderable=False)

    class Meta(ContractTable.Meta):
        sequence = ("tick", "...", "decision", "standing")

    def render_decision(self, record: Contract) -> str:
        """What, the last day for it, and how far away that is."""
        decision = next_decision(record, on=self.today)
        if decision is None:
            return "–"
        is_late = decision.by < self.today
        return format_html(
            '{}, senast <span class="when">{}</span><br><span class="muted small">{}</span>{}',
            decision.words,
            decision.by,
            days_away(decision.by, self.today),
            format_html(' <span class="tag tag--{}">{}</span>', "off", "Försenad") if is_late else "",
        )

    def value_decision(self, record: Contract) -> str:
        """For export."""
        decision = next_decision(record, on=self.today)
        return "" if decision is None else f"{decision.words}, senast {decision.by}"
