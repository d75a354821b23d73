"""A release has a list of its chapters, for programs and for people, made of the chapters' own words."""

import json
import shutil

import nbformat
import pytest

from asynclab.course.authoring.build import Stale, build, check_current
from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.authoring.manifest import AnswerCell, CheckCell, Entry, Exercise, Manifest, read, to_json
from asynclab.course.cell.errors import NoManifest
from tests.unit.course.mini_course import NAME, built, edited

SECOND = "02-again"


@pytest.fixture
def course(tmp_path):
    """The small course, built."""
    return built(tmp_path)


def release(course):
    """Its student edition."""
    return course.root / "release"


def shown(course):
    """The text of the index."""
    notebook = nbformat.read(release(course) / "index.ipynb", as_version=4)
    return "\n\n".join(cell.source for cell in notebook.cells)


def with_second_chapter(course):
    """A second chapter beside the first: the same under another name."""
    notebooks, answers = course.root / "notebooks", course.root / "tests" / "answers"
    text = (notebooks / f"{NAME}.md").read_text(encoding="utf-8")
    (notebooks / f"{SECOND}.md").write_text(text.replace("# Chapter 1. Ask them", "# Chapter 2. Ask again"), "utf-8")
    shutil.copytree(answers / NAME, answers / SECOND)


def names(course):
    """The chapters in the manifest, in order."""
    return [entry.name for entry in read(release(course)).chapters]


def test_the_manifest_says_what_the_chapter_says(course):
    """Order, title, level, minutes; each task with its stub and what its checks are worth; the quiz as one."""
    stub = (
        "async def ask(question, tools):\n"
        '    """The answer of every tool to the question, in the order of the tools."""\n'
        "    # TODO: ask all the tools at once, and wait for all of them.\n"
        '    raise NotAttempted("ask")'
    )
    choose = 'answer_1 = None  # TODO: change None to "a", "b", "c" or "d"'
    task = Exercise(
        "Task 1. Ask every source at once",
        (AnswerCell("ask", stub),),
        (CheckCell("ask-order", 1.0), CheckCell("ask-makespan", 2.0)),
    )
    quiz = Exercise("Quiz", (AnswerCell("answer_1", choose),), (CheckCell("answer_1-check", 1.0),))
    entry = Entry(NAME, "Ask them all at once", "warm-up", 5, (task, quiz))
    assert read(release(course)) == Manifest((entry,))
    assert (entry.number, entry.points, entry.notebook) == (1, 4.0, f"{NAME}/{NAME}.ipynb")


def test_a_stub_in_the_manifest_is_the_released_cell(course):
    """Else every untouched notebook would look begun."""
    notebook = nbformat.read(release(course) / NAME / f"{NAME}.ipynb", as_version=4)
    released = {cell.id: cell.source for cell in notebook.cells}
    (entry,) = read(release(course)).chapters
    for answer in (answer for exercise in entry.exercises for answer in exercise.answers):
        assert answer.stub == released[answer.id]


def test_the_index_links_each_chapter_with_its_level_minutes_and_points(course):
    """One row a chapter, and only chapters that exist."""
    with_second_chapter(course)
    build(course)
    rows = [line for line in shown(course).split("\n") if line.startswith("| ") and "](" in line]
    assert rows == [
        f"| 1 | [Ask them all at once](./{NAME}/{NAME}.ipynb) | warm-up | 5 | 4 |",
        f"| 2 | [Ask again all at once](./{SECOND}/{SECOND}.ipynb) | warm-up | 5 | 4 |",
    ]


def test_the_index_is_a_sound_notebook_without_outputs(course):
    """As a release is: nothing has run."""
    notebook = nbformat.read(release(course) / "index.ipynb", as_version=4)
    nbformat.validate(notebook)
    (code,) = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code.source == "from asynclab import progress\n\nprogress()"
    assert (code.outputs, code.execution_count) == ([], None)


def test_the_index_begins_with_the_courses_own_words(course):
    """`notebooks/index.md`, without what is for authors; and nothing of it is this repository's course."""
    file = course.root / "notebooks" / "index.md"
    file.write_text("# Bees in autumn\n\n<!-- for authors -->\n\nA word of welcome.\n", encoding="utf-8")
    build(course)
    assert shown(course).startswith("# Bees in autumn\n\nA word of welcome.\n\n## The chapters")
    assert check_current(course) == ()
    file.write_text("# Bees in spring\n", encoding="utf-8")
    assert check_current(course) == (Stale("release/index.ipynb", "differs"),)


