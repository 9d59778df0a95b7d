"""The picture of the house, drawn from what the code imports: docs/huset.svg.

Each app is a floor, each trade a room with its lines of code. Rooms stand in the order that pyproject.toml keeps:
whoever stands to the left may know those to the right of it, and whoever stands on an upper floor those below. An arrow
goes from the one that imports to what it imports.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "huset.svg"
FLOORS = {
    "followup": "reskontra, trohet, mått, uppföljning, rapport",
    "activities": "kategoriplanen och dess aktiviteter",
    "procurement": "planerade och pågående upphandlingar",
    "contracts": "leverantörer, avtal, tider, priser",
}
ROOF, FOUNDATION = "huddinge_vo", "huddinge_vo.common"
_ROOF_PARTS = ("urls", "menu", "roles", "demo", "dev")
_APART = {"models", "urls", "admin", "apps", "management", "migrations"}  # of an app and of no trade

_WIDTH, _MARGIN, _LABEL, _GAP = 1392, 24, 176, 14
_BOX, _STEP, _ARC = 58, 9, 13
_LEGEND = (
    "En pil går från den som importerar till det som importeras, tjockare ju fler ställen. Till höger inom en våning, "
    "och nedåt mellan våningar; åt andra hållet ritas den röd och streckad."
)


@dataclass(frozen=True)
class House:
    """What the picture shows. `imports` are (who, whom, in how many places)."""

    lines: dict[str, int]
    imports: tuple[tuple[str, str, int], ...]
    layers: dict[str, tuple[str, ...]]

    def rooms(self, app: str) -> list[str]:
        """The trades of an app in the order that the layers keep, each with its app."""
        return [f"{app}.{name}" for name in self.layers[app] if name not in _APART and f"{app}.{name}" in self.lines]

    def structure(self) -> str:
        """What must agree between the picture and the code: rooms in their order, and who knows whom; no counts."""
        return json.dumps(
            {
                "rooms": {app: [room.split(".")[1] for room in self.rooms(app)] for app in FLOORS},
                "imports": [f"{who} > {whom}" for who, whom, _ in self.imports],
            },
            separators=(",", ":"),
        )


def survey(root: Path = ROOT) -> House:
    """The house as the code stands."""
    layers = _layers(root / "pyproject.toml")
    graph = grimp.build_graph(ROOF, *FLOORS, exclude_type_checking_imports=True, cache_dir=None)
    found: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            who, whom = _trade(module), _trade(imported)
            if who and whom and who != whom:
                found[who, whom] += 1
    lines: Counter[str] = Counter()
    for path in root.rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        if parts[0] in {ROOF, *FLOORS} and "migrations" not in parts and (place := _place(parts)):
            lines[place] += len(path.read_text(encoding="utf-8").splitlines())
    return House(dict(sorted(lines.items())), tuple((*pair, count) for pair, count in sorted(found.items())), layers)


def _layers(pyproject: Path) -> dict[str, tuple[str, ...]]:
    """The order of each app's trades, as import-linter keeps it."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        contract["containers"][0]: tuple(name for layer in contract["layers"] for name in re.findall(r"\w+", layer))
        for contract in contracts
        if contract.get("containers", [""])[0] in FLOORS
    }


def _trade(module: str) -> str:
    """The trade that a module of an app belongs to, else nothing."""
    parts = module.split(".")
    return f"{parts[0]}.{parts[1]}" if parts[0] in FLOORS and len(parts) > 1 and parts[1] not in _APART else ""


def _place(parts: tuple[str, ...]) -> str:
    """Where a file's lines are counted: its trade, the foundation, or the part of the roof."""
    if parts[0] == ROOF:
        return f"{ROOF}.{parts[1]}"
    return f"{parts[0]}.{parts[1]}" if len(parts) > 1 else ""


