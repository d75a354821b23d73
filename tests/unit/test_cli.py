"""The command line says what it does and, where something is wrong, what to do about it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asynclab.cli import app
from asynclab.grade.sandbox.detect import AUTO
from asynclab.grade.sandbox.early import EarlyProcesses
from asynclab.grade.sandbox.linux import landlock
from asynclab.grade.single.chapter_files import chapter_files
from asynclab.grade.single.choices import ResultFormat
from asynclab.grade.single.command import grade_and_print

MINI = Path(__file__).parent / "course" / "mini"


@pytest.fixture
def course(tmp_path):
    """The smallest course, to break."""
    return shutil.copytree(MINI, tmp_path / "course")


def run(*arguments):
    """What a command prints, and its exit code."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_help_names_the_verbs():
    """build, prove, demo, report."""
    printed = run("--help").output
    assert all(verb in printed for verb in ("build", "prove", "demo", "report"))


def test_a_chapter_that_cannot_be_built_is_told_without_a_traceback(course):
    """File, line and reason; exit code 1."""
    chapter = course / "notebooks" / "01-mini.md"
    chapter.write_text(chapter.read_text().replace("points = 4", "points = 5"))
    done = run("build", "--root", course)
    assert done.exit_code == 1
    assert "01-mini.md:" in done.output
    assert "Traceback" not in done.output


def test_an_unknown_chapter_names_the_ones_there_are(course):
    """A slip in a name is told as one."""
    done = run("prove", "02-mini", "--root", course)
    assert done.exit_code == 1
    assert "01-mini" in done.output


def test_a_demo_that_cannot_grade_says_what_to_install_before_it_builds(course, monkeypatch, tmp_path):
    """One sentence, exit code 1, and no folder."""
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("demo", "01-mini", "--root", course, "--into", tmp_path / "demo")
    assert done.exit_code == 1
    [sentence] = done.output.splitlines()
    assert "install bubblewrap" in sentence
    assert not (tmp_path / "demo").exists()


VERBS = ("build", "prove", "demo", "autograde", "report", "progress")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_where_it_is_wanted(verb, tmp_path):
    """In a folder that is no course: a sentence, exit code 1, and nothing is written."""
    where = (tmp_path,) if verb == "progress" else ("--root", tmp_path)
    done = run(verb, *where)
    assert done.exit_code == 1
    assert done.output.strip()
    assert "Traceback" not in done.output
    assert isinstance(done.exception, SystemExit)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["build", "prove", "demo"])
def test_a_course_without_chapters_says_what_one_is(verb, tmp_path):
    """An empty notebooks/ is no traceback either, and no empty release/."""
    (tmp_path / "notebooks").mkdir()
    done = run(verb, "--root", tmp_path)
    assert done.exit_code == 1
    assert "has no chapters yet: a chapter is a file such as 01-first-steps.md" in done.output
    assert [each.name for each in tmp_path.iterdir()] == ["notebooks"]


@pytest.mark.parametrize("verb", ["autograde", "report", "demo"])
@pytest.mark.parametrize(("named", "says"), [("", "Which chapter?"), ("03-mini", "There is no chapter “03-mini”")])
def test_a_chapter_that_is_not_clear_is_asked_for(verb, named, says, course):
    """None named where there are two, or one that is not there: the ones there are, are told."""
    shutil.copy(course / "notebooks" / "01-mini.md", course / "notebooks" / "02-mini.md")
    (course / "source").mkdir()
    done = run(verb, *([named] if named else []), "--root", course)
    assert done.exit_code == 1
    assert says in done.output
    assert "There are: 01-mini, 02-mini." in done.output


@pytest.mark.parametrize("asked", [("history", "ada"), ("undo", "01-mini"), ("report", "01-mini")])
def test_where_there_is_no_gradebook_none_is_made(asked, course):
    """Who reads is told that there is none, and what makes it."""
    there = sorted(course.iterdir())
    done = run(*asked, "--root", course)
    assert done.exit_code == 1
    assert "There is no gradebook" in done.output
    assert "nbgrader generate_assignment" in done.output
    assert sorted(course.iterdir()) == there


def test_a_class_page_of_nothing_graded_says_what_to_grade(course, tmp_path):
    """One sentence, exit code 1, and no folder."""
    done = run("report", "--root", course, "--html", tmp_path / "page")
    assert done.exit_code == 1
    assert "Nothing is graded" in done.output
    assert "asynclab autograde" in done.output
    assert not (tmp_path / "page").exists()


