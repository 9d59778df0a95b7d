"""Numbers, dates and signs as Swedish officials write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import groupby

import lucide
from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from huddinge_vo.common import money, org_numbers, sentences
from huddinge_vo.common.periods import MONTHS

register = template.Library()

register.filter("sek", money.sek)
register.filter("tkr", money.tkr)
register.filter("mnkr", money.mnkr)
register.filter("percent", money.percent)
register.filter("percentage_points", money.percentage_points)
register.filter("sentence", sentences.sentence)
register.filter("missing_stop", sentences.missing_stop)


@register.filter
def kronor(value: Decimal | None, in_mnkr: bool) -> str:  # noqa: FBT001  # a filter's argument has no name
    """An amount in kronor, or in millions with one decimal where the heading says so."""
    return money.mnkr(value) if in_mnkr else money.sek(value)


@register.filter
def written(text: str) -> SafeString:
    """What somebody wrote, for reading: paragraphs apart, and lines that begin as those of a list as a list."""
    return mark_safe("".join(_blocks(text)))  # noqa: S308  # each line is escaped where it is put in


_ITEM = re.compile(r"\s*(?:[-–•*]|(?P<number>\d{1,2})[.)])\s+(?P<words>\S.*)")


def _blocks(text: str) -> Iterator[str]:
    for kind, lines in groupby(text.strip().splitlines(), key=_kind):
        if kind == "p":
            yield format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)))
        elif kind:
            items = [found for found in map(_ITEM.match, lines) if found]
            start = f' start="{items[0]["number"]}"' if kind == "ol" and items[0]["number"] != "1" else ""
            told = format_html_join("", "<li>{}</li>", ((item["words"],) for item in items))
            yield f"<{kind}{start}>{told}</{kind}>"


def _kind(line: str) -> str:
    found = _ITEM.match(line)
    if found is None:
        return "p" if line.strip() else ""
    return "ol" if found["number"] else "ul"


@register.filter
def date_sv(value: date | datetime | None) -> str:
    """2026-12-31; a dash when there is no date, or nothing to have one."""
    if not value:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat()


@register.filter
def time_sv(value: datetime | None) -> str:
    """2026-12-31 14.05 in Swedish time."""
    return "–" if value is None else f"{timezone.localtime(value):%Y-%m-%d %H.%M}"


@register.filter
def until_sv(begins: datetime, ends: datetime) -> str:
    """2026-12-31 13.00–15.00 in Swedish time; with both days where they are two."""
    is_same_day = timezone.localdate(begins) == timezone.localdate(ends)
    last = f"{timezone.localtime(ends):%H.%M}" if is_same_day else time_sv(ends)
    return f"{time_sv(begins)}–{last}"


@register.filter
def month_sv(value: date | None) -> str:
    """December 2026."""
    return "–" if value is None else f"{MONTHS[value.month - 1]} {value.year}"


@register.filter
def days_away(value: date | None, today: date) -> str:
    """How far away a day is from another, in words: om 38 dagar, i dag, för 2 dagar sedan."""
    if value is None:
        return ""
    days = (value - today).days
    if days == 0:
        return "i dag"
    if abs(days) == 1:
        return "i morgon" if days > 0 else "i går"
    if abs(days) > 730:
        years = int(abs(days) / 365.25)
        return f"om {years} år" if days > 0 else f"för {years} år sedan"
    if abs(days) > 90:
        months = round(abs(days) / 30.44)
        return f"om {months} månader" if days > 0 else f"för {months} månader sedan"
    return f"om {days} dagar" if days > 0 else f"för {-days} dagar sedan"


@register.filter
def late_by(value: date, today: date) -> str:
    """How late something is that was to be done by a day, to stand after the word: försenad 62 dagar."""
    words = days_away(value, today)
    return "1 dag" if words == "i går" else words.removeprefix("för ").removesuffix(" sedan")


# A day, and a number that things go by: HK-2018-0375.
_READ_AS_ONE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|[A-ZÅÄÖ]{1,6}-\d{4}-\w{1,8})\b")


@register.filter
def unbroken(value: object) -> SafeString:
    """A text whose days and numbers are not broken at their hyphens."""
    # The text is escaped first; what is put around its parts is our own.
    return mark_safe(_READ_AS_ONE.sub(r'<span class="when">\g<0></span>', conditional_escape(str(value))))  # noqa: S308


@register.filter
def org_number(value: str | None) -> str:
    """556677-8899; a person's number is masked."""
    return org_numbers.display(value)


@register.filter
def raw_number(value: str | None) -> str:
    """A number as the ledger has it, unless it is a person's."""
    return org_numbers.display_raw(value)


@register.filter
def figure(value: Decimal | None, decimals: int | None = None) -> str:
    """An index figure as it is published, without surplus noughts: 145,1. With `decimals` it is rounded for the eye."""
    if value is None:
        return "–"
    shown = Decimal(value) if decimals is None else round(Decimal(value), decimals)
    return f"{shown.normalize():f}".replace(".", ",")


@register.filter
def published(value: Decimal | None, decimals: int) -> str:
    """An index figure with the decimals its series is published with, and all that it has: 147,0."""
    if value is None:
        return "–"
    own = max(-int(Decimal(value).normalize().as_tuple().exponent), 0)
    return f"{Decimal(value):.{max(decimals, own)}f}".replace(".", ",")


@register.filter
def whole(value: Decimal | int | None) -> str:
    """A number with its thousands parted."""
    return money.sek(None if value is None else Decimal(value), 0)


@register.filter
def plain(value: Decimal | None) -> str:
    """A number with the decimals it has and no more: 418,13 and 1,028568."""
    return "–" if value is None else f"{value.normalize():f}".replace(".", ",")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A sign beside a word; it says nothing of its own to a screen reader."""
    drawn = lucide._render_icon(name, None, **{"class": "icon", "aria_hidden": "true", "focusable": "false"})  # noqa: SLF001 - the public one is a tag and loses aria-hidden
    # A page has fifty of them: how all are drawn stands once, in theme.css.
    drawn = re.sub(r"(?<=<svg)((?: [\w-]+=\"[^\"]*\")*)", _what_is_its_own, drawn, count=1)
    return mark_safe(re.sub(r"\s*\n\s*| (?=/>)", "", drawn))  # noqa: S308  # from the package, not from anybody's input


def _what_is_its_own(attributes: re.Match[str]) -> str:
    return re.sub(r" (?:width|height|fill|stroke(?:-\w+)?)=\"[^\"]*\"", "", attributes[0])


@register.filter
def of_goal(pictures: dict[int, object], number: int) -> object:
    """What a dictionary has for a number; nothing when it has none."""
    return pictures.get(number, ())


@register.filter
def percent_sv(value: Decimal | None) -> str:
    """A change that is kept as per cent, with its sign and no surplus noughts: +2,5 %."""
    if value is None:
        return "–"
    plain = f"{abs(value).normalize():f}".replace(".", ",")
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{plain}\N{NO-BREAK SPACE}%"
