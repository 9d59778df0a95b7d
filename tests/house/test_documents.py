"""What the documents send people to is there, as the tree now stands."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = ("activities", "contracts", "followup", "procurement", "huddinge_vo", "tests", "templates", "benchmarks", "docs")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_file_that_a_document_names_is_there(document):
    named = {words.partition(":")[0] for words in re.findall(r"`([^`\s]+)`", document.read_text())}
    files = {
        name for name in named if name.startswith(tuple(f"{top}/" for top in CODE)) and not set("{*…<") & set(name)
    }
    assert {name for name in files if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_link_between_documents_and_into_the_code_leads_somewhere(document):
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text())}
    links = {link for link in links if link and "://" not in link and not link.startswith(("/", "mailto:"))}
    assert {link for link in links if not (document.parent / link).exists()} == set()
