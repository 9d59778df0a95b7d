"""PX files, the text form that statistics offices have used since the eighties.

Each keyword is written keyword("variable")[language]=values;
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from contracts.index.imports.pxweb.cube import (
    Cube,
    Dimension,
    base_in,
    check_size,
    contents_among,
    dimension,
    is_missing,
    is_period,
    read_number,
    time_among,
)
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.index_periods import Frequency, IndexPeriod

# A keyword with its language and the names it is about, in either order, up to the equals sign.
_KEYWORD = re.compile(r'\s*(?P<word>[A-Z][A-Z0-9-]*)(?P<about>(?:\[[^\]="]*\]|\((?:"[^"]*"|[^")])*+\)|\s)*+)=')
_VALUE = re.compile(r'(?P<value>(?:"[^"]*"|[^";]++)*+);')
_TOKEN = re.compile(r'"([^"]*)"|([^",\s]+)|(,)')
_DATA = re.compile(r'"([^"]*)"|([^\s,"]+)')
_STRING = re.compile(r'"([^"]*)"')
_LANGUAGE = re.compile(r"\[([^\]]*)\]")
_TLIST = re.compile(r"\s*TLIST\s*\(\s*([AHQMWD])1", re.IGNORECASE)
_RANGE = re.compile(r'"[^"]*"\s*-\s*"[^"]*"')
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([A-Za-z0-9_-]{2,20})"')
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?:[KQM][0-9]{1,2})?(?![0-9])", re.IGNORECASE)
_NEXT = re.compile(r"[\s;]*")  # what may stand between two statements: some programs write a semicolon too many
# The rest of a note that was ended in the middle: strings and nothing else up to the semicolon.
_REST_OF_NOTE = re.compile(r'(?:\s*"[^"]*")+\s*;')
_NOTES = ("NOTE", "NOTEX")
_FREQUENCIES = {"A": Frequency.YEAR, "Q": Frequency.QUARTER, "M": Frequency.MONTH}
_CUT = "\0"  # no file has one in its values: it is where a file without an end stops
_BROKEN = "PX-filen är avhuggen eller skadad"

# Keyword and the name it is about, "" for none; only in the file's own language.
_Statements = Mapping[tuple[str, str], str]


def read_px(content: bytes) -> Cube:
    """The table of a PX file in its own language. Values without codes have their labels for codes.

    Raises UnreadableFile when it is cut off, or has another number of values than its variables say.
    """
    statements = dict(_statements(_decoded(content)))
    if ("DATA", "") not in statements:
        raise UnreadableFile(f"{_BROKEN}: den har inga värden.")
    if any(word == "KEYS" for word, _ in statements):
        raise UnreadableFile(
            "PX-filen har bara vissa rader (KEYS). Spara tabellen som CSV, Excel eller JSON i stället."
        )
    names = [*_items(statements.get(("STUB", ""), "")), *_items(statements.get(("HEADING", ""), ""))]
    dimensions = {name: _dimension(name, statements) for name in names}
    if not dimensions:
        raise UnreadableFile(f"{_BROKEN}: den anger inga variabler.")
    count = check_size(len(one.values) for one in dimensions.values())
    written = statements["DATA", ""]
    data = [text or bare for text, bare in _DATA.findall(written.removesuffix(_CUT))]
    if len(data) == count and written.endswith(_CUT) and _looks_cut(data):
        raise UnreadableFile(f"{_BROKEN}: det sista värdet, {data[-1]}, ser ut att vara avhugget.")
    if len(data) != count:
        raise UnreadableFile(f"{_BROKEN}: den har {len(data)} värden men skulle ha {count}.")
    keys = itertools.product(*(one.codes for one in dimensions.values()))
    cells: dict[tuple[str, ...], Decimal | None] = {
        key: read_number(value) for key, value in zip(keys, data, strict=True)
    }
    every = tuple(dimensions.values())
    timed = [one.code for name, one in dimensions.items() if ("TIMEVAL", name) in statements]
    measured = dimensions.get("".join(_items(statements.get(("CONTVARIABLE", ""), ""))))
    contents = measured.code if measured else contents_among(every)
    return Cube(
        dimensions=every,
        cells=cells,
        time=timed[0] if timed else time_among(every),
        contents=contents,
        title="".join(_items(statements.get(("TITLE", ""), ""))[:1]),
        published_on=_updated(statements),
        bases=_bases(statements, next((one for one in every if one.code == contents), None)),
    )


def _looks_cut(data: Sequence[str]) -> bool:
    """Whether the last value of a file without an end has fewer decimals than others: its last ones may be missing."""
    decimals = [0 if is_missing(each) else len(each.partition(".")[2]) for each in data]
    return not is_missing(data[-1]) and decimals[-1] < max(decimals)


def _bases(statements: _Statements, measured: Dimension | None) -> dict[str, str]:
    """What values are computed from, by the code of what is measured and "" for all: BASEPERIOD, else UNITS.

    A base period may be written 1980=100 or only 1980.
    """
    codes = {label: code for code, label in measured.values} if measured else {}
    found: dict[str, str] = {}
    for (word, about), value in statements.items():
        text = " ".join(_items(value))
        base = base_in(text)
        if word == "BASEPERIOD" and not base and len(years := _YEAR.findall(text)) == 1:
            base = f"{years[0].upper()}=100"
        if base and word in {"BASEPERIOD", "UNITS"} and (not about or not codes or about in codes):
            key = codes.get(about, "")
            found[key] = base if word == "BASEPERIOD" else found.get(key, base)
    return found


def _decoded(content: bytes) -> str:
    """The text: UTF-8 where it is that, else in the codepage it names, else as Windows or DOS writes Swedish."""
    named = _CODEPAGE.search(content[:4096])
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else _unnamed(content), "cp1252"):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise UnreadableFile("PX-filens teckenkodning går inte att tolka.")


def _unnamed(content: bytes) -> str:
    """The codepage of a file that names none: files without CHARSET are from DOS, unless their å, ä and ö are
    Windows'.
    """
    in_dos, in_windows = (sum(map(content.count, "åäöÅÄÖ".encode(page))) for page in ("cp850", "cp1252"))
    return "cp850" if b"CHARSET" not in content[:4096] and in_dos > in_windows else "cp1252"


def _statements(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The file's statements. The values, which are the last, may lack their semicolon: whether they are all there is
    told by their number, and the last of them ends in `_CUT` where the file ends right after it.
    """
    place, end = 0, len(text.rstrip("\0\x1a \t\r\n"))
    is_note = False
    while (place := _NEXT.match(text, place).end()) < end:  # type: ignore[union-attr]  # it matches nothing too
        if is_note and (rest := _REST_OF_NOTE.match(text, place)):
            place = rest.end()
            continue
        keyword = _KEYWORD.match(text, place)
        value = _VALUE.match(text, keyword.end()) if keyword else None
        if keyword is not None and value is None and keyword["word"] == "DATA" and ";" not in text[keyword.end() :]:
            yield ("DATA", ""), text[keyword.end() : end] + ("" if end < len(text) else _CUT)
            return
        if keyword is None or value is None:
            line = text.count("\n", 0, place) + 1
            raise UnreadableFile(f"{_BROKEN} (nära rad {line}).")
        place = value.end()
        about = keyword["about"]
        is_note = keyword["word"].endswith(_NOTES)
        if not _LANGUAGE.search(_STRING.sub("", about)):
            yield (keyword["word"], "".join(_STRING.findall(about)[:1])), value["value"]


