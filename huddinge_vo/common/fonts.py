"""The typeface that charts and PDFs are drawn with."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def inter() -> Path:
    """The whole typeface as its package brings it: variable, TrueType. The PDF report embeds from this one."""
    spec = find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        raise SystemExit("Paketet fontpkg-inter saknas. Kör ”make setup”.")
    return Path(spec.origin).parent / "files" / "Inter[opsz,wght].ttf"
