"""The loop is never blocked, by the student's own lines."""

from dataclasses import replace

import pytest

from asynclab.expect import never_blocked
from asynclab.observe.blocking.rules import RULES
from asynclab.observe.run import Blocking, Ending, Run
from tests.unit.expect.by_hand import LINE, call, run, stall


def only(*findings):
    (failure,) = never_blocked().judge(Run(Ending.RETURNED, blocking=findings))
    return failure


def test_a_loop_that_was_never_blocked_holds():
    """What a library asks of the system on its own account is never the student's fault."""
    assert never_blocked().judge(Run(Ending.RETURNED)) == ()
    assert never_blocked().judge(Run(Ending.RETURNED, blocking=(stall(mine=False, seconds=0.0),))) == ()


def test_virtual_time_that_passes_on_the_loop_is_told_whoever_is_to_blame():
    """Every other task stood still for so long."""
    failure = only(replace(stall(mine=False), place=None, remedies=()))
    assert failure.seen == "`time.sleep` blocked the event loop for 2 s."
    assert failure.remedy.startswith("Await an async version of it")


def test_a_blocking_call_is_told_with_line_victim_and_remedies():
    """The call, where, for how long, what it stalled, and what to do, best first."""
    failure = only(replace(stall(), remedies=("`await asyncio.sleep(...)`", "a thread", "less sleep", "no sleep")))
    assert failure.seen == "`time.sleep` (cell 3, line 7, in `search`: `time.sleep(2)`) blocked the event loop for 2 s."
    assert "`async def ask`" in failure.cause
    assert failure.remedy == "Instead: `await asyncio.sleep(...)`; or a thread; or less sleep."
    assert failure.place == LINE
    assert failure.timeline


def test_the_calls_of_one_line_are_one_failure():
    """Their number and their sum."""
    failure = only(stall(time=0.0), stall(time=2.0, seconds=1.5), stall(time=9.0, calls=3))
    assert "for 5.5 s in all, 5 times." in failure.seen


def test_pieces_of_one_call_are_not_told_as_so_many_calls():
    """A loop over a sync stream blocks at each item: so often did it block, and it was called once."""
    failure = only(*(stall("BaseChatModel.stream", at, 0.5, "model") for at in (1.0, 1.5, 2.0)))
    assert failure.seen.endswith("blocked the event loop for 1.5 s in all, 3 times.")


@pytest.mark.parametrize("rule", ["sleep", "busy-wait"])
def test_a_pause_is_told_to_be_left_out_where_none_is_due(rule):
    """Another way to sleep is no remedy for one that nothing asks for, and only the task knows that."""
    best = RULES[rule].remedies[0]
    assert best.startswith("`await asyncio.sleep(...)`")
    assert best.endswith("where a pause is due, and nothing at all where none is")


def test_different_lines_are_different_failures():
    """Five are told in full, the rest is counted."""
    found = [replace(stall(), place=replace(LINE, line=number)) for number in range(8)]
    failures = never_blocked().judge(Run(Ending.RETURNED, blocking=tuple(found)))
    assert len(failures) == 6
    assert failures[-1].seen == "3 more lines blocked the event loop."


def test_processor_time_is_told_without_a_call():
    """It has no call to name, and no virtual time passes."""
    failure = only(Blocking("cpu", 0.0, LINE, LINE, cpu=True))
    expected = (
        "Your code (cell 3, line 7, in `search`: `time.sleep(2)`) kept the processor busy and blocked the event loop."
    )
    assert failure.seen == expected
    assert "to_thread" in failure.remedy


def test_a_finding_without_a_place_or_a_known_rule_is_still_told():
    """A record from elsewhere may know less."""
    assert only(Blocking("new rule", 0.0, None, None)).seen == "Your code did not let go and blocked the event loop."


def held(*parts, blocking=()):
    return never_blocked().judge(run(*parts, blocking=blocking))


def test_what_is_scripted_says_itself_that_it_held_the_loop():
    """Whoever is to blame for it, and whatever became of the findings."""
    (failure,) = held(call("web", 0.0, 2.0, stalled=2.0, place=LINE))
    assert failure.seen == (
        "`web` (cell 3, line 7, in `search`: `time.sleep(2)`) held the event loop's thread for 2 s."
    )
    assert failure.place == LINE
    (without,) = held(call("web", 0.0, 2.0, stalled=2.0), blocking=(stall(mine=False, seconds=0.0),))
    assert without.seen == "`web` held the event loop's thread for 2 s."


def test_what_a_finding_tells_of_is_not_told_twice():
    """A line that is to blame says more; and one scripted thing is told once, however often it was called."""
    (failure,) = held(call("web", 0.0, 2.0, stalled=2.0), blocking=(stall(),))
    assert failure.seen.startswith("`time.sleep`")
    assert len(held(*(call("web", at, at + 1, stalled=1.0) for at in range(5)))) == 1


def test_a_finding_that_sums_up_several_calls_tells_of_all_of_them():
    """A line that blocks again and again without a pause is one finding; what held the loop after it is another one."""
    calls = [call("web", at, at + 1.0, stalled=1.0) for at in (0.0, 1.0, 2.0)]
    (failure,) = held(*calls, blocking=(stall(time=0.0, seconds=3.0, calls=3),))
    assert failure.seen.endswith("for 3 s in all, 3 times.")
    later = call("news", 3.5, 4.5, stalled=1.0)
    assert len(held(*calls, later, blocking=(stall(time=0.0, seconds=3.0, calls=3),))) == 2


def test_what_is_scripted_and_waited_in_a_thread_held_nothing():
    """Nor did what took no time."""
    assert held(call("web", 0.0, 2.0)) == ()
