"""Start everything for development or a first look: `make run` ends here."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from huddinge_vo.common import env
from huddinge_vo.common.migrating import migrations_apart
from huddinge_vo.dev import embedded
from huddinge_vo.dev.supervisor import Program, Supervisor
from huddinge_vo.roles import DEMO_LOGINS

_WEB_STARTS_WITHIN = 30  # seconds


class Command(BaseCommand):
    help = (
        "Startar databasen, webben, arbetaren och schemaläggaren, laddar planen och demon, och stoppar allt vid Ctrl-C."
    )
    requires_system_checks = ()  # migrate makes them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Ladda inte demon.")

    def handle(self, *, no_demo: bool, **options: object) -> None:
        port = env.integer("PORT", 8000, at_least=1)
        bind = env.text("VO_BIND", "127.0.0.1")
        self._refuse_taken(bind, port)
        # Set and not inherited: a shell starts its background jobs with Ctrl-C ignored. Until the supervisor takes
        # over, any of them breaks off the step under way, whose transaction then leaves no trace.
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, signal.default_int_handler)
        web, *others = self._programs()
        supervisor: Supervisor | None = None
        try:
            for what, step in self._steps(web, demo=not no_demo):
                self._say(f"{what} …")
                step()
            logins = self._demo_logins()
            connections.close_all()
            supervisor = Supervisor([web, *others], say=self._say)
            self._await_web(port, supervisor)
            if not supervisor.asked_to_stop:
                supervisor.start()  # those that nobody looks at, when the page can be seen
                self._greet(port, logins)
            if not supervisor.watch():
                raise CommandError("Något gick inte att hålla igång.")
        except KeyboardInterrupt:
            pass
        finally:
            self._say("Stoppar …")
            (supervisor or Supervisor([web], say=self._say)).stop()
            connections.close_all()
            embedded.release()
            self._say("Allt är stoppat.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _refuse_taken(self, bind: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a port just left is free
            try:
                probe.bind((bind, port))
            except PermissionError as error:
                raise CommandError(
                    f"Port {port} kräver högre behörighet. Välj en över 1023, till exempel: PORT=8000 make run"
                ) from error
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} är upptagen, kanske av ett system som redan är igång. "
                    f"Stoppa det, eller välj en annan port, till exempel: PORT={min(port, 65000) + 1} make run"
                ) from error

    def _steps(self, web: Program, *, demo: bool) -> Iterator[tuple[str, Callable[[], object]]]:
        missing: list[str] = []

        def start_servers() -> None:
            connections["default"].ensure_connection()
            apart = migrations_apart()
            if apart.strange:
                raise CommandError(
                    "Databasen är byggd av en annan version, med migreringar som inte finns här "
                    f"({apart.strange[0]}). Kasta den och ladda demon på nytt: make demo-reset"
                )
            missing.extend(apart.missing)
            if settings.VO_EMBEDDED_VALKEY:
                embedded.ensure_valkey()

        # The web has its own to read in, so it is started as soon as there are tables for it to read.
        build = ("Bygger databasens tabeller", lambda: call_command("migrate", verbosity=0, interactive=False))
        start_web = ("Startar webben", web.start)
        yield "Startar PostgreSQL och Valkey", start_servers
        yield from (build, start_web) if missing else (start_web, build)
        yield "Laddar planens grunduppgifter", lambda: call_command("load_plan")
        if demo:
            yield "Laddar demon (en halv minut första gången)", lambda: call_command("load_demo", logins=False)

    def _programs(self) -> list[Program]:
        folder = Path(sys.executable).parent
        celery = [str(folder / "celery"), "-A", "huddinge_vo", "--quiet"]
        # Celery warns of root, which is whom a first look in a container runs as.
        os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")
        os.environ.setdefault("VO_GRACEFUL_TIMEOUT", "2")
        os.environ.setdefault("VO_PRELOAD", "1")
        # Set for the children alone: this process is the owner, who migrates and loads.
        as_app = ["env", f"VO_EMBEDDED_LOGIN={embedded.APP_LOGIN}"]
        return [
            Program("webben", [*as_app, str(folder / "gunicorn")]),
            # QUIT puts what it was doing back on the queue; TERM would wait for it.
            Program("arbetaren", [*as_app, *celery, "worker", "-c", "2", "-l", "warning"], stop_with=signal.SIGQUIT),
            Program("schemaläggaren", [*as_app, *celery, "beat", "-l", "warning", "--pidfile="]),
        ]

    def _await_web(self, port: int, supervisor: Supervisor) -> None:
        until = time.monotonic() + _WEB_STARTS_WITHIN
        while time.monotonic() < until and not supervisor.asked_to_stop:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            try:
                connection.request("GET", "/halsa/", headers={"Host": settings.ALLOWED_HOSTS[0]})
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.1)

    def _demo_logins(self) -> list[tuple[str, str]]:
        there = set(get_user_model().objects.values_list("username", flat=True))
        return [(username, role) for username, role in DEMO_LOGINS if username in there]

    def _greet(self, port: int, logins: list[tuple[str, str]]) -> None:
        self._say(f"\nHuddinge VO är igång: http://127.0.0.1:{port}/")
        if logins:
            self._say("\nLogga in med någon av demons användare. Lösenordet är demo.")
            width = max(len(username) for username, _role in logins)
            for username, role in logins:
                self._say(f"  {username:<{width}}  {role}")
        self._say("\nCtrl-C stoppar allt.")
