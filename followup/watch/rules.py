"""Which search words stand in a text, and what an address is known by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit


def plain(text: str) -> str:
    """A text as words are looked for in it: lower case, one space between words."""
    return " ".join(text.casefold().split())


def stands_in(words: str, text: str) -> bool:
    """Whether a search word, or several in a row, stand in a text as whole words. `text` is plain."""
    wanted = plain(words)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def words_in(words: Iterable[tuple[int, str]], text: str) -> list[int]:
    """The ids of the search words that stand in a text."""
    found = plain(text)
    return [pk for pk, each in words if stands_in(each, found)]


def same_address(url: str) -> str:
    """What an address is known by: without its fragment, its host in lower case."""
    parts = urlsplit(url.strip())
    bare = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    return hashlib.sha256(bare.encode()).hexdigest()
