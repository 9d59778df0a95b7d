"""What a browser calls itself, in words that its owner knows it by."""

from __future__ import annotations

# In this order: each says that it is the next ones too.
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def name_of(user_agent: str) -> str:
    """As: Firefox på Windows. Nothing is decided by it, for a browser may say what it likes."""
    browser = next((words for mark, words in _BROWSERS if mark in user_agent), "Okänd webbläsare")
    system = next((words for mark, words in _SYSTEMS if mark in user_agent), "")
    return f"{browser} på {system}" if system else browser
