"""Where faults are tried: servers and workers of its own, and a world that is as new before each try."""

import json
import os
import random
import shutil
import threading
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

import redis
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from followup.judging import tasks
from huddinge_vo.celery import app
from huddinge_vo.common.people.models import User
from tests.contracts.index.indices import Office, stat2
from tests.database import use
from tests.faults import world
from tests.faults.kinds import KINDS, TRIAL
from tests.faults.servers import Database, own_folder
from tests.faults.state import differences, state_of
from tests.followup.duties.office import Server
from tests.processes import Broker, Worker, until

TRIES = int(os.environ.get("VO_FAULT_TRIES", "1"))  # how often each is tried: 20 by `make faults`
QUEUE, TRIED, WORLD = "faults", "tried", "world"
SWEEP = "huddinge_vo.common.jobs.tasks.take_up_broken_off"
_LONGEST = 30  # seconds that anything is waited for
LOST_AFTER = 1  # seconds; minutes outside the tests


class Lost(AssertionError):
    """A job that is neither done nor failed, and that nothing takes up again."""


class Room:
    """All that a try needs. `expected` is what one undisturbed run of a kind leaves, and how many points it passes."""

    def __init__(self, database, broker, mails, folder):
        self.database, self.broker, self.mails, self.folder = database, broker, mails, folder
        self.expected, self.worker, self.asked = {}, None, {}
        self.ended = 0  # how often a worker ended by itself
        self.client = redis.Redis(unix_socket_path=str(broker.socket))

    # ------------------------------------------------------------------------------------------------ before a try

    def start_worker(self):
        if self.worker is None or self.worker.process.poll() is not None:
            self.ended += self.worker is not None
            self.worker = Worker(self.broker, children=2, **self.environment)

    @property
    def environment(self):
        """What tells a process of its own where everything is."""
        return {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "REDIS_URL": f"unix://{self.broker.socket}?db=0",
            "VO_TEST_DATABASE": TRIED,
            "VO_TASK_RETURNS_AFTER": "2",
            "VO_JOB_IS_LOST_AFTER": str(LOST_AFTER),
            "VO_FAULT_FOLDER": str(self.folder),
            "VO_FAULT_COPIES": str(self.copies),
            "VO_FAULT_OFFICE": self.office,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mails.port),
        }

    @property
    def copies(self):
        return self.folder / "copies"

    def begin(self, name=None):
        """The world is as new, the queue empty, and a worker there; ready for a kind of job, where one is named."""
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.copies.mkdir()
        self.mails.mails.clear()
        self.client.delete(QUEUE, "unacked", "unacked_index")
        self.files_anew()
        use(TRIED)
        self.database.anew(TRIED, WORLD)
        self.start_worker()
        cache.delete(tasks.trial_key(TRIAL))
        if name and (prepared := KINDS[name].prepared):
            getattr(world, prepared)(self.asked)

    def files_anew(self):
        """The files as the world has them."""
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        shutil.copytree(self.files, settings.MEDIA_ROOT)

    def plan(self, name, *, at=0, do="stand", room=None):
        (self.folder / "plan").write_text(json.dumps({"task": name, "at": at, "do": do, "room": room}))

    def send(self, name, task_id=None):
        task_id = task_id or str(uuid.uuid4())
        self._note_sent(task_id)
        self.broker.send(name, KINDS[name].asked(self.asked), task_id=task_id, queue=QUEUE)

    def _note_sent(self, task_id):
        with (self.folder / "jobs").open("a") as file:
            file.write(f"sent {task_id}\n")

    # ------------------------------------------------------------------------------------------------- during a try

    def stands(self, name):
        """Wait until the job stands at its point; false when it was done without passing it."""
        reached = self.folder / "reached"
        until(lambda: reached.exists() or not self._not_done(), f"{name} comes to its point")
        return reached.exists()

    def second_has_left(self):
        """What was delivered again is taken from the queue, and done with."""
        until(lambda: not self.client.llen(QUEUE) and self.client.hlen("unacked") <= 1, "the second has left")
        time.sleep(0.1)

    def let_on(self):
        (self.folder / "go").touch()

    def kill_child(self):
        os.kill(int((self.folder / "reached").read_text()), 9)

    # ---------------------------------------------------------------------------------------------------- after it

    def _is_idle(self):
        try:
            return not self.client.llen(QUEUE) and not self.client.hlen("unacked")
        except redis.RedisError:
            return False

    def _not_done(self):
        """What has been sent and has not come to an end, by id."""
        lines = [line.split() for line in (self.folder / "jobs").read_text().splitlines()]
        told = {word: {task_id for each, task_id in lines if each == word} for word in ("sent", "done")}
        return told["sent"] - told["done"]

    def is_quiet(self, seconds=40):
        """Nothing waits in the queue and nobody does anything. What was sent and is lost is waited for a while."""
        until(lambda: self._is_idle() and not self._not_done(), "all is done", seconds)

    def _stays_idle(self):
        """What is on its way from the queue to a worker is in neither of their lists for a moment."""
        return all(self._is_idle() and not time.sleep(0.04) for _ in range(6))

    def is_quiet_or_lost(self, seconds=8):
        """The same, where a job may be lost: nothing waits for so many seconds, and still something is not done."""
        last, end = time.monotonic() + _LONGEST, time.monotonic() + seconds
        while time.monotonic() < min(last, end):
            self.start_worker()  # as the supervisor does with one that has ended
            if not self._is_idle():
                end = max(end, time.monotonic() + seconds / 2)
            elif not self._not_done() and self._stays_idle():
                return
            time.sleep(0.02)

    def recover(self, monkeypatch):
        """What brings the job to its end: by itself, by the search for what was broken off, or by a person's hand."""
        self.is_quiet_or_lost()
        how = "self"
        for _ in range(4):
            rows = self.database.ask(
                TRIED,
                "SELECT id, name, failed_at IS NOT NULL AND failed_at >= begun_at, reason FROM common_unfinishedjob",
            )
            if not rows:
                return how
            failed = [(pk, reason) for pk, _name, has_failed, reason in rows if has_failed]
            if failed:
                how = "hand"
                for pk, reason in failed:
                    self._try_again(pk, reason, monkeypatch)
            else:
                how = "sweep" if how == "self" else how
                self._sweep()
            self.is_quiet_or_lost()
        raise Lost(f"{rows} are neither done nor failed")

    def _sweep(self):
        """As the clock does each minute."""
        time.sleep(LOST_AFTER)
        task_id = str(uuid.uuid4())
        self._note_sent(task_id)
        self.broker.send(SWEEP, {}, task_id=task_id, queue=QUEUE)

    def _try_again(self, pk, reason, monkeypatch):
        """As the administrator does: he sees why on the page of jobs, and presses the button there."""
        browser = Client()
        browser.force_login(User.objects.get(username="väktare"))
        assert reason
        page = browser.get("/jobb/").content.decode()
        assert reason in page
        assert "jobb har inte gått" in browser.get("/administration/drift/").content.decode()
        with monkeypatch.context() as patched:
            patched.setattr(app, "send_task", self._send_asked(app.send_task))
            assert browser.post(f"/jobb/{pk}/igen/").status_code == 302

    def _send_asked(self, send):
        def sent(name, kwargs):
            task_id = str(uuid.uuid4())
            self._note_sent(task_id)
            with app.connection(f"redis+socket://{self.broker.socket}?virtual_host=0") as connection:
                send(name, kwargs=kwargs, queue=QUEUE, connection=connection, task_id=task_id)

        return sent

    def note(self, fault, name, how):
        """Write down how a try ended, where whoever runs them wants to know."""
        twice = len(self.mails.mails) - len({(mail["To"], mail["Subject"]) for mail in self.mails.mails})
        if path := os.environ.get("VO_FAULT_NOTES"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"fault": fault, "name": name, "how": how, "mails_twice": twice}) + "\n")

    def found(self):
        """All that is left: the database, the mails, the copies, and the rule that was to be tried."""
        self.database.rests(TRIED)
        copies = list(self.copies.iterdir())
        return {
            **state_of(self.database, TRIED),
            "mails": Counter({(mail["To"], mail["Subject"]): 1 for mail in self.mails.mails}),
            "copies": Counter("whole" if (path / "innehall.json").is_file() else "half" for path in copies),
            "rule": Counter([str(world.is_tried())]),
        }

    def of_undisturbed(self, name):
        """What one run leaves, and through how many points it goes."""
        if name not in self.expected:
            self.begin(name)
            self.plan(name)
            before = self.found()
            self.send(name)
            until((self.folder / "passed").exists, f"{name} is done")
            self.is_quiet()
            after = self.found()
            assert self.database.ask(TRIED, "SELECT name, reason FROM common_unfinishedjob") == []
            points = int((self.folder / "passed").read_text())
            self.expected[name] = (after, points, differences(before, after))
        return self.expected[name]


