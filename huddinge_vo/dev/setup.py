"""Makes a fresh machine ready: the virtual environment, the locked packages, and what the system itself must have.

Run by the Makefile with the system's Python (`python3 -I huddinge_vo/dev/setup.py [--test]`), so it uses nothing but
the standard library and imports nothing of ours. Doing it again when all is in place takes no noticeable time.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
DONE = VENV / ".locked"  # holds what was installed; written last
OLDEST_PYTHON = (3, 11)

# What WeasyPrint loads, and the Debian package each is in. The PDF report cannot be drawn without them.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def say(line: str) -> None:
    """One step, one line, at once."""
    print(line, flush=True)


def give_up(line: str) -> None:
    """One line that says what is wrong and how to mend it."""
    sys.exit(f"Avbryter: {line}")


def wanted() -> str:
    """What the environment should hold: this lock, for this Python."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest() + f" {sys.version_info[0]}.{sys.version_info[1]}"


def installed() -> bool:
    """Whether it does, and its Python still runs."""
    try:
        if DONE.read_text() != wanted():
            return False
        return subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv and install the lock into it, every file checked against its hash."""
    say("Skapar .venv …")
    if VENV.exists():
        shutil.rmtree(VENV)
    # Without pip of its own: Debian keeps the part that would bring it in a package of its own (python3-venv).
    run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], "Pythons virtuella miljö kan inte skapas.")
    if subprocess.run([sys.executable, "-m", "pip", "--version"], check=False, capture_output=True).returncode:
        give_up("pip saknas. Installera det, i Debian: apt-get install python3-pip")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON), "install", "--quiet"]
    say("Installerar paketen enligt requirements.lock …")
    run(
        [*pip, "uv>=0.5"],
        "Paketen kan inte hämtas. Kontrollera nätet, och pips inställningar om ni har ett eget index.",
    )
    by_uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    done = subprocess.run(
        [*by_uv, "--require-hashes", "-r", str(LOCK)], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        # uv does not read pip's own settings, where a machine's index or certificate may stand.
        say("uv når inte paketen, försöker med pip …")
        run(
            [*pip, "--require-hashes", "-r", str(LOCK)],
            "Paketen kan inte installeras. Kontrollera nätet och diskutrymmet.",
        )
    DONE.write_text(wanted())


def run(command: list[str], trouble: str) -> None:
    """Run quietly; when it fails, show what it said and then our one line."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        give_up(trouble)


def missing_libraries() -> list[str]:
    """The Debian packages of the libraries that cannot be loaded."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def by_apt(packages: list[str], why: str) -> bool:
    """Install packages of the system when we may; else say the one command that does."""
    if os.geteuid() or not shutil.which("apt-get"):
        sudo = "" if not os.geteuid() else "sudo "
        say(f"{why} Installera med: {sudo}apt-get install --no-install-recommends {' '.join(packages)}")
        return False
    say(f"Installerar {' '.join(packages)} med apt …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
    if done.returncode:  # of the installation; an update that fails in part may still be enough
        print(done.stdout[-2000:], file=sys.stderr)
        say(f"{why} apt kunde inte installera: {' '.join(packages)}")
        return False
    return True


def main(*, for_tests: bool) -> None:
    """Everything, in order. Leaves with one line when something is missing that we cannot mend."""
    if sys.version_info < OLDEST_PYTHON:
        give_up(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} är för gammal. Ange en nyare: make PYTHON=python3.11 …"
        )
    if not os.access(ROOT, os.W_OK):
        give_up(f"Mappen {ROOT} går inte att skriva i. Ge dig själv skrivrätt, eller klona till en egen mapp.")
    if not installed():
        make_environment()
    if (packages := missing_libraries()) and not by_apt(packages, "Bibliotek som PDF-rapporten behöver saknas."):
        sys.exit(1)
    if for_tests and not any(map(shutil.which, CHROMIUM)):
        # Without it the tests still run: the journeys fail, and say so.
        by_apt(["chromium"], "Chromium saknas, som testernas resor körs i.")


if __name__ == "__main__":
    main(for_tests="--test" in sys.argv[1:])
