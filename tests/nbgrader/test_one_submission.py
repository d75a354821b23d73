"""One submission by itself, by the command: as Gradescope has it, and with a sentence where it cannot be graded.

That it is worth what it is in a batch, `test_submissions.py` holds.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from asynclab.cli import app

from .class_of_cases import CHAPTER
from .course import ROOT, chapter
from .grading import RIGHT, WRONG

pytestmark = pytest.mark.slow


@pytest.fixture
def autograder(tmp_path):
    """The folder that Gradescope lays out, with what docs/one-submission.md puts into it: two tasks under its name."""
    page = (ROOT / "docs" / "one-submission.md").read_text(encoding="utf-8")
    _, script = re.findall(r"^```bash\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for folder in ("source/chapter", "submission", "results", "env/bin"):
        (tmp_path / folder).mkdir(parents=True)
    nbformat.write(chapter(), tmp_path / "source" / "chapter" / f"{CHAPTER}.ipynb")
    (tmp_path / "env" / "bin" / "asynclab").symlink_to(Path(sys.executable).with_name("asynclab"))
    (tmp_path / "run_autograder").write_text(script, encoding="utf-8")
    (tmp_path / "run_autograder").chmod(0o755)
    return tmp_path


def results_of(autograder, text, name=f"{CHAPTER}.ipynb"):
    """What `run_autograder` leaves in results.json of a file that was handed in."""
    (autograder / "submission" / name).write_text(text, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(autograder)}
    subprocess.run([autograder / "run_autograder"], cwd="/", env=environment, check=True, capture_output=True)
    assert [path.name for path in (autograder / "results").iterdir()] == ["results.json"]
    return json.loads((autograder / "results" / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("answers", "score"), [(RIGHT, 5.0), (WRONG, 2.0)])
def test_gradescopes_script_as_documented_writes_the_points(autograder, answers, score):
    """In a plain folder, started from elsewhere, with nothing of a course around it."""
    handed_in = chapter()
    for cell in handed_in.cells:
        cell.source = answers.get(cell.id, cell.source)
    told = results_of(autograder, nbformat.writes(handed_in))
    assert told["score"] == score
    assert [test["score"] for test in told["tests"]] == [score - 2.0, 2.0]


def test_gradescopes_script_gives_no_score_to_what_is_no_notebook(autograder):
    """Its student reads why, and that it is no zero."""
    told = results_of(autograder, "{")
    assert "score" not in told
    assert "it breaks off in line 1" in told["output"]
    (autograder / "submission" / f"{CHAPTER}.ipynb").unlink()
    told = results_of(autograder, nbformat.writes(chapter()), "my answers.ipynb")
    assert "score" not in told
    assert f"There is no {CHAPTER}.ipynb in what was handed in. Save your work under that name" in told["output"]


def test_a_configuration_that_cannot_be_read_is_not_the_students_fault(tmp_path):
    """A platform has results to show, and no score; whoever grades reads what to mend."""
    course = Path(shutil.copytree(ROOT / "source" / CHAPTER, tmp_path / "course" / "source" / CHAPTER)).parents[1]
    (course / "nbgrader_config.py").write_text("c = get_config()\nexit()\n")
    notebook = ROOT / "release" / CHAPTER / f"{CHAPTER}.ipynb"
    command = ["grade", str(notebook), "--chapter", CHAPTER, "--root", str(course), "--as", "gradescope"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert "score" not in told
    assert "nbgrader_config.py" not in told["output"]
    assert "nbgrader_config.py:2 cannot be read: SystemExit" in done.stderr
