"""The student's half runs where nothing is that only POSIX has."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_student_without_posix_begins_answers_and_reads_the_progress(tmp_path):
    """No fcntl, no fork, no user ids, no alarms: as on Windows, as far as Linux can play it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.student.without_posix", tmp_path / "course"],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "right/parser.py passes" in done.stdout
    assert "wrong/collects.py fails" in done.stdout
    assert " not attempted; " in done.stdout
