"""The file for Moodle, read as the import of its gradebook reads it.

By grade/import/csv/classes/load_data.php of its open source, and https://docs.moodle.org/en/Grade_import.
"""

import csv

import pytest

from asynclab.grade.nbgrader_app.exports.moodle import MoodleExport

from .class_rows import NAME, class_rows

MAPPING = "nbgrader,ID number,Email address\nada,7,ada@example.org\nbo,8,bo@example.org\neve,9,eve@example.org\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course's folder, with the mapping in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "moodle-students.csv").write_text(MAPPING)
    return tmp_path


def exported(course, rows, **settings):
    """What is written, by row."""
    exporter = MoodleExport(**settings)
    exporter.log.propagate = True
    exporter.export(rows)
    with (course / "moodle.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def imported(lines, identifier, item, comments):
    """The grades and comments that Moodle takes: an empty grade, or "-", is none; a line without an identifier would be
    the student's before."""
    assert all(line[identifier] for line in lines)
    read = {line[identifier]: line[item].strip() for line in lines}
    return {
        who: (None if grade in ("", "-") else float(grade), line[comments])
        for (who, grade), line in zip(read.items(), lines, strict=True)
    }


def test_moodle_has_each_grade_with_its_feedback(course):
    """By e-mail address; the columns are an identifier, the grade and the comments."""
    lines = exported(course, class_rows(course, {"ada": 20.0, "bo": 0.0}, comments={"bo": "See me <b>soon</b>."}))
    assert list(lines[0]) == ["Email address", "Full name", NAME, "Feedback comments"]
    told = imported(lines, "Email address", NAME, "Feedback comments")
    assert told["ada@example.org"] == (20.0, "20 of 20 points")
    grade, comment = told["bo@example.org"]
    assert grade == 0.0
    assert comment.splitlines() == [
        "0 of 20 points",
        "✗ Not kept yet: Two sources cost. Seen: It took 4 &lt; 5 s.",
        "Two sources cost what the slower one costs.: See me &lt;b&gt;soon&lt;/b&gt;.",
    ]


def test_feedback_tells_nothing_that_is_hidden(course):
    """Neither a hidden test nor what only instructors read of a verdict."""
    exported(course, class_rows(course, {"ada": 0.0}))
    written = (course / "moodle.csv").read_text()
    assert "It took 4" in written
    assert "SECRET" not in written


def test_an_unknown_score_is_no_grade(course, caplog):
    """And the student is named, with who is not in the mapping."""
    lines = exported(course, class_rows(course, {"ada": None, "zed": 1.0}, others=["eve"]))
    told = imported(lines, "Email address", NAME, "Feedback comments")
    assert told == {
        "ada@example.org": (None, "? of 20 points"),
        "eve@example.org": (0.0, ""),
    }
    assert "12-boss: these wait for a person, and their grade is empty: ada." in caplog.text
    assert "and so not exported: zed." in caplog.text


def test_the_identifier_and_the_headings_are_the_courses_choice(course):
    """As Moodle's own export calls its grade items."""
    rows = class_rows(course, {"ada": 20.0})
    lines = exported(course, rows, identifier="ID number", grade_items={NAME: "Assignment: The boss (Real)"})
    assert list(lines[0]) == ["ID number", "Full name", "Assignment: The boss (Real)", "Feedback comments"]
    assert lines[0]["ID number"] == "7"


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"identifier": "Email"}, "identifier is 'Email', and may be 'ID number' or 'Email address' or 'Username'."),
        ({"absent": "none"}, "absent is 'none', and may be '0' or ''."),
    ],
)
def test_a_setting_that_cannot_be_is_a_sentence(course, caplog, setting, says):
    """With what it may be, and nothing is written."""
    exporter = MoodleExport(**setting)
    exporter.log.propagate = True
    with pytest.raises(SystemExit):
        exporter.export(class_rows(course, {"ada": 1.0}))
    assert f"MoodleExport.{says}" in caplog.text
    assert not (course / "moodle.csv").exists()


def test_a_comment_is_no_formula(course):
    """Feedback may quote a student, and is opened in a spreadsheet."""
    (line,) = exported(course, class_rows(course, {"ada": 20.0}, comments={"ada": "x;=1+1"}))
    assert line["Feedback comments"].endswith("x;'=1+1")
