"""What the lists of clauses show."""

from __future__ import annotations

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html

from contracts.prices.models import PriceClause
from contracts.prices.reports import basket_words
from contracts.register.models import Contract, Framework
from huddinge_vo.common.pages.tables import Table
from huddinge_vo.common.periods import MONTHS


class ClauseTable(Table):
    """Clauses: for what, which basket, and by when somebody has to act."""

    holder_name = tables.Column(verbose_name="Klausul för")
    of = tables.Column(verbose_name="Gäller", empty_values=(), orderable=False)
    kind = tables.Column(verbose_name="Justeras genom")
    basket = tables.Column(verbose_name="Indexkorg", empty_values=(), orderable=False)
    method = tables.Column(verbose_name="Räknas", empty_values=(), orderable=False)
    adjusts = tables.Column(
        verbose_name="Nytt pris från", empty_values=(), order_by=("adjusts_month", "adjusts_day", "pk")
    )
    ask = tables.Column(verbose_name="Begäran", empty_values=(), orderable=False)

    noun = ("klausul", "klausuler")
    caption = "Prisjusteringsklausuler"

    class Meta(Table.Meta):
        model = PriceClause
        fields: tuple[str, ...] = ()
        empty_text = "Inga klausuler passar. De skrivs på avtalets, omgångens eller områdets sida."
        order_by = "holder_name"

    def order_holder_name(
        self,
        queryset: QuerySet[PriceClause],
        is_descending: bool,  # noqa: FBT001 - django-tables2 gives it so
    ) -> tuple[QuerySet[PriceClause], bool]:
        """The id settles between two of one name."""
        return queryset.order_by(f"{'-' if is_descending else ''}holder_name", "pk"), True

    def order_kind(self, queryset: QuerySet[PriceClause], is_descending: bool) -> tuple[QuerySet[PriceClause], bool]:  # noqa: FBT001 - django-tables2 gives it so
        """Then by what it is for."""
        return queryset.order_by(f"{'-' if is_descending else ''}kind", "holder_name", "pk"), True  # type: ignore[misc]  # annotated

    def render_holder_name(self, value: str, record: PriceClause) -> str:
        """With what the number is called."""
        holder = record.holder
        more = holder.title if isinstance(holder, (Contract, Framework)) else holder.code
        if isinstance(holder, Contract):
            more = f"{holder.supplier}, {more}"
        return format_html(
            '<a href="{}">{}</a><br><span class="muted small">{}</span>', record.get_absolute_url(), value, more
        )

    def value_holder_name(self, value: str) -> str:
        """For export: the number alone."""
        return value

    def render_of(self, record: PriceClause) -> str:
        """A contract, a round or an area."""
        return str(record.holder._meta.verbose_name)

    def render_kind(self, value: str, record: PriceClause) -> str:
        """With a mark on what new contracts may not have."""
        if record.is_allowed_in_new_contracts:
            return value
        return format_html('{} <span class="tag tag--near">inte i nya avtal</span>', value)

    def value_kind(self, record: PriceClause) -> str:
        """For export."""
        return record.get_kind_display()

    def render_basket(self, record: PriceClause) -> str:
        """Heaviest first."""
        return basket_words(list(record.components.all())) or "–"

    def render_method(self, record: PriceClause) -> str:
        """Whether from the last adjustment or from the agreed base."""
        return record.get_method_display() if record.kind == PriceClause.Kind.INDEX else "–"

    def render_adjusts(self, record: PriceClause) -> str:
        """A day of the year."""
        if record.kind != PriceClause.Kind.INDEX:
            return "–"
        return f"{record.adjusts_day} {MONTHS[record.adjusts_month - 1].lower()}"

    def render_ask(self, record: PriceClause) -> str:
        """By when."""
        if record.kind != PriceClause.Kind.INDEX:
            return "–"
        return f"senast {record.ask_days} dagar före" if record.needs_request else "behövs inte"
