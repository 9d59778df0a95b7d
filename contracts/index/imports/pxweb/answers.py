"""Answers of PxWeb in JSON: values in its own form and in JSON-stat 2, and descriptions of tables."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from contracts.index.imports.pxweb.cube import (
    CONTENTS,
    CONTENTS_LABEL,
    Cube,
    Dimension,
    check_size,
    contents_among,
    dimension,
    read_number,
    time_among,
)
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.periods import swedish_day

_ONLY_DESCRIPTION = "Filen beskriver tabellen, men har inga värden. Hämta själva tabellen."
_NOT_A_TABLE = "JSON-filen är ingen tabell från en statistikdatabas."


def read_json(content: bytes) -> Cube:
    """PxWeb's own JSON: {"columns": [{"code", "text", "type"}], "data": [{"key": […], "values": […]}]}.

    What is measured always becomes a dimension, also when it is one thing. Values of the others have codes for labels,
    since the answer has no labels. Raises UnreadableFile when it is something else.
    """
    answer = loads(content)
    columns, rows = answer.get("columns"), answer.get("data")
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise UnreadableFile(_ONLY_DESCRIPTION if "variables" in answer else _NOT_A_TABLE)
    named = [_column(one) for one in columns]
    keys = [one for one in named if one[2] != "c"]
    measures = [one for one in named if one[2] == "c"]
    if not rows or not measures:
        raise UnreadableFile("JSON-filen har inga värden. Välj minst en period och vad som ska mätas.")
    check_size([len(rows), len(measures)])
    seen: list[dict[str, None]] = [{} for _ in keys]
    cells: dict[tuple[str, ...], Decimal | None] = {}
    for number, row in enumerate(rows, start=1):
        key, values = _row(row, number, len(keys), len(measures))
        for known, code in zip(seen, key, strict=True):
            known[code] = None
        for measure, value in zip(measures, values, strict=True):
            if (*key, measure[0]) in cells:
                raise UnreadableFile(f"Värdet för {', '.join(key)} finns flera gånger.")
            cells[(*key, measure[0])] = read_number(value)
    dimensions = [dimension(code, text, known) for (code, text, _), known in zip(keys, seen, strict=True)]
    time = next((code for code, _, kind in keys if kind == "t"), None) or time_among(dimensions)
    labels = {code: text for code, text, _ in measures}
    dimensions.append(dimension(CONTENTS, CONTENTS_LABEL, [code for code, _, _ in measures], labels))
    about = answer.get("metadata")
    about = about[0] if isinstance(about, list) and about and isinstance(about[0], dict) else {}
    return Cube(tuple(dimensions), cells, time, CONTENTS, str(about.get("label") or ""), _day(about.get("updated")))


def _column(column: object) -> tuple[str, str, str]:
    """A column's code, label and kind: t for time, c for what is measured, d for other dimensions."""
    if not isinstance(column, dict) or "code" not in column:
        raise UnreadableFile(_NOT_A_TABLE)
    code = str(column["code"])
    return code, str(column.get("text") or code), str(column.get("type") or "d")


# Any: JSON from outside, looked at step by step
def _row(row: object, number: int, keys: int, measures: int) -> tuple[tuple[str, ...], list[Any]]:
    key, values = (row.get("key"), row.get("values")) if isinstance(row, dict) else (None, None)
    if not isinstance(key, list) or not isinstance(values, list) or (len(key), len(values)) != (keys, measures):
        raise UnreadableFile(f"Rad {number} i JSON-filen har inte de kolumner som filen anger.")
    return tuple(str(code) for code in key), values


def read_json_stat2(content: bytes) -> Cube:
    """JSON-stat 2: id, size, dimension.category, and values by row, all or only those that are there.

    Raises UnreadableFile when it is something else, has no values, or another number of values than its sizes say.
    """
    answer = loads(content)
    if answer.get("class") != "dataset":
        raise UnreadableFile(_NOT_A_TABLE)
    dimensions = _stat2_dimensions(answer)
    count = check_size(len(one.values) for one in dimensions)
    values = answer.get("value")
    if not values:
        raise UnreadableFile(_ONLY_DESCRIPTION)
    found: dict[int, object]
    if isinstance(values, list):
        if len(values) != count:
            raise UnreadableFile(f"Filen har {len(values)} värden men skulle ha {count}. Den är avhuggen eller skadad.")
        found = dict(enumerate(values))
    elif isinstance(values, dict):
        found = {_position(place, count): value for place, value in values.items()}
    else:
        raise UnreadableFile(_NOT_A_TABLE)
    keys = itertools.product(*(one.codes for one in dimensions))
    cells = {key: read_number(found.get(place)) for place, key in enumerate(keys)}
    time = _role(answer, "time", dimensions) or time_among(dimensions)
    contents = _role(answer, "metric", dimensions) or contents_among(dimensions)
    return Cube(dimensions, cells, time, contents, str(answer.get("label") or ""), _day(answer.get("updated")))


