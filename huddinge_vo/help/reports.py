"""The manual, the words and the measures as the documents in docs/ have them, section by section, to be read here.

A section of the manual may say which pages it is about, in a comment right under its heading:
`<!-- sidor: /avtal/ /optioner/ -->`. The one that names most of a page's address is that page's help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

# By the name in the address, in the order they are offered.
DOCUMENTS = {"handbok": "Handbok", "ordlista": "Ordlista", "matt": "Mått"}
STATEMENT = "tillganglighet"  # for everybody, also those who have not logged in, as the law will have it
_PAGES = re.compile(r"\A\s*<!-- sidor: ([^>]*?) -->")
_SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A section: its document's name, its own in the address, its heading, what it says, and the pages it is about."""

    document: str
    slug: str
    title: str
    body: SafeString
    pages: tuple[str, ...] = ()

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("help-section", args=[self.document, self.slug])


def _links(tokens: list[Token]) -> None:
    """Links between the documents lead to their pages here; those to what is not read here are plain words.

    Pictures lie among the static files, and are fetched when one comes to them.
    """
    for token in tokens:
        _links(token.children or [])
        if token.type == "image":
            token.attrs["src"] = static(str(token.attrs["src"]).removeprefix("../static/"))
            token.attrs["loading"] = "lazy"
        if token.type != "link_open":
            continue
        document, _, _place = str(token.attrs["href"]).partition("#")
        name = document.removesuffix(".md")
        token.attrs = {"href": reverse("help-document", args=[name])} if name in DOCUMENTS else {"role": "none"}


def _html(text: str) -> SafeString:
    """Its headings one step higher, for the page's own heading is the section's; tables scroll within the page."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    _links(tokens)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{max(int(token.tag[1]) - 1, 2)}"
        if token.type == "table_open":
            token.attrs = {"class": "data"}
    drawn = reader.renderer.render(tokens, reader.options, {})
    drawn = drawn.replace("<table ", '<div class="scroll" tabindex="0"><table ').replace("</table>", "</table></div>")
    return mark_safe(re.sub(r'<a role="none">(.*?)</a>', r"\1", drawn))  # noqa: S308 - of our own documents, without HTML


@cache
def sections(document: str) -> tuple[Section, ...]:
    """The sections of a document in their order; what comes before the first is one of its own."""
    text = (Path(settings.BASE_DIR) / "docs" / f"{document}.md").read_text(encoding="utf-8")
    before, *parts = _SECTION.split(text)
    found = [_section(document, "Inledning", before.partition("\n")[2])] if before.partition("\n")[2].strip() else []
    found += [_section(document, title, body) for title, body in zip(parts[::2], parts[1::2], strict=True)]
    return tuple(found)


def _section(document: str, title: str, body: str) -> Section:
    named = _PAGES.match(body)
    pages = tuple(named[1].split()) if named else ()
    return Section(document, slugify(title), title, _html(_PAGES.sub("", body)), pages)


def section_of(path: str) -> Section:
    """The section of the manual that a page is told of in; the manual's first where none names it."""
    manual = sections("handbok")
    named = [
        (len(page), section)
        for section in manual
        for page in section.pages
        if path == page or (page != "/" and path.startswith(page))
    ]
    return max(named, key=lambda each: each[0])[1] if named else manual[0]
