"""The benchmarks can be started: nobody runs them on every change."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"

pytestmark = pytest.mark.slow


def test_the_class_benchmark_says_what_it_can_be_asked():
    """All its modules are imported, and whatever of asynclab they name is there."""
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "grading.py", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--class" in done.stdout
