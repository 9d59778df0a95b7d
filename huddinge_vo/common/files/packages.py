"""Zip packages, which workbooks and Word files are: they say what they unpack to, and it is asked before."""

from __future__ import annotations

from zipfile import ZipFile

_LARGEST_UNPACKED = 1 << 30  # bytes
_SUSPECT_UNPACKED, _HIGHEST_PACKING = 100 << 20, 200  # real workbooks pack 5 to 40 times


def unpacks_to_too_much(package: ZipFile, size: int) -> bool:
    """Whether a package of `size` bytes says that there is more in it than anybody has written."""
    unpacked = sum(part.file_size for part in package.infolist())
    packing = unpacked / max(size, 1)
    return unpacked > _LARGEST_UNPACKED or (unpacked > _SUSPECT_UNPACKED and packing > _HIGHEST_PACKING)
