"""Points at which a job may meet a fault, counted in the process that does it: where it asks the database something,
commits, mails, or sends another job; before and after each.

The test says in a file what shall happen to the next job of a name, and at which point. Whoever takes the file does so
alone and once, so that what is tried again afterwards is left in peace.
"""

import json
import os
import resource
import signal
import time
from contextlib import suppress
from pathlib import Path

from celery.signals import after_task_publish, before_task_publish, task_postrun, task_prerun
from django.core.mail import EmailMessage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

FOLDER = Path(os.environ["VO_FAULT_FOLDER"])
_LONGEST = 30  # seconds that a job stands still, if nobody lets it on


class _Counting:
    """The job that is watched in this process, if any: how many points it has passed, and what is to happen."""

    plan = None
    passed = 0


def point(*_args, **_kwargs):
    """Pass a point: the planned one is where it happens."""
    if _Counting.plan is None:
        return
    _Counting.passed += 1
    if _Counting.passed == _Counting.plan["at"]:
        (FOLDER / "reached").write_text(str(os.getpid()))
        if _Counting.plan["do"] == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        end = time.monotonic() + _LONGEST
        while not (FOLDER / "go").exists() and time.monotonic() < end:
            time.sleep(0.005)


def around(run):
    """A function with a point before and one after."""

    def pointed(*args, **kwargs):
        point()
        result = run(*args, **kwargs)
        point()
        return result

    return pointed


def _ask(execute, sql, params, many, context):
    return around(execute)(sql, params, many, context)


@task_prerun.connect
def _begin(sender, **_kwargs):
    with suppress(FileNotFoundError):
        plan = json.loads((FOLDER / "plan").read_text())
        if plan["task"] != sender.name:
            return
        (FOLDER / "plan").rename(FOLDER / "taken")
        _Counting.plan, _Counting.passed = plan, 0
        connection.execute_wrappers.append(_ask)
        if plan["room"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (plan["room"], resource.RLIM_INFINITY))


@task_postrun.connect
def _end(task_id, state, **_kwargs):
    if _Counting.plan is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        connection.execute_wrappers.remove(_ask)
        (FOLDER / "passed").write_text(str(_Counting.passed))
        _Counting.plan = None
    if state != "RETRY":
        note(f"done {task_id}")


def note(line):
    """Write a line where the test reads what has been sent and what is done; also where no file may grow."""
    held = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, held[1]))
    with (FOLDER / "jobs").open("a") as file:
        file.write(f"{line}\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, held)


@before_task_publish.connect
def _sent(headers, **_kwargs):
    note(f"sent {headers['id']}")


BaseDatabaseWrapper._commit = around(BaseDatabaseWrapper._commit)  # noqa: SLF001 - a commit is no statement
EmailMessage.send = around(EmailMessage.send)
before_task_publish.connect(point)
after_task_publish.connect(point)
