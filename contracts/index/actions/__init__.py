"""Every action on index series and their values."""

from contracts.index.actions.fetching import (
    NotFetchable,
    codes_address,
    fetch_codes,
    fetch_series,
)
from contracts.index.actions.receiving import (
    add_index_value,
    receive_index,
)
from contracts.index.actions.series import (
    choose_codes,
    save_chain,
    save_series,
)
from contracts.index.actions.storing import (
    MustBeAnother,
    NothingToStore,
    discard_index,
    index_changes,
    store_index,
)

__all__ = [
    "MustBeAnother",
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
