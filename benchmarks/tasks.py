"""What ordinary tasks take on the demo, role by role: clicks, and seconds from Start until it is done.

`make run` in one terminal, and here `python benchmarks/tasks.py [address]`; writes docs/uppgifter.md. On a demo just
loaded (`make demo-reset`), for what is done once, as the year's plan, is done then. The walks are
those of tests/journeys/tasks, done by a machine that reads nothing: the seconds are what the system takes, not what
people do.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import django

django.setup()

from playwright.sync_api import Error, sync_playwright  # noqa: E402

from huddinge_vo.roles import ROLES  # noqa: E402 - Django is set up first
from tests.journeys import tasks  # noqa: E402

PAPER = Path(__file__).parents[1] / "docs" / "uppgifter.md"
ABOUT = """# Uppgifter

Vad en vanlig dags uppgifter tar, roll för roll, från *Start*. *Förut* är systemet som det var när det först prövades
som sina användare (tomt: prövades inte då, eller bara som del av något större); *nu* är mätt av `benchmarks/tasks.py`
på demon, {on}. Vägarna går med i testerna (`tests/journeys/test_tasks.py`), som faller när en uppgift tar fler klick än
här. Ingenting görs i administrationen.

Ett klick är en länk, en knapp, en ruta, ett val i en lista eller en vald fil. Att skriva i ett fält räknas inte, inte
heller Retur i det. Sök (`/`, några bokstäver, första träffen) räknas som ett. Sekunderna är systemets: en maskin som
inte läser går vägen.

| roll | uppgift | gick förut | klick förut | klick nu | sekunder nu | om det inte är halverat |
|---|---|---|--:|--:|--:|---|
"""


def main(address: str) -> int:
    """Walk all of them, and write the table. Returns how many did not come through."""
    lines, failed = [], 0
    logins = {role.name: role.login for role in ROLES}
    known = tasks.KNOWN
    known.contract, known.supplier, known.unit = "HK-2023-0612", "Demohem Eken", "Familjehemsteam Skogsdalen"
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for name in dict.fromkeys(task.role for task in tasks.TASKS):
            page = browser.new_context(base_url=address, locale="sv-SE", reduced_motion="reduce").new_page()
            page.set_default_timeout(20_000)
            page.goto("/logga-in/")
            page.get_by_label("Användarnamn").fill(logins[name])
            page.get_by_label("Lösenord").fill("demo")
            page.get_by_role("button", name="Logga in").click()
            page.wait_for_url(lambda url: "/logga-in/" not in url)
            for task in (each for each in tasks.TASKS if each.role == name):
                way = tasks.Way(page)
                way.begin()
                begun = time.perf_counter()
                try:
                    task.walk(way)
                except (Error, AssertionError, StopIteration) as error:
                    failed += 1
                    sys.stderr.write(f"{task.role}: {task.words}: {page.url} {str(error)[:300]}\n")
                    continue
                took = f"{time.perf_counter() - begun:.1f}".replace(".", ",")
                before = "" if task.before is None else task.before
                why = task.why if task.before is not None and way.clicks * 2 > task.before else ""
                lines.append(f"| {task.role} | {task.words} | {task.was} | {before} | {way.clicks} | {took} | {why} |")
                sys.stdout.write(lines[-1] + "\n")
            page.context.close()
        browser.close()
    if not failed:
        PAPER.write_text(ABOUT.format(on=time.strftime("%Y-%m-%d")) + "\n".join(lines) + "\n", encoding="utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
