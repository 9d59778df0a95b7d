"""What the settings refuse, and what production is like. Each start is a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "VO_ENV": "production",
    "SECRET_KEY": "x" * 40 + "0123456789abcdefghij",
    "ALLOWED_HOSTS": "vo.example.se",
    "DATABASE_URL": "postgresql://vo@db/vo",
    "REDIS_URL": "redis://valkey/0",
}


def manage(*arguments, **environment):
    """A Django command with only these variables, and what it took to run."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"DEBUG": "1"}, "DEBUG får inte vara på i produktion. Ta bort DEBUG, eller sätt DEBUG=0."),
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY saknas. Sätt SECRET_KEY, eller SECRET_KEY_FILE till en fil som innehåller värdet.",
        ),
        (
            {"ALLOWED_HOSTS": " , "},
            "ALLOWED_HOSTS saknas. Ange de värdnamn som systemet nås på, åtskilda med komma.",
        ),
        ({"DATABASE_URL": ""}, "DATABASE_URL och REDIS_URL ska båda vara satta i produktion."),
        ({"REDIS_URL": ""}, "DATABASE_URL och REDIS_URL ska båda vara satta i produktion."),
        ({"VO_ENV": "prod"}, "VO_ENV är ”prod”, men ska vara development eller production."),
    ],
)
def test_production_refuses_to_start_with_one_line(change, line):
    done = manage("check", **PRODUCTION | change)
    assert (done.returncode, done.stderr) == (1, f"Fel i inställningarna: {line}\n")


def test_production_with_everything_said_passes_the_check_of_a_deployment():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_development_makes_its_own_secret_once_and_keeps_it_to_itself(tmp_path):
    ask = [
        "shell",
        "--no-imports",
        "-v",
        "0",
        "-c",
        "from django.conf import settings as s; print(s.SECRET_KEY, s.DEBUG)",
    ]
    first, second = (manage(*ask, VO_DATA_DIR=str(tmp_path / "data")) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    secret, debug = first.stdout.split()
    assert len(secret) > 50
    assert debug == "False"
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0
    # Reading the settings starts no server.
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["secret_key"]


@pytest.mark.django_db
def test_pages_may_run_only_our_own_scripts_and_styles(client):
    policy = client.get("/halsa/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["font-src"] == "'self'"
    assert directives["object-src"] == directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert directives["img-src"] == "'self' data:"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_production_loads_nothing_of_the_workplace():
    # All that a web process or a worker imports: pages by their addresses, and tasks by the Celery app.
    script = (
        "import sys, django; django.setup(); import huddinge_vo.urls;"
        "from huddinge_vo.celery import app; app.loader.import_default_modules(); app.connection_for_write();"
        "print([name for name in sys.modules if name.startswith('huddinge_vo.dev')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "huddinge_vo.settings"}
        | PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[]\n", done.stderr
