"""Rules that nobody sees broken on a page until it is too late: who reads the clock, how rows are ordered, and how a
question is put inside SQL of our own.
"""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from activities.activities.models import Activity
from activities.activities.tables import ActivityTable
from huddinge_vo.common.sql import written_out
from tests import factories as make

PRODUCT = ("contracts", "procurement", "activities", "followup", "huddinge_vo")
EDGE_FILES = {"views.py", "tasks.py", "admin.py", "context.py"}
EDGE_FOLDERS = {"views", "commands", "dev", "migrations"}

# What reads the clock though it lies below the edge, and why it does.
CLOCK_READERS = {
    "procurement/placements/querysets.py": "to_approve_by(user) has no day: who may decide is asked of today",
    "huddinge_vo/common/secrecy/querysets.py": "visible_to(user) has no day: a grant's last day is asked of today",
    "huddinge_vo/common/secrecy/readings.py": "a middleware, the edge itself: it stamps a reading when it answers",
    "huddinge_vo/common/signin/adapter.py": "what allauth calls within a request, the edge itself: it stamps sign-ins",
    "huddinge_vo/common/signin/municipal.py": "the same, for those who come by the municipality's own sign-in",
    "huddinge_vo/common/signin/sessions.py": "a middleware, the edge itself: it ends sessions by the clock",
    "huddinge_vo/common/pages/bulk.py": "the edge itself: pages for many rows, which keep what can be undone",
    "huddinge_vo/common/pages/undo.py": "the same: what can be taken back can be so for an hour",
    "huddinge_vo/common/pages/fetching.py": "the same: pages that tell how long a file takes yet",
    "huddinge_vo/common/healthcheck.py": "a program of its own, run by the container: it compares a file's age to now",
}

# Orders that are unique without an id, and why they are: (file, the call's arguments as they are written).
UNIQUE_BY_NATURE = {
    (
        "huddinge_vo/common/administration/reports.py",
        "'-when', 'what_kind', '-event'",
    ): "an event's id is one of its kind",
    ("followup/judging/actions/judging.py", "'buyer'"): "buyers alone, each once (distinct)",
    ("followup/judging/actions/rules.py", "'-order'"): "the order is unique for a buyer, and the rules are one buyer's",
    ("followup/judging/actions/rules.py", "'order'"): "the order is unique for a buyer, and the rules are one buyer's",
    ("followup/judging/querysets/spend.py", "*[F(dimension).asc(nulls_last=True) for dimension in dimensions]"): (
        "groups: the dimensions are what they are grouped by"
    ),
    ("followup/judging/actions/hands.py", "'ledger_import_id', 'line_no'"): "file and line are a row's key",
    ("followup/missing/views.py", "'-sum_sek', 'ledger_import_id', 'line_no'"): "file and line are a row's key",
    ("followup/invoices/actions/hands.py", "'ledger_import_id', 'line_no'"): "file and line are a row's key",
    (
        "followup/invoices/querysets.py",
        "Abs(F('sum_sek') - invoice.amount), 'booked_on', 'ledger_import', 'line_no'",
    ): "file and line are a row's key",
    ("followup/judging/querysets/spend.py", "'-size', 'key'"): "groups: each has a key that no other group has",
    ("followup/overview/reports/why.py", "'-total', 'unit'"): "groups: the unit is what they are grouped by",
    ("followup/missing/reports/purchases.py", "*order"): "groups: it ends in all that they are grouped by",
    (
        "followup/price_control/querysets.py",
        "'-above', 'name', 'line__invoice__supplier'",
    ): "groups: one for a supplier",
    ("followup/price_control/querysets.py", "'-total', 'line__invoice__supplier', 'line__item_key'"): (
        "groups: one for a supplier's item"
    ),
    ("huddinge_vo/demo/invoices.py", "'-day', 'contract', 'invoice_number', 'supplier'"): (
        "groups: one for a contract's invoice number"
    ),
    ("followup/flags/reports.py", "'-booked_on', 'ledger_import', 'line_no'"): "file and line are a row's key",
    ("followup/watch/querysets.py", "'-findings', '-relevant', '-n', 'name', 'supplier'"): (
        "groups: one for a supplier"
    ),
    ("followup/spend/reports/rows.py", "*self.order"): "file and line are a row's key, and in each of its orders",
    ("followup/spend/reports/rows.py", "*self._other"): "the same the other way",
    ("followup/spend/reports/rows.py", "*order"): "one of the two",
    ("followup/judging/querysets/seen.py", "'-total', dimension"): "groups: the dimension is what they are grouped by",
    ("followup/ledger/querysets.py", "'ledger_import', 'month'"): "a file's delivery has a month once",
    ("followup/ledger/views.py", "'month'"): "a file's delivery has a month once",
    ("followup/ledger/views.py", "'line_no'"): "refused rows of one file, for its page",
}
UNIQUE = {"pk", "id", "pgh_id"}


def product_files():
    for root in PRODUCT:
        for path in sorted((settings.BASE_DIR / root).rglob("*.py")):
            yield path.relative_to(settings.BASE_DIR), ast.parse(path.read_text())


def is_edge(path: Path):
    return path.name in EDGE_FILES or bool(EDGE_FOLDERS & set(path.parts))


def reads_of_the_clock(tree):
    """Calls and mentions of what tells the time; of localdate and localtime only where no moment is given them."""
    given = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and (node.args or node.keywords)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            tells = {"timezone.now", "date.today", "datetime.today", "datetime.now", "datetime.utcnow", "time.time"}
            if name in tells or (name in {"timezone.localdate", "timezone.localtime"} and id(node) not in given):
                yield node.lineno, name
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
            yield node.lineno, "from django.utils.timezone import …"
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Now":
            yield node.lineno, "Now()"
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno, node.arg


