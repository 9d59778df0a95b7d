"""The pictures of the manual, of the demo: `make run` in one terminal, `make pictures` in another.

Small ones, of the part of a page that its section tells of. They are kept with the manual, so that it has them offline.
With a word after the address, `efter`, those of docs/fore-och-efter.md instead; `fore` was taken of an older commit.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "static" / "handbok"
MOST_BYTES = 60_000
# name: (login in the demo, address, width, height)
PICTURES = {
    "start": ("kategoriledare", "/start/", 1280, 760),
    "oversikt": ("kategoriledare", "/", 1280, 800),
    "varfor": ("kategoriledare", "/varfor/LOYALTY_IFO/", 1280, 800),
    "avtal": ("upphandlare", "/avtal/", 1280, 760),
    "hitta-plats": ("handlaggare", "/hitta-plats/?omrade=1&alder=15", 1280, 800),
    "prisjustering": ("upphandlingschef", "/prisjustering/", 1280, 800),
    "uppfoljning": ("uppfoljare", "/uppfoljning/", 1280, 760),
    "anmal-brist": ("handlaggare", "/brister/anmal/", 390, 760),
    "regler": ("controller", "/regler/utan/", 1280, 700),
    "statusrapport": ("kategoriledare", "/statusrapport/", 1280, 800),
}
# What docs/fore-och-efter.md shows: pages that there were from the beginning, at the same addresses.
COMPARED = {
    "oversikt": ("kategoriledare", "/", 1280, 1100),
    "avtal": ("upphandlare", "/avtal/", 1280, 900),
    "prisjustering": ("upphandlare", "/prisjustering/", 1280, 900),
    "uppfoljning": ("uppfoljare", "/uppfoljning/", 1280, 900),
    "avtal-telefon": ("upphandlare", "/avtal/", 390, 800),
}


def main(address: str, when: str = "") -> None:
    """Take all of them anew: the manual's, or what is to be compared, before or after."""
    pictures, folder = (COMPARED, ROOT / "docs" / "bilder" / when) if when else (PICTURES, FOLDER)
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for name, (login, page_of, width, height) in pictures.items():
            size = {"width": width, "height": height}
            context = browser.new_context(base_url=address, locale="sv-SE", viewport=size, reduced_motion="reduce")
            page = context.new_page()
            page.goto("/logga-in/")
            page.get_by_label("Användarnamn").fill(login)
            page.get_by_label("Lösenord").fill("demo")
            page.get_by_role("button", name="Logga in").click()
            page.wait_for_url(lambda url: "/logga-in/" not in url)
            page.goto(page_of)
            page.wait_for_load_state("networkidle")
            (folder / f"{name}.webp").write_bytes(small(page.screenshot()))
            context.close()
        browser.close()


def small(png: bytes) -> bytes:
    """As WebP, at most 960 wide, and as good as it gets within the bytes it may take."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.thumbnail((960, 2000))
    for quality in range(85, 20, -10):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


if __name__ == "__main__":
    main(*(sys.argv[1:3] or ["http://127.0.0.1:8000"]))
