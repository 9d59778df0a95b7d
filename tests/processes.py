"""A broker and a worker of a test's own, which may be killed while other tests use theirs."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from huddinge_vo.celery import app
from huddinge_vo.dev import embedded


class Broker:
    """A Valkey of the test's own, which may be killed while other tests use theirs."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="vo-"))  # short: a socket's path has 107 bytes at most
        self.socket = self.folder / "v.sock"
        self.start()

    def start(self):
        keep = ["--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        command = [embedded.valkey_binary(), *keep, "--port", "0", "--unixsocket", str(self.socket)]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until(self.answers, "the broker answers")

    def answers(self):
        with contextlib.suppress(redis.RedisError), redis.Redis(unix_socket_path=str(self.socket)) as client:
            return client.ping()

    def kill(self):
        self.server.kill()
        self.server.wait(10)

    def send(self, name, kwargs, task_id=None, queue=None):
        """Send a job by its name; twice by the same id is the same job delivered twice."""
        with app.connection(f"redis+socket://{self.socket}?virtual_host=0") as connection:
            app.send_task(name, kwargs=kwargs, task_id=task_id, queue=queue, connection=connection, retry=False)


class Worker:
    """A real worker: a process that takes jobs from the queue, and a child of it that does them, one at a time."""

    def __init__(self, broker, *, children=1, **environment):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "VO_TEST_DATABASE": connection.settings_dict["NAME"],
            "REDIS_URL": f"unix://{broker.socket}?db=0",
            "VO_TASK_RETURNS_AFTER": "1",
            **environment,
        }
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "CRITICAL"]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                "huddinge_vo",
                "worker",
                "-P",
                "prefork",
                "-c",
                str(children),
                *quiet,
            ],
            env=environment,
            cwd=Path(settings.BASE_DIR),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def children(self):
        return [
            int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def kill_child(self):
        """As when the machine runs out of memory: whoever does the job is gone, and says nothing."""
        (child,) = self.children()
        os.kill(child, signal.SIGKILL)
        return child

    def kill(self):
        """Both at once, as when the machine stops."""
        children = self.children()
        for pid in (self.process.pid, *children):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(10)
        return children

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


def until(happens, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := happens():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not in {seconds} seconds: {what}")
