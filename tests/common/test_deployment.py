"""Dockerfile and docker-compose.yml without Docker: the very commands they name, in production settings.

They run as a container would run them, with the variables and secret files the two files give and nothing of the
environment of the tests, against a real PostgreSQL and a real Valkey. What is not checked stands in docs/drift.md.
"""

import contextlib
import http.client
import os
import re
import secrets
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis
import yaml
from psycopg import sql

from huddinge_vo.dev import embedded, setup

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
# Each process of tests has its own: the module's tests may be dealt out to several.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
DATABASE = f"vo_deployment_{PROCESS}"
VALKEY = 7 + int(PROCESS.removeprefix("gw")) % 8


def dockerfile():
    """The instructions of the last stage as (name, argument), continued lines joined and comments left out."""
    lines = [line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines()
    instructions = [tuple(line.split(" ", 1)) for line in joined if line.strip()]
    last = max(index for index, (name, _argument) in enumerate(instructions) if name == "FROM")
    return instructions[last:]


def image_environment():
    """What the ENV instructions of the image set."""
    pairs = [word for name, argument in dockerfile() if name == "ENV" for word in shlex.split(argument)]
    return dict(pair.split("=", 1) for pair in pairs)


def example_environment():
    """What .env.example sets when it is copied as it is."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line.strip() and not line.startswith("#"))


def service_environment(name):
    return {**image_environment(), **example_environment(), **SERVICES[name]["environment"]}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A database, a Valkey number, secret files, a data folder and a port for one deployment."""
    folder = tmp_path_factory.mktemp("deployment")
    server = embedded.ensure_postgres()
    with psycopg.connect(**{**server, "dbname": "postgres"}, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
    valkey = embedded.ensure_valkey()
    with redis.Redis(unix_socket_path=str(valkey), db=VALKEY) as client:
        client.flushdb()
    (folder / "data").mkdir()
    (folder / "secrets").mkdir()
    for name in COMPOSE["secrets"]:
        (folder / "secrets" / name).write_text(secrets.token_urlsafe(50) + "\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "folder": folder,
        "port": port,
        "DATABASE_URL": f"postgresql:///{DATABASE}?host={server['host']}&user=",
        "REDIS_URL": f"unix://{valkey}?db={VALKEY}",
    }


def as_container(name, place):
    """A service's environment, with addresses that exist here in place of those of the container network."""
    wanted = service_environment(name)
    for key, value in wanted.items():
        if key.endswith("_FILE"):
            assert value.startswith("/run/secrets/")
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]
            wanted[key] = str(place["folder"] / "secrets" / value.removeprefix("/run/secrets/"))
    login = "vo" if name == "migrate" else "vo_app"
    assert wanted["DATABASE_URL"] == f"postgresql://{login}@db:5432/vo"
    assert wanted["REDIS_URL"] == "redis://valkey:6379/0"
    assert wanted["PORT"] == "8000"
    return wanted | {
        "DATABASE_URL": place["DATABASE_URL"] + login,
        "REDIS_URL": place["REDIS_URL"],
        "PORT": str(place["port"]),
        "VO_DATA_DIR": str(place["folder"] / "data"),
        "VO_STATIC_ROOT": str(place["folder"] / "static"),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        # Here alone: Celery warns of root, which a container's user is not.
        "PYTHONWARNINGS": "ignore:You're running the worker",
    }


def command_of(name):
    """A service's own command, or the image's."""
    if "command" in SERVICES[name]:
        return SERVICES[name]["command"]
    (argument,) = [argument for instruction, argument in dockerfile() if instruction == "CMD"]
    return yaml.safe_load(argument)


def run(command, environment, **options):
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **options)


def become_well(name, place):
    """Run a service's health check until it is well, as the container engine does."""
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    assert kind == "CMD"
    until = time.monotonic() + 30
    while time.monotonic() < until:
        done = run(command, as_container(name, place))
        if done.returncode == 0:
            return
        time.sleep(0.5)
    pytest.fail(f"{name}: {done.stdout}{done.stderr}")


