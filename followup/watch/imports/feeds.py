"""What stands in a feed, RSS or Atom: titles, addresses and days, as plain text."""

from __future__ import annotations

import html
import re
import warnings
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import feedparser

_MOST_ITEMS = 500
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_URL = 300, 5000, 1000
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODINGS = {"utf-8": "utf-8-sig", "us-ascii": "utf-8-sig", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}
_TAGS = re.compile(r"<[^>]*>")


class NotAFeed(ValueError):
    """What came is no feed that is read. The message is for the user."""


@dataclass(frozen=True)
class Item:
    """One of a feed's articles."""

    url: str
    title: str
    text: str
    published_on: date | None


def read_feed(content: bytes) -> list[Item]:
    """The articles of a feed, as many as 500. Those without an address out on the net are left out.

    Nothing in a feed is trusted: no entity of its own is expanded, and markup becomes text. Raises NotAFeed.
    """
    text = _text(content)
    if "<!entity" in text.casefold():
        raise NotAFeed("Flödet har egna entiteter och läses inte.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is odd in somebody else's feed
        found = feedparser.parse(
            BytesIO(_DECLARED.sub("", text).encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,  # nothing is kept as markup
        )
    if not found.get("version"):
        raise NotAFeed("Det är inget flöde i RSS eller Atom.")
    items = (_item(entry) for entry in found.entries[:_MOST_ITEMS])
    return [item for item in items if item is not None]


def _text(content: bytes) -> str:
    declared = _ENCODING.match(content[:300])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise NotAFeed(f"Flödets teckenkodning {name} läses inte.")
    try:
        text = content.decode(_ENCODINGS[name])
    except UnicodeDecodeError as error:
        raise NotAFeed("Flödet går inte att läsa som text.") from error
    if "\0" in text:
        raise NotAFeed("Flödet går inte att läsa som text.")
    return text


def _item(entry: feedparser.FeedParserDict) -> Item | None:
    url = str(entry.get("link") or "").strip()
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or len(url) > _LONGEST_URL:
        return None
    title = _plain(str(entry.get("title") or ""), _LONGEST_TITLE)
    return Item(url, title or url[:_LONGEST_TITLE], _plain(str(entry.get("summary") or ""), _LONGEST_TEXT), _day(entry))


def _plain(markup: str, longest: int) -> str:
    text = html.unescape(_TAGS.sub(" ", markup[: 4 * longest]))
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:longest].rstrip()


def _day(entry: feedparser.FeedParserDict) -> date | None:
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*told[:3]) if told else None
    except (TypeError, ValueError):
        return None
