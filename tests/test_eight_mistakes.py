"""Where the boss's table says that a mistake is cured, answers that make it are failed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BOSS = "12-boss"
ROWS = re.findall(
    r"^\| ([1-8]) \|.*\| ([^|]+) \|$", (ROOT / "notebooks" / f"{BOSS}.md").read_text("utf-8"), re.MULTILINE
)
CURED = {int(number): re.findall(r"/([\w-]+)\.ipynb\)", links) for number, links in ROWS}


def failing(chapter, mistake):
    """The wrong answers of a chapter that declare this mistake."""
    wrong = (ROOT / "tests" / "answers" / chapter).glob("*/wrong/*.py")
    return [path for path in wrong if re.search(rf"^# mistake = {mistake}$", path.read_text("utf-8"), re.MULTILINE)]


def test_the_table_has_all_eight():
    """Each with at least one chapter, and no other row is taken for one of them."""
    assert list(CURED) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(CURED.values())


@pytest.mark.parametrize("mistake", CURED)
def test_a_mistake_is_failed_in_each_chapter_that_is_said_to_cure_it_and_in_the_boss(mistake):
    """Those chapters come before the boss, and have answers that make the mistake and lose points for it."""
    assert max(CURED[mistake]) < BOSS
    assert [chapter for chapter in [*CURED[mistake], BOSS] if not failing(chapter, mistake)] == []
