"""What of several copies of a cell is the answer."""

import pytest

from asynclab.grade.intake.merge import added, defines, merged, same

TWO = "def two():\n    return 2"


@pytest.mark.parametrize(
    ("copies", "answer"),
    [
        (["x = 1", "x = 2"], "x = 2"),
        (["x = 1", "x = 1"], "x = 1"),
        ([TWO, "x = two("], TWO),
        (["x = two(", TWO], TWO),
        (["x = 1", TWO], f"x = 1\n{TWO}"),
        (["def two():", "    return 2"], TWO),
        (["!pip list\ny = 1", "z = 2"], "!pip list\ny = 1\nz = 2"),
        (["a b", "c d"], "c d"),
        (["# my first try\nraise NotImplementedError", TWO], TWO),
        ([TWO, "print(two())"], TWO),
        (["import os", TWO], f"import os\n{TWO}"),
        (["print(1)", "print(2)"], "print(2)"),
        (["x, y = 1, 2\nclass Z: pass", "y: int = 3"], "x, y = 1, 2\nclass Z: pass\ny: int = 3"),
    ],
    ids="version same draft-later draft-first parts split magic none draft-raises show import nothing partly".split(),
)
def test_versions_replace_and_parts_join(copies, answer):
    """A later copy that defines the same is another version; one that defines something else is another part."""
    assert merged(copies) == answer


def test_a_text_defines_what_a_stub_does():
    """All of its names, and it may define more."""
    assert defines("import os\ndef two(): return os", TWO)
    assert not defines("def three(): return 'two'", TWO)
    assert not defines("def two(", TWO)
    assert not defines("x = 1", "raise NotAttempted()")


def test_only_whole_additions_are_kept():
    """Where a line of the chapter's was changed or is gone, and where what was added is no code, nothing is."""
    chapters = "import a\nrun(a)"
    assert added("import a\nimport b\nrun(a)\nmore()", chapters) == "import b\nmore()"
    assert added("import a\r\nimport b\r\nrun(a)  ", chapters) == "import b"
    assert added("import b\nrun(a)", chapters) == ""
    assert added("import a\nif True:\nrun(a)", chapters) == ""
    assert added(chapters, chapters) == ""
    assert added(f"# a remark\n{chapters}", chapters) == ""


def test_a_cell_of_comments_is_there_to_be_written_into():
    """Whether the student left the comment or not."""
    assert added("# Your helpers:\n\ndef help(): ...", "# Your helpers:\n") == "def help(): ..."
    assert added("def help(): ...", "# Your helpers:") == "def help(): ..."


def test_space_at_ends_of_lines_is_no_difference():
    """Editors put it there and take it away."""
    assert same("a = 1  \r\nb = 2\r\n", "a = 1\nb = 2")
    assert not same("if a:\n  b", "if a:\nb")


def test_text_that_breaks_the_parser_is_no_python():
    """Deep nesting, NUL, and what is too long to be looked at."""
    for text in ("(" * 5000, "x = '\x00'", "x = 1 #" + "." * 20_000, "-" * 10_000 + "1"):
        assert not defines(f"{text}\ndef two(): pass", TWO)
