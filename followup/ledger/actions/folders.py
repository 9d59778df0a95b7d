"""Where a file is read: a folder that is gone afterwards, also when whoever read it was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "vo-ledger-"
_HELD = "held"


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for one reading. It is held by a lock, which the kernel lets go of however the process ends."""
    sweep_folders()
    new = Path(tempfile.mkdtemp(prefix=f"new-{_PREFIX}"))
    with (new / _HELD).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        # Named as what is swept only now that it is held: nobody takes it for one that was left.
        folder = new.rename(new.with_name(f"{_PREFIX}{os.getpid()}-{new.name[-8:]}"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def sweep_folders() -> None:
    """Remove the folders of readings that were broken off: each may hold as much as the file itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # somebody else's, held, or being removed
            with (folder / _HELD).open() as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
