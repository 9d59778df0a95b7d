"""What a page feels like to whoever sits before it: when the largest thing of it is there, and how soon it answers.

`make run` in one terminal, and here `make felt`. Measured by Chromium itself, of the demo, on this machine: LCP is from
the click until the largest text or picture is drawn, INP the slowest of what is then done on the page (a key, a fold, a
menu, a part of a picture) until the answer is drawn. The first visit has an empty cache, those after it have not. Of
several visits the median is told; of INP the worst of all, for it is the one that is remembered. No test asserts these:
a machine that others use is slow for other reasons than ours. What makes a page fast and is no time,
tests/house/test_first_paint.py asserts.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

LCP_MS, INP_MS = 1000, 200  # what is wanted
VISITS = 5
# What it is: (login in the demo, address; a star is the first link of a list that begins so).
PAGES = {
    "Översikt": ("kategoriledare", "/"),
    "Start": ("kategoriledare", "/start/"),
    "avtal, lista": ("upphandlare", "/avtal/"),
    "ett avtal": ("upphandlare", "/avtal/*"),
    "reskontrans rader": ("controller", "/reskontra/rader/"),
    "uppföljning": ("uppfoljare", "/uppfoljning/"),
    "uppföljningsplan": ("uppfoljare", "/uppfoljning/plan/2026/"),
    "prisjustering": ("upphandlingschef", "/prisjustering/"),
    "upphandlingsplan": ("upphandlare", "/upphandlingsplan/"),
    "statusrapport": ("kategoriledare", "/statusrapport/"),
    "köp per område och leverantör": ("kategoriledare", "/kop/karta/"),
}
# Kept by the page itself, from its first line on.
_WATCH = """
window.felt = {lcp: 0, inp: 0, what: ""};
new PerformanceObserver((list) => { for (const each of list.getEntries()) felt.lcp = each.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) {
    if (each.interactionId && each.duration > felt.inp) {
      felt.inp = each.duration;
      felt.what = each.name;
    }
  }
}).observe({type: "event", buffered: true, durationThreshold: 16});
"""
_WEIGHT = """() => {
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const sent = all.filter((each) => each.transferSize > 0);
  return [sent.length, sent.reduce((sum, each) => sum + each.transferSize, 0)];
}"""


@dataclass(frozen=True)
class Visit:
    """One look at a page. `slowest` is which event took the longest."""

    requests: int
    kilobytes: float
    lcp: float
    inp: float
    slowest: str


def signed_in(browser: Browser, address: str, login: str) -> Any:
    """A person's cookies, without anything in a cache."""
    context = browser.new_context(base_url=address, locale="sv-SE")
    page = context.new_page()
    page.goto("/logga-in/")
    page.get_by_label("Användarnamn").fill(login)
    page.get_by_label("Lösenord").fill("demo")
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: "/logga-in/" not in url)
    state = context.storage_state()
    context.close()
    return state


def meant(page: Page, wanted: str) -> str:
    """The address itself, or the first of a list."""
    if not wanted.endswith("*"):
        return wanted
    page.goto(wanted[:-1])
    hrefs = page.locator(f"main a[href^='{wanted[:-1]}']").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    return next(href for href in hrefs if href.removeprefix(wanted[:-1]).strip("/").isdigit())


def look(page: Page, wanted: str) -> Visit:
    """Open a page, and use what there is on it."""
    page.goto(wanted)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    lcp = page.evaluate("felt.lcp")  # ends with the first thing that is done
    requests, sent = page.evaluate(_WEIGHT)
    use(page)
    page.wait_for_timeout(200)
    felt = page.evaluate("felt")
    return Visit(requests, sent / 1000, lcp, felt["inp"], felt["what"])


def use(page: Page) -> None:
    """What people do on a page that does not leave it."""
    for selector in ("main details:not([open]) > summary", ".rail__more > summary"):
        found = page.locator(selector).filter(visible=True)
        if found.count():
            found.first.click()
    marks = page.locator("main .told[tabindex='0']").filter(visible=True)
    if marks.count():
        marks.first.focus()
        for key in ("ArrowRight", "ArrowRight", "End", "Escape"):
            page.keyboard.press(key)
    boxes = page.locator("main table input[type=checkbox]").filter(visible=True)
    if boxes.count():
        boxes.first.click()
    page.keyboard.press("Escape")
    page.locator("#sok-allt").click()
    page.keyboard.type("hem", delay=60)
    page.wait_for_timeout(400)
    page.keyboard.press("Escape")


def main(address: str) -> None:
    """Measure all pages, and tell them as a table."""
    print(f"Målet är LCP {LCP_MS} ms och INP {INP_MS} ms. Median av {VISITS} besök; INP är det sämsta av dem.\n")
    print("| sida | första besöket: anrop | kB | LCP | sedan: anrop | kB | LCP | INP | långsammast |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|")
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        states: dict[str, Any] = {}
        for label, (login, wanted) in PAGES.items():
            states[login] = states.get(login) or signed_in(browser, address, login)
            cold, warm = [], []
            for _ in range(VISITS):
                context = browser.new_context(base_url=address, locale="sv-SE", storage_state=states[login])
                page = context.new_page()
                page.add_init_script(_WATCH)
                # The list that an address is found in would fill the cache.
                finder = browser.new_context(base_url=address, storage_state=states[login])
                href = meant(finder.new_page(), wanted)
                finder.close()
                cold.append(look(page, href))
                warm.append(look(page, href))
                context.close()
            print(line(label, cold, warm))
        browser.close()


def line(label: str, cold: list[Visit], warm: list[Visit]) -> str:
    """A page's row of the table."""

    def middle(visits: list[Visit], name: str) -> str:
        return f"{statistics.median(getattr(each, name) for each in visits):.0f}"

    worst = max([*cold, *warm], key=lambda each: each.inp)
    told = [middle(each, name) for each in (cold, warm) for name in ("requests", "kilobytes", "lcp")]
    return f"| {label} | {' | '.join(told)} | {worst.inp:.0f} | {worst.slowest or 'inget över 16 ms'} |"


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
