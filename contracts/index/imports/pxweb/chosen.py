"""The one series that is wanted of a table: by choosing a value of every variable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from contracts.index.imports.pxweb.cube import FINAL, PRELIMINARY, Cube, Dimension, Observation, base_in
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.index_periods import IndexPeriod

_SHOWN = 5


def observations(
    cube: Cube, *, selection: Mapping[str, str], contents_status: Mapping[str, str], base: str = ""
) -> tuple[list[Observation], list[str]]:
    """The chosen series by period and status, and notes for whoever reads it in.

    `selection` is from a variable to its value, each by code or label. `contents_status` is from what is measured, by
    code or label, to PRELIMINARY or FINAL, and only those are read. Without it, and where the file does not say what is
    measured, values are final; our template says itself. Files have labels where the database has codes, so SNI2007 is
    also found as ”näringsgren SNI 2007” and Q as ”Q Vård och omsorg”, when that is the only one. Raises UnreadableFile
    when a variable with several values is not chosen from, the value is not there, or the file says that its values are
    computed from another base than `base`, as 2008=100.
    """
    notes: list[str] = []
    chosen = _chosen(cube, selection, notes)
    statuses = _statuses(cube, chosen, contents_status, notes)
    _refuse_other_base(cube, statuses, base_in(base))
    places = {one.code: place for place, one in enumerate(cube.dimensions)}
    # Keys are put together rather than sought among all cells: a table may have two million of them.
    found: list[Observation] = []
    missing = 0
    time = next(one for one in cube.dimensions if one.code == cube.time)
    for code, label in time.values:
        period = _period(code, label)
        for contents, status in statuses.items():
            picked = {**chosen, cube.time: code}
            if cube.contents is not None:
                picked[cube.contents] = contents
            key = tuple(picked[one] for one in sorted(places, key=lambda one: places[one]))
            value = cube.cells.get(key)
            if value is not None:
                found.append(Observation(period, status, value, cube.published.get(key, cube.published_on)))
            elif key in cube.cells:
                missing += 1
    _refuse_doubles(found)
    if missing:
        notes.append(f"{missing} {'cell' if missing == 1 else 'celler'} i filen saknar värde och lästes inte.")
    if not found:
        notes.append("Det valda urvalet har inga värden i filen.")
    return sorted(found, key=lambda one: (one.period.first, one.status)), notes


def _chosen(cube: Cube, selection: Mapping[str, str], notes: list[str]) -> dict[str, str]:
    """The value's code of every variable but time and contents; also of contents when it is chosen from."""
    wanted: dict[str, str] = {}
    for name, value in selection.items():
        dimension = _named(name, cube.dimensions)
        if dimension is None:
            notes.append(f"Filen har ingen variabel {name}, så att värdena gäller {value} går inte att kontrollera.")
        elif dimension.code != cube.time:
            wanted[dimension.code] = _value(value, dimension)
    for dimension in cube.dimensions:
        if dimension.code in {cube.time, cube.contents} or dimension.code in wanted:
            continue
        if len(dimension.values) != 1:
            raise UnreadableFile(f"Välj ett värde för {dimension.label}: {_choices(dimension)}.")
        wanted[dimension.code] = dimension.values[0][0]
    return wanted


def _statuses(
    cube: Cube, chosen: dict[str, str], contents_status: Mapping[str, str], notes: list[str]
) -> dict[str, str]:
    """From each code of contents that is to be read to its status; from nothing when the file has no contents."""
    contents = next((one for one in cube.dimensions if one.code == cube.contents), None)
    if contents is None:
        if PRELIMINARY in contents_status.values():
            notes.append("Filen anger inte om värdena är preliminära eller slutliga. De läses som slutliga.")
        return {"": FINAL}
    if set(contents.codes) <= {PRELIMINARY, FINAL}:
        return {code: code for code in contents.codes}
    if contents_status:
        found = {
            code: status for wanted, status in contents_status.items() if (code := _match(wanted, contents)) is not None
        }
        notes.extend(
            f"Filen saknar {wanted} i {contents.label}."
            for wanted in contents_status
            if _match(wanted, contents) is None
        )
        if not found:
            names = " eller ".join(contents_status)
            raise UnreadableFile(f"{contents.label} i filen är {_choices(contents)}, men ska vara {names}.")
        return found
    if contents.code in chosen:
        return {chosen[contents.code]: FINAL}
    if len(contents.values) == 1:
        return {contents.values[0][0]: FINAL}
    raise UnreadableFile(f"Välj ett värde för {contents.label}: {_choices(contents)}.")


def _named(name: str, dimensions: Sequence[Dimension]) -> Dimension | None:
    """The variable by code or label; else the only one whose label holds the name."""
    for one in dimensions:
        if _same(name, one.code) or _same(name, one.label):
            return one
    holding = [one for one in dimensions if _plain(name) and _plain(name) in _plain(one.label)]
    return holding[0] if len(holding) == 1 else None


def _value(wanted: str, dimension: Dimension) -> str:
    found = _match(wanted, dimension)
    if found is None:
        raise UnreadableFile(f"{dimension.label} har inte värdet {wanted}. Filen har {_choices(dimension)}.")
    return found


def _match(wanted: str, dimension: Dimension) -> str | None:
    """The value's code, by code, by label, or by the only label that begins with the code."""
    for code, _ in dimension.values:
        if _same(wanted, code):
            return code
    labelled = [code for code, label in dimension.values if _same(wanted, label)]
    begun = [code for code, label in dimension.values if label.strip().lower().startswith(f"{wanted.strip().lower()} ")]
    found = labelled or begun
    return found[0] if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _choices(dimension: Dimension) -> str:
    shown = [code if code == label else f"{code} ({label})" for code, label in dimension.values[:_SHOWN]]
    more = len(dimension.values) - _SHOWN
    return ", ".join(shown) + (f" och {more} till" if more > 0 else "")


def _period(code: str, label: str) -> IndexPeriod:
    for text in (code, label):
        try:
            return IndexPeriod.parse(text)
        except ValueError:
            continue
    raise UnreadableFile(f"”{label}” är ingen period som går att läsa. Välj år, kvartal eller månader.")


def _refuse_other_base(cube: Cube, contents: Iterable[str], base: str) -> None:
    """Refuse values that are computed from another base: they look like the series', and are another's."""
    for each in contents:
        told = cube.base_of(each)
        if base and told and told != base:
            raise UnreadableFile(
                f"Filens värden har basen {told}, men serien har basen {base}. Läs in dem i serien med basen {told}, "
                "eller spara tabellen med seriens bas."
            )


def _refuse_doubles(found: Sequence[Observation]) -> None:
    seen = set()
    for one in found:
        if (one.period, one.status) in seen:
            word = "preliminära" if one.status == PRELIMINARY else "slutliga"
            raise UnreadableFile(f"Det finns flera {word} värden för {one.period.label}. Välj vad som ska läsas.")
        seen.add((one.period, one.status))
