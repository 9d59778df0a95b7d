"""What followup's lists show."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html

from followup import rules
from followup.models import Finding, FollowUpClass, JudgedRow, LedgerImport, Review
from huddinge_vo.common.org_numbers import display_raw
from huddinge_vo.common.tables import DateColumn, LinkedColumn, MoneyColumn, Table


class RowTable(Table):
    """Ledger rows with their verdicts."""

    booked_on = DateColumn(verbose_name="Bokförd")
    supplier = tables.Column(verbose_name="Leverantör", accessor="key__supplier_name", empty_values=())
    org_number = tables.Column(verbose_name="Id i reskontran", accessor="key__supplier_ref", visible=False)
    invoice_number = tables.Column(verbose_name="Faktura", default="–")
    account = tables.Column(verbose_name="Konto och förvaltning", accessor="key__account")
    unit = tables.Column(verbose_name="Förvaltning", accessor="key__unit", visible=False)
    category = tables.Column(verbose_name="Underkategori", accessor="category__code", default="–")
    bucket = tables.Column(verbose_name="Utfall och skäl")
    reason = tables.Column(verbose_name="Skäl", visible=False)
    contract = LinkedColumn(
        verbose_name="Avtal", accessor="contract__number", to=lambda row: row.contract, default="–", orderable=False
    )
    sum_sek = MoneyColumn(verbose_name="Belopp, kr")
    details = tables.Column(verbose_name="Rad", accessor="line_no", orderable=False)

    noun = ("rad", "rader")
    caption = "Rader i reskontran"

    class Meta(Table.Meta):
        model = JudgedRow
        fields: tuple[str, ...] = ()
        empty_text = "Inga rader passar. Ändra vad listan begränsas av, eller läs in en reskontra."

    def render_supplier(self, record: JudgedRow, value: str) -> str:
        """The name as the ledger has it, leading to the supplier when it is known."""
        number = format_html('<br><span class="muted small">{}</span>', display_raw(record.key.supplier_ref))
        if record.supplier is None:
            return format_html("{}{}", value, number)
        name = value or record.supplier.name
        return format_html('<a href="{}">{}</a>{}', record.supplier.get_absolute_url(), name, number)

    def value_supplier(self, value: str) -> str:
        """For export."""
        return value

    def value_org_number(self, value: str) -> str:
        """A person's number is masked, in files too."""
        return display_raw(value)

    def render_account(self, record: JudgedRow, value: str) -> str:
        """With whose account it is."""
        return format_html('{}<br><span class="muted small">{}</span>', value, record.key.unit)

    def value_account(self, value: str) -> str:
        """For export."""
        return value

    def render_bucket(self, record: JudgedRow) -> str:
        """In words; the colour only helps."""
        return format_html(
            '<span class="when"><span class="key b-{}" aria-hidden="true"></span>{}</span><br>'
            '<span class="muted small">{}</span>',
            record.bucket.lower(),
            record.get_bucket_display(),
            record.get_reason_display(),
        )

    def value_bucket(self, record: JudgedRow) -> str:
        """For export."""
        return record.get_bucket_display()

    def render_details(self, record: JudgedRow) -> str:
        """To all that is known of the row."""
        return format_html(
            '<a href="{}" aria-label="Rad {} i fil {}">{}</a>',
            record.get_absolute_url(),
            record.line_no,
            record.ledger_import_id,
            record.line_no,
        )

    def value_details(self, record: JudgedRow) -> Any:
        """For export."""
        return record.line_no


