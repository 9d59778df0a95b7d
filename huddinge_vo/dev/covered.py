"""What the tests have run through, by room: the last lines of `make test`, which fails where too little is covered.

Lines and branches together, as coverage.py counts them. The rooms that hold the trade's meaning have a floor; the
others are shown, so that one sees where tests lack.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import coverage

ROOT = Path(__file__).parents[2]
FLOOR = 95
HELD = ("rules", "imports", "querysets", "actions")
# Rooms that are not named by their file: SQL that is part of a question, and what stands outside the trades.
_OTHER_NAMES = {"sql": "querysets", "registers": "imports"}
Files = dict[str, dict[str, dict[str, int]]]  # by path, what coverage.py says of each
_OUTSIDE = {"common": "grunden", "demo": "demon", "dev": "arbetsplatsen"}


@dataclass
class Covered:
    """How much of something there is, and how much of it was run."""

    files: int = 0
    there: int = 0
    run: int = 0

    @property
    def percent(self) -> float:
        """Nothing to run is wholly run."""
        return 100 * self.run / self.there if self.there else 100.0


def room_of(path: str) -> str:
    """The room that a file lies in: rules, imports and so on, else the part of the house."""
    parts = Path(path).with_suffix("").parts
    if parts[0] == "huddinge_vo":
        return _OUTSIDE.get(parts[1], "taket")
    if "management" in parts:
        return "commands"
    if len(parts) < 3:  # an app's own files: models.py, urls.py, admin.py
        return parts[-1]
    return _OTHER_NAMES.get(parts[2], parts[2])


def by_room(files: Files) -> dict[str, Covered]:
    """The sums of each room, of what coverage.py writes about each file."""
    rooms: defaultdict[str, Covered] = defaultdict(Covered)
    for path, told in files.items():
        found, room = told["summary"], rooms[room_of(path)]
        room.files += 1
        room.there += found["num_statements"] + found["num_branches"]
        room.run += found["covered_lines"] + found["covered_branches"]
    return dict(rooms)


def table(rooms: dict[str, Covered]) -> list[str]:
    """The rooms with a floor first, then the others from the least covered."""
    others = sorted(rooms.keys() - set(HELD), key=lambda name: (rooms[name].percent, name))
    lines = [f"{'Täckning av tester, med grenar':<32}{'filer':>6}{'rader':>8}{'täckt':>9}"]
    for name in (*(name for name in HELD if name in rooms), *others):
        room = rooms[name]
        floor = f"  golv {FLOOR} %{'' if room.percent >= FLOOR else ', för lite'}" if name in HELD else ""
        lines.append(f"  {name:<30}{room.files:>6}{room.there:>8}{room.percent:>8.1f}%{floor}".replace(".", ","))
    return lines


def worst(files: Files, count: int = 8) -> list[str]:
    """The files with most that no test has run, of the rooms that have a floor."""
    missing = {
        path: told["summary"]["missing_lines"] + told["summary"]["missing_branches"]
        for path, told in files.items()
        if room_of(path) in HELD
    }
    return [
        f"  {path}: {lacks}" for path, lacks in sorted(missing.items(), key=lambda item: (-item[1], item[0]))[:count]
    ]


def main() -> int:
    """Say the table; 1 when a room is below its floor."""
    measured = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"), data_file=str(ROOT / ".coverage"))
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(written))
        files: Files = json.loads(written.read_text())["files"]
    rooms = by_room(files)
    print(*table(rooms), sep="\n")
    if all(rooms[name].percent >= FLOOR for name in HELD if name in rooms):
        return 0
    print("Mest saknas i:", *worst(files), sep="\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
