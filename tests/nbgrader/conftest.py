"""What grades a class needs a sandbox to do it in."""

import pytest

from .kept_processes import STORE


@pytest.fixture(scope="session", autouse=True)
def _a_machine_that_can_grade(can_grade):
    """Skip all of these where there is no sandbox, with the reason."""


@pytest.fixture(scope="session", autouse=True)
def _kept_processes_end():
    """What batches have left for the next ones ends with the last."""
    yield
    STORE.end()
