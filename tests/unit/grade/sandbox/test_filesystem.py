"""What is shown inside: Python and the system, and nothing that merely lies beside them."""

import os
import sys
from pathlib import Path

import pytest

import asynclab
from asynclab.grade.sandbox import bubblewrap, filesystem

pytestmark = pytest.mark.slow  # bubblewrap is started to see whether it works
REPOSITORY = Path(__file__).parents[4]


def shown_by(command):
    """The paths that a command for bubblewrap shows of this machine."""
    return [
        Path(command[place + 1]) for place, word in enumerate(command) if word in ("--ro-bind", "--bind", "--dev-bind")
    ]


def command(readable=()):
    return bubblewrap.command(["true"], readable=readable, environment={"LANG": "C"}, processes=Path("/proc"))


def test_what_lies_in_another_is_not_named_again(tmp_path):
    """Nor what the system shows already, nor what does not exist."""
    inner = tmp_path / "folder" / "inner"
    inner.mkdir(parents=True)
    paths = filesystem.outermost([inner, tmp_path / "folder", tmp_path / "gone", Path("/usr/bin")])
    assert paths == (tmp_path / "folder",)


def test_a_link_is_shown_by_both_names(tmp_path):
    """An interpreter may know itself by either."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert filesystem.outermost([tmp_path / "link"]) == (tmp_path / "link", tmp_path / "real")


def test_every_link_on_the_way_to_an_interpreter_is_shown(tmp_path, monkeypatch):
    """An environment's interpreter is often a link to a link to a version; a program that is started follows each."""
    (tmp_path / "environment").mkdir()
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "3.11").symlink_to(sys.base_prefix)
    middle = tmp_path / "versions" / "3.11" / "bin" / Path(sys.executable).resolve().name
    (tmp_path / "environment" / "python").symlink_to(middle)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "environment" / "python"))
    assert {middle, tmp_path / "environment" / "python"} <= {*filesystem.python()}


def test_of_python_only_its_parts_are_shown():
    """An environment made in the course's own folder must not show the course."""
    shown = filesystem.python()
    assert Path(sys.prefix) not in shown
    assert any(Path(asynclab.__file__).is_relative_to(path) for path in shown)
    assert any(Path(os.__file__).is_relative_to(path) for path in (*shown, *filesystem.SYSTEM))


def test_bubblewrap_is_shown_nothing_that_holds_the_repository():
    """Of the repository the package alone, of this machine neither the root nor anybody's home."""
    shown = shown_by(command())
    assert not [path for path in shown if REPOSITORY.is_relative_to(path) or Path.home().is_relative_to(path)]
    ours = [path for path in shown if path.is_relative_to(REPOSITORY)]
    assert not [path for path in ours if path.name in ("source", "tests", "src", "notebooks", "release")]


def test_bubblewrap_binds_nothing_that_can_be_written_to():
    """What can be written to is made anew, in memory."""
    assert not {"--bind", "--dev-bind", "--bind-try"}.intersection(command())


def test_the_environment_is_made_and_not_inherited(monkeypatch):
    """A key of the grader's is in nobody's environment."""
    monkeypatch.setenv("API_KEY", "secret")
    environment = filesystem.environment(home=Path("/home/student"), tmp=Path("/tmp"))
    assert "secret" not in environment.values()
    assert environment["PYTHONHASHSEED"] == "0"
    assert environment["NBGRADER_EXECUTION"] == "autograde"
