"""What a cell binds is read from its text."""

import pytest

from asynclab.course.cell.bindings import conditional_definitions


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