def draw(house: House) -> str:
    """The picture as SVG, the same letters for the same house."""
    places: dict[str, tuple[float, float, float]] = {}
    floors: list[str] = []
    top = float(_MARGIN + 40)
    floors.extend(_slab(top, "taket", "känner alla", _roof_words(house)))
    top += 74
    for app, meaning in FLOORS.items():
        rooms = house.rooms(app)
        arcs = 26 + _ARC * max(_span(house, app), 1)
        height = arcs + _STEP * (len(rooms) - 1) + _BOX + 18
        floors.append(_floor(top, height))
        whole = sum(count for place, count in house.lines.items() if place.startswith(f"{app}."))
        floors.extend(_label(top, app, meaning, _lines(whole)))
        wide = (_WIDTH - 2 * _MARGIN - _LABEL) / max(len(rooms), 5)
        for index, room in enumerate(rooms):
            places[room] = (_MARGIN + _LABEL + index * wide, top + arcs + index * _STEP, min(wide - _GAP, 190))
        top += height + 44
    floors.extend(_slab(top, "grunden", "huddinge_vo.common, känns av alla", _lines(house.lines[FOUNDATION])))
    inside = [edge for edge in house.imports if edge[0].split(".")[0] == edge[1].split(".")[0]]
    across = [edge for edge in house.imports if edge not in inside]
    parts = [
        *floors,
        *(_arrow_down(edge, places) for edge in across),
        *(_arrow_aside(edge, places) for edge in inside),
        *(line for room in places for line in _room(house, room, places[room])),
    ]
    return "\n".join([*_head(top + 62 + _MARGIN, house), *parts, "</svg>", ""])


def _span(house: House, app: str) -> int:
    rooms = house.rooms(app)
    far = [abs(rooms.index(a) - rooms.index(b)) for a, b, _ in house.imports if a in rooms and b in rooms]
    return max(far, default=0)


def _head(height: float, house: House) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-labelledby="namn">'
    )
    yield '<title id="namn">Huset: appar som våningar, områden som rum, och vem som känner vem</title>'
    yield f"<metadata>{escape(house.structure(), quote=False)}</metadata>"
    yield f"<style>{_STYLE}</style>"
    yield "<defs>"
    for app in (*FLOORS, "wrong"):
        yield (
            f'<marker id="till-{app}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path class="tip {app}" d="M0 0L8 4L0 8z"/></marker>'
        )
    yield "</defs>"
    yield f'<rect class="ground" width="{_WIDTH}" height="{height:g}"/>'
    yield f'<text class="said" x="{_MARGIN}" y="{_MARGIN + 14}">{_LEGEND}</text>'


def _floor(top: float, height: float) -> str:
    wide = _WIDTH - 2 * _MARGIN
    return f'<rect class="floor" x="{_MARGIN}" y="{top:g}" width="{wide}" height="{height:g}" rx="10"/>'


def _slab(top: float, name: str, meaning: str, said: str) -> Iterator[str]:
    yield _floor(top, 54)
    yield f'<text class="app" x="{_MARGIN + 16}" y="{top + 24:g}">{name}</text>'
    yield f'<text class="said" x="{_MARGIN + 16}" y="{top + 42:g}">{escape(meaning)}</text>'
    yield f'<text class="said" x="{_MARGIN + 2 * _LABEL}" y="{top + 32:g}">{escape(said)}</text>'


def _roof_words(house: House) -> str:
    counts = {part: house.lines.get(f"{ROOF}.{part}", 0) for part in _ROOF_PARTS}
    return "   ·   ".join(f"{part} {_lines(count)}" for part, count in counts.items() if count)


def _label(top: float, app: str, meaning: str, said: str) -> Iterator[str]:
    yield f'<text class="app {app}" x="{_MARGIN + 16}" y="{top + 30:g}">{app}</text>'
    for index, words in enumerate([*_wrapped(meaning, 25), said]):
        yield f'<text class="said" x="{_MARGIN + 16}" y="{top + 50 + 16 * index:g}">{escape(words)}</text>'


def _wrapped(text: str, width: int) -> list[str]:
    rows = [""]
    for word in text.split():
        if len(f"{rows[-1]} {word}") > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _lines(count: int) -> str:
    return f"{count:,} rader".replace(",", "\N{NO-BREAK SPACE}")


def _room(house: House, room: str, place: tuple[float, float, float]) -> Iterator[str]:
    app, name = room.split(".")
    x, y, wide = place
    most = max(house.lines[each] for each in house.lines if each in _all_rooms(house))
    knows = ", ".join(whom for who, whom, _ in house.imports if who == room)
    yield f"<g><title>{escape(f'{room} känner: {knows}' if knows else f'{room} känner ingen annan')}</title>"
    yield f'<rect class="room {app}" x="{x:g}" y="{y:g}" width="{wide:g}" height="{_BOX}" rx="6"/>'
    yield f'<text class="name" x="{x + 9:g}" y="{y + 22:g}">{name}</text>'
    yield f'<text class="said" x="{x + 9:g}" y="{y + 39:g}">{_lines(house.lines[room])}</text>'
    filled = max(2, (wide - 18) * house.lines[room] / most)
    yield f'<rect class="bar {app}" x="{x + 9:g}" y="{y + 46:g}" width="{filled:.1f}" height="4" rx="2"/></g>'


