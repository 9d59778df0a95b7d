"""One word for one thing: words that the house has left do not come back to where people read. See docs/ordlista.md."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ("huddinge_vo", "contracts", "procurement", "activities", "followup")
PAPERS = ("docs/handbok.md", "docs/matt.md", "docs/tillganglighet.md", "docs/drift.md")
# Anywhere in a text, as whole words and however they are bent.
LEFT = {
    "upphandlingsomgång": r"upphandlingsomgång\w*",
    "Tänk om": r"tänk om",
    "takbelopp": r"takbelopp\w*",
    "grundtid": r"grundtid\w*",
    "korgen": r"korgens?",
    "Trappan": r"trappans?",
    "Vart pengarna går": r"vart pengarna går",
    "Behöver dig": r"behöver dig",
    "Tyngd": r"tyngd\w*",
    "Skulle ha lästs": r"skulle ha lästs",
    "Lås för gott": r"lås\w* för gott",
    "Ett mål står där": r"ett mål står där",
}
# As the whole of a label or a heading: elsewhere they are good words.
LABELS = {"Läge": r"[Ll]äge", "Läsningar": r"Läsningar", "Tilldelningar": r"Tilldelningar", "Plats": r"Plats"}
# Where a label means what it says: a home's situation, where a meeting is held, where in a file a fault is.
MEANT = {
    ("templates/contracts/pages/unit_detail/_facts.html", "Läge"),
    ("templates/followup/meetings/meeting_list.html", "Plats"),
    ("templates/followup/invoices/import_detail.html", "Plats"),
    # What files and people still may say, read as what it is called now.
    ("huddinge_vo/common/files/columns.py", "takbelopp"),
    ("huddinge_vo/common/files/columns.py", "grundtid"),
    ("huddinge_vo/search/places.py", "upphandlingsomgång"),
}


def said(text):
    """The words in a text that are no longer said."""
    anywhere = {word for word, one in LEFT.items() if re.search(rf"(?<![\w}}]){one}(?!\w)", text, re.IGNORECASE)}
    return anywhere | {word for word, one in LABELS.items() if re.fullmatch(one, text.strip())}


def in_code(source):
    """The texts of a module but for its docstrings and its addresses."""
    tree = ast.parse(source)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            if "/" in node.value and " " not in node.value:
                continue
            yield node.value


def in_template(source):
    """The texts of a template: what stands between its tags, and what its components and attributes are given."""
    source = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    source = re.sub(r"\b(?:id|href|class|name|for|src|url|hx-[\w-]+|aria-labelledby)=\"[^\"]*\"", "", source)
    yield from re.findall(r"\"([^\"]*)\"", source)
    yield from (" ".join(text.split()) for text in re.split(r"<[^>]*>|{%.*?%}", source, flags=re.DOTALL))


def files():
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file, in_code
    for folder in (ROOT / "templates", ROOT / "huddinge_vo" / "dev" / "templates"):
        for file in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            yield file, in_template
    for file in sorted((ROOT / "static").glob("*.js")):
        yield file, lambda source: re.findall(r"[\"`]([^\"`]*)[\"`]", source)
    for name in PAPERS:
        yield ROOT / name, lambda source: re.sub(r"`[^`]*`|<!--.*?-->", "", source).splitlines()


def test_no_text_says_a_word_that_the_house_has_left():
    found = {
        (str(file.relative_to(ROOT)), word)
        for file, texts in files()
        for text in texts(file.read_text(encoding="utf-8"))
        for word in said(text)
    }
    assert found == MEANT


@pytest.mark.parametrize("word", [*LEFT, *LABELS])
def test_the_glossary_says_what_is_said_instead(word):
    lines = (ROOT / "docs" / "ordlista.md").read_text(encoding="utf-8").splitlines()
    instead = [line for line in lines if line.lower().startswith(f"| ~~{word.lower()}~~ |")]
    assert len(instead) == 1
    assert said(instead[0].split("|")[2]) == set()


@pytest.mark.parametrize(
    ("texts", "source", "word"),
    [
        (in_code, 'label = f"Grundtid {length}"', "grundtid"),
        (in_code, 'name = CharField("läge")', "Läge"),
        (in_template, '<th scope="col">Läge</th>', "Läge"),
        (in_template, '{% wrap "sheet" id="trappan" title="Trappan" %}', "Trappan"),
        (in_template, "<p>Upphandlingsomgångarnas\n avtal</p>", "upphandlingsomgång"),
    ],
)
def test_a_word_is_found_where_people_read_it(texts, source, word):
    assert {found for text in texts(source) for found in said(text)} == {word}


@pytest.mark.parametrize(
    ("texts", "source"),
    [
        (in_code, 'path("brister/<int:pk>/trappan/", view)'),
        (in_code, 'def one():\n    """Grundtid."""'),
        (
            in_template,
            '{% wrap "sheet" id="trappan" %}Indexkorgen, åtgärdstrappan och avtalets geografiska läge{% endwrap %}',
        ),
    ],
)
def test_an_address_a_docstring_and_another_word_are_left_alone(texts, source):
    assert {found for text in texts(source) for found in said(text)} == set()


# A count that goes before a plural word says one as one. What is never one, as it stands: how many of how many.
NEVER_ONE = {
    ("followup/invoices/invoice_detail.html", "number_of_lines|whole"),
    ("followup/invoices/invoice_tie.html", "most"),
    ("followup/report/status_report_body/_checks.html", "report.checks.within_days"),
    ("followup/spend/_row_table.html", "most_sorted|whole"),
    ("followup/spend/_contract_spend.html", "months|length"),
    ("contracts/prices/fixed_price_area/_prices.html", "picture.items|length"),
    ("contracts/prices/adjustment_detail.html", "words.large"),  # one is said apart
}
COUNTED = re.compile(
    r"\{\{ ([^}]+?) \}\} (?:avslutade|kända|nya|dagar|månader|veckor|timmar|rader|priser|brister|filer|poster|enheter"
    r"|leverantörer|uppgifter|personer|kontroller|placeringar|platser|frågor|uppföljningar|aktiviteter)\b"
)


def test_one_of_something_is_not_told_in_the_plural():
    root = ROOT / "templates"
    found = {
        (str(path.relative_to(root)), each[1])
        for path in root.rglob("*.html")
        for each in COUNTED.finditer(path.read_text())
    }
    assert found - NEVER_ONE == set()
