"""Any is counted, and each has its reason."""

import pytest

from huddinge_vo.dev import untyped


def test_each_any_is_counted_also_two_in_a_line_and_none_that_is_only_imported():
    source = "from typing import Any\n\ndef f(a: Any) -> dict[str, Any]:\n    b: Any = a\n    return 'Any'\n"
    assert untyped.anything(source) == [3, 3, 4]


@pytest.mark.parametrize(
    "line",
    [
        "x: Any = 1  # Any: of any model",
        "# Any: of any model\nx: Any = 1",
        "def f(a: Any): ...  # noqa: ANN401 - of any model",
        "def f(a: Any): ...  # noqa: ANN401, C901 - of any model",
        "Anything: TypeAlias = Any  # of any model",
    ],
)
def test_a_reason_stands_on_the_line_or_above_it(line):
    assert untyped.unexplained(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "x: Any = 1",
        "x: Any = 1  # of any model",
        "# Any: of any model\n\nx: Any = 1",
        "def f(a: Any): ...  # noqa: ANN401",
        "def f(a: Any): ...  # noqa: C901 - long",
        "Anything: TypeAlias = Any",
    ],
)
def test_no_reason_is_told_of(line):
    assert len(untyped.unexplained(line)) == 1
