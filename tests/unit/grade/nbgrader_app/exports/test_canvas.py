"""The file for Canvas, read as Canvas reads it.

By the importer of its open source (lib/gradebook_importer.rb in instructure/canvas-lms) and the heading that its own
export writes (lib/gradebook_exporter.rb).
"""

import csv
import re

import pytest

from asynclab.grade.nbgrader_app.exports.canvas import CanvasExport

from .class_rows import NAME, class_rows

MAPPING = """\
nbgrader,Student,ID,SIS User ID,SIS Login ID,Section
ada,"Lovelace, Ada",1001,S1,ada@example.org,One
bo,=HYPERLINK(1),1002,,,
eve,    Points Possible,,S3,,
kim,Kim,1004,,,One
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course's folder, with the mapping in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "canvas-students.csv").write_text(MAPPING)
    return tmp_path


def exported(course, rows, **settings):
    """What is written, by row."""
    exporter = CanvasExport(assignment_ids={NAME: 4711}, **settings)
    exporter.log.propagate = True
    exporter.export(rows)
    with (course / (settings.get("to") or "canvas.csv")).open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def imported(rows):
    """What Canvas takes of it: by assignment its number, the most points, and each student's grade by what is looked
    for first."""
    heading, *rest = rows
    assert len(heading) > 3
    assert "Student" in heading[0]
    assert "ID" in heading[1]
    assert re.search(r"SIS\s+User\s+ID", heading[2])
    assert re.search(r"SIS\s+Login\s+ID", heading[3])
    assert "Section" in heading[4]
    assert all(len(row) == len(heading) for row in rest)
    found = {}
    for at, title in enumerate(heading[5:], 5):
        number = re.fullmatch(r"(.*) \((\d+)\)", title)[2]
        most = [row[at] for row in rest if "Points Possible" in row[0]]
        grades = {next(filter(None, row[1:4])): row[at] for row in rest if "Points Possible" not in row[0]}
        found[int(number)] = (most, grades)
    return found


def test_canvas_finds_each_grade_by_its_numbers(course):
    """The assignment by its number, a student by ID, else SIS User ID, and the points that there are once."""
    rows = exported(course, class_rows(course, {"ada": 16.5, "bo": 0.0, "eve": 20.0}, others=["kim"]))
    assert imported(rows) == {4711: (["20"], {"1001": "16.5", "1002": "0", "S3": "20", "1004": "0"})}


def test_an_unknown_score_is_empty_and_its_student_named(course, caplog):
    """Not a zero; what is flagged keeps its score, and is named as well."""
    rows = exported(course, class_rows(course, {"ada": None, "bo": "20"}, others=["kim"]))
    assert imported(rows)[4711][1] == {"1001": "", "1002": "20", "1004": "0"}
    assert "12-boss: these wait for a person, and their grade is empty: ada." in caplog.text
    assert "12-boss: these have a grade, and a person is asked to look at it: bo." in caplog.text
    assert "12-boss: handed in nothing, and so have 0: kim." in caplog.text
    assert "so that they have no row: eve." in caplog.text


def test_who_handed_in_nothing_may_be_left_open(course):
    """For a course that lets Canvas decide on what is missing."""
    assert imported(exported(course, class_rows(course, {}, others=["kim"]), absent=""))[4711][1] == {"1004": ""}


def test_who_is_not_in_the_mapping_is_named_and_nobody_elses_grade(course, caplog):
    """Canvas would look for such a row by its name."""
    rows = exported(course, class_rows(course, {"ada": 16.0, "zed": 3.0, "yan": None}))
    assert imported(rows)[4711][1] == {"1001": "16"}
    assert re.search(r"Not in .*canvas-students\.csv, and so not exported: yan, zed\.", caplog.text)


def test_a_name_is_neither_a_formula_nor_the_row_of_points(course):
    """Names are students' data: Canvas takes a row by its first field."""
    rows = exported(course, class_rows(course, {"ada": 1.0, "bo": 2.0, "eve": 3.0}))
    assert [row[0] for row in rows[2:]] == ["Lovelace, Ada", "'=HYPERLINK(1)", "Points\u00a0Possible"]


def test_without_a_number_canvas_goes_by_the_title_and_that_is_said(course, caplog):
    """It would make a new assignment of a title that it does not have."""
    exporter = CanvasExport(to="by-title.csv")
    exporter.log.propagate = True
    exporter.export(class_rows(course, {"ada": 1.0}))
    assert (course / "by-title.csv").read_text().splitlines()[0].endswith(",Section,12-boss")
    assert "makes a new assignment where it has none: 12-boss" in caplog.text


def test_a_mapping_that_cannot_be_used_leaves_what_there_is(course, caplog):
    """Nothing is written, and the command fails with what to do."""
    (course / "canvas.csv").write_text("the last one")
    (course / "canvas-students.csv").write_text("nbgrader,ID\nada,1\nada,2\n")
    exporter = CanvasExport()
    exporter.log.propagate = True
    with pytest.raises(SystemExit) as ended:
        exporter.export(class_rows(course, {"ada": 1.0}))
    assert ended.value.code == 1
    assert "“ada” stands in it twice" in caplog.text
    assert (course / "canvas.csv").read_text() == "the last one"


def test_a_number_of_no_assignment_is_told(course, caplog):
    """A slip in a name would else be an assignment by its title."""
    exporter = CanvasExport(assignment_ids={"12-bos": 4711})
    exporter.log.propagate = True
    exporter.export(class_rows(course, {"ada": 1.0}))
    assert "The settings name assignments that are not there: 12-bos." in caplog.text


def test_students_and_assignments_can_be_chosen(course):
    """`--student` and `--assignment`, as nbgrader's own does."""
    rows = class_rows(course, {"ada": 1.0, "bo": 2.0})
    assert imported(exported(course, rows, student=["bo"]))[4711][1] == {"1002": "2"}
    with pytest.raises(SystemExit):  # a file without grades would take the place of the last one
        exported(course, rows, assignment=["11-evidence"])
