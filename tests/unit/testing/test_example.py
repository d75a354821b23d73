"""The example of README's fourth door: ten tests that pass, and each of them can fail."""

import shutil
import sys
from pathlib import Path

import pytest

from .inner import QUIET, Reports

pytestmark = pytest.mark.slow  # each slip runs all ten tests

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "research-agent"
# One slip in the agent, and the tests of the ten that see it.
SLIPS = {
    "one after another": ("max_concurrency=at_once", "max_concurrency=1"),
    "no limit": (".with_config(max_concurrency=at_once)", ""),
    "no deadline": ("asyncio.timeout(patience)", "asyncio.timeout(None)"),
    "no second try": (
        "except ConnectionError:\n                    said =",
        "except ZeroDivisionError:\n                    said =",
    ),
    # LangGraph itself takes in what a step's nodes write in the order of its `Send`s: the last note is not the latest.
    "notes the other way round": ('sorted(desk["notes"])', 'sorted(desk["notes"], reverse=True)'),
    "the answer in one piece": (
        "async for chunk in model.astream(brief, config)",
        'for chunk in [await model.ainvoke(brief, {"callbacks": []})]',  # with its own, LangGraph streams that too
    ),
    "config dropped": (
        'source.ainvoke(errand["question"], config)',
        'source.ainvoke(errand["question"], {"callbacks": [], "tags": []})',  # else both come by the context
    ),
    "a blocking call": (
        "said = await source.ainvoke",
        "__import__('time').sleep(1)\n                    said = await source.ainvoke",
    ),
}


def ran(folder):
    """Run the example's tests in a copy of it."""
    reports = Reports()
    pytest.main([str(folder), "-c", str(folder / "pyproject.toml"), *QUIET], plugins=[reports])
    for name, module in list(sys.modules.items()):  # pytest has put the tests under a name of its own choice
        if str(getattr(module, "__file__", "")).startswith(str(folder)):
            del sys.modules[name]
    return reports


@pytest.fixture
def example(tmp_path, monkeypatch):
    """A copy of the example."""
    monkeypatch.setattr(sys, "path", [*sys.path])  # pytest puts the project's folder there
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def test_the_example_has_ten_tests_that_pass(example):
    """They are what the README shows."""
    reports = ran(example)
    assert [name for name, outcome in reports.outcomes.items() if outcome != "passed"] == []
    assert len(reports.outcomes) == 10


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_agent_fails_a_test(example, slip):
    """A test that cannot fail shows nothing."""
    written = (example / "agent.py").read_text()
    right, wrong = SLIPS[slip]
    assert right in written
    (example / "agent.py").write_text(written.replace(right, wrong))
    outcomes = ran(example).outcomes
    assert len(outcomes) == 10
    assert "failed" in outcomes.values()
