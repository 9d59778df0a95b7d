"""Lists that show several trades at once."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from contracts.register.models import Contract
from contracts.register.tables import ContractTable
from contracts.terms.reports import next_decision
from huddinge_vo.common.pages.tables import DateColumn, MenuColumn, TickColumn
from huddinge_vo.common.templatetags.swedish import days_away


class DecisionTable(ContractTable):
    """Contracts, with what is to be decided next and by when, as each one's page says it."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj")
    valid_from = DateColumn(verbose_name="Från", visible=False)  # what is next is asked for more than what was
    decision = tables.Column(verbose_name="Nästa beslut", empty_values=(), orderable=False)

    menu = MenuColumn(verbose_name="Gör")

    class Meta(ContractTable.Meta):
        sequence = ("tick", "...", "decision", "standing", "menu")
        order_by = ""  # as they come: what has to be decided soonest is not what has the lowest number

    def row_name(self, record: Contract) -> str:
        """Its number: the title, which may be long, stands in a column that one may choose."""
        return record.number

    def menu_of(self, record: Contract) -> list[tuple[str, str]]:
        """To its prices, what has to be decided about it, and to tell that something is wrong."""
        items = [("Visa priser", f"{record.get_absolute_url()}#prislista")]
        decision = next_decision(record, on=self.today)
        if decision and decision.option and self.may("contracts.decide_extensionoption", record):
            words = f"Besluta om option {decision.option.number}"
            items.append((words, reverse("contracts:option-decide", args=[decision.option.pk])))
        elif decision and not decision.option and self.may("contracts.change_contract", record):
            items.append(("Säg upp", reverse("contracts:contract-terminate", args=[record.pk])))
        if self.may("followup.add_finding", record):
            items.append(("Anmäl brist", f"{reverse('followup:finding-report')}?avtal={record.pk}"))
        return items

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
