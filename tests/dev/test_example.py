"""The example is made as new by who owns the servers: its database, its files, its queue; and nothing else ever is."""

import contextlib
import http.client
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.parse
import urllib.request
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from huddinge_vo.common.people.models import Organization
from huddinge_vo.dev import embedded, example
from tests import database
from tests import factories as make

ROOT = Path(__file__).parents[2]


@pytest.fixture
def installation(django_db_setup, django_db_blocker, settings, tmp_path):
    """A small installation with a database and a folder of files of its own, marked as the demo."""
    settings.VO_DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    tested = connection.settings_dict["NAME"]
    name = f"{tested}_played"
    with django_db_blocker.unblock():
        database.copy_template(name, keep=False)
        database.use(name)
        home = make.buyer()
        Organization.objects.filter(pk=home.pk).update(is_demo=True)
        write(tmp_path, "ledger.csv", "as it came")
        yield tmp_path
        database.use(tested)
        for each in (name, f"{name}_kept", f"{name}_fresh", f"{name}_left", f"{name}_unfinished"):
            database.drop(each)


def write(folder, name, words):
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / name).write_text(words)


def play(folder):
    """What somebody does in the example."""
    Organization.objects.update(name="Ankeborg")
    make.buyer(org_number="2120000233", name="Nynäshamns kommun")
    write(folder, "ledger.csv", "written over")
    write(folder, "new.csv", "new")


def as_it_is(folder):
    files = {path.name: path.read_text() for path in (folder / "files").iterdir()}
    return list(Organization.objects.order_by("pk").values_list("name", "is_demo")), files


AS_NEW = ([("Huddinge kommun", True)], {"ledger.csv": "as it came"})


def make_anew():
    example.prepare()
    example.put_in_place()
    example.throw_away()


def test_it_is_as_it_was_kept_each_time_and_nothing_is_left_beside_it(installation):
    assert as_it_is(installation) == AS_NEW
    assert not example.is_kept()
    example.keep()
    assert example.is_kept()
    for _ in range(2):
        play(installation)
        assert as_it_is(installation) != AS_NEW
        make_anew()
        assert as_it_is(installation) == AS_NEW
    assert {path.name for path in installation.iterdir()} == {"files", "files.kept"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{connection.settings_dict['NAME']}%"]
        )
        name = connection.settings_dict["NAME"]
        assert {found for (found,) in cursor.fetchall()} == {name, f"{name}_kept"}


def test_what_is_prepared_is_noticed_by_nobody_until_it_is_put_in_place(installation):
    example.keep()
    play(installation)
    played = as_it_is(installation)
    example.prepare()
    assert as_it_is(installation) == played


def test_who_is_in_the_database_is_thrown_out_and_not_waited_for(installation):
    where = embedded.ensure_postgres()
    name = connection.settings_dict["NAME"]
    with psycopg.connect(host=where["host"], user=where["user"], dbname=name) as reader:
        reader.execute("SELECT 1")
        example.keep()
        with pytest.raises(psycopg.OperationalError):
            reader.execute("SELECT 1")
    play(installation)
    with psycopg.connect(host=where["host"], user=where["user"], dbname=name) as reader:
        reader.execute("UPDATE common_organization SET name = 'Ankeborg'")
        make_anew()
        with pytest.raises(psycopg.OperationalError):
            reader.execute("SELECT 1")
    assert as_it_is(installation) == AS_NEW


def test_the_applications_login_comes_in_afterwards_with_the_rights_it_had(installation):
    example.keep()
    make_anew()
    where = embedded.ensure_postgres()
    with psycopg.connect(
        host=where["host"], user=embedded.APP_LOGIN, dbname=connection.settings_dict["NAME"], autocommit=True
    ) as web:
        assert web.execute("SELECT count(*) FROM common_organization").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("DELETE FROM common_organizationevent")


def test_without_a_copy_all_is_as_it_was(installation):
    play(installation)
    played = as_it_is(installation)
    with pytest.raises(example.NotMadeAnew, match="Exemplet är som det var"):
        example.prepare()
    with pytest.raises(example.NotMadeAnew, match="Exemplet är som det var"):
        example.put_in_place()
    assert as_it_is(installation) == played


@pytest.mark.parametrize("lacks", ["the mark", "VO_DEMO", "a workplace", "our own server"])
def test_what_is_not_the_example_is_refused_by_everything_that_a_page_can_set_off(
    installation, settings, monkeypatch, lacks
):
    example.keep()
    example.prepare()
    play(installation)
    if lacks == "the mark":
        Organization.objects.update(is_demo=False)
    elif lacks == "VO_DEMO":
        settings.VO_DEMO = False
    elif lacks == "a workplace":
        settings.PRODUCTION = True
    else:
        monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.postgresql")
    played = as_it_is(installation)
    for step in (example.keep, example.prepare, example.put_in_place):
        with pytest.raises(example.NotTheExample, match="Bara demon"):
            step()
    assert as_it_is(installation) == played


