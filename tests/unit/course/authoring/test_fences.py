"""What is opened in a chapter and not closed is refused, at the line on which it opens."""

import pytest

from asynclab.course.authoring.assemble import load
from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.authoring.fences import open_comment, unclosed
from tests.unit.course.mini_course import MINI, NAME, copied

CHAPTER = (MINI / "notebooks" / f"{NAME}.md").read_text(encoding="utf-8")
LINES = CHAPTER.split("\n")
CLOSING = [index for index, line in enumerate(LINES) if line == "```"]


def opening(closing):
    """The line, from 1, of the fence that ends at this index."""
    return max(index for index, line in enumerate(LINES[:closing]) if line.startswith("```")) + 1


@pytest.mark.parametrize("closing", CLOSING)
def test_any_fence_of_a_chapter_without_its_end_is_refused(tmp_path, closing):
    """The last one, and each before it: code, checks, the author's own."""
    course = copied(tmp_path)
    file = course.root / "notebooks" / f"{NAME}.md"
    file.write_text("\n".join([*LINES[:closing], *LINES[closing + 1 :]]), encoding="utf-8")
    with pytest.raises(ChapterRefused) as refused:
        load(file)
    told = [(each.line, each.says) for each in refused.value.refusals]
    assert [line for line, _ in told] == [opening(closing)]
    assert "is not closed" in told[0][1]


@pytest.mark.parametrize(
    "text",
    [
        CHAPTER,
        "```\na\n```\n",
        "~~~\n```\n~~~",
        "````python\n```toml\n```\n````",
        "```python\n    ```\n```",
        "- a list\n\n  ```\n  a\n  ```\n",
        "a line with ```code``` in it",
        "```code``` at its margin",
    ],
)
def test_a_fence_that_is_closed_is_none(text):
    """Fences within longer ones, in a list, of another mark, and code within a line."""
    assert list(unclosed(text)) == []


@pytest.mark.parametrize(
    ("prose", "line"),
    [
        ("a <!-- b", 0),
        ("a\n<!-- b -->\n<!--\nc", 2),
        ("<!-- a\nb -->", None),
        ("```\n<!--\n```", None),
        ("```\na\n```\n<!--", 3),
        ("a --> b", None),
    ],
)
def test_a_comment_without_an_end_is_found(prose, line):
    """It would hide the rest of its cell from students; one that a fence shows is no comment."""
    assert open_comment(prose) == line


@pytest.mark.parametrize(
    ("added", "says"),
    [
        ("<!-- for authors", "The comment that opens here is not closed"),
        ("### BEGIN SOLUTION", "BEGIN SOLUTION stands in prose"),
        ("### BEGIN HIDDEN TESTS", "BEGIN HIDDEN TESTS stands in prose"),
    ],
)
def test_prose_opens_nothing_that_it_leaves_open(tmp_path, added, says):
    """At its line."""
    course = copied(tmp_path)
    file = course.root / "notebooks" / f"{NAME}.md"
    at = LINES.index("## 1. The setup")
    file.write_text("\n".join([*LINES[: at + 2], added, "", *LINES[at + 2 :]]), encoding="utf-8")
    with pytest.raises(ChapterRefused) as refused:
        load(file)
    assert [(each.line, each.says[: len(says)]) for each in refused.value.refusals] == [(at + 3, says)]
