"""What the register's files have in common: names, areas, days and amounts in a cell, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from huddinge_vo.common.files.columns import one_line, read_day
from huddinge_vo.common.files.tabular import Typed, plain_heading
from huddinge_vo.common.money import NotAnAmount, parse_amount

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


def _areas_in(cell: str, areas: Areas) -> Iterator[tuple[str, int | None]]:
    """Each area that a cell names; a name may itself hold the sign that parts several."""
    names = [cell] if name_key(cell) in areas else cell.split("|")
    for name in names:
        if one_line(name):
            yield one_line(name), areas.get(name_key(name))


def read_areas(cell: str, areas: Areas) -> tuple[int, ...]:
    """The areas that a cell names, each once, in the cell's order."""
    return tuple(dict.fromkeys(area for _, area in _areas_in(cell, areas) if area is not None))


def wrong_areas(cell: str, areas: Areas) -> Iterator[Problem]:
    """Areas that are not there, and names that several have."""
    for name, area in _areas_in(cell, areas):
        if area is None:
            known = name_key(name) in areas
            yield (
                "avtalsomrade",
                name,
                f"Flera avtalsområden heter ”{name}”. Ange koden."
                if known
                else f"Avtalsområdet ”{name}” finns inte. Ange kod eller exakt namn.",
            )


def wrong_texts(
    cells: Mapping[str, str], *, missing: Mapping[str, str], longest: Mapping[str, int]
) -> Iterator[Problem]:
    """Texts that must be there and are not, and those that are longer than the register holds."""
    for column, reason in missing.items():
        if not cells[column].strip():
            yield column, "", reason
    for column, length in longest.items():
        if len(one_line(cells[column])) > length:
            yield column, one_line(cells[column])[:60], f"Värdet är längre än {length} tecken."


def wrong_word(cells: Mapping[str, str], column: str, words: Mapping[str, str], listed: str) -> Iterator[Problem]:
    """A word that is none of those to choose from."""
    value = one_line(cells[column])
    if value and plain_heading(value) not in words:
        yield column, value, f"”{value}” går inte att tolka. Ange {listed}."


def wrong_term(cells: Mapping[str, str]) -> Iterator[Problem]:
    """First and last days that cannot be read, or that come in the wrong order."""
    days: dict[str, date] = {}
    for column in ("giltigt_fran", "giltigt_till"):
        if value := cells[column].strip():
            try:
                days[column] = day_in(value)
            except ValueError as error:
                yield column, value, str(error)
    if len(days) == 2 and days["giltigt_till"] < days["giltigt_fran"]:
        yield (
            "giltigt_till",
            cells["giltigt_till"].strip(),
            f"Sista dagen ligger före första dagen, {days['giltigt_fran']}.",
        )


def wrong_ceiling(cells: Mapping[str, str]) -> Iterator[Problem]:
    """A ceiling that is no amount, or less than nothing."""
    if cells["takbelopp"].strip():
        try:
            if amount_in(cells["takbelopp"]) < 0:
                yield "takbelopp", cells["takbelopp"], "Takbeloppet kan inte vara negativt."
        except NotAnAmount as error:
            yield "takbelopp", cells["takbelopp"], str(error)


def day_in(value: str) -> date:
    """A day of a term. Raises ValueError with the reason in Swedish."""
    return read_day(value, hint="Lämna slutet tomt om avtalet gäller tills vidare.")


def amount_in(value: str) -> Decimal:
    """An amount with the decimal sign that the cell itself shows; a spreadsheet's number has a point."""
    point = isinstance(value, Typed) or bool(re.search(r"^[^,]*\.[0-9]{1,2}$", value.strip()))
    return parse_amount(value, "." if point else ",")
