"""`make bench-start`: how long it takes from a clean clone to the first answer, and what a developer waits for then.

Measured in a clone of its own of what is committed, in a folder that is gone afterwards; the packages come from the
machine's own cache when it has them. With `BEFORE=<revision>` that revision is measured the same way in the same run,
and stands beside. A step that takes longer than it may gives exit code 1.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import decimals

ROOT = Path(__file__).resolve().parents[1]
FIRST, AGAIN = "make run, från ren klon till svar med demon", "make run igen"
MIGRATE, TEMPLATE, COPY = "migrate på en tom databas", "testdatabasen, första gången", "testdatabasen, nästa gång"
MAY_TAKE = {FIRST: 60, AGAIN: 6, MIGRATE: 10}  # seconds
LONGEST_SECONDS = 900
RUNNING = "Huddinge VO är igång"
ONE_TEST = "import pytest\n\n\n@pytest.mark.django_db\ndef test_there_is_a_database():\n    pass\n"


def environment(**values: str) -> dict[str, str]:
    """Ours without what leads to somebody's real database, and, as in make, with what Python has compiled kept."""
    real = {"DATABASE_URL", "REDIS_URL", "VO_ENV", "VO_DATA_DIR", "VO_FILES_DIR", "PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in real} | values


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def clone(revision: str, folder: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    subprocess.run(["git", "checkout", "--quiet", revision], cwd=folder, check=True)


def make_run(folder: Path) -> tuple[float, list[tuple[str, float]]]:
    """Start it, wait until it says that it answers, and stop it. Returns the seconds, whole and line by line."""
    began = time.monotonic()
    said: list[tuple[str, float]] = []
    with subprocess.Popen(
        ["make", "--silent", "run"],
        cwd=folder,
        env=environment(PORT=free_port()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        signal.alarm(LONGEST_SECONDS)
        try:
            assert process.stdout
            for line in process.stdout:
                said.append((line.strip(), time.monotonic() - began))
                if line.startswith(RUNNING):
                    break
            else:
                sys.exit("\n".join(["make run kom inte igång:", *(line for line, _at in said)]))
            whole = said[-1][1]
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.stdout.read() if process.stdout else None
            process.wait()
            signal.alarm(0)
    return whole, [(line, later - at) for (line, at), (_, later) in itertools.pairwise(said)]


def timed(command: list[str], folder: Path, **values: str) -> float:
    began = time.monotonic()
    done = subprocess.run(
        [str(folder / ".venv/bin" / command[0]), *command[1:]],
        cwd=folder,
        env=environment(**values),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.monotonic() - began


def measure(revision: str, folder: Path) -> tuple[dict[str, float], list[tuple[str, float]]]:
    """All steps of one revision, and the lines of its first start."""
    print(f"Mäter {revision} …", flush=True)
    clone(revision, folder)
    spent = {}
    spent[FIRST], lines = make_run(folder)
    spent[AGAIN], _ = make_run(folder)
    own = {"VO_DATA_DIR": str(folder / "var" / "tom"), "VO_GRACE": "60"}
    timed(["python", "manage.py", "check", "--database", "default"], folder, **own)  # the server, which is not migrate
    spent[MIGRATE] = timed(["python", "manage.py", "migrate", "--verbosity", "0"], folder, **own)
    (folder / "tests" / "test_bench_start.py").write_text(ONE_TEST)
    one = ["pytest", "-q", "--create-db", "tests/test_bench_start.py"]
    spent[TEMPLATE] = timed(one, folder)
    spent[COPY] = timed(one, folder)
    return spent, lines


def tell(before: dict[str, float] | None, now: dict[str, float], lines: list[tuple[str, float]]) -> bool:
    """The table; True when no step takes longer than it may."""
    print("\n  sekunder" + " " * 38 + f"{'före' if before else '':>8}{'nu':>8}{'högst':>8}")
    for name, took in now.items():
        earlier = decimals(before[name], 1) if before else ""
        limit = str(MAY_TAKE[name]) if name in MAY_TAKE else "–"
        print(f"  {name:46}{earlier:>8}{decimals(took, 1):>8}{limit:>8}")
    print("\n  Den första starten, rad för rad:")
    for line, took in lines:
        if took >= 0.05:
            print(f"  {line[:60]:62}{decimals(took, 1):>8}")
    late = [name for name, limit in MAY_TAKE.items() if now[name] > limit]
    for name in late:
        print(f"\n  FÖR LÅNGSAMT: {name}")
    return not late


def main() -> None:
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("Avbrutet: starten tog för lång tid."))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Avbrutet."))  # what was started is stopped on the way out
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", default=os.environ.get("BEFORE", ""), help="revision att jämföra med")
    before = parser.parse_args().before
    changed = subprocess.run(["git", "status", "--short"], cwd=ROOT, capture_output=True, text=True, check=True)
    if changed.stdout:
        print("Det som inte är incheckat är inte med.")
    with tempfile.TemporaryDirectory(prefix="vo-start-", ignore_cleanup_errors=True) as work:
        earlier = measure(before, Path(work) / "f")[0] if before else None
        now, lines = measure("HEAD", Path(work) / "n")
        if not tell(earlier, now, lines):
            sys.exit(1)


if __name__ == "__main__":
    main()
