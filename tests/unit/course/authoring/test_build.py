"""Both editions are made from the Markdown alone, the same byte for byte, and the student's holds no secret."""

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest

from asynclab.course.authoring import colab
from asynclab.course.authoring.build import Stale, adopt, build, check_current
from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.authoring.leaks import leaks
from asynclab.course.authoring.manifest import read
from asynclab.course.cell import sealed
from tests.unit.course.mini_course import NAME, built, copied, edited


@pytest.fixture
def course(tmp_path):
    """The small course, built."""
    return built(tmp_path)


def notebook(course, kind):
    """The notebook of an edition."""
    return nbformat.read(course.root / kind / NAME / f"{NAME}.ipynb", as_version=4)


def cell(course, kind, grade_id):
    """The source of one of its cells."""
    return next(each.source for each in notebook(course, kind).cells if each.id == grade_id)


def files(folder):
    """Everything in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_both_editions_hold_the_notebook_its_picture_and_the_sealed_file(course):
    """And nothing else, but for the two files of a release that belong to no chapter."""
    chapter = [f"{NAME}/{NAME}.ipynb", f"{NAME}/mini.svg", f"{NAME}/sealed.json"]
    assert sorted(files(course.root / "source")) == chapter
    assert sorted(files(course.root / "release")) == [*chapter, "course.json", "index.ipynb"]


def test_a_build_is_the_same_whenever_it_is_made(course):
    """Byte for byte: a change in the repository is a change in a chapter."""
    before = [files(course.root / kind) for kind in ("source", "release")]
    build(course, [NAME])
    assert [files(course.root / kind) for kind in ("source", "release")] == before


def test_cell_ids_come_from_grade_ids_and_positions(course):
    """The same in both editions, so that a submission's cells are found again; the release has one more, for Colab."""
    ids = [each.id for each in notebook(course, "source").cells]
    assert [each.id for each in notebook(course, "release").cells if each.id != colab.ID] == ids
    assert ids[0] == "cell-000"
    assert [id for id in ids if not id.startswith("cell-")] == [
        "ask",
        "ask-order",
        "ask-makespan",
        "answer_1",
        "answer_1-check",
    ]


def test_the_instructors_edition_holds_everything(course):
    """Solutions, hidden tests and what is for authors."""
    assert "asyncio.gather" in cell(course, "source", "ask")
    assert "c.hidden()" in cell(course, "source", "ask-order")
    assert any("```toml quiz" in each.source for each in notebook(course, "source").cells)


def test_the_students_edition_has_a_stub_that_names_its_task(course):
    """One TODO, one line to replace."""
    assert cell(course, "release", "ask").split("\n")[2:] == [
        "    # TODO: ask all the tools at once, and wait for all of them.",
        '    raise NotAttempted("ask")',
    ]
    assert cell(course, "release", "answer_1") == 'answer_1 = None  # TODO: change None to "a", "b", "c" or "d"'


def test_the_students_edition_has_the_visible_part_of_a_check(course):
    """The block still stands, and still runs something."""
    assert cell(course, "release", "ask-order").split("\n")[-1].strip().startswith("c.run(")
    assert "HIDDEN" not in cell(course, "release", "ask-order")


def test_the_students_prose_has_no_fence_for_authors(course):
    """Hints and answers are not in the text."""
    prose = "\n".join(each.source for each in notebook(course, "release").cells if each.cell_type == "markdown")
    assert "```toml" not in prose
    assert "hint" not in prose
    assert "**Your promise:**" in prose


