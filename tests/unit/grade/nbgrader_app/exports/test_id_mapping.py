"""Who is who on a learning platform: read from an instructor's file, which is refused rather than guessed at."""

from pathlib import Path

import pytest

from asynclab.grade.errors import BadMapping
from asynclab.grade.nbgrader_app.exports.id_mapping import mapping_of, read_mapping

FILE = Path("canvas-students.csv")
CANVAS = ("ID", "SIS User ID", "SIS Login ID")


def read(text, known_by="nbgrader", identifiers=CANVAS):
    """The mapping in a text."""
    return mapping_of(FILE, text, known_by, identifiers)


def test_a_student_has_the_fields_of_their_row():
    """By the platform's own names for its columns; one that is empty or not there is ""."""
    ada = read('nbgrader,Student,ID,SIS User ID\nada,"Lovelace, Ada",1001,\n').find("ada")
    assert (ada["Student"], ada["ID"], ada["SIS User ID"], ada["Section"]) == ("Lovelace, Ada", "1001", "", "")


def test_canvas_own_export_is_a_mapping():
    """Where a column of it has nbgrader's ids: its rows without a student are passed over."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,12-boss (4711)\n"
        ",,,,,Manual Posting\n"
        "    Points Possible,,,,,20\n"
        '"Lovelace, Ada",1001,S1,ada,One,\n'
    )
    known = read(text, known_by="SIS Login ID")
    assert [(name, each["ID"]) for name, each in known.students.items()] == [("ada", "1001")]


def test_composed_and_decomposed_letters_are_one_name():
    """As in the gradebook: some systems decompose the names of folders."""
    assert read("nbgrader,ID\nzo\u00eb,7\n").find("zoe\u0308")["ID"] == "7"


def test_who_is_missing_on_either_side_is_named():
    """Students who are not in the file, each once, and those in it of whom nothing is known."""
    known = read("nbgrader,ID\nada,1\nbo,2\n")
    assert known.unknown(["eve", "ada", "eve"]) == ("eve",)
    assert known.unasked(["eve", "ada"]) == ("bo",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "It is empty."),
        ("nbgrader,ID\nada,1\nada,2\n", "“ada” stands in it twice"),
        ("nbgrader,ID\nzo\u00eb,1\nzoe\u0308,2\n", "stands in it twice"),
        ("nbgrader,ID\nada,1\nbo,1\n", "“1” is the ID of two students"),
        ("nbgrader,ID,ID\nada,1,2\n", "The column “ID” stands in its heading twice"),
        ("student,ID\nada,1\n", "“nbgrader” and one of ID, SIS User ID, SIS Login ID"),
        ("nbgrader,Email\nada,1\n", "“nbgrader” and one of ID"),
        ("nbgrader,ID\n,1\n", "Row 2 has no id of nbgrader's"),
        ("nbgrader,ID,SIS Login ID\nada,,\n", "“ada”, in row 2, has no ID or"),
        ("nbgrader,SIS Login ID\nada,=1+1\n", "would be a formula"),
        ('nbgrader,ID\nada,"1\n', "no table with a heading"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_is_wrong(text, says):
    """Nobody's grade goes to somebody else for a slip in a file."""
    with pytest.raises(BadMapping, match=r"canvas-students\.csv") as refused:
        read(text)
    assert says in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    """One that is not there, and one that is in a spreadsheet's own encoding."""
    (tmp_path / "latin.csv").write_bytes("nbgrader,ID\nzo\u00eb,1\n".encode("latin-1"))
    for name, says in (("none.csv", "cannot be opened"), ("latin.csv", "not UTF-8")):
        with pytest.raises(BadMapping, match=says):
            read_mapping(tmp_path / name, "nbgrader", CANVAS)


def test_a_byte_order_mark_is_no_part_of_the_heading(tmp_path):
    """As a spreadsheet writes it before “CSV UTF-8”."""
    (tmp_path / "marked.csv").write_text("nbgrader,ID\nada,1\n", encoding="utf-8-sig")
    assert read_mapping(tmp_path / "marked.csv", "nbgrader", CANVAS).find("ada")["ID"] == "1"
