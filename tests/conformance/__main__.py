"""Run nbgrader's own tests on our engine: `python -m tests.conformance`, with pytest's options after it.

They come with nbgrader. They want a working directory that has `nbgrader/docs`, and an environment with USER.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbgrader

MODULES = ("test_nbgrader_autograde", "test_api", "test_nbgrader_generate_feedback", "test_nbgrader_formgrade")
ROOT = Path(__file__).resolve().parents[2]


def main(options):
    """Run them in a folder of their own; pytest's exit status."""
    with tempfile.TemporaryDirectory(prefix="asynclab-conformance-") as folder:
        (Path(folder) / "pytest.ini").write_text("[pytest]\nfilterwarnings = ignore\n")
        (Path(folder) / "nbgrader").mkdir()
        (Path(folder) / "nbgrader" / "docs").symlink_to(Path(nbgrader.__file__).parent / "docs")
        modules = [f"nbgrader.tests.apps.{module}" for module in MODULES]
        plugins = ["-p", "tests.conformance.plugin", "-p", "no:cacheprovider"]
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *plugins, *options, "--pyargs", *modules],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "USER": os.environ.get("USER", "grader"), "PATH": path},
            check=False,
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
