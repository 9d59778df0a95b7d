"""Reading what a person sent in a process of its own, which has only so much memory and so much time.

What a file of a few kilobytes unpacks to is known first when it is unpacked, and a library that asks for more memory
than there is takes the whole web server or worker with it; the job then comes back and does it again. So libraries that
read workbooks, Word files and PDFs do it here: the process that they end is their own, and it knows no passwords.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    _root = Path(__file__).resolve().parents[3]
    sys.path.insert(0, str(_root))
    # The package brings Celery with it, which a reader has no use for and waits a fifth of a second for.
    _package = sys.modules["huddinge_vo"] = ModuleType("huddinge_vo")
    _package.__path__ = [str(_root / "huddinge_vo")]

from huddinge_vo.common.files.records import UnreadableFile

MEMORY = 2 << 30  # bytes of address space
SECONDS = 300  # of computing; waiting for whoever takes the answer does not count
LONGEST_LINE = 64 << 20  # characters of one part of the answer
_DONE = "done"


class TooMuchToRead(ValueError):
    """The file asked for more memory or time than reading one may take, or its reader fell over."""


def read_apart(
    reader: Callable[..., Iterator[object]], *asked: object, memory: int = MEMORY, seconds: int = SECONDS
) -> Iterator[object]:
    """What a generator of a module gives, each as JSON knows it, computed in a process of its own.

    `asked` are its arguments, of JSON too. Whoever stops asking ends the process. Raises TooMuchToRead, and
    UnreadableFile where the reader does.
    """
    wanted = json.dumps([reader.__module__, reader.__name__, asked, memory, seconds])
    program = [sys.executable, "-I", "-B", __file__, wanted]
    known = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    # stderr is ours: why a reader fell over belongs in the server's log.
    with subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=known, text=True) as process:  # noqa: S603 - our own file
        assert process.stdout is not None
        try:
            while line := process.stdout.readline(LONGEST_LINE):
                if not line.endswith("\n"):
                    break
                kind, said = json.loads(line)
                if kind == _DONE:
                    return
                if kind == "refused":
                    raise UnreadableFile(said)
                yield said
        finally:
            process.kill()
    raise TooMuchToRead


def _answer(wanted: str) -> None:
    """In the process of its own: give up what it may not have, read, and say what was read a line at a time."""
    module, name, asked, memory, seconds = json.loads(wanted)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        for each in getattr(import_module(module), name)(*asked):
            _say("read", each)
    except UnreadableFile as error:
        _say("refused", str(error))
    else:
        _say(_DONE, None)


def _say(kind: str, said: object) -> None:
    sys.stdout.write(json.dumps([kind, said]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        _answer(sys.argv[1])
    except (MemoryError, RecursionError):
        sys.exit(1)  # said by there being no end
    except BrokenPipeError:
        os._exit(0)  # whoever asked has heard enough
