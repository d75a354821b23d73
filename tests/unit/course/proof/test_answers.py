"""Answers are data: a file is an answer, and one that says nothing sound about itself is refused with file and line."""

import pytest

from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.proof.answers import Loss, load_answers
from tests.unit.course.mini_course import NAME, copied


@pytest.fixture
def course(tmp_path):
    """A course that a test may spoil."""
    return copied(tmp_path)


def wrong(course, block, name="odd"):
    """Add a wrong answer with this block."""
    file = course.answers(NAME) / "ask" / "wrong" / f"{name}.py"
    file.write_text(block + "async def ask(question, tools): ...\n", encoding="utf-8")
    return file


def test_a_file_is_an_answer(course):
    """Right and wrong ones, in order, with what a wrong one must lose and in which words."""
    answers = load_answers(course.load(NAME), course.answers(NAME))
    assert [answer.name for answer in answers if answer.right] == ["parallel", "task_group", "tasks_first"]
    (one_by_one,) = [answer for answer in answers if answer.name == "one_by_one"]
    assert (one_by_one.title, one_by_one.mistake) == ("Awaits one after another", 3)
    assert one_by_one.loses == (Loss("ask-makespan", ("4",)),)
    assert one_by_one.source.endswith("for source in tools]\n")


def test_a_task_without_answers_is_refused_at_the_task(course):
    """The message says where to put one."""
    for file in (course.answers(NAME) / "ask" / "right").glob("*.py"):
        file.unlink()
    with pytest.raises(
        ChapterRefused, match=r'01-mini\.md:67: The task "ask" has no right answer: put one into .*right'
    ):
        course.load(NAME)


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("", "has no block"),
        ('# /// answer\n# title = "x"\n', "has no block"),
        ("# /// answer\n# title = x\n# ///\n", "is no TOML"),
        ("# /// answer\n# loses = { ask-order = [] }\n# ///\n", "has no `title`"),
        ('# /// answer\n# title = "x"\n# ///\n', "says in `loses` which"),
        ('# /// answer\n# title = "x"\n# loses = { ask-odrer = [] }\n# ///\n', "no graded cell ask-odrer"),
        ('# /// answer\n# title = "x"\n# loses = { ask-order = "late" }\n# ///\n', "`loses` is a table"),
        ('# /// answer\n# title = "x"\n# mistake = 9\n# loses = { ask-order = [] }\n# ///\n', "a number from 1 to 8"),
        ('# /// answer\n# title = "x"\n# lose = 1\n# loses = { ask-order = [] }\n# ///\n', "lose, which means nothing"),
    ],
)
def test_a_block_that_says_nothing_sound_is_refused(course, block, says):
    """With the answer's own file and line."""
    file = wrong(course, block)
    with pytest.raises(ChapterRefused) as caught:
        course.load(NAME)
    (refusal,) = caught.value.refusals
    assert (refusal.file, refusal.line) == (file.as_posix(), 1)
    assert says in refusal.says


def test_a_right_answer_declares_no_loss(course):
    """A right answer that loses is no right answer."""
    file = course.answers(NAME) / "ask" / "right" / "odd.py"
    file.write_text('# /// answer\n# title = "x"\n# loses = { ask-order = [] }\n# ///\n')
    with pytest.raises(ChapterRefused, match="A right answer loses nothing"):
        course.load(NAME)


def test_answers_to_a_task_that_does_not_exist_are_refused(course):
    """A renamed task does not silently lose its answers."""
    (course.answers(NAME) / "aks" / "right").mkdir(parents=True)
    with pytest.raises(ChapterRefused, match='"aks" is no task of 01-mini: ask'):
        course.load(NAME)


def test_a_chapter_that_does_not_exist_is_told_with_those_that_do(course):
    """A slip in a command is mended from its message."""
    with pytest.raises(ChapterRefused, match="no such chapter"):
        course.load("02-none")
