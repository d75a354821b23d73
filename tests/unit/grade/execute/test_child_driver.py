"""The parent's side of a pass, with a child that says what the test has it say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asynclab.grade.execute import child_driver
from asynclab.grade.execute.child_driver import (
    CellCrashed,
    ChildDriver,
    OutOfTime,
    ProcessTainted,
    grade,
    show,
)
from asynclab.grade.execute.forkserver import Child
from asynclab.grade.execute.pass_result import PassResult, Step, steps
from asynclab.grade.ipc import Closed, Frame, MessageType
from asynclab.grade.job import CellKind, JobCell, Limits
from asynclab.scenario.serialize import to_json
from asynclab.scenario.ways_to_drive import call


class Scripted(Child):
    """Says one thing after the other, whatever it is told. `told`: what that was."""

    def __init__(self, *says: Frame | Exception, restless: bool = False) -> None:
        self.told: list[Frame] = []
        self.interrupts = 0
        self.reached = []
        self._says: Iterator[Frame | Exception] = iter(says)
        self._restless = restless

    def say(self, frame: Frame, deadline: float) -> None:
        self.told.append(frame)

    def hear(self, deadline: float) -> Frame:
        said = next(self._says, Closed())
        if isinstance(said, Exception):
            raise said
        return said

    def witnessed(self) -> str:
        return "told"

    def waits(self) -> bool:
        return not self._restless

    def interrupt(self) -> None:
        self.interrupts += 1


def step(kind: CellKind, *scenarios: str) -> Step:
    return Step(JobCell(0, kind, "1", "check", scenarios), 5)


CODE, CHECK, TEST = step(CellKind.CODE), step(CellKind.CHECK, "first", "second"), step(CellKind.TEST)
FINE = Frame(MessageType.FOUND, 5)


def test_cells_are_numbered_as_a_notebook_numbers_them() -> None:
    """Graded cells and those for a person's eyes count, cells without text do not."""
    kinds = [
        (CellKind.CODE, "1"),
        (CellKind.CODE, " \n"),
        (CellKind.CHECK, ""),
        (CellKind.SKIP, ""),
        (CellKind.CODE, "2"),
    ]
    cells = [JobCell(index, kind, source) for index, (kind, source) in enumerate(kinds)]
    assert [one.count for one in steps(cells)] == [1, None, 2, 3, 4]


def test_what_a_cell_shows_is_kept_and_what_it_shows_anew() -> None:
    """A display of an earlier cell that it updated."""
    seen = PassResult()
    child = Scripted(Frame.of(MessageType.SHOWN, 2, "[2]"), Frame.of(MessageType.SHOWN, 5, "[5]"))
    show(ChildDriver(child, Limits(), seen), CODE, 5)
    assert seen.shown == {2: "[2]", 5: "[5]"}
    assert [frame.what for frame in child.told] == [MessageType.RUN_CELL]


def test_the_first_pass_tells_the_child_nothing_of_checks_and_tests() -> None:
    """What a student sees comes from a pass in which they took no part."""
    child = Scripted()
    for one in (CHECK, TEST, step(CellKind.SKIP)):
        show(ChildDriver(child, Limits(), PassResult()), one, 5)
    assert child.told == []


@pytest.mark.parametrize(
    "said",
    [
        Frame(MessageType.DONE, 5),
        Frame(MessageType.PERFORMED, 5),
        Frame(MessageType.SHOWN, 6),
        Frame(MessageType.SHOWN, 0),
        Frame(MessageType.READY, 5),
    ],
)
def test_an_answer_to_something_else_breaks_the_cell(said: Frame) -> None:
    """It is not taken for anything."""
    seen = PassResult()
    with pytest.raises(CellCrashed, match="nobody had asked") as broke:
        show(ChildDriver(Scripted(said), Limits(), seen), CODE, 5)
    assert broke.value.count == 5
    assert seen.shown == {}


def test_what_is_said_before_it_is_asked_for_is_held_against_the_cell_before() -> None:
    """A run that lies ready before its scenario was told is none."""
    child = Scripted(Frame.of(MessageType.SHOWN, 5, "[]"), Frame.of(MessageType.SHOWN, 5, "[]"))
    asking = ChildDriver(child, Limits(), PassResult())
    show(asking, CODE, 5)
    child._restless = True
    with pytest.raises(CellCrashed) as broke:
        show(asking, CODE, 6)
    assert broke.value.count == 5