def test_a_course_without_words_of_its_own_gets_none_of_another_course(course):
    """A general welcome; no boss where there is none, and no command that brings another course's chapters."""
    text = shown(course)
    assert text.startswith("# Welcome")
    assert not [word for word in ("asynclab:", "streaming", "agent", "boss", "asynclab start") if word in text]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("No title.\n", 1, "The index page has no title"),
        ("# A\n\n```\nb\n", 3, "is not closed"),
        ("# A\n\nb <!-- c\n", 3, "The comment that opens here is not closed"),
        ("# A\n\n![b](b.svg)\n", 3, "only chapters take pictures along"),
        (b"# \xff\n", 1, "The index page cannot be read"),
    ],
)
def test_a_malformed_welcome_is_refused_with_its_line(course, text, line, says):
    """Before anything is written."""
    (course.root / "notebooks" / "index.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ChapterRefused) as refused:
        build(course)
    (told,) = refused.value.refusals
    assert (told.line, says in told.says) == (line, True)


def test_chapters_still_to_come_are_listed_in_grey(course):
    """In their places by number, without a link; one that is there is listed as it is."""
    text = '# Streaming\n\nWelcome.\n\n```toml coming\n1 = "Old name"\n4 = "Later"\n3 = "Soon"\n```\n'
    (course.root / "notebooks" / "index.md").write_text(text, encoding="utf-8")
    build(course)
    rows = [line for line in shown(course).splitlines() if line.startswith("| ")][1:]
    assert rows[0].startswith("| 1 | [Ask them all at once](./")
    assert rows[1:] == [
        f'| <span style="color: gray">{number}</span> | <span style="color: gray">{title} (to come)</span> | | | |'
        for number, title in ((3, "Soon"), (4, "Later"))
    ]
    assert "toml coming" not in shown(course)


@pytest.mark.parametrize(
    ("fence", "says"),
    [
        ("```toml coming\n8 = \n```", "The fence is no TOML"),
        ('```toml coming\neight = "Backpressure"\n```', "with lines such as"),
        ("```toml coming\n8 = 9\n```", "with lines such as"),
        ('```toml chapter\n8 = "Backpressure"\n```', "The index page has one kind of fence"),
    ],
    ids=["no title", "no number", "no text", "another fence"],
)
def test_what_is_to_come_is_named_in_one_way(course, fence, says):
    """Anything else is refused with its line."""
    (course.root / "notebooks" / "index.md").write_text(f"# Streaming\n\n{fence}\n", encoding="utf-8")
    with pytest.raises(ChapterRefused, match=says) as refused:
        build(course)
    assert refused.value.refusals[0].line == 3


def test_building_one_chapter_leaves_the_others_listed(course):
    """A chapter in work does not keep another from being built, nor drop out of the list."""
    with_second_chapter(course)
    build(course)
    edited(course, ("points = 4", "points = 5"))  # the first is broken now
    build(course, [SECOND])
    assert names(course) == [NAME, SECOND]


def test_a_chapter_that_is_gone_leaves_the_list(course):
    """With the next build of any other."""
    with_second_chapter(course)
    build(course)
    (course.root / "notebooks" / f"{NAME}.md").unlink()
    build(course, [SECOND])
    assert names(course) == [SECOND]


def test_a_damaged_manifest_is_made_anew(course):
    """The build needs nothing that it made itself."""
    (release(course) / "course.json").write_text("{")
    build(course, [NAME])
    assert check_current(course) == ()


def test_an_index_that_is_not_current_is_told(course):
    """Edited, lost, or of another chapter list."""
    edited(course, ("minutes = 5", "minutes = 6"))
    (release(course) / "index.ipynb").unlink()
    stale = check_current(course)
    assert Stale("release/course.json", "differs") in stale
    assert Stale("release/index.ipynb", "is missing") in stale


def spoiled(course, **changes):
    """The manifest's text with some of its first chapter's fields changed."""
    data = json.loads((release(course) / "course.json").read_text(encoding="utf-8"))
    data["chapters"][0].update(changes)
    return json.dumps(data)


@pytest.mark.parametrize("changes", [{"minutes": "many"}, {"exercises": None}, {"surprise": 1}])
def test_a_manifest_of_another_shape_is_refused_in_a_sentence(course, changes):
    """Nobody is told of a progress that was read from half a file."""
    (release(course) / "course.json").write_text(spoiled(course, **changes))
    with pytest.raises(NoManifest, match=r"course\.json cannot be read\. Fetch it again"):
        read(release(course))


def test_a_folder_without_a_manifest_says_where_to_ask(tmp_path):
    """Where the index lies."""
    with pytest.raises(NoManifest, match=r"There is no course\.json here.*index\.ipynb"):
        read(tmp_path)


def test_the_manifest_comes_back_as_it_was_written(tmp_path):
    """There and back, with whatever letters a title has."""
    manifest = Manifest((Entry("03-x", "Größe × 2", "core", 25, ()),))
    (tmp_path / "course.json").write_text(to_json(manifest), encoding="utf-8")
    assert read(tmp_path) == manifest
