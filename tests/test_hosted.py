"""The doors without an installation of one's own - Codespaces, Binder, Colab - as far as they can be tried here.

The services themselves are not here. What they read is: its keys and names are those that each documents, and its
installation steps are run as they stand, without a network and without what they depend on.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from typer.main import get_command

from asynclab.cli import app
from asynclab.course.authoring import colab

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEVCONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))

# Of https://containers.dev/implementors/json_schema what this file uses: a key and the types it may have. The schema
# refuses a key that it does not know.
KEYS = {
    "name": str,
    "image": str,
    "postCreateCommand": str,
    "postAttachCommand": str,
    "waitFor": str,
    "portsAttributes": dict,
}
PORT_KEYS = {"label": str, "onAutoForward": str}
# What repo2docker looks for in binder/; it passes over what it does not know without a word.
BINDER = {
    "apt.txt",
    "environment.yml",
    "postBuild",
    "requirements.txt",
    "runtime.txt",
    "start",
}


def words(line):
    """A command line's words."""
    return shlex.split(line, comments=True)


def lines(file):
    """What a list of one entry a line holds."""
    return [words(line) for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if words(line)]


def test_the_dev_container_has_keys_of_the_schema_only():
    """And each of the type that the schema wants."""
    assert {key: type(value) for key, value in DEVCONTAINER.items()} == KEYS
    assert {key: type(value) for port in DEVCONTAINER["portsAttributes"].values() for key, value in port.items()} == (
        PORT_KEYS
    )
    assert DEVCONTAINER["waitFor"] in DEVCONTAINER


def python_of(name):
    """The Python that a file names, as in "3.12"."""
    return re.search(r"python[:-](\d+\.\d+)", name)[1]


@pytest.mark.parametrize("name", [DEVCONTAINER["image"], (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8")])
def test_both_have_a_python_that_this_is_tried_on(name):
    """One that pyproject.toml allows and names."""
    assert python_of(name) in SpecifierSet(PROJECT["requires-python"])
    assert f"Programming Language :: Python :: {python_of(name)}" in PROJECT["classifiers"]


def test_binder_holds_what_repo2docker_reads():
    """Under names that it knows; runtime.txt in the one form it understands."""
    assert {path.name for path in (ROOT / "binder").iterdir()} <= BINDER
    assert re.fullmatch(r"python-\d+\.\d+\n", (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8"))


def test_binder_installs_from_the_repository_and_not_before_it_is_there():
    """A requirement that begins with a dot makes repo2docker copy the repository first."""
    assert lines("binder/requirements.txt") == [[".[student]"]]


def test_what_binder_runs_after_installing_can_be_run():
    """repo2docker starts it by its name, so that it needs its first line and its permission."""
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    subprocess.run(["bash", "-n", str(script)], check=True)


def on_the_command_line():
    """The commands of ours that are run in one of the three places."""
    after_binder = [line for line in lines("binder/postBuild") if line[0] == "asynclab"]
    return [words(DEVCONTAINER["postAttachCommand"]), *after_binder, words(colab.CHAPTERS)]


@pytest.mark.parametrize("command", on_the_command_line(), ids=" ".join)
def test_the_chapters_are_opened_with_a_verb_of_ours(command):
    """With options that it has, in a folder that the repository passes over."""
    program, verb, folder, *options = command
    assert program == "asynclab"
    verbs = get_command(app).commands
    assert verb in verbs
    assert {each for each in options if each.startswith("-")} <= {o for p in verbs[verb].params for o in p.opts}
    assert f"/{folder}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def installed(arguments, folder):
    """What pip would install, as its report has it: only ours, without a network, into nothing."""
    dry = ["--dry-run", "--ignore-installed", "--no-deps", "--no-build-isolation", "--no-index"]
    command = [sys.executable, "-m", "pip", "--quiet", "install", *dry, "--report", "-", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    return json.loads(done.stdout)["install"]


def pip_arguments(line):
    """What follows `pip install` in a command; --user, which an environment of its own refuses, is left out."""
    program, verb, *arguments = words(line)
    assert (program, verb) == ("pip", "install")
    return [argument for argument in arguments if argument != "--user"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [pip_arguments(DEVCONTAINER["postCreateCommand"]), ["-r", "binder/requirements.txt"]]
)
def test_the_installation_step_of_codespaces_and_binder_works(arguments):
    """From the top of the repository: pip finds this project, and in it what a student needs."""
    (found,) = installed(arguments, ROOT)
    assert found["metadata"]["name"] == "asynclab"
    assert "student" in found["metadata"]["provides_extra"]
    if "requested_extras" in found:  # pip 23.0, which Debian 12 has, does not report it
        assert found["requested_extras"] == ["student"]


@pytest.mark.slow
def test_the_installation_step_of_colab_takes_a_wheel_that_lies_there(tmp_path):
    """As the first cell of a chapter has it, in a folder with the wheel in it."""
    wheel = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *wheel], check=True)
    (found,) = installed(pip_arguments(f"pip {colab.INSTALL}"), tmp_path)
    assert found["metadata"]["name"] == "asynclab"