def test_run_all_goes_on_past_a_check_that_is_not_passed_yet(course):
    """In the release each check is tagged `raises-exception`; in the source none is, so that CI stops at one."""
    for kind, tags in (("source", None), ("release", ["raises-exception"])):
        graded = [cell for cell in notebook(course, kind).cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert graded
        assert all(cell.metadata.get("tags") == tags for cell in graded)


def test_nothing_secret_is_in_the_students_edition(course):
    """Not in the notebook, not in the sealed file."""
    assert leaks(course.load(NAME), course.root / "release" / NAME) == ()


@pytest.mark.parametrize(
    ("file", "leak", "what"),
    [
        (
            "notes.txt",
            "so:  return await asyncio.gather(*(source.ainvoke(question)  for source in tools)) ",
            "a solution",
        ),
        (f"{NAME}.ipynb", 'c.run(read("answer_1"), returned("b"))', "a hidden test"),
        ("sealed.json", "The slowest one sets the time; the other four were done before it.", "the explanation"),
        ("sub/old.md", "### BEGIN SOLUTION", "an author's marker"),
        (f"{NAME}.ipynb", 'answer_1 = "b"', "a solution"),
    ],
)
def test_a_leak_is_found_wherever_it_is(course, file, leak, what):
    """Reformatted, escaped in JSON, in a folder within: all that a student gets is searched."""
    path = course.root / "release" / NAME / file
    path.parent.mkdir(exist_ok=True)
    if path.suffix in (".ipynb", ".json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["leak"] = leak
        path.write_text(json.dumps(data), encoding="utf-8")
    else:
        path.write_text(leak, encoding="utf-8")
    found = leaks(course.load(NAME), course.root / "release" / NAME)
    assert {each.file for each in found} >= {file}
    assert any(each.what.startswith(what) for each in found)


def test_a_solution_that_the_prose_gives_away_is_a_leak(tmp_path):
    """A line shown on purpose is no secret; a whole solution is."""
    course = copied(tmp_path)
    line = "return await asyncio.gather(*(source.ainvoke(question) for source in tools))"
    edited(course, ("Four awaits in a row", f"`{line}`. Four awaits in a row"))
    build(course)
    (leak,) = leaks(course.load(NAME), course.root / "release" / NAME)
    assert leak.what == 'the solution of "ask", line by line'


def test_a_built_course_is_current(course):
    """Nothing to build."""
    assert check_current(course) == ()


def test_what_is_not_current_is_told_file_by_file(course):
    """Edited by hand, lost, or left over."""
    (course.root / "source" / NAME / f"{NAME}.ipynb").write_text("{}")
    (course.root / "release" / NAME / "mini.svg").unlink()
    (course.root / "release" / NAME / "notes.txt").write_text("left over")
    assert check_current(course) == (
        Stale(f"source/{NAME}/{NAME}.ipynb", "differs"),
        Stale(f"release/{NAME}/mini.svg", "is missing"),
        Stale(f"release/{NAME}/notes.txt", "is extra"),
    )


def test_a_changed_chapter_is_not_current(course):
    """Markdown is the one truth."""
    edited(course, ("Two sources, one question.", "Two sources, two questions."))
    assert {str(each) for each in check_current(course)} == {
        f"source/{NAME}/{NAME}.ipynb differs",
        f"release/{NAME}/{NAME}.ipynb differs",
    }


def test_a_refused_chapter_changes_nothing(course):
    """What was built before stands."""
    before = files(course.root / "release")
    edited(course, ("points = 4", "points = 5"))
    with pytest.raises(ChapterRefused):
        build(course)
    assert files(course.root / "release") == before


def test_a_refused_chapter_does_not_hold_up_the_others(course):
    """They are built, and then all faults of all chapters are told at once."""
    sound, broken, more = "02-sound", "03-broken", "04-broken"
    for name in (sound, broken, more):
        for file in [*course.root.glob(f"notebooks/{NAME}*"), course.answers(NAME)]:
            copy = file.with_name(file.name.replace(NAME, name))
            if file.is_dir():
                shutil.copytree(file, copy)
            else:
                text = file.read_text(encoding="utf-8").replace(NAME, name)
                copy.write_text(text.replace("# Chapter 1.", f"# Chapter {name[1]}."), encoding="utf-8")
    for name in (broken, more):
        file = course.root / "notebooks" / f"{name}.md"
        file.write_text(file.read_text(encoding="utf-8").replace("points = 4", "points = 5"), encoding="utf-8")
    done = []
    with pytest.raises(ChapterRefused) as refused:
        build(course, told=done.append)
    assert done == [NAME, sound]
    assert {Path(refusal.file).stem for refusal in refused.value.refusals} == {broken, more}
    assert [entry.name for entry in read(course.root / "release").chapters] == [NAME, sound]


def test_an_edit_in_jupyterlab_goes_back_into_the_markdown(course):
    """Unchanged, it comes back character for character; changed, with the change and nothing else."""
    file = course.root / "notebooks" / f"{NAME}.md"
    before = file.read_text(encoding="utf-8")
    adopt(course, NAME)
    assert file.read_text(encoding="utf-8") == before
    edit = notebook(course, "source")
    code = next(each for each in edit.cells if each.source.startswith("async def double"))
    code.source = code.source.replace("double", "twice")
    code.outputs = [nbformat.v4.new_output("stream", text="42")]
    nbformat.write(edit, course.root / "source" / NAME / f"{NAME}.ipynb")
    adopt(course, NAME)
    assert file.read_text(encoding="utf-8") == before.replace("double", "twice")


def saved_later(course, change):
    """Change the source notebook as somebody does in JupyterLab, an hour after its Markdown was written."""
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    edit = notebook(course, "source")
    change(edit)
    nbformat.write(edit, path)
    later = (course.root / "notebooks" / f"{NAME}.md").stat().st_mtime + 3600
    os.utime(path, (later, later))
    return path


def test_an_edit_in_source_is_not_overwritten(course):
    """The build says how to keep it and how to drop it, and writes nothing; once adopted, it is in the chapter."""

    def change(edit):
        edit.cells[0].source += "\n\nA sentence more."

    path = saved_later(course, change)
    before = files(course.root)
    with pytest.raises(ChapterRefused, match=r"edited after it was built.*: asynclab adopt 01-mini"):
        build(course)
    assert files(course.root) == before
    adopt(course, NAME)
    build(course)
    assert "A sentence more." in path.read_text()


def test_a_notebook_that_was_only_run_is_built_over(course):
    """Outputs are nobody's edit."""

    def change(edit):
        code = next(each for each in edit.cells if each.cell_type == "code")
        code.outputs = [nbformat.v4.new_output("stream", text="42")]

    saved_later(course, change)
    build(course)
    assert check_current(course) == ()


def test_a_chapter_that_git_brought_is_built_over(course):
    """A clone or a merge writes both files within seconds, in any order: the Markdown is the truth."""
    edited(course, ("Five sources take", "Five other sources take"))
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    at = (course.root / "notebooks" / f"{NAME}.md").stat().st_mtime + 5
    os.utime(path, (at, at))
    build(course)
    assert check_current(course) == ()


def test_only_a_notebook_that_is_there_is_adopted(course):
    """A slip in the name, and a damaged file, leave the Markdown as it is."""
    with pytest.raises(ChapterRefused, match="cannot be read"):
        adopt(course, "02-mini")
    (course.root / "source" / NAME / f"{NAME}.ipynb").write_text("{")
    before = files(course.root)
    with pytest.raises(ChapterRefused, match="cannot be read"):
        adopt(course, NAME)
    assert files(course.root) == before


def test_the_sealed_file_holds_the_hint_and_the_ids_of_its_checks(course):
    """All that `task("ask")` needs."""
    (task,) = sealed.read(course.root / "release" / NAME).tasks
    assert (task.id, task.title, task.checks) == (
        "ask",
        "Task 1. Ask every source at once",
        ("ask-order", "ask-makespan"),
    )
    assert task.hint.startswith("When does the second source hear the question")
