"""The web as it is served, and people in front of it, each with a session of his own."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.processes import until

_TOKEN = "a" * 32  # a form's proof is that cookie and header say the same


@contextmanager
def served(room):
    """Gunicorn by its own file, on a free port. Gives the port, and the file with what it complains of."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    complaints = room.folder / "web"
    with complaints.open("w") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"],
            # A session is signed by the secret: the one of the process that has signed people in.
            env={**os.environ, **room.environment, "SECRET_KEY": settings.SECRET_KEY, "PORT": str(port)},
            cwd=Path(settings.BASE_DIR),
            stdout=file,
            stderr=file,
        )
    try:
        until(lambda: _answers(port), "the web answers")
        yield port, complaints
    finally:
        server.terminate()
        try:
            server.wait(40)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)


def _answers(port):
    try:
        return Person(port).ask("/halsa/lever/").status == 200
    except OSError:
        return False


class Answer:
    """What came back: its number, where it sends one, and the page."""

    def __init__(self, response):
        self.status, self.goes_to = response.status, response.headers.get("Location", "")
        self.page = response.read().decode(errors="replace")

    def field(self, name):
        """What a hidden field of the page says."""
        found = re.search(rf'<input[^>]*name="{name}"[^>]*>', self.page)
        value = found and re.search(r'value="([^"]*)"', found[0])
        return value[1] if value else ""


class Person:
    """Somebody who is signed in, or nobody. Remembers how long each answer took, and which it was."""

    def __init__(self, port, user=None):
        self.port, self.answers = port, []
        self.cookies = {settings.CSRF_COOKIE_NAME: _TOKEN}
        if user is not None:
            client = Client()
            client.force_login(user)
            self.cookies |= {name: morsel.value for name, morsel in client.cookies.items()}

    def ask(self, path, form=None):
        """One question over a connection of its own: one that is kept may be closed just when something is sent."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        begun = time.monotonic()
        try:
            if form is None:
                connection.request("GET", path, headers=headers)
            else:
                headers |= {"X-CSRFToken": _TOKEN, "Content-Type": MULTIPART_CONTENT}
                connection.request("POST", path, encode_multipart(BOUNDARY, form), headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        self.answers.append((time.monotonic() - begun, answer.status, path))
        return answer
