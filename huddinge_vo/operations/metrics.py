"""What a monitor reads, in Prometheus' form: how often and how fast each page answers, and how jobs and copies stand.

Each web process counts its own requests; under gunicorn they lie in a folder that all of them write to. All else is
asked of the database, the queue and the disks when the monitor asks.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from huddinge_vo.common.backup.actions import kept_in
from huddinge_vo.common.jobs.done import last_done
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.jobs.tasks import known_jobs
from huddinge_vo.common.version import VERSION
from huddinge_vo.operations.reports import ask_queue, database_bytes, disks_there_are

_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}  # a name that a client makes up is one of none
_ASKED = Counter("vo_requests_total", "Requests by page, method and status", ["page", "method", "status"])
_TOOK = Histogram(
    "vo_request_seconds",
    "Seconds to answer, by page",
    ["page"],
    buckets=(0.02, 0.05, 0.08, 0.15, 0.3, 0.6, 1, 2.5, 5, 10, 30),
)


class CountingMiddleware:
    """Counts each request by its page's name, never by its address: an address may hold a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in _METHODS else "other"
        _ASKED.labels(page, method, str(response.status_code)).inc()
        _TOOK.labels(page).observe(time.perf_counter() - began)
        return response


class _Standing(Collector):
    """What is asked when the monitor asks."""

    def collect(self) -> Iterator[Metric]:
        yield _one("vo_version", "The version that runs", 1, {"version": VERSION})
        waiting, _version = ask_queue()
        yield _one("vo_queue_answers", "Whether the queue answers", float(waiting is not None))
        if waiting is not None:
            yield _one("vo_queue_jobs", "Jobs that wait in the queue", waiting)
        failed = UnfinishedJob.objects.filter(failed_at__isnull=False)
        yield _one("vo_failed_jobs", "Jobs that have failed and not succeeded since", failed.count())
        ended = GaugeMetricFamily("vo_job_done_seconds", "When each job was last done, since 1970", labels=["job"])
        took = GaugeMetricFamily("vo_job_took_seconds", "Seconds that it took then", labels=["job"])
        for name, done in sorted(last_done(known_jobs()).items()):
            ended.add_metric([name], done.at.timestamp())
            took.add_metric([name], done.seconds)
        yield from (ended, took)
        yield _one("vo_database_bytes", "What the database takes", database_bytes())
        for disk in disks_there_are():
            yield _one("vo_disk_free_share", "Free share of a disk", disk.free / disk.total, {"holds": disk.holds})
        if settings.VO_BACKUP_DIR and (copies := kept_in(Path(settings.VO_BACKUP_DIR))):
            made = copies[0].made_at.timestamp()
            yield _one("vo_backup_made_seconds", "When the last copy was made, since 1970", made)


def _one(name: str, about: str, value: float, labels: dict[str, str] | None = None) -> Metric:
    family = GaugeMetricFamily(name, about, labels=list(labels or {}))
    family.add_metric(list((labels or {}).values()), value)
    return family


def read_metrics() -> bytes:
    """All of it, as text."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    else:
        counted = REGISTRY
    standing = CollectorRegistry(auto_describe=False)
    standing.register(_Standing())
    return generate_latest(counted) + generate_latest(standing)
