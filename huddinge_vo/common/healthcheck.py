"""What the container engine runs to ask whether a container is well. Plain Python: it runs every half minute.

`python healthcheck.py web` asks the web process's own health page; `python healthcheck.py beat` looks at when the
scheduler last wrote down where it is, which it does at least every third minute.
"""

from __future__ import annotations

import http.client
import os
import sys
import time
from pathlib import Path

_BEAT_WRITES_WITHIN = 600  # seconds


def web() -> str | None:
    """What is wrong with the web process, or None."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
    host = (
        os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().removeprefix(".").replace("*", "localhost")
    )
    try:
        connection.request("GET", "/halsa/", headers={"Host": host})
        answer = connection.getresponse()
        body = answer.read().decode()
    except OSError as error:
        return f"webben svarar inte: {error}"
    finally:
        connection.close()
    return None if answer.status == 200 else f"webben svarar {answer.status}: {body[:200]}"


def beat() -> str | None:
    """What is wrong with the scheduler, or None."""
    kept = list(Path(os.environ.get("VO_DATA_DIR", "/data")).glob("celerybeat-schedule*"))
    if not kept:
        return "schemaläggaren har inte skrivit något"
    age = time.time() - max(path.stat().st_mtime for path in kept)
    return None if age < _BEAT_WRITES_WITHIN else f"schemaläggaren skrev senast för {age:.0f} sekunder sedan"


if __name__ == "__main__":
    if wrong := {"web": web, "beat": beat}[sys.argv[1]]():
        sys.exit(wrong)
