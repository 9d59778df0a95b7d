"""What lists look like: numbers right-aligned with the unit in the head, dates as ISO, cells as simple as they can
be.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.template import Context, Engine, Template
from django.utils.html import format_html
from django_tables2.rows import BoundRow

from huddinge_vo.common import money
from huddinge_vo.common.org_numbers import display
from huddinge_vo.common.untyped import ListedRow, PassedOn

_LONGEST_PAGE = 50  # rows
_NOTHING = ("", "–", "—")  # how a cell says that there is nothing to say


@cache
def _asked_for(function: Callable[..., PassedOn]) -> tuple[str, ...] | None:
    """The arguments that a column's own function takes, besides what it belongs to; null where it takes any."""
    _, *taken = inspect.signature(function).parameters.values()
    return None if any(each.kind is each.VAR_KEYWORD for each in taken) else tuple(each.name for each in taken)


class _Row(BoundRow):
    """A row as the package has it, but for asking each cell anew what the function that draws it takes."""

    def _call_render(self, bound_column: PassedOn, value: object = None) -> PassedOn:
        render = bound_column.render
        given = self._optional_cell_arguments(bound_column, value)
        asked = _asked_for(render.__func__)
        content = render(**given if asked is None else {name: given[name] for name in asked})
        return bound_column.link(content, **given) if bound_column.link else content


class Table(tables.Table):
    """A list. `noun` is what its rows are called, one and many; `caption` says what it shows.

    `css` is the look of the table: on a telephone, where most of a row would lie outside the screen, each is a card.

    `today` is the day that its words are of. Whatever column it is sorted by, rows that are alike in it are parted by
    their id: else the same row could stand on two pages and another on none.

    `may` tells what the person who reads it has the right to, at his buyer or with a row: `menu_of` offers no more.

    `is_chosen` tells that a person has chosen its columns: then a file of it has those and no others.
    """

    noun = ("rad", "rader")
    caption = ""
    css = "data--cards"

    def __init__(self, *args: PassedOn, today: date, **kwargs: PassedOn) -> None:
        self.today = today
        self.is_chosen = False
        self.may: Callable[..., bool] = lambda _permission, _row=None: False
        super().__init__(*args, **kwargs)

    @property
    def order_by(self) -> Any:  # noqa: ANN401 - django-tables2 has no types
        """What it is sorted by: the names of columns."""
        return self._order_by

    @order_by.setter
    def order_by(self, value: PassedOn) -> None:
        tables.Table.order_by.fset(self, value)
        rows = self.data.data
        if isinstance(rows, QuerySet) and str(rows.query.order_by[-1:]).strip("()-',") != "pk":
            self.data.data = rows.order_by(*rows.query.order_by, "pk")

    def row_name(self, record: ListedRow) -> str:
        """What a row is called to those who hear its box and its button."""
        return str(record)

    def paginate(self, *args: PassedOn, page: int = 1, per_page: int | None = None, **kwargs: PassedOn) -> None:
        """One page. An address may ask for shorter pages than the list's own, and never for none or for all at once."""
        page, rows = max(page, 1), min(max(per_page or _LONGEST_PAGE, 1), _LONGEST_PAGE)
        self.expect(slice((page - 1) * rows, page * rows))
        super().paginate(*args, page=page, per_page=rows, **kwargs)

    def expect(self, page: slice) -> None:
        """Which rows will be asked for, before it is asked how many there are: for data that can tell both at once."""

    @property
    def choosable(self) -> list[PassedOn]:
        """The columns that one may show or not: those that have a heading, also those that only files have else."""
        return [
            column
            for column in self.columns.iterall()
            if str(column.header).strip() and not isinstance(column.column, ToolColumn)
        ]

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """What it can be sorted by, where there are no headings to press: value, words, and whether it is."""
        now = {str(each) for each in self.order_by or ()}
        return [
            (value, f"{column.header}, {words}", value in now)
            for column in self.columns
            if column.orderable
            for value, words in ((column.name, "stigande"), (f"-{column.name}", "fallande"))
        ]

    def show_only(self, names: Sequence[str]) -> None:
        """Show these of the columns that may be chosen, in the table's own order; all as usual where none is known."""
        wanted = {column.name for column in self.choosable} & set(names)
        if not wanted:
            return
        self.is_chosen = True
        for column in self.choosable:
            (self.columns.show if column.name in wanted else self.columns.hide)(column.name)

    def menu_of(self, record: ListedRow) -> list[tuple[str, str]]:
        """What is done most with a row, as words and address: what the person may, of what can be done with it now."""
        return []

    def drawn(self) -> Iterator[list[tuple[str, str]]]:
        """The rows of the page: of each cell what it says, and its attributes: its class, its heading where a card
        needs one. A card has its first cell for title, and says nothing of what is blank.

        What a column looks like is found out once and not for each of its cells.
        """
        title = next((each for each in self.columns if not isinstance(each.column, ToolColumn)), None)
        looks = [self._looks_of(each, is_title=each is title) for each in self.columns]
        for row in self.paginated_rows:
            cells = zip(_Row(row.record, self), looks, strict=True)
            yield [(cell, blank if cell in _NOTHING else look) for cell, (look, blank) in cells]

    def _looks_of(self, column: PassedOn, *, is_title: bool) -> tuple[str, str]:
        """The attributes of a column's cells, and of those that are blank.

        What a card is called by needs no label and is never left out, and what is done with it needs no label.
        """
        classes = _classes_of(column)
        if is_title:
            look = flatatt({"class": " ".join([*classes, *(["card-title"] if self.css else [])]) or False})
            return look, look
        labelled = self.css and not isinstance(column.column, ToolColumn)
        look = flatatt({"class": " ".join(classes) or False, "data-label": (labelled and column.header) or False})
        return look, flatatt({"class": " ".join([*classes, "blank"])})

    class Meta:
        abstract = True
        attrs = {"class": "data"}


