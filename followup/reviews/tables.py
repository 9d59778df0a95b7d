"""What the lists of reviews, classes and findings show."""

from __future__ import annotations

from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from followup.reviews import rules
from followup.reviews.models import Finding, FollowUpClass, Review
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MenuColumn, Table

_REVIEW_COLOURS = {"PLANNED": "none", "ONGOING": "near", "DONE": "good", "CANCELLED": "none"}


_FINDING_COLOURS = {"REPORTED": "off", "OPEN": "near", "FIXED": "near", "CLOSED": "good", "DISMISSED": "none"}


_SEVERITY_COLOURS = {"LOW": "none", "MEDIUM": "near", "HIGH": "off", "CRITICAL": "off"}


def review_standing(review: Review, on: date) -> tuple[str, str]:
    """In a word where a review stands on a day, and its colour. What is not done when its day has passed is late."""
    if rules.is_late(review.status, review.planned_on, on=on):
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
    level = tables.Column(verbose_name="Klass", accessor="contract__follow_up_class__effective", default="utan klass")
    method = tables.Column(verbose_name="Metod")
    reviewer = tables.Column(verbose_name="Uppföljare", default="Ingen utsedd")
    status = tables.Column(verbose_name="Status")
    done_on = DateColumn(verbose_name="Genomförd", default="–")

    noun = ("uppföljning", "uppföljningar")
    caption = "Uppföljningar"

    class Meta(Table.Meta):
        model = Review
        fields: tuple[str, ...] = ()
        empty_text = "Inga uppföljningar passar. Planera året, eller ändra vad listan begränsas av."

    def render_status(self, record: Review) -> str:
        """In a word."""
        return _tag(*review_standing(record, self.today))

    def value_status(self, record: Review) -> str:
        """For export."""
        return review_standing(record, self.today)[0]


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
        return _tag(day.isoformat(), "off") if day < self.today else day.isoformat()

    def value_next_on(self, record: FollowUpClass) -> object:
        """For export."""
        return self._next(record)

    def render_decide(self, record: FollowUpClass) -> str:
        """Who decided and when, leading to a new decision for those who may."""
        words = f"{record.decided_by}, {record.decided_on}" if record.decided_by else "Föreslagen"
        if not self.request.user.has_perm("followup.decide_followupclass", record.contract):
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
    unit = tables.Column(verbose_name="Verksamhet", default="–", order_by="unit__sort_name", visible=False)
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        to=lambda each: each.contract,
        default="–",
        order_by="contract__number",
    )
    severity = tables.Column(verbose_name="Allvar")
    source = tables.Column(verbose_name="Källa", visible=False)
    step = tables.Column(verbose_name="Steg")
    status = tables.Column(verbose_name="Status")
    due_on = tables.Column(verbose_name="Åtgärdas senast", empty_values=(), attrs={"td": {"class": "when"}})
    responsible = tables.Column(verbose_name="Ansvarig", default="Ingen utsedd", visible=False)
    menu = MenuColumn(verbose_name="Gör")

    noun = ("brist", "brister")
    caption = "Brister"

    class Meta(Table.Meta):
        model = Finding
        fields: tuple[str, ...] = ()
        empty_text = "Inga brister passar. Visa alla, eller anmäl en brist."

    def menu_of(self, record: Finding) -> list[tuple[str, str]]:
        """What its own page offers, as far as it has come."""
        if not self.may("followup.change_finding", record):
            return []
        done = {
            "REPORTED": (("Besluta om åtgärd", "followup:finding-open"), ("Avfärda", "followup:finding-dismiss")),
            "OPEN": (("Åtgärdad", "followup:finding-fix"), ("Steg i åtgärdstrappan", "followup:finding-escalate")),
            "FIXED": (("Steg i åtgärdstrappan", "followup:finding-escalate"),),
        }
        return [(words, reverse(name, args=[record.pk])) for words, name in done.get(record.status, ())]

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

    def render_supplier(self, record: Finding, value: str) -> str:
        """With the unit beneath."""
        link = format_html('<a href="{}">{}</a>', record.supplier.get_absolute_url(), value)
        return format_html('{}<br><span class="muted small">{}</span>', link, record.unit) if record.unit else link

    def value_supplier(self, record: Finding) -> str:
        """For export."""
        return str(record.supplier)

    def render_due_on(self, record: Finding) -> str:
        """The day, marked when it has passed and nothing is mended, and who answers for it beneath."""
        due = record.due_on
        is_late = due is not None and record.status in {"REPORTED", "OPEN"} and due < self.today
        day = _tag(str(due), "off") if is_late else due.isoformat() if due else "–"
        who = record.responsible or "Ingen utsedd"
        return format_html('{}<br><span class="muted small">{}</span>', day, who)

    def value_due_on(self, record: Finding) -> object:
        """For export."""
        return record.due_on