def _items(value: str) -> list[str]:
    """The items between commas. Quoted strings that follow each other are one that was split over lines."""
    items: list[str] = []
    is_new = True
    for text, bare, comma in _TOKEN.findall(value):
        if comma:
            is_new = True
            continue
        part = re.sub(r"[\r\n]+", "", text) or bare
        if is_new:
            items.append(part)
        else:
            items[-1] += part
        is_new = False
    return items


def _dimension(name: str, statements: _Statements) -> Dimension:
    labels = _items(statements.get(("VALUES", name), ""))
    codes = _items(statements.get(("CODES", name), "")) or labels
    labels = labels or codes
    if len(codes) != len(labels) or not codes:
        raise UnreadableFile(f"{_BROKEN}: variabeln {name} har {len(labels)} värden och {len(codes)} koder.")
    if ("TIMEVAL", name) in statements and not all(map(is_period, codes)):
        periods = labels if all(map(is_period, labels)) else _periods(statements["TIMEVAL", name])
        codes = periods if len(periods) == len(codes) else codes
    code = "".join(_items(statements.get(("VARIABLECODE", name), ""))) or name
    return dimension(code, name, codes, dict(zip(codes, labels, strict=True)))


def _periods(value: str) -> list[str]:
    """The periods of TLIST(Q1),"20261","20262" or TLIST(Q1,"20261"-"20262"); none when they cannot be read."""
    kind = _TLIST.match(value)
    frequency = _FREQUENCIES.get(kind[1].upper()) if kind else None
    if frequency is None:
        return []
    try:
        found = [IndexPeriod(int(text[:4]), int(text[4:] or "1"), frequency) for text in _STRING.findall(value)]
    except ValueError:
        return []
    if _RANGE.search(value) and len(found) == 2 and found[0].first <= found[1].first:
        between = found[:1]
        while between[-1] != found[1]:
            between.append(between[-1].next())
        found = between
    return [period.code for period in found]


def _updated(statements: _Statements) -> date | None:
    """The latest day of LAST-UPDATED, which is written 20230525 15:42."""
    days = []
    for (word, _), value in statements.items():
        if word == "LAST-UPDATED":
            text = "".join(_items(value)[:1])[:8]
            try:
                days.append(date(int(text[:4]), int(text[4:6]), int(text[6:8])))
            except ValueError:
                continue
    return max(days, default=None)
