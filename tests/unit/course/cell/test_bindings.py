"""What a cell binds is read from its text."""

import pytest

from asynclab.course.cell.bindings import conditional_definitions, definition_lines


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


def test_the_lines_that_define_a_name_whenever_a_cell_runs():
    """In order; none of a block that need not run, of an annotation alone, nor of a text that Python cannot read."""
    source = "ask = 1\nif ask:\n    ask = 2\nask: int\n@traced\nasync def ask(): ...\nimport ask\nfor ask in []: ...\n"
    assert definition_lines(source, "ask") == (1, 6, 7)
    assert definition_lines(f"{source}\n%reset", "ask") == ()
