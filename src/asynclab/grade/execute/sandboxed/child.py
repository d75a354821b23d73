"""What the forked process does: runs the cells and performs the scenarios that the parent asks for, one at a time.

It is the student's process from the first cell on: the parent takes what it says for data. Nothing of a cell or a
scenario is here before it is asked for.
"""

from __future__ import annotations

import gc
import os
import re
import socket
from _thread import allocate_lock
from collections.abc import Callable, Iterator
from dataclasses import replace

from asynclab.grade.execute.sandboxed.integrity import Differences, Tables
from asynclab.grade.ipc import AHEAD, LARGEST, Frame, MessageType, Wire
from asynclab.grade.job import Limits
from asynclab.lab import real_time
from asynclab.lab.stopping import kill_after
from asynclab.observe import codec as run_codec
from asynclab.observe.run import Ending, Problem, Run
from asynclab.run_limits import CPU_AGAIN, CPU_SLACK, CPU_TO_TIDY_UP, REAL_AGAIN, slowness
from asynclab.scenario import serialize as scenario_codec
from asynclab.scenario.drive import run_scenario
from asynclab.scenario.refusal import resembling
from asynclab.scenario.spec import Scenario

from .nested_loops import Unpatched
from .reach_listener import listen
from .shell import Cells

AnswerTo = Callable[[Frame], Iterator[Frame]]
_MISSED = re.compile(r"name '(\w+)' is not defined")


def serve(end: socket.socket, cells: Cells, unpatched: Unpatched, tables: Tables, limits: Limits) -> None:
    """Answer what the parent asks until it goes away.

    What is needed is bound here, before a student's code may replace what our modules hold.
    """
    wire = Wire(end, LARGEST, ahead=AHEAD)
    receive, send, me, getpid, leave = wire.receive, wire.send, os.getpid(), os.getpid, os._exit
    answers: dict[MessageType, AnswerTo] = {
        MessageType.RUN_CELL: _shown(cells),
        MessageType.RUN_UNSEEN: _unseen(cells),
        MessageType.LEAVE_OUT: _left_out(cells),
        MessageType.PERFORM: _performed(cells, limits.run, limits.run_cpu, unpatched),
        MessageType.PERFORM_BRIEFLY: _performed(cells, limits.run * REAL_AGAIN, limits.run_cpu * CPU_AGAIN, unpatched),
        MessageType.COMPARE: _compared(unpatched, tables.core),
        MessageType.COMPARE_ALL: _compared(unpatched, tables.full),
        MessageType.COMPARE_SHELL: _compared(unpatched, tables.core, tables.shell),
    }
    speaking = allocate_lock()  # a thread of the student's may be heard while an answer is being sent

    def say(frame: Frame) -> None:
        if getpid() != me:  # a cell has forked, and this is the copy
            leave(0)
        with speaking:
            send(frame)

    send(Frame(MessageType.CONFINED))
    listen(_reached(say))
    while True:
        asked = receive()
        for answer in answers[asked.what](asked):
            say(answer)


def _reached(say: Callable[[Frame], None]) -> Callable[[str], None]:
    of, reached = Frame.of, MessageType.REACHED

    def tell(what: str) -> None:
        with real_time():
            say(of(reached, 0, what))

    return tell


def _shown(cells: Cells) -> AnswerTo:
    run, changed, of, shown = cells.run, cells.outputs.changed, Frame.of, MessageType.SHOWN

    def answer(asked: Frame) -> Iterator[Frame]:
        run(asked.number, asked.text)
        for number, outputs in changed().items():
            yield of(shown, number, outputs)

    return answer


def _unseen(cells: Cells) -> AnswerTo:
    run, frame, done = cells.run_unseen, Frame, MessageType.DONE

    def answer(asked: Frame) -> Iterator[Frame]:
        gives, _, source = asked.text.partition("\n")
        run(asked.number, source, gives.split())
        yield frame(done, asked.number)

    return answer


def _left_out(cells: Cells) -> AnswerTo:
    leave_out, frame, done = cells.leave_out, Frame, MessageType.DONE

    def answer(asked: Frame) -> Iterator[Frame]:
        why, _, source = asked.text.partition("\n")
        leave_out(asked.number, source, why)
        yield frame(done, asked.number)

    return answer


def _performed(cells: Cells, limit: float, cpu: float, unpatched: Unpatched) -> AnswerTo:
    perform_, read, write, of = run_scenario, scenario_codec.from_json, run_codec.to_json, Frame.of
    until_killed, until_tidy = cpu + CPU_SLACK, cpu * slowness() * CPU_TO_TIDY_UP
    given, with_absence = cells.given, _with_absence
    ours = cells.namespace  # IPython keeps this dict for the life of a shell
    collect, within = gc.collect, kill_after
    done, gave_up, failed = MessageType.PERFORMED, MessageType.GAVE_UP, MessageType.FAILED
    not_tried, stub = MessageType.NOT_TRIED, Ending.NOT_ATTEMPTED
    absences = (Ending.REFUSED, Ending.RAISED)

    def answer(asked: Frame) -> Iterator[Frame]:
        try:
            with unpatched, within(until_tidy):
                scenario = read(asked.text)
                ours.update(given)
                run = perform_(scenario, ours, real_limit=limit, cpu_limit=cpu, kill_limit=until_killed)
                if run.ending in absences:
                    run = with_absence(run, scenario, cells)
            if run.spent:
                collect()  # what fills the memory may hang in the frames of an error
            frame = of(gave_up if run.spent else not_tried if run.ending is stub else done, asked.number, write(run))
        except BaseException as error:  # the answer's doing is in the run: a cell has broken what performs it
            frame = of(failed, asked.number, f"The scenario cannot be performed here: {type(error).__name__}: {error}.")
        yield frame

    return answer


def _with_absence(run: Run, scenario: Scenario, cells: Cells) -> Run:
    """The run of an answer that is not there, or that lacks a name, with the cell that was to define it."""
    target = scenario.target
    if run.problem is None:
        return run
    if run.ending is Ending.REFUSED:
        there = target in cells.namespace or (scenario.how == "run_tests" and target not in cells.failed)
        return run if there else replace(run, problem=replace(run.problem, message=_absent(target, cells)))
    for name in _names_missed(run.problem):
        if name in cells.failed and name not in cells.namespace:
            told = replace(run.problem, type="Refused", message=_absent(name, cells), types=(), inner=(), cause=None)
            return replace(run, ending=Ending.REFUSED, problem=told)
    return run


def _absent(name: str, cells: Cells) -> str:
    if name in cells.failed:
        return f"`{name}` is not there: {cells.failed[name]}. Mend that cell first."
    home = cells.namespace.get("__name__")
    own = {each: value for each in cells.own if getattr(value := cells.namespace.get(each), "__module__", None) == home}
    meant = next((each for each in own if name in each), "") or resembling(name, own)
    if not meant:
        return f"There is no `{name}` in this notebook: no cell defines it."
    return (
        f"There is no `{name}` in this notebook. There is a `{meant}` in cell In[{cells.own[meant]}]: is that the one?"
    )


def _names_missed(problem: Problem) -> Iterator[str]:
    if problem.type == "NameError" and (found := _MISSED.match(problem.message)):
        yield found[1]
    for each in problem.inner:
        yield from _names_missed(each)


def _compared(unpatched: Unpatched, *tables: Differences) -> AnswerTo:
    of, found = Frame.of, MessageType.FOUND

    def answer(asked: Frame) -> Iterator[Frame]:
        with unpatched:
            names = [name for differences in tables for name in differences()]
        yield of(found, asked.number, ", ".join(names))

    return answer