def _classes_of(column: PassedOn) -> list[str]:
    """Of a column's cells. A number that things go by is read as one word: it is not broken at a hyphen."""
    given = str(column.attrs["td"].get("class") or "").split()
    return [*given, "when"] if str(column.accessor).endswith("number") and "when" not in given else given


class ToolColumn(tables.Column):
    """What is done with a row, and nothing that it says: no file has it, and nobody sorts by it or chooses it away."""

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, orderable=False, empty_values=(), exclude_from_export=True, **kwargs)


class MenuColumn(ToolColumn):
    """What the table's `menu_of` offers of each row, behind a button that stays in sight where the table is wider."""

    attrs = {"td": {"class": "data__menu"}}

    def render(self, record: ListedRow, table: Table) -> str:
        """As the component draws it; nothing where there is nothing to do."""
        items = table.menu_of(record)
        said = {"key": record.pk, "of": table.row_name(record), "items": items}
        return _menu().render(Context(said)) if items else ""


@cache
def _menu() -> Template:
    return Engine.get_default().get_template("components/row_menu.html")


class TickColumn(ToolColumn):
    """A box to tick a row by, for the form whose id is `form`. It sends what the row has as its `of`."""

    attrs = {"td": {"class": "data__tick"}}

    def __init__(self, *args: PassedOn, form: str, says: str, of: str = "pk", **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.says, self.of = form, says, of

    def render(self, record: ListedRow, table: Table) -> str:
        """Named for those who hear it."""
        return format_html(
            '<input type="checkbox" class="form-check-input" name="id" value="{}" form="{}" aria-label="{} {}">',
            getattr(record, self.of),
            self.form,
            self.says,
            table.row_name(record),
        )


class MoneyColumn(tables.Column):
    """An amount in kronor, or a number, right-aligned; the exported value is a number."""

    attrs = {"th": {"class": "num"}, "td": {"class": "num"}}

    def __init__(self, *args: PassedOn, decimals: int = 2, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.decimals = decimals

    def render(self, value: Decimal | int) -> str:
        """As officials write it."""
        return money.sek(Decimal(value), self.decimals)

    def value(self, value: object) -> object:
        """For export."""
        return value


class DateColumn(tables.Column):
    """A day."""

    attrs = {"td": {"class": "when"}}

    def render(self, value: date) -> str:
        """ISO, as Swedes write it."""
        return value.isoformat()

    def value(self, value: object) -> object:
        """For export."""
        return value


class LinkedColumn(tables.Column):
    """A text that leads to the row's own page, or to the page of what `to` picks from it."""

    # Any: a row of any list
    def __init__(self, *args: PassedOn, to: Callable[[Any], Any] | None = None, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.to = to

    def render(self, value: str, record: ListedRow) -> str:
        """A real link."""
        target = self.to(record) if self.to else record
        return format_html('<a href="{}">{}</a>', target.get_absolute_url(), value) if target else value

    def value(self, value: object) -> object:
        """For export: the text alone, and a day or a number as what it is."""
        return value if isinstance(value, (date, Decimal, int)) else str(value)


class OrgNumberColumn(tables.Column):
    """An organisation number; a person's is masked, on screen and in files alike."""

    def render(self, value: str) -> str:
        """556677-8899."""
        return display(value)

    def value(self, value: str) -> str:
        """For export."""
        return display(value)
