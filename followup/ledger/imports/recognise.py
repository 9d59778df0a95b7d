"""Which profile a file is of: told by its headings, from the file's beginning alone."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from followup.ledger.imports.headings import named_headings
from followup.ledger.imports.how import How
from huddinge_vo.common.files.tabular import (
    DELIMITERS,
    SheetTable,
    UndecidedFile,
    UnreadableFile,
    plain_heading,
)

_BEGINNING = 1 << 18  # bytes
_GIVEN_BACK = {"rad", "orsak"}  # the columns of rows given back


def first_lines(path: Path, encoding: str = "") -> list[str]:
    """The first lines of a text file, for a look; what is not text comes out as it may."""
    with path.open("rb") as file:
        start = file.read(_BEGINNING)
    if not encoding:
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16"
        else:
            try:
                start[:-4].decode("utf-8")
                encoding = "utf-8-sig"
            except UnicodeDecodeError:
                encoding = "utf-8-sig" if _cut(start) else "cp1252"
    text = start.decode(encoding, errors="replace").lstrip("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cut(start: bytes) -> bool:
    """Whether the bytes are UTF-8 that only ends in the middle of a letter."""
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(start) == _BEGINNING and error.start >= len(start) - 4
    return True


def _headings(path: Path, how: How) -> set[str]:
    """The headings of a file as a profile would have them, plain; none where it cannot be looked at."""
    with path.open("rb") as file:
        is_package = file.read(4) == b"PK\x03\x04"
    if is_package:
        try:
            table = SheetTable(path, how.sheets)
            records = (record for record in table.records() if record.line > how.skip_lines and not record.is_blank)
            fields = next((record.fields for record in records), [])
        except UnreadableFile:
            return set()
        return {plain_heading(name) for name in named_headings(fields)}
    line = next((line for line in first_lines(path, how.encoding)[how.skip_lines :] if line.strip()), "")
    found: set[str] = set()
    for delimiter in [how.delimiter] if how.delimiter else DELIMITERS:
        try:
            names = {plain_heading(name) for name in named_headings(next(csv.reader([line], delimiter=delimiter), []))}
        except csv.Error:
            continue
        found = max(found, names, key=len)
    return found


def as_it_comes(path: Path, how: How) -> How:
    """How a file is read by a profile: rows that were given back are written by us, whatever the file was like."""
    given_back = replace(how, skip_lines=0, delimiter=";", encoding="", sheets=())
    return given_back if _headings(path, given_back) >= _GIVEN_BACK else how


def recognise(path: Path, profiles: Sequence[How]) -> How | None:
    """The profile whose headings a file has, the one with most of them. Raises UndecidedFile where two have as many."""
    fitting = [how for how in profiles if _fits(path, how)]
    most = max((len(how.headings) for how in fitting), default=0)
    best = [how for how in fitting if len(how.headings) == most]
    if len(best) > 1:
        names = ", ".join(f"”{how.name}”" for how in best)
        raise UndecidedFile(f"Filens rubriker passar flera profiler: {names}. Välj vilken som ska användas.")
    return best[0] if best else None


def _fits(path: Path, how: How) -> bool:
    wanted = {plain_heading(name) for name in how.headings}
    return bool(wanted) and wanted <= _headings(path, as_it_comes(path, how))
