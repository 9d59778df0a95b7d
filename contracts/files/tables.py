"""What the list of files shows."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contracts.files.models import RegisterImport
from huddinge_vo.common.pages.tables import Table

_COLOURS = {"PREVIEW": "none", "ASKED": "near", "DECLINED": "off", "APPLIED": "good", "UNDONE": "none"}


class RegisterImportTable(Table):
    """Files sent in: what is in them, by whom, and what has become of them."""

    original_name = tables.Column(verbose_name="Fil", linkify=True, orderable=False)
    kind = tables.Column(verbose_name="Innehåll", orderable=False)
    uploaded_by = tables.Column(verbose_name="Inskickad av", orderable=False)
    uploaded_at = tables.DateTimeColumn(
        verbose_name="Inskickad",
        format="Y-m-d H.i",
        attrs={"td": {"class": "when"}},
        order_by=("uploaded_at", "pk"),
    )
    status = tables.Column(verbose_name="Status", orderable=False)
    created = tables.Column(verbose_name="Nya", orderable=False, attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    changed = tables.Column(
        verbose_name="Ändrade", orderable=False, attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )

    noun = ("fil", "filer")
    caption = "Filer till registret"
    css = "data--cards"

    class Meta(Table.Meta):
        model = RegisterImport
        fields: tuple[str, ...] = ()
        empty_text = "Ingen fil passar. Här står filer till registret och prislistorna."

    def value_uploaded_at(self, value: object) -> object:
        """For export."""
        return value

    def render_status(self, record: RegisterImport) -> SafeString:
        """A word, and by whom it was decided."""
        words = record.get_status_display().capitalize()
        if record.decided_by is not None:
            words += f" av {record.decided_by}"
        return format_html('<span class="tag tag--{}">{}</span> {}', _COLOURS[record.status], words, record.reason)

    def value_status(self, record: RegisterImport) -> str:
        """For export."""
        return f"{record.get_status_display()} {record.reason}".strip()
