"""An update brings newer text, and every word that a student wrote is there afterwards."""

import errno
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, reads, writes

from asynclab.student import safe_files
from asynclab.student import student_notebook as notebooks
from asynclab.student.carry import carry
from asynclab.student.errors import FolderRefused
from asynclab.student.folder import Folder, start
from asynclab.student.update import WhatBecame, update
from asynclab.student.update_report import sentence
from tests.unit.report.student_folder import passed, verdict

from .editions import FIRST, LAST, by_id, edit, edition, lesson, newer, renamed, snapshot, texts

NOTEBOOK = FIRST.notebook
STUBS = {answer.id: answer.stub for exercise in FIRST.exercises for answer in exercise.answers}


@pytest.fixture
def old(tmp_path):
    """The edition that was handed out."""
    return edition(tmp_path / "old")


@pytest.fixture
def new(tmp_path):
    """A newer one: chapter 7 has another text."""
    return edition(tmp_path / "new", chapter_7=newer(FIRST))


@pytest.fixture
def folder(tmp_path, old):
    """A student's folder, begun with the old edition."""
    folder = Folder(tmp_path / "mine")
    start(folder, old)
    return folder


def brought(folder, edition):
    """What became of each chapter, by name."""
    return {each.chapter: each for each in update(folder, edition)}


def test_what_the_student_has_not_changed_is_replaced(folder, new):
    """And nothing is put aside."""
    assert brought(folder, new)[FIRST.name].notebook.how is WhatBecame.REPLACED
    assert (folder.root / NOTEBOOK).read_bytes() == (new.root / NOTEBOOK).read_bytes()
    assert not (folder.root / "earlier").exists()


def test_answers_and_own_cells_are_in_the_new_text_and_the_old_file_is_kept(folder, new):
    """The sentence says so."""
    edit(folder.root / NOTEBOOK, fanout="fanout = 'mine'", own="scratch = 1")
    before = (folder.root / NOTEBOOK).read_bytes()
    update = brought(folder, new)[FIRST.name]
    cells = by_id(folder.root / NOTEBOOK)
    assert cells["fanout"] == "fanout = 'mine'"
    assert cells["relay"] == STUBS["relay"]
    assert texts(folder.root / NOTEBOOK)[0] == "New in this edition."
    assert texts(folder.root / NOTEBOOK)[-1] == "scratch = 1"
    assert (folder.root / "earlier" / NOTEBOOK).read_bytes() == before
    assert sentence(update) == (
        f"{FIRST.name}: newer text, with your answer and a cell of your own in it. "
        f"What was there before is earlier/{NOTEBOOK}."
    )


def test_a_second_update_finds_nothing_to_do(folder, new):
    """Not even a file to keep."""
    edit(folder.root / NOTEBOOK, fanout="fanout = 'mine'", own="scratch = 1")
    brought(folder, new)
    before = snapshot(folder.root)
    assert {each.notebook.how for each in update(folder, new)} == {WhatBecame.KEPT}
    assert snapshot(folder.root) == before


def test_without_a_newer_text_a_students_work_is_not_touched(folder, old):
    """Outputs, edits, own cells: the file stays, byte for byte."""
    edit(folder.root / NOTEBOOK, fanout="fanout = 'mine'", own="scratch = 1")
    before = snapshot(folder.root)
    brought(folder, old)
    assert snapshot(folder.root) == before


def test_an_own_cell_stays_below_its_neighbour(folder, new):
    """However far the neighbour has moved."""
    notebook = reads((folder.root / NOTEBOOK).read_text(encoding="utf-8"))
    at = next(n for n, cell in enumerate(notebook.cells) if cell.source == "demo = 1")
    notebook.cells.insert(at + 1, new_markdown_cell("My note."))
    (folder.root / NOTEBOOK).write_text(writes(notebook), encoding="utf-8")
    brought(folder, new)
    found = texts(folder.root / NOTEBOOK)
    assert found[found.index("demo = 1") + 1] == "My note."


def test_an_edited_lesson_cell_is_kept_where_the_lesson_has_it_still(folder, new):
    """And stands below the new text where that was rewritten as well."""
    edit(folder.root / NOTEBOOK, cell_003="demo = 2  # mine", cell_002="Read this. I did.")
    brought(folder, new)
    found = texts(folder.root / NOTEBOOK)
    assert "demo = 2  # mine" in found
    assert "demo = 1" not in found
    assert found.count("Read this, slowly.") == found.count("Read this. I did.") == 1


