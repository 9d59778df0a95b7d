"""A person's way through the pages, from Start, with the clicks counted.

The walks know links by where they lead and fields by their names, so that they go as well on the demo as on the small
municipality of the tests: `test_tasks.py` holds the clicks to what is promised, `benchmarks/tasks.py` measures the time
on the demo and writes docs/uppgifter.md.

A click is a link, a button, a tick, a choice in a list or a file that is chosen. To write in a field costs none, nor
does Return in it; to search from anywhere (`/`, some letters, the first hit) counts as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Page, expect

# The first link that is seen and leads to such a place; where all lie under a fold, the fold's own summary.
_FIND = """pattern => {
    const wanted = new RegExp(pattern);
    const found = [...document.querySelectorAll('a[href]')].filter(a => wanted.test(a.pathname + a.search));
    const seen = found.find(a => a.checkVisibility({checkVisibilityCSS: true}));
    if (seen) return seen;
    const fold = found[0]?.closest('details:not([open])');
    return fold ? fold.querySelector('summary') : null;
}"""
SETTLED = """() => document.readyState === 'complete'
    && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"""


class Way:
    """A person's way through the pages, and how many clicks it took."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def begin(self) -> None:
        """On Start, with nothing clicked."""
        self.page.goto("/start/")
        self.clicks = 0

    def to(self, pattern: str) -> None:
        """Follow the first link that leads to such a place, opening the fold that it lies under if need be."""
        found = self._find(pattern)
        if found.evaluate("each => each.tagName") == "SUMMARY":
            self.clicks += 1
            found.click()
            found = self._find(pattern)
        self.clicks += 1
        with self.page.expect_navigation():
            found.click()
        self.page.wait_for_function(SETTLED)

    def _find(self, pattern: str) -> ElementHandle:
        found = self.page.wait_for_function(_FIND, arg=pattern).as_element()
        assert found is not None
        return found

    def press(self, words: str) -> None:
        """A button that sends a form."""
        self.clicks += 1
        button = self.page.get_by_role("main").get_by_role("button", name=re.compile(words)).first
        with self.page.expect_navigation():
            button.click()
        self.page.wait_for_function(SETTLED)

    def choose(self, name: str, words: str = "") -> None:
        """The first choice of a list that says something, or the first of all."""
        self.clicks += 1
        options = self.page.locator(f"main select[name='{name}'] option").all()
        value = next(
            each.get_attribute("value")
            for each in options
            if each.get_attribute("value") and words in each.inner_text()
        )
        self.page.locator(f"main select[name='{name}']").select_option(value=value)

    def tick(self, css: str) -> None:
        """A box or a circle."""
        self.clicks += 1
        self.page.locator(f"main {css}").first.check()

    def give(self, name: str, file: tuple[str, bytes]) -> None:
        """A file, as its name and content."""
        self.clicks += 1
        sent = {"name": file[0], "mimeType": "text/csv", "buffer": file[1]}
        self.page.locator(f"main input[name='{name}']").set_input_files(files=[sent])

    def write(self, name: str, words: str, *, send: bool = False) -> None:
        """In a field; with `send` also Return."""
        field = self.page.locator(f"main [name='{name}']").first
        field.fill(words)
        if send:
            with self.page.expect_navigation():
                field.press("Enter")
            self.page.wait_for_function(SETTLED)

    def untick(self, css: str) -> None:
        """A box that is ticked from the beginning."""
        self.clicks += 1
        self.page.locator(f"main {css}").first.uncheck()

    def search(self, words: str, start: str) -> None:
        """From anywhere: `/`, some letters, and the first hit that is of that kind."""
        self.clicks += 1
        self.page.keyboard.press("/")
        field = self.page.get_by_role("searchbox", name="Sök i allt")
        expect(field).to_be_focused()
        self.page.keyboard.type(words)
        hits = self.page.get_by_role("region", name="Träffar")
        expect(hits.get_by_role("link").first).to_be_visible()
        hit = hits.locator(f"a[href^='{start}']").first
        with self.page.expect_navigation():
            hit.press("Enter")
        self.page.wait_for_function(SETTLED)

    def see(self, words: str) -> None:
        """That is what came of it."""
        expect(self.page.get_by_text(re.compile(words)).locator("visible=true").first).to_be_visible()

    def headed(self, words: str) -> None:
        """That is the page's own heading: what may not be read, or is not there, has another at the same address."""
        expect(self.page.locator("h1")).to_have_text(re.compile(words))

    def at(self, pattern: str) -> None:
        """That is where one is."""
        self.page.wait_for_url(re.compile(pattern))


@dataclass
class Known:
    """What one types to find something, as one types the beginning of a name: of the tests' small municipality."""

    supplier: str = "Provhem"
    contract: str = "A-1"
    unit: str = "Provgården"


KNOWN = Known()