def _position(place: object, count: int) -> int:
    text = str(place)
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) < count):
        raise UnreadableFile(f"Filen har ett värde på plats {text[:40]}, men skulle ha {count} värden.")
    return int(text)


def _stat2_dimensions(answer: Mapping[str, object]) -> tuple[Dimension, ...]:
    codes, about = answer.get("id"), answer.get("dimension")
    if not isinstance(codes, list) or not codes or not isinstance(about, dict):
        raise UnreadableFile(_NOT_A_TABLE)
    if not all(isinstance(code, str) for code in codes):
        raise UnreadableFile(_NOT_A_TABLE)
    dimensions = tuple(_stat2_dimension(code, about.get(code)) for code in codes)
    sizes = answer.get("size")
    if sizes is not None and sizes != [len(one.values) for one in dimensions]:
        raise UnreadableFile("Filens uppgift om hur stor tabellen är stämmer inte med dess variabler.")
    return dimensions


def _stat2_dimension(code: str, about: Any) -> Dimension:  # noqa: ANN401 - JSON from outside, looked at step by step
    category = about.get("category") if isinstance(about, dict) else None
    if not isinstance(category, dict):
        raise UnreadableFile(f"Variabeln {code} saknar värden.")
    labels = category.get("label")
    labels = {str(key): str(text) for key, text in labels.items()} if isinstance(labels, dict) else {}
    index = category.get("index")
    if isinstance(index, dict):
        # Numbers, not their texts: as text 10 comes before 2, and every value would be another period's.
        is_counted = all(isinstance(place, Decimal) for place in index.values())
        if not is_counted or sorted(index.values()) != list(range(len(index))):
            raise UnreadableFile(f"Variabeln {code} har en ordning som inte går att följa.")
        ordered = sorted(index, key=lambda value: index[value])
    else:
        # A dimension of one value may leave out its order.
        ordered = [str(value) for value in index] if isinstance(index, list) else list(labels)
    return dimension(code, str(about.get("label") or code), ordered, labels)


def _role(answer: Mapping[str, object], role: str, dimensions: Sequence[Dimension]) -> str | None:
    roles = answer.get("role")
    named = roles.get(role) if isinstance(roles, dict) else None
    known = {one.code for one in dimensions}
    return next((code for code in map(str, named) if code in known), None) if isinstance(named, list) else None


def read_metadata(content: bytes) -> tuple[Dimension, ...]:
    """The dimensions of a table, from the description that PxWeb gives: version 1's, or JSON-stat 2 without values."""
    answer = loads(content)
    if answer.get("class") == "dataset":
        return _stat2_dimensions(answer)
    variables = answer.get("variables")
    if not isinstance(variables, list) or not variables:
        raise UnreadableFile("Svaret är ingen beskrivning av en tabell. Kontrollera tabellens adress.")
    return tuple(_variable(one) for one in variables)


def _variable(variable: Any) -> Dimension:  # noqa: ANN401 - JSON from outside, looked at step by step
    codes = variable.get("values") if isinstance(variable, dict) else None
    if not isinstance(codes, list) or "code" not in variable:
        raise UnreadableFile("Beskrivningen av tabellen är skadad.")
    ordered = [str(code) for code in codes]
    texts = variable.get("valueTexts")
    if not isinstance(texts, list) or len(texts) != len(ordered):
        texts = ordered
    labels = {code: str(text) for code, text in zip(ordered, texts, strict=True)}
    return dimension(str(variable["code"]), str(variable.get("text") or ""), ordered, labels)


def loads(content: bytes) -> dict[str, object]:
    """JSON with exact numbers. Raises UnreadableFile when it is broken or no object."""
    try:
        answer = json.loads(
            content.decode("utf-8-sig").strip(),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise UnreadableFile("JSON-filen går inte att läsa: den är avhuggen eller skadad.") from error
    if not isinstance(answer, dict):
        raise UnreadableFile(_NOT_A_TABLE)
    return answer


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _day(text: object) -> date | None:
    """The day in Sweden of a point in time; None when there is none that can be read."""
    try:
        at = datetime.fromisoformat(str(text))
        return swedish_day(at) if at.tzinfo else at.date()
    except (ValueError, OverflowError):
        return None
