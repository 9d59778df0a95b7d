"""What gunicorn.conf.py does within a web process."""

import gc
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def after_a_request(monkeypatch, tmp_path):
    """A worker that has answered so many, in a process that froze what it read in at the start (huddinge_vo.wsgi)."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    hook = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["post_request"]
    worker = SimpleNamespace(nr=0)

    def answered(number):
        worker.nr = number
        hook(worker, None, {}, None)

    gc.collect()
    gc.freeze()
    return answered


def test_once_a_web_process_is_warm_what_it_is_made_of_is_looked_through_no_more(after_a_request):
    at_start = gc.get_freeze_count()
    read_since = [[] for _ in range(1000)]
    after_a_request(19)
    assert gc.get_freeze_count() <= at_start
    after_a_request(20)
    warm = gc.get_freeze_count()
    assert warm > at_start + len(read_since) / 2
    kept = [{}, [], {}]
    after_a_request(21)  # once: what came since may still go
    assert gc.get_freeze_count() <= warm
    assert gc.is_tracked(kept)