def test_an_empty_database_takes_the_place_of_a_full_one_and_its_copy_is_forgotten(installation):
    example.keep()
    example.forget_kept()
    assert not example.is_kept()
    example.empty_database()
    assert connection.introspection.table_names() == []


def test_jobs_and_sessions_go_with_what_they_were_of(tmp_path):
    program = textwrap.dedent("""
        import django
        django.setup()
        from celery import current_app
        from django.core.cache import cache
        from huddinge_vo.dev import example
        cache.set("session", 1)
        with current_app.connection_for_write() as queue:
            valkey = queue.default_channel.client
            valkey.rpush("celery", "a job")
            valkey.hset("unacked", "one", "a job that was begun")
            print(cache.get("session"), valkey.dbsize())
            example.empty_queue_and_cache()
            print(cache.get("session"), valkey.dbsize())
    """)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "huddinge_vo.settings",
            "VO_DATA_DIR": str(tmp_path),
            "VO_GRACE": "0.1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1 2\nNone 0\n"


def test_the_page_that_is_shown_meanwhile_answers_whatever_is_asked_and_gives_the_socket_back():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        with example.waiting_page(listening):
            for method, path in (("GET", "/avtal/"), ("POST", "/logga-in/"), ("HEAD", "/")):
                answer, words = ask(port, method, path)
                assert answer.status == 503
                assert answer.headers["Refresh"] == "2; url=/aterstall-exemplet/"
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
                assert ("<h1>Exemplet återställs</h1>" in words) is (method != "HEAD")
        # Whoever comes now waits for the web.
        with socket.create_connection(("127.0.0.1", port), timeout=5) as browser:
            browser.sendall(b"GET / HTTP/1.1\r\n\r\n")
            browser.settimeout(0.5)
            with pytest.raises(TimeoutError):
                browser.recv(1)


def ask(port, method, path):
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request(method, path)
        answer = asked.getresponse()
        return answer, answer.read().decode()
    finally:
        asked.close()


# A demo that is small: what `load_demo` takes for one that is whole.
SMALL = """
import django
django.setup()
from django.core.management import call_command
from followup.reviews.models import Review
from huddinge_vo.common.people.models import Organization
from huddinge_vo.dev import example
call_command("migrate", verbosity=0, interactive=False)
from tests import factories as make
Review.objects.create(contract=make.contract(), planned_on="2026-06-01", method="DESK")
Organization.objects.update(is_demo=True)
someone = make.user("läsare", username="lasare")
someone.set_password("demo")
someone.save()
example.keep()
"""


class Browser:
    """Somebody who signs in."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path, sent=None):
        """The page one ends at, and its words; what is down for the moment has words too."""
        data = urllib.parse.urlencode(sent).encode() if sent else None
        headers = {"Referer": self.base + path}
        try:
            with self.opener.open(urllib.request.Request(self.base + path, data, headers), timeout=60) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return path, error.read().decode()

    def post(self, path, **sent):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        return self.get(path, {"csrfmiddlewaretoken": token[1], **sent})


@contextlib.contextmanager
def served(folder, port):
    """`make run`, until it is left."""
    environment = {**os.environ, "VO_DATA_DIR": str(folder), "VO_GRACE": "0.1", "PORT": str(port)}
    environment["DJANGO_SETTINGS_MODULE"] = "huddinge_vo.settings"
    subprocess.run([sys.executable, "-c", SMALL], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.stdout.read()


def said(process, words):
    for line in process.stdout:
        if words in line:
            return line
    return pytest.fail(f"never said: {words}")


@pytest.mark.long
def test_the_button_makes_all_as_new_and_who_was_in_signs_in_again(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(tmp_path, port) as process:
        said(process, "Ctrl-C stoppar allt")
        one, other = Browser(port), Browser(port)
        for each in (one, other):
            assert each.post("/logga-in/", login="lasare", password="demo")[0] != "/logga-in/"
        (tmp_path / "files").mkdir(exist_ok=True)
        (tmp_path / "files" / "new.csv").write_text("new")
        with psycopg.connect(host=str(tmp_path / "run"), user="vo", dbname="vo") as owner:
            owner.execute("UPDATE common_organization SET name = 'Ankeborg'")
        assert "Exemplet återställs" in one.post("/aterstall-exemplet/")[1]
        said(process, "lasare återställer exemplet")
        until = time.monotonic() + 120
        while time.monotonic() < until and "Exemplet återställs" in one.get("/aterstall-exemplet/")[1]:
            time.sleep(0.2)
        path, words = one.get("/aterstall-exemplet/")
        assert path == "/logga-in/"
        assert "Exemplet är återställt" in words
        said(process, "Exemplet är igång igen")
        assert other.get("/start/")[0] == "/logga-in/"
        assert "Huddinge kommun" in one.post("/logga-in/", login="lasare", password="demo")[1]
        assert not (tmp_path / "files" / "new.csv").exists()
