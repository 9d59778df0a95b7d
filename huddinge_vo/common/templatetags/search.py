"""What was typed in a search, marked where it was found."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from huddinge_vo.common.words import typed_words

register = template.Library()
_DASH = "[-\u2010-\u2014\u2212]?"  # may stand between any two signs of a number


@register.filter
def marked(words: str, typed: str) -> SafeString:
    """Some words with what was typed marked, however it was written; an excerpt brings its own marks, « and »."""
    if "«" in words:
        parts = re.split("[«»]", words)
    else:
        wanted = [_pattern(word) for word in sorted(typed_words(typed), key=len, reverse=True)]
        parts = re.split(f"({'|'.join(wanted)})", words, flags=re.IGNORECASE) if wanted else [words]
    return format_html_join("", "{}", ((_mark(part) if n % 2 else part,) for n, part in enumerate(parts)))


def _pattern(word: str) -> str:
    if not any(sign.isdecimal() for sign in word):
        return re.escape(word)
    return _DASH.join(map(re.escape, re.sub(r"(?<=\d)[-\u2010-\u2014\u2212](?=\d)", "", word)))


def _mark(words: str) -> SafeString:
    return format_html("<mark>{}</mark>", words)
