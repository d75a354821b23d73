"""JupyterLab is started for this folder alone, and a terminal that lacks something hears what."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from jupyter_server import serverapp
from typer.testing import CliRunner

from asynclab import __main__ as command
from asynclab.cli import app
from asynclab.student import jupyter
from asynclab.student.folder import Folder
from tests.unit.report.student_folder import student_folder

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def settings(name):
    """A file of the settings that come with a start."""
    folder = jupyter.environment({})["JUPYTER_CONFIG_PATH"]
    return json.loads(Path(folder, name).read_text(encoding="utf-8"))


def test_root_alone_is_allowed_to_be_root(tmp_path):
    """Everybody else starts without the option."""
    assert "--allow-root" in jupyter.arguments(Folder(tmp_path), is_root=True)
    assert "--allow-root" not in jupyter.arguments(Folder(tmp_path), is_root=False)


def test_the_settings_come_before_those_that_are_there():
    """And do not replace them."""
    ours, theirs = jupyter.environment({"JUPYTER_CONFIG_PATH": "/theirs"})["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert Path(ours).is_dir()
    assert theirs == "/theirs"


def test_there_is_no_news_and_no_tool_of_an_instructors():
    """Of nbgrader, where it is installed beside: its tabs and its pages on the server."""
    news = settings("labconfig/default_setting_overrides.json")["@jupyterlab/apputils-extension:notification"]
    assert news["fetchNews"] == "false"
    assert settings("labconfig/page_config.json")["disabledExtensions"] == {"@jupyter/nbgrader": True}
    assert not any(settings("jupyter_server_config.json")["ServerApp"]["jpserver_extensions"].values())


def test_jupyterlabs_options_go_after_two_dashes(tmp_path, monkeypatch):
    """With or without a folder before them."""
    opened = []
    monkeypatch.setattr(jupyter, "open_lab", lambda folder, options, told: opened.append((folder.root.name, options)))
    monkeypatch.chdir(tmp_path)
    for arguments in (["--", "--ip", "0.0.0.0"], ["mine", "--no-browser", "--", "--ip", "0.0.0.0"]):
        assert CliRunner().invoke(app, ["start", *arguments]).exit_code == 0
    assert opened == [
        ("asynclab-course", ["--ip", "0.0.0.0"]),
        ("mine", ["--ip", "0.0.0.0", "--no-browser"]),
    ]


@pytest.mark.parametrize("more", [[], ["--no-lab"], ["--", "--ip", "0.0.0.0"]])
def test_a_name_with_a_space_and_no_quotes_makes_no_folder(tmp_path, monkeypatch, more):
    """Its first word is not what was meant; the message has the command that is."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["start", "My", "new", "course", *more])
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert 'asynclab start "My new course"' in done.output


@pytest.mark.parametrize(("no_browser", "shown"), [([], 1), (["--no-browser"], 0)])
def test_a_second_jupyterlab_on_a_folder_is_the_first_one_shown_again(tmp_path, monkeypatch, no_browser, shown):
    """Two would write over each other's notebooks. One on another folder is no hindrance."""
    root = os.path.realpath(tmp_path / "mine")
    server = {"root_dir": str(tmp_path), "url": "http://localhost:1/", "token": "other"}
    mine = {"root_dir": root, "url": "http://localhost:8888/", "token": "secret"}
    opened, said = [], []
    monkeypatch.setattr(serverapp, "list_running_servers", lambda: iter([server, mine]))
    monkeypatch.setattr(jupyter.webbrowser, "open", opened.append)
    jupyter.open_lab(Folder(tmp_path / "mine"), no_browser, told=said.append)
    address = "http://localhost:8888/lab/tree/index.ipynb?token=secret"
    assert opened == [address] * shown
    assert address in said[0]


@pytest.mark.parametrize("port", ["99999", "-5", "0"])
def test_a_port_that_is_none_is_refused_before_anything_is_copied(tmp_path, monkeypatch, port):
    """The message names the option."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["start", "--port", port])
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "'--port'" in done.output


@pytest.mark.parametrize("inside", ["", "12-boss", "12-boss/deep/er"])
def test_progress_finds_the_course_that_one_is_in(tmp_path, monkeypatch, inside):
    """However deep: in the course's folder, in a chapter's, and by its name from outside."""
    student_folder(tmp_path)
    place = tmp_path / inside
    place.mkdir(parents=True, exist_ok=True)
    named = CliRunner().invoke(app, ["progress", str(place)])
    monkeypatch.chdir(place)
    here = CliRunner().invoke(app, ["progress"])
    assert (named.exit_code, here.exit_code, named.output) == (0, 0, here.output)
    assert "not attempted" in here.output


@pytest.mark.parametrize("inside", ["", "03-astream"])
def test_a_course_without_its_list_is_the_course_all_the_same(tmp_path, monkeypatch, inside):
    """A start in it puts the list back, and begins no second course; progress names the command."""
    assert CliRunner().invoke(app, ["start", str(tmp_path / "mine"), "--no-lab"]).exit_code == 0
    (tmp_path / "mine" / "course.json").unlink()
    monkeypatch.chdir(tmp_path / "mine" / inside)
    done = CliRunner().invoke(app, ["progress"])
    assert (done.exit_code, f"asynclab start {tmp_path / 'mine'}" in done.output) == (1, True)
    assert CliRunner().invoke(app, ["start", "--no-lab"]).exit_code == 0
    assert (tmp_path / "mine" / "course.json").is_file()
    assert not list(tmp_path.rglob("asynclab-course"))
    assert CliRunner().invoke(app, ["progress"]).exit_code == 0


@pytest.mark.parametrize(("named", "says"), [("gone", "does not exist"), ("empty", "has no chapters in it")])
def test_progress_where_no_course_is_names_the_folder(tmp_path, monkeypatch, named, says):
    """And how to begin, or to name another."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["progress", named])
    assert done.exit_code == 1
    assert f"{tmp_path / named} {says}" in done.output


