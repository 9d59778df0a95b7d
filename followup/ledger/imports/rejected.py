"""Giving bad rows back, to be mended and loaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from huddinge_vo.common.files.tabular import safe_cell

_ADDED = ("rad", "orsak")
BYTE_ORDER_MARK = "\ufeff".encode()  # makes Excel read UTF-8


def write_rejected(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str], str]]) -> Iterator[bytes]:
    """The bad rows as CSV, each with its row number and the reason, to be mended and loaded again.

    `rows` are (row number, fields as they came, reason). The two added columns are ignored when the file comes back.
    """
    yield BYTE_ORDER_MARK
    keep = [index for index, text in enumerate(header) if text not in _ADDED]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(safe_cell(header[index]) for index in keep), *_ADDED])
    for line, fields, reason in rows:
        surplus = fields[len(header) :]
        kept = [fields[index] if index < len(fields) else "" for index in keep]
        writer.writerow([*(safe_cell(value) for value in kept), line, reason, *(safe_cell(value) for value in surplus)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    if buffer.getvalue():
        yield buffer.getvalue().encode()
