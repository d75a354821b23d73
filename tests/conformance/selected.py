"""A pytest plugin: of a suite from a source distribution, only the tests that are coroutines are run, and of those the
ones that are not left out in `sources.toml`, with the clock and without."""

import inspect
import os

import pytest
from langsmith.env import get_langchain_env_var_metadata, get_runtime_environment

from .names import is_like, name_of
from .sources import sources

_SOURCE = sources()[os.environ["ASYNCLAB_SUITE"]]


def pytest_configure(config):
    """What langsmith reads of the machine when a process first uses it, as its revision in git, is read now: a suite's
    guard refuses such reads in a coroutine. And a marker of pytest-timeout's is known, which is not used: a run has a
    limit of its own.
    """
    get_runtime_environment()
    get_langchain_env_var_metadata()
    config.addinivalue_line("markers", "timeout(seconds): not used here")


def pytest_collection_modifyitems(config, items):
    """What is left out has to exist."""
    names = [name_of(item) for item in items]
    patterns = [pattern for each in _SOURCE.left_out for pattern in each.tests]
    if gone := [pattern for pattern in patterns if not any(is_like(name, pattern) for name in names)]:
        raise pytest.UsageError(f"Left out, but no test of the suite's (any more): {', '.join(gone)}")
    chosen = [item for item, name in zip(items, names, strict=True) if _is_async(item) and not _SOURCE.leaves_out(name)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _is_async(item) -> bool:
    function = getattr(item, "function", None)
    inner = getattr(getattr(function, "hypothesis", None), "inner_test", function)
    return inspect.iscoroutinefunction(inspect.unwrap(inner)) if inner is not None else False
