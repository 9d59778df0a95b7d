"""What all tests share. They run on real servers with a data folder of their own."""

import os
from pathlib import Path

os.environ.setdefault("VO_DATA_DIR", str(Path(__file__).parents[1] / "var" / "test"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the same thread as the tests