def test_a_check_that_passed_has_still_passed(folder, new):
    """Where its text is the same; the outputs go along."""
    file = folder.root / NOTEBOOK
    notebook = reads(file.read_text(encoding="utf-8"))
    for cell in notebook.cells:
        cell.source = "fanout = 'mine'" if cell.id == "fanout" else cell.source
        if cell.id == "fanout-order":
            cell.outputs = list(passed("fanout-order")["fanout-order"])
    file.write_text(writes(notebook), encoding="utf-8")
    brought(folder, new)
    cells = {cell.id: cell for cell in reads(file.read_text(encoding="utf-8")).cells}
    assert cells["fanout-order"].outputs == [verdict("fanout-order")]


def test_an_answer_to_a_task_that_is_gone_becomes_an_own_cell(folder, tmp_path):
    """Without nbgrader's marks, which would make it a graded one."""
    edit(folder.root / NOTEBOOK, relay="relay = 'mine'")
    without = newer(FIRST)
    without.cells = [cell for cell in without.cells if not cell.id.startswith("relay")]
    brought(folder, edition(tmp_path / "new", chapter_7=without))
    cells = reads((folder.root / NOTEBOOK).read_text(encoding="utf-8")).cells
    (own,) = [cell for cell in cells if cell.source == "relay = 'mine'"]
    assert "nbgrader" not in own.metadata


def test_of_two_answers_in_copies_of_a_cell_both_are_kept(folder, new):
    """The first in its cell, the other below."""
    file = folder.root / NOTEBOOK
    notebook = reads(file.read_text(encoding="utf-8"))
    at = next(n for n, cell in enumerate(notebook.cells) if cell.id == "fanout")
    copy = new_code_cell("fanout = 'second'", metadata=notebook.cells[at].metadata)
    notebook.cells[at].source = "fanout = 'first'"
    notebook.cells.insert(at + 1, copy)
    file.write_text(writes(notebook), encoding="utf-8")
    brought(folder, new)
    found = texts(file)
    assert found.index("fanout = 'second'") == found.index("fanout = 'first'") + 1


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": [1], "nbformat": 4}', "\udcff", '{"nbformat": 3}'])
def test_a_notebook_that_cannot_be_read_is_kept_and_the_new_one_is_there(folder, new, text):
    """Half saved, half merged, of another format."""
    data = text.encode("utf-8", "surrogateescape")
    (folder.root / NOTEBOOK).write_bytes(data)
    update = brought(folder, new)[FIRST.name]
    assert update.notebook.how is WhatBecame.UNREADABLE
    assert (folder.root / "earlier" / NOTEBOOK).read_bytes() == data
    assert (folder.root / NOTEBOOK).read_bytes() == (new.root / NOTEBOOK).read_bytes()


def test_what_is_kept_never_overwrites_what_was_kept_before(folder, new, tmp_path):
    """It gets a number."""
    edit(folder.root / NOTEBOOK, fanout="fanout = 1")
    brought(folder, new)
    edit(folder.root / NOTEBOOK, fanout="fanout = 2")
    brought(folder, edition(tmp_path / "newest", chapter_7=newer(FIRST, text="Read this twice.")))
    names = {path.name for path in (folder.root / "earlier" / FIRST.name).iterdir()}
    assert names == {f"{FIRST.name}.ipynb", f"{FIRST.name}-2.ipynb"}


def test_a_new_chapter_is_added_and_the_index_lists_it(folder, tmp_path):
    """With what was there as it was."""
    added = renamed(LAST, "13-more")
    exercise = added.exercises[0]
    added = added.__class__("13-more", "More", "core", 5, (exercise,))
    new = edition(tmp_path / "new", FIRST, LAST, added)
    assert sentence(brought(folder, new)["13-more"]) == "13-more: added."
    assert (folder.root / "index.ipynb").read_bytes() == (new.root / "index.ipynb").read_bytes()


def test_a_renamed_chapter_gets_the_answers_and_the_old_folder_stays(folder, tmp_path):
    """It is known by its tasks."""
    edit(folder.root / NOTEBOOK, fanout="fanout = 'mine'")
    before = (folder.root / NOTEBOOK).read_bytes()
    now = renamed(FIRST, "07-fanout")
    updates = brought(folder, edition(tmp_path / "new", now, LAST))
    assert sentence(updates["07-fanout"]).startswith("07-fanout: was 07-branches; newer text, with your answer in it.")
    assert not updates[FIRST.name].is_listed
    assert by_id(folder.root / now.notebook)["fanout"] == "fanout = 'mine'"
    assert (folder.root / NOTEBOOK).read_bytes() == before


