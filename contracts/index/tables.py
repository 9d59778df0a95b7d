"""What the lists of indices show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts.index.models import IndexSeries, IndexStatus, IndexValue
from contracts.index.reports import Publication, published_figure
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, Table
from huddinge_vo.common.untyped import ListedRow, PassedOn

_NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}
_TAGS = {"FINAL": "good", "PRELIMINARY": "near"}


def status_tag(status: str) -> SafeString:
    """Whether a figure may still change: a word in a frame."""
    return format_html(
        '<span class="tag tag--{}">{}</span>', _TAGS[status], str(IndexStatus(status).label).capitalize()
    )


def lag_address(series: IndexSeries) -> str:
    """Where it is said how long after a period a series is published."""
    return f"{reverse('contracts:index-edit', args=[series.pk])}#id_publishes_after_days"


class IndexSeriesTable(Table):
    """Series, each with its latest figure and who follows it.

    `followed` is from a series' id to its contracts, `through` to the series that it continues, and `publications` to
    when the next figure comes.
    """

    name = LinkedColumn(verbose_name="Serie", order_by=("name", "pk"))
    latest_first_on = tables.Column(verbose_name="Senast", default="–", order_by=("latest_first_on", "pk"))
    latest_value = tables.Column(verbose_name="Värde", attrs=_NUMBER, orderable=False, default="–")
    latest_status = tables.Column(verbose_name="Status", orderable=False, default="–")
    next = tables.Column(verbose_name="Nästa värde", empty_values=(), orderable=False)
    clause_count = tables.Column(verbose_name="Klausuler", attrs=_NUMBER, order_by=("clause_count", "pk"))
    contracts = tables.Column(verbose_name="Avtal", attrs=_NUMBER, empty_values=(), orderable=False)
    source = tables.Column(verbose_name="Hämtas", orderable=False)

    noun = ("serie", "serier")
    caption = "Indexserier"

    class Meta(Table.Meta):
        model = IndexSeries
        fields: tuple[str, ...] = ()
        empty_text = "Inga serier passar."

    def __init__(
        self,
        *args: PassedOn,
        followed: Mapping[int, int],
        through: Mapping[int, str],
        publications: Mapping[int, Publication],
        may_change: bool,
        **kwargs: PassedOn,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.followed, self.through, self.publications, self.may_change = followed, through, publications, may_change

    def render_name(self, value: str, record: IndexSeries) -> SafeString:
        """With its code, base and what it is about."""
        about = [record.code, record.base, f"{record.classification} {record.letter}".strip(), record.variant]
        invented = " · påhittade värden" if record.is_invented else ""
        return format_html(
            '<a href="{}">{}</a><br><span class="muted small">{}{}</span>',
            record.get_absolute_url(),
            value,
            " · ".join(filter(None, about)),
            invented,
        )

    def value_name(self, value: str) -> str:
        """For export."""
        return value

    def render_latest_first_on(self, record: ListedRow) -> str:
        """The period as one says it."""
        return IndexPeriod.parse(record.latest_period).label

    def value_latest_first_on(self, record: ListedRow) -> str:
        """For export."""
        return record.latest_period or ""

    def render_latest_value(self, value: Decimal, record: IndexSeries) -> str:
        """With per cent where it is a change."""
        return published_figure(value, record)

    def value_latest_value(self, value: object) -> object:
        """For export."""
        return value

    def render_latest_status(self, value: str) -> SafeString:
        """A word."""
        return status_tag(value)

    def value_latest_status(self, value: str) -> str:
        """For export."""
        return str(IndexStatus(value).label) if value in IndexStatus else ""

    def render_next(self, record: IndexSeries) -> str | SafeString:
        """About when, or why never."""
        found = self.publications.get(record.pk)
        if record.ended_with:
            return f"Upphörde med {IndexPeriod.parse(record.ended_with).label}"
        if record.has_no_lag:
            told = "Ingen eftersläpning angiven"
            if not self.may_change:
                return told
            return format_html(
                '{}<br><a href="{}">Ange<span class="visually-hidden"> hur långt efter perioden {} '
                "publiceras</span></a>",
                told,
                lag_address(record),
                record.name,
            )
        if found is None:
            return "–"
        words = "skulle ha kommit omkring" if found.is_late else "omkring"
        when = format_html('{} <span class="when">{}</span>', words.capitalize(), found.on.isoformat())
        return format_html('{}<br><span class="muted small">{}</span>', when, found.period)

    def value_next(self, record: IndexSeries) -> object:
        """For export."""
        found = self.publications.get(record.pk)
        return found.on if found else "ingen eftersläpning angiven" if record.has_no_lag else None

    def render_contracts(self, record: IndexSeries) -> int | SafeString:
        """Contracts in force whose clause has the series, also by way of one that it continues."""
        count = self.followed.get(record.pk, 0)
        if not count or record.pk not in self.through:
            return count
        return format_html('{}<br><span class="muted small">genom {}</span>', count, self.through[record.pk])

    def value_contracts(self, record: IndexSeries) -> int:
        """For export."""
        return self.followed.get(record.pk, 0)

    def render_source(self, record: IndexSeries) -> str | SafeString:
        """How it comes, and what stands in the way."""
        if record.source == "FILE":
            return "Fil eller för hand"
        if record.is_invented:
            return "Hämtas inte: värdena är påhittade"
        if not record.is_fetched:
            return format_html(
                'SCB, men <span class="tag tag--near">Koder saknas</span><br><span class="muted small">{}</span>',
                "Välj dem på seriens sida",
            )
        fetch = getattr(record, "fetch", None)
        if fetch and fetch.words:
            return format_html(
                'SCB, dagligen <span class="tag tag--off">Gick inte</span><br><span class="muted small">{} {}</span>',
                f"{timezone.localtime(fetch.tried_at):%Y-%m-%d %H.%M}:",
                fetch.words,
            )
        if record.ended_with:
            return "SCB, när någon ber om det"
        if fetch and fetch.worked_at:
            return format_html(
                'SCB, dagligen<br><span class="muted small">Senast {}</span>',
                f"{timezone.localtime(fetch.worked_at):%Y-%m-%d %H.%M}",
            )
        return "SCB, dagligen"

    def value_source(self, record: IndexSeries) -> str:
        """For export."""
        return str(record.get_source_display())


class IndexValueTable(Table):
    """A series' values.

    Earlier revisions of a period lie folded in its row; `older` is from (period, status) to them.
    """

    period = tables.Column(verbose_name="Period", order_by=("first_on", "status", "revision", "pk"))
    value = tables.Column(verbose_name="Värde", attrs=_NUMBER, orderable=False)
    status = tables.Column(verbose_name="Status", order_by=("status", "first_on", "pk"))
    published_on = DateColumn(verbose_name="Publicerat", default="–", order_by=("published_on", "pk"))
    fetched_at = tables.Column(verbose_name="Hämtat", attrs={"td": {"class": "when"}}, orderable=False)
    brought_by = tables.Column(verbose_name="Av", orderable=False, accessor="brought_by__settled_by", default="–")
    source = tables.Column(verbose_name="Källa", orderable=False, attrs={"td": {"class": "small"}})
    revision = tables.Column(verbose_name="Utgåva", orderable=False)

    noun = ("värde", "värden")
    caption = "Värden, de senaste först"

    class Meta(Table.Meta):
        model = IndexValue
        fields: tuple[str, ...] = ()
        empty_text = "Inga värden passar."

    def __init__(
        self,
        *args: PassedOn,
        older: Mapping[tuple[str, str], list[IndexValue]],
        used: set[int],
        series: IndexSeries,
        **kwargs: PassedOn,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.older, self.used, self.series = older, used, series

    def render_period(self, value: str, record: IndexValue) -> str | SafeString:
        """As one says it, and whether prices rest on it."""
        label = IndexPeriod.parse(value).label
        if record.pk not in self.used:
            return label
        return format_html('{}<br><span class="muted small">använt i prisjustering</span>', label)

    def value_period(self, value: str) -> str:
        """For export: the code."""
        return value

    def render_value(self, value: Decimal) -> str:
        """As it was published."""
        return published_figure(value, self.series)

    def value_value(self, value: Decimal) -> Decimal:
        """For export."""
        return value

    def render_status(self, value: str, record: IndexValue) -> SafeString:
        """A word."""
        return status_tag(record.status)

    def value_status(self, record: IndexValue) -> str:
        """For export."""
        return str(record.get_status_display())

    def render_fetched_at(self, value: datetime) -> str:
        """Swedish time."""
        return f"{timezone.localtime(value):%Y-%m-%d %H.%M}"

    def value_fetched_at(self, value: object) -> object:
        """For export."""
        return value

    def render_revision(self, value: int, record: IndexValue) -> str | SafeString:
        """Its number, with those before it folded."""
        older = [each for each in self.older.get((record.period, record.status), []) if each.revision < value]
        if not older:
            return str(value)
        listed = format_html_join(
            "",
            "<li>{}: {}, {}</li>",
            (
                (each.revision, published_figure(each.value, self.series), _day(each.published_on, each))
                for each in older
            ),
        )
        return format_html(
            '<details class="fold"><summary>{} (tidigare {})</summary><ul class="mb-0 small">{}</ul></details>',
            value,
            len(older),
            listed,
        )

    def value_revision(self, value: int) -> int:
        """For export."""
        return value


def _day(published_on: date | None, value: IndexValue) -> str:
    if published_on:
        return f"publicerat {published_on}"
    return f"hämtat {timezone.localtime(value.fetched_at):%Y-%m-%d}"