@pytest.mark.parametrize("option", [["--no-lab"], ["--no-lab", "--update"]])
@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 3, "worksheets": []}', "<<<<<<< HEAD\n{}"])
def test_a_damaged_notebook_is_told_and_left_as_it_is(tmp_path, option, text):
    """With its name, and what can be done. The rest begins as ever."""
    assert CliRunner().invoke(app, ["start", str(tmp_path / "mine"), "--no-lab"]).exit_code == 0
    damaged = tmp_path / "mine" / "12-boss" / "12-boss.ipynb"
    damaged.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["start", str(tmp_path / "mine"), *option])
    assert done.exit_code == 0
    assert "12-boss/12-boss.ipynb cannot be read as a notebook" in done.output
    assert damaged.read_text(encoding="utf-8") == text


def test_the_version_is_told():
    """As every command tells its own."""
    assert CliRunner().invoke(app, ["--version"]).output == f"asynclab {version('asynclab')}\n"


def test_without_jupyterlab_the_chapters_are_there_and_the_extra_is_named(tmp_path, monkeypatch):
    """Another program can open them."""
    monkeypatch.setattr(jupyter, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["start", str(tmp_path / "mine")])
    assert done.exit_code == 1
    assert '"asynclab[student]"' in done.output
    assert (tmp_path / "mine" / "index.ipynb").is_file()


@pytest.mark.parametrize(("missing", "extra"), [("nbgrader", "course"), ("distributed", "cluster")])
def test_a_verb_that_lacks_a_package_names_the_extra(monkeypatch, missing, extra):
    """In place of a traceback."""

    def verb():
        raise ModuleNotFoundError(f"No module named '{missing}.apps'", name=f"{missing}.apps")

    monkeypatch.setattr("asynclab.cli.app", verb)
    with pytest.raises(SystemExit, match=re.escape(f'"asynclab[{extra}]"')):
        command.main()


def test_a_module_that_no_extra_brings_is_an_error_like_any_other(monkeypatch):
    """A bug of ours is not told as a missing package."""

    def verb():
        raise ModuleNotFoundError("No module named 'asynclab dot nowhere'", name=".".join(["asynclab", "nowhere"]))

    monkeypatch.setattr("asynclab.cli.app", verb)
    with pytest.raises(ModuleNotFoundError):
        command.main()


def test_the_extras_that_are_named_bring_what_is_missing():
    """The table of the command is that of pyproject.toml."""
    extras = PROJECT["optional-dependencies"]
    wanted = {name: [re.match(r"[\w-]+", each)[0] for each in extras[name]] for name in set(command.EXTRAS.values())}
    brought_by = packages_distributions()  # reads what every package has, each time
    for module, extra in command.EXTRAS.items():
        if module != "nbconvert":  # nbgrader brings it
            assert {name.lower() for name in brought_by[module]} & set(wanted[extra]), module


@pytest.mark.slow
def test_a_terminal_that_has_no_such_signs_shows_others(tmp_path):
    """As a pipe on Windows: the words are there, no error."""
    CliRunner().invoke(app, ["start", str(tmp_path / "mine"), "--no-lab"])
    done = subprocess.run(
        [sys.executable, "-m", "asynclab", "progress", tmp_path / "mine"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
    )
    assert done.returncode == 0, done.stderr
    assert b"0 passed, 0 attempted, " in done.stdout
    assert done.stdout.count(b"not attempted") > 1


def test_a_bare_installation_and_the_student_extra_bring_what_chapters_import():
    """Every package that a released notebook imports."""
    names = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["student"]]
    brought = {re.match(r"[\w-]+", name)[0].replace("-", "_").lower() for name in names} | {"asynclab"}
    for file in (ROOT / "release").glob("*/*.ipynb"):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
            imported = set(re.findall(r"^\s*(?:import|from) (\w+)", text, re.MULTILINE))
            assert {name.lower() for name in imported - sys.stdlib_module_names} <= brought, (file, imported)


def test_grading_without_nbgrader_names_the_extra(monkeypatch):
    """The verb runs nbgrader in a process of its own, whose traceback would tell nothing."""
    monkeypatch.setattr("asynclab.cli.find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["asynclab", "autograde", "12-boss"])
    with pytest.raises(SystemExit, match=re.escape('"asynclab[course]"')):
        command.main()