def test_runs_are_kept_as_the_text_they_came_as() -> None:
    """In the order of the scenarios, each of which was told when the one before it had been performed."""
    seen = PassResult()
    child = Scripted(
        FINE, Frame.of(MessageType.PERFORMED, 5, "no JSON {"), Frame.of(MessageType.PERFORMED, 5, "two"), FINE
    )
    asking = ChildDriver(child, Limits(), seen)
    grade(asking, CHECK, 5)
    asking.end()
    assert seen.runs == {5: ["no JSON {", "two"]}
    assert seen.tampered == {}
    assert [frame.text for frame in child.told if frame.what is MessageType.PERFORM] == ["first", "second"]


def test_nothing_is_performed_after_a_run_that_hit_its_limit() -> None:
    """It stands for the rest of its check; and it may still go on, so that others are asked in another process."""
    seen = PassResult()
    asking = ChildDriver(Scripted(FINE, Frame.of(MessageType.GAVE_UP, 5, "stopped"), FINE), Limits(), seen)
    with pytest.raises(ProcessTainted):
        grade(asking, Step(JobCell(4, CellKind.CHECK, scenarios=(to_json(call("ask")),) * 2), 5), 5)
    assert seen.runs == {5: ["stopped"]}


def test_a_target_that_did_not_end_is_not_waited_for_again() -> None:
    """Its next scenarios, in the same process or another, have a part of the time; those of other targets all of it."""
    ask, show = (to_json(call(target)) for target in ("ask", "show"))
    check = Step(JobCell(4, CellKind.CHECK, scenarios=(ask, show)), 5)
    seen, next_child = PassResult(), Scripted(FINE, RUN, RUN, FINE)
    gave_up = Scripted(FINE, Frame.of(MessageType.GAVE_UP, 5, "stopped"), FINE)
    with pytest.raises(ProcessTainted):
        grade(ChildDriver(gave_up, Limits(), seen), check, 5)
    later = PassResult()
    later.add_checks(seen)
    grade(ChildDriver(next_child, Limits(), later), check, 5)
    performed = [frame for frame in next_child.told if frame.text in (ask, show)]
    assert [frame.what for frame in performed] == [MessageType.PERFORM_BRIEFLY, MessageType.PERFORM]


def test_a_scenario_that_could_not_be_performed_is_told() -> None:
    """A cell has broken what performs it; the process lives on, and is of no use for others."""
    seen = PassResult()
    asking = ChildDriver(Scripted(FINE, Frame.of(MessageType.FAILED, 5, "no asyncio"), FINE), Limits(), seen)
    with pytest.raises(ProcessTainted):
        grade(asking, CHECK, 5)
    assert (seen.runs, seen.failed) == ({5: []}, {5: "no asyncio"})


def test_a_check_is_not_held_to_have_been_asked_where_an_earlier_one_may_have_spent_the_process() -> None:
    """Memory that is gone, threads that cannot be started: it is asked again, as the first of a fresh process."""
    seen, done = PassResult(), Frame.of(MessageType.PERFORMED, 5, "run")
    failed = Frame.of(MessageType.FAILED, 6, "can't start new thread")
    asking = ChildDriver(Scripted(FINE, done, done, failed, FINE), Limits(), seen)
    grade(asking, CHECK, 5)
    with pytest.raises(ProcessTainted):
        grade(asking, CHECK, 6)
    assert (seen.runs, seen.failed) == ({5: ["run", "run"]}, {})


def test_what_was_replaced_is_held_against_the_checks_around_it() -> None:
    """Found before, after or at the end; each name once."""
    seen = PassResult()
    sleeps = Frame.of(MessageType.FOUND, 5, "time.sleep")
    both = Frame.of(MessageType.FOUND, 5, "time.sleep, json.dumps")
    done = Frame.of(MessageType.PERFORMED, 5, "run")
    asking = ChildDriver(Scripted(sleeps, done, done, sleeps, Frame(MessageType.DONE, 6), both), Limits(), seen)
    grade(asking, CHECK, 5)
    grade(asking, CODE, 6)
    asking.end()
    assert seen.tampered == {5: "time.sleep, json.dumps"}


def test_a_test_cell_keeps_its_own_outputs_only() -> None:
    """What it shows anew of others counts for nothing, and nobody may show it anew later."""
    seen = PassResult()
    child = Scripted(FINE, Frame.of(MessageType.SHOWN, 2, "forged"), Frame.of(MessageType.SHOWN, 5, "[5]"), FINE)
    grade(ChildDriver(child, Limits(), seen), TEST, 5)
    assert seen.shown == {5: "[5]"}


def test_a_cell_past_its_limit_is_interrupted_and_may_end() -> None:
    """What it showed until then is kept, and a note says so."""
    seen = PassResult()
    child = Scripted(TimeoutError(), Frame.of(MessageType.SHOWN, 5, "[]"))
    show(ChildDriver(child, Limits(cell=2.0), seen), CODE, 5)
    assert child.interrupts == 1
    assert seen.notes == ["Cell In[5] was interrupted after 2 s."]
    assert seen.shown == {5: "[]"}


