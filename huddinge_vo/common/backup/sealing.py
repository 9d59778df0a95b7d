"""Streams written to files of a copy, sealed with age where there is a key, and told by their checksums."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage

_PIECE = 1024 * 1024


class WrongKey(Exception):
    """A key that is none, or that does not open the copy."""


class Broken(Exception):
    """A file of a copy that is not what it was when the copy was made."""


@dataclass(frozen=True)
class Sealed:
    """A file of a copy: its name, bytes, and SHA-256, of the file as it lies there."""

    name: str
    size: int
    sha256: str


class _Told(io.RawIOBase):
    """Writes on to a file and tells what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.size, self.told = file, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # whatever has bytes
        self.file.write(piece)
        self.told.update(piece)
        self.size += len(piece)
        return len(piece)


def read_recipients(texts: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """Public keys, as age writes them (age1…). Raises WrongKey."""
    try:
        return [pyrage.x25519.Recipient.from_str(text) for text in texts]
    except pyrage.RecipientError as error:
        raise WrongKey("Den öppna nyckeln ska börja med age1 och vara hel.") from error


def read_identities(path: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys of a key file, as age writes it: one a line, and comments after #. Raises WrongKey, OSError."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as error:
        raise WrongKey("Nyckelfilen har en rad som inte är en nyckel (AGE-SECRET-KEY-1…).") from error
    if not found:
        raise WrongKey("Nyckelfilen har ingen nyckel i sig.")
    return found


def new_key() -> tuple[str, str]:
    """A new pair: the public key, and the key file that opens what is sealed to it."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return public, f"# Öppen nyckel: {public}\n{identity}\n"


def seal(source: BinaryIO, path: Path, recipients: list[pyrage.x25519.Recipient]) -> Sealed:
    """Write all that a stream gives to a file, and see that the disk has it."""
    with path.open("xb") as file:
        path.chmod(0o600)
        told = _Told(file)
        if recipients:
            pyrage.encrypt_io(source, told, recipients)
        else:
            shutil.copyfileobj(source, told, _PIECE)
        file.flush()
        os.fsync(file.fileno())
    return Sealed(path.name, told.size, told.told.hexdigest())


def check(folder: Path, sealed: Sealed) -> None:
    """Raises Broken for a file that is missing or has changed since it was written."""
    try:
        with (folder / sealed.name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise Broken(f"{sealed.name} saknas i kopian.") from None
    if found != sealed.sha256:
        raise Broken(f"{sealed.name} har ändrats eller skadats sedan kopian gjordes: kontrollsumman stämmer inte.")


def unseal(path: Path, into: BinaryIO, identities: list[pyrage.x25519.Identity]) -> None:
    """Write what a file of a copy holds to a stream. Raises WrongKey, and OSError as the stream does."""
    with path.open("rb") as file:
        if not identities:
            shutil.copyfileobj(file, into, _PIECE)
            return
        try:
            pyrage.decrypt_io(file, into, identities)
        except pyrage.DecryptError as error:
            raise WrongKey("Nyckeln öppnar inte den här kopian.") from error


@contextmanager
def flowing(write: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """What something writes, to be read meanwhile; whatever it raises is raised here, when all is read."""
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(writing, "wb") as stream:
                write(stream)
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that waits for it
            failed.append(error)

    writer = threading.Thread(target=run, daemon=True)
    writer.start()
    with os.fdopen(reading, "rb") as stream:
        yield stream
    writer.join()
    if failed:
        raise failed[0]
