"""What gunicorn.conf.py does within a web process."""

import gc
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def after_a_request(monkeypatch, tmp_path):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    hook = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["post_request"]
    yield lambda number: hook(SimpleNamespace(nr=number), None, {}, None)
    gc.unfreeze()


def test_once_a_web_process_is_warm_what_it_is_made_of_is_looked_through_no_more(after_a_request):
    after_a_request(19)
    assert gc.get_freeze_count() == 0
    after_a_request(20)
    frozen = gc.get_freeze_count()
    assert frozen > 1000
    kept = [{}, [], {}]
    after_a_request(21)  # once: what came since may still go
    assert gc.get_freeze_count() <= frozen
    assert gc.is_tracked(kept)