def test_notes_on_the_index_page_are_kept(folder, tmp_path):
    """Its text is the course's; a cell of one's own is one's own."""
    edit(folder.root / "index.ipynb", own="my_plan = 'chapter 7 on Sunday'")
    brought(folder, edition(tmp_path / "new", FIRST))
    assert "my_plan = 'chapter 7 on Sunday'" in texts(folder.root / "index.ipynb")


def test_any_other_file_that_was_changed_is_kept(folder, tmp_path):
    """And the new one is there."""
    (folder.root / FIRST.name / "sealed.json").write_text("opened", encoding="utf-8")
    new = edition(tmp_path / "new")
    (new.root / FIRST.name / "sealed.json").write_text("newer", encoding="utf-8")
    said = sentence(brought(folder, new)[FIRST.name])
    assert "You had changed sealed.json" in said
    assert (folder.root / "earlier" / FIRST.name / "sealed.json").read_text(encoding="utf-8") == "opened"


def test_a_folder_that_nobody_noted_keeps_answers_and_own_cells(tmp_path, new):
    """Made by a clone of the old edition: its list tells the stubs, and added cells have ids of another kind."""
    edition(tmp_path / "clone")
    folder = Folder(tmp_path / "clone")
    edit(folder.root / NOTEBOOK, fanout="fanout = 'mine'", own="scratch = 1")
    update = brought(folder, new)[FIRST.name]
    assert (update.notebook.answers, update.notebook.own) == (1, 1)
    assert "Read this." not in texts(folder.root / NOTEBOOK)
    assert (folder.root / "earlier" / NOTEBOOK).is_file()


@pytest.mark.parametrize("after", range(8))
def test_an_update_that_breaks_off_loses_nothing_and_goes_on(folder, new, monkeypatch, after):
    """After any file: the answer is on disk all the time, and the next update comes to the same end."""
    edit(folder.root / NOTEBOOK, fanout="fanout = 'mine'", own="scratch = 1")
    real, done = os.replace, []

    def full(source, target):
        if len(done) == after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        done.append(target)
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(safe_files.os, "replace", full)
        with pytest.raises(FolderRefused):
            brought(folder, new)
    assert by_id(folder.root / NOTEBOOK)["fanout"] == "fanout = 'mine'"
    brought(folder, new)
    found = texts(folder.root / NOTEBOOK)
    assert found == ["fanout = 'mine'" if text == STUBS["fanout"] else text for text in texts(new.root / NOTEBOOK)] + [
        "scratch = 1"
    ]


def notebook_of(cells):
    """A notebook as `carry` takes it."""
    return notebooks.read(writes(lesson(FIRST) if cells is None else cells).encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    written=st.dictionaries(st.integers(0, 12), st.text(min_size=1, max_size=12), max_size=5),
    added=st.lists(st.tuples(st.integers(0, 12), st.text(min_size=1, max_size=12)), max_size=4),
    deleted=st.sets(st.integers(0, 12), max_size=3),
    without_ids=st.booleans(),
)
def test_every_text_of_the_students_is_in_the_new_notebook(written, added, deleted, without_ids):
    """Whatever is edited, added, deleted, saved without ids; only a check's text is the course's. And the course's
    cells stand in the course's order, each once."""
    old, mine, new = lesson(FIRST), lesson(FIRST), newer(FIRST)
    theirs = []
    for at, text in written.items():
        cell = mine.cells[at % len(mine.cells)]
        cell.source = text
        if not cell.metadata.get("nbgrader", {}).get("grade"):
            theirs.append((at % len(mine.cells), text))
    theirs = [text for at, text in theirs if at not in deleted and mine.cells[at].source == text]
    mine.cells = [cell for at, cell in enumerate(mine.cells) if at not in deleted]
    for at, text in added:
        mine.cells.insert(at, new_code_cell(text))
        theirs.append(text)
    if without_ids:
        for cell in mine.cells:
            del cell["id"]
        mine.nbformat_minor = 4
    carried = carry(notebook_of(mine), notebook_of(old), notebook_of(new), STUBS).notebook
    found = {notebooks.tidy(cell.source) for cell in carried.cells}
    assert {notebooks.tidy(text) for text in theirs} - {""} <= found
    ids = [cell.id for cell in carried.cells]
    assert len(set(ids)) == len(ids)
    assert [cell.id for cell in carried.cells if cell.id in {c.id for c in new.cells}] == [c.id for c in new.cells]
