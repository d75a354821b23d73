"""The demo, on the smallest chapter there is: from Markdown and answers to a graded class."""

import shutil

import pytest
from rich.console import Console

from asynclab.report.demo import demo
from asynclab.report.table import Sort

from .course import ROOT

pytestmark = pytest.mark.slow

MINI = ROOT / "tests" / "unit" / "course" / "mini"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The table of the demo's class, what the demo printed, and its folder."""
    repository = shutil.copytree(MINI, tmp_path_factory.mktemp("demo") / "repository")
    shutil.copy(ROOT / "nbgrader_config.py", repository)
    folder = repository / "build" / "demo"
    with (repository / "printed").open("w") as file:
        table = demo(repository, folder, "01-mini", Console(file=file, width=140))
    return table, (repository / "printed").read_text(), folder


def sorts(row):
    """What is remarked about a student."""
    return {remark.sort for remark in row.remarks}


def test_everybody_is_in_the_table_with_points_and_reasons(shown):
    """Sixteen students; whoever lost a point is told why."""
    table, printed, _ = shown
    assert len(table.rows) == 16
    assert all(row.student in printed for row in table.rows)
    assert all(row.remarks for row in table.rows if row.points < row.of or not row.of)


def test_right_answers_earn_everything_whatever_happened_to_the_tests(shown):
    """Four right notebooks, and the two whose graded cell was deleted or copied."""
    table, _, _ = shown
    full = [row for row in table.rows if row.of and row.points == row.of]
    assert len([row for row in full if not row.remarks]) == 4
    assert len([row for row in full if sorts(row) == {Sort.NOTE}]) == 2


def test_each_accident_is_told_apart(shown):
    """Untouched, cut off, a syntax error, an endless loop: each says what it is, and none stops the others."""
    table, _, _ = shown
    said = [remark for row in table.rows for remark in row.remarks]
    assert [row.points for row in table.rows if sorts(row) == {Sort.UNTRIED}] == [0.0]
    assert [remark for remark in said if "could not be read as a notebook" in remark.text]
    assert [remark for remark in said if "timed out: No end" in remark.text]
    assert [remark for remark in said if "crashed" in remark.text]


def test_everybody_gets_feedback(shown):
    """Also whose file cannot be read: it says why. And the demo says where it is."""
    _, printed, folder = shown
    pages = list((folder / "feedback").rglob("*.html"))
    assert len(pages) == 16
    assert "Where to look next" in printed


def test_the_class_page_has_everybody_with_points_mistakes_and_wrong_answers(shown):
    """Made of the gradebook, the graded notebooks and the course's own answers."""
    table, _, folder = shown
    page = (folder / "class-page" / "index.html").read_text(encoding="utf-8")
    assert all(f"<bdi>{row.student}</bdi>" in page for row in table.rows)
    assert "Told like a wrong answer that the course keeps" in page
    assert len([*(folder / "class-page" / "students").glob("*.html")]) == 16
    assert 'class="timeline"' in "".join(
        path.read_text(encoding="utf-8") for path in (folder / "class-page").rglob("*.html")
    )
