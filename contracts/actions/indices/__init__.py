"""Bringing index values in: fetched, from a file or by hand, looked at, then stored. A stored value is never altered."""

from contracts.actions.indices.fetching import NotFetchable, codes_address, fetch_codes, fetch_series
from contracts.actions.indices.receiving import add_index_value, receive_index
from contracts.actions.indices.series import choose_codes, save_chain, save_series
from contracts.actions.indices.storing import (
    IndexChange,
    IndexChanges,
    NothingToStore,
    discard_index,
    index_changes,
    store_index,
)

__all__ = [
    "IndexChange",
    "IndexChanges",
    "NotFetchable",
    "NothingToStore",
    "add_index_value",
    "choose_codes",
    "codes_address",
    "discard_index",
    "fetch_codes",
    "fetch_series",
    "index_changes",
    "receive_index",
    "save_chain",
    "save_series",
    "store_index",
]
