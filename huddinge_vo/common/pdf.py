"""A page as a tagged PDF (PDF/UA-1): drawn from a template, with our typeface inside and nothing fetched from
anywhere.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from huddinge_vo.common.fonts import inter

if TYPE_CHECKING:
    from weasyprint import Document

VARIANT = "pdf/ua-1"
STYLES = Path(settings.BASE_DIR) / "static" / "report.css"
# WeasyPrint makes the <title> of a drawing its alternative text and forgets its <desc>.
_TEXTS = re.compile(r"(<title[^>]*>)([^<]*)</title><desc[^>]*>([^<]*)</desc>")
# What each page says where what stands there is made up.
_INVENTED = '@page { @top-right { content: "Demodata, påhittade uppgifter"; font: 8pt "Inter"; color: #5b4300; } }\n'

# A page that has this has the table of its headings there.
CONTENTS = '<nav class="contents"></nav>'
_HEADINGS = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)

_NOTHING: Mapping[str, object] = MappingProxyType({})


class ForbiddenAddress(ValueError):
    """A template for paper tried to fetch something: everything has to be in the page itself."""


def render_pdf(*, template: str, context: dict[str, object], title: str, is_demo: bool) -> bytes:
    """Draw a template as PDF in Swedish. `title` is the document's title, for readers and for the window.

    With `is_demo` each page says that what stands there is invented: paper goes on from whoever it was given to.
    The template is a whole page that sets its <title> to `pdf_title`. Raises ForbiddenAddress where it refers to
    anything that is not in the page, so that no report ever depends on a network or tells one that it was made.
    """
    with _nothing_fetched():
        return _written(_pen(is_demo=is_demo)(template, {**context, "pdf_title": title}))


def render_letters(
    *, template: str, letters: Iterable[object], title: str, is_demo: bool, context: Mapping[str, object] = _NOTHING
) -> bytes:
    """Draw a letter after another from a template that has one of them, `letter`, each with pages of its own.

    As render_pdf for the rest: `title` is the file's, and on none of the letters. Each is asked for when the one before
    it has been drawn, so that whoever gives them can tell how far it has come.
    """
    with _nothing_fetched():
        draw = _pen(is_demo=is_demo)
        documents = [draw(template, {**context, "letter": letter, "pdf_title": title}) for letter in letters]
        return _written(documents[0].copy([page for document in documents for page in document.pages]))


def render_each(
    *, template: str, letters: Iterable[tuple[object, str]], is_demo: bool, context: Mapping[str, object] = _NOTHING
) -> Iterator[bytes]:
    """The same letters as a file each: (letter, its title) → its file, drawn when it is asked for."""
    with _nothing_fetched():
        draw = _pen(is_demo=is_demo)
        for letter, title in letters:
            yield _written(draw(template, {**context, "letter": letter, "pdf_title": title}))


def _pen(*, is_demo: bool) -> Callable[[str, dict[str, object]], Document]:
    """What draws a template with a context. Its style is read once, which takes as long as to draw a letter."""
    # Here and not above: half of what the pages take to import, which every command and worker would wait for.
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=_typeface() + STYLES.read_text(encoding="utf-8") + (_INVENTED if is_demo else ""),
        font_config=fonts,
        url_fetcher=fetcher,
    )

    def draw(template: str, context: dict[str, object]) -> Document:
        html = weasyprint.HTML(string=_page(template, context), url_fetcher=fetcher)
        return html.render(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)

    return draw


def _written(document: Document) -> bytes:
    pdf: bytes = document.write_pdf(pdf_variant=VARIANT)
    return pdf


@contextmanager
def _nothing_fetched() -> Iterator[None]:
    """Within it a template that refers to something outside itself ends the request, and not the process."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:  # a BaseException
        raise ForbiddenAddress(f"Rapporten hänvisar till något utanför sig själv: {error}") from error


def _page(template: str, context: dict[str, object]) -> str:
    page: str = render_to_string(template, context)
    page = _TEXTS.sub(lambda found: f"{found[1]}{found[2]}. {found[3]}</title>", page)
    return page.replace(CONTENTS, _contents(page))


def _contents(page: str) -> str:
    """The page's main headings as links, which the style writes their page numbers after."""
    lines = "".join(
        f'<li><a href="#{anchor}">{strip_tags(words).strip()}</a></li>' for anchor, words in _HEADINGS.findall(page)
    )
    return f'<section class="contents"><h2>Innehåll</h2><ol>{lines}</ol></section>'


@cache
def _typeface() -> str:
    """Inter, whole and variable, as a rule with the file inside. WeasyPrint embeds only the letters that are used."""
    written = base64.b64encode(inter().read_bytes()).decode()
    return f'@font-face {{ font-family: "Inter"; src: url("data:font/ttf;base64,{written}") format("truetype"); }}\n'
