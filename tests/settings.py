"""The settings of the tests: the real ones, on servers with a data folder of their own.

A module and not a fixture: the test runner reads the settings before any conftest.
"""

import os
import uuid
from pathlib import Path

os.environ.setdefault("VO_DATA_DIR", str(Path(__file__).parents[1] / "var" / "test"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the same thread as the tests

from huddinge_vo.settings import *  # noqa: F403
from huddinge_vo.settings import CACHES, DATABASES, MEDIA_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # logging in is not what the tests measure
AXES_ENABLED = False  # nor is who is shut out; the tests of that turn it on
WHITENOISE_AUTOREFRESH = True  # files are found when asked for, and not listed by each client of each test
# A worker that a test starts as a process of its own works in the test's database and sends real mail.
EMAIL_BACKEND = os.environ.get("VO_TEST_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
DATABASES["default"]["NAME"] = os.environ.get("VO_TEST_DATABASE", DATABASES["default"]["NAME"])

# Test processes side by side share the servers; their databases are kept apart by pytest-django, the rest by us.
_process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# The prefix is the run's own too: a cache is never emptied in a test, for that takes everybody's keys on the server.
_run = os.environ.setdefault("VO_TEST_RUN", os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex))
CACHES["default"]["KEY_PREFIX"] = f"test-{_run}-{_process}"
MEDIA_ROOT = MEDIA_ROOT / _process
CELERY_TASK_DEFAULT_QUEUE = f"test-{_process}"