def _all_rooms(house: House) -> set[str]:
    return {room for app in FLOORS for room in house.rooms(app)}


def _thick(count: int) -> str:
    return f"{min(1 + count**0.5 / 2, 4):.1f}"


def _arrow_aside(edge: tuple[str, str, int], places: dict[str, tuple[float, float, float]]) -> str:
    """An arc over the rooms of a floor, from the middle of one to the left part of the other."""
    who, whom, count = edge
    (x1, y1, w1), (x2, y2, w2) = places[who], places[whom]
    is_right = x2 > x1
    start, end = x1 + w1 * (0.7 if is_right else 0.3), x2 + w2 * (0.35 if is_right else 0.65)
    span = abs(x2 - x1) / (w1 + _GAP)
    high = min(y1, y2) - 14 - _ARC * span
    kind = who.split(".")[0] if is_right else "wrong"
    return (
        f'<path class="arrow {kind}" stroke-width="{_thick(count)}" marker-end="url(#till-{kind})" '
        f'd="M{start:.1f} {y1:g}C{start:.1f} {high:.1f} {end:.1f} {high:.1f} {end:.1f} {y2 - 1:g}">'
        f"<title>{who} → {whom}: {count}</title></path>"
    )


def _arrow_down(edge: tuple[str, str, int], places: dict[str, tuple[float, float, float]]) -> str:
    """A curve from under a room to above one on a lower floor."""
    who, whom, count = edge
    (x1, y1, w1), (x2, y2, w2) = places[who], places[whom]
    start, end, bottom = x1 + w1 / 2, x2 + w2 * 0.2, y1 + _BOX
    bend = (y2 - bottom) * 0.55
    app = who.split(".")[0]
    kind = app if y2 > bottom else "wrong"
    return (
        f'<path class="arrow down {kind}" stroke-width="{_thick(count)}" marker-end="url(#till-{kind})" '
        f'd="M{start:.1f} {bottom:g}C{start:.1f} {bottom + bend:.1f} {end:.1f} {y2 - bend:.1f} {end:.1f} {y2 - 1:g}">'
        f"<title>{who} → {whom}: {count}</title></path>"
    )


def differences(house: House, svg: str) -> list[str]:
    """What the picture does not say as the code does: rooms and imports, each way."""
    kept = re.search(r"<metadata>(.*?)</metadata>", svg, re.DOTALL)
    drawn = json.loads(unescape(kept[1])) if kept else {"rooms": {}, "imports": []}
    there = json.loads(house.structure())
    moved = [app for app in FLOORS if drawn["rooms"].get(app) != there["rooms"][app]]
    return [
        *(f"{app}: rummen är nu {', '.join(there['rooms'][app])}" for app in moved),
        *_only_in(there["imports"], drawn["imports"], "saknas i bilden"),
        *_only_in(drawn["imports"], there["imports"], "finns bara i bilden"),
    ]


def _only_in(some: Iterable[str], others: Iterable[str], words: str) -> list[str]:
    return [f"{each}: {words}" for each in sorted(set(some) - set(others))]


_STYLE = """
text{font-family:Inter,system-ui,sans-serif;fill:#1b2733}
.ground{fill:#fff}.floor{fill:#f4f6f8;stroke:#d5dbe1}
.app{font-size:17px;font-weight:700}.name{font-size:13px;font-weight:600}.said{font-size:12px;fill:#4d5b69}
.room{fill:#fff;stroke-width:1.5}
.arrow{fill:none;opacity:.6}.down{opacity:.32}
.followup{--c:#0b62a8}.activities{--c:#8a4b08}.procurement{--c:#7a2f8f}.contracts{--c:#1b7245}.wrong{--c:#c0182b}
.room,.arrow{stroke:var(--c)}.bar,.tip,text.app{fill:var(--c,#1b2733)}
.wrong{stroke-dasharray:5 4;opacity:1}
@media (prefers-color-scheme:dark){
text{fill:#e6ebf0}.said{fill:#a9b6c3}.ground{fill:#11181f}.floor{fill:#182129;stroke:#2c3a46}.room{fill:#11181f}
.followup{--c:#6db7f2}.activities{--c:#eda75b}.procurement{--c:#cf94e0}.contracts{--c:#5fc995}.wrong{--c:#ff7482}
text.app{fill:var(--c,#e6ebf0)}
}
""".strip()
