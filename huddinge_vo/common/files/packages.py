"""Zip packages: made of files as they come, and read. Workbooks and Word files are such; they say what they unpack to,
and it is asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile

_LARGEST_UNPACKED = 1 << 30  # bytes
_SUSPECT_UNPACKED, _HIGHEST_PACKING = 100 << 20, 200  # real workbooks pack 5 to 40 times


def unpacks_to_too_much(package: ZipFile, size: int) -> bool:
    """Whether a package of `size` bytes says that there is more in it than anybody has written."""
    unpacked = sum(part.file_size for part in package.infolist())
    packing = unpacked / max(size, 1)
    return unpacked > _LARGEST_UNPACKED or (unpacked > _SUSPECT_UNPACKED and packing > _HIGHEST_PACKING)


class _Out:
    """Where a package is written that goes on at once. It has no place to go back to, which ZipFile minds."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, written: bytes) -> int:
        """Hold it until it is taken."""
        self._held += written
        return len(written)

    def flush(self) -> None:
        """There is nothing behind it."""

    def take(self) -> bytes:
        """What has been written since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        return taken


def packed(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Files, each with its name, as a package that is sent while they are made: one of them is held at a time."""
    out = _Out()
    with ZipFile(cast("IO[bytes]", out), "w", ZIP_DEFLATED) as package:
        for name, content in files:
            package.writestr(name, content)
            yield out.take()
    yield out.take()
