"""What has been released: the migrations of each version, by name and fingerprint, and rows of a database at it.

At a release: `.venv/bin/python -m tests.common.released 0.2.0` writes down the migrations. From then on they are as
they are; what a later version needs is a new one.
"""

import hashlib
import json
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

FOLDER = Path(__file__).parent / "releases"
OURS = ("common", "contracts", "procurement", "activities", "followup")


def migration_files():
    """Every file of our migrations with its fingerprint, SQL too."""
    found = {}
    for label in OURS:
        folder = Path(apps.get_app_config(label).path) / "migrations"
        for path in sorted([*folder.glob("[0-9]*.py"), *folder.glob("sql/*.sql")]):
            found[f"{label}/{path.relative_to(folder)}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def last_migrations():
    """The last migration of each app, Django's and the packages' too."""
    return sorted(MigrationLoader(None).graph.leaf_nodes())


def read(version):
    return json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))


def write(version):
    told = {"last": dict(last_migrations()), "files": migration_files()}
    (FOLDER / f"{version}.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    write(sys.argv[1])
    sys.stdout.write(f"{settings.BASE_DIR.name}: {sys.argv[1]}\n")
