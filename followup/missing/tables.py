"""The lists of purchases without a deviation, of questions about them, and of own units."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html

from followup.judging.models import SpendMonth
from followup.missing.models import DeviationQuestion
from followup.missing.reports import MissingPurchase
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from huddinge_vo.common.periods import MONTHS, swedish_day
from huddinge_vo.common.untyped import PassedOn

_NUM = {"th": {"class": "num"}, "td": {"class": "num"}}


class MonthColumn(tables.Column):
    """A month in words; a file has its first day."""

    def render(self, value: PassedOn) -> str:
        """As one says it."""
        return f"{MONTHS[value.month - 1]} {value.year}"

    def value(self, value: PassedOn) -> object:
        """For export."""
        return value


class MissingTable(Table):
    """What was bought without a contract and without a deviation, and whether the unit has been asked."""

    supplier = LinkedColumn(verbose_name="Leverantör", to=lambda each: each.supplier, order_by=("supplier__sort_name",))
    unit = tables.Column(verbose_name="Enhet", order_by=("key__unit",), empty_values=())
    category = tables.Column(verbose_name="Underkategori", accessor="category__code", orderable=False)
    month = MonthColumn(verbose_name="Månad", order_by=("month",), attrs={"td": {"class": "when"}})
    reason = tables.Column(verbose_name="Föreslaget skäl", orderable=False)
    n = tables.Column(verbose_name="Rader", order_by=("rows",), attrs=_NUM)
    sum_sek = MoneyColumn(verbose_name="Belopp, kr", order_by=("total",))
    question = tables.Column(verbose_name="Frågan", orderable=False, empty_values=())
    due_on = DateColumn(
        verbose_name="Svar senast", accessor="question__due_on", orderable=False, visible=False, default=None
    )
    words = tables.Column(
        verbose_name="Svaret", accessor="question__words", orderable=False, visible=False, default=None
    )

    noun = ("köp", "köp")
    caption = "Köp utan avtal som saknar avsteg"
    css = "data--cards"

    class Meta(Table.Meta):
        model = SpendMonth
        fields: tuple[str, ...] = ()
        empty_text = "Inga köp som du får se saknar avsteg under de månaderna."

    def __init__(self, *args: PassedOn, may_ask: bool = False, opens_rows: bool = False, **kwargs: PassedOn) -> None:
        self.may_ask, self.opens_rows = may_ask, opens_rows
        super().__init__(*args, **kwargs)

    def expect(self, page: slice) -> None:
        """It is read together with how many there are."""
        self.data.data.expect(page)

    def render_unit(self, value: str) -> str:
        """A row that names no unit says so."""
        return value or "anger ingen enhet"

    def value_unit(self, value: str) -> str:
        """For export."""
        return value or ""

    def render_n(self, value: int, record: MissingPurchase) -> str:
        """Leads to the rows, for those who may open them."""
        if not self.opens_rows:
            return sek(Decimal(value), 0)
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> rader från {}</span></a>',
            record.href,
            sek(Decimal(value), 0),
            record.supplier,
        )

    def value_n(self, value: int) -> int:
        """For export."""
        return value

    def render_question(self, record: MissingPurchase) -> str:
        """What became of it; and the button that asks, for those who may."""
        said = ""
        question = record.question
        if question is not None:
            words = question.get_answer_display() if question.answer else f"väntar på svar till {question.due_on}"
            said = format_html('<a href="{}">{}</a> ', question.get_absolute_url(), words.capitalize())
        if not self.may_ask or not record.unit or (question is not None and not question.answer):
            return said or "–"
        return format_html(
            '{}<button class="btn btn-sm btn-outline-secondary" form="fraga" name="kop" value="{}">{}'
            '<span class="visually-hidden"> {} om {}, {}</span></button>',
            said,
            record.key,
            "Fråga igen" if question else "Fråga enheten",
            record.unit,
            record.supplier,
            MonthColumn().render(record.month),
        )

    def value_question(self, record: MissingPurchase) -> str:
        """For export."""
        if record.question is None:
            return "inte ställd"
        return record.question.get_answer_display() if record.question.answer else "väntar på svar"


class QuestionTable(Table):
    """Who was asked about what, until when, and what was answered."""

    about = LinkedColumn(
        verbose_name="Leverantör",
        accessor="supplier",
        to=lambda each: each,
        order_by=("supplier__sort_name", "pk"),
    )
    unit = tables.Column(verbose_name="Enhet", accessor="unit__name", order_by=("unit__sort_name", "pk"))
    month = MonthColumn(verbose_name="Månad", order_by=("month", "pk"), attrs={"td": {"class": "when"}})
    sum_sek = MoneyColumn(verbose_name="Belopp, kr", order_by=("sum_sek", "pk"), decimals=0)
    due_on = DateColumn(verbose_name="Svar senast", order_by=("due_on", "pk"))
    answer = tables.Column(verbose_name="Svar", orderable=False, empty_values=())
    manager = tables.Column(verbose_name="Den som svarar", accessor="unit__manager", orderable=False, default="–")
    n = tables.Column(verbose_name="Rader", orderable=False, visible=False)
    asked_at = DateColumn(verbose_name="Frågat", orderable=False, visible=False)
    words = tables.Column(verbose_name="Förklaring", orderable=False, visible=False)

    noun = ("fråga", "frågor")
    caption = "Frågor om avsteg"
    css = "data--cards"

    class Meta(Table.Meta):
        model = DeviationQuestion
        fields: tuple[str, ...] = ()
        empty_text = "Inga frågor är ställda."

    def value_asked_at(self, value: datetime) -> date:
        """The day, for export."""
        return swedish_day(value)

    def render_answer(self, record: DeviationQuestion) -> str:
        """In words, with the colour that helps them."""
        if record.answer:
            return format_html('<span class="tag tag--good">{}</span>', record.get_answer_display().capitalize())
        is_late = record.due_on < self.today
        words = "Dagen har gått" if is_late else "Väntar på svar"
        return format_html('<span class="tag tag--{}">{}</span>', "off" if is_late else "near", words)

    def value_answer(self, record: DeviationQuestion) -> str:
        """For export."""
        return record.get_answer_display() if record.answer else "väntar på svar"
