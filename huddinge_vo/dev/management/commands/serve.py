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
from django.db import connection, connections
from django.utils import timezone
from redis.exceptions import RedisError

from huddinge_vo.common import env
from huddinge_vo.common.migrating import migrations_apart
from huddinge_vo.common.terminal import main_buyer
from huddinge_vo.demo import anew
from huddinge_vo.demo.loading import is_loaded
from huddinge_vo.dev import embedded, example
from huddinge_vo.dev.supervisor import Program, Supervisor
from huddinge_vo.roles import DEMO_LOGINS

_WEB_STARTS_WITHIN = 30  # seconds
_LOOK_EACH = 1  # second


class Command(BaseCommand):
    help = (
        "Startar databasen, webben, arbetaren och schemaläggaren, laddar planen och demon, och stoppar allt vid Ctrl-C."
    )
    requires_system_checks = ()  # migrate makes them
    _look_next = 0.0

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Ladda inte demon.")

    def handle(self, *, no_demo: bool, **options: object) -> None:
        port = env.integer("PORT", 8000, at_least=1)
        bind = env.text("VO_BIND", "127.0.0.1")
        listening = self._listen(bind, port)
        # Set and not inherited: a shell starts its background jobs with Ctrl-C ignored. Until the supervisor takes
        # over, any of them breaks off the step under way, whose transaction then leaves no trace.
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, signal.default_int_handler)
        web, *others = self._programs(listening, demo=not no_demo)
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
            keeper = supervisor
            if not supervisor.watch(lambda: self._make_anew_if_asked(keeper, port, listening)):
                raise CommandError("Något gick inte att hålla igång.")
        except KeyboardInterrupt:
            pass
        finally:
            self._say("Stoppar …")
            (supervisor or Supervisor([web], say=self._say)).stop()
            connections.close_all()
            embedded.release()
            listening.close()
            self._say("Allt är stoppat.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _listen(self, bind: str, port: int) -> socket.socket:
        """The web's socket. Kept here and lent to the web: whoever comes while it is down is not turned away."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        try:
            listening.bind((bind, port))
            listening.listen()
        except PermissionError as error:
            listening.close()
            raise CommandError(
                f"Port {port} kräver högre behörighet. Välj en över 1023, till exempel: PORT=8000 make run"
            ) from error
        except (OSError, OverflowError) as error:
            listening.close()
            raise CommandError(
                f"Port {port} är upptagen, kanske av ett system som redan är igång. "
                f"Stoppa det, eller välj en annan port, till exempel: PORT={min(port, 65000) + 1} make run"
            ) from error
        return listening

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
            was_loaded = is_loaded(main_buyer())  # then somebody may have played in it already
            yield "Laddar demon (en halv minut första gången)", lambda: call_command("load_demo", logins=False)
            anew.forget_order()
            if not was_loaded and connection.settings_dict["ENGINE"] == example.OWN_ENGINE:
                yield "Sparar demon, så att den går att återställa", example.keep

    def _make_anew_if_asked(self, supervisor: Supervisor, port: int, listening: socket.socket) -> None:
        """Make the example as new when somebody on its page has asked for it."""
        by = self._asked_by()
        if by is None:
            return
        self._say(f"{by} återställer exemplet …")
        began = time.monotonic()
        try:
            example.refuse_unless_example()
            is_kept = example.is_kept()  # else it is loaded once more, as the first time
            if is_kept:
                example.prepare()
        except (example.NotTheExample, example.NotMadeAnew) as error:
            anew.forget_order()
            self._say(str(error))
            return
        supervisor.stop()
        with example.waiting_page(listening):
            self._make_anew(is_kept=is_kept)
        if not supervisor.asked_to_stop:
            supervisor.start()
            self._await_web(port, supervisor)
            self._say(f"Exemplet är igång igen, efter {time.monotonic() - began:.0f} sekunder.")
        example.throw_away()

    def _make_anew(self, *, is_kept: bool) -> None:
        try:
            if is_kept:
                example.put_in_place()
                if migrations_apart().missing:  # the copy is of an earlier version
                    call_command("migrate", verbosity=0, interactive=False)
            else:
                call_command("reset_demo", logins=False)
        except example.NotMadeAnew as error:
            anew.forget_order()
            self._say(str(error))
        else:
            example.empty_queue_and_cache()
            anew.note_done(timezone.now())
        connections.close_all()

    def _asked_by(self) -> str | None:
        """Who has asked, looked for now and then: not each time the supervisor looks at its programs."""
        now = time.monotonic()
        if now < self._look_next:
            return None
        self._look_next = now + _LOOK_EACH
        try:
            return anew.ordered_by()
        except (RedisError, OSError):  # away for a moment: whoever waits asks again
            return None

    def _programs(self, listening: socket.socket, *, demo: bool) -> list[Program]:
        folder = Path(sys.executable).parent
        celery = [str(folder / "celery"), "-A", "huddinge_vo", "--quiet"]
        # Celery warns of root, which is whom a first look in a container runs as.
        os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")
        os.environ.setdefault("VO_GRACEFUL_TIMEOUT", "2")
        os.environ.setdefault("VO_PRELOAD", "1")
        # Set for the children alone: this process is the owner, who migrates and loads.
        as_app = ["env", f"VO_EMBEDDED_LOGIN={embedded.APP_LOGIN}"]
        # What may be made as new is the demo, in the database that came with the workplace.
        is_kept = demo and settings.DATABASES["default"]["ENGINE"] == example.OWN_ENGINE
        web = ["env", f"VO_DEMO_KEPT={int(is_kept)}", str(folder / "gunicorn"), "--bind", f"fd://{listening.fileno()}"]
        return [
            Program("webben", [*as_app, *web], sockets=(listening.fileno(),)),
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