@pytest.fixture(scope="module")
def running(place):
    """The three services, as after `docker compose up`: files collected, database migrated, all started."""
    building = image_environment() | {
        "VO_STATIC_ROOT": str(place["folder"] / "static"),
        "VO_DATA_DIR": str(place["folder"] / "data"),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }
    ours = [argument for name, argument in dockerfile() if name == "RUN" and "python " in argument]
    assert [re.findall(r"python .*", argument) for argument in ours] == [
        ["python -I huddinge_vo/common/fonts.py"],
        ["python manage.py collectstatic --noinput"],
    ]
    for argument in ours:
        done = run(["sh", "-c", argument], building)
        assert done.returncode == 0, done.stderr
    migrated = run(command_of("migrate"), as_container("migrate", place))
    assert migrated.returncode == 0, migrated.stderr
    with contextlib.ExitStack() as stack:
        logs = {}
        for name in ("web", "worker", "beat"):
            logs[name] = place["folder"] / f"{name}.log"
            output = stack.enter_context(logs[name].open("wb"))
            process = subprocess.Popen(
                command_of(name), cwd=ROOT, env=as_container(name, place), stdout=output, stderr=output
            )
            stack.callback(process.wait, timeout=30)
            stack.callback(process.terminate)
        for name in logs:
            become_well(name, place)
        yield logs


