"""Feeds: fetched from where one may fetch, and read as text that nobody trusts."""

from followup.watch.imports.feeds import Item, NotAFeed, read_feed
from followup.watch.imports.fetching import Unreachable, fetch

__all__ = ["Item", "NotAFeed", "Unreachable", "fetch", "read_feed"]
