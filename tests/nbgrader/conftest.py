"""What grades a class needs a sandbox to do it in."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _a_machine_that_can_grade(can_grade):
    """Skip all of these where there is no sandbox, with the reason."""
