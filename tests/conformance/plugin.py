"""A pytest plugin for nbgrader's own tests: they run on our engine, and what may differ is listed, with the reason.

`differences.toml` is strict: a test that fails and is not listed fails the run, and so does one that is listed and
passes, or does not exist any more. `adapted.toml` lists tests that run without an option which ours refuses.
"""

import functools
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.modules.setdefault("rfc3987_syntax", None)  # seconds, for an extra of jsonschema's that nobody here uses

import nbgrader.api  # noqa: E402 - after the line above
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor  # noqa: E402
from nbgrader.converters import GenerateFeedback  # noqa: E402
from nbgrader.preprocessors import GetGrades  # noqa: E402

from asynclab.grade.nbgrader_app.autograde import use_our_engine  # noqa: E402
from asynclab.grade.nbgrader_app.feedback.hide_tests import HideTests  # noqa: E402

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Difference:
    """A test of nbgrader's that fails on our engine. test: Class::name, as pytest has it."""

    test: str
    reason: str


@dataclass(frozen=True)
class Adapted:
    """Tests that run without an option on nbgrader's command line, which they use for a reason that is none here."""

    leave_out: str
    reason: str
    tests: tuple[str, ...]


def pytest_configure(config):
    """As `nbgrader_config.py` does it, but for every course of the tests."""
    config.addinivalue_line("markers", "leave_out(option): runs without an option that our engine refuses")
    use_our_engine()
    GenerateFeedback.class_traits()["preprocessors"].default_args = ([HideTests, GetGrades, CSSHTMLHeaderPreprocessor],)
    # `alembic heads` in a process of its own takes seconds for every new gradebook, and always says the same
    nbgrader.api.get_alembic_version = functools.lru_cache(None)(nbgrader.api.get_alembic_version)


def pytest_collection_modifyitems(items):
    """A listed test has to fail, and an adapted one runs without its option."""
    found = {_name(item): item for item in items}
    different = _read("differences.toml", "difference", Difference)
    adapted = [(name, each) for each in _read("adapted.toml", "adapted", Adapted) for name in each.tests]
    if gone := ({each.test for each in different} | {name for name, _ in adapted}) - found.keys():
        raise pytest.UsageError(f"Listed here, but no test of nbgrader's (any more): {', '.join(sorted(gone))}")
    for each in different:
        found[each.test].add_marker(pytest.mark.xfail(reason=each.reason, strict=True))
    for name, each in adapted:
        found[name].add_marker(pytest.mark.leave_out(each.leave_out))
        found[name].fixturenames.append("_without_option")


@pytest.fixture
def _without_option(request, monkeypatch):
    """nbgrader's command line without the option that `leave_out` marks."""
    module = request.module
    (option,) = request.node.get_closest_marker("leave_out").args
    run = module.run_nbgrader
    monkeypatch.setattr(
        module, "run_nbgrader", lambda args, **more: run([each for each in args if each != option], **more)
    )


def _read(file, table, kind):
    """A list of ours."""
    with (_HERE / file).open("rb") as text:
        return [kind(**each) for each in tomllib.load(text)[table]]


def _name(item):
    return f"{item.cls.__name__}::{item.name}" if item.cls else item.name