class ImportTable(Table):
    """Received ledger files."""

    original_name = LinkedColumn(verbose_name="Fil")
    buyer = tables.Column(verbose_name="Köpare", default="–")
    months = tables.Column(verbose_name="Månader", accessor="first_month", default="–")
    received_at = tables.DateTimeColumn(verbose_name="Mottagen", format="Y-m-d H.i", attrs={"td": {"class": "when"}})
    status = tables.Column(verbose_name="Status")
    lines = MoneyColumn(verbose_name="Rader", decimals=0)
    rejected = MoneyColumn(verbose_name="Avvisade", decimals=0)
    amount_sek = MoneyColumn(verbose_name="Summa, kr")

    noun = ("inläsning", "inläsningar")
    caption = "Inläsningar"

    class Meta(Table.Meta):
        model = LedgerImport
        fields: tuple[str, ...] = ()
        empty_text = "Ingen reskontra är inläst ännu. Börja med ”Läs in reskontra”."

    def render_months(self, record: Any) -> str:
        """From the first to the last month it counts for."""
        first, last = f"{record.first_month:%Y-%m}", f"{record.last_month:%Y-%m}"
        return first if first == last else f"{first}–{last}"

    def value_months(self, record: Any) -> str:
        """For export."""
        return self.render_months(record) if record.first_month else ""

    def render_status(self, record: LedgerImport) -> str:
        """In a word."""
        colour = {"LOADED": "good", "REFUSED": "off"}.get(record.status, "none")
        return format_html('<span class="tag tag--{}">{}</span>', colour, record.get_status_display())

    def value_status(self, record: LedgerImport) -> str:
        """For export."""
        return record.get_status_display()


_REVIEW_COLOURS = {"PLANNED": "none", "ONGOING": "near", "DONE": "good", "CANCELLED": "none"}
_FINDING_COLOURS = {"REPORTED": "off", "OPEN": "near", "FIXED": "near", "CLOSED": "good", "DISMISSED": "none"}
_SEVERITY_COLOURS = {"LOW": "none", "MEDIUM": "near", "HIGH": "off", "CRITICAL": "off"}


def review_standing(review: Review, on: date) -> tuple[str, str]:
    """In a word where a review stands on a day, and its colour. What is not done when its day has passed is late."""
    if review.status in {"PLANNED", "ONGOING"} and review.planned_on < on:
        return ("försenad" if review.status == "PLANNED" else "pågår, försenad"), "off"
    return review.get_status_display(), _REVIEW_COLOURS[review.status]


def finding_colour(finding: Finding) -> str:
    """The colour of a finding's status."""
    return _FINDING_COLOURS[finding.status]


def severity_colour(finding: Finding) -> str:
    """The colour of a finding's severity."""
    return _SEVERITY_COLOURS[finding.severity]


def _tag(words: str, colour: str) -> str:
    return format_html('<span class="tag tag--{}">{}</span>', colour, words[:1].upper() + words[1:])


class ReviewTable(Table):
    """Reviews."""

    planned_on = LinkedColumn(verbose_name="Planerad", attrs={"td": {"class": "when"}})
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        to=lambda review: review.contract,
        order_by="contract__number",
    )
    supplier = tables.Column(
        verbose_name="Leverantör", accessor="contract__supplier", order_by="contract__supplier__sort_name"
    )
    level = tables.Column(verbose_name="Klass", accessor="contract__follow_up_class__effective", default="–")
    method = tables.Column(verbose_name="Metod")
    reviewer = tables.Column(verbose_name="Uppföljare", default="Ingen utsedd")
    status = tables.Column(verbose_name="Läge")
    done_on = DateColumn(verbose_name="Genomförd", default="–")

    noun = ("uppföljning", "uppföljningar")
    caption = "Uppföljningar"

    class Meta(Table.Meta):
        model = Review
        fields: tuple[str, ...] = ()
        empty_text = "Inga uppföljningar passar. Planera året, eller ändra vad listan begränsas av."

    def render_status(self, record: Review) -> str:
        """In a word."""
        return _tag(*review_standing(record, timezone.localdate()))

    def value_status(self, record: Review) -> str:
        """For export."""
        return review_standing(record, timezone.localdate())[0]


