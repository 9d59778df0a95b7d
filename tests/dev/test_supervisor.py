"""Programs under one roof, and `manage.py serve`, which puts ours there."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A supervisor in a process of its own: it takes over the signals. Its programs write their numbers to a file.
SUPERVISE = """
import signal, sys
from pathlib import Path
from huddinge_vo.dev.supervisor import Program, Supervisor
folder = Path(sys.argv[1])
def program(name, body):
    code = (
        f"import os, signal, subprocess, sys, time\\nopen({str(folder / name)!r}, "
        f"'a').write(f'{{os.getpid()}}\\\\n')\\n{body}"
    )
    return Program(name, [sys.executable, "-c", code])
programs = [program(*arguments) for arguments in eval(sys.argv[2])]
supervisor = Supervisor(programs, say=lambda line: print(line, flush=True))
supervisor.start()
kept = supervisor.watch()
supervisor.stop()
print("kept" if kept else "given up", [p.process.returncode for p in programs], flush=True)
"""


def supervise(folder, *programs):
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(folder), repr(programs)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def started(folder, name, times=1):
    """The number of the process that a program was last started as, once it has been started so many times."""
    for _ in range(200):
        try:
            numbers = (folder / name).read_text().split()
        except FileNotFoundError:
            numbers = []
        if len(numbers) >= times:
            return int(numbers[-1])
        time.sleep(0.05)
    return pytest.fail(f"{name} was not started {times} times")


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def is_gone(pid):
    for _ in range(200):
        if not lives(pid):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("wanted", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_programs(tmp_path, wanted):
    with supervise(tmp_path, ("one", "time.sleep(60)"), ("two", "time.sleep(60)")) as process:
        numbers = [started(tmp_path, name) for name in ("one", "two")]
        process.send_signal(wanted)
        assert process.communicate(timeout=20)[0] == "kept [-15, -15]\n"
    assert not any(lives(number) for number in numbers)


def test_a_program_that_falls_is_started_again(tmp_path):
    with supervise(tmp_path, ("one", "time.sleep(60)"), ("two", "time.sleep(60)")) as process:
        steady = started(tmp_path, "two")
        os.kill(started(tmp_path, "one"), signal.SIGKILL)
        assert process.stdout.readline() == "one avslutades (kod -9) och startas igen.\n"
        assert started(tmp_path, "one", times=2)
        assert lives(steady)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=20)[0] == "kept [-15, -15]\n"


def test_one_that_falls_again_and_again_stops_all(tmp_path):
    with supervise(tmp_path, ("one", "sys.exit(3)"), ("two", "time.sleep(60)")) as process:
        output = process.communicate(timeout=30)[0].splitlines()
    assert output == [
        *["one avslutades (kod 3) och startas igen."] * 3,
        "one faller gång på gång (kod 3). Allt stoppas; orsaken står ovanför.",
        "given up [3, -15]",
    ]


def test_children_that_a_killed_program_left_behind_do_not_work_on(tmp_path):
    child = textwrap.dedent("""
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        open(%r, "a").write(f"{child.pid}\\n")
        time.sleep(60)
    """) % str(tmp_path / "child")
    with supervise(tmp_path, ("one", child)) as process:
        orphan = started(tmp_path, "child")
        os.kill(started(tmp_path, "one"), signal.SIGKILL)
        assert started(tmp_path, "child", times=2) != orphan
        assert is_gone(orphan)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def test_a_program_that_will_not_stop_is_killed(tmp_path):
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN); open(%r, 'a').write('1\\n'); time.sleep(60)"
    with supervise(tmp_path, ("one", deaf % str(tmp_path / "deaf"))) as process:
        started(tmp_path, "deaf")
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[0] == "kept [-9]\n"


def test_programs_do_not_outlive_a_killed_supervisor(tmp_path):
    with supervise(tmp_path, ("one", "time.sleep(60)")) as process:
        number = started(tmp_path, "one")
        process.kill()
    assert is_gone(number)


LOOK = SUPERVISE.replace(
    "kept = supervisor.watch()",
    """seen = []
def look():
    seen.append(1)
    if len(seen) == 3:
        supervisor.stop()
        supervisor.start()
kept = supervisor.watch(look)""",
)


def test_who_looks_may_stop_the_programs_and_start_them_again(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", LOOK, str(tmp_path), repr([("one", "time.sleep(60)")])],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        first = started(tmp_path, "one")
        second = started(tmp_path, "one", times=2)
        assert is_gone(first)
        assert lives(second)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=20)[0] == "kept [-15]\n"  # and nobody took it for a fall


def serve(port):
    return subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_taken_port_is_one_line_that_says_how_to_mend_it():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve(port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"CommandError: Port {port} är upptagen, kanske av ett system som redan är igång. "
        f"Stoppa det, eller välj en annan port, till exempel: PORT={min(port, 65000) + 1} make run\n"
    )


def test_a_port_that_is_no_number_is_one_line():
    done = serve("webben")
    assert (done.returncode, done.stderr) == (
        1,
        "Fel i inställningarna: PORT är ”webben”, men ska vara ett heltal.\n",
    )