def test_the_clock_is_read_at_the_edge_alone():
    """In views, tasks and commands. Below, functions take `at` or `on`: else an answer may be of two days."""
    found = [
        f"{path}:{line} {name}"
        for path, tree in product_files()
        if not is_edge(path) and str(path) not in CLOCK_READERS
        for line, name in reads_of_the_clock(tree)
    ]
    assert found == []


def test_the_walk_sees_every_way_to_read_the_clock():
    code = (
        "timezone.now()\ndate.today()\nx = timezone.localdate()\ny = Field(default=timezone.now)\n"
        "Now()\nF(auto_now=True)\nfrom django.utils.timezone import now\ntimezone.localdate(at)\n"
    )
    assert {line for line, _ in reads_of_the_clock(ast.parse(code))} == set(range(1, 8))
    assert all(any(reads_of_the_clock(ast.parse((settings.BASE_DIR / path).read_text()))) for path in CLOCK_READERS)


def literal(node):
    """A field's name as it is written, without its minus; empty for what is no name."""
    return node.value.lstrip("-") if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def grouped_by(call):
    """The names given to values() or values_list() earlier in a chain; none when it groups nothing."""
    names, grouped, node = set(), False, call.func.value
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        grouped = grouped or node.func.attr == "annotate"
        if node.func.attr in {"values", "values_list"}:
            names |= {literal(each) for each in node.args}
        node = node.func.value
    return names if grouped else set()


def is_unique_order(call):
    """Whether it ends in an id, or in all that the rows are grouped by: what belongs to a thing is known with it."""
    names = [literal(each) for each in call.args]
    if names[-1] in UNIQUE:
        return True
    groups = grouped_by(call)
    return bool(groups) and all(
        any(group == name or group.startswith(f"{name}__") for name in names if name) for group in groups
    )


def orders(tree):
    """Every order that is asked for: of a queryset, an earliest or latest, a window, an aggregate, a model."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr == "order_by":
                yield node.lineno, ", ".join(ast.unparse(each) for each in node.args), is_unique_order(node)
            elif node.func.attr in {"earliest", "latest"} and literal(node.args[0]):
                yield node.lineno, ast.unparse(node), literal(node.args[-1]) in UNIQUE
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
            *("Window", "ArrayAgg", "StringAgg", "JSONBAgg"),
        }:
            for keyword in node.keywords:
                if keyword.arg in {"order_by", "ordering"}:
                    parts = keyword.value.elts if isinstance(keyword.value, ast.Tuple | ast.List) else [keyword.value]
                    yield node.lineno, ast.unparse(keyword.value), literal(parts[-1]) in UNIQUE


def test_every_order_ends_in_what_is_unique():
    """Rows that are alike come in any order the database likes: on two pages of a list, or on none."""
    found = [
        f"{path}:{line} order_by({words})"
        for path, tree in product_files()
        if "migrations" not in path.parts
        for line, words, is_unique in orders(tree)
        if not is_unique and (str(path), words) not in UNIQUE_BY_NATURE
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "is_unique"),
    [
        ("x.order_by('name')", False),
        ("x.order_by('name', '-pk')", True),
        ("x.order_by('pk', 'name')", False),
        ("x.order_by(F('rank').asc())", False),
        ("x.values('a', 'a__name').annotate(n=Count('pk')).order_by('-n', 'a')", True),
        ("x.values('a', 'b').annotate(n=Count('pk')).order_by('-n', 'a')", False),
        ("x.values('a').order_by('a')", False),
        ("x.latest('made_at')", False),
        ("Window(RowNumber(), order_by=['-n', 'pk'])", True),
        ("Window(RowNumber(), order_by='-n')", False),
    ],
)
def test_the_walk_tells_a_unique_order_from_another(code, is_unique):
    assert [found for _, _, found in orders(ast.parse(code))] == [is_unique]


def test_no_model_has_an_order_of_its_own():
    """A hidden order is paid for where nobody asked for it, and is seldom unique."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in PRODUCT]
    assert len(ours) > 60
    assert [model._meta.label for model in ours if model._meta.ordering] == []


@pytest.mark.django_db
@pytest.mark.parametrize("sorted_by", ["priority", "-status", ("status", "responsible"), "number"])
def test_a_list_parts_alike_rows_by_their_id_whatever_it_is_sorted_by(sorted_by):
    for number in ("2.1", "2.2", "2.3"):
        make.activity(number)
    listed = Activity.objects.for_list().in_plan_order()
    table = ActivityTable(data=listed, today=date(2026, 6, 15), order_by=sorted_by)
    assert str(table.data.data.query.order_by[-1]).lstrip("-") == "pk"
    assert len(table.data) == 3


def test_a_question_inside_our_own_sql_is_written_out_in_the_one_way():
    """Django raises where a question can have no answer, as for one who is nothing at any buyer."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in product_files()
        if path != Path("huddinge_vo/common/sql.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"sql_with_params", "as_sql", "get_compiler"}
    ]
    assert found == []


@pytest.mark.django_db
def test_a_question_that_can_have_no_answer_answers_nothing():
    make.activity("1")
    for question, rows in (
        (Activity.objects.none(), 0),
        (Activity.objects.filter(pk__in=[]), 0),
        (Activity.objects, 1),
    ):
        sql, params = written_out(question.values("pk"))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql}) s", params)
            assert cursor.fetchone() == (rows,)
