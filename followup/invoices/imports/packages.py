"""The documents of a file, a zip or a folder, one at a time, within bounds.

Names in a package are only told, never used as paths: nothing is unpacked to the disk. How much a part unpacks to is
counted while it is, whatever its header says.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from followup.invoices.imports.documents import LARGEST_DOCUMENT
from followup.invoices.imports.facts import Fault

MOST_DOCUMENTS = 200_000
_LARGEST_UNPACKED = 8 << 30  # bytes of a whole package
_SUSPECT_UNPACKED, _HIGHEST_PACKING = 1 << 20, 200  # XML packs 10 to 30 times
_ENCRYPTED = 0x1
_LONGEST_NAME = 200
_ZIP = b"PK\x03\x04"


class UnreadablePackage(ValueError):
    """Nothing of the file is read. The message is shown to whoever sent it."""


@dataclass(frozen=True)
class Document:
    """A document's name and its content; or why it cannot be had."""

    name: str
    content: bytes = b""
    fault: Fault | None = None


def _refused(name: str, reason: str) -> Document:
    return Document(told_name(name), fault=Fault("filen", None, reason))


_TOO_LARGE = f"Dokumentet är större än {LARGEST_DOCUMENT >> 20} MB."


def told_name(name: str) -> str:
    """A name from outside, as it may be shown: its last part, without signs that are not seen."""
    last = PurePosixPath(name.replace("\\", "/")).name or name
    return re.sub(r"[^\w .,()+@&=-]", "_", last)[:_LONGEST_NAME]


def documents_in(path: Path) -> Iterator[Document]:
    """What there is to read at a path. Raises UnreadablePackage, and OSError where the path itself cannot be read."""
    if path.is_dir():
        yield from _of_folder(path)
        return
    with path.open("rb") as file:
        is_zip = file.read(len(_ZIP)) == _ZIP
    if is_zip:
        yield from _of_zip(path)
    else:
        yield _of_file(path)


def _of_file(path: Path) -> Document:
    with path.open("rb") as file:
        content = file.read(LARGEST_DOCUMENT + 1)
    return (
        _refused(path.name, _TOO_LARGE) if len(content) > LARGEST_DOCUMENT else Document(told_name(path.name), content)
    )


def _of_folder(folder: Path) -> Iterator[Document]:
    """Its XML files and those of the folders in it, by name. A link that leads out of it is not followed."""
    within = folder.resolve()
    found = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in {".xml", ".zip"} or path.is_dir():
            continue
        found += 1
        if found > MOST_DOCUMENTS:
            raise UnreadablePackage(f"Mappen har fler än {MOST_DOCUMENTS} filer. Dela upp den.")
        if not path.resolve().is_relative_to(within):
            yield _refused(path.name, "Filen är en länk som leder ut ur mappen, och läses inte.")
        elif path.suffix.lower() == ".zip":
            yield _refused(path.name, "Ett zip-arkiv i en mapp läses inte. Läs in det för sig.")
        else:
            yield _of_file(path)


def _of_zip(path: Path) -> Iterator[Document]:
    try:
        with zipfile.ZipFile(path) as package:
            parts = [part for part in package.infolist() if not part.is_dir()]
            if len(parts) > MOST_DOCUMENTS:
                raise UnreadablePackage(f"Arkivet har fler än {MOST_DOCUMENTS} filer. Dela upp det.")
            if not any(part.filename.lower().endswith(".xml") for part in parts):
                raise UnreadablePackage("Arkivet har inga XML-filer.")
            yield from _of_parts(package, parts)
    except zipfile.BadZipFile as error:
        raise UnreadablePackage("Zip-arkivet är skadat och går inte att öppna.") from error


def _of_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[Document]:
    unpacked = 0
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if not name.lower().endswith(".xml"):
            if name.lower().endswith(".zip"):
                yield _refused(name, "Ett arkiv i arkivet läses inte. Läs in det för sig.")
            continue
        if reason := _why_not(part, seen):
            yield _refused(name, reason)
            continue
        seen.add(name)
        try:
            with package.open(part) as file:
                content = file.read(LARGEST_DOCUMENT + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            yield _refused(name, "Filen är skadad i arkivet.")
            continue
        unpacked += len(content)
        if unpacked > _LARGEST_UNPACKED:
            raise UnreadablePackage(f"Arkivet packas upp till mer än {_LARGEST_UNPACKED >> 30} GB.")
        if len(content) > LARGEST_DOCUMENT:
            yield _refused(name, _TOO_LARGE)
        else:
            yield Document(told_name(name), content)


def _why_not(part: zipfile.ZipInfo, seen: set[str]) -> str:
    """Why a part of an archive is not opened; empty where it is."""
    steps = part.filename.replace("\\", "/").split("/")
    if ".." in steps or not steps[0] or re.match(r"[A-Za-z]:", part.filename):
        return "Filens namn pekar ut ur arkivet."
    if part.filename in seen:
        return "Arkivet har två filer med samma namn. Den andra läses inte."
    if part.flag_bits & _ENCRYPTED:
        return "Filen är skyddad med lösenord."
    if part.file_size > LARGEST_DOCUMENT:
        return _TOO_LARGE
    if part.file_size > _SUSPECT_UNPACKED and part.file_size > _HIGHEST_PACKING * max(part.compress_size, 1):
        return f"Filen är packad mer än {_HIGHEST_PACKING} gånger, vilket ingen faktura är."
    return ""
