"""What every test of the project gets."""

import gc
import os

import pytest

from asynclab.grade.errors import CannotContain
from asynclab.grade.sandbox import choose

from .blocking_guard import pytest_pyfunc_call  # noqa: F401 - a hook: no async test of ours may block its loop

# Nothing here talks to a service: a key in the developer's environment must not change what a test sees.
for name in ("LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
    os.environ.pop(name, None)
# What somebody likes to see of their pytest is for this one, which has read it, and not for those that tests start.
os.environ.pop("PYTEST_ADDOPTS", None)


# A file is one worker's affair. These take the longest by far: begun last, they would be waited for alone.
LONGEST = ("test_proof.py", "test_submissions.py")


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, and then what waits: notebooks show some things in real time, beside which others
    have the processor."""
    items.sort(key=lambda item: (item.path.name not in LONGEST, item.path.suffix != ".ipynb"))


def pytest_collection_finish():
    """Look through what is loaded by now no more: it stays, and garbage is collected often in here."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _default_width(monkeypatch):
    """The same terminal for everybody: what is printed does not depend on whose it is."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture(scope="session")
def can_grade():
    """Skip where student code cannot be contained, with what was tried: that is the machine's fault, and no failure."""
    try:
        choose()
    except CannotContain as refusal:
        pytest.skip(str(refusal))
