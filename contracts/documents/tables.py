"""What the list of documents shows."""

from __future__ import annotations

from datetime import datetime

import django_tables2 as tables
from django.utils import timezone

from contracts.documents.models import Document
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table


class DocumentTable(Table):
    """Documents, each with the words that were searched for."""

    title = LinkedColumn(verbose_name="Dokument", order_by=("title", "-version", "pk"))
    holder = LinkedColumn(verbose_name="Hör till", to=lambda document: document.holder, orderable=False)
    kind = tables.Column(verbose_name="Slag", order_by=("kind", "pk"))
    version = MoneyColumn(verbose_name="Version", accessor="version_for_reader", decimals=0, orderable=False)
    uploaded_at = DateColumn(verbose_name="Inlagt", order_by=("uploaded_at", "pk"))
    excerpt = tables.Column(verbose_name="Där det står", orderable=False, empty_values=())

    noun = ("dokument", "dokument")
    caption = "Dokument"

    class Meta(Table.Meta):
        model = Document
        fields: tuple[str, ...] = ()
        empty_text = (
            "Inga dokument passar. De läggs till på avtalets, omgångens, leverantörens eller verksamhetens sida."
        )
        order_by = "-uploaded_at"

    def render_uploaded_at(self, value: datetime) -> str:
        """The day."""
        return timezone.localdate(value).isoformat()

    def value_uploaded_at(self, value: datetime) -> object:
        """For export."""
        return timezone.localdate(value)

    def render_excerpt(self, record: Document) -> str:
        """The words around what was found."""
        return getattr(record, "excerpt", "")[:400]
