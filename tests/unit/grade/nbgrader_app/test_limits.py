"""What a course allows a cell and a notebook leaves time to the cells beside one that uses up its own."""

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from asynclab.grade.nbgrader_app.autograde import Autograde


@pytest.mark.parametrize(
    ("timeout", "cell", "whole"),
    [
        (30, 30.0, 300.0),
        (150, 150.0, 300.0),
        (290, 290.0, 580.0),
        (300, 300.0, 600.0),
        (900, 900.0, 1800.0),
        (None, 300.0, 600.0),
        (-1, 300.0, 600.0),
        (0, 300.0, 600.0),
    ],
)
def test_a_cell_that_uses_up_its_time_leaves_as_much_to_the_others(timeout, cell, whole, tmp_path):
    """Also where a cell may take as long as a notebook, or has no limit of its own, as nbgrader says it."""
    settings = Config()
    settings.Execute.timeout = timeout
    settings.Autograde.notebook_timeout = 300.0
    settings.CourseDirectory.root = str(tmp_path)
    limits = Autograde(coursedir=CourseDirectory(config=settings), config=settings).limits()
    assert (limits.cell, limits.whole) == (cell, whole)