def test_a_configuration_that_fails_is_told_without_a_traceback(course):
    """With the file and what Python says of it."""
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.Exchange.root = Path('x')\n")
    done = run("report", "01-mini", "--root", course)
    assert done.exit_code == 1
    assert "nbgrader_config.py:2 cannot be read: NameError: name 'Path' is not defined" in done.output


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("c.Exchange.root = Path('x')", "NameError: name 'Path' is not defined"),
        ("c.Exchange.root = (", "SyntaxError: '(' was never closed"),
        ("import a_school_of_ours", "ModuleNotFoundError: No module named 'a_school_of_ours'"),
        ("raise ValueError('no term')", "ValueError: no term"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("import json; json.loads('{')", "JSONDecodeError: Expecting property name"),
    ],
)
def test_the_line_of_a_configuration_that_fails_is_told(course, line, says):
    """Whether Python cannot read it, or it stops there, or in what it calls from there."""
    (course / "nbgrader_config.py").write_text(f"c = get_config()\n\n{line}\n")
    done = run("report", "01-mini", "--root", course)
    assert done.exit_code == 1
    assert f"nbgrader_config.py:3 cannot be read: {says}" in done.output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("c.Exchange.root = Path('x')", "nbgrader_config.py:3 cannot be read: NameError"),
        ("exit()", "nbgrader_config.py:3 cannot be read: SystemExit"),
        ("c.Autograde.workers = 'many'", "nbgrader_config.py cannot be used: TraitError: The 'workers' trait"),
    ],
)
def test_a_verb_that_starts_nbgrader_tells_it_as_well(course, capfd, line, says):
    """nbgrader reads the configuration in a process of its own, and looks at a setting when it is used: a sentence, and
    no traceback."""
    (course / "nbgrader_config.py").write_text(f"c = get_config()\n\n{line}\n")
    assert run("autograde", "01-mini", "--root", course).exit_code == 1
    printed = capfd.readouterr().err
    assert says in printed
    assert "Traceback" not in printed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("nbgrader_config.py", "c = get_config()\nc.Exchange.root = Path('x')\n", ":2 cannot be read: NameError"),
        ("jupyter_config.json", '{"Exchange":\n{,}}', ":2 cannot be read: JSONDecodeError"),
    ],
)
def test_a_configuration_of_jupyter_s_that_fails_is_told_too(course, capfd, tmp_path, monkeypatch, name, text, says):
    """nbgrader reads those of the account and of the machine before the course's."""
    own = tmp_path / "jupyter"
    own.mkdir()
    (own / name).write_text(text)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(own))
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    assert run("autograde", "01-mini", "--root", course).exit_code == 1
    printed = capfd.readouterr().err
    assert f"{own / name}{says}" in printed
    assert "Traceback" not in printed


@pytest.mark.slow
def test_a_demo_empties_no_folder_of_somebody_elses(course):
    """Whatever stands after --into: the course itself, a home, a file."""
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    before = sorted(course.rglob("*"))
    for into in (course, course / "notebooks", course / "nbgrader_config.py"):
        done = run("demo", "--root", course, "--into", into)
        assert done.exit_code == 1
        assert "no demo made it" in done.output
    assert sorted(course.rglob("*")) == before


def test_init_says_why_it_made_nothing(tmp_path):
    """A sentence and exit code 1, as every verb."""
    (tmp_path / "notes").write_text("mine")
    done = run("init", tmp_path / "notes")
    assert (done.exit_code, (tmp_path / "notes").read_text()) == (1, "mine")
    assert "is a file. Name a folder that is new or empty." in done.output
    assert "Making" not in done.output


def test_init_takes_a_home_folder_in_quotes_for_what_it_means(tmp_path, monkeypatch):
    """A shell leaves `'~/course'` as it is, and nobody wants a folder of the name ~."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "course").write_text("mine")
    assert f"{tmp_path / 'course'} is a file" in run("init", "~/course").output


@pytest.fixture
def alone(tmp_path):
    """An instructor's notebook that is none, and a student's that is one."""
    chapter, work = tmp_path / "12-boss.ipynb", tmp_path / "work" / "12-boss.ipynb"
    chapter.write_text("no JSON, and SECRET", encoding="utf-8")
    work.parent.mkdir()
    work.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8")
    return chapter, work


@pytest.mark.parametrize("asked", [("--chapter", "07-nope"), ("--chapter", "nope.ipynb"), ("--as", "xml"), ()])
def test_to_grade_one_submission_one_has_to_ask_rightly(asked, course):
    """A chapter that is not there, a format that is none, no chapter at all: exit code 2, as for any usage."""
    chapter = () if not asked or "--chapter" in asked else ("--chapter", "01-mini")
    done = run("grade", course / "work.ipynb", *chapter, *asked, "--root", course)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_a_submission_that_is_not_there_is_no_zero_and_ends_with_1(alone, capsys):
    """Said where the points would stand; the formats are those of any result. No process has to be there for it."""
    chapter, work = alone
    asked = work.with_name("nope.ipynb"), chapter_files(str(chapter), work.parent), ResultFormat.JSON
    assert grade_and_print(*asked, EarlyProcesses(AUTO, ())) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["points"] is None
    assert told["reason"].startswith("There is no file nope.ipynb.")


@pytest.mark.parametrize("how", ["text", "gradescope", "json"])
def test_a_chapter_that_cannot_be_used_is_not_the_students_fault(how, alone, capsys):
    """Exit code 1: they read that, and whoever grades reads why."""
    chapter, work = alone
    files = chapter_files(str(chapter), work.parent)
    assert grade_and_print(work, files, ResultFormat(how), EarlyProcesses(AUTO, ())) == 1
    out, err = capsys.readouterr()
    assert "cannot be used as an instructor's notebook" in err
    assert ("SECRET" in out) == (how == "json")
    assert ("not your answer's fault" in out) == (how != "json")


@pytest.mark.slow
@pytest.mark.parametrize("module", ["asynclab.grade.single.command", "asynclab.nbgrader"])
def test_a_command_that_grades_does_not_load_what_runs_and_judges(module):
    """LangChain, the clock and the checks are loaded in the sandbox, at the same time: here it would be waited for."""
    heavy = ("langchain_core", "langgraph", "langsmith", "IPython", "asynclab.lab", "asynclab.scenario")
    code = f"import sys, asynclab.cli, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no file that is always full")
@pytest.mark.parametrize("asked", [("--version",), ("--help",), ("report", "--help")])
def test_what_cannot_be_written_is_told_without_a_traceback(asked):
    """A full disk behind `>`: exit code 1, and a sentence on stderr."""
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "asynclab", *asked]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("What this command says could not be written")
    assert "Traceback" not in done.stderr
