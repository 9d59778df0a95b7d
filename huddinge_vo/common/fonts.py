"""Makes what the pages need and no package has ready: the typeface Inter, cut to our letters, as woff2.

Run at set-up and when the image is built (`python -I huddinge_vo/common/fonts.py`), so that no binary file is kept in
the repository and none is fetched from elsewhere. Does nothing when it has been done for the same version of Inter.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "assets"
FONT = FOLDER / "inter.woff2"
# Latin with Swedish and its neighbours, and the dashes, quotes, arrows and signs that figures and texts use.
LETTERS = [
    *range(0x20, 0x180),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2196, 0x2197, 0x2198, 0x2199, 0x2212, 0x2248, 0x2260, 0x2264),
    *(0x2265, 0x202F, 0x2009, 0x25CF, 0x25B2, 0x25BC, 0x2713, 0x2715),
]
# tnum: figures of one width, so that columns of amounts stand straight.
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "case", "zero"]


def inter() -> Path:
    """The whole typeface as its package brings it: variable, TrueType. The PDF report embeds from this one."""
    spec = find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        raise SystemExit("Paketet fontpkg-inter saknas. Kör ”make setup”.")
    return Path(spec.origin).parent / "files" / "Inter[opsz,wght].ttf"


def make_font() -> bool:
    """Write the cut typeface; True when there was something to do."""
    made_from = FOLDER / "inter.version"
    if FONT.exists() and made_from.exists() and made_from.read_text() == version("fontpkg-inter"):
        return False
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    FOLDER.mkdir(parents=True, exist_ok=True)
    options = subset.Options(flavor="woff2", layout_features=FEATURES, notdef_outline=True)
    with TTFont(inter()) as font:
        cut = subset.Subsetter(options)
        cut.populate(unicodes=LETTERS)
        cut.subset(font)
        # One optical size, that of running text, makes the file half as large; the weights stay variable.
        instantiateVariableFont(font, {"opsz": 14}, inplace=True)
        font.flavor = "woff2"
        unfinished = FONT.with_suffix(".new")
        font.save(unfinished)
    unfinished.replace(FONT)
    made_from.write_text(version("fontpkg-inter"))
    return True


if __name__ == "__main__":
    if make_font():
        print(f"Skar till typsnittet Inter: {FONT.stat().st_size // 1024} kB.")  # noqa: T201 - run by itself at set-up
