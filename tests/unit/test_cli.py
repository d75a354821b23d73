"""The command line says what it does and, where something is wrong, what to do about it."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asynclab.cli import app
from asynclab.grade.sandbox import landlock

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
