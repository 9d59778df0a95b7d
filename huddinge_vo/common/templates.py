"""Templates as they are sent: without the indents that those who write them need and those who read pages do not.

A fifth of a long list was indents. Each line keeps its end, so that errors name the line of the file.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.template import Origin
from django.template.loaders import app_directories, filesystem

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def _unindented(source: str, origin: Origin) -> str:
    return _INDENT.sub("", source) if Path(origin.name).suffix == ".html" else source


class FilesystemLoader(filesystem.Loader):
    """The templates of the house."""

    def get_contents(self, origin: Origin) -> str:
        """What is read once and kept."""
        return _unindented(super().get_contents(origin), origin)


class AppLoader(app_directories.Loader):
    """Those of what is installed."""

    def get_contents(self, origin: Origin) -> str:
        """What is read once and kept."""
        return _unindented(super().get_contents(origin), origin)