@contextmanager
def opened():
    """A room, in which Django's connection, cache and files are those of the tried world."""
    folder = own_folder()
    trial = own_folder()
    office = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    office.status, office.asked = 200, []
    office.table = stat2(["2026K1", "2026K2"], [141.2, 142.5], [140.9, None])
    serving = threading.Thread(target=office.serve_forever)
    serving.start()
    broker = Broker()
    room = None
    try:
        with (
            Database(folder).used() as server,
            Server() as mails,
            override_settings(
                MEDIA_ROOT=folder / "files" / os.environ.get("PYTEST_XDIST_WORKER", "alone"),
                CACHES=_cache_at(broker),
                VO_EMBEDDED_VALKEY=False,
            ),
        ):
            use(WORLD)
            room = Room(server, broker, mails, trial)
            room.office = f"http://127.0.0.1:{office.server_address[1]}"
            room.asked = world.build()
            room.files = folder / "files of the world"
            shutil.copytree(settings.MEDIA_ROOT, room.files)
            use(TRIED)
            try:
                yield room
            finally:
                if room.worker:
                    room.worker.stop()
                room.client.close()
    finally:
        cache.close()
        broker.kill()
        shutil.rmtree(broker.folder)
        office.shutdown()
        office.server_close()
        serving.join()
        shutil.rmtree(trial, ignore_errors=True)


def _cache_at(broker):
    own = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"unix://{broker.socket}?db=0"}
    return {"default": {**settings.CACHES["default"], **own}}


def chance_of(*what):
    """Chance that is the same for the same seed; the seed is told, so that a try can be made again."""
    seed = os.environ.get("VO_FAULT_SEED") or str(uuid.uuid4().int % 10**8)
    print(f"VO_FAULT_SEED={seed}")  # noqa: T201 - pytest shows it for a test that fails
    return random.Random("-".join([seed, *map(str, what)]))
