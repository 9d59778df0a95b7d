"""How gunicorn serves, in production and under `make run`. It reads this file by itself from the working directory."""

import gc
import os
import shutil
import tempfile
from typing import Any

wsgi_app = "huddinge_vo.wsgi"
bind = f"{os.environ.get('VO_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads: a browser that keeps its connection open, or a slow upload, must not hold a whole process.
worker_class = "gthread"
threads = 4
# Under make run the code is read in once, before the processes part, and not once in each. In production each reads its
# own, so that one can be exchanged for a newer.
preload_app = os.environ.get("VO_PRELOAD") == "1"
timeout = 120  # a status report is drawn within a request
graceful_timeout = int(os.environ.get("VO_GRACEFUL_TIMEOUT", "30"))
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  a heartbeat must not wait for a disk
loglevel = os.environ.get("VO_WEB_LOG", "warning")
control_socket_disable = True

# What the web processes have counted for a monitor: gone with the server, as the counts are.
_own_counts = "PROMETHEUS_MULTIPROC_DIR" not in os.environ
if _own_counts:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="vo-counts-")


_WARM_AFTER = 20  # requests: then what the program is made of has been read in


def post_request(worker: Any, req: Any, environ: Any, resp: Any) -> None:  # noqa: ANN401 - gunicorn has no types
    """Once a process is warm, what the program itself is made of is looked through no more for what could be let go.

    Else a request in ten waits a seventh of a second for it, in the midst of a large page. That huddinge_vo.wsgi has
    done the same with what was read in at the start is not enough: templates and texts are read as pages are asked for.
    """
    if worker.nr >= _WARM_AFTER and not getattr(worker, "is_warm", False):
        worker.is_warm = True
        gc.collect()
        gc.freeze()


def child_exit(server: Any, worker: Any) -> None:  # noqa: ANN401 - gunicorn has no types
    """A process that has ended counts no more."""
    from prometheus_client import multiprocess  # when it is loaded it looks where to count

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:  # noqa: ANN401 - gunicorn has no types
    """The folder is ours."""
    if _own_counts:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
