"""Of a cell that is there more than once it is told which counts, and the rest stays to be seen."""

import pytest

from asynclab.grade.intake.merge import Copies, fenced
from asynclab.grade.intake.parse import LONGEST

STUB = "def two():\n    raise NotAttempted()"
GOOD, OTHER, BROKEN = "def two():\n    return 2", "def two():\n    return 3", "def two(:"
HELP = "def help(): ..."


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ([GOOD, OTHER], "the last of them counts, and the other stands below it as text"),
        ([GOOD, BROKEN], "the first of them counts, and the other stands below it as text"),
        ([GOOD, OTHER, STUB], "the second of them counts, and the other stands below it as text"),
        ([STUB, BROKEN, OTHER, GOOD], "the last of them counts, and the others stand below it as text"),
        ([GOOD, OTHER, GOOD], "the second of them counts, and the other stands below it as text"),
        ([GOOD, "print(two())"], "the first of them counts, and the other stands below it as text"),
        ([GOOD, HELP], "what was written into them was put together"),
        (
            [OTHER, HELP, GOOD],
            "what is defined twice counts as it was defined last, and the other stands below it as text",
        ),
        ([STUB, GOOD], "what was worked on was kept"),
        ([GOOD, GOOD], "what was worked on was kept"),
        ([STUB, STUB], "one was kept"),
        ([GOOD, "#" * (LONGEST + 1)], "none of them was taken"),
    ],
)
def test_which_copy_counts_is_told_as_it_is(texts, says):
    """The later of two that were worked on; another where the later is no Python, defines nothing, or is untouched."""
    assert Copies(tuple(texts), STUB).told() == says


def test_what_was_written_in_words_counts_all():
    """A person grades it, and reads whatever there is."""
    copies = Copies(("Because.", "And so."), "Your answer here.", code=False)
    assert (copies.told(), copies.replaced) == ("what was written into them was put together", ())


def test_a_copy_that_does_not_count_is_shown_as_text():
    """Also one that is no Python, and one with the marks of such a text in it."""
    copies = Copies((BROKEN, "x = '''```'''", GOOD), STUB)
    assert copies.counting == ("x = '''```'''", GOOD)
    (shown,) = copies.shown("“two”")
    assert shown == f"This was handed in as “two” as well, and does not count:\n\n```python\n{BROKEN}\n```"
    assert fenced("```") == "````\n```\n````"
