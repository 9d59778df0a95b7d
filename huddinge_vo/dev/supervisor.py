"""Several programs under one roof: started together, started again when one falls, stopped together.

For `manage.py serve`, that is for development and a first look. In production the container engine does this.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_FALLS_AT_MOST = 3
_FALLS_WITHIN_SECONDS = 60
_STOP_SECONDS = 8
_KILL_SECONDS = 2


@dataclass
class Program:
    """A program to keep running. `stop_with` is the signal it stops at once and tidily by."""

    name: str
    command: list[str]
    stop_with: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    sockets: tuple[int, ...] = ()  # open ones that it inherits
    falls: deque[float] = field(default_factory=lambda: deque(maxlen=_FALLS_AT_MOST))

    def start(self) -> None:
        """Start it, whether or not it has run before."""
        # In a session of its own, so that Ctrl-C reaches the supervisor alone and the order of stopping is ours.
        # setpriv has the kernel stop it if the supervisor is killed outright.
        command = ["setpriv", "--pdeathsig", self.stop_with.name.removeprefix("SIG"), "--", *self.command]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=self.sockets
        )

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, wanted: signal.Signals, *, to_all: bool = False) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            # A session has the number of its first process, so what that one left behind is reached by it too.
            (os.killpg if to_all else os.kill)(self.process.pid, wanted)


class Supervisor:
    """Runs programs until a signal, or until one of them falls again and again."""

    def __init__(self, programs: Iterable[Program], say: Callable[[str], None]) -> None:
        self.programs = list(programs)
        self.say = say
        self.asked_to_stop = False
        for wanted in _SIGNALS:
            signal.signal(wanted, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        self.asked_to_stop = True

    def start(self) -> None:
        """Start those that do not run yet."""
        for program in self.programs:
            if not program.running:
                program.start()

    def watch(self, look: Callable[[], None] = lambda: None) -> bool:
        """Keep the programs running. True when asked to stop, False when one could not be kept up.

        `look` is asked every time round: it may stop the programs and start them again.
        """
        while not self.asked_to_stop:
            time.sleep(0.2)
            look()
            for program in self.programs:
                if not program.running and not self.asked_to_stop and not self._start_again(program):
                    return False
        return True

    def _start_again(self, program: Program) -> bool:
        now = time.monotonic()
        code = program.process.returncode if program.process else None
        if len(program.falls) == _FALLS_AT_MOST and now - program.falls[0] < _FALLS_WITHIN_SECONDS:
            self.say(f"{program.name} faller gång på gång (kod {code}). Allt stoppas; orsaken står ovanför.")
            return False
        program.falls.append(now)
        self.say(f"{program.name} avslutades (kod {code}) och startas igen.")
        program.send(signal.SIGKILL, to_all=True)  # children of a killed program would work on beside the new one
        program.start()
        return True

    def stop(self) -> None:
        """Ask all at once, wait, then insist. Returns when none is left."""
        for program in self.programs:
            if program.running:
                program.send(program.stop_with)
        self._await(_STOP_SECONDS)
        for program in self.programs:
            program.send(signal.SIGKILL, to_all=True)
        self._await(_KILL_SECONDS)

    def _await(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and any(program.running for program in self.programs):
            time.sleep(0.05)
