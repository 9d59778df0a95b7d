"""Index files of any form: what a file is shows in its content, not in its name."""

from __future__ import annotations

import re
from pathlib import Path

from contracts.index.imports.pxweb.answers import loads, read_json, read_json_stat2
from contracts.index.imports.pxweb.cube import LARGEST_BYTES, Cube
from contracts.index.imports.pxweb.px import read_px
from contracts.index.imports.pxweb.tables import read_csv
from huddinge_vo.common.files.tabular import UnreadableFile

_BOM = b"\xef\xbb\xbf"
# What a PX file mostly begins with: the standard says CHARSET, older files begin with the version or the matrix.
_PX_STARTS = (
    b"CHARSET=",
    b"AXIS-VERSION=",
    b"CODEPAGE=",
    b"MATRIX=",
    b"LANGUAGE=",
    b"CREATION-DATE=",
    b"SUBJECT-AREA=",
)
# Other keywords may come first, but then the file is told by its values too: a heading of a CSV may have an = in it.
_PX_KEYWORD = re.compile(rb'[A-Z][A-Z0-9-]*(?:\[[^\]]*\])?(?:\("[^"]*"\))?\s*=')
_PX_DATA = re.compile(rb"^\s*DATA\s*=", re.MULTILINE)


def read_index_file(path: Path, *, file_name: str = "") -> Cube:
    """The table of an index file: JSON or JSON-stat 2, PX, XLSX, CSV, or our template in either of the last two.

    Raises UnreadableFile, with the reason in Swedish, when it is something else, broken, or larger than 20 MB.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise UnreadableFile(
            f"Filen är större än {LARGEST_BYTES >> 20} MB. Välj ut serien och perioderna innan tabellen sparas."
        )
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(_BOM).lstrip()
    if not start:
        raise UnreadableFile("Filen är tom.")
    if start.startswith(b"<"):
        raise UnreadableFile("Filen är en webbsida, inte värden. Spara tabellen som CSV, Excel, PX eller JSON.")
    if start.startswith((b"{", b"[")):
        return read_answer(path.read_bytes())
    if _is_px(start, path):
        return read_px(path.read_bytes())
    return read_csv(path, file_name=file_name)


def _is_px(start: bytes, path: Path) -> bool:
    if start.upper().replace(b" ", b"").startswith(_PX_STARTS):
        return True
    return _PX_KEYWORD.match(start) is not None and _PX_DATA.search(path.read_bytes()) is not None


def read_answer(content: bytes) -> Cube:
    """The table of a JSON answer, of whichever form. Raises UnreadableFile."""
    if loads(content).get("class") == "dataset":
        return read_json_stat2(content)
    return read_json(content)
