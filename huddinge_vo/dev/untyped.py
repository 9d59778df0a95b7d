"""How often the code says that something may be anything, and whether it says why: a part of `make check`.

`Any` turns the type checker off for whatever it touches. It is written out where nothing closer can be said, each time
with the reason on its line or the line above, and fails the check when there are too many of them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("activities", "contracts", "followup", "huddinge_vo", "procurement")
MOST = 99
_REASON = re.compile(r"# (?:Any: |noqa: [A-Z0-9, ]*ANN401[A-Z0-9, ]* - )\w+")
_NAMED = re.compile(r"^\w+(?:: TypeAlias)? = .*\bAny\b.*  # \w+")  # a name for it says why, too


def anything(source: str) -> list[int]:
    """The line of each Any in a module, in order; twice in a line are two."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and node.id == "Any"]
    return sorted(node.lineno for node in found)


def unexplained(source: str) -> list[int]:
    """The lines with an Any and no reason for it."""
    lines = ["", *source.splitlines()]
    return [
        number
        for number in dict.fromkeys(anything(source))
        if not (_REASON.search(lines[number]) or _NAMED.search(lines[number]) or _REASON.search(lines[number - 1]))
    ]


def modules() -> Iterator[Path]:
    """What is typed: all but the migrations."""
    for package in PACKAGES:
        yield from (path for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts)


def main() -> int:
    """Say how many, and which lack a reason."""
    sources = {path: path.read_text(encoding="utf-8") for path in modules()}
    count = sum(len(anything(source)) for source in sources.values())
    lacking = [f"{path.relative_to(ROOT)}:{line}" for path, source in sources.items() for line in unexplained(source)]
    print(f"{count} Any av högst {MOST}, {len(lacking) or 'inget'} utan skäl.")
    print(
        *(f"  {place}: Any utan skäl (# Any: därför att …)" for place in lacking), sep="\n", end="\n" if lacking else ""
    )
    return 1 if lacking or count > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