class ClassTable(Table):
    """Contracts in force with their classes."""

    contract = LinkedColumn(
        verbose_name="Avtal", accessor="contract__number", to=lambda each: each.contract, order_by="contract__number"
    )
    supplier = tables.Column(
        verbose_name="Leverantör", accessor="contract__supplier", order_by="contract__supplier__sort_name"
    )
    effective = tables.Column(verbose_name="Klass")
    reason = tables.Column(verbose_name="Skäl", accessor="proposed_reason", orderable=False)
    last_done = DateColumn(verbose_name="Senast uppföljd", default="–")
    next_on = tables.Column(
        verbose_name="Nästa senast", empty_values=(), orderable=False, attrs={"td": {"class": "when"}}
    )
    decide = tables.Column(verbose_name="Beslut", empty_values=(), orderable=False, accessor="decided_on")

    noun = ("avtal", "avtal")
    caption = "Uppföljningsklasser"

    class Meta(Table.Meta):
        model = FollowUpClass
        fields: tuple[str, ...] = ()
        empty_text = "Inga avtal passar. Klasser föreslås för avtal som gäller."

    def render_reason(self, record: FollowUpClass) -> str:
        """A person's reason goes before the proposal's."""
        if record.decided is None or not record.decided_reason:
            return record.proposed_reason
        return format_html('{}<br><span class="muted small">{}</span>', record.decided_reason, record.proposed_reason)

    def value_reason(self, record: FollowUpClass) -> str:
        """For export."""
        return record.decided_reason or record.proposed_reason

    def _next(self, record: FollowUpClass) -> date:
        return rules.next_review(record.effective, record.last_done, record.contract.valid_from)

    def render_next_on(self, record: FollowUpClass) -> str:
        """The day, marked when it has passed."""
        day = self._next(record)
        return _tag(day.isoformat(), "off") if day < timezone.localdate() else day.isoformat()

    def value_next_on(self, record: FollowUpClass) -> Any:
        """For export."""
        return self._next(record)

    def render_decide(self, record: FollowUpClass) -> str:
        """Who decided and when, leading to a new decision for those who may."""
        words = f"{record.decided_by}, {record.decided_on}" if record.decided_by else "Föreslagen"
        if not self.request.user.has_perm("followup.decide_followupclass"):
            return words
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">, besluta klass för {}</span></a>',
            record.get_absolute_url(),
            words,
            record.contract.number,
        )

    def value_decide(self, record: FollowUpClass) -> str:
        """For export."""
        return f"{record.decided_by}, {record.decided_on}" if record.decided_by else "Föreslagen"


class FindingTable(Table):
    """Deficiencies."""

    registered_on = LinkedColumn(verbose_name="Registrerad", attrs={"td": {"class": "when"}})
    supplier = LinkedColumn(verbose_name="Leverantör", to=lambda each: each.supplier, order_by="supplier__sort_name")
    unit = tables.Column(verbose_name="Verksamhet", default="–", order_by="unit__sort_name")
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        to=lambda each: each.contract,
        default="–",
        order_by="contract__number",
    )
    severity = tables.Column(verbose_name="Allvar")
    source = tables.Column(verbose_name="Källa")
    step = tables.Column(verbose_name="Steg")
    status = tables.Column(verbose_name="Status")
    due_on = tables.Column(verbose_name="Åtgärdas senast", default="–", attrs={"td": {"class": "when"}})
    responsible = tables.Column(verbose_name="Ansvarig", default="Ingen utsedd")

    noun = ("brist", "brister")
    caption = "Brister"

    class Meta(Table.Meta):
        model = Finding
        fields: tuple[str, ...] = ()
        empty_text = "Inga brister passar. Visa alla, eller anmäl en brist."

    def render_severity(self, record: Finding) -> str:
        """In a word."""
        return _tag(record.get_severity_display(), severity_colour(record))

    def value_severity(self, record: Finding) -> str:
        """For export."""
        return record.get_severity_display()

    def render_status(self, record: Finding) -> str:
        """In a word."""
        return _tag(record.get_status_display(), finding_colour(record))

    def value_status(self, record: Finding) -> str:
        """For export."""
        return record.get_status_display()

    def render_due_on(self, record: Finding) -> str:
        """The day, marked when it has passed and nothing is mended."""
        due = record.due_on
        if due and record.status in {"REPORTED", "OPEN"} and due < timezone.localdate():
            return _tag(due.isoformat(), "off")
        return due.isoformat() if due else "–"

    def value_due_on(self, record: Finding) -> Any:
        """For export."""
        return record.due_on
