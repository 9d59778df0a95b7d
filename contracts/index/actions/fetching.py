"""Asking the statistical office for a series' values, and for the codes of its table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.index.actions.receiving import read_values, receive_index
from contracts.index.actions.storing import changes_of, settle
from contracts.index.imports.fetching import Unreachable, fetch
from contracts.index.imports.pxweb import (
    Dimension,
    address_metadata_v1,
    address_metadata_v2,
    address_v1,
    address_v2,
    query_v1,
    read_metadata,
)
from contracts.index.models import IndexFetch, IndexImport, IndexSeries
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.jobs.actions import reason_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_LATEST = 60  # periods asked for: five years of months


class NotFetchable(Exception):
    """The series does not say where it is fetched from, or which of the table's contents it is."""


def fetch_series(
    *, series: IndexSeries, address: str, by: User | None, at: datetime, get: Callable[..., bytes] = fetch
) -> IndexImport | None:
    """Ask the statistical office for a series' latest values and let them wait to be looked at; null when nothing is
    new.

    `address` is the office's API host. A newer answer takes the place of an older one that nobody has settled. Raises
    NotFetchable, Unreachable and UnreadableFile; the reason is remembered, and what is stored stays as it is.
    """
    if not series.is_fetched:
        raise NotFetchable(
            f"{series} hämtas inte: den läses från fil."
            if series.source == IndexSeries.Source.FILE
            else f"{series} kan inte hämtas förrän tabellens koder är valda."
        )
    contents = list(series.contents_status)
    body: object = None
    try:
        if series.source == IndexSeries.Source.PXWEB_1:
            url = address_v1(address, series.table)
            body = query_v1(series.selection, contents=contents, latest=_LATEST)
        else:
            url = address_v2(address, series.table, series.selection, contents=contents, latest=_LATEST)
        content = get(url, body=body)
        found, notes = read_values(series, content, url)
    except ValueError as error:
        # UnreadableFile, or a table that is no address: either way the series cannot be had so.
        _remember(series, at, str(error))
        raise error if isinstance(error, UnreadableFile) else NotFetchable(str(error)) from error
    except Unreachable as error:
        _remember(series, at, str(error))
        raise
    except Exception as error:  # nobody foresaw it: told on the page all the same, and raised
        _remember(series, at, reason_of(error))
        raise
    _remember(series, at, "")
    if not changes_of(series, found, notes).differing:
        return None
    received = receive_index(series=series, content=content, name=url, by=by, at=at)
    _drop_older(received, by, at)
    return received


@transaction.atomic
def _drop_older(received: IndexImport, by: User | None, at: datetime) -> None:
    """Let a newer answer take the place of those from the same address that still wait."""
    older = IndexImport.objects.waiting().filter(series=received.series_id, original_name=received.original_name)
    for each in older.filter(pk__lt=received.pk).select_for_update(of=("self",)).order_by("pk"):
        settle(each, IndexImport.Status.DISCARDED, by, at)


def _remember(series: IndexSeries, at: datetime, words: str) -> None:
    """How the try went. A success clears the last failure."""
    facts: dict[str, object] = {"tried_at": at, "words": words[:500]}
    if not words:
        facts["worked_at"] = at
    IndexFetch.objects.update_or_create(series=series, defaults=facts)


def codes_address(*, series: IndexSeries, address: str) -> str:
    """Where a series' table is described; empty for one from file, or whose table is no address."""
    if series.source == IndexSeries.Source.FILE:
        return ""
    of_version = address_metadata_v1 if series.source == IndexSeries.Source.PXWEB_1 else address_metadata_v2
    try:
        return of_version(address, series.table)
    except ValueError:
        return ""


def fetch_codes(
    *, series: IndexSeries, address: str, get: Callable[..., bytes] = fetch
) -> tuple[bytes, tuple[Dimension, ...]]:
    """The description of a series' table, as it came and as its variables.

    Raises NotFetchable, Unreachable, UnreadableFile.
    """
    url = codes_address(series=series, address=address)
    if not url:
        raise NotFetchable("Serien har ingen tabell att hämta koder från. Ange den på seriens sida.")
    content = get(url)
    return content, read_metadata(content)
