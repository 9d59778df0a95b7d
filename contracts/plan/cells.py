"""What the register's files have in common: names, areas, days and amounts in a cell, and what is wrong with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from huddinge_vo.common.files.columns import one_line, read_day
from huddinge_vo.common.files.records import AmountCell, Typed
from huddinge_vo.common.money import amount_typed, parse_amount

# What is wrong in a row: the column, the value as it came, the reason in Swedish.
Problem = tuple[str, str, str]
# An area's code or name as `name_key` writes it → the area; null where the name is several's.
Areas = Mapping[str, int | None]

# What a file may say → our codes. The longer words are those that our own lists show, so that an export can come back.
FORMS = {
    "ramavtal": "FRAMEWORK",
    "valfrihetssystem": "CHOICE_SYSTEM",
    "valfrihetssystemlov": "CHOICE_SYSTEM",
    "entreprenad": "OUTSOURCING",
    "reserverat": "RESERVED",
    "reserveratavtal": "RESERVED",
    "direktupphandling": "DIRECT_AWARD",
}
FORMS_IN_WORDS = "ramavtal, valfrihetssystem, entreprenad, reserverat eller direktupphandling"


def unusable(value: str, noun: str) -> str:
    """Why a row's number or name is refused: it is wrong, or it belongs to what the person may not know of.

    One answer for both, so that nobody learns by file which numbers and names are kept secret.
    """
    return (
        f"”{value}” kan inte användas som {noun}. Kontrollera det; stämmer det, lämna raden till någon med större "
        "åtkomst."
    )


def name_key(text: str) -> str:
    """A name as it is compared: without case, surplus space, or difference between composed and decomposed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def areas_in(cell: str, areas: Areas) -> Iterator[tuple[str, int | None, str]]:
    """Each area that a cell names: the name, the area, why it is none. A name may hold the sign that parts several."""
    names = [cell] if name_key(cell) in areas else cell.split("|")
    for name in filter(None, map(one_line, names)):
        area = areas.get(name_key(name))
        if area is not None:
            yield name, area, ""
        elif name_key(name) in areas:
            yield name, None, f"Flera avtalsområden heter ”{name}”. Ange koden."
        else:
            yield name, None, f"Avtalsområdet ”{name}” finns inte. Ange kod eller exakt namn."


def day_in(value: str) -> date:
    """A day of a term. Raises ValueError with the reason in Swedish."""
    return read_day(value, hint="Lämna slutet tomt om avtalet gäller tills vidare.")


def amount_in(value: str) -> Decimal:
    """An amount by the decimal sign of its file, which the cell says; one that stands alone tells its own.

    A spreadsheet's number has a point.
    """
    if isinstance(value, Typed):
        return parse_amount(value, ".")
    return parse_amount(value, value.sign) if isinstance(value, AmountCell) else amount_typed(value)