def get(place, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", place["port"], timeout=10)
    try:
        connection.request("GET", path, headers={"Host": "vo.example.se", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_each_service_is_well_by_its_own_health_check(running, place):
    for name in running:
        done = run(SERVICES[name]["healthcheck"]["test"][1:], as_container(name, place))
        assert done.returncode == 0, done.stderr


def test_the_web_answers_over_https_only_but_for_its_health(running, place):
    status, headers, _body = get(place, "/logga-in/")
    assert (status, headers["Location"]) == (301, "https://vo.example.se/logga-in/")
    status, headers, _body = get(place, "/admin/", **{"X-Forwarded-Proto": "https"})
    assert status == 302
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    status, _headers, body = get(place, "/halsa/")
    assert (status, body) == (200, b'{"status": "ok", "databas": "ok", "cache": "ok"}')


def test_an_unknown_host_is_refused(running, place):
    assert get(place, "/halsa/", Host="elsewhere.example")[0] == 400


def test_static_files_are_served_with_names_that_change_with_their_content(running, place):
    manifest = yaml.safe_load((place["folder"] / "static" / "staticfiles.json").read_text())
    hashed = manifest["paths"]["bootstrap/css/bootstrap.min.css"]
    status, headers, _body = get(
        place, f"/static/{hashed}", **{"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
    )
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]


def test_the_worker_does_what_is_put_on_the_queue(running, place):
    called = run(
        ["celery", "-A", "huddinge_vo", "call", "followup.judging.tasks.judge_changes"], as_container("worker", place)
    )
    assert called.returncode == 0, called.stderr
    task = called.stdout.strip()
    for _ in range(100):
        log = running["worker"].read_text(encoding="utf-8")
        if f"followup.judging.tasks.judge_changes[{task}] succeeded" in log:
            break
        time.sleep(0.1)
    else:
        pytest.fail(log)


def test_a_health_check_says_what_is_wrong(place):
    environment = as_container("web", place) | {"PORT": "1", "VO_DATA_DIR": str(place["folder"] / "nowhere")}
    check = run(SERVICES["web"]["healthcheck"]["test"][1:], environment)
    assert (check.returncode, check.stderr.split(":")[0]) == (1, "webben svarar inte")
    check = run(SERVICES["beat"]["healthcheck"]["test"][1:], environment)
    assert (check.returncode, check.stderr) == (1, "schemaläggaren har inte skrivit något\n")


def test_no_container_of_ours_runs_as_root_or_holds_a_secret():
    names = [name for name, _argument in dockerfile()]
    assert ("USER", "vo") in dockerfile()
    assert names.index("USER") < names.index("CMD")
    for name in OURS:
        service = SERVICES[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert not {"SECRET_KEY", "DATABASE_PASSWORD"} & set(service_environment(name))
        assert re.search(r":[^/@]+@", service["environment"]["DATABASE_URL"]) is None
    assert "POSTGRES_PASSWORD" not in SERVICES["db"]["environment"]
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"secrets/", ".env"} <= set(ignored)
    assert {"secrets", ".env", ".git", "var"} <= set((ROOT / ".dockerignore").read_text().splitlines())


def test_only_who_migrates_knows_the_owners_password():
    knowing = {name for name in OURS if "database_password" in SERVICES[name]["secrets"]}
    assert knowing == {"migrate"}
    assert all("app_database_password" in SERVICES[name]["secrets"] for name in OURS if name != "migrate")
    (script,) = [each for each in SERVICES["db"]["volumes"] if "initdb" in each]
    assert os.access(ROOT / script.partition(":")[0], os.X_OK)


def test_the_applications_login_is_made_by_the_script_and_twice_does_no_harm(place, tmp_path):
    (tmp_path / "password").write_text("ett 'lösen\"ord\n")
    where = embedded.ensure_postgres()
    environment = {
        "PATH": f"{Path(embedded.pg_binary('psql')).parent}:/usr/bin:/bin",
        "PGHOST": where["host"],
        "POSTGRES_DB": DATABASE,
        "VO_APP_LOGIN": "vo_app_prov",
        "APP_DATABASE_PASSWORD_FILE": str(tmp_path / "password"),
        "LANG": "C.UTF-8",
    }
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS vo_app_prov")
        try:
            for _ in range(2):
                done = run([str(ROOT / "docker" / "app-login.sh")], environment)
                assert done.returncode == 0, done.stderr
            asked = (
                "SELECT rolcanlogin, rolsuper, rolcreatedb, rolpassword IS NOT NULL FROM pg_authid WHERE rolname = %s"
            )
            assert connection.execute(asked, ["vo_app_prov"]).fetchone() == (True, False, False, True)
        finally:
            connection.execute("DROP ROLE IF EXISTS vo_app_prov")


def test_the_web_and_the_worker_own_nothing(running, place):
    for name in ("web", "worker", "beat"):
        done = run(["python", "manage.py", "check", "--deploy", "--database", "default"], as_container(name, place))
        assert "vo.W001" not in done.stdout + done.stderr
    done = run(["python", "manage.py", "check", "--deploy", "--database", "default"], as_container("migrate", place))
    assert "vo.W001" in done.stdout + done.stderr


def test_every_service_but_the_migration_has_a_health_check_and_waits_for_what_it_needs():
    for name, service in SERVICES.items():
        assert ("healthcheck" in service) is (name != "migrate")
    for name in ("web", "worker", "beat"):
        conditions = {other: how["condition"] for other, how in SERVICES[name]["depends_on"].items()}
        assert conditions == {
            "migrate": "service_completed_successfully",
            "db": "service_healthy",
            "valkey": "service_healthy",
        }


def test_the_image_has_the_libraries_that_the_set_up_asks_for():
    (install,) = [argument for name, argument in dockerfile() if name == "RUN" and "apt-get install" in argument]
    assert set(setup.LIBRARIES.values()) <= set(install.split())


def test_the_servers_of_production_are_the_versions_that_the_tests_run_on():
    major = SERVICES["db"]["image"].removeprefix("postgres:")
    with psycopg.connect(**embedded.ensure_postgres()) as connection:
        assert str(connection.info.server_version // 10000) == major == "18"
    with redis.Redis(unix_socket_path=str(embedded.ensure_valkey()), db=VALKEY) as client:
        version = client.info("server")["valkey_version"]
    assert version.split(".")[0] == SERVICES["valkey"]["image"].removeprefix("valkey/valkey:") == "9"


def test_the_options_of_valkey_in_production_are_ones_it_knows(tmp_path):
    _program, *options = SERVICES["valkey"]["command"]
    listening = tmp_path / "v.sock"
    # Another port and folder only so that it stands beside the one that runs.
    command = [
        embedded.valkey_binary(),
        *options,
        "--port",
        "0",
        "--unixsocket",
        str(listening),
        "--dir",
        str(tmp_path),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        for _ in range(100):
            if listening.exists():
                break
            time.sleep(0.05)
        with redis.Redis(unix_socket_path=str(listening), decode_responses=True) as client:
            assert client.config_get("appendonly") == {"appendonly": "yes"}
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        server.terminate()


def test_the_database_of_production_knows_letters_as_the_embedded_one_does(tmp_path):
    options = SERVICES["db"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert options == ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    source = (ROOT / "huddinge_vo" / "dev" / "embedded.py").read_text(encoding="utf-8")
    assert all(f'"{option}"' in source for option in options)
