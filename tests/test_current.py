"""What is committed in source/ and release/ is what notebooks/ would give now."""

from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course, check_current
from asynclab.course.authoring.manifest import read

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_both_editions_and_the_index_are_current():
    """Byte for byte, for every chapter: `make build` would change nothing."""
    assert [str(stale) for stale in check_current(Course(ROOT))] == []


def test_the_index_lists_every_chapter():
    """Those of notebooks/, in their order: no chapter was built without being listed."""
    assert [entry.name for entry in read(ROOT / "release").chapters] == list(Course(ROOT).chapters)