def test_a_cell_that_no_interrupt_stops_has_broken_its_process() -> None:
    """And it was for the time it took."""
    with pytest.raises(CellCrashed, match="no interrupt") as broke:
        show(ChildDriver(Scripted(TimeoutError(), TimeoutError()), Limits(), PassResult()), CODE, 5)
    assert broke.value.late


def test_a_process_that_is_gone_was_broken_by_the_cell_at_work() -> None:
    """Not for the time it took."""
    with pytest.raises(CellCrashed, match="ended the Python process") as broke:
        show(ChildDriver(Scripted(Closed()), Limits(), PassResult()), CODE, 5)
    assert not broke.value.late


def test_a_notebook_past_its_whole_limit_asks_nothing_more() -> None:
    """The cell that comes next is the first that was not run."""
    child = Scripted()
    asking = ChildDriver(child, Limits(whole=0.0), PassResult())
    with pytest.raises(OutOfTime, match="0 s") as over:
        show(asking, CODE, 5)
    assert over.value.count == 5
    assert child.told == []


# -- nothing is worth anything that was not compared ---------------------------------------------------


RUN = Frame.of(MessageType.PERFORMED, 5, "run")


def answered(*says: Frame | Exception) -> tuple[ChildDriver, PassResult]:
    """A check that has answered in time, and what the child says afterwards."""
    seen = PassResult()
    asking = ChildDriver(Scripted(FINE, RUN, RUN, *says), Limits(), seen)
    grade(asking, CHECK, 5)
    asking._over = 0.0
    return asking, seen


def late(asking: ChildDriver) -> OutOfTime:
    """The cell that is asked for too late."""
    with pytest.raises(OutOfTime) as over:
        grade(asking, step(CellKind.CODE), 6)
    return over.value


def test_a_late_notebook_keeps_what_was_compared() -> None:
    """A process that waits is looked at once more, beyond the notebook's time."""
    asking, seen = answered(FINE, FINE)
    asking.out_of_time(late(asking))
    assert (seen.runs, seen.tampered, seen.unrun) == ({5: ["run", "run"]}, {}, {})


def test_a_late_notebook_is_found_out_as_any_other() -> None:
    """What was replaced is held against what it answered."""
    asking, seen = answered(FINE, Frame.of(MessageType.FOUND, 5, "time.sleep"))
    asking.out_of_time(late(asking))
    assert seen.tampered == {5: "time.sleep"}


@pytest.mark.parametrize("says", [Closed(), TimeoutError(), Frame(MessageType.DONE, 5)], ids=repr)
def test_a_check_that_nobody_could_look_at_counts_as_not_asked(says: Frame | Exception) -> None:
    """The process ends, is silent or says something else when it is asked what was replaced."""
    asking, seen = answered(FINE, says)
    over = late(asking)
    asking.out_of_time(over)
    assert (seen.runs, seen.unrun) == ({}, {5: str(over)})


def test_a_process_that_works_past_its_time_is_not_waited_for() -> None:
    """Its answers since the last comparison count as not given; it is not asked anything more."""
    asking, seen = answered(FINE, FINE)
    asking.out_of_time(OutOfTime(6, 300.0, waits=False))
    assert seen.runs == {}
    child = asking._child
    assert isinstance(child, Scripted)
    assert [frame.what for frame in child.told][-1] is MessageType.PERFORM


def test_what_answers_slowly_is_compared_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each scenario, once enough time has passed, so that little is lost when the time is up."""
    monkeypatch.setattr(child_driver, "PROVING", 0.0)
    seen = PassResult()
    child = Scripted(FINE, RUN, Frame.of(MessageType.FOUND, 5, "time.sleep"), RUN)
    asking = ChildDriver(child, Limits(), seen)
    grade(asking, CHECK, 5)
    assert [frame.what for frame in child.told] == [
        MessageType.COMPARE,
        MessageType.PERFORM,
        MessageType.COMPARE_ALL,
        MessageType.PERFORM,
    ]
    asking.out_of_time(OutOfTime(6, 300.0, waits=False))
    assert (seen.runs, seen.tampered) == ({}, {5: "time.sleep"})


def test_a_process_that_breaks_takes_its_answers_with_it() -> None:
    """Those after which nobody has looked; what broke it is told of as such."""
    asking, seen = answered()
    seen.runs[6] = []
    asking._unproven.append(6)
    asking.give_up("left", but=6)
    assert (seen.runs, seen.unrun) == ({6: []}, {5: "left"})
