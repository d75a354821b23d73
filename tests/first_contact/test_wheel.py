"""The wheel has all that a student needs: it is built and installed, and does what CI asks of it on three systems.

Without a network: the new environment borrows the packages of this one. That the extra `student` names enough of them
is what `student.py install` shows, in CI.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command, **environment):
    """Run a program, in its own folder of this machine's; what it prints is shown if it fails."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | environment)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (wheel,) = folder.glob("asynclab-*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of an environment with this wheel; all else it has is borrowed."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel)
    paths = {"base": environment, "platbase": environment}
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_has_the_release_byte_for_byte(wheel):
    """What a student gets is what is committed in release/."""
    released = {
        f"asynclab/chapters/{path.relative_to(ROOT / 'release').as_posix()}": path.read_bytes()
        for path in (ROOT / "release").rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    with zipfile.ZipFile(wheel) as file:
        packed = {name: file.read(name) for name in file.namelist() if name.startswith("asynclab/chapters/")}
    assert packed == released


def test_the_wheel_has_every_file_that_the_package_reads(wheel):
    """Templates, style and script of pages, and what `asynclab init` copies: not only modules."""
    package = ROOT / "src" / "asynclab"
    known = {"__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache"}
    files = {path for path in package.rglob("*") if path.is_file() and not known & set(path.parts)}
    assert {".j2", ".css", ".js"} <= {path.suffix for path in files}
    with zipfile.ZipFile(wheel) as file:
        packed = set(file.namelist())
    assert {f"asynclab/{path.relative_to(package).as_posix()}" for path in files} - packed == set()


def test_a_student_begins_answers_chapter_3_and_reads_their_progress(python, tmp_path):
    """The very script of CI's, in an environment that has the wheel and no checkout."""
    home = {"HOME": str(tmp_path), "JUPYTERLAB_DIR": str(Path(sys.prefix, "share", "jupyter", "lab"))}
    said = run(python, ROOT / "tests" / "first_contact" / "student.py", "learn", tmp_path / "course", **home)
    assert "21 of 21 points" in said


def test_the_settings_of_a_start_touch_no_other_jupyter(python, tmp_path):
    """Nothing is written into a student's home by copying: their own JupyterLab stays as they have it."""
    run(python, "-m", "asynclab", "start", tmp_path / "course", "--no-lab", HOME=str(tmp_path / "home"))
    assert not (tmp_path / "home").exists()


# What only the course needs: a project that tests its own agent has none of it.
COURSE = ("nbgrader", "nbformat", "nbconvert", "nbclient", "jupytext", "jupyterlab", "IPython", "ipykernel")


def test_the_example_passes_with_nothing_of_the_course_but_the_wheel(python, tmp_path):
    """Ten tests on the clock, by the entry point alone: no notebook package can be imported, no checkout is near."""
    example = shutil.copytree(ROOT / "examples" / "research-agent", tmp_path / "example")
    pytest_alone = f"import sys; sys.modules.update(dict.fromkeys({COURSE})); import pytest; sys.exit(pytest.main())"
    done = subprocess.run(
        [python, "-c", pytest_alone, "-p", "no:nbmake", "-p", "no:cacheprovider", "-q", "--strict-markers"],
        capture_output=True,
        encoding="utf-8",
        cwd=example,
    )
    assert "10 passed" in done.stdout, done.stdout + done.stderr
