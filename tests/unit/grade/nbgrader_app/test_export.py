"""The exported table says why a score is empty."""

import csv
from types import SimpleNamespace

import pytest
from nbgrader.plugins import CsvExportPlugin

from asynclab.grade.gradebook.handed_in import StudentStanding
from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.grade.nbgrader_app import export
from asynclab.grade.nbgrader_app.export import GradesExport, use_our_warning
from asynclab.grade.nbgrader_app.exports.grade_lines import remark

TEST = CellGrade("test", 2.0, 2.0, by_hand=False)
ESSAY = CellGrade("essay", None, 3.0, by_hand=True)


def handed_in(*cells, problem="", penalty=0.0):
    """What came of a student's submission."""
    return StudentStanding(StudentGrade("ada", cells, penalty), problem)


def test_a_grade_that_is_final_needs_no_remark():
    """Nothing waits for a person."""
    assert (remark(handed_in(TEST)), handed_in(TEST).final) == ("", True)


def test_what_waits_for_a_person_is_named_with_what_the_rest_has():
    """A sum without it would be a zero for it."""
    waiting = handed_in(TEST, ESSAY)
    assert (remark(waiting), waiting.final) == ("A person has to grade essay; the rest has 2 points.", False)


def test_what_could_not_be_graded_says_why():
    """In the words of the class table."""
    broken = handed_in(ESSAY, problem="Its file cannot be read.")
    assert (remark(broken), broken.final) == ("Its file cannot be read.", False)


def test_what_is_flagged_keeps_its_score_and_is_named():
    """A person is asked to look; the points count until then."""
    flagged = handed_in(CellGrade("test", 2.0, 2.0, by_hand=True))
    assert (remark(flagged), flagged.final) == ("A person is asked to look at test.", True)


def course_of(tmp_path):
    """A gradebook's rows: one student graded, one who handed in nothing; and a third one's empty folder."""
    (tmp_path / "submitted" / "eve" / "ps1").mkdir(parents=True)
    people = [SimpleNamespace(id=name, last_name='O"Neil, A', first_name=None, email=None) for name in ("ada", "bo")]
    grade = SimpleNamespace(
        name="test", auto_score=2.0, manual_score=None, score=2.0, max_score=2.0, needs_manual_grade=False
    )
    work = SimpleNamespace(name="p", grades=[grade], late_submission_penalty=0.5)
    cell = SimpleNamespace(name="test", cell_type="code", locked=True, source="", checksum="", max_score=2.0)
    notebook = SimpleNamespace(name="p", kernelspec="", grade_cells=[cell], task_cells=[], source_cells=[cell])
    submission = SimpleNamespace(student=people[0], notebooks=[work], timestamp=None, extension=None)
    (tmp_path / "submitted" / "ada" / "ps1").mkdir(parents=True)
    (tmp_path / "submitted" / "ada" / "ps1" / "p.ipynb").write_text("{}")
    (tmp_path / "autograded" / "ada" / "ps1").mkdir(parents=True)
    (tmp_path / "autograded" / "ada" / "ps1" / "p.ipynb").write_text("{}")
    assignment = SimpleNamespace(
        name="ps1", duedate=None, max_score=2.0, notebooks=[notebook], submissions=[submission]
    )
    return SimpleNamespace(assignments=[assignment], students=people)


def test_the_table_has_everybody_once(tmp_path, monkeypatch):
    """nbgrader's columns in its order and one more; its zero for who handed in nothing, and nobody else's."""
    monkeypatch.chdir(tmp_path)
    GradesExport(to="all.csv").export(course_of(tmp_path))
    with (tmp_path / "all.csv").open(newline="") as file:
        lines = {line["student_id"]: line for line in csv.DictReader(file)}
    told = {name: (line["raw_score"], line["score"], line["remark"][:20]) for name, line in lines.items()}
    assert told == {
        "ada": ("2.0", "1.5", ""),
        "bo": ("0.0", "0.0", "Nothing was handed i"),
        "eve": ("", "", "There is no p.ipynb "),
    }
    assert lines["ada"]["last_name"] == 'O"Neil, A'


def test_students_and_assignments_can_be_chosen(tmp_path, monkeypatch):
    """`--student` and `--assignment`, as nbgrader's own does."""
    monkeypatch.chdir(tmp_path)
    GradesExport(student=["eve"]).export(course_of(tmp_path))
    assert [line.split(",")[3] for line in (tmp_path / "grades.csv").read_text().splitlines()[1:]] == ["eve"]
    two = course_of(tmp_path / "two")
    two.assignments.append(SimpleNamespace(**{**vars(two.assignments[0]), "name": "ps2"}))
    GradesExport(assignment=["ps2"], to="ps2.csv").export(two)
    assert {line.split(",")[0] for line in (tmp_path / "ps2.csv").read_text().splitlines()[1:]} == {"ps2"}


@pytest.mark.parametrize("asked", [{"assignment": ["ps2"]}, {"to": "nowhere/grades.csv"}])
def test_what_is_not_there_is_not_exported_and_what_was_written_stays(tmp_path, monkeypatch, caplog, asked):
    """An assignment that nobody knows, and a folder that is not there: a sentence, and exit code 1."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "grades.csv").write_text("the last one")
    with pytest.raises(SystemExit):
        GradesExport(**asked).export(course_of(tmp_path))
    assert (tmp_path / "grades.csv").read_text() == "the last one"


def test_nbgraders_own_exporter_warns_of_zeros_that_nobody_gave(tmp_path, monkeypatch, caplog):
    """In a course that keeps it: whose they are, and how to leave them empty; nothing where there is none."""
    monkeypatch.setattr(CsvExportPlugin, "export", CsvExportPlugin.export)  # put back afterwards
    monkeypatch.setattr(export, "_STOCK_EXPORT", lambda plugin, gradebook: None)
    use_our_warning()
    course = course_of(tmp_path)
    for score, said in ((2.0, ""), (None, "counted as 0 here, in the submissions of ada (ps1).")):
        course.assignments[0].submissions[0].notebooks[0].grades[0].auto_score = score
        caplog.clear()
        plugin = CsvExportPlugin()
        plugin.log.propagate = True
        plugin.export(course)
        assert said in caplog.text
        assert ("ada (ps1)" in caplog.text) is bool(said)
    CsvExportPlugin(student=["bo"]).export(course)
    assert caplog.text.count("counted as 0") == 1
