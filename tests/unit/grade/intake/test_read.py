"""A submission's file is read within limits, and what is no file is not opened."""

import json
import os
import socket
import subprocess
import sys

import pytest

from asynclab.grade.intake.parse import PaperCell, ParsedNotebook, extract, from_json, to_json
from asynclab.grade.intake.read import LARGEST, SMALL, UnreadableSubmission, read
from tests.unit.grade.notebooks import submission

CELLS = {"cells": [{"cell_type": "code", "id": "a", "source": ["x = ", "1"], "metadata": {"tags": ["b"]}}]}
PAPER = ParsedNotebook((PaperCell("code", "x = 1", cell_id="a", tags=("b",)),))


@pytest.fixture
def path(tmp_path):
    """Where the notebook is."""
    return tmp_path / "12-boss.ipynb"


def said(path):
    """Why the file at a path is unreadable."""
    found = read(path)
    assert isinstance(found, UnreadableSubmission)
    return found.reason


def padded(size):
    """A notebook of more than so many bytes, most of them output."""
    return json.dumps(CELLS | {"outputs": "x" * size})


def test_a_notebook_is_read(path):
    """Its cells: kind, ids, texts."""
    path.write_text(json.dumps(CELLS))
    assert read(path) == PAPER


def test_a_missing_file_is_no_paper(path):
    """Nothing was handed in, which is no error."""
    assert read(path) is None
    assert read(path / "below" / "nothing") is None


def test_a_byte_order_mark_and_utf_16_are_read(path):
    """Editors of other systems write them."""
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(json.dumps(CELLS).encode(encoding))
        assert read(path) == PAPER


@pytest.mark.parametrize(
    ("written", "text", "note"),
    [
        ("# caf\u00e9".encode("cp1252"), "# café", "It was not saved as UTF-8, and was read as Windows-1252."),
        (
            "# café “ok” ".encode() + b"\xe9",
            "# café “ok” \ufffd",
            "It holds bytes that are no text; they were replaced.",
        ),
    ],
    ids="code-page damaged".split(),
)
def test_a_file_that_is_not_utf_8_is_read_all_the_same(path, written, text, note):
    """An editor's code page, or one bad byte in a comment, does not cost the work, and is noted."""
    path.write_bytes(b'{"cells": [{"cell_type": "code", "source": "%s"}]}' % written)
    paper = read(path)
    assert [cell.source for cell in paper.cells] == [text]
    assert paper.notes == (note,)


def test_lines_end_as_everywhere():
    """Those of Windows are Python's too; a message about a line shows it without its end."""
    assert extract({"cells": [{"source": ["a = 1\r\n", "b = 2\r\n"]}]}).cells[0].source == "a = 1\nb = 2\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"cells": [', "it breaks off in line 1, and the rest is missing"),
        ("", "the file is empty"),
        ("[" * 100_000, "its data is nested too deeply"),
        ("[]", "it holds no notebook"),
        ("7", "it holds no notebook"),
        ('{"cells": {}}', "it has no list of cells"),
    ],
    ids="cut empty deep list number no-cells".split(),
)
def test_a_file_that_is_no_notebook_is_unreadable(path, content, reason):
    """Nobody knows what the work is worth: the reason is for the person who has to look."""
    path.write_text(content)
    assert said(path).startswith(f"Its file could not be read as a notebook: {reason}")


def test_numbers_of_any_length_are_read(path):
    """Python refuses to read those of more than some thousand digits, and nobody needs them."""
    path.write_text(json.dumps(CELLS)[:-1] + ', "nbformat": ' + "9" * 10_000 + ', "x": [NaN, 1e999, -0]}')
    assert read(path) == PAPER


def test_what_is_no_file_is_not_opened(tmp_path):
    """Opening a pipe waits for ever; a link may show any file of the machine's."""
    (tmp_path / "target").write_text(json.dumps(CELLS))
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "socket"))
        found = {name: said(tmp_path / name) for name in ("link", "folder", "pipe", "socket")}
    assert found == {
        name: f"In place of its file there is a {name}, which was not opened."
        for name in ("link", "folder", "pipe", "socket")
    }
    assert "a device" in said(os.devnull)


def test_a_path_that_leads_nowhere_is_unreadable(path):
    """Whatever stands in the way: a file for a folder, a name that no system takes."""
    path.write_text("")
    assert said(path / "below").startswith("Its file cannot be reached: ")
    assert said(path.with_name("\x00")).startswith("Its file cannot be reached: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_unreadable(path):
    """Its owner took the permission away."""
    path.write_text(json.dumps(CELLS))
    path.chmod(0)
    assert said(path) == "Its file cannot be opened: Permission denied."


def test_a_paper_goes_through_json_and_comes_back():
    """As it does on the way from the process that reads large files."""
    paper = extract(submission())
    assert from_json(to_json(paper)) == paper


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ([{"source": "x"}] * 5_001, "It has more than 5000 cells; the rest was left out."),
        ([{"source": "x" * 200_000}] * 21, "Its cells hold more than 4000000 characters; the rest was left out."),
        ([{"source": "x"}, 7], "Something that is no cell stood among its cells and was left out."),
    ],
    ids="cells characters junk".split(),
)
def test_what_is_more_than_a_notebook_is_left_out(cells, note):
    """A paper's size is bounded, whatever the file's."""
    assert extract({"cells": cells}).notes == (note,)


def test_a_huge_file_is_not_even_opened_up(path):
    """Its size alone says that it is no notebook; a sparse one costs its sender nothing."""
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert said(path) == "Its file has 300 MB; more than 300 MB are not read."


@pytest.mark.slow
def test_a_large_notebook_is_read_in_another_process(path):
    """Its outputs cost this process no memory, and its cells are as any other's."""
    path.write_text(padded(30 * SMALL))
    code = (
        "import resource, sys, pathlib; from asynclab.grade.intake.read import read;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "paper = read(pathlib.Path(sys.argv[1]));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, paper.cells[0].source)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    grown, _, text = done.stdout.strip().partition(" ")
    assert text == "x = 1"
    assert int(grown) < 10 << 10  # kilobytes, a third of the file


@pytest.mark.slow
def test_a_large_file_that_is_no_notebook_says_why(path):
    """The other process's reason comes through."""
    path.write_text("[" * (2 * SMALL))
    assert said(path) == "Its file could not be read as a notebook: its data is nested too deeply."
