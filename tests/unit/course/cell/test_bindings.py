"""What a cell binds is read from its text."""

import pytest

from asynclab.course.cell.bindings import conditional_definitions, definition_lines, last_binding


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("if ready:\n    def ask(): ...\nelse:\n    class Desk: ...", {"ask", "Desk"}),
        ("try:\n    1 / 0\n    async def ask(): ...\nexcept ZeroDivisionError:\n    pass", {"ask"}),
        ("for _ in []:\n    with open('x'):\n        def ask(): ...", {"ask"}),
        ("match 1:\n    case 1:\n        def ask(): ...", {"ask"}),
        ("def ask():\n    if ready:\n        def inner(): ...", set()),
        ("if ready:\n    def ask(): ...\ndef ask(): ...", set()),
        ("if ready:\n    ask = 3", set()),
        ("def ask(:", set()),
    ],
)
def test_what_a_cell_defines_only_where_it_comes_to_it(source, found):
    """Functions and classes in a block; what stands at the top as well is defined at once."""
    assert conditional_definitions(source) == found


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("async def ask(): ...\nask = ask()", 2),
        ("ask = 1\ndef ask(): ...", 2),
        ("@cache\ndef ask(): ...", 2),
        ("def ask(): ...\n\nif ask:\n    other = 1\n    ask = 3", 5),
        ("def ask(): ...\nfor ask in []:\n    pass", 2),
        ("def ask(): ...\nwith open('x') as ask:\n    pass", 2),
        ("def ask(): ...\nimport time as ask", 2),
        ("def ask(): ...\n(\n    ask := 1)", 3),
        ("def ask():\n    ask = 1", 1),
        ("if 1:\n    def ask(): ...", 2),
        ("other = 1", None),
        ("def ask(", None),
    ],
)
def test_the_line_that_gives_a_name_its_last_value(source, line):
    """A `def`, or whatever came after it."""
    assert last_binding(source, "ask") == line


def test_the_lines_that_define_a_name_whenever_a_cell_runs():
    """In order; none of a block that need not run, of an annotation alone, nor of a text that Python cannot read."""
    source = "ask = 1\nif ask:\n    ask = 2\nask: int\n@traced\nasync def ask(): ...\nimport ask\nfor ask in []: ...\n"
    assert definition_lines(source, "ask") == (1, 6, 7)
    assert definition_lines(f"{source}\n%reset", "ask") == ()
