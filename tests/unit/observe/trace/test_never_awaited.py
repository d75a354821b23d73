"""What was called and never awaited, in the record of a run and in what is said of it."""

import asyncio
import gc
import sys
import warnings

import pytest

from asynclab import lab
from asynclab.expect import Outcome, handed, judge, never_blocked, returned, took
from asynclab.observe.codec import from_json, to_json
from asynclab.observe.recording import record
from asynclab.scenario import call, model, perform, sink, tool


async def helper(text):
    return text


async def forgets(model, write):
    async for chunk in model.astream("why?"):
        write(chunk.content)
    return "done"


async def forgets_a_helper():
    helper("a")
    return "a"


async def keeps_it_for_a_while():
    kept = [helper("a")]
    kept.clear()
    return "a"


async def forgets_and_breaks():
    helper("a")
    raise ValueError("no")


async def crashes_on_it():
    text = helper("a")
    return text.upper()


async def spins_beside_it(tool):
    kept = helper("a")
    await tool.ainvoke("why?")
    while kept:
        pass


async def hands_on():
    return [helper("a"), helper("b")]


async def awaits():
    return await helper("a")


def performed(target, *args):
    return from_json(to_json(perform(call(target, *args), globals())))


@pytest.mark.parametrize(
    ("target", "line"),
    [("forgets_a_helper", 'helper("a")'), ("keeps_it_for_a_while", 'kept = [helper("a")]')],
)
def test_a_coroutine_that_nobody_awaits_is_kept_with_the_line_that_made_it(target, line):
    """And not with the line at which it was thrown away."""
    (found,) = performed(target).never_awaited
    assert (found.name, found.place.text, found.place.function) == ("helper", line, target)
    assert performed("awaits").never_awaited == ()


def test_python_warns_of_it_outside_of_a_run_only():
    """In a run the verdict tells; after it, Python's warning is Python's again."""
    before = warnings._warn_unawaited_coroutine
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run, _ = record(forgets_a_helper)
    assert [each.name for each in run.never_awaited] == ["helper"]
    assert warnings._warn_unawaited_coroutine is before


def test_what_a_crash_held_on_to_is_gone_with_it():
    """No later cell, a check that passes among them, is where Python warns of it."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        performed("crashes_on_it")
        gc.collect()
    assert warned == []


def test_what_a_run_without_end_held_on_to_is_gone_with_it(monkeypatch):
    """Its open calls are closed outside of the run, and nothing is printed of that either."""
    gc.collect()  # what tests before have left says so here, and is none of this run's
    unraisable = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        perform(call("spins_beside_it", tool("web", takes=1.0)), globals(), real_limit=0.3)
        gc.collect()
    assert (warned, unraisable) == ([], [])


def test_a_forgotten_await_is_told_first_with_its_line():
    """It explains all that follows, of which no other cause is guessed."""
    first, *others = judge(
        performed("forgets", model("a b c", every=1.0), sink("write")), [handed("write", "a"), took(1.0)]
    ).failures
    assert first.seen == "`write(...)` was called 3 times and never awaited, so that nothing of it ran."
    assert "`await` before it" in first.remedy
    assert first.place.text == "write(chunk.content)"
    assert [each.seen for each in others] == ["It took 3 s."]  # and not that `write` was not called
    assert not any(each.cause or each.remedy for each in others)


async def forgets_in_a_long_loop(write, times):
    for _ in range(times):
        write("a")


@pytest.mark.parametrize(
    ("times", "told"), [(99, "was called 99 times and"), (250, "was called at least 100 times and")]
)
def test_of_a_long_loop_no_number_is_told_that_is_too_small(times, told):
    """So many of a run are kept, and no more."""
    (first, *_) = judge(performed("forgets_in_a_long_loop", sink("write"), times), [took(1.0)]).failures
    assert told in first.seen


def test_coroutines_that_are_handed_on_are_told_with_the_line_that_made_them():
    """Once, by what came back."""
    first, *others = judge(performed("hands_on"), [returned(["a", "b"])]).failures
    assert first.seen.startswith("What came back holds 2 coroutines in place of results")
    assert first.place.text == 'return [helper("a"), helper("b")]'
    assert len(others) == 1


def test_a_crash_after_a_forgotten_await_tells_both():
    """What was dropped first."""
    verdict = judge(performed("forgets_and_breaks"), [returned("a")])
    assert verdict.outcome is Outcome.CRASHED
    assert [each.seen for each in verdict.failures] == [
        "`helper(...)` was called and never awaited, so that nothing of it ran.",
        "It raised `ValueError`: no.",
    ]


def test_what_keeps_its_promises_is_not_told_of_it():
    """A verdict that passes stays one."""
    assert judge(performed("forgets_a_helper"), [returned("a"), never_blocked()]).passed


async def forgets_what_a_thread_made():
    await asyncio.to_thread(helper, "a")
    return "a"


def test_a_coroutine_that_a_thread_made_is_told_without_a_line():
    """Nobody follows who made it there; Python prints nothing of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = performed("forgets_what_a_thread_made")
    assert [(found.name, found.place) for found in run.never_awaited] == [("helper", None)]
    (failure, *_) = judge(run, [returned("b")]).failures
    assert failure.seen == "`helper(...)` was called in a thread and never awaited, so that nothing of it ran."


@pytest.mark.parametrize(("inner", "kept"), [("def", True), ("async def", False)])
def test_what_a_librarys_plain_function_gives_is_its_callers(tmp_path, monkeypatch, inner, kept):
    """It is known by the function that was called. A coroutine that a library makes for itself is not the student's."""
    (tmp_path / "site-packages").mkdir()
    path = tmp_path / "site-packages" / "lent.py"
    path.write_text(f"async def inside(): ...\n{inner} asked():\n    return inside()\n", encoding="utf-8")
    monkeypatch.setattr(lab, "owner_of", lambda file: lab.Owner.LIBRARY if file == str(path) else lab.Owner.STUDENT)
    lent = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), lent)

    async def main():
        got = lent["asked"]()
        if not kept:
            await got

    found = record(main)[0].never_awaited
    assert [each.name for each in found] == (["asked"] if kept else [])


def test_a_warning_of_pythons_own_names_no_file_of_ours():
    """Of one that was made outside of a run, and is thrown away in it: it is shown in a student's cell."""
    kept = [asyncio.sleep(0)]

    def drops():
        kept.clear()
        return "a"

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        record(drops)
    assert [str(each.message) for each in warned] == ["coroutine 'sleep' was never awaited"]
    assert warned[0].filename == asyncio.sleep.__code__.co_filename
